/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kver: kernel versions as numbers, and ranges of them as data files write them.
 */
#pragma once

#include <glib.h>

/* VERSION, PATCHLEVEL and SUBLEVEL of the kernel's top Makefile; all 0 when not known. */
typedef struct {
	guint major, minor, sub;
} SpKver;

/* Both ends inclusive; whole series (sub is not looked at). */
typedef struct {
	SpKver from; /* 0.0 for "since ever" */
	SpKver to;   /* G_MAXUINT for "and newer" */
} SpKverRange;

/* "5.10.262", "v4.9", "5.10.262-rc1" -> numbers; FALSE if it does not begin like a version. */
gboolean sp_kver_parse(const char *text, SpKver *version);

/* From the text of a kernel's top-level Makefile; FALSE if that is none. */
gboolean sp_kver_from_makefile(const char *makefile, SpKver *version);

/* "5.10.262"; (transfer full). */
char *sp_kver_string(const SpKver *version);

/* <0, 0, >0 by major, minor, sub. */
int sp_kver_compare(const SpKver *a, const SpKver *b);

/* Whether @a is of a newer line than @b: 5.10.1 than 5.4.300; sub is not looked at. */
gboolean sp_kver_newer_line(const SpKver *a, const SpKver *b);

/* "5.4..5.9", "..5.9", "5.10..", "5.4"; FALSE if it is none of these. */
gboolean sp_kver_range_parse(const char *text, SpKverRange *range);
gboolean sp_kver_in_range(const SpKver *version, const SpKverRange *range);
