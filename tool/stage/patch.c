/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patch: one change with its message. A mail goes through GMime, the diff through libgit2; here the
 * two are put together. Text of the message is UTF-8; the diff's lines are bytes.
 */
#include "stage/patch.h"

#include "base/err.h"
#include "base/git.h"
#include "base/mime.h"

#include <string.h>

static void patch_file_free(gpointer data)
{
	SpPatchFile *file = data;

	g_free(file->path);
	g_free(file->pre);
	g_free(file->post);
	g_ptr_array_unref(file->hunks);
	g_free(file);
}

static void hunk_free(gpointer data)
{
	sp_hunk_free(data);
}

static SpPatch *patch_new(void)
{
	SpPatch *patch = g_new0(SpPatch, 1);

	patch->files = g_ptr_array_new_with_free_func(patch_file_free);
	return patch;
}

void sp_patch_free(SpPatch *patch)
{
	if (!patch)
		return;
	g_free(patch->id);
	g_free(patch->author);
	g_free(patch->date);
	g_free(patch->subject);
	g_free(patch->body);
	g_ptr_array_unref(patch->files);
	g_free(patch);
}

static SpHunk *read_hunk(git_patch *diff, size_t index, GError **error)
{
	const git_diff_hunk *head;
	g_autoptr(SpHunk) hunk = NULL;
	size_t lines;
	int rc = git_patch_get_hunk(&head, &lines, diff, index);

	if (rc < 0) {
		sp_error_git(error, rc, "hunk %zu", index + 1);
		return NULL;
	}
	hunk = sp_hunk_new((guint)head->old_start);
	for (size_t i = 0; i < lines; i++) {
		const git_diff_line *line;
		size_t length;

		rc = git_patch_get_line_in_hunk(&line, diff, index, i);
		if (rc < 0) {
			sp_error_git(error, rc, "hunk %zu", index + 1);
			return NULL;
		}
		if (line->origin != ' ' && line->origin != '+' && line->origin != '-')
			continue; /* "\ No newline at end of file" */
		length = line->content_len;
		if (length && line->content[length - 1] == '\n')
			length--;
		sp_hunk_add(hunk, line->origin, line->content, length);
	}
	return g_steal_pointer(&hunk);
}

static gboolean read_file(SpPatch *patch, git_diff *diff, size_t index, GError **error)
{
	g_autoptr(git_patch) one = NULL;
	const git_diff_delta *delta;
	SpPatchFile *file;
	int rc = git_patch_from_diff(&one, diff, index);

	if (rc < 0)
		return sp_error_git(error, rc, "file %zu of the diff", index + 1);
	delta = git_patch_get_delta(one);
	file = g_new0(SpPatchFile, 1);
	file->path = g_strdup(delta->status == GIT_DELTA_DELETED ? delta->old_file.path
								 : delta->new_file.path);
	file->added = delta->status == GIT_DELTA_ADDED;
	file->deleted = delta->status == GIT_DELTA_DELETED;
	file->hunks = g_ptr_array_new_with_free_func(hunk_free);
	g_ptr_array_add(patch->files, file);
	if (git_patch_num_hunks(one) == 0 || g_strcmp0(delta->old_file.path, delta->new_file.path)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: a rename, a mode change or a binary file; only changes of text "
			    "can be carried over so far",
			    file->path);
		return FALSE;
	}
	for (size_t i = 0; i < git_patch_num_hunks(one); i++) {
		SpHunk *hunk = read_hunk(one, i, error);

		if (!hunk)
			return FALSE;
		g_ptr_array_add(file->hunks, hunk);
	}
	return TRUE;
}

static gboolean read_diff(SpPatch *patch, git_diff *diff, GError **error)
{
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		if (!read_file(patch, diff, i, error))
			return FALSE;
	if (!patch->files->len) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "it changes no file");
		return FALSE;
	}
	return TRUE;
}

/* "[PATCH 5.4 1/2] mm: x" -> "mm: x"; only tags that say PATCH or FAILED-like ones at the front. */
static char *bare_subject(const char *subject)
{
	const char *p = subject;

	while (*p == '[') {
		const char *end = strchr(p, ']');

		if (!end)
			break;
		p = end + 1;
		p += strspn(p, " ");
	}
	return g_strdup(*p ? p : subject);
}

/* The mail's first text part as bytes, transfer encoding undone. */
static char *mail_text(GMimeMessage *message, gsize *length)
{
	g_autoptr(GMimePartIter) parts = g_mime_part_iter_new(GMIME_OBJECT(message));

	do {
		GMimeObject *part = g_mime_part_iter_get_current(parts);
		g_autoptr(GByteArray) bytes = NULL;
		g_autoptr(GMimeStream) memory = NULL;
		const char *charset;

		if (!part || !GMIME_IS_TEXT_PART(part))
			continue;
		bytes = g_byte_array_new();
		memory = g_mime_stream_mem_new_with_byte_array(bytes);
		g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
		g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)),
						    memory);
		charset = g_mime_text_part_get_charset(GMIME_TEXT_PART(part));
		*length = bytes->len;
		if (charset && g_ascii_strcasecmp(charset, "utf-8") != 0 &&
		    g_ascii_strcasecmp(charset, "us-ascii") != 0) {
			g_autofree char *converted =
				g_convert((char *)bytes->data, bytes->len, "UTF-8", charset, NULL,
					  length, NULL);

			if (converted)
				return g_steal_pointer(&converted);
			*length = bytes->len;
		}
		g_byte_array_append(bytes, (const guint8 *)"", 1);
		return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
	} while (g_mime_part_iter_next(parts));
	return NULL;
}

/* A mail that went by CRLF transport: every line ends so, and none of it is the patch's. */
static void drop_carriage_returns(char *text, gsize *length)
{
	char *to = text;

	for (gsize i = 0; i < *length; i++)
		if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))
			return;
	for (gsize i = 0; i < *length; i++)
		if (text[i] != '\r' || i + 1 == *length || text[i + 1] != '\n')
			*to++ = text[i];
	*to = '\0';
	*length = to - text;
}

static const char *line_starting(const char *text, const char *start)
{
	gsize length = strlen(start);

	for (const char *p = text; p; p = strchr(p, '\n')) {
		p += *p == '\n';
		if (strncmp(p, start, length) == 0)
			return p;
		if (!*p)
			break;
	}
	return NULL;
}

/* Message before the "---" line, or before the diff where there is none. */
static char *message_part(const char *text, const char *diff)
{
	const char *end = diff;
	const char *cut = line_starting(text, "---\n");
	g_autofree char *body = NULL;

	if (cut && cut < end)
		end = cut;
	body = g_strndup(text, end - text);
	g_strchomp(body);
	if (!*body)
		return g_strdup("");
	return g_strconcat(body, "\n", NULL);
}

/* A "From:" line at the top of the body is the author; the mail's sender only passed it on. */
static void take_body_author(SpPatch *patch)
{
	const char *body = patch->body;
	const char *end;

	if (!g_str_has_prefix(body, "From: ") || !(end = strchr(body, '\n')))
		return;
	g_free(patch->author);
	patch->author = g_strstrip(g_strndup(body + 6, end - body - 6));
	char *rest = g_strdup(end + strspn(end, "\n"));

	g_free(patch->body);
	patch->body = rest;
}

/* The id in the "From <40 hex> Mon Sep 17 00:00:00 2001" line that git format-patch begins with. */
static char *mbox_id(const char *data, gsize length)
{
	g_autofree char *id = NULL;

	if (length < 46 || memcmp(data, "From ", 5) != 0 || data[45] != ' ')
		return NULL;
	id = g_strndup(data + 5, 40);
	if (strspn(id, "0123456789abcdef") != 40 || strspn(id, "0") == 40)
		return NULL;
	return g_steal_pointer(&id);
}

static GMimeMessage *parse_mail(const char *data, gsize length)
{
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(data, length);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);

	if (length > 5 && memcmp(data, "From ", 5) == 0)
		g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	return g_mime_parser_construct_message(parser, NULL);
}

static gboolean read_headers(SpPatch *patch, GMimeMessage *message, GError **error)
{
	const char *subject = message ? g_mime_message_get_subject(message) : NULL;
	InternetAddressList *from = message ? g_mime_message_get_from(message) : NULL;
	GDateTime *date = message ? g_mime_message_get_date(message) : NULL;

	if (!subject || !*subject) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "it has no mail header with a Subject: make it with "
			    "`git format-patch -1 --stdout <commit>`");
		return FALSE;
	}
	patch->subject = bare_subject(subject);
	g_strdelimit(patch->subject, "\r\n\t", ' ');
	if (from && internet_address_list_length(from) > 0)
		patch->author = internet_address_to_string(
			internet_address_list_get_address(from, 0), NULL, FALSE);
	if (date)
		patch->date = g_mime_utils_header_format_date(date);
	return TRUE;
}

static gboolean read_mail(SpPatch *patch, const char *data, gsize length, GError **error)
{
	g_autoptr(GMimeMessage) message = parse_mail(data, length);
	g_autoptr(git_diff) diff = NULL;
	g_autofree char *text = NULL;
	const char *start;
	gsize text_length = 0;
	int rc;

	if (!read_headers(patch, message, error))
		return FALSE;
	text = mail_text(message, &text_length);
	if (text)
		drop_carriage_returns(text, &text_length);
	start = text ? line_starting(text, "diff --git ") : NULL;
	if (!start) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "it holds no \"diff --git\" line");
		return FALSE;
	}
	patch->id = mbox_id(data, length);
	patch->body = message_part(text, start);
	take_body_author(patch);
	rc = git_diff_from_buffer(&diff, start, text_length - (start - text));
	if (rc < 0) {
		sp_error_git(error, rc, "the diff cannot be read");
		if (error && *error)
			(*error)->code = SP_ERROR_USAGE;
		return FALSE;
	}
	return read_diff(patch, diff, error);
}

SpPatch *sp_patch_parse(const char *data, gsize length, const char *origin, GError **error)
{
	g_autoptr(SpPatch) patch = patch_new();

	if (!read_mail(patch, data, length, error)) {
		g_prefix_error(error, "%s: ", origin);
		return NULL;
	}
	return g_steal_pointer(&patch);
}

static char *commit_date(const git_signature *author)
{
	g_autoptr(GTimeZone) tz = g_time_zone_new_offset(author->when.offset * 60);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(author->when.time);
	g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone(utc, tz) : NULL;

	return local ? g_mime_utils_header_format_date(local) : NULL;
}

static void read_commit(SpPatch *patch, git_commit *commit)
{
	const git_signature *author = git_commit_author(commit);
	const char *encoding = git_commit_message_encoding(commit);
	const char *raw = git_commit_message(commit);
	g_autofree char *text = encoding ? g_convert(raw, -1, "UTF-8", encoding, NULL, NULL, NULL)
					 : NULL;
	g_autofree char *name = g_utf8_make_valid(author->name, -1);
	char id[GIT_OID_HEXSZ + 1];
	const char *end;

	if (!text)
		text = g_utf8_make_valid(raw, -1);
	patch->id = g_strdup(git_oid_tostr(id, sizeof(id), git_commit_id(commit)));
	patch->author = g_strdup_printf("%s <%s>", name, author->email);
	patch->date = commit_date(author);
	end = strstr(text, "\n\n");
	patch->subject = g_strchomp(end ? g_strndup(text, end - text) : g_strdup(text));
	g_strdelimit(patch->subject, "\n", ' ');
	patch->body = g_strdup(end ? end + strspn(end, "\n") : "");
}

static char *blob_text(git_repository *repo, git_tree *tree, const char *path)
{
	gboolean found, lost;
	g_autoptr(git_blob) blob = sp_git_blob(repo, tree, path, &found, &lost, NULL);

	return blob ? g_strndup(git_blob_rawcontent(blob), git_blob_rawsize(blob)) : NULL;
}

SpPatch *sp_patch_from_commit(git_repository *repo, git_commit *commit, GError **error)
{
	g_autoptr(SpPatch) patch = patch_new();
	g_autoptr(git_commit) parent = NULL;
	g_autoptr(git_tree) old = NULL;
	g_autoptr(git_tree) new = NULL;
	g_autoptr(git_diff) diff = NULL;
	int rc;

	read_commit(patch, commit);
	if (git_commit_parentcount(commit) != 1) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "commit %.12s has %u parents: %s",
			    patch->id, git_commit_parentcount(commit),
			    git_commit_parentcount(commit) ? "a merge cannot be carried over"
							   : "it changes nothing, it is the first");
		return NULL;
	}
	rc = git_commit_parent(&parent, commit, 0);
	if (rc == 0)
		rc = git_commit_tree(&old, parent);
	if (rc == 0)
		rc = git_commit_tree(&new, commit);
	if (rc == 0)
		rc = git_diff_tree_to_tree(&diff, repo, old, new, NULL);
	if (rc < 0) {
		sp_error_git(error, rc, "commit %.12s", patch->id);
		return NULL;
	}
	if (!read_diff(patch, diff, error)) {
		g_prefix_error(error, "commit %.12s: ", patch->id);
		return NULL;
	}
	for (guint i = 0; i < patch->files->len; i++) {
		SpPatchFile *file = patch->files->pdata[i];

		file->pre = blob_text(repo, old, file->path);
		file->post = blob_text(repo, new, file->path);
	}
	return g_steal_pointer(&patch);
}

GPtrArray *sp_patch_fixes(const SpPatch *patch)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(patch->body, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		const char *p = lines[i];
		gsize digits;

		if (!g_str_has_prefix(p, "Fixes:"))
			continue;
		p += 6;
		p += strspn(p, " \t");
		if (g_str_has_prefix(p, "commit "))
			p += 7;
		digits = strspn(p, "0123456789abcdef");
		if (digits >= 7 && digits <= 40)
			g_ptr_array_add(ids, g_strndup(p, digits));
	}
	return g_steal_pointer(&ids);
}

/* Adds the addresses of one trailer's value that are not there yet. */
static void add_people(GPtrArray *people, const char *value)
{
	g_autofree char *bare = g_strdup(value);
	g_autoptr(InternetAddressList) list = NULL;
	char *hash = strchr(bare, '#');

	if (hash)
		*hash = '\0';
	list = internet_address_list_parse(NULL, bare);
	for (int i = 0; list && i < internet_address_list_length(list); i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);
		g_autofree char *text = internet_address_to_string(one, NULL, FALSE);

		if (INTERNET_ADDRESS_IS_MAILBOX(one) && strchr(text, '@') &&
		    !g_ptr_array_find_with_equal_func(people, text, g_str_equal, NULL))
			g_ptr_array_add(people, g_steal_pointer(&text));
	}
}

GPtrArray *sp_patch_people(const SpPatch *patch)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(patch->body, "\n", -1);

	if (patch->author)
		add_people(people, patch->author);
	for (guint i = 0; lines[i]; i++) {
		gsize key = strspn(lines[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
		g_autofree char *name = g_strndup(lines[i], key);

		if (lines[i][key] == ':' &&
		    (g_str_has_suffix(name, "-by") || g_ascii_strcasecmp(name, "Cc") == 0))
			add_people(people, lines[i] + key + 1);
	}
	return g_steal_pointer(&people);
}
