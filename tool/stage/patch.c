/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patch: one change with its message. A mail goes through GMime, its diff to stage/diff; where the
 * one ends and the other begins is decided as `git am` does. The message is UTF-8; the diff's lines
 * are bytes.
 */
#include "stage/patch.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "stage/links.h"
#include "stage/mailtext.h"
#include "stage/trailer.h"

#include <string.h>

static SpPatch *patch_new(void)
{
	SpPatch *patch = g_new0(SpPatch, 1);

	patch->files = sp_diff_files();
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
	g_free(patch->differs);
	g_ptr_array_unref(patch->files);
	g_free(patch);
}

/* As in `git am --keep-non-patch`: "Re: [PATCH 5.4 1/2] [media] x" -> "[media] x". */
static char *bare_subject(const char *subject)
{
	g_autofree char *line = g_strdup(subject);
	const char *p = line;

	for (char *c = line; *c; c++)
		if (g_ascii_iscntrl(*c))
			*c = ' ';
	for (;;) {
		const char *end = strchr(p, ']');
		g_autofree char *tag = *p == '[' && end ? g_strndup(p, end - p) : NULL;

		if (tag && strstr(tag, "PATCH"))
			p = end + 1;
		else if (g_ascii_strncasecmp(p, "re:", 3) == 0)
			p += 3;
		else if (*p == ' ')
			p++;
		else
			break;
	}
	return g_strchomp(g_strdup(*p ? p : subject));
}

/* The bytes of the mail's first text part. */
static char *mail_text(GMimeMessage *message, gsize *length, const char **charset)
{
	g_autoptr(GMimePartIter) parts = g_mime_part_iter_new(GMIME_OBJECT(message));

	do {
		GMimeObject *part = g_mime_part_iter_get_current(parts);

		if (!part || !GMIME_IS_TEXT_PART(part))
			continue;
		*charset = g_mime_text_part_get_charset(GMIME_TEXT_PART(part));
		return sp_mailtext_bytes(GMIME_TEXT_PART(part), length);
	} while (g_mime_part_iter_next(parts));
	return NULL;
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

const SpPatchFile *sp_patch_file(const SpPatch *patch, const char *path)
{
	for (guint i = 0; i < patch->files->len; i++)
		if (g_str_equal(((SpPatchFile *)patch->files->pdata[i])->path, path))
			return patch->files->pdata[i];
	return NULL;
}

/* A line that `git am` takes for the end of the message (git's mailinfo.c, patchbreak()). */
static gboolean ends_message(const char *line)
{
	if (g_str_has_prefix(line, "diff -") || g_str_has_prefix(line, "Index: "))
		return TRUE;
	if (!g_str_has_prefix(line, "---"))
		return FALSE;
	return line[strspn(line + 3, " \t\r\f\v") + 3] == '\n' ||
	       (line[3] == ' ' && line[4] && !g_ascii_isspace(line[4]));
}

const char *sp_patch_message_end(const char *text)
{
	for (const char *line = text; *line;) {
		const char *end = strchr(line, '\n');

		if (ends_message(line))
			return line;
		if (!end)
			break;
		line = end + 1;
	}
	return NULL;
}

/* Without blank lines around it, ended by one '\n'; "" if there is nothing else. */
static char *tidy(const char *text)
{
	g_autofree char *body = g_strchomp(g_strdup(text + strspn(text, "\n")));

	return *body ? g_strconcat(body, "\n", NULL) : g_strdup("");
}

/* Header lines at the top of the body are the commit's; the mail's own are those of who passed it
 * on. */
static void take_body_headers(SpPatch *patch)
{
	static const char *const names[] = {"From: ", "Subject: ", "Date: "};
	char **slots[] = {&patch->author, &patch->subject, &patch->date};
	const char *p = patch->body;
	char *rest;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *end = strchr(p, '\n');
		g_autofree char *value = NULL;

		if (!end || !g_str_has_prefix(p, names[i]))
			continue;
		value = g_strstrip(g_strndup(p + strlen(names[i]), end - p - strlen(names[i])));
		g_free(*slots[i]);
		*slots[i] = i == 0   ? sp_trailer_person(value)
			    : i == 1 ? bare_subject(value)
				     : g_strdup(value);
		p = end + 1;
		i = (guint)-1; /* in any order */
	}
	rest = g_strdup(p + (p > patch->body ? strspn(p, "\n") : 0));
	g_free(patch->body);
	patch->body = rest;
}

static void no_header(GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "it is no mail with a Subject: make it with "
		    "`git format-patch -1 --stdout <commit>`");
}

/* An mbox's first line is dropped here: GMime would end the message at any line that begins with
 * "From ", in prose too. NULL with an error when there is a second message. */
static GMimeMessage *parse_mail(const char *data, gsize length, GError **error)
{
	const char *end = data + length;
	const char *start = sp_mailtext_start(data, length);
	const char *first = start > data ? start : end;
	GMimeMessage *message;

	for (const char *line = first, *stop; line < end; line = stop ? stop + 1 : end) {
		stop = memchr(line, '\n', end - line);
		if (!sp_mailtext_is_from_line(line, stop ? stop : end))
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "it holds more than one message (a second \"From \" line); a fix is "
			    "one patch");
		return NULL;
	}
	message = sp_mailtext_message(start, end - start);
	if (!message)
		no_header(error);
	return message;
}

static gboolean read_headers(SpPatch *patch, GMimeMessage *message, GError **error)
{
	const char *subject = g_mime_message_get_subject(message);
	InternetAddressList *from = g_mime_message_get_from(message);
	const char *raw = g_mime_object_get_header(GMIME_OBJECT(message), "From");
	GDateTime *date = g_mime_message_get_date(message);

	if (!subject || !*subject) {
		no_header(error);
		return FALSE;
	}
	patch->subject = bare_subject(subject);
	if (raw && strchr(raw, '<'))
		patch->author = sp_trailer_person(raw);
	else if (from && internet_address_list_length(from) > 0)
		patch->author = internet_address_to_string(
			internet_address_list_get_address(from, 0), NULL, FALSE);
	if (date)
		patch->date = g_mime_utils_header_format_date(date);
	return TRUE;
}

/* The upstream commit that the message says it is a backport of, or NULL. */
static char *stated_id(const SpPatch *patch)
{
	g_autoptr(GArray) links = sp_links_of(patch->subject, patch->body);

	return g_strdup(sp_links_upstream(links));
}

static gboolean read_mail(SpPatch *patch, const char *data, gsize length, GPtrArray *uncarried,
			  GError **error)
{
	g_autoptr(GMimeMessage) message = parse_mail(data, length, error);
	g_autofree char *text = NULL;
	g_autofree char *raw = NULL;
	g_autofree char *utf8 = NULL;
	const char *start, *end, *charset = NULL;
	gsize text_length = 0;

	if (!message || !read_headers(patch, message, error))
		return FALSE;
	text = mail_text(message, &text_length, &charset);
	start = text ? line_starting(text, "diff --git ") : NULL;
	if (!start) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "it holds no \"diff --git\" line");
		return FALSE;
	}
	end = sp_patch_message_end(text); /* not beyond start */
	raw = g_strndup(text, end - text);
	utf8 = sp_mailtext_utf8(raw, charset);
	patch->body = tidy(utf8);
	take_body_headers(patch);
	patch->id = stated_id(patch);
	if (!patch->id)
		patch->id = sp_mailtext_patch_id(data, length);
	return sp_diff_parse_some(start, text_length - (start - text), patch->files, uncarried,
				  error);
}

SpPatch *sp_patch_parse(const char *data, gsize length, const char *origin, GError **error)
{
	return sp_patch_parse_some(data, length, origin, NULL, error);
}

SpPatch *sp_patch_parse_some(const char *data, gsize length, const char *origin,
			     GPtrArray *uncarried, GError **error)
{
	g_autoptr(SpPatch) patch = patch_new();

	patch->copy = TRUE;
	if (!read_mail(patch, data, length, uncarried, error)) {
		g_prefix_error(error, "%s: ", origin);
		return NULL;
	}
	return g_steal_pointer(&patch);
}

SpPatch *sp_patch_read(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	if (!sp_fs_read(path, &text, &length, error))
		return NULL;
	return sp_patch_parse(text, length, path, error);
}

static char *commit_date(const git_signature *author)
{
	g_autoptr(GTimeZone) tz = g_time_zone_new_offset(author->when.offset * 60);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(author->when.time);
	g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone(utc, tz) : NULL;

	return local ? g_mime_utils_header_format_date(local) : NULL;
}

/* Text of a commit, in the encoding that it names (NULL: UTF-8); (transfer full). */
static char *commit_text(const char *raw, const char *encoding, gboolean *garbled)
{
	char *text = encoding ? g_convert(raw, -1, "UTF-8", encoding, NULL, NULL, NULL) : NULL;

	if (text)
		return text;
	*garbled |= !g_utf8_validate(raw, -1, NULL);
	return g_utf8_make_valid(raw, -1);
}

static void read_commit(SpPatch *patch, git_commit *commit)
{
	const git_signature *author = git_commit_author(commit);
	const char *encoding = git_commit_message_encoding(commit);
	g_autofree char *text = commit_text(git_commit_message(commit), encoding, &patch->garbled);
	g_autofree char *name = commit_text(author->name, encoding, &patch->garbled);
	g_autofree char *person = NULL;
	char id[GIT_OID_HEXSZ + 1];
	const char *end;

	person = g_strdup_printf("%s <%s>", name, author->email);
	patch->author = sp_trailer_person(person);
	patch->date = commit_date(author);
	end = strstr(text, "\n\n");
	patch->subject = g_strchomp(end ? g_strndup(text, end - text) : g_strdup(text));
	g_strdelimit(patch->subject, "\n", ' ');
	patch->body = tidy(end ? end : "");
	patch->id = stated_id(patch);
	if (!patch->id)
		patch->id = g_strdup(git_oid_tostr(id, sizeof(id), git_commit_id(commit)));
}

static char *blob_text(git_repository *repo, git_tree *tree, const char *path)
{
	gboolean found, lost;
	g_autoptr(git_blob) blob = sp_git_blob(repo, tree, path, &found, &lost, NULL);

	if (!blob || memchr(git_blob_rawcontent(blob), '\0', git_blob_rawsize(blob)))
		return NULL;
	return g_strndup(git_blob_rawcontent(blob), git_blob_rawsize(blob));
}

/* The names in the folder of @path; NULL if that cannot be read. */
static GStrv names_beside(git_repository *repo, git_tree *tree, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autoptr(git_tree_entry) entry = NULL;
	g_autoptr(git_tree) below = NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (!g_str_equal(folder, ".")) {
		if (git_tree_entry_bypath(&entry, tree, folder) < 0 ||
		    git_tree_lookup(&below, repo, git_tree_entry_id(entry)) < 0)
			return NULL;
		tree = below;
	}
	for (size_t i = 0; i < git_tree_entrycount(tree); i++)
		g_ptr_array_add(names,
				g_strdup(git_tree_entry_name(git_tree_entry_byindex(tree, i))));
	g_ptr_array_add(names, NULL);
	return (GStrv)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

SpPatch *sp_patch_from_commit(git_repository *repo, git_commit *commit, GError **error)
{
	return sp_patch_from_commit_some(repo, commit, NULL, error);
}

SpPatch *sp_patch_from_commit_some(git_repository *repo, git_commit *commit, GPtrArray *uncarried,
				   GError **error)
{
	g_autoptr(SpPatch) patch = patch_new();
	g_autoptr(git_commit) parent = NULL;
	g_autoptr(git_tree) old = NULL;
	g_autoptr(git_tree) new = NULL;
	g_autoptr(git_diff) diff = NULL;
	g_autoptr(GPtrArray) paths = NULL;
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
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
	/* Told which files to look at, libgit2 goes to them alone. */
	paths = rc == 0 ? sp_git_changed_paths(repo, git_commit_id(commit), 1000) : NULL;
	if (paths && paths->len) {
		options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH;
		options.pathspec = (git_strarray){(char **)paths->pdata, paths->len};
	}
	if (rc == 0)
		rc = git_diff_tree_to_tree(&diff, repo, old, new, &options);
	if (rc < 0) {
		sp_error_git(error, rc, "commit %.12s", patch->id);
		return NULL;
	}
	if (!sp_diff_read(diff, patch->files, uncarried, error)) {
		g_prefix_error(error, "commit %.12s: ", patch->id);
		return NULL;
	}
	for (guint i = 0; i < patch->files->len; i++) {
		SpPatchFile *file = patch->files->pdata[i];

		file->pre = blob_text(repo, old, file->path);
		file->post = blob_text(repo, new, file->path);
		file->exact = file->pre && file->post;
		file->beside = names_beside(repo, old, file->path);
	}
	return g_steal_pointer(&patch);
}
