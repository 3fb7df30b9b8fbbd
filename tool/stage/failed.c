/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * failed: the mail that says that a fix did not apply to a stable series. GMime reads the headers,
 * failedbody the text, patch the patch; here they are held against each other.
 */
#include "stage/failed.h"

#include "base/err.h"
#include "stage/mailtext.h"
#include "stage/trailer.h"

#include <stdio.h>
#include <string.h>

#define SUBJECT                                                                                    \
	"^(?:\\[[^\\]]*\\] *)*FAILED: ([Pp])atch \"(.*)\" failed to apply to "                     \
	"v?([0-9]+(?:\\.[0-9]+)+)-(?:stable|longterm) tree$"

void sp_failed_free(SpFailed *failed)
{
	if (!failed)
		return;
	g_free(failed->upstream);
	g_free(failed->series);
	g_free(failed->branch);
	g_free(failed->subject);
	g_free(failed->message_id);
	g_free(failed->references);
	g_free(failed->from);
	g_clear_pointer(&failed->to, g_ptr_array_unref);
	g_clear_pointer(&failed->cc, g_ptr_array_unref);
	g_clear_pointer(&failed->dependencies, g_ptr_array_unref);
	sp_patch_free(failed->patch);
	g_free(failed);
}

const char *sp_failed_author(SpFailedForm form)
{
	return form == SP_FAILED_GREG ? "Greg Kroah-Hartman" : "Sasha Levin";
}

/* One line, words with one blank between them. */
static char *one_line(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; words[i]; i++)
		if (*words[i])
			g_string_append_printf(line, "%s%s", line->len ? " " : "", words[i]);
	return g_string_free(g_steal_pointer(&line), FALSE);
}

/* NULL when it has none. */
static char *subject_of(GMimeMessage *message)
{
	const char *subject = g_mime_message_get_subject(message);
	g_autofree char *valid = subject ? g_utf8_make_valid(subject, -1) : NULL;

	return valid ? one_line(valid) : NULL;
}

gboolean sp_failed_is(const char *data, gsize length, char **subject)
{
	g_autoptr(GMimeMessage) message = sp_mailtext_message(data, length);
	g_autofree char *line = message ? subject_of(message) : NULL;
	gboolean is = line && g_regex_match_simple("^(\\[[^\\]]*\\] *)*FAILED: patch\\b", line,
						   G_REGEX_CASELESS, 0);

	if (subject)
		*subject = g_steal_pointer(&line);
	return is;
}

/* Where one name stands for one thing, a mail may have it once (RFC 5322 3.6). */
static gboolean check_headers(GMimeMessage *message, GError **error)
{
	static const char *const names[] = {"Subject", "Message-ID", "From"};
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		guint found = 0;

		for (int k = 0; k < g_mime_header_list_get_count(list); k++)
			found += g_ascii_strcasecmp(
					 g_mime_header_get_name(
						 g_mime_header_list_get_header_at(list, k)),
					 names[i]) == 0;
		if (found == 1)
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    found ? "it has more than one %s header"
				  : "it has no %s header: it was cut off, or is no mail",
			    names[i]);
		return FALSE;
	}
	return TRUE;
}

/* @quoted: (out): the upstream subject as the mail's subject has it, perhaps cut short. */
static gboolean read_subject(SpFailed *failed, GMimeMessage *message, char **quoted, GError **error)
{
	g_autoptr(GRegex) form = g_regex_new(SUBJECT, 0, 0, NULL);
	g_autoptr(GMatchInfo) info = NULL;
	g_autofree char *letter = NULL;

	failed->subject = subject_of(message);
	if (g_regex_match(form, failed->subject ? failed->subject : "", 0, &info)) {
		letter = g_match_info_fetch(info, 1);
		*quoted = g_match_info_fetch(info, 2);
		failed->series = g_match_info_fetch(info, 3);
		failed->branch = g_strdup_printf("linux-%s.y", failed->series);
		failed->form = *letter == 'p' ? SP_FAILED_GREG : SP_FAILED_SASHA;
		return TRUE;
	}
	if (failed->subject &&
	    g_regex_match_simple("^(\\[[^\\]]*\\] *)*(re|aw|sv|fwd?):.*FAILED: patch",
				 failed->subject, G_REGEX_CASELESS, 0))
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "it is a reply to a FAILED mail, or passes one on (\"%s\"): give that "
			    "mail itself",
			    failed->subject);
	else
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "its subject, \"%s\", is not FAILED: patch \"...\" failed to apply to "
			    "X.Y-stable tree",
			    failed->subject ? failed->subject : "");
	return FALSE;
}

/* What has an address; groups ("undisclosed-recipients:;") have none. */
static GPtrArray *people(InternetAddressList *list)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	for (int i = 0; list && i < internet_address_list_length(list); i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(one) &&
		    strchr(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)), '@'))
			g_ptr_array_add(all, internet_address_to_string(one, NULL, FALSE));
	}
	return all;
}

static gboolean is_message_id(const char *id)
{
	return g_regex_match_simple("^[!-;=?-~]+@[!-;=?-~]+$", id, 0, 0);
}

/* "<id> <id>" of those that are ids; NULL for none. */
static char *read_references(GMimeMessage *message)
{
	const char *text = g_mime_object_get_header(GMIME_OBJECT(message), "References");
	GMimeReferences *all = text ? g_mime_references_parse(NULL, text) : NULL;
	g_autoptr(GString) ids = g_string_new(NULL);

	for (int i = 0; all && i < g_mime_references_length(all); i++) {
		const char *id = g_mime_references_get_message_id(all, i);

		if (is_message_id(id))
			g_string_append_printf(ids, "%s<%s>", ids->len ? " " : "", id);
	}
	if (all)
		g_mime_references_free(all);
	return ids->len ? g_string_free(g_steal_pointer(&ids), FALSE) : NULL;
}

static gboolean read_people(SpFailed *failed, GMimeMessage *message, GError **error)
{
	g_autoptr(GPtrArray) from = people(g_mime_message_get_from(message));
	const char *id = g_mime_message_get_message_id(message);

	if (!id || !is_message_id(id)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "its Message-ID, \"%s\", is none that could be answered", id ? id : "");
		return FALSE;
	}
	if (!from->len) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "its From header has no address");
		return FALSE;
	}
	failed->message_id = g_strdup(id);
	failed->references = read_references(message);
	failed->from = g_strdup(from->pdata[0]);
	failed->to = people(g_mime_message_get_to(message));
	failed->cc = people(g_mime_message_get_cc(message));
	return TRUE;
}

/* The part with the text; what else there is goes into the error. */
static GMimeTextPart *find_text(GMimeMessage *message, const char **other, GError **error)
{
	g_autoptr(GMimePartIter) parts = g_mime_part_iter_new(GMIME_OBJECT(message));
	GMimeTextPart *plain = NULL;
	gboolean html = FALSE;

	*other = NULL;
	do {
		GMimeObject *part = g_mime_part_iter_get_current(parts);
		GMimeContentType *type = part ? g_mime_object_get_content_type(part) : NULL;
		const char *disposition = part ? g_mime_object_get_disposition(part) : NULL;

		if (!part || !GMIME_IS_PART(part))
			continue;
		if (disposition && g_ascii_strcasecmp(disposition, "attachment") == 0)
			*other = "an attachment";
		else if (g_mime_content_type_is_type(type, "text", "html"))
			html = TRUE;
		else if (!plain && g_mime_content_type_is_type(type, "text", "plain"))
			plain = GMIME_TEXT_PART(part);
		else
			*other = "a second part";
	} while (g_mime_part_iter_next(parts));
	if (plain)
		return plain;
	g_set_error_literal(error, SP_ERROR, SP_ERROR_USAGE,
			    html ? "its text is HTML alone: no patch comes through that unchanged"
			    : *other ? "it has no text, only an attachment"
				     : "it has no text");
	return NULL;
}

static gboolean is_ascii_name(const char *charset)
{
	static const char *const names[] = {
		"us-ascii", "ascii", "ansi_x3.4-1968", "utf-8", "unknown-8bit", "utf8", NULL};
	g_autofree char *lower = charset ? g_ascii_strdown(charset, -1) : NULL;

	return !lower || g_strv_contains(names, lower);
}

/* Quoted-printable that nobody has undone: every "=" begins a code or ends a line. Prose and code
 * have others. */
static gboolean is_coded(const char *text)
{
	gboolean equals = FALSE;

	for (const char *p = strchr(text, '='); p; p = strchr(p + 1, '=')) {
		equals |= g_str_has_prefix(p, "=3D");
		if (p[1] != '\n' && !(g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2])))
			return FALSE;
	}
	return equals;
}

/* The text. Bytes of the patch stay what they are, but where the mail says that it was written in
 * another charset, and it is not plainly UTF-8 all the same. */
static char *read_text(GMimeTextPart *part, GError **error)
{
	const char *charset = g_mime_text_part_get_charset(part);
	const char *format = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "format");
	g_autofree char *text = NULL;
	g_autofree char *converted = NULL;
	gsize length;

	if (format && g_ascii_strcasecmp(format, "flowed") == 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "it is format=flowed, which changes blanks and line ends of a patch");
		return NULL;
	}
	text = sp_mailtext_bytes(part, &length);
	if (!is_ascii_name(charset) &&
	    (g_str_is_ascii(text) || !g_utf8_validate(text, (gssize)length, NULL))) {
		gsize written = 0;

		converted = g_convert(text, (gssize)length, "UTF-8", charset, NULL, &written, NULL);
		if (!converted && (!g_str_is_ascii(text) || strlen(text) != length)) {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "it says that it is written in %s, and cannot be read as that",
				    charset);
			return NULL;
		}
		length = converted ? written : length;
	}
	if (is_coded(text)) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"it is quoted-printable, but does not say so: \"=3D\" stands for \"=\"");
		return NULL;
	}
	if (strlen(converted ? converted : text) != length) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "there is a NUL byte in its text");
		return NULL;
	}
	return converted ? g_steal_pointer(&converted) : g_steal_pointer(&text);
}

static gboolean agree(const char *what, const char *here, const char *a, const char *there,
		      const char *b, GError **error)
{
	if (g_strcmp0(a, b) == 0 || !b)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "it contradicts itself: the %s is %s %s, and %s %s", what, a, here, b, there);
	return FALSE;
}

/* The mail's subject has the upstream one whole, or its first line, or what an encoded line gives.
 */
static gboolean agree_subject(const char *quoted, const SpPatch *patch, GError **error)
{
	g_autofree char *decoded = g_mime_utils_header_decode_text(NULL, quoted);
	g_autofree char *mine = one_line(decoded);
	g_autofree char *theirs = one_line(patch->subject);
	const char *start = mine;

	if (g_str_has_prefix(start, "[PATCH]"))
		start += strlen("[PATCH]") + (start[strlen("[PATCH]")] == ' ');
	if (g_str_has_prefix(theirs, start))
		return TRUE;
	return agree("upstream subject", "in the mail's subject", start, "in the patch", theirs,
		     error);
}

static guint number(const char *stat, const char *pattern)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(GMatchInfo) info = NULL;
	g_autofree char *digits = NULL;

	if (!g_regex_match(regex, stat, 0, &info))
		return 0;
	digits = g_match_info_fetch(info, 1);
	return (guint)g_ascii_strtoull(digits, NULL, 10);
}

/* A patch that was cut off between two hunks can be read, but is less than its diffstat says. */
static gboolean agree_stat(const char *stat, const SpPatch *patch, GError **error)
{
	guint added = 0, removed = 0;

	for (guint i = 0; stat && i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];

		for (guint k = 0; k < file->hunks->len; k++) {
			const SpHunk *hunk = file->hunks->pdata[k];

			for (guint n = 0; n < hunk->lines->len; n++) {
				const SpHunkLine *line = hunk->lines->pdata[n];

				added += line->origin == '+';
				removed += line->origin == '-';
			}
		}
	}
	if (!stat || (number(stat, "^(\\d+) file") == patch->files->len &&
		      number(stat, "(\\d+) insertion") == added &&
		      number(stat, "(\\d+) deletion") == removed))
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the patch is not whole: its diffstat says %s, and there are %u files, %u "
		    "lines added and %u removed",
		    stat, patch->files->len, added, removed);
	return FALSE;
}

/* All that is said twice. */
static gboolean check(const SpFailed *failed, const SpFailedBody *body, const char *quoted,
		      GError **error)
{
	return agree("series", "in the subject", failed->series, "in the text", body->series,
		     error) &&
	       agree("series", "in the subject", failed->series, "in `git fetch`", body->fetched,
		     error) &&
	       agree("series", "in the subject", failed->series, "in --subject-prefix",
		     body->prefixed, error) &&
	       agree("message id", "in the header", failed->message_id, "in --in-reply-to",
		     body->answered, error) &&
	       agree("upstream commit", "where the patch begins", body->upstream,
		     "in `git cherry-pick`", body->picked, error) &&
	       agree("upstream commit", "where the patch begins", body->upstream,
		     "by the patch's own message", failed->patch->id, error) &&
	       agree_subject(quoted, failed->patch, error) &&
	       agree_stat(body->stat, failed->patch, error);
}

/* The commit itself heads the list in some years. */
static void take_dependencies(SpFailed *failed, SpFailedBody *body)
{
	failed->dependencies = g_steal_pointer(&body->dependencies);
	body->dependencies = g_ptr_array_new();
	for (guint i = failed->dependencies->len; i-- > 0;) {
		const SpFailedCommit *one = failed->dependencies->pdata[i];

		if (g_str_has_prefix(failed->upstream, one->id))
			g_ptr_array_remove_index(failed->dependencies, i);
	}
}

static gboolean read_mail(SpFailed *failed, const char *data, gsize length, GError **error)
{
	g_autoptr(GMimeMessage) message = sp_mailtext_message(data, length);
	g_autoptr(SpFailedBody) body = NULL;
	g_autofree char *quoted = NULL;
	g_autofree char *text = NULL;
	GMimeTextPart *part;
	const char *other;

	if (!message) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "it is no mail");
		return FALSE;
	}
	if (!check_headers(message, error) || !read_subject(failed, message, &quoted, error) ||
	    !read_people(failed, message, error))
		return FALSE;
	part = find_text(message, &other, error);
	text = part ? read_text(part, error) : NULL;
	if (!text)
		return FALSE;
	body = sp_failedbody_parse(text, error);
	if (!body) {
		if (other)
			g_prefix_error(error, "it has %s, which is not looked into, and ", other);
		return FALSE;
	}
	failed->patch = sp_patch_parse(body->patch, strlen(body->patch), "its patch", error);
	if (!failed->patch || !check(failed, body, quoted, error))
		return FALSE;
	failed->upstream = g_strdup(body->upstream);
	take_dependencies(failed, body);
	return TRUE;
}

SpFailed *sp_failed_parse(const char *data, gsize length, const char *origin, GError **error)
{
	g_autoptr(SpFailed) failed = g_new0(SpFailed, 1);

	if (!read_mail(failed, data, length, error)) {
		g_prefix_error(error, "%s: ", origin);
		return NULL;
	}
	return g_steal_pointer(&failed);
}
