/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * serieswrite: sp_series_write(): the quilt directory of a branch. A patch carries the mail headers
 * that `git am` reads, so that the same file serves quilt and git.
 */
#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/json.h"
#include "stage/mailtext.h"
#include "stage/portnote.h"
#include "stage/series.h"

#include <string.h>

static char *patch_text(const SpFix *fix, const SpPort *port, const char *message)
{
	g_autofree char *diff = sp_series_diff(port);
	g_autofree char *subject = sp_mailtext_header(fix->patch->subject);
	g_autoptr(GString) text = g_string_new(NULL);

	if (fix->patch->author)
		g_string_append_printf(text, "From: %s\n", fix->patch->author);
	if (fix->patch->date)
		g_string_append_printf(text, "Date: %s\n", fix->patch->date);
	g_string_append_printf(text, "Subject: [PATCH] %s\n\n%s---\n%s", subject, message, diff);
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
}

JsonNode *sp_series_all_files(const GPtrArray *ports)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_array(json);
	for (guint i = 0; i < ports->len; i++)
		add_files(json, ports->pdata[i]);
	json_builder_end_array(json);
	return json_builder_get_root(json);
}

JsonNode *sp_series_files(const SpPort *port)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();

	g_ptr_array_add(one, (gpointer)port);
	return sp_series_all_files(one);
}

/* One file of the series. */
typedef struct {
	const SpFix *fix;
	const SpPort *port;
	char *name, *text, *sum;
} Patch;

static void patch_free(gpointer data)
{
	Patch *patch = data;

	g_free(patch->name);
	g_free(patch->text);
	g_free(patch->sum);
	g_free(patch);
}

/* Takes @name. */
static gboolean add_patch(GPtrArray *patches, const SpFix *fix, const SpPort *port, char *name,
			  const char *version, const char *signoff, GError **error)
{
	g_autofree char *note = sp_portnote(fix->patch, port, version, error);
	g_autofree char *message = note ? sp_series_message(fix, note, signoff) : NULL;
	Patch *patch = g_new0(Patch, 1);

	patch->fix = fix;
	patch->port = port;
	patch->name = name;
	g_ptr_array_add(patches, patch);
	if (!message)
		return FALSE;
	patch->text = patch_text(fix, port, message);
	patch->sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, patch->text, -1);
	return sp_series_survives(fix, port, patch->text, strlen(patch->text), message,
				  fix->patch->author, error);
}

/* (transfer full): Patch, in the order of the series: the fix is the last. */
static GPtrArray *all_patches(const SpFix *fix, const char *version, const SpStack *stack,
			      const char *signoff, GError **error)
{
	g_autoptr(GPtrArray) patches = g_ptr_array_new_with_free_func(patch_free);

	for (guint i = 0; i < stack->before->len; i++) {
		const SpStackPatch *one = stack->before->pdata[i];
		g_autofree char *name = sp_series_patch_name(one->fix);

		if (!add_patch(patches, one->fix, one->port,
			       g_strdup_printf("%04u-%s", i + 1, name), version, signoff, error))
			return NULL;
	}
	if (!add_patch(patches, fix, stack->port, sp_series_patch_name(fix), version, signoff,
		       error))
		return NULL;
	return g_steal_pointer(&patches);
}

static void add_before(JsonBuilder *json, const GPtrArray *patches)
{
	json_builder_set_member_name(json, "before");
	json_builder_begin_array(json);
	for (guint i = 0; i + 1 < patches->len; i++) {
		const Patch *patch = patches->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "upstream", patch->fix->upstream);
		sp_json_string(json, "subject", patch->fix->patch->subject);
		sp_json_string(json, "patch", patch->name);
		sp_json_string(json, "patch_sha256", patch->sum);
		json_builder_set_member_name(json, "files");
		json_builder_add_value(json, sp_series_files(patch->port));
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static char *record_text(const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
			 const GPtrArray *patches, const char *hash, const char *key)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *version = sp_kver_string(sp_branch_version(branch));
	const Patch *last = patches->pdata[patches->len - 1];

	json_builder_begin_object(json);
	sp_json_string(json, "fix", fix->name);
	sp_json_string(json, "upstream", fix->upstream);
	sp_json_string(json, "subject", fix->patch->subject);
	sp_json_string(json, "branch", sp_branch_name(branch));
	sp_json_string(json, "version", version);
	sp_json_string(json, "source", sp_branch_origin(branch));
	sp_json_string(json, "source_key", key);
	sp_json_string(json, "control", sp_control_text(sp_branch_control(branch)));
	sp_json_string(json, "verdict", sp_verdict_name(verdict->kind));
	sp_json_string(json, "reason", verdict->reason);
	sp_json_string(json, "patch", last->name);
	sp_json_string(json, "patch_sha256", last->sum);
	sp_json_string(json, "diff_sha256", hash);
	if (patches->len > 1)
		add_before(json, patches);
	json_builder_set_member_name(json, "files");
	json_builder_add_value(json, sp_series_files(last->port));
	json_builder_end_object(json);
	return sp_json_text(json);
}

/* What the record of a folder says is in it: a patch and its sum, a patch and its sum, ... in the
 * order of the series; FALSE if it is no record of ours. */
static gboolean recorded(JsonObject *record, GPtrArray *names, GPtrArray *sums)
{
	JsonArray *before = sp_json_get_array(record, "before");
	guint count = before ? json_array_get_length(before) : 0;

	for (guint i = 0; i <= count; i++) {
		JsonNode *node = i < count ? json_array_get_element(before, i) : NULL;
		JsonObject *one = record;
		const char *name, *sum;

		if (node && !JSON_NODE_HOLDS_OBJECT(node))
			return FALSE;
		if (node)
			one = json_node_get_object(node);
		name = sp_json_get_string(one, "patch", NULL);
		sum = sp_json_get_string(one, "patch_sha256", NULL);

		if (!name || !sum || strchr(name, '/'))
			return FALSE;
		g_ptr_array_add(names, (gpointer)name);
		g_ptr_array_add(sums, (gpointer)sum);
	}
	return TRUE;
}

/* The text of the file `series`. */
static char *series_text(const GPtrArray *names)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(text, "%s\n", (char *)names->pdata[i]);
	return g_string_free(text, FALSE);
}

static gboolean has_name(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (g_str_equal(names->pdata[i], name))
			return TRUE;
	return FALSE;
}

/* What @dir holds that we did not write, or NULL; (transfer full). */
static char *foreign_file(const char *dir, const GPtrArray *names)
{
	const char *ours[] = {"series", "port.json", NULL};
	g_autofree char *path = g_build_filename(dir, "series", NULL);
	g_autofree char *expected = series_text(names);
	g_autofree char *series = NULL;
	g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
	const char *name;

	if (!entries)
		return g_strdup(dir);
	while ((name = g_dir_read_name(entries)))
		if (!g_strv_contains(ours, name) && !has_name(names, name) &&
		    !sp_series_is_mail(name) && !sp_series_is_record(name))
			return g_build_filename(dir, name, NULL);
	if (g_file_get_contents(path, &series, NULL, NULL) && !g_str_equal(series, expected))
		return g_steal_pointer(&path);
	return NULL;
}

/* Whether the patches in @dir are as they were written; @same: and are @patches (nullable). */
static gboolean check_patches(const char *dir, const GPtrArray *names, const GPtrArray *sums,
			      const GPtrArray *patches, gboolean *same, GError **error)
{
	*same = patches && patches->len == names->len;
	for (guint i = 0; i < names->len; i++) {
		const Patch *patch = *same ? patches->pdata[i] : NULL;
		g_autofree char *path = g_build_filename(dir, names->pdata[i], NULL);
		g_autofree char *old = NULL;
		g_autofree char *sum = NULL;

		/* A patch that is gone: nothing of anybody's can be lost. */
		if (!g_file_get_contents(path, &old, NULL, NULL)) {
			*same = FALSE;
			continue;
		}
		sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, old, -1);
		if (!g_str_equal(sum, sums->pdata[i])) {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "%s was changed by hand since it was written: move it away, or "
				    "give another place with --out",
				    path);
			return FALSE;
		}
		*same = patch && g_str_equal(old, patch->text) &&
			g_str_equal(names->pdata[i], patch->name);
	}
	return TRUE;
}

/* A folder that is there must be one of ours, with the patches as we wrote them; @same: it holds
 * @patches (nullable). */
static gboolean check_old(const char *dir, const GPtrArray *patches, gboolean *same, GError **error)
{
	g_autofree char *record_path = g_build_filename(dir, "port.json", NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GPtrArray) sums = g_ptr_array_new();
	g_autoptr(JsonObject) record = NULL;
	g_autofree char *foreign = NULL;

	*same = FALSE;
	if (!g_file_test(dir, G_FILE_TEST_EXISTS))
		return TRUE;
	if (!sp_json_load(record_path, &record, error))
		return FALSE;
	foreign = record && !recorded(record, names, sums) ? g_strdup(record_path)
							   : foreign_file(dir, names);
	if (foreign) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s was not written by stableport, and would be lost: move it away, or "
			    "give another place with --out",
			    foreign);
		return FALSE;
	}
	/* Without a port.json, which `verify --not-affected` does not write, there are no patches.
	 */
	return check_patches(dir, names, sums, patches, same, error);
}

static gboolean write_file(const char *dir, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return sp_fs_write_changed(path, text, strlen(text), error);
}

/* Into the folder that is to take the place of the old one. */
static gboolean write_new(const char *dir, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return sp_fs_write_hidden(path, text, strlen(text), error);
}

/* What was verified is the change, not its message: records of this very diff stay. */
static gboolean keep_records(const char *dir, const char *temp, const char *hash, GError **error)
{
	g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_autoptr(JsonObject) record = NULL;
		g_autofree char *text = NULL;

		if (!sp_series_is_record(name) || !sp_json_load(path, &record, NULL) || !record ||
		    !g_str_equal(sp_json_get_string(record, "diff_sha256", ""), hash))
			continue;
		if (!sp_fs_read(path, &text, NULL, error) || !write_new(temp, name, text, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean write_patches(const char *dir, const GPtrArray *patches, GError **error)
{
	for (guint i = 0; i < patches->len; i++) {
		const Patch *patch = patches->pdata[i];

		if (!write_new(dir, patch->name, patch->text, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean write_dir(const char *dir, const GPtrArray *patches, const char *series,
			  const char *record, const char *hash, GError **error)
{
	g_autofree char *temp = sp_fs_temp_dir(dir, error);

	if (!temp)
		return FALSE;
	if (write_new(temp, "series", series, error) && write_patches(temp, patches, error) &&
	    write_new(temp, "port.json", record, error) && keep_records(dir, temp, hash, error) &&
	    sp_fs_replace_dir(temp, dir, error))
		return TRUE;
	if (!sp_fs_remove(temp, NULL))
		g_prefix_error(error, "%s is left over; ", temp);
	return FALSE;
}

gboolean sp_series_write(const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
			 const SpStack *stack, const char *signoff, const char *dir,
			 gboolean *changed, GError **error)
{
	const char *version = sp_series_version(sp_branch_name(branch));
	g_autoptr(GPtrArray) patches = all_patches(fix, version, stack, signoff, error);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *hash = sp_series_hash(stack);
	g_autofree char *series = NULL;
	g_autofree char *record = NULL;
	const char *key;
	gboolean same;

	key = patches ? sp_branch_key(branch, error) : NULL;
	if (!key || !check_old(dir, patches, &same, error))
		return FALSE;
	for (guint i = 0; i < patches->len; i++)
		g_ptr_array_add(names, ((Patch *)patches->pdata[i])->name);
	series = series_text(names);
	record = record_text(fix, branch, verdict, patches, hash, key);
	*changed = !same;
	return same ? write_file(dir, "series", series, error) &&
			       write_file(dir, "port.json", record, error)
		    : write_dir(dir, patches, series, record, hash, error);
}

gboolean sp_series_retire(const char *dir, GError **error)
{
	g_autofree char *port = g_build_filename(dir, "port.json", NULL);
	gboolean same;

	if (!check_old(dir, NULL, &same, error))
		return FALSE;
	/* What `verify --not-affected` left has no port, and still holds. */
	return !g_file_test(port, G_FILE_TEST_EXISTS) || sp_fs_remove(dir, error);
}
