/* SPDX-License-Identifier: GPL-2.0-only */
/* mail: puts the submission together; GMime writes it. */
#include "stage/mail.h"

#include "base/err.h"
#include "base/mime.h"
#include "stage/series.h"
#include "stage/trailer.h"

#include <string.h>

#define STABLE_LIST "stable@vger.kernel.org"
#define LONGEST_LINE 998 /* bytes, RFC 5322 2.1.1 */

/* What stands on the console, one indented line, for the reader who greps for it. */
static const char *signature_seen(const SpCell *cell)
{
	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (boot->outcome == SP_BOOT_CRASHED && boot->signature)
			return boot->signature;
	}
	return NULL;
}

/* A complaint may have many lines, and a compiler may have said anything in them. */
static void add_indented(GString *text, const char *lines)
{
	g_auto(GStrv) each = g_strsplit(lines, "\n", -1);

	for (guint i = 0; each[i]; i++)
		if (*each[i])
			g_string_append_printf(text, "    %s\n", each[i]);
}

static void add_cell(GString *text, const SpCell *cell)
{
	g_autofree char *summary = sp_cell_summary(cell);
	const char *signature = signature_seen(cell);

	g_string_append_printf(text, "  %s, %s (%s):\n", cell->scenario, cell->variant,
			       cell->title);
	add_indented(text, summary);
	if (signature)
		add_indented(text, signature);
}

/* Everything in it is indented or plain prose, so that no line can look like the diff's begin. */
static char *evidence(const SpFix *fix, const SpRecord *record)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *conclusion = NULL;
	g_autofree char *clean = NULL;

	if (!record)
		return g_strdup("Not built and not booted.\n");
	conclusion = sp_record_conclusion(record);
	if (record->control)
		g_string_append_printf(text,
				       "CONTROL, NOT TO BE SENT: %s does not need this fix; %s, to "
				       "show that\nthe reproducer finds the bug and that the patch "
				       "cures it.\n\n",
				       record->branch, sp_control_text(record->control));
	g_string_append_printf(text, "Tested on %s (%s), %s,\n%s, %s,\n%s (%s), %s:\n\n",
			       record->version, record->source, record->arch, record->compiler,
			       record->linker, record->qemu, record->accelerator,
			       record->arguments);
	for (guint i = 0; i < record->cells->len; i++)
		add_cell(text, record->cells->pdata[i]);
	add_indented(text, conclusion);
	g_string_append_printf(
		text,
		"\nTo repeat it: stableport verify %s --arch %s, which builds and boots the "
		"same, with the\nreproducer of that folder (sha256 %.16s).\n",
		fix->name, record->arch,
		record->reproducer_sha256 ? record->reproducer_sha256 : "");
	clean = sp_clean_text(text->str);
	return g_steal_pointer(&clean);
}

static char *body_text(const SpFix *fix, const SpPort *port, const SpRecord *record,
		       const char *message, const char *sender)
{
	g_autofree char *person = sp_trailer_person(sender);
	g_autofree char *diff = sp_series_diff(port);
	g_autofree char *shown = evidence(fix, record);
	gboolean other = fix->patch->author && !g_str_equal(fix->patch->author, person);

	return g_strdup_printf("%s%s%s%s---\n%s\n%s", other ? "From: " : "",
			       other ? fix->patch->author : "", other ? "\n\n" : "", message, shown,
			       diff);
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
	return g_utf8_validate(text, -1, NULL) ? GMIME_CONTENT_ENCODING_8BIT
					       : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static gboolean add_addresses(GMimeMessage *message, GMimeAddressType type, const char *text,
			      GError **error)
{
	g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, text);

	if (!list || internet_address_list_length(list) == 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "\"%s\" is no mail address", text);
		return FALSE;
	}
	internet_address_list_append(g_mime_message_get_addresses(message, type), list);
	return TRUE;
}

static gboolean is_stable_list(const char *person)
{
	const char *address = strrchr(person, '<');

	address = address ? address + 1 : person;
	return g_str_has_prefix(address, "stable@") || g_str_has_prefix(address, "stable+");
}

static gboolean add_headers(GMimeMessage *message, const SpFix *fix, const char *branch,
			    const char *sender, gint64 date, GError **error)
{
	g_autoptr(GPtrArray) people = sp_trailer_people(fix->patch->author, fix->patch->body);
	g_autofree char *person = sp_trailer_person(sender);
	g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(date);
	g_autofree char *subject =
		g_strdup_printf("[PATCH %s] %s", sp_series_version(branch), fix->patch->subject);

	if (!add_addresses(message, GMIME_ADDRESS_TYPE_FROM, person, error) ||
	    !add_addresses(message, GMIME_ADDRESS_TYPE_TO, STABLE_LIST, error))
		return FALSE;
	for (guint i = 0; i < people->len; i++)
		if (!is_stable_list(people->pdata[i]) &&
		    !add_addresses(message, GMIME_ADDRESS_TYPE_CC, people->pdata[i], error))
			return FALSE;
	g_mime_message_set_subject(message, subject, "utf-8");
	g_mime_message_set_date(message, when);
	return TRUE;
}

static void set_body(GMimeMessage *message, const char *text)
{
	g_autoptr(GMimeTextPart) part = g_mime_text_part_new_with_subtype("plain");
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
	GMimeDataWrapper *content =
		g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	/* The bytes as they are: a diff may hold what is not UTF-8, and must come back unchanged.
	 */
	g_mime_part_set_content(GMIME_PART(part), content);
	g_object_unref(content);
	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_part_set_content_encoding(GMIME_PART(part), encoding_for(text));
	g_mime_message_set_mime_part(message, GMIME_OBJECT(part));
}

char *sp_mail_compose(const SpFix *fix, const char *branch, const SpPort *port,
		      const SpRecord *record, const char *sender, gint64 date, gsize *length,
		      GError **error)
{
	g_autoptr(GMimeMessage) message = g_mime_message_new(FALSE);
	g_autofree char *commit = sp_series_message(fix, sender);
	g_autofree char *person = sp_trailer_person(sender);
	g_autofree char *body = NULL;
	g_autofree char *text = NULL;

	if (!fix->upstream) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: no upstream commit id is known, and the stable team takes nothing "
			    "without one: give the commit, or a fix folder that names it",
			    fix->name);
		return NULL;
	}
	if (!add_headers(message, fix, branch, sender, date, error))
		return NULL;
	body = body_text(fix, port, record, commit, sender);
	set_body(message, body);
	text = g_mime_object_to_string(GMIME_OBJECT(message), NULL);
	*length = strlen(text);
	if (!sp_series_survives(fix, port, text, *length, commit,
				fix->patch->author ? fix->patch->author : person, error))
		return NULL;
	return g_steal_pointer(&text);
}
