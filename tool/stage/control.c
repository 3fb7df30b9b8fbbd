/* SPDX-License-Identifier: GPL-2.0-only */
/* control: the fix taken out of a branch, or the bug put in; a port held against what was there. */
#include "stage/control.h"

#include "base/err.h"
#include "stage/csource.h"
#include "stage/hunkundo.h"

#include <string.h>

gboolean sp_control_undo(const SpFix *fix, SpBranch *branch, GError **error)
{
	g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	GHashTableIter it;
	gpointer path, text;

	for (guint i = 0; i < fix->patch->files->len; i++) {
		const SpPatchFile *file = fix->patch->files->pdata[i];
		g_autofree char *why = NULL;
		SpFileState state;
		const char *now;
		char *before;

		if (!sp_branch_read(branch, file->path, &state, &now, NULL, error))
			return FALSE;
		if (state != SP_FILE_FOUND ||
		    !sp_hunk_undo_all(now, file->hunks, NULL, &before, &why)) {
			g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
				    "%s: the fix cannot be taken out of %s: %s",
				    sp_branch_name(branch), file->path,
				    why ? why : "the file is not there");
			return FALSE;
		}
		g_hash_table_insert(texts, file->path, before);
	}
	g_hash_table_iter_init(&it, texts);
	while (g_hash_table_iter_next(&it, &path, &text))
		sp_branch_replace(branch, path, text);
	sp_branch_set_control(branch, SP_CONTROL_UNDONE);
	return TRUE;
}

/* The only commit that the fix says it fixes; NULL when there is none, or more than one. */
static const SpPatch *what_brought_it(const SpFix *fix)
{
	const SpFixCommit *commit = NULL;

	if (fix->fixes->len == 1)
		commit = sp_fix_commit(fix, fix->fixes->pdata[0]);
	return commit ? commit->patch : NULL;
}

/* The first of them that applies, else the last; FALSE (*@port NULL) on an error. */
static gboolean port_bug(const SpFix *fix, SpBranch *branch, const SpPatch **patch, SpPort **port,
			 GError **error)
{
	for (guint i = 0; i < MAX(fix->bugs->len, 1) && !(*port && (*port)->clean); i++) {
		if (fix->bugs->len)
			*patch = fix->bugs->pdata[i];
		g_clear_pointer(port, sp_port_free);
		*port = sp_port_patch(*patch, branch, error);
		if (!*port)
			return FALSE;
	}
	return TRUE;
}

gboolean sp_control_introduce(const SpFix *fix, SpBranch *branch, const SpPatch **patch,
			      SpPort **port, GError **error)
{
	*port = NULL;
	*patch = what_brought_it(fix);
	if (!*patch && !fix->bugs->len) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--introduce-bug: it is not known what brings the bug: name a patch "
			    "as [fix] bug in fix.conf, or give a --repo that has the one commit "
			    "that the fix says it fixes");
		return FALSE;
	}
	if (!port_bug(fix, branch, patch, port, error))
		return FALSE;
	sp_port_put_in(*port, branch);
	if ((*port)->clean)
		sp_branch_set_control(branch, SP_CONTROL_INTRODUCED);
	return TRUE;
}

const char *sp_control_same_code(const SpPort *port, SpBranch *branch)
{
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];
		const char *original = sp_branch_original(branch, file->path);
		g_autofree char *code = NULL;
		g_autofree char *had = NULL;

		if (!original || !file->after)
			return file->path;
		code = sp_csource_code(file->after, strlen(file->after));
		had = sp_csource_code(original, strlen(original));
		if (!g_str_equal(code, had))
			return file->path;
	}
	return NULL;
}
