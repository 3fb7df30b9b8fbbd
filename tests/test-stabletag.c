/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * "Cc: stable" lines. A tag is written as "from..to" for each range, "id=subject" for each
 * prerequisite, "!" for noautosel, then the comment in brackets.
 */
#include "stage/stabletag.h"

#include <string.h>

typedef struct {
	const char *name, *message, *expected;
} Case;

#define CC "Cc: stable@vger.kernel.org "

static const Case cases[] = {
	/* addresses */
	{"bare", "Cc: stable@vger.kernel.org\n", "[]"},
	{"angle", "Cc: <stable@vger.kernel.org>\n", "[]"},
	{"name", "Cc: Stable Team <stable@vger.kernel.org> # 5.4+\n", "5.4.0.. [5.4+]"},
	{"quoted-name", "Cc: \"stable\" <stable@vger.kernel.org>\n", "[]"},
	{"name-is-address", "Cc: stable@vger.kernel.org <stable@vger.kernel.org>\n", "[]"},
	{"alias", "Cc: stable@kernel.org # 5.4+\n", "5.4.0.. [5.4+]"},
	{"alias-angle", "Cc: <stable@kernel.org>\n", "[]"},
	{"lower-key", "cc: stable@vger.kernel.org\n", "[]"},
	{"upper-address", "CC: Stable@Vger.Kernel.Org # 5.4+\n", "5.4.0.. [5.4+]"},
	{"with-others", "Cc: a@b.example, stable@vger.kernel.org, c@d.example\n", "[]"},
	{"with-others-hash", "Cc: <stable@vger.kernel.org>, c@d.example # 5.4+\n",
	 "5.4.0.. [5.4+]"},
	{"noautosel", "Cc: <stable+noautosel@kernel.org> # needs the new core\n",
	 "! [needs the new core]"},
	{"noautosel-both", "Cc: stable@vger.kernel.org, stable+noautosel@kernel.org # x\n",
	 "! [x]"},
	{"crlf", "Cc: stable@vger.kernel.org # 5.4+\r\n", "5.4.0.. [5.4+]"},
	{"crlf-bare", "Cc: stable@vger.kernel.org\r\n", "[]"},
	{"two-lines", CC "# 5.4+\nCc: <stable@kernel.org> # 4.9\n",
	 "5.4.0.. [5.4+]\n4.9.0.. [4.9]"},
	{"other", "Cc: a@b.example # 5.4+\n", ""},
	{"other-stable", "Cc: unstable@vger.kernel.org, stable@vger.kernel.org.example\n", ""},
	{"in-comment", "Cc: a@b.example # stable@vger.kernel.org 5.4+\n", ""},
	{"other-key", "To: stable@vger.kernel.org # 5.4+\n", ""},
	{"prose", "We Cc: stable@vger.kernel.org # 5.4+\n", ""},
	{"quoted", "> " CC "# 5.4+\n", ""},
	{"indented", "    " CC "# 5.4+\n", ""},
	{"empty", "", ""},
	/* versions */
	{"plus", CC "# 4.9+\n", "4.9.0.. [4.9+]"},
	{"v-plus", CC "# v4.9+\n", "4.9.0.. [v4.9+]"},
	{"blank-plus", CC "# v4.9 +\n", "4.9.0.. [v4.9 +]"},
	{"tight", CC "#4.9+\n", "4.9.0.. [4.9+]"},
	{"x-minus", CC "# 4.9.x-\n", "4.9.0.. [4.9.x-]"},
	{"minus", CC "# 4.4-\n", "4.4.0.. [4.4-]"},
	{"x", CC "# 3.3.x\n", "3.3.0.. [3.3.x]"},
	{"alone", CC "# v5.14\n", "5.14.0.. [v5.14]"},
	{"y-plus", CC "# 4.9.y+\n", "4.9.0.. [4.9.y+]"},
	{"branch", CC "# linux-4.9.y\n", "4.9.0.. [linux-4.9.y]"},
	{"sublevel", CC "# 2.6.32+\n", "2.6.32.. [2.6.32+]"},
	{"candidate", CC "# v5.14-rc3+\n", "5.14.0.. [v5.14-rc3+]"},
	{"at-least", CC "# >= 5.4\n", "5.4.0.. [>= 5.4]"},
	{"at-most", CC "# <= 5.4\n", "0.0.0..5.4.0 [<= 5.4]"},
	{"later", CC "# 5.4 and later\n", "5.4.0.. [5.4 and later]"},
	{"since", CC "# since v5.4\n", "5.4.0.. [since v5.4]"},
	{"from-to", CC "# 4.9-5.4\n", "4.9.0..5.4.0 [4.9-5.4]"},
	{"from-to-blanks", CC "# v4.9 - v5.4\n", "4.9.0..5.4.0 [v4.9 - v5.4]"},
	{"dots", CC "# 4.9..5.4\n", "4.9.0..5.4.0 [4.9..5.4]"},
	{"list", CC "# 5.4, 5.10\n", "5.4.0..5.4.0 5.10.0..5.10.0 [5.4, 5.10]"},
	{"list-y", CC "# v4.4.y v4.9.y\n", "4.4.0..4.4.0 4.9.0..4.9.0 [v4.4.y v4.9.y]"},
	{"list-and", CC "# 5.4 and 5.10\n", "5.4.0..5.4.0 5.10.0..5.10.0 [5.4 and 5.10]"},
	{"list-plus", CC "# 5.4, 5.10+\n", "5.4.0..5.4.0 5.10.0.. [5.4, 5.10+]"},
	{"square", CC "[5.4+]\n", "5.4.0.. []"},
	{"square-hash", CC "# [5.4+]\n", "5.4.0.. [[5.4+]]"},
	{"round", "Cc: <stable@vger.kernel.org> (v5.4+)\n", "5.4.0.. []"},
	{"no-hash", CC "5.4+\n", "5.4.0.. []"},
	{"no-hash-comma", "Cc: stable@vger.kernel.org, 5.4+\n", "5.4.0.. []"},
	{"colon", CC "# 5.4+:\n", "5.4.0.. [5.4+:]"},
	{"only-hash", CC "#\n", "[]"},
	/* prerequisites */
	{"need", CC "# 3.3.x: a1f84a3: sched: Check\n",
	 "3.3.0.. a1f84a3=sched: Check "
	 "[3.3.x: a1f84a3: sched: Check]"},
	{"need-v", CC "# v5.10+: A1F84A3B: x\n", "5.10.0.. a1f84a3b=x [v5.10+: A1F84A3B: x]"},
	{"need-quoted", CC "# 5.10: a1f84a3b (\"x: y\")\n",
	 "5.10.0.. a1f84a3b=(\"x: y\") [5.10: a1f84a3b (\"x: y\")]"},
	{"need-alone", CC "# a1f84a3b5c6d\n", "a1f84a3b5c6d= [a1f84a3b5c6d]"},
	{"need-no-version", CC "# a1f84a3: x\n", "a1f84a3=x [a1f84a3: x]"},
	{"need-three", CC "# 3.3.x: a1f84a3: a\n" CC "# 3.3.x: 1b9508f: b\n" CC "# 3.3.x\n",
	 "3.3.0.. a1f84a3=a [3.3.x: a1f84a3: a]\n3.3.0.. 1b9508f=b [3.3.x: 1b9508f: b]\n"
	 "3.3.0.. [3.3.x]"},
	/* free text: no range */
	{"text", CC "# see patch description, needs adjustments for <= 6.3\n",
	 "[see patch description, needs adjustments for <= 6.3]"},
	{"text-rc", CC "# after -rc3\n", "[after -rc3]"},
	{"text-weeks", CC "# after 4 weeks in mainline\n", "[after 4 weeks in mainline]"},
	{"text-behind", CC "# 5.4+ but not 5.10\n", "[5.4+ but not 5.10]"},
	{"text-behind-colon", CC "# 5.4+: not in 5.10\n", "[5.4+: not in 5.10]"},
	{"text-before", CC "# only 5.4\n", "[only 5.4]"},
	{"text-less", CC "# < 5.4\n", "[< 5.4]"},
	{"text-two-ends", CC "# >= 4.9, <= 5.4\n", "[>= 4.9, <= 5.4]"},
	{"text-backwards", CC "# 5.4-4.9\n", "[5.4-4.9]"},
	{"text-number", CC "# 1234567\n", "[1234567]"},
	{"text-id-behind", CC "# depends on a1f84a3b5c6d\n", "[depends on a1f84a3b5c6d]"},
	{"text-major", CC "# 5+\n", "[5+]"},
	{"text-glued", CC "# 5.4foo\n", "[5.4foo]"},
	{"text-no-hash", CC "when it is time\n", "[]"},
};

static void write_tag(GString *text, const SpStableTag *tag)
{
	if (text->len)
		g_string_append_c(text, '\n');
	for (guint i = 0; i < tag->ranges->len; i++) {
		const SpKverRange *range = &g_array_index(tag->ranges, SpKverRange, i);
		g_autofree char *from = sp_kver_string(&range->from);
		g_autofree char *to = sp_kver_string(&range->to);

		g_string_append_printf(text, "%s..%s ", from,
				       range->to.major == G_MAXUINT ? "" : to);
	}
	for (guint i = 0; i < tag->needs->len; i++) {
		const SpStableNeed *need = tag->needs->pdata[i];

		g_string_append_printf(text, "%s=%s ", need->id, need->subject);
	}
	g_string_append_printf(text, "%s[%s]", tag->noautosel ? "! " : "",
			       tag->comment ? tag->comment : "");
}

static void test_case(gconstpointer data)
{
	const Case *c = data;
	g_autoptr(GPtrArray) tags = sp_stable_tags(c->message);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < tags->len; i++)
		write_tag(text, tags->pdata[i]);
	g_assert_cmpstr(text->str, ==, c->expected);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/stabletag/%s", cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	return g_test_run();
}
