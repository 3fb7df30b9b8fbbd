/* SPDX-License-Identifier: GPL-2.0-only */
/* lintmail: GMime's view of the headers, and our own reader's of the patch. */
#include "stage/lintmail.h"

#include "base/err.h"
#include "base/mime.h"
#include "stage/links.h"
#include "stage/mailtext.h"

#include <string.h>

void sp_lintmail_free(SpLintMail *mail)
{
	if (!mail)
		return;
	g_free(mail->path);
	g_free(mail->sender);
	g_free(mail->id);
	g_free(mail->answers);
	g_free(mail->text);
	g_ptr_array_unref(mail->findings);
	g_ptr_array_unref(mail->recipients);
	g_ptr_array_unref(mail->upstream);
	g_ptr_array_unref(mail->uncarried);
	sp_patch_free(mail->patch);
	g_free(mail);
}

/* Adds the addresses of @list, lower case. */
static void add_addresses(GPtrArray *all, InternetAddressList *list)
{
	for (int i = 0; list && i < internet_address_list_length(list); i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(one))
			g_ptr_array_add(all,
					g_ascii_strdown(INTERNET_ADDRESS_MAILBOX(one)->addr, -1));
	}
}

static void take_people(SpLintMail *mail, GMimeMessage *message)
{
	g_autoptr(GPtrArray) from = g_ptr_array_new_with_free_func(g_free);

	add_addresses(from, g_mime_message_get_from(message));
	if (from->len)
		mail->sender = g_strdup(from->pdata[0]);
	add_addresses(mail->recipients, g_mime_message_get_to(message));
	add_addresses(mail->recipients, g_mime_message_get_cc(message));
}

/* The versions among the @words of the tag. */
static void take_versions(SpLintMail *mail, const char *words)
{
	g_autoptr(GRegex) line = g_regex_new("(?<![\\w.])(?:linux-|stable-)?(\\d+\\.\\d+)"
					     "(\\.y|-stable)?(?![\\w.])",
					     0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(line, words, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *text = g_match_info_fetch(match, 1);
		g_autofree char *rest = g_match_info_fetch(match, 2);
		SpKver version;

		if (!sp_kver_parse(text, &version))
			continue;
		if (mail->has_version) {
			mail->has_more |= sp_kver_compare(&version, &mail->version) != 0;
			continue;
		}
		mail->has_version = TRUE;
		mail->version = version;
		mail->has_y = g_strcmp0(rest, ".y") == 0;
	}
}

/* "[PATCH v2 5.4.y 1/3] ...": the first brackets that hold PATCH. */
static void take_subject(SpLintMail *mail, const char *subject)
{
	g_autoptr(GRegex) tags = g_regex_new("\\[([^][]*\\bPATCH\\b[^][]*)\\]", 0, 0, NULL);
	g_autoptr(GRegex) count =
		g_regex_new("(?<![\\w.])(\\d{1,4})/(\\d{1,4})(?![\\w.])", 0, 0, NULL);
	g_autoptr(GRegex) again = g_regex_new("(?<!\\w)[vV](\\d{1,4})(?![\\w.])", 0, 0, NULL);
	g_autoptr(GMatchInfo) tag = NULL;
	g_autoptr(GMatchInfo) version = NULL;
	g_autoptr(GMatchInfo) number = NULL;
	g_autofree char *words = NULL;

	if (!g_regex_match(tags, subject, 0, &tag))
		return;
	words = g_match_info_fetch(tag, 1);
	take_versions(mail, words);
	if (g_regex_match(again, words, 0, &version)) {
		g_autofree char *text = g_match_info_fetch(version, 1);

		mail->reroll = (guint)g_ascii_strtoull(text, NULL, 10);
	}
	if (g_regex_match(count, words, 0, &number)) {
		g_autofree char *first = g_match_info_fetch(number, 1);
		g_autofree char *second = g_match_info_fetch(number, 2);

		mail->number = (guint)g_ascii_strtoull(first, NULL, 10);
		mail->total = (guint)g_ascii_strtoull(second, NULL, 10);
		mail->cover = mail->number == 0 && mail->total > 0;
	}
}

static void take_body(SpLintMail *mail, GMimeMessage *message)
{
	GMimeObject *part = g_mime_message_get_mime_part(message);

	mail->plain =
		part && GMIME_IS_TEXT_PART(part) &&
		g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "plain");
	if (mail->plain)
		mail->text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	if (!mail->text)
		mail->text = g_strdup("");
}

static void take_thread(SpLintMail *mail, GMimeMessage *message)
{
	const char *answers = g_mime_object_get_header(GMIME_OBJECT(message), "In-Reply-To");

	mail->id = g_strdup(g_mime_message_get_message_id(message));
	mail->answers = answers ? g_mime_utils_decode_message_id(answers) : NULL;
}

static void take_headers(SpLintMail *mail, const char *data, gsize length)
{
	const char *start = sp_mailtext_start(data, length);
	g_autoptr(GMimeMessage) message = sp_mailtext_message(start, length - (start - data));

	if (!message)
		return;
	take_people(mail, message);
	take_thread(mail, message);
	if (g_mime_message_get_subject(message))
		take_subject(mail, g_mime_message_get_subject(message));
	take_body(mail, message);
}

static void take_upstream(SpLintMail *mail)
{
	g_autoptr(GArray) links = sp_links_of(mail->patch->subject, mail->patch->body);

	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);

		mail->dependency |= link->kind == SP_LINK_DEP_OF;
		if (link->kind == SP_LINK_UPSTREAM && link->length == 40 && !link->picked)
			g_ptr_array_add(mail->upstream, g_strdup(link->id));
	}
}

SpLintMail *sp_lintmail_new(const char *path, const char *data, gsize length)
{
	SpLintMail *mail = g_new0(SpLintMail, 1);
	g_autoptr(GError) error = NULL;

	mail->path = g_strdup(path);
	mail->findings = sp_lint_findings();
	mail->recipients = g_ptr_array_new_with_free_func(g_free);
	mail->upstream = g_ptr_array_new_with_free_func(g_free);
	mail->uncarried = g_ptr_array_new_with_free_func(g_free);
	mail->reroll = 1;
	take_headers(mail, data, length);
	if (!mail->sender)
		mail->sender = g_strdup("");
	if (!mail->text)
		mail->text = g_strdup("");
	if (mail->cover && !strstr(mail->text, "diff --git "))
		return mail;
	mail->cover = FALSE;
	mail->patch = sp_patch_parse_some(data, length, "the patch", mail->uncarried, &error);
	if (mail->patch)
		take_upstream(mail);
	else
		sp_lint_add(mail->findings, SP_LINT_READABLE, SP_LINT_ERROR, "%s", error->message);
	return mail;
}

const char *sp_lintmail_upstream(const SpLintMail *mail)
{
	return mail->upstream->len ? mail->upstream->pdata[0] : NULL;
}

const char *sp_lintmail_uncarried(const SpLintMail *mail)
{
	return mail->uncarried->len ? mail->uncarried->pdata[0] : NULL;
}

char *sp_lintmail_branch(const SpLintMail *mail)
{
	return mail->has_version
		       ? g_strdup_printf("linux-%u.%u.y", mail->version.major, mail->version.minor)
		       : NULL;
}
