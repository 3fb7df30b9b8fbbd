/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * selftest: a program of the tree's own tools/testing/selftests/, as the tree's Makefiles build it,
 * but statically and with the tree's own headers. In: the name in fix.conf, a configured branch.
 * Out: the program, for initramfs.
 */
#pragma once

#include <glib.h>

#include "stage/builddir.h"
#include "stage/fix.h"

/**
 * sp_selftest_choose:
 * @fix: its selftests are looked for in their order
 * @test: (out): borrowed from @fix, "vm/transhuge-stress"; NULL where @branch has none of them
 *
 * What the fix folder brings itself needs only the folder in the branch that it goes to.
 */
gboolean sp_selftest_choose(const SpFix *fix, SpBranch *branch, const char **test,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
	char *program;	      /* path in the cache */
	char *source_sha256;  /* of its C file */
	char *program_sha256; /* of what was linked */
} SpSelftest;

void sp_selftest_free(SpSelftest *selftest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpSelftest, sp_selftest_free)

/**
 * sp_selftest_make:
 * @dir: of the unpatched branch
 * @files: path -> text, as for sp_build_variant()
 * @test: from sp_selftest_choose()
 * @own: (nullable): path of a C file that is taken in the place of the branch's
 *
 * Errors: SP_ERROR_UNKNOWN, with the compiler's first words, where it does not build; what
 * sp_builddir_judge() says of the machine.
 */
SpSelftest *sp_selftest_make(SpBuilddir *dir, GHashTable *files, const char *test, const char *own,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;
