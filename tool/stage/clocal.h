/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clocal: the locals of all functions of a C file, a part of cdecl.
 */
#pragma once

#include "stage/cdecl.h"

/* Fills @decls->locals, which has the parameters alone until then. */
void sp_clocal_find(SpCDecls *decls);
