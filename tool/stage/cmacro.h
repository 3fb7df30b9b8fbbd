/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cmacro: what macros make of words: names joined with "##", and arguments that are no names of
 * their own but parts of one, or members. Bodies are looked at as text, none is expanded.
 */
#pragma once

#include "stage/cnames.h"

/* Whether a macro of the file or a header can make @name of its arguments, with "##". */
gboolean sp_cmacro_makes(SpCNames *names, const char *name);

typedef enum {
	SP_ARGUMENT_NAME,  /* nothing is known to become of it */
	SP_ARGUMENT_OTHER, /* a macro writes it behind ".", "->" or "struct" */
	SP_ARGUMENT_PART,  /* a macro joins it with other words, or makes it a string */
} SpCArgument;

/* What macros that token @at of the file is an argument of make of it. */
SpCArgument sp_cmacro_argument(SpCNames *names, guint at);
