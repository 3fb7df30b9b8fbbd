/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbolmember: a member at one place of a changed C file, a part of csymbol.
 */
#pragma once

#include "stage/csymbolname.h"

/* As those of csymbolname. */
char *sp_csymbolmember_ask(SpCCheck *check, guint i, const char *name);
