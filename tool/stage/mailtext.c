/* SPDX-License-Identifier: GPL-2.0-only */
/* mailtext: the parts of a mail that hold text, and mboxes. GMime reads the mail. */
#include "stage/mailtext.h"

#include <string.h>

#define WORD "=?utf-8?q?"
#define LONGEST_WORD 75 /* bytes, RFC 2047 2 */

const char *sp_mailtext_start(const char *data, gsize length)
{
	const char *stop;

	if (length <= 5 || memcmp(data, "From ", 5) != 0)
		return data;
	stop = memchr(data, '\n', length);
	return stop ? stop + 1 : data + length;
}

GMimeMessage *sp_mailtext_message(const char *data, gsize length)
{
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(data, length);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);

	return g_mime_parser_construct_message(parser, NULL);
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

char *sp_mailtext_bytes(GMimeTextPart *part, gsize *length)
{
	GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GMimeStream) memory = g_mime_stream_mem_new_with_byte_array(bytes);
	char *text;

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
	if (content)
		g_mime_data_wrapper_write_to_stream(content, memory);
	*length = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	text = (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
	drop_carriage_returns(text, length);
	return text;
}

char *sp_mailtext_utf8(const char *text, const char *charset)
{
	gboolean said = charset && g_ascii_strcasecmp(charset, "utf-8") != 0 &&
			g_ascii_strcasecmp(charset, "us-ascii") != 0;
	char *converted = said ? g_convert(text, -1, "UTF-8", charset, NULL, NULL, NULL) : NULL;

	if (converted || g_utf8_validate(text, -1, NULL))
		return converted ? converted : g_strdup(text);
	converted = g_convert(text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
	return converted ? converted : g_utf8_make_valid(text, -1);
}

char *sp_mailtext_header(const char *text)
{
	GString *words = g_string_new(NULL);
	gsize room = 0;

	if (!strstr(text, "=?")) {
		g_string_append(words, text);
		return g_string_free(words, FALSE);
	}
	for (const char *c = text, *next; *c; c = next) {
		gsize length = g_ascii_isalnum(*c) ? 1 : 3 * (gsize)(g_utf8_next_char(c) - c);

		next = g_utf8_next_char(c);
		if (length > room) {
			g_string_append(words, words->len ? "?= " WORD : WORD);
			room = LONGEST_WORD - strlen(WORD) - strlen("?=");
		}
		room -= length;
		for (; c < next; c++)
			g_string_append_printf(words, length == 1 ? "%c" : "=%02X", (guchar)*c);
	}
	g_string_append(words, "?=");
	return g_string_free(words, FALSE);
}

gboolean sp_mailtext_is_from_line(const char *line, const char *end)
{
	const char *colon = end - 1;

	if (end - line < 20 || memcmp(line, "From ", 5) != 0)
		return FALSE;
	while (colon > line + 9 && *colon != ':')
		colon--;
	return colon > line + 9 && end - colon > 5 && g_ascii_isdigit(colon[-4]) &&
	       g_ascii_isdigit(colon[-2]) && g_ascii_isdigit(colon[-1]) &&
	       g_ascii_isdigit(colon[1]) && g_ascii_isdigit(colon[2]) &&
	       g_ascii_strtoull(colon + 3, NULL, 10) > 90;
}

char *sp_mailtext_patch_id(const char *data, gsize length)
{
	g_autofree char *id = NULL;

	if (length < 46 || memcmp(data, "From ", 5) != 0 || data[45] != ' ')
		return NULL;
	id = g_strndup(data + 5, 40);
	if (strspn(id, "0123456789abcdef") != 40 || strspn(id, "0") == 40)
		return NULL;
	return g_steal_pointer(&id);
}

/* "Name:" begins the line. */
static gboolean is_header(const char *line, const char *end)
{
	const char *p = line;

	while (p < end && g_ascii_isgraph(*p) && *p != ':')
		p++;
	return p > line && p < end && *p == ':';
}

static gboolean is_boundary(const char *line, const char *stop, const char *end)
{
	g_autofree char *id = sp_mailtext_patch_id(line, stop - line);

	return !id && stop < end && sp_mailtext_is_from_line(line, stop) &&
	       is_header(stop + 1, end);
}

GPtrArray *sp_mailtext_split(const char *data, gsize length)
{
	GPtrArray *messages = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	const char *end = data + length;
	const char *start = sp_mailtext_start(data, length);
	const char *first = start > data ? start : end;
	gboolean blank = FALSE;

	for (const char *line = first, *stop; line < end; line = stop + (stop < end)) {
		stop = memchr(line, '\n', end - line);
		stop = stop ? stop : end;
		if (blank && is_boundary(line, stop, end)) {
			g_ptr_array_add(messages, g_bytes_new_static(start, line - start));
			start = stop + 1;
		}
		blank = stop == line || (stop == line + 1 && *line == '\r');
	}
	g_ptr_array_add(messages, g_bytes_new_static(start, end - start));
	return messages;
}
