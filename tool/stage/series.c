/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series: writes the quilt directory of a branch. The patch carries the mail headers that `git am`
 * reads, so that the same file serves quilt and git.
 */
#include "stage/series.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/json.h"
#include "stage/links.h"

#include <string.h>

const char *sp_series_version(const char *branch)
{
	return g_str_has_prefix(branch, "linux-") ? branch + strlen("linux-") : branch;
}

char *sp_series_patch_name(const SpFix *fix)
{
	g_autoptr(GString) name = g_string_new(NULL);

	for (const char *p = fix->patch->subject; *p && name->len < 52; p++) {
		if (g_ascii_isalnum(*p) || *p == '_')
			g_string_append_c(name, *p);
		else if (name->len && name->str[name->len - 1] != '-')
			g_string_append_c(name, '-');
	}
	while (name->len && name->str[name->len - 1] == '-')
		g_string_truncate(name, name->len - 1);
	if (!name->len)
		g_string_assign(name, "fix");
	g_string_append(name, ".patch");
	return g_string_free(g_steal_pointer(&name), FALSE);
}

/* Whether the last line is a trailer, which the next may follow without a blank line. */
static gboolean ends_in_trailer(const char *body)
{
	const char *line = body + strlen(body);
	gsize key;

	if (line > body)
		line--; /* the end of the last line */
	while (line > body && line[-1] != '\n')
		line--;
	key = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
	return (key && g_str_has_prefix(line + key, ": ")) || *line == '[' || *line == '(';
}

/* Whether the message has the line that the stable team asks for; other ways to say what it is a
 * backport of do not do. */
static gboolean says_upstream(const SpPatch *patch, const char *id)
{
	g_autofree char *words = g_strconcat("ommit ", id, NULL);
	g_autoptr(GArray) links = sp_links_of(patch->subject, patch->body);

	return g_strcmp0(sp_links_upstream(links), id) == 0 && strstr(patch->body, words);
}

char *sp_series_message(const SpFix *fix, const char *signoff)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (fix->upstream && !says_upstream(fix->patch, fix->upstream))
		g_string_append_printf(text, "commit %s upstream.\n\n", fix->upstream);
	g_string_append(text, fix->patch->body);
	if (signoff && *fix->patch->body && !ends_in_trailer(fix->patch->body))
		g_string_append_c(text, '\n');
	if (signoff)
		g_string_append_printf(text, "Signed-off-by: %s\n", signoff);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *all_diffs(const SpPort *port)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < port->files->len; i++)
		g_string_append(text, ((SpPortFile *)port->files->pdata[i])->diff);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *sp_series_diff(const SpPort *port)
{
	g_autofree char *diffs = all_diffs(port);
	g_autoptr(git_diff) diff = NULL;
	git_diff_stats *stats = NULL;
	git_buf buffer = GIT_BUF_INIT;
	char *text;

	/* A diff that libgit2 has just written can be read by it; if not, there is no diffstat. */
	if (git_diff_from_buffer(&diff, diffs, strlen(diffs)) == 0 &&
	    git_diff_get_stats(&stats, diff) == 0)
		git_diff_stats_to_buf(&buffer, stats, GIT_DIFF_STATS_FULL, 72);
	text = g_strdup_printf("%s\n%s", buffer.ptr ? buffer.ptr : "", diffs);
	git_buf_dispose(&buffer);
	git_diff_stats_free(stats);
	return text;
}

char *sp_series_patch_hash(const SpPort *port)
{
	g_autofree char *diffs = all_diffs(port);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, diffs, -1);
}

static gboolean same_hunk(const SpHunk *one, const SpHunk *two)
{
	if (one->old_start != two->old_start || one->lines->len != two->lines->len)
		return FALSE;
	for (guint i = 0; i < one->lines->len; i++) {
		const SpHunkLine *a = one->lines->pdata[i], *b = two->lines->pdata[i];

		if (a->origin != b->origin || !g_str_equal(a->text, b->text))
			return FALSE;
	}
	return TRUE;
}

static gboolean same_changes(const GPtrArray *one, const GPtrArray *two)
{
	gboolean same = one->len == two->len;

	for (guint i = 0; same && i < one->len; i++) {
		const SpPatchFile *a = one->pdata[i], *b = two->pdata[i];

		same = g_str_equal(a->path, b->path) && a->added == b->added &&
		       a->deleted == b->deleted && a->hunks->len == b->hunks->len;
		for (guint k = 0; same && k < a->hunks->len; k++)
			same = same_hunk(a->hunks->pdata[k], b->hunks->pdata[k]);
	}
	return same;
}

gboolean sp_series_survives(const SpFix *fix, const SpPort *port, const char *mail, gsize length,
			    const char *message, const char *author, GError **error)
{
	const char *cut = sp_patch_message_end(message);
	g_autofree char *diffs = all_diffs(port);
	g_autoptr(GPtrArray) meant = sp_diff_files();
	g_autoptr(SpPatch) back = NULL;
	const char *differs = NULL;

	if (cut) {
		g_autofree char *line = g_strndup(cut, strcspn(cut, "\n"));

		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "the commit's message cannot be sent: `git am` and quilt take its line "
			    "\"%s\" for the end of the message; give the fix as a patch file in "
			    "which that line is indented",
			    line);
		return FALSE;
	}
	back = sp_patch_parse(mail, length, "the patch as it would be sent", error);
	if (!back || !sp_diff_parse(diffs, strlen(diffs), meant, error))
		return FALSE;
	if (!g_str_equal(back->subject, fix->patch->subject))
		differs = "subject";
	else if (author && g_strcmp0(back->author, author) != 0)
		differs = "author";
	else if (!g_str_equal(back->body, message))
		differs = "message";
	else if (!same_changes(meant, back->files))
		differs = "diff";
	if (!differs)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the commit cannot be sent: read back from the mail, its %s is another one",
		    differs);
	return FALSE;
}

static char *patch_text(const SpFix *fix, const SpPort *port, const char *signoff)
{
	g_autofree char *message = sp_series_message(fix, signoff);
	g_autofree char *diff = sp_series_diff(port);
	g_autoptr(GString) text = g_string_new(NULL);

	if (fix->patch->author)
		g_string_append_printf(text, "From: %s\n", fix->patch->author);
	if (fix->patch->date)
		g_string_append_printf(text, "Date: %s\n", fix->patch->date);
	g_string_append_printf(text, "Subject: [PATCH] %s\n\n%s---\n%s", fix->patch->subject,
			       message, diff);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_places(JsonBuilder *json, const SpPortFile *file)
{
	json_builder_set_member_name(json, "hunks");
	json_builder_begin_array(json);
	for (guint i = 0; i < file->places->len; i++) {
		const SpPlace *place = file->places->pdata[i];

		json_builder_begin_object(json);
		sp_json_int(json, "line", place->line);
		sp_json_int(json, "offset", place->offset);
		sp_json_string(json, "function", place->function);
		sp_json_string(json, "arm", place->arm);
		sp_json_string(json, "rung", place->rung);
		sp_json_string(json, "names", place->names);
		sp_json_int(json, "margin", place->margin);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static void add_files(JsonBuilder *json, const SpPort *port)
{
	json_builder_set_member_name(json, "files");
	json_builder_begin_array(json);
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];
		const char *texts[] = {file->before, file->after};
		static const char *const names[] = {"blob_before", "blob_after"};

		json_builder_begin_object(json);
		sp_json_string(json, "path", file->path);
		sp_json_string(json, "upstream_path", file->upstream);
		sp_json_string(json, "rules", file->rules);
		for (guint k = 0; k < 2; k++) {
			g_autofree char *id =
				texts[k] ? sp_git_blob_id(texts[k], strlen(texts[k])) : NULL;

			sp_json_string(json, names[k], id);
		}
		add_places(json, file);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static char *record_text(const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
			 const SpPort *port, const char *patch_name, const char *patch_sum,
			 const char *key)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *version = sp_kver_string(sp_branch_version(branch));
	g_autofree char *hash = sp_series_patch_hash(port);

	json_builder_begin_object(json);
	sp_json_string(json, "fix", fix->name);
	sp_json_string(json, "upstream", fix->upstream);
	sp_json_string(json, "subject", fix->patch->subject);
	sp_json_string(json, "branch", sp_branch_name(branch));
	sp_json_string(json, "version", version);
	sp_json_string(json, "source", sp_branch_origin(branch));
	sp_json_string(json, "source_key", key);
	sp_json_bool(json, "control", g_hash_table_size(sp_branch_replaced(branch)) > 0);
	sp_json_string(json, "verdict", sp_verdict_name(verdict->kind));
	sp_json_string(json, "reason", verdict->reason);
	sp_json_string(json, "patch", patch_name);
	sp_json_string(json, "patch_sha256", patch_sum);
	sp_json_string(json, "diff_sha256", hash);
	add_files(json, port);
	json_builder_end_object(json);
	return sp_json_text(json);
}

/* What @dir holds that we did not write, or NULL; (transfer full). */
static char *foreign_file(const char *dir, const char *patch_name)
{
	const char *ours[] = {"series", "port.json", "record.json", "mail.eml", patch_name, NULL};
	g_autofree char *path = g_build_filename(dir, "series", NULL);
	g_autofree char *expected = g_strdup_printf("%s\n", patch_name);
	g_autofree char *series = NULL;
	g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries)))
		if (!g_strv_contains(ours, name))
			return g_build_filename(dir, name, NULL);
	if (g_file_get_contents(path, &series, NULL, NULL) && !g_str_equal(series, expected))
		return g_steal_pointer(&path);
	return NULL;
}

/* A folder that is there must be one of ours, with the patch as we wrote it; @same: the very one.
 */
static gboolean check_old(const char *dir, const char *patch_name, const char *patch,
			  gboolean *same, GError **error)
{
	g_autofree char *record_path = g_build_filename(dir, "port.json", NULL);
	g_autoptr(JsonObject) record = NULL;
	g_autofree char *old_path = NULL;
	g_autofree char *old = NULL;
	g_autofree char *sum = NULL;
	g_autofree char *foreign = NULL;
	const char *name, *expected;

	*same = FALSE;
	if (!g_file_test(dir, G_FILE_TEST_EXISTS))
		return TRUE;
	if (!sp_json_load(record_path, &record, error))
		return FALSE;
	name = record ? sp_json_get_string(record, "patch", NULL) : NULL;
	expected = record ? sp_json_get_string(record, "patch_sha256", NULL) : NULL;
	if (!name || !expected || strchr(name, '/')) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s is there and was not written by stableport: move it away, or give "
			    "another place with --out",
			    dir);
		return FALSE;
	}
	foreign = foreign_file(dir, name);
	if (foreign) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s was not written by stableport, and would be lost: move it away, or "
			    "give another place with --out",
			    foreign);
		return FALSE;
	}
	old_path = g_build_filename(dir, name, NULL);
	if (!g_file_get_contents(old_path, &old, NULL, NULL))
		return TRUE; /* the patch is gone: nothing of anybody's can be lost */
	sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, old, -1);
	if (!g_str_equal(sum, expected)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s was changed by hand since it was written: move it away, or give "
			    "another place with --out",
			    old_path);
		return FALSE;
	}
	*same = g_str_equal(old, patch) && g_str_equal(name, patch_name);
	return TRUE;
}

static gboolean write_file(const char *dir, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return sp_fs_write_changed(path, text, strlen(text), error);
}

/* What was verified is the change, not its message: a record of this very diff stays. */
static gboolean keep_record(const char *dir, const char *temp, const char *diff_hash,
			    GError **error)
{
	g_autofree char *path = g_build_filename(dir, "record.json", NULL);
	g_autoptr(JsonObject) record = NULL;
	g_autofree char *text = NULL;

	if (!sp_json_load(path, &record, NULL) || !record ||
	    !g_str_equal(sp_json_get_string(record, "diff_sha256", ""), diff_hash))
		return TRUE;
	return sp_fs_read(path, &text, NULL, error) && write_file(temp, "record.json", text, error);
}

static gboolean write_dir(const char *dir, const char *patch_name, const char *patch,
			  const char *record, const char *diff_hash, GError **error)
{
	g_autofree char *temp = sp_fs_temp_dir(dir, error);
	g_autofree char *series = g_strdup_printf("%s\n", patch_name);

	if (!temp)
		return FALSE;
	if (write_file(temp, "series", series, error) &&
	    write_file(temp, patch_name, patch, error) &&
	    write_file(temp, "port.json", record, error) &&
	    keep_record(dir, temp, diff_hash, error) && sp_fs_replace_dir(temp, dir, error))
		return TRUE;
	if (!sp_fs_remove(temp, NULL))
		g_prefix_error(error, "%s is left over; ", temp);
	return FALSE;
}

gboolean sp_series_write(const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
			 const SpPort *port, const char *signoff, const char *dir,
			 gboolean *changed, GError **error)
{
	g_autofree char *name = sp_series_patch_name(fix);
	g_autofree char *patch = patch_text(fix, port, signoff);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, patch, -1);
	g_autofree char *hash = sp_series_patch_hash(port);
	g_autofree char *message = sp_series_message(fix, signoff);
	g_autofree char *series = g_strdup_printf("%s\n", name);
	const char *key = sp_branch_key(branch, error);
	g_autofree char *record = NULL;
	gboolean same;

	if (!key ||
	    !sp_series_survives(fix, port, patch, strlen(patch), message, fix->patch->author,
				error) ||
	    !check_old(dir, name, patch, &same, error))
		return FALSE;
	record = record_text(fix, branch, verdict, port, name, sum, key);
	*changed = !same;
	return same ? write_file(dir, "series", series, error) &&
			       write_file(dir, "port.json", record, error)
		    : write_dir(dir, name, patch, record, hash, error);
}

gboolean sp_series_retire(const char *dir, GError **error)
{
	gboolean same;

	return check_old(dir, "", "", &same, error) && sp_fs_remove(dir, error);
}
