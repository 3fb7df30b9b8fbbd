/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What commit messages say they are a backport of, and messages that no parser may trip over.
 * test-linkrefs.c has the reverts and trailers.
 */
#include "linkcase.h"

static const Case upstream[] = {
	{"greg", S "commit " A " upstream.\n" T, "U " A "\n"},
	{"no-stop", S "commit " A " upstream\n" T, "U " A "\n"},
	{"capital", S "Commit " A " upstream.\n" T, "U " A "\n"},
	{"all-capitals", S "COMMIT " A " UPSTREAM.\n" T, "U " A "\n"},
	{"upper-hex", S "commit A1B2C3D4E5F60718293A4B5C6D7E8F9001122334 upstream.\n" T,
	 "U " A "\n"},
	{"two-blanks", S "commit  " A "  upstream.\n" T, "U " A "\n"},
	{"trailing-blanks", S "commit " A " upstream.  \t\n" T, "U " A "\n"},
	{"indent-3", S "   commit " A " upstream.\n" T, "U " A "\n"},
	{"at-end", S "Why.\n\nSigned-off-by: A <a@b>\ncommit " A " upstream.", "U " A "\n"},
	{"at-end-bare", S "commit " A " upstream", "U " A "\n"},
	{"below-subject", "foo: x\ncommit " A " upstream.\n" T, "U " A "\n"},
	{"subject-colon", "Revert this:\n\ncommit " A " upstream.\n" T, "U " A "\n"},
	{"alone", "commit " A " upstream.", "U " A "\n"},
	{"below-from", S "From: A B <a@b>\ncommit " A " upstream.\n" T, "U " A "\n"},
	{"above-from", S "commit " A " upstream\nFrom: A B <a@b>\n" T, "U " A "\n"},
	{"below-ruler", S "------\ncommit " A " upstream\n" T, "U " A "\n"},
	{"below-sentence", S "For 4.9.\ncommit " A " upstream.\n" T, "U " A "\n"},
	{"id-wrapped", S "commit " A "\nupstream.\n" T, "U " A "\n"},
	{"head-wrapped", S "commit\n" A " upstream.\n" T, "U " A "\n"},
	{"sentence-after", S "commit " A " upstream. Needed for the next one.\n" T, "U " A "\n"},
	{"prose-after", S "commit " A " upstream.\nThe timer can fire.\n", "U " A "\n"},
	{"note-after", S "commit " A " upstream (v4.12)\n" T, "U " A "\n"},
	{"with-subject", S "commit " A " (\"a: b (c)\") upstream.\n" T, "U " A "\n"},
	{"with-long-subject", S "commit " A " (\"a: b\nc\") upstream.\n" T, "U " A "\n"},
	{"colon", S "commit: " A " upstream.\n" T, "U " A "\n"},
	{"in-mainline", S "commit " A " in mainline.\n" T, "U " A "\n"},
	{"mainline", S "commit " A " mainline.\n" T, "U " A "\n"},
	{"two-lines", S "commit " A " upstream.\ncommit " B " upstream.\n" T, "U " A "\nU " B "\n"},
	{"two-no-stop", S "commit " A " upstream\ncommit " B " upstream\n" T, "U " A "\nU " B "\n"},
	{"two-in-one", S "commit " A " and commit " B " upstream.\n" T, "U " A "\nU " B "\n"},
	{"plural", S "commits " A " and " B " upstream.\n" T, "U " A "\nU " B "\n"},
	{"plural-3", S "commits " A ", " B ", and\n" C " upstream\n" T,
	 "U " A "\nU " B "\nU " C "\n"},
	{"twice", S "commit " A " upstream.\n\n[ Upstream commit " A " ]\n" T, "U " A "\n"},
	{"short-12", S "commit " A12 " upstream.\n" T, "U " A12 "\n"},
	{"short-11", S "commit a1b2c3d4e5f upstream.\n" T, ""},
	{"bracketed-commit", S "[ commit " A " upstream ]\n" T, "U " A "\n"},
	{"bracketed-stop", S "[ commit " A " upstream. ]\n" T, "U " A "\n"},
	{"round", S "(commit " A " upstream)\n" T, "U " A "\n"},
	{"bare-upstream", S A " upstream.\n" T, "U " A "\n"},
	{"sasha", S "[ Upstream commit " A " ]\n" T, "U " A "\n"},
	{"sasha-tight", S "[Upstream commit " A "]\n" T, "U " A "\n"},
	{"sasha-lower", S "[ upstream commit " A " ]\n" T, "U " A "\n"},
	{"sasha-no-close", S "[ Upstream commit " A "\n" T, "U " A "\n"},
	{"sasha-no-open", S "Upstream commit " A " ]\n" T, "U " A "\n"},
	{"sasha-indented", S " [ Upstream commit " A " ]\n" T, "U " A "\n"},
	{"sasha-12", S "[ Upstream commit " A12 " ]\n" T, "U " A12 "\n"},
	{"sasha-subject", S "[ Upstream commit " A " (\"a: b\") ]\n" T, "U " A "\n"},
	{"sasha-two", S "[ Upstream commits " A " and " B " ]\n" T, "U " A "\nU " B "\n"},
	{"sasha-two-12", S "[ Upstream commits " A12 " and " B12 " ]\n" T,
	 "U " A12 "\nU " B12 "\n"},
	{"sasha-two-lines", S "[ Upstream commits " A " and\n  " B " ]\n" T, "U " A "\nU " B "\n"},
	{"sasha-three", S "[ Upstream commits " A ", " B "\nand " C " ]\n" T,
	 "U " A "\nU " B "\nU " C "\n"},
	{"sasha-close-below", S "[ Upstream commit " A "\n]\n" T, "U " A "\n"},
	{"sasha-in-trailers", S "Why.\n\nCc: c@d\n[ Upstream commit " A " ]\nAcked-by: e@f\n",
	 "U " A "\n"},
	{"mainline-bracketed", S "[ mainline commit " A " ]\n" T, "U " A "\n"},
	{"upstream-square", S "Why.\n\nCc: x@y\n[upstream " A "]\n", "U " A "\n"},
	{"upstream-round", S "(upstream commit " A ")\n" T, "U " A "\n"},
	{"upstream-plain", S "Upstream commit " A "\n" T, "U " A "\n"},
	{"upstream-stop", S "upstream commit " A ".\n" T, "U " A "\n"},
	{"upstream-colon", S "Upstream commit: " A "\n" T, "U " A "\n"},
	{"upstream-key", S "Why.\n\nUpstream-commit: " A "\nCc: x@y\n", "U " A "\n"},
	{"upstream-id", S "Upstream commit id: " A "\n" T, "U " A "\n"},
	{"upstream-value", S "Upstream: " A "\n" T, "U " A "\n"},
	{"mainline-value", S "mainline: " A "\n" T, "U " A "\n"},
	{"upstream-12-plain", S "Upstream commit " A12 "\n" T, ""},
	{"bracketed-bare", S "[ " A " ]\n" T, "U " A "\n"},
	{"bare", S A "\n" T, "U " A "\n"},
	{"bare-indented", S "  " A "  \n" T, "U " A "\n"},
	{"bare-at-end", S A, "U " A "\n"},
	{"commit-alone", S "commit " A "\n" T, "U " A "\n"},
	{"pick", S "Why.\n\n(cherry picked from commit " A ")\n", "P " A "\n"},
	{"pick-hyphen", S "Why.\n\n(cherry-picked from commit " A ")\nCc: x@y\n", "P " A "\n"},
	{"pick-12", S "Why.\n\n(cherry picked from commit " A12 ")\n", "P " A12 "\n"},
	{"pick-below-prose", S "Why\n(cherry picked from commit " A ")\n", "P " A "\n"},
	{"pick-linux-next", S "(cherry picked from commit " A " linux-next)\n", "P " A "\n"},
	{"pick-url",
	 S "(cherry picked from commit " A "\n https://git.example/x.git for-next)\n"
	   "Bug: 123456\n",
	 "P " A "\n"},
	{"pick-no-close", S "(cherry picked from commit " A "\nFixes: " B12 " (\"x\")\n",
	 "P " A "\nF " B12 "\n"},
	{"pick-two", S "(cherry picked from commit " A ")\n(cherry picked from commit " B ")\n",
	 "P " A "\nP " B "\n"},
	{"pick-upstream", S "(cherry picked from upstream commit " A ")\n", "P " A "\n"},
	{"pick-square", S "[cherry picked from commit " A "]\n", "P " A "\n"},
	{"pick-no-brackets", S "Cherry-picked from commit " A ".\n" T, "P " A "\n"},
	{"pick-no-noun", S "(cherry picked from " A ")\n", "P " A "\n"},
	{"pick-and-upstream", S "commit " A " upstream.\n" T "(cherry picked from commit " B ")\n",
	 "U " A "\nP " B "\n"},
	{"pick-same", S "(cherry picked from commit " A ")\n\ncommit " A " upstream.\n",
	 "U " A "\n"},
	{"ubuntu-backported", S "(backported from commit " A ")\n[ab: context]\n", "U " A "\n"},
	{"ubuntu-no-noun", S "(backported from " A " linux-next)\n", "U " A "\n"},
	{"backport-of", S "Backport of commit " A ".\n" T, "U " A "\n"},
	{"backport-upstream", S "[ Backport of upstream commit " A " ]\n" T, "U " A "\n"},
	{"this-is-a-backport", S "This is a backport of upstream commit " A ".\n" T, "U " A "\n"},
	{"this-is-upstream", S "Why.\n\nThis is upstream commit " A "\n\nCc: x@y\n", "U " A "\n"},
	{"this-is-commit", S "This is commit " A " upstream.\n" T, "U " A "\n"},
	{"backport-square", S "[ Backported from Upstream commit " A "]\n" T, "U " A "\n"},
	{"backport-the", S "This is a backport of the upstream commit\n" A ".\n" T, "U " A "\n"},
	{"upstream-colon-square", S "[ Upstream commit: " A " ]\n" T, "U " A "\n"},
	{"mainline-colon", S "mainline commit: " A "\n" T, "U " A "\n"},
	{"this-is-wrapped", S "Why.\n\nThis is a backport of commit\n" A " (\"a: b\").\n" T,
	 "U " A "\n"},
	{"android",
	 "UPSTREAM: foo: fix x\n\nWhy.\n\nBug: 1234567\n(cherry picked from commit " A
	 ")\nChange-Id: I" B "\n",
	 "P " A "\n"},
	{"chromeos",
	 "BACKPORT: foo: fix x\n\nWhy.\n\n(cherry picked from commit " A
	 ")\n\nConflicts:\n  a.c\n\nBUG=b:1\nTEST=boot\n",
	 "P " A "\n"},
	{"suse", S "Git-commit: " A "\nPatch-mainline: v5.4\n" T, "U " A "\n"},
	{"suse-two", S "Git-commit: " A "\nGit-commit: " B "\n", "U " A "\nU " B "\n"},
	{"debian-origin", S "Origin: upstream, https://git.example/linus/" A "\n", "U " A "\n"},
	{"backport-of-upstream", S "Backport of commit " A " upstream.\n" T, "U " A "\n"},
	{"port-for", S "This is a port of commit\n" A "\nfor 2.6.29.\n" T, "U " A "\n"},
	{"this-is-backported", S "This is commit " A " back-ported to\n2.6.29.\n" T, "U " A "\n"},
	{"upstream-backported-by",
	 S "upstream commit " A " backported to\n2.6.32.10 by A B <a@b.example>\n" T, "U " A "\n"},
	{"backports-list",
	 S "This backports the following upstream commits all as one patch:\n\t" A "\n\t" B "\n" T,
	 "U " A "\nU " B "\n"},
	{"backports-list-apart",
	 S "This is a backport of the mainline patches\n\n " A "\n " B "\n" T,
	 "U " A "\nU " B "\n"},
	{"merged-together", S "commit " A " and\n" B " upstream merged together as one.\n" T,
	 "U " A "\nU " B "\n"},
	{"square-with", S "[ Upstream commit " A ",\n  incorporating a later change ]\n" T,
	 "U " A "\n"},
	{"square-combination", S "[ A combination of upstream commits " A " and\n  " B " ]\n" T,
	 "U " A "\nU " B "\n"},
	{"debian-commit", S "Origin: backport, commit:" A "\n", "U " A "\n"},
	{"debian-kernel", S "Origin: https://git.kernel.org/linus/" A "\n", "U " A "\n"},
	{"openembedded",
	 S "Upstream-Status: Backport [https://git.example/linux/commit/?id=" A "]\n", "U " A "\n"},
	{"redhat-value", S "Upstream Status: linux.git " A "\n" T, "U " A "\n"},
	{"redhat-block",
	 S "JIRA: https://x.example/RHEL-1\nUpstream Status: kernel/git/torvalds/"
	   "linux.git\n\ncommit " A "\nAuthor: A B <a@b>\nDate:   today\n\n"
	   "    foo: fix x\n\n    commit " B " upstream.\n",
	 "U " A "\n"},
	{"openeuler",
	 S "mainline inclusion\nfrom mainline-v5.14-rc4\ncommit " A
	   "\ncategory: bugfix\nCVE: NA\n\n-----------\n\nWhy.\n",
	 "U " A "\n"},
	{"empty-key-before", S "category: bugfix\nCVE:\n\ncommit " A " upstream.\n" T, "U " A "\n"},
	{"openeuler-hyphen", S "mainline-inclusion\nfrom mainline-5.2\ncommit " A "\n" T,
	 "U " A "\n"},
	{"openeuler-stable",
	 S "stable inclusion\nfrom stable-v5.10.9\ncommit " B
	   "\ncategory: bugfix\n\n--------\n\ncommit " A " upstream.\n" T,
	 "U " A "\n"},
	{"rocky", S "jira VULN-1\ncve CVE-2024-1\ncommit-author A B <a@b>\ncommit " A "\n" T,
	 "U " A "\n"},
	{"crlf", "foo: x\r\n\r\ncommit " A " upstream.\r\n\r\nWhy.\r\n", "U " A "\n"},
	{"crlf-no-stop", "foo: x\r\n\r\ncommit " A " upstream\r\n\r\nWhy.\r\n", "U " A "\n"},
	{"crlf-sasha", "foo: x\r\n\r\n[ Upstream commits " A " and\r\n" B " ]\r\n\r\nWhy.\r\n",
	 "U " A "\nU " B "\n"},
	{"crlf-bare", "foo: x\r\n\r\n" A "\r\n\r\nWhy.\r\n", "U " A "\n"},
	{"latin-1", "foo: \xe9\xff\n\ncommit " A " upstream.\n\nS\xf8ren \x80.\n", "U " A "\n"},
	{"word-in-subject", "foo: sync with upstream\n\ncommit " A " upstream.\n" T, "U " A "\n"},
	{"word-in-prose", S "What upstream did.\n\ncommit " A " upstream.\n" T, "U " A "\n"},
};

static const Case not_upstream[] = {
	{"empty", "", ""},
	{"newline", "\n", ""},
	{"subject-only", "foo: x", ""},
	{"prose-since", S "Since commit " A " we\nneed it.\n", ""},
	{"prose-wrapped", S "It was broken by\ncommit " A " upstream.\n" T, ""},
	{"prose-wrapped-blank", S "It was fixed by\n\tA\nin\ncommit " A " upstream\n" T, ""},
	{"prose-wrapped-square", S "It was in\n[" A "]\nbefore.\n", ""},
	{"prose-aside", S "It was fixed another way\n(commit " A " upstream)\nsince.\n", ""},
	{"prose-aside-end", S "It was fixed another way\n(upstream commit " A ").\n", ""},
	{"prose-bisected", S "This bisected to " A ".\n", ""},
	{"prose-bisected-line", S "It bisects to:\n\n" A "\n\nwhich is wrong.\n", ""},
	{"prose-bare-line", S "The change in\n" A "\nis not enough.\n", ""},
	{"prose-list", S "We do not have these two:\n\n" A "\n" B "\n\nWhy.\n", ""},
	{"prose-list-late", S "Why.\n\n" A "\n\nMore.\n", ""},
	{"announced", S "It depends on:\n\ncommit " A " upstream.\n" T, ""},
	{"announced-square", S "It depends on:\n\n[ Upstream commit " A " ]\n" T, ""},
	{"key-announces", S "Why.\n\nReferences:\n[ " A " ]\n", ""},
	{"bare-with-more", S A "\nbroke it.\n", ""},
	{"not-upstream", S "commit " A " is not upstream.\n" T, ""},
	{"not-yet", S "commit " A " upstream yet.\n" T, ""},
	{"verb-after", S "commit " A " upstream introduced a bug.\n" T, ""},
	{"verb-wrapped", S "commit " A " upstream\nintroduced a bug.\n" T, ""},
	{"verb-capital-wrapped", S "Commit " A " upstream\nKVM wise is wrong.\n" T, ""},
	{"subject-verb", S "commit " A " (\"a: b\") upstream introduced a bug.\n" T, ""},
	{"commit-verb", S "commit " A " broke it.\n" T, ""},
	{"commit-subject", S "commit " A " (\"a: b\")\nbroke it.\n" T, ""},
	{"commit-subject-alone", S "commit " A " (\"a: b\")\n\nbroke it.\n" T, ""},
	{"commit-late", S "Why.\n\ncommit " A "\n\nMore.\n", ""},
	{"upstream-verb", S "Upstream commit " A " is not needed.\n" T, ""},
	{"upstream-verb-wrapped", S "Upstream commit " A "\nis not needed.\n" T, ""},
	{"upstream-subject-verb", S "Upstream commit " A " (\"a: b\")\nchanged it.\n" T, ""},
	{"upstream-in-prose", S "It needs\nupstream commit " A "\n", ""},
	{"no-upstream", S "No upstream commit.\n\nNot upstream commit " A ".\n", ""},
	{"in-commit", S "In commit " A " upstream.\n" T, ""},
	{"quoted", S "> commit " A " upstream.\n" T, ""},
	{"quoted-twice", S "> > [ Upstream commit " A " ]\n" T, ""},
	{"quotes", S "\"commit " A " upstream.\"\n" T, ""},
	{"indent-4", S "    commit " A " upstream.\n" T, ""},
	{"indent-tab", S "\tcommit " A " upstream.\n" T, ""},
	{"indent-sasha", S "     [ Upstream commit " A " ]\n" T, ""},
	{"indent-tab-bare", S "\t" A "\n" T, ""},
	{"indent-pick", S "    (cherry picked from commit " A ")\n", ""},
	{"sha256", S "commit " SHA256 " upstream.\n" T, ""},
	{"sha256-bare", S SHA256 "\n" T, ""},
	{"sha256-sasha", S "[ Upstream commit " SHA256 " ]\n" T, ""},
	{"41-digits", S "commit " A "0 upstream.\n" T, ""},
	{"39-digits-bare", S "a1b2c3d4e5f60718293a4b5c6d7e8f900112233\n" T, ""},
	{"letter-behind", S "commit " A "x upstream.\n" T, ""},
	{"underscore-behind", S "commit " A "_1 upstream.\n" T, ""},
	{"range", S "commits " A ".." B " upstream.\n" T, ""},
	{"not-hex", S "commit XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX upstream.\n" T, ""},
	{"placeholder", S "commit <sha1> upstream.\n" T, ""},
	{"change-id", S "Why.\n\nChange-Id: I" A "\n", ""},
	{"link", S "Why.\n\nLink: https://x.example/linux/commit/" A "\n", ""},
	{"link-alone", S "https://x.example/commit/?id=" A "\n" T, ""},
	{"describe", S "v4.9-rc1-12-g" A12 " upstream.\n" T, ""},
	{"message-id", S "Why.\n\nMessage-ID: <" A "@x.example>\n", ""},
	{"submitted", S "Upstream: submitted\n" T, ""},
	{"status-submitted", S "Upstream-Status: Submitted [https://x.example/" A "]\n" T, ""},
	{"status-pending", S "Upstream Status: pending, see " A "\n" T, ""},
	{"status-rhel-only", S "Upstream Status: RHEL-only\n\nWhy.\n\ncommit " A "\nAuthor: A\n",
	 ""},
	{"status-more", S "Upstream Status: linux.git " A " and more\n" T, ""},
	{"git-log", S "It was this one.\n\ncommit " A "\nAuthor: A <a@b>\nDate: now\n\n    x\n",
	 ""},
	{"git-log-first", S "commit " A "\nAuthor: A <a@b>\nDate: now\n\n    x\n", ""},
	{"stable-inclusion", S "stable inclusion\nfrom stable-v5.10.9\ncommit " A "\n" T, ""},
	{"suse-partial", S "Git-commit: " A " (partial)\n" T, ""},
	{"suse-none", S "Git-commit: not yet\n" T, ""},
	{"origin-vendor", S "Origin: vendor, https://x.example/" A "\n" T, ""},
	{"pick-partial", S "(cherry picked from commit " A ", partially)\n", ""},
	{"pick-part", S "(Partially cherry picked from commit " A ")\n", ""},
	{"pick-prose", S "It was\ncherry picked from commit " A " by hand.\n", ""},
	{"pick-gerrit", S "(cherry picked from https://x.example/q/commit:" A ")\n", ""},
	{"pick-11", S "(cherry picked from commit a1b2c3d4e5f)\n", ""},
	{"backport-part", S "This is a backport of commit " A "\nand a part of " B ".\n" T, ""},
	{"this-is-other", S "The cause was cut short.\nThis is upstream commit " A ".\n", ""},
	{"this-is-verb", S "This is upstream commit " A " in disguise.\n" T, ""},
	{"this-is-abbreviated", S "This is upstream commit " A12 "\n" T, ""},
	{"backported-prose", S "Commit " A " backported to 5.4 broke it.\n" T, ""},
	{"backported-no-target", S "Commit " A " backported to the stable tree broke it.\n" T, ""},
	{"backports-prose", S "This backports the upstream commits that\n" A " fixed.\n" T, ""},
	{"square-part-of", S "[ Upstream commit " A ", only a part of it ]\n" T, ""},
	{"backport-for-prose", S "Backport of commit " A " for users of it.\n" T, ""},
	{"combination-of-prose", S "A combination of upstream commits " A " and\n" B "\nis it.\n" T,
	 ""},
	{"backport-aside", S "In the stable one\n(backport of commit " A ")\nit is.\n", ""},
	{"backport-verb", S "Backport of commit " A " is not needed.\n" T, ""},
	{"partial", S "Partial upstream commit " A ".\n\nPart of commit " B " upstream.\n", ""},
	{"square-verb", S "[upstream " A " has it, too]\n", ""},
	{"sasha-verb", S "[ Upstream commit " A " was reverted ]\n" T, ""},
	{"sasha-more", S "[ Upstream commit " A " ] is wrong.\n" T, ""},
	{"note", S "Why.\n\n[ab: adapted, commit " A " upstream is not there]\n", ""},
	{"fixes-only", S "Why.\n\nFixes: " A " (\"x\")\n", "F " A "\n"},
	{"subject-word", "upstream: commit the right thing\n\nWhy.\n", ""},
	{"blank-between", S "commit " A "\n\nupstream moved on.\n\nWhy.\n", "U " A "\n"},
	{"head-blank-between", S "We commit\n\n" A " upstream to it.\n", ""},
	{"lone-return", S "commit " A " upstream\rbroke it.\n", ""},
};

/* Cut anywhere, a message is read to its end and not beyond, and no id is made up. */
static void test_cut(void)
{
	static const char message[] =
		S "commit " A " (\"a\") upstream.\n\n[ Upstream commits " B " and\n" C " ]\n"
		  "This reverts commit " A " which is\ncommit " D " upstream.\nFixes: " A12
		  " (\"a\"), " B12 " (\"b\")\n(cherry picked from commit " B ")";

	for (gsize length = 0; length < sizeof(message); length++) {
		g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
		g_autofree char *copy = g_malloc(length + 1);

		memcpy(copy, message, length);
		copy = g_realloc(copy, MAX(length, 1));
		sp_links_parse(copy, length, links);
		for (guint i = 0; i < links->len; i++) {
			const SpLink *link = &g_array_index(links, SpLink, i);

			g_assert_nonnull(strstr(message, link->id));
			if (link->kind == SP_LINK_UPSTREAM)
				g_assert_cmpuint(link->length, ==, 40);
		}
	}
}

/* A NUL is a byte as any other: nothing ends there, nothing matches it. */
static void test_nul(void)
{
	static const struct {
		const char *message;
		gsize length;
		const char *expected;
	} cases[] = {
#define WITH_LENGTH(text) text, sizeof(text) - 1
		{WITH_LENGTH("foo\0bar\n\ncommit " A " upstream.\n"), "U " A "\n"},
		{WITH_LENGTH("foo\n\n\0\n\nFixes: " A12 " (\"a\")\0\n"), "F " A12 "\n"},
		{WITH_LENGTH("foo\n\ncommit " A "\0upstream.\n"), ""},
		{WITH_LENGTH("foo\n\ncommit " A "\0 upstream.\n"), ""},
		{WITH_LENGTH("foo\n\ncommit " A " upstream\0\n"), ""},
		{WITH_LENGTH("foo\n\ncommit " A " upstream.\0\n"), ""},
		{WITH_LENGTH("foo\n\nFixes: " A12 "\0\n"), ""},
		{WITH_LENGTH("foo\n\nbar\0\ncommit " A " upstream.\n"), ""},
		{WITH_LENGTH("foo\n\nOrigin: upstream, \0" A "\0\n"), ""},
		{WITH_LENGTH("foo\n\nThis reverts commit " A "\0.\n"), ""},
		{WITH_LENGTH("foo\n\nThis reverts commit " A " \0 partially.\n"), ""},
		{WITH_LENGTH("foo\n\n\0" A "\n\n"), ""},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = parse(cases[i].message, cases[i].length);

		g_test_message("case %u", i);
		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

/* @unit until the message has a megabyte, then @end. */
static char *parse_long(const char *unit, const char *end)
{
	g_autoptr(GString) text = g_string_new(S);

	while (text->len < 1 << 20)
		g_string_append(text, unit);
	g_string_append(text, end);
	return parse(text->str, text->len);
}

/* Not timed, but what is quadratic takes minutes here. */
static void test_long(void)
{
	static const Case cases[] = {
		{"The timer can fire once more.\n", "\ncommit " A " upstream.", "U " A "\n"},
		{"\n", "commit " A " upstream.", "U " A "\n"},
		{"x", "\n\n[ Upstream commit " A " ]", "U " A "\n"},
		{"commit ", "\n\nFixes: " A12, "F " A12 "\n"},
		{"(((((((\n", "\nFixes: " A12, "F " A12 "\n"},
		{" \t\r", "\n\nFixes: " A12, "F " A12 "\n"},
		{"Fixes: " A12 " (\"", "\nFixes: " B12, "F " A12 "\nF " B12 "\n"},
		{"This reverts commit " A12 "\n", "", "R " A12 "\n"},
		{A "\n", "", ""},
		{A "\n\n", "", "U " A "\n"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = parse_long(cases[i].name, cases[i].message);

		g_test_message("case %u", i);
		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

/* What was in the array stays, and is not taken for this message's. */
static void test_append(void)
{
	static const char message[] = S "commit " A " upstream.\n";
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
	g_autofree char *text = NULL;

	sp_links_parse(message, strlen(message), links);
	sp_links_parse(message, strlen(message), links);
	text = links_text(links);
	g_assert_cmpstr(text, ==, "U " A "\nU " A "\n");
}

static void test_stated(void)
{
	static const Case cases[] = {
		{"a", "commit " A " upstream.\ncommit " B " upstream.\n", A},
		{"a", "(cherry picked from commit " A ")\n", NULL},
		{"a", "(cherry picked from commit " A ")\n\ncommit " B " upstream.\n", B},
		{"a", "commit " A12 " upstream.\n", NULL},
		{NULL, "commit " A " upstream.\n\nWhy.\n", A},
		{"a", "It was undone in\ncommit " A " upstream.\n", NULL},
		{"a", "", NULL},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) links = sp_links_of(cases[i].name, cases[i].message);
		g_autoptr(GPtrArray) ids = sp_links_ids(links, SP_LINK_FIXES);

		g_test_message("case %u", i);
		g_assert_cmpstr(sp_links_upstream(links), ==, cases[i].expected);
		g_assert_cmpuint(ids->len, ==, 0);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	add_cases("upstream", upstream, G_N_ELEMENTS(upstream));
	add_cases("not-upstream", not_upstream, G_N_ELEMENTS(not_upstream));
	g_test_add_func("/links/cut", test_cut);
	g_test_add_func("/links/nul", test_nul);
	g_test_add_func("/links/long", test_long);
	g_test_add_func("/links/append", test_append);
	g_test_add_func("/links/stated", test_stated);
	return g_test_run();
}
