/* SPDX-License-Identifier: GPL-2.0-only */
/* lib: start and end of the libraries that want one, and of signal handling. */
#include "base/lib.h"

#include "base/mime.h"
#include "base/run.h"

#include <git2.h>

void sp_lib_start(void)
{
	git_libgit2_init();
	/* A clone that somebody else owns (a shared linux-stable, a CI checkout) is only read here.
	 */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	g_mime_init();
	sp_run_install_signals();
}

void sp_lib_stop(void)
{
	g_mime_shutdown();
	git_libgit2_shutdown();
}
