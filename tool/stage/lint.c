/* SPDX-License-Identifier: GPL-2.0-only */
/* lint: the rules as a table, and findings against them as text and JSON. */
#include "stage/lint.h"

#include "base/err.h"
#include "base/json.h"

static const struct {
	const char *name;
	const char *mend; /* how to */
} rules[SP_LINT_RULES] = {
	[SP_LINT_READABLE] = {"readable", "make the mail with `git format-patch`, and send it "
					  "unchanged with `git send-email`"},
	[SP_LINT_PLAIN] = {"plain-text",
			   "send plain text, the patch in the body: `git send-email`"},
	[SP_LINT_FROM] = {"from", "send it from your own address: `git send-email --from`"},
	[SP_LINT_PREFIX] = {"subject-prefix", "git format-patch --subject-prefix='PATCH 5.4.y'"},
	[SP_LINT_SERIES] = {"series", "send all of a series, numbered from 1"},
	[SP_LINT_SUPPORTED] = {"supported", "send it for lines that get releases"},
	[SP_LINT_TO] = {"to-stable", "add stable@vger.kernel.org to the recipients"},
	[SP_LINT_CC] = {"cc", "send a copy to everybody whom the trailers name"},
	[SP_LINT_UPSTREAM_ID] = {"upstream-id", "begin the message with \"commit <40 digits> "
						"upstream.\", with mainline's commit"},
	[SP_LINT_SIGN_OFF] = {"sign-off",
			      "end the message with your own Signed-off-by, below those "
			      "that are there"},
	[SP_LINT_FOREIGN] = {"foreign-trailer", "take the line out: it is of no use in mainline"},
	[SP_LINT_CONTROL] = {"control", "do not send it: it was made to show that the fix works"},
	[SP_LINT_SIZE] = {"size", "take less of it, or be ready to say why it has to be all of it"},
	[SP_LINT_MAINLINE] = {"mainline", "wait until it is in mainline, and name that commit"},
	[SP_LINT_SUBJECT] = {"upstream-subject", "keep the subject of the commit that is named"},
	[SP_LINT_AUTHOR] = {"author", "begin the body with \"From: \" and upstream's author"},
	[SP_LINT_MESSAGE] = {"message", "keep upstream's message and trailers as they are, and add "
					"only below them"},
	[SP_LINT_NOTE] = {"note",
			  "say between brackets, above your Signed-off-by, what differs from "
			  "upstream and why, and only where something does"},
	[SP_LINT_APPLIES] = {"applies", "rebase it on the branch as it is now"},
	[SP_LINT_NEEDED] = {"needed", "do not send it for this branch"},
	[SP_LINT_NEWER] = {"newer-branches", "send it for these as well, or first"},
	[SP_LINT_FOLLOWUPS] = {"followups", "send these as well, in mainline's order"},
};

static const char *const severities[] = {"error", "warning", "note", "not checked"};

static void finding_free(gpointer data)
{
	SpFinding *finding = data;

	g_free(finding->what);
	g_free(finding);
}

GPtrArray *sp_lint_findings(void)
{
	return g_ptr_array_new_with_free_func(finding_free);
}

void sp_lint_add(GPtrArray *findings, SpLintRule rule, SpLintSeverity severity, const char *format,
		 ...)
{
	SpFinding *finding = g_new0(SpFinding, 1);
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	g_strdelimit(text, "\n\t", ' ');
	finding->rule = rule;
	finding->severity = severity;
	finding->what = sp_clean_text(text);
	g_ptr_array_add(findings, finding);
}

void sp_lint_unchecked(GPtrArray *findings, SpLintRule first, SpLintRule last, const char *why)
{
	for (SpLintRule rule = first; rule <= last; rule++)
		sp_lint_add(findings, rule, SP_LINT_UNCHECKED, "%s", why);
}

gboolean sp_lint_has(const GPtrArray *findings, SpLintSeverity severity)
{
	for (guint i = 0; i < findings->len; i++)
		if (((SpFinding *)findings->pdata[i])->severity == severity)
			return TRUE;
	return FALSE;
}

/* What could not be judged comes last. */
static int by_rule(gconstpointer a, gconstpointer b)
{
	const SpFinding *one = *(SpFinding *const *)a, *two = *(SpFinding *const *)b;
	int last = (one->severity == SP_LINT_UNCHECKED) - (two->severity == SP_LINT_UNCHECKED);

	return last ? last : (int)one->rule - (int)two->rule;
}

/* The rules from @i on that could not be judged for the same reason; the last one's index. */
static guint add_unchecked(GString *text, const GPtrArray *findings, guint i)
{
	const SpFinding *first = findings->pdata[i];

	g_string_append_printf(text, "  %s: %s", severities[first->severity],
			       rules[first->rule].name);
	for (; i + 1 < findings->len; i++) {
		const SpFinding *next = findings->pdata[i + 1];

		if (!g_str_equal(next->what, first->what))
			break;
		g_string_append_printf(text, ", %s", rules[next->rule].name);
	}
	g_string_append_printf(text, ": %s\n", first->what);
	return i;
}

char *sp_lint_text(GPtrArray *findings)
{
	GString *text = g_string_new(NULL);

	g_ptr_array_sort(findings, by_rule);
	for (guint i = 0; i < findings->len; i++) {
		const SpFinding *one = findings->pdata[i];

		if (one->severity == SP_LINT_UNCHECKED)
			i = add_unchecked(text, findings, i);
		else
			g_string_append_printf(text, "  %s: %s: %s\n      mend: %s\n",
					       severities[one->severity], rules[one->rule].name,
					       one->what, rules[one->rule].mend);
	}
	return g_string_free(text, FALSE);
}

void sp_lint_to_json(JsonBuilder *json, GPtrArray *findings)
{
	g_ptr_array_sort(findings, by_rule);
	json_builder_begin_array(json);
	for (guint i = 0; i < findings->len; i++) {
		const SpFinding *one = findings->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "rule", rules[one->rule].name);
		sp_json_string(json, "severity", severities[one->severity]);
		sp_json_string(json, "what", one->what);
		sp_json_string(json, "mend", rules[one->rule].mend);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}
