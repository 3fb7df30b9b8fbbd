/* SPDX-License-Identifier: GPL-2.0-only */
/* A fix folder with all there can be in one, for a test that changes it. */
#pragma once

#include <string.h>

#include <gmime/gmime.h>

#include "base/fs.h"
#include "stage/fix.h"

#define ID "0123456789abcdef0123456789abcdef01234567"
#define PATCH(subject)                                                                             \
	"From: A <a@b>\nSubject: [PATCH] " subject "\n\nWhy.\n\nFixes: 0123456\n---\n\n"           \
	"diff --git a/mm/x.c b/mm/x.c\n--- a/mm/x.c\n+++ b/mm/x.c\n@@ -1 +1 @@\n-a\n+b\n"

#define NEEDED "From 89abcdef0123456789abcdef0123456789abcdef Mon Sep 17 00:00:00 2001\n"

/* One entry a line, so that a case can name the line. */
static const char whole[] = "[fix]\n"			    /* 1 */
			    "\tupstream = " ID "\n"	    /* 2 */
			    "\tfixes = 0123456\n"	    /* 3 */
			    "\tfixes = 0123456789ab\n"	    /* 4 */
			    "\tpatch = fix.patch\n"	    /* 5 */
			    "\treproducer = reproducer.c\n" /* 6 */
			    "\tconfig = kernel.config\n"    /* 7 */
			    "[probe \"p q\"]\n"		    /* 8 */
			    "\tasks = fix\n"		    /* 9 */
			    "\tfile = mm/x.c\n"		    /* 10 */
			    "\tfile = mm/y.c\n"		    /* 11 */
			    "\tfunction = f\n"		    /* 12 */
			    "\tarm = !CONFIG_NUMA\n"	    /* 13 */
			    "\tpresent = \"a(b);\"\n"	    /* 14 */
			    "\tabsent = c\n"		    /* 15 */
			    "[signature \"s\"]\n"	    /* 16 */
			    "\tkernels = 5.10..\n"	    /* 17 */
			    "\ttext = VM_BUG_ON\n"	    /* 18 */
			    "[scenario \"t\"]\n"	    /* 19 */
			    "\targs = a=b c\n"		    /* 20 */
			    "\tsmp = 2\n"		    /* 21 */
			    "\tkernels = ..5.9\n"	    /* 22 */
			    "\tconfig = kernel.config\n"    /* 23 */
			    "\tsurvive = 1000000\n"	    /* 24 */
			    "[variant \"v\"]\n"		    /* 25 */
			    "\ttitle = a title\n"	    /* 26 */
			    "\tpatch = control.patch\n"	    /* 27 */
			    "\texpect = survive\n"	    /* 28 */
			    "\tboots = 3\n"		    /* 29 */
			    "[fix]\n"			    /* 30 */
			    "\tneeds = 89abcdef\n"	    /* 31 */
			    "\tneeds = 7654321\n"	    /* 32 */
			    "[commit \"89abcdef012\"]\n"    /* 33 */
			    "\tpatch = needed.patch\n";	    /* 34 */

typedef struct {
	char *dir;
} Fixture;

static inline void fix_put(Fixture *f, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(f->dir, name, NULL);

	g_assert_true(sp_fs_write(path, text, strlen(text), NULL));
}

static inline void fix_set_up(Fixture *f, gconstpointer data)
{
	g_autofree char *parent = g_dir_make_tmp("test-fix-XXXXXX", NULL);

	(void)data;
	f->dir = g_build_filename(parent, "my-fix", NULL);
	fix_put(f, "fix.conf", whole);
	fix_put(f, "fix.patch", PATCH("a: b"));
	fix_put(f, "control.patch", PATCH("control"));
	fix_put(f, "other.patch",
		"From 76543210"
		"0123456789abcdef0123456789abcdef Mon Sep 17 00:00:00 2001\n" PATCH("other"));
	fix_put(f, "needed.patch", NEEDED PATCH("needed"));
	fix_put(f, "reproducer.c", "int main(void) { return 0; }\n");
	fix_put(f, "kernel.config", "CONFIG_X=y\n");
}

static inline void fix_tear_down(Fixture *f, gconstpointer data)
{
	g_autofree char *parent = g_path_get_dirname(f->dir);

	(void)data;
	g_assert_true(sp_fs_remove(parent, NULL));
	g_free(f->dir);
}
