/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-text: the messages of bench-repo's mainline commits. A message is made anew from the
 * commit's index whenever it is needed: a backport has the words of its upstream commit.
 */
#pragma once

#include "bench-shape.h"

static const char *const first_names[] = {
	"Ada",	 "Bo",	   "Carla", "Dmitri", "Eiko", "Fatou", "Greta", "Hugo",
	"Ines",	 "Jiri",   "Kofi",  "Lena",   "Mads", "Nadia", "Oskar", "Priya",
	"Qing",	 "Rafael", "Søren", "Tove",   "Umar", "Vera",  "Wen",	"Xenia",
	"Yusuf", "Zoe",	   "Arun",  "Beate",  "Cem",  "Dana",  "Emil",	"Freya"};
static const char *const last_names[] = {
	"Abel",	  "Berg",   "Castro", "Dahl",	"Eder",	   "Fuchs",  "Gomez",  "Hale",
	"Ito",	  "Jansen", "Kowal",  "Lund",	"Moreau",  "Novak",  "Okafor", "Pohl",
	"Quist",  "Rossi",  "Sato",   "Tran",	"Ullmann", "Vogel",  "Wolff",  "Xu",
	"Yilmaz", "Zhang",  "Arslan", "Brandt", "Costa",   "Duarte", "Engel",  "Faber"};
static const char *const domains[] = {"example.org",	"example.com",	 "example.net",
				      "kernel.example", "chips.example", "cloud.example"};
static const char *const areas[] = {
	"mm",	      "net",	   "drm/amdgpu",   "drm/i915",
	"xfs",	      "btrfs",	   "ext4",	   "usb: dwc3",
	"ALSA: hda",  "ASoC",	   "media: uvc",   "KVM: x86",
	"arm64: dts", "powerpc",   "s390/dasd",	   "scsi: lpfc",
	"iio: adc",   "PCI",	   "ACPI",	   "tracing",
	"perf tools", "bpf",	   "sched/fair",   "locking",
	"x86/mm",     "Bluetooth", "wifi: ath11k", "netfilter: nf_tables",
	"clk: qcom",  "staging",   "tty: serial",  "crypto"};
static const char *const verbs[] = {"fix",	"avoid",   "remove",   "add",		"simplify",
				    "rework",	"use",	   "handle",   "check",		"drop",
				    "move",	"convert", "clean up", "initialize",	"release",
				    "validate", "allow",   "prevent",  "do not ignore", "rename"};
static const char *const words[] = {"the",	  "a",		"of",
				    "to",	  "in",		"is",
				    "when",	  "and",	"that",
				    "it",	  "for",	"this",
				    "be",	  "not",	"with",
				    "on",	  "as",		"are",
				    "by",	  "so",		"if",
				    "can",	  "has",	"from",
				    "which",	  "an",		"we",
				    "but",	  "only",	"there",
				    "after",	  "page",	"lock",
				    "device",	  "buffer",	"queue",
				    "memory",	  "driver",	"function",
				    "pointer",	  "error",	"list",
				    "reference",  "counter",	"callback",
				    "interrupt",  "register",	"timeout",
				    "descriptor", "packet",	"inode",
				    "request",	  "context",	"state",
				    "structure",  "mutex",	"thread",
				    "kernel",	  "probe",	"firmware",
				    "clock",	  "regulator",	"value",
				    "length",	  "offset",	"index",
				    "mapping",	  "allocation", "caller",
				    "return",	  "freed",	"before",
				    "while",	  "already",	"because",
				    "without",	  "instead",	"therefore",
				    "since",	  "however",	"always",
				    "never",	  "called",	"used",
				    "set",	  "taken",	"released",
				    "checked",	  "leads",	"causes",
				    "happens",	  "makes",	"should",
				    "must",	  "may",	"will",
				    "would",	  "does",	"use-after-free",
				    "leak",	  "race",	"deadlock",
				    "overflow",	  "NULL",	"dereference",
				    "warning",	  "path",	"case",
				    "time",	  "user",	"space",
				    "system",	  "hardware",	"table",
				    "entry",	  "node",	"tree",
				    "mode",	  "flag",	"bit",
				    "number",	  "size",	"type",
				    "first",	  "last",	"new",
				    "old",	  "same",	"other",
				    "one",	  "two",	"all",
				    "some",	  "more",	"than",
				    "then",	  "code",	"change",
				    "commit",	  "patch"};

static void add_name(GString *to, Rng *rng)
{
	/* Few do most of the work. */
	guint who = real(rng) * real(rng) * 4096;
	const char *first = first_names[who % 32], *last = last_names[who / 32 % 32];

	g_string_append_printf(to, "%s %s <%c.%s@%s>", first, last, g_ascii_tolower(first[0]), last,
			       domains[who / 683]);
}

static void add_person(GString *to, guint32 commit)
{
	Rng rng = seeded(1, commit);

	add_name(to, &rng);
}

static void add_plain_subject(GString *to, guint32 commit)
{
	Rng rng = seeded(2, commit);
	guint n = 2 + below(&rng, 5);

	g_string_append_printf(to, "%s: %s", PICK(&rng, areas), PICK(&rng, verbs));
	for (guint i = 0; i < n; i++) {
		g_string_append_c(to, ' ');
		g_string_append(to, PICK(&rng, words));
	}
	/* Without it there would be more equal subjects than in reality. */
	g_string_append_printf(to, " in %s_%s_%x()", words[30 + below(&rng, 90)],
			       words[30 + below(&rng, 40)], below(&rng, 4096));
}

static void add_subject(GString *to, guint32 commit)
{
	const Commit *c = &commits[commit];

	if (commit == bug) {
		g_string_append(to, "mm/x: take the references of a range at once");
	} else if (commit == fix) {
		g_string_append(to, "mm/x: fix a stale page that collapse_range() carries over");
	} else if (c->kind == REVERT) {
		g_string_append(to, "Revert \"");
		add_plain_subject(to, c->ref);
		g_string_append_c(to, '"');
	} else {
		add_plain_subject(to, commit);
	}
}

static void add_reference(GString *to, const char *label, guint32 commit)
{
	g_string_append_printf(to, "%s%.12s (\"", label, hex(&commits[commit].id));
	add_subject(to, commit);
	g_string_append(to, "\")");
}

static void add_prose(GString *to, Rng *rng, guint lines)
{
	for (guint i = 0; i < lines; i++) {
		gsize start = to->len;
		guint width = i + 1 == lines ? 20 + below(rng, 50) : 66;

		while (to->len - start < width) {
			if (to->len > start)
				g_string_append_c(to, ' ');
			g_string_append(to, PICK(rng, words));
		}
		g_string_append(to, i + 1 < lines && below(rng, 6) ? "\n" : ".\n");
		if (i + 1 < lines && below(rng, 5) == 0)
			g_string_append_c(to, '\n');
	}
}

static void add_cc_stable(GString *to, Rng *rng, guint32 commit)
{
	const char *since = release_name(below(rng, commits[commit].release + 1));

	switch (below(rng, 8)) {
	case 0:
		g_string_append(to, "Cc: stable@vger.kernel.org\n");
		break;
	case 1:
		g_string_append(to, "Cc: <stable@vger.kernel.org>\n");
		break;
	case 2:
		g_string_append_printf(to, "Cc: stable@vger.kernel.org # v%s+\n", since);
		break;
	case 3:
		g_string_append_printf(to, "Cc: <stable@vger.kernel.org> # %s.x-\n", since);
		break;
	case 4:
		g_string_append_printf(to, "Cc: stable@kernel.org # %s.x\n", since);
		break;
	case 5:
		if (commits[commit].ref != NOBODY) {
			g_string_append_printf(to,
					       "Cc: <stable@vger.kernel.org> # %s.x: %.7s: ", since,
					       hex(&commits[commits[commit].ref].id));
			add_subject(to, commits[commit].ref);
			g_string_append_c(to, '\n');
			break;
		}
		/* fall through */
	default:
		g_string_append_printf(to, "Cc: stable@vger.kernel.org # %s+\n", since);
	}
}

/* Everything after the subject, as it is in mainline. */
static void add_body(GString *to, guint32 commit)
{
	const Commit *c = &commits[commit];
	Rng rng = seeded(3, commit);
	double u = real(&rng);
	guint people = 1 + (chance(&rng, 0.6) ? 1 : 0) + (chance(&rng, 0.2) ? 1 : 0) +
		       (chance(&rng, 0.05) ? 1 : 0);

	if (c->kind == REVERT)
		g_string_append_printf(to, "This reverts commit %s.\n\n", hex(&commits[c->ref].id));
	if (commit > 100 && commit != fix && chance(&rng, 0.08)) {
		guint32 seen = below(&rng, commit - 50);

		if (commits[seen].kind == PLAIN && commits[seen].release < c->release) {
			add_reference(to, "Since commit ", seen);
			g_string_append_c(to, '\n');
		}
	}
	add_prose(to, &rng, 3 + (guint)(17 * u * u));
	g_string_append_c(to, '\n');
	if (c->kind != REVERT && c->ref != NOBODY) {
		add_reference(to, "Fixes: ", c->ref);
		g_string_append_c(to, '\n');
	}
	g_string_append(to, "Signed-off-by: ");
	add_person(to, commit);
	g_string_append_c(to, '\n');
	if (chance(&rng, 0.5)) {
		g_string_append(to, "Reviewed-by: ");
		add_name(to, &rng);
		g_string_append_c(to, '\n');
	}
	if (chance(&rng, 0.10))
		add_cc_stable(to, &rng, commit);
	if (chance(&rng, 0.4))
		g_string_append_printf(
			to, "Link: https://lore.example.org/r/%08x.%u-%u-%s@example.org\n",
			(guint)next(&rng), commit, 1 + below(&rng, 9), "list");
	for (guint i = 1; i < people; i++) {
		g_string_append(to, "Signed-off-by: ");
		add_name(to, &rng);
		g_string_append_c(to, '\n');
	}
}
