/* SPDX-License-Identifier: GPL-2.0-only */
/* mailwire: GMime writes the mail; here is what it is not left to decide. */
#include "stage/mailwire.h"

#include <string.h>

#define LONGEST_LINE 998 /* bytes, RFC 5322 2.1.1 */

/* Lines that a mailbox would change, or take for the next message's begin. */
static gboolean has_from(const char *text)
{
	return g_str_has_prefix(text, "From ") || strstr(text, "\nFrom ");
}

static GMimeContentEncoding encoding_for(const char *text)
{
	/* GMime's quoted-printable drops a carriage return at a line's end, as transports do. */
	if (strchr(text, '\r'))
		return GMIME_CONTENT_ENCODING_BASE64;
	for (const char *line = text; *line;) {
		const char *end = strchrnul(line, '\n');

		if (end - line > LONGEST_LINE)
			return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
		line = *end ? end + 1 : end;
	}
	return g_utf8_validate(text, -1, NULL) && !has_from(text)
		       ? GMIME_CONTENT_ENCODING_8BIT
		       : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

/* @text in quoted-printable, with "From " at the begin of a line as "=46rom ". */
static GMimeStream *quoted(const char *text)
{
	GMimeStream *memory = g_mime_stream_mem_new();
	g_autoptr(GMimeStream) filter = g_mime_stream_filter_new(memory);
	GMimeFilter *encode = g_mime_filter_basic_new(GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, TRUE);
	GMimeFilter *from = g_mime_filter_from_new(GMIME_FILTER_FROM_MODE_ARMOR);

	g_mime_stream_filter_add(GMIME_STREAM_FILTER(filter), encode);
	g_mime_stream_filter_add(GMIME_STREAM_FILTER(filter), from);
	g_mime_stream_write_string(filter, text);
	g_mime_stream_flush(filter);
	g_mime_stream_reset(memory);
	g_object_unref(encode);
	g_object_unref(from);
	return memory;
}

static void set_body(GMimeMessage *message, const char *text)
{
	g_autoptr(GMimeTextPart) part = g_mime_text_part_new_with_subtype("plain");
	GMimeContentEncoding encoding = encoding_for(text);
	gboolean made = encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	g_autoptr(GMimeStream) stream =
		made ? quoted(text) : g_mime_stream_mem_new_with_buffer(text, strlen(text));
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(
		stream, made ? encoding : GMIME_CONTENT_ENCODING_DEFAULT);

	/* The bytes as they are: a diff may hold what is not UTF-8, and must come back unchanged.
	 */
	g_mime_part_set_content(GMIME_PART(part), content);
	g_object_unref(content);
	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_part_set_content_encoding(GMIME_PART(part), encoding);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(part));
}

/* With the headers From and Subject on a line each, which GMime folds: out of a mailbox, b4 (0.12)
 * does not read them otherwise. */
static char *unfolded(const char *mail)
{
	const char *body = strstr(mail, "\n\n");
	g_autofree char *head = g_strndup(mail, body - mail);
	g_auto(GStrv) lines = g_strsplit(head, "\n", -1);
	GString *all = g_string_new(NULL);
	gboolean whole = FALSE;
	gsize start = 0;

	for (guint i = 0; lines[i]; i++) {
		const char *line = lines[i];
		gboolean more = *line == ' ' || *line == '\t';

		if (!more)
			whole = g_str_has_prefix(line, "From:") ||
				g_str_has_prefix(line, "Subject:");
		if (more && whole && all->len - start + strlen(line) <= LONGEST_LINE) {
			g_string_append_printf(all, " %s", line + 1);
			continue;
		}
		g_string_append(all, i ? "\n" : "");
		start = all->len;
		g_string_append(all, line);
	}
	g_string_append(all, body);
	return g_string_free(all, FALSE);
}

char *sp_mailwire(GMimeMessage *message, const char *text)
{
	g_autofree char *folded = NULL;

	set_body(message, text);
	folded = g_mime_object_to_string(GMIME_OBJECT(message), NULL);
	return unfolded(folded);
}
