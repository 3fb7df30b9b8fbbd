/* SPDX-License-Identifier: GPL-2.0-only */
/* mail: puts the submission together; GMime writes it, `git am` is asked to read it. */
#include "stage/mail.h"

#include "base/err.h"
#include "base/mime.h"
#include "stage/amcheck.h"
#include "stage/mailproof.h"
#include "stage/mailtext.h"
#include "stage/mailwire.h"
#include "stage/portnote.h"
#include "stage/series.h"
#include "stage/trailer.h"

#include <string.h>

#define COVER_FROM 3 /* patches: two explain each other */

/* One message under way. */
typedef struct Draft {
	const SpMailing *mailing;
	const SpFix *fix;   /* NULL for the cover letter */
	const SpPort *port; /* NULL likewise */
	guint number, total;
	char *note, *message;	   /* of the commit; NULL for the cover letter */
	char *body;		   /* all of the mail's text */
	char *id;		   /* Message-ID, once all of them have their text */
	const struct Draft *first; /* of the thread's, ours; NULL for this one */
	SpMail *mail;
} Draft;

static void draft_free(gpointer data)
{
	Draft *draft = data;

	g_free(draft->note);
	g_free(draft->message);
	g_free(draft->body);
	g_free(draft->id);
	g_free(draft);
}

static void mail_free(gpointer data)
{
	SpMail *mail = data;

	g_free(mail->name);
	g_free(mail->text);
	g_free(mail);
}

/* What the fix is, for who gets the series. */
static char *cover_text(const SpMailing *mailing)
{
	g_autoptr(GPtrArray) before = sp_stack_sent(mailing->stack);
	GString *text = g_string_new(NULL);

	g_string_append_printf(text,
			       "The last patch of this series is commit %s\n(\"%s\") for %s.\n"
			       "It needs the others there, in this order:\n\n",
			       mailing->fix->upstream, mailing->fix->patch->subject,
			       sp_branch_name(mailing->branch));
	for (guint i = 0; i < before->len; i++) {
		const SpFix *one = ((SpStackPatch *)before->pdata[i])->fix;

		g_string_append_printf(text, "  %.12s (\"%s\")\n",
				       one->upstream ? one->upstream : "", one->patch->subject);
	}
	g_string_append(text, "\nWhat was tested is told in the last one.\n");
	return g_string_free(text, FALSE);
}

/* Whether a reader that cuts at scissors, as b4 does, might cut the message. */
static gboolean has_scissors(const char *message)
{
	return g_regex_match_simple("^[^\\n]*-[^\\n]*(>8|8<|>%|%<)|^[^\\n]*(>8|8<|>%|%<)[^\\n]*-",
				    message, G_REGEX_RAW | G_REGEX_MULTILINE, 0);
}

/* Which options `git am` needs for it, a paragraph; "" for none; (transfer full). */
static char *how_to_apply(const Draft *draft)
{
	gboolean bracket = *draft->fix->patch->subject == '[';
	gboolean scissors = has_scissors(draft->message);

	if (!bracket && !scissors)
		return g_strdup("");
	return g_strdup_printf("To be applied with `git am%s%s`: %s%s%s.\n\n",
			       bracket ? " --keep-non-patch" : "", scissors ? " --no-scissors" : "",
			       bracket ? "the subject begins with a bracket" : "",
			       bracket && scissors ? ", and " : "",
			       scissors ? "the message has a line of scissors" : "");
}

/* That the stable team will not take it, a paragraph; "" if it may; (transfer full). */
static char *where_to(const SpMailing *mailing)
{
	if (!mailing->unfit)
		return g_strdup("");
	return g_strdup_printf("NOT FOR THE STABLE TEAM: %s. It is for\nthose who keep such a "
			       "kernel themselves.\n\n",
			       mailing->unfit);
}

/* What stands below the "---"; (transfer full), NULL on error. */
static char *told_below(const Draft *draft, GError **error)
{
	const SpMailing *mailing = draft->mailing;
	g_autofree char *text = NULL;
	g_autofree char *differs = NULL;
	g_autofree char *how = how_to_apply(draft);
	g_autofree char *where = where_to(mailing);

	if (draft->fix == mailing->fix)
		text = sp_mailproof(draft->fix, draft->port, mailing->records, mailing->branch,
				    draft->total, mailing->newer, error);
	else
		differs = sp_mailproof_diff(draft->fix->patch, draft->port, error);
	if (differs)
		text = g_strdup_printf("Patch %u of this series needs it, and tells what was "
				       "tested.\n\n%s",
				       draft->total, differs);
	return text ? g_strconcat(where, how, text, NULL) : NULL;
}

/* "base-commit: <id>", which `git format-patch --base` writes and b4 reads, in the first message;
 * nothing for a branch that is no commit, or whose files were replaced. */
static char *base_line(const Draft *draft)
{
	const git_oid *base = sp_branch_commit(draft->mailing->branch);
	char hex[GIT_OID_HEXSZ + 1];

	if (draft->first || !base || sp_branch_control(draft->mailing->branch))
		return g_strdup("");
	return g_strdup_printf("\nbase-commit: %s\n", git_oid_tostr(hex, sizeof(hex), base));
}

static char *body_text(const Draft *draft, GError **error)
{
	const SpMailing *mailing = draft->mailing;
	g_autofree char *base = base_line(draft);
	g_autofree char *person = sp_trailer_person(mailing->sender);
	g_autofree char *told = NULL;
	g_autofree char *diff = NULL;
	const char *author;
	gboolean other;

	if (!draft->fix) {
		told = cover_text(mailing);
		return g_strconcat(told, base, NULL);
	}
	told = told_below(draft, error);
	if (!told)
		return NULL;
	author = draft->fix->patch->author;
	other = author && !g_str_equal(author, person);
	diff = sp_series_diff(draft->port);
	return g_strconcat(other ? "From: " : "", other ? author : "", other ? "\n\n" : "",
			   draft->message, "---\n", told, "\n", diff, base, NULL);
}

/* Adds the people that are in none of the lists yet. */
static gboolean add_people(GMimeMessage *message, GMimeAddressType type, GHashTable *seen,
			   const char *text, GError **error)
{
	g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, text);
	InternetAddressList *to = g_mime_message_get_addresses(message, type);

	if (!list || internet_address_list_length(list) == 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "\"%s\" is no mail address", text);
		return FALSE;
	}
	for (int i = 0; i < internet_address_list_length(list); i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);

		internet_address_set_charset(one, "utf-8"); /* as all else in the mail */
		if (!INTERNET_ADDRESS_IS_MAILBOX(one) ||
		    g_hash_table_add(seen,
				     g_ascii_strdown(INTERNET_ADDRESS_MAILBOX(one)->addr, -1)))
			internet_address_list_add(to, one);
	}
	return TRUE;
}

/* Those of @people that are no other name of the stable list. */
static gboolean add_all(GMimeMessage *message, GMimeAddressType type, GHashTable *seen,
			const GPtrArray *people, GError **error)
{
	for (guint i = 0; people && i < people->len; i++)
		if (!sp_trailer_is_stable(people->pdata[i]) &&
		    !add_people(message, type, seen, people->pdata[i], error))
			return FALSE;
	return TRUE;
}

static gboolean add_recipients(GMimeMessage *message, const Draft *draft, GError **error)
{
	const SpMailing *mailing = draft->mailing;
	const SpThread *thread = mailing->thread;
	const SpPatch *patch = draft->fix ? draft->fix->patch : mailing->fix->patch;
	g_autoptr(GPtrArray) people = sp_trailer_people(patch->author, patch->body);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *person = sp_trailer_person(mailing->sender);

	return add_people(message, GMIME_ADDRESS_TYPE_FROM, seen, person, error) &&
	       add_people(message, GMIME_ADDRESS_TYPE_TO, seen, SP_MAIL_LIST, error) &&
	       add_all(message, GMIME_ADDRESS_TYPE_TO, seen, thread ? thread->to : NULL, error) &&
	       add_all(message, GMIME_ADDRESS_TYPE_CC, seen, people, error) &&
	       add_all(message, GMIME_ADDRESS_TYPE_CC, seen, thread ? thread->cc : NULL, error);
}

static void set_thread(GMimeMessage *message, const Draft *draft)
{
	const SpThread *thread = draft->mailing->thread;
	const char *answered = draft->first ? draft->first->id : thread ? thread->message_id : NULL;
	g_autoptr(GString) references = g_string_new(NULL);
	g_autofree char *reply = NULL;

	g_mime_message_set_message_id(message, draft->id);
	if (!answered)
		return;
	if (thread && thread->references)
		g_string_append_printf(references, "%s ", thread->references);
	if (thread && draft->first)
		g_string_append_printf(references, "<%s> ", thread->message_id);
	g_string_append_printf(references, "<%s>", answered);
	reply = g_strdup_printf("<%s>", answered);
	g_mime_object_set_header(GMIME_OBJECT(message), "In-Reply-To", reply, NULL);
	g_mime_object_set_header(GMIME_OBJECT(message), "References", references->str, NULL);
}

static gboolean add_headers(GMimeMessage *message, const Draft *draft, GError **error)
{
	const SpMailing *mailing = draft->mailing;
	const SpPatch *patch = draft->fix ? draft->fix->patch : mailing->fix->patch;
	g_autoptr(GDateTime) when =
		g_date_time_new_from_unix_utc(mailing->date + (draft->first ? draft->number : 0));
	g_autofree char *numbers =
		draft->total > 1 ? g_strdup_printf(" %u/%u", draft->number, draft->total) : NULL;
	g_autofree char *own = sp_mailtext_header(patch->subject);
	g_autofree char *subject = g_strdup_printf(
		"[PATCH %s%s] %s", sp_series_version(sp_branch_name(mailing->branch)),
		numbers ? numbers : "", own);

	if (!add_recipients(message, draft, error))
		return FALSE;
	g_mime_message_set_subject(message, subject, "utf-8");
	g_mime_message_set_date(message, when);
	set_thread(message, draft);
	return TRUE;
}

/* What tells this submission from every other, of the same change as well: to what it answers, and
 * all that it says. */
static char *hash_of(const GPtrArray *drafts)
{
	const SpMailing *mailing = ((Draft *)drafts->pdata[0])->mailing;
	const SpThread *thread = mailing->thread;
	g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(hash, (const guchar *)mailing->fix->patch->subject, -1);
	g_checksum_update(hash, (const guchar *)"", 1);
	if (thread)
		g_checksum_update(hash, (const guchar *)thread->message_id, -1);
	for (guint i = 0; i < drafts->len; i++) {
		const Draft *draft = drafts->pdata[i];

		g_checksum_update(hash, (const guchar *)"", 1);
		g_checksum_update(hash, (const guchar *)draft->body, -1);
	}
	return g_strdup(g_checksum_get_string(hash));
}

/* "<fix>.<branch>.<submission>.<number>.stableport@<sender's domain>" */
static void set_ids(const GPtrArray *drafts)
{
	const SpMailing *mailing = ((Draft *)drafts->pdata[0])->mailing;
	g_autofree char *hash = hash_of(drafts);
	g_autofree char *branch = g_strdup(sp_branch_name(mailing->branch));
	g_autofree char *person = sp_trailer_person(mailing->sender);
	const char *at = strrchr(person, '@');
	g_autofree char *domain = g_strdup(at ? at + 1 : "localhost");

	domain[strcspn(domain, ">")] = '\0';
	g_strcanon(branch, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", '-');
	for (guint i = 0; i < drafts->len; i++) {
		Draft *draft = drafts->pdata[i];

		draft->id =
			g_strdup_printf("%.12s.%s.%.16s.%u.stableport@%s", mailing->fix->upstream,
					branch, hash, draft->number, domain);
	}
}

/* What the commit says, @draft's note and message. */
static gboolean set_message(Draft *draft, GError **error)
{
	const SpMailing *mailing = draft->mailing;

	if (!draft->fix)
		return TRUE;
	if (!draft->fix->upstream) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: no upstream commit id is known, and the stable team takes nothing "
			    "without one: give the commit, or a fix folder that names it",
			    draft->fix->name);
		return FALSE;
	}
	if (draft->fix->patch->garbled) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%.12s cannot be sent as it is: its message or author is not UTF-8, "
			    "and `git am` would make other letters of it; give the fix as a patch "
			    "file in which that is mended",
			    draft->fix->upstream);
		return FALSE;
	}
	draft->note = sp_portnote(draft->fix->patch, draft->port,
				  sp_series_version(sp_branch_name(mailing->branch)), error);
	if (draft->note)
		draft->message = sp_series_message(draft->fix, draft->note, mailing->sender);
	return draft->note != NULL;
}

static gboolean write_text(Draft *draft, GError **error)
{
	if (!set_message(draft, error))
		return FALSE;
	draft->body = body_text(draft, error);
	return draft->body != NULL;
}

static gboolean write_one(Draft *draft, GError **error)
{
	g_autoptr(GMimeMessage) message = g_mime_message_new(FALSE);
	g_autofree char *person = sp_trailer_person(draft->mailing->sender);
	SpMail *mail = draft->mail;
	const char *author;

	if (!add_headers(message, draft, error))
		return FALSE;
	mail->text = sp_mailwire(message, draft->body);
	mail->length = strlen(mail->text);
	if (!draft->fix)
		return TRUE;
	author = draft->fix->patch->author;
	return sp_series_survives(draft->fix, draft->port, mail->text, mail->length, draft->message,
				  author ? author : person, error);
}

/* Draft, the cover letter first where there is one. */
static GPtrArray *drafts_of(const SpMailing *mailing, GPtrArray *mails)
{
	g_autoptr(GPtrArray) before = sp_stack_sent(mailing->stack);
	GPtrArray *drafts = g_ptr_array_new_with_free_func(draft_free);
	guint total = before->len + 1;

	for (guint i = total < COVER_FROM ? 1 : 0; i <= total; i++) {
		Draft *draft = g_new0(Draft, 1);
		const SpStackPatch *one = i && i < total ? before->pdata[i - 1] : NULL;

		draft->mailing = mailing;
		draft->fix = one ? one->fix : i ? mailing->fix : NULL;
		draft->port = one ? one->port : i ? mailing->stack->port : NULL;
		draft->number = i;
		draft->total = total;
		draft->mail = g_new0(SpMail, 1);
		draft->mail->name =
			total > 1 ? g_strdup_printf("mail-%04u.eml", i) : g_strdup("mail.eml");
		if (drafts->len)
			draft->first = drafts->pdata[0];
		g_ptr_array_add(drafts, draft);
		g_ptr_array_add(mails, draft->mail);
	}
	return drafts;
}

static gboolean check_am(const GPtrArray *drafts, const char *scratch, GError **error)
{
	g_autoptr(GArray) each = g_array_new(FALSE, FALSE, sizeof(SpAmMail));
	g_autofree char *person = NULL;

	for (guint i = 0; i < drafts->len; i++) {
		const Draft *draft = drafts->pdata[i];
		SpAmMail one = {draft->mail->text, draft->port};

		if (!draft->fix)
			continue;
		if (!person)
			person = sp_trailer_person(draft->mailing->sender);
		one.subject = draft->fix->patch->subject;
		one.message = draft->message;
		one.author = draft->fix->patch->author ? draft->fix->patch->author : person;
		g_array_append_val(each, one);
	}
	return sp_amcheck(each, scratch, error);
}

GPtrArray *sp_mail_compose(const SpMailing *mailing, const char *scratch, GError **error)
{
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(mail_free);
	g_autoptr(GPtrArray) drafts = drafts_of(mailing, mails);

	/* Last the cover letter, which relies on what the others are checked for. */
	for (guint i = drafts->len; i > 0; i--)
		if (!write_text(drafts->pdata[i - 1], error))
			return NULL;
	set_ids(drafts);
	for (guint i = drafts->len; i > 0; i--)
		if (!write_one(drafts->pdata[i - 1], error))
			return NULL;
	if (!check_am(drafts, scratch, error))
		return NULL;
	return g_steal_pointer(&mails);
}
