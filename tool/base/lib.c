/* SPDX-License-Identifier: GPL-2.0-only */
/* lib: start and end of the libraries that want one, and of signal handling. */
#include "base/lib.h"

#include "base/mime.h"
#include "base/run.h"

#include <git2.h>
#include <malloc.h>

void sp_lib_start(void)
{
	git_libgit2_init();
	/* It would keep up to 256 MB of objects that hardly any run asks for twice. */
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)2 << 20);
	/* A clone that somebody else owns (a shared linux-stable, a CI checkout) is only read here.
	 */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	/* No object's id is computed anew when it is read; git does not, either. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* The history's reader goes once over a pack of gigabytes: small windows on it, and no
	 * copies of commits that are not looked at again. */
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)8 << 20);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)64 << 20);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_COMMIT, (size_t)0);
	/* Files are looked at in arrays of some 100 kB, which come and go: their pages stay. */
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 32 << 20);
	g_mime_init();
	sp_run_install_signals();
}

void sp_lib_stop(void)
{
	g_mime_shutdown();
	git_libgit2_shutdown();
}
