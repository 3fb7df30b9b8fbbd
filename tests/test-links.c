/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Commit messages and what they say of other commits. Each is parsed from a buffer that ends where
 * the message ends; the result is written as "U <id>" (upstream), "P" (upstream, picked), "R"
 * (revert), "F" (fixes), "D" (dep-of), one a line.
 */
#include "stage/links.h"

#include <string.h>

#define A "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"
#define B "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567"
#define C "c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44"
#define D "5566778899aabbccddeeff00112233445566778a"
#define A12 "a1b2c3d4e5f6"
#define B12 "0f1e2d3c4b5a"
#define C12 "c0ffee00c0ff"
#define SHA256 A "0123456789abcdef01234567"

#define S "wdt: foo: stop the timer first\n\n" /* a subject */
#define T "\nThe timer can fire once more.\n\nSigned-off-by: A B <a@b.example>\n"

typedef struct {
	const char *name, *message, *expected;
} Case;

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
	{"backport-aside", S "In the stable one\n(backport of commit " A ")\nit is.\n", ""},
	{"backport-verb", S "Backport of commit " A " is not needed.\n" T, ""},
	{"partial", S "Partial upstream commit " A ".\n\nPart of commit " B " upstream.\n", ""},
	{"sasha-verb", S "[ Upstream commit " A " was reverted ]\n" T, ""},
	{"sasha-more", S "[ Upstream commit " A " ] is wrong.\n" T, ""},
	{"note", S "Why.\n\n[ab: adapted, commit " A " upstream is not there]\n", ""},
	{"fixes-only", S "Why.\n\nFixes: " A " (\"x\")\n", "F " A "\n"},
	{"subject-word", "upstream: commit the right thing\n\nWhy.\n", ""},
	{"blank-between", S "commit " A "\n\nupstream moved on.\n\nWhy.\n", "U " A "\n"},
	{"head-blank-between", S "We commit\n\n" A " upstream to it.\n", ""},
	{"lone-return", S "commit " A " upstream\rbroke it.\n", ""},
};

static const Case reverts[] = {
	{"git", "Revert \"x\"\n\nThis reverts commit " A ".\n" T, "R " A "\n"},
	{"no-stop", "Revert \"x\"\n\nThis reverts commit " A "\n" T, "R " A "\n"},
	{"short", S "This reverts commit a1b2c3d.\n", "R a1b2c3d\n"},
	{"too-short", S "This reverts commit a1b2c3.\n", ""},
	{"subject", S "This reverts commit " A12 " (\"a: b\").\n", "R " A12 "\n"},
	{"subject-with-id", S "This reverts commit " A12 " (\"undo commit " B12 " upstream\").\n",
	 "R " A12 "\n"},
	{"subject-wrapped", S "This reverts commit " A12 " (\"a:\nb\"), it breaks boot.\n",
	 "R " A12 "\n"},
	{"reason", S "This reverts commit " A " as it breaks some of the boots.\n", "R " A "\n"},
	{"reason-below", S "This reverts commit " A "\nbecause it was only the half.\n",
	 "R " A "\n"},
	{"reason-partial", S "This reverts commit " A ", which is a partial fix.\n", "R " A "\n"},
	{"wrapped", S "This reverts commit\n" A ".\n", "R " A "\n"},
	{"wrapped-early", S "This reverts\ncommit " A ".\n", "R " A "\n"},
	{"mid-paragraph", S "It hangs.\nThis reverts commit " A ".\n", "R " A "\n"},
	{"two", S "This reverts commits " A " and " B ".\n", "R " A "\nR " B "\n"},
	{"three", S "This reverts commits " A12 " (\"a\"),\n" B12 " (\"b\") and " C12 " (\"c\").\n",
	 "R " A12 "\nR " B12 "\nR " C12 "\n"},
	{"two-nouns", S "This reverts commit " A " and commit " B ".\n", "R " A "\nR " B "\n"},
	{"two-lines", S "This reverts commit " A ".\nThis reverts commit " B ".\n",
	 "R " A "\nR " B "\n"},
	{"list",
	 S "This reverts the following commits:\n  " A12 " (\"a\")\n  " B12 " (\"b\")\n\n" C12 "\n",
	 "R " A12 "\nR " B12 "\n"},
	{"list-bullets", S "This reverts commits:\n - " A12 " (\"a\")\n - commit " B12 "\n",
	 "R " A12 "\nR " B12 "\n"},
	{"two-sentences", S "This reverts commit " A ", commit " B " being better.\n", "R " A "\n"},
	{"two-sentences-wrapped", S "This reverts commit " A ", commit " B "\nis better.\n",
	 "R " A "\n"},
	{"upstream", S "This reverts upstream commit " A ".\n", "R " A "\n"},
	{"stable", S "This reverts stable commit " A ".\n", "R " A "\n"},
	{"no-noun", S "This reverts " A ".\n", "R " A "\n"},
	{"no-noun-short", S "This reverts defaced walls.\n", ""},
	{"greg", S "This reverts commit " A " which is commit " B " upstream.\n",
	 "R " A "\nR " B "\n"},
	{"greg-comma", S "This reverts commit " A ", which is commit " B " upstream.\n",
	 "R " A "\nR " B "\n"},
	{"greg-was", S "This reverts commit " A12 " which was upstream commit " B ".\n",
	 "R " A12 "\nR " B "\n"},
	{"greg-wrapped", S "This reverts commit " A " which is\ncommit " B " upstream.\n",
	 "R " A "\nR " B "\n"},
	{"greg-wrapped-id", S "This reverts commit " A " which is commit\n" B " upstream.\n",
	 "R " A "\nR " B "\n"},
	{"greg-wrapped-end", S "This reverts commit " A " which is commit " B "\nupstream.\n",
	 "R " A "\nR " B "\n"},
	{"greg-round", S "This reverts commit " A " (commit " B " upstream).\n",
	 "R " A "\nR " B "\n"},
	{"greg-round-upstream", S "This reverts commit " A "\n(upstream commit " B ").\n",
	 "R " A "\nR " B "\n"},
	{"greg-subject",
	 S "This reverts commit " A " (\"a\"), which is commit " B " (\"a\") upstream.\n",
	 "R " A "\nR " B "\n"},
	{"greg-backport", S "This reverts commit " A " which is a backport of commit " B ".\n",
	 "R " A "\nR " B "\n"},
	{"other-clause", S "This reverts commit " A " which fixed commit " B " upstream.\n",
	 "R " A "\n"},
	{"other-line", S "This reverts commit " A " as it is the same as\ncommit " B " upstream.\n",
	 "R " A "\n"},
	{"own-upstream", S "commit " C " upstream.\n\nThis reverts commit " A ".\n",
	 "U " C "\nR " A "\n"},
	{"own-upstream-below", S "This reverts commit " A ".\n\ncommit " C " upstream.\n",
	 "R " A "\nU " C "\n"},
	{"own-sasha",
	 S "[ Upstream commit " C " ]\n\nThis reverts commit " A12 ".\n\nFixes: " A12 " (\"a\")\n",
	 "U " C "\nR " A12 "\nF " A12 "\n"},
	{"this-commit", S "This commit reverts " A12 " (\"a\").\n", "R " A12 "\n"},
	{"this-patch", S "This patch reverts commit " A ".\n", "R " A "\n"},
	{"revert-of", S "This is a revert of commit " A ".\n", "R " A "\n"},
	{"imperative", S "Revert commit " A12 " (\"a\") since it hangs.\n", "R " A12 "\n"},
	{"key", S "Why.\n\nReverts: " A12 " (\"a\")\nSigned-off-by: A <a@b>\n", "R " A12 "\n"},
	{"round", S "Why.\n\n(reverts commit " A ")\n", "R " A "\n"},
	{"crlf", "Revert \"x\"\r\n\r\nThis reverts commit " A ".\r\n", "R " A "\n"},
	{"crlf-wrapped", S "This reverts commit " A " which is\r\ncommit " B " upstream.\r\n",
	 "R " A "\nR " B "\n"},
	{"at-end", S "This reverts commit " A, "R " A "\n"},
	{"upper-hex", S "This reverts commit A1B2C3D4E5F6.\n", "R " A12 "\n"},
	{"partially", S "This partially reverts commit " A ".\n", ""},
	{"part", S "This reverts part of commit " A ".\n", ""},
	{"in-part", S "This reverts commit " A " in part.\n", ""},
	{"partially-behind", S "This reverts commit " A "\n(\"a\") partially.\n", ""},
	{"except", S "This reverts commit " A ", except for the header.\n", ""},
	{"but-keeps", S "This reverts commit " A " but keeps the header.\n", ""},
	{"genitive", S "This reverts commit " A "'s change of x.\n", ""},
	{"range", S "This reverts commits " A ".." B ".\n", ""},
	{"effect", S "This reverts the effect of commit " A ".\n", ""},
	{"do-not", S "Please don't revert commit " A ".\n", ""},
	{"had", S "We had reverted commit " A " before.\n", ""},
	{"prose", S "It had to be undone, and\nthis reverts commit " A " too early.\n", ""},
	{"prose-imperative", S "One could\nrevert commit " A " instead.\n", ""},
	{"prose-aside", S "The other one\n(reverts commit " A ")\nis wrong.\n", ""},
	{"quoted", S "> This reverts commit " A ".\n", ""},
	{"quotes", S "\"This reverts commit " A ".\"\n", ""},
	{"indented", S "    This reverts commit " A ".\n", ""},
	{"indented-tab", S "\tThis reverts commit " A ".\n", ""},
	{"reverted", S "Reverted commit " A " was better.\n", ""},
	{"sha256", S "This reverts commit " SHA256 ".\n", ""},
};

static const Case trailers[] = {
	{"fixes", S "Why.\n\nFixes: " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"full", S "Fixes: " A " (\"a: b\")\n", "F " A "\n"},
	{"seven", S "Fixes: a1b2c3d (\"a: b\")\n", "F a1b2c3d\n"},
	{"six", S "Fixes: a1b2c3 (\"a: b\")\n", ""},
	{"41", S "Fixes: " A "0 (\"a: b\")\n", ""},
	{"no-subject", S "Fixes: " A12 "\n", "F " A12 "\n"},
	{"lower", S "fixes: " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"upper", S "FIXES: A1B2C3D4E5F6 (\"a: b\")\n", "F " A12 "\n"},
	{"no-blank", S "Fixes:" A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"tab", S "Fixes:\t" A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"blank-before-colon", S "Fixes : " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"indent-3", S "   Fixes: " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"indent-4", S "    Fixes: " A12 " (\"a: b\")\n", ""},
	{"indent-tab", S "\tFixes: " A12 " (\"a: b\")\n", ""},
	{"quoted", S "> Fixes: " A12 " (\"a: b\")\n", ""},
	{"commit", S "Fixes: commit " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"commit-colon", S "Fixes: commit: " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"lines", S "Fixes: " A12 " (\"a\")\nFixes: " B12 " (\"b\")\nFixes: " C12 " (\"c\")\n",
	 "F " A12 "\nF " B12 "\nF " C12 "\n"},
	{"twice", S "Fixes: " A12 " (\"a\")\nFixes: " A12 " (\"a\")\n", "F " A12 "\n"},
	{"two-in-line", S "Fixes: " A12 " (\"a\"), " B12 " (\"b\")\n", "F " A12 "\nF " B12 "\n"},
	{"two-and", S "Fixes: " A12 " (\"a\") and " B12 " (\"b\")\n", "F " A12 "\nF " B12 "\n"},
	{"two-bare", S "Fixes: " A12 ", " B12 "\n", "F " A12 "\nF " B12 "\n"},
	{"two-wrapped", S "Fixes: " A12 " (\"a\"),\n       " B12 " (\"b\")\n",
	 "F " A12 "\nF " B12 "\n"},
	{"comma-at-end", S "Fixes: " A12 " (\"a\"),\nFixes: " B12 " (\"b\")\n",
	 "F " A12 "\nF " B12 "\n"},
	{"below-key", S "Fixes:\n" A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"below-key-other", S "Fixes:\nFixes: " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"subject-wrapped", S "Fixes: " A12 " (\"a:\nb, " B12 "\")\nCc: x@y\n", "F " A12 "\n"},
	{"subject-below", S "Fixes: " A12 "\n(\"a: b\")\n", "F " A12 "\n"},
	{"subject-unclosed", S "Fixes: " A12 " (\"a: b\nFixes: " B12 " (\"b\")\n",
	 "F " A12 "\nF " B12 "\n"},
	{"subject-quotes", S "Fixes: " A12 " (\"Revert \"a (b)\"\"), " B12 " (\"b\")\n",
	 "F " A12 "\nF " B12 "\n"},
	{"subject-no-quotes", S "Fixes: " A12 " (a: b), " B12 " (b)\n", "F " A12 "\nF " B12 "\n"},
	{"subject-apostrophes", S "Fixes: " A12 " ('a: b')\n", "F " A12 "\n"},
	{"subject-colon", S "Fixes: " A12 ": a: b\n", "F " A12 "\n"},
	{"subject-plain", S "Fixes: a1b2c3d a: b\n", "F a1b2c3d\n"},
	{"stop", S "Fixes: " A12 ".\n", "F " A12 "\n"},
	{"crlf", S "Fixes: " A12 " (\"a\")\r\nFixes: " B12 "\r\n", "F " A12 "\nF " B12 "\n"},
	{"at-end", S "Fixes: " A12, "F " A12 "\n"},
	{"at-end-bracket", S "Fixes: " A12 " (\"", "F " A12 "\n"},
	{"at-end-key", S "Fixes:", ""},
	{"at-end-comma", S "Fixes: " A12 ",", "F " A12 "\n"},
	{"no-colon", S "Fixes " A12 " (\"a: b\")\n", "F " A12 "\n"},
	{"no-colon-stop", S "Fixes commit " A12 " (\"a: b\").\n", "F " A12 "\n"},
	{"no-colon-bare", S "Fixes " A12 "\n", ""},
	{"no-colon-prose", S "Fixes " A12 " (\"a: b\") by a lock.\n", ""},
	{"prose", S "This fixes: " A12 " (\"a: b\")\n", ""},
	{"by", S "Fixes-by: " A12 "\n", ""},
	{"url", S "Fixes: https://x.example/" A "\n", ""},
	{"cve", S "Fixes: CVE-2020-1234567\n", ""},
	{"number", S "Fixes: 1234567\n", ""},
	{"number-note", S "Fixes: 1234567 (bug in foo)\n", ""},
	{"number-subject", S "Fixes: 1234567 (\"a: b\")\n", "F 1234567\n"},
	{"number-zero", S "Fixes: 0123456\n", "F 0123456\n"},
	{"number-long", S "Fixes: 123456789012\n", "F 123456789012\n"},
	{"word", S "Fixes: defaced walls\n", ""},
	{"word-longer", S "Fixes: feedback given\n", ""},
	{"hyphen", S "Fixes: " A12 "-dirty (\"a: b\")\n", ""},
	{"uuid", S "Fixes: a1b2c3d4-1111-2222-3333-444455556666\n", ""},
	{"alnum", S "Fixes: " A12 "xyz (\"a: b\")\n", ""},
	{"path", S "Fixes: a1b2c3d4/x.c\n", ""},
	{"file", S "Fixes: a1b2c3d4.patch\n", ""},
	{"range", S "Fixes: " A12 ".." B12 "\n", ""},
	{"parent", S "Fixes: " A12 "^ (\"a: b\")\n", ""},
	{"describe", S "Fixes: v4.9-rc1-12-g" A12 "\n", ""},
	{"dep", S "Stable-dep-of: " A12 " (\"a: b\")\n", "D " A12 "\n"},
	{"dep-lower", S "stable-dep-of: " A " (\"a: b\")\n", "D " A "\n"},
	{"dep-no-colon", S "Stable-dep-of " A12 " (\"a: b\")\n", ""},
	{"dep-indented", S "\tStable-dep-of: " A12 " (\"a: b\")\n", ""},
	{"all",
	 S "[ Upstream commit " A " ]\n\nWhy.\n\nFixes: " B12 " (\"b\")\nStable-dep-of: " C12
	   " (\"c\")\nSigned-off-by: A <a@b>\n",
	 "U " A "\nF " B12 "\nD " C12 "\n"},
	{"same-id", S "commit " A " upstream.\n\nFixes: " A " (\"a\")\n", "U " A "\nF " A "\n"},
	{"many",
	 S "commit " A " upstream.\n\nThis reverts commit " B " which is\ncommit " C
	   " upstream.\n\nFixes: " D " (\"d\")\n(cherry picked from commit " B12 ")\n",
	 "U " A "\nR " B "\nR " C "\nF " D "\nP " B12 "\n"},
};

static char *links_text(const GArray *links)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);

		g_assert_cmpuint(strlen(link->id), ==, link->length);
		g_string_append_printf(text, "%c %s\n", link->picked ? 'P' : "URFD"[link->kind],
				       link -> id);
	}
	return g_string_free(text, FALSE);
}

/* Of a copy that ends where the message ends. */
static char *parse(const char *message, gsize length)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
	g_autofree char *copy = g_malloc(length ? length : 1);

	memcpy(copy, message, length);
	sp_links_parse(copy, length, links);
	return links_text(links);
}

static void test_case(gconstpointer data)
{
	const Case *c = data;
	g_autofree char *got = parse(c->message, strlen(c->message));

	g_assert_cmpstr(got, ==, c->expected);
}

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
		gint64 start = g_get_monotonic_time();
		g_autofree char *got = parse_long(cases[i].name, cases[i].message);

		g_test_message("case %u", i);
		g_assert_cmpstr(got, ==, cases[i].expected);
		/* Quadratic would be minutes. */
		g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
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

static void add_cases(const char *group, const Case *cases, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *path = g_strdup_printf("/links/%s/%s", group, cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	add_cases("upstream", upstream, G_N_ELEMENTS(upstream));
	add_cases("not-upstream", not_upstream, G_N_ELEMENTS(not_upstream));
	add_cases("reverts", reverts, G_N_ELEMENTS(reverts));
	add_cases("trailers", trailers, G_N_ELEMENTS(trailers));
	g_test_add_func("/links/cut", test_cut);
	g_test_add_func("/links/nul", test_nul);
	g_test_add_func("/links/long", test_long);
	g_test_add_func("/links/append", test_append);
	g_test_add_func("/links/stated", test_stated);
	return g_test_run();
}
