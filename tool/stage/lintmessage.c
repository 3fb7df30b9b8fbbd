/* SPDX-License-Identifier: GPL-2.0-only */
/* lintmessage: headers, trailers and size. */
#include "stage/lintmessage.h"

#include "stage/lifetime.h"
#include "stage/trailer.h"

#include <string.h>

#define LONGEST 100 /* lines with context, stable-kernel-rules.rst */

static void check_subject(SpLintMail *mail, gint64 now)
{
	g_autofree char *end = NULL;

	if (!mail->has_version) {
		sp_lint_add(mail->findings, SP_LINT_PREFIX, SP_LINT_ERROR,
			    "the subject does not say which branch it is for");
		sp_lint_add(mail->findings, SP_LINT_SUPPORTED, SP_LINT_UNCHECKED,
			    "no branch is named");
		return;
	}
	if (!mail->has_y)
		sp_lint_add(mail->findings, SP_LINT_PREFIX, SP_LINT_WARNING,
			    "the subject has %u.%u where %u.%u.y is usual", mail->version.major,
			    mail->version.minor, mail->version.major, mail->version.minor);
	if (mail->has_more)
		sp_lint_add(mail->findings, SP_LINT_PREFIX, SP_LINT_WARNING,
			    "the subject names more than one branch; only %u.%u is looked at",
			    mail->version.major, mail->version.minor);
	end = sp_lifetime_text(&mail->version, now);
	if (end)
		sp_lint_add(mail->findings, SP_LINT_SUPPORTED, SP_LINT_ERROR, "%s", end);
}

static gboolean has(const GPtrArray *all, const char *address)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)all, address, g_str_equal, NULL);
}

/* A tag's "stable+...@" is no way to the list. */
static gboolean reaches_list(const char *address)
{
	return sp_trailer_is_stable(address) && !strchr(address, '+');
}

static void check_recipients(SpLintMail *mail)
{
	g_autoptr(GPtrArray) people = NULL;
	g_autoptr(GString) missing = g_string_new(NULL);
	gboolean stable = FALSE;

	if (!*mail->sender)
		sp_lint_add(mail->findings, SP_LINT_FROM, SP_LINT_ERROR,
			    "no From header says who sends it");
	for (guint i = 0; i < mail->recipients->len; i++)
		stable |= reaches_list(mail->recipients->pdata[i]);
	if (!stable)
		sp_lint_add(mail->findings, SP_LINT_TO, SP_LINT_ERROR,
			    "it does not go to stable@vger.kernel.org");
	if (!mail->patch)
		return;
	people = sp_trailer_people(mail->patch->author, mail->patch->body);
	for (guint i = 0; i < people->len; i++) {
		g_autofree char *address = sp_trailer_address(people->pdata[i]);

		if (*address && !sp_trailer_is_stable(address) &&
		    !g_str_equal(address, mail->sender) && !has(mail->recipients, address))
			g_string_append_printf(missing, "%s%s", missing->len ? ", " : "", address);
	}
	if (missing->len)
		sp_lint_add(mail->findings, SP_LINT_CC, SP_LINT_WARNING, "no copy for %s",
			    missing->str);
}

static void check_id(SpLintMail *mail)
{
	if (!mail->upstream->len)
		sp_lint_add(mail->findings, SP_LINT_UPSTREAM_ID, SP_LINT_ERROR,
			    "the message does not say which commit of mainline it is");
	else if (mail->upstream->len > 1)
		sp_lint_add(mail->findings, SP_LINT_UPSTREAM_ID, SP_LINT_WARNING,
			    "the message names %u commits of mainline; only %.12s is looked at",
			    mail->upstream->len, sp_lintmail_upstream(mail));
}

/* The addresses of all Signed-off-by lines; (transfer full). */
static GPtrArray *signers(const SpLintMail *mail)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(mail->patch->body, "\n", -1);

	for (guint i = 0; lines[i]; i++)
		if (g_ascii_strncasecmp(lines[i], "Signed-off-by:", 14) == 0)
			g_ptr_array_add(all, sp_trailer_address(lines[i] + 14));
	return all;
}

static void check_sign_off(SpLintMail *mail)
{
	g_autoptr(GPtrArray) all = signers(mail);
	const char *last = all->len ? all->pdata[all->len - 1] : NULL;
	g_autofree char *author =
		mail->patch->author ? sp_trailer_address(mail->patch->author) : g_strdup("");

	if (!last)
		sp_lint_add(mail->findings, SP_LINT_SIGN_OFF, SP_LINT_ERROR,
			    "nobody has signed it off");
	else if (!*last)
		sp_lint_add(mail->findings, SP_LINT_SIGN_OFF, SP_LINT_ERROR,
			    "the last Signed-off-by has no address");
	else if (!*mail->sender)
		sp_lint_add(mail->findings, SP_LINT_SIGN_OFF, SP_LINT_UNCHECKED,
			    "who sends it is not known");
	else if (!g_str_equal(last, mail->sender))
		sp_lint_add(mail->findings, SP_LINT_SIGN_OFF, SP_LINT_ERROR,
			    "%s sends it, and the last Signed-off-by is that of %s", mail->sender,
			    last);
	if (last && *author && !has(all, author))
		sp_lint_add(mail->findings, SP_LINT_SIGN_OFF, SP_LINT_WARNING,
			    "its author, %s, has not signed it off", author);
}

static void check_foreign(SpLintMail *mail)
{
	static const char *const keys[] = {"Change-Id:", "Reviewed-on:"};
	g_auto(GStrv) lines = g_strsplit(mail->patch->body, "\n", -1);

	for (guint i = 0; lines[i]; i++)
		for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
			if (g_str_has_prefix(lines[i], keys[k]))
				sp_lint_add(mail->findings, SP_LINT_FOREIGN, SP_LINT_WARNING,
					    "the message has \"%.60s\"", lines[i]);
}

static void check_size(SpLintMail *mail)
{
	guint lines = 0;

	for (guint i = 0; i < mail->patch->files->len; i++) {
		const SpPatchFile *file = mail->patch->files->pdata[i];

		for (guint k = 0; k < file->hunks->len; k++)
			lines += ((SpHunk *)file->hunks->pdata[k])->lines->len;
	}
	if (lines > LONGEST)
		sp_lint_add(mail->findings, SP_LINT_SIZE, SP_LINT_WARNING,
			    "the diff has %u lines with context; the rules allow %d", lines,
			    LONGEST);
	else if (sp_lintmail_uncarried(mail))
		sp_lint_unchecked(mail->findings, SP_LINT_SIZE, SP_LINT_SIZE,
				  sp_lintmail_uncarried(mail));
}

void sp_lintmessage(SpLintMail *mail, gint64 now)
{
	if (!mail->plain)
		sp_lint_add(mail->findings, SP_LINT_PLAIN, SP_LINT_ERROR,
			    "it is not one part of plain text (HTML, or an attachment)");
	check_subject(mail, now);
	check_recipients(mail);
	if (strstr(mail->text, "CONTROL, NOT TO BE SENT"))
		sp_lint_add(mail->findings, SP_LINT_CONTROL, SP_LINT_ERROR,
			    "it says of itself that it is a control");
	if (mail->cover)
		return;
	if (!mail->patch) {
		sp_lint_unchecked(mail->findings, SP_LINT_UPSTREAM_ID, SP_LINT_FOREIGN,
				  "the patch cannot be read");
		sp_lint_unchecked(mail->findings, SP_LINT_SIZE, SP_LINT_FOLLOWUPS,
				  "the patch cannot be read");
		return;
	}
	check_id(mail);
	check_sign_off(mail);
	check_foreign(mail);
	check_size(mail);
}
