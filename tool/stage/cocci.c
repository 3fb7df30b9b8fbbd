/* SPDX-License-Identifier: GPL-2.0-only */
/* cocci: spatch works on files, so the text goes through one in a folder of its own. */
#include "stage/cocci.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/run.h"

#include <string.h>

enum { SECONDS = 60 };

gboolean sp_cocci_is_there(void)
{
	return sp_run_have("spatch", NULL);
}

static gboolean run_spatch(const char *path, const char *file, const char *log, GError **error)
{
	const char *argv[] = {
		"spatch", "--very-quiet", "--no-show-diff", "--in-place", "--sp-file", path, file,
		NULL};
	SpRunSpec spec = {.argv = argv, .log = log, .timeout = SECONDS};
	g_autofree char *said = NULL;
	SpRunResult result;

	if (!sp_run(&spec, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	g_file_get_contents(log, &said, NULL, NULL);
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: spatch does not take it:\n%s", path,
		    said ? said : "");
	return FALSE;
}

gboolean sp_cocci_apply(const char *path, const char *text, char **result, GError **error)
{
	g_autofree char *dir = g_dir_make_tmp("stableport-XXXXXX", error);
	g_autofree char *file = dir ? g_build_filename(dir, "file.c", NULL) : NULL;
	g_autofree char *log = dir ? g_build_filename(dir, "log", NULL) : NULL;
	g_autofree char *after = NULL;
	g_autoptr(GError) ignored = NULL;
	gboolean good;

	*result = NULL;
	good = dir && sp_fs_write(file, text, strlen(text), error) &&
	       run_spatch(path, file, log, error) && g_file_get_contents(file, &after, NULL, error);
	if (dir && !sp_fs_remove(dir, &ignored))
		g_debug("%s", ignored->message);
	if (good && strcmp(after, text) != 0)
		*result = g_steal_pointer(&after);
	return good;
}
