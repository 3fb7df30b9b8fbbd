/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-repo: writes a `git fast-import` stream that has the shape and the size of linux-stable,
 * for the benchmarks. Always the same for the same options. What is invented: all text, all names.
 * What is as in reality: the graph, releases and their tags, lengths and trailers of messages, the
 * ways in which a stable commit names its upstream commit. Ids in messages are those of real
 * commits of the stream, so each commit's id is computed here; --info FILE tells the tips for the
 * caller to compare.
 */
#include "bench-mainline.h"

#define MAX_BRANCHES 14

static char *info_path, *more_path;
static int n_stable = 400000, n_more = 1000;
static FILE *info;
static const char *phase = ""; /* before each word of --info: "more-" for the second stream */

typedef struct {
	char *ref;
	int release;   /* forked there */
	int last;      /* takes nothing newer than this release */
	gboolean open; /* the stream now written has commits on it */
	guint32 quota;
	guint32 after; /* only mainline commits after this one */
	Tree tree;
	Parent tip;
	gint64 date;
	guint point; /* the Z of X.Y.Z */
	guint since; /* commits since the last point release */
	gboolean takes_bug, takes_fix;
	Rng rng;
	GArray *picked; /* Picked */
	GArray *again;	/* guint32, reverted, to be taken once more */
} Branch;

typedef struct {
	guint32 commit;
	Id id; /* in the branch */
} Picked;

static Branch branches[MAX_BRANCHES];
static guint n_branches;
static guint32 n_put; /* stable commits */

/* v3.10 .. v6.17 of 90 releases, and how many thousandths of the stable commits each has. */
static const struct {
	int release, share;
} longterm[MAX_BRANCHES] = {{20, 38}, {26, 50}, {28, 45},  {34, 62},  {39, 70}, {44, 80}, {49, 85},
			    {55, 85}, {61, 95}, {66, 100}, {72, 115}, {77, 90}, {83, 60}, {88, 25}};

static void put_stable(Branch *b, const char *author, gboolean change)
{
	char *committer;

	b->date += 60 + below(&b->rng, 600);
	if (change) {
		guint file = below(&b->rng, FILES);

		b->tree.level[file] = n_marks;
		change_file(&b->tree, file);
	}
	if (changes->len)
		set_root(&b->tree);
	committer = g_strdup_printf(STABLE_MAINTAINER " %" G_GINT64_FORMAT " +0100", b->date);
	b->tip = put_commit(b->ref, &b->tree, &b->tip, 1, b->open, author ? author : committer,
			    committer);
	b->open = TRUE;
	b->since++;
	n_put++;
	g_free(committer);
}

static void put_point(Branch *b)
{
	char *name;
	int version, patchlevel, sublevel;

	b->tree.sublevel = ++b->point;
	change_makefile(&b->tree);
	release_parts(b->release, &version, &patchlevel, &sublevel);
	name = g_strdup_printf("v%s.%u", release_name(b->release), b->point);
	g_string_printf(message, "Linux %s\n\nTested-by: ", name + 1);
	add_name(message, &b->rng);
	g_string_append(message, "\nSigned-off-by: " STABLE_MAINTAINER "\n");
	put_stable(b, NULL, FALSE);
	put_tag(name, &b->tip, STABLE_MAINTAINER, b->date);
	b->since = 0;
	g_free(name);
}

/* The line that names the upstream commit, in the forms and proportions of stable trees. */
static void add_upstream(GString *to, Rng *rng, guint32 commit)
{
	const char *id = hex(&commits[commit].id);
	guint form = below(rng, 1168);

	if (commit == fix || commit == bug)
		form = commit == bug ? 980 : 0;
	if (form < 960)
		g_string_append_printf(to, "commit %s upstream.\n\n", id);
	else if (form < 980)
		g_string_append_printf(to, "commit %s upstream\n\n", id);
	else if (form < 1153)
		g_string_append_printf(to, "[ Upstream commit %s ]\n\n", id);
	else if (form < 1155)
		g_string_append_printf(to, "Commit %s upstream.\n\n", id);
	else if (form < 1156)
		g_string_append_printf(to, "Upstream commit %s\n\n", id);
	else if (form < 1157)
		g_string_append_printf(to, "[ Upstream commits %s and\n  %s ]\n\n", id,
				       hex(&commits[commit - 1].id));
	else if (form < 1158)
		g_string_append_printf(to, "[ %s ]\n\n", id);
	else if (form < 1159)
		g_string_append_printf(to, "%s\n\n", id);
	else if (form < 1160)
		g_string_append_printf(to, "(cherry picked from commit %s)\n\n", id);
	else if (form < 1161)
		g_string_append_printf(to, "(cherry-picked from commit %s)\n\n", id);
}

static void put_backport(Branch *b, guint32 commit)
{
	Picked picked = {.commit = commit};
	GString *author = g_string_new(NULL);

	g_string_truncate(message, 0);
	add_subject(message, commit);
	g_string_append(message, "\n\n");
	add_upstream(message, &b->rng, commit);
	add_body(message, commit);
	if (chance(&b->rng, 0.05) && commit + 1 < n_made) {
		guint32 later = commit + 1 + below(&b->rng, MIN(500, n_made - commit - 1));

		if (commits[later].kind == PLAIN) {
			add_reference(message, "Stable-dep-of: ", later);
			g_string_append_c(message, '\n');
		}
	}
	if (chance(&b->rng, 0.05)) {
		g_string_append(message, "[ ");
		g_string_append(message, PICK(&b->rng, words));
		g_string_append(message, ": adjusted the context ]\n");
	}
	g_string_append(message, "Signed-off-by: " STABLE_MAINTAINER "\n");
	add_author(author, commit);
	if (commit == bug || commit == fix) {
		b->tree.stage = commit == bug ? 1 : 2;
		change_file(&b->tree, 0);
	}
	b->date = MAX(b->date, (gint64)commits[commit].date + 45 * DAY);
	put_stable(b, author->str, commit != bug && commit != fix && chance(&b->rng, 0.8));
	picked.id = b->tip.id;
	g_array_append_val(b->picked, picked);
	if (commit == bug || commit == fix)
		fprintf(info, "%s%s %s %s\n", phase, commit == bug ? "bug-in" : "fix-in",
			b->ref + strlen("refs/heads/"), hex(&b->tip.id));
	g_string_free(author, TRUE);
}

static void put_revert(Branch *b)
{
	const Picked *old = &g_array_index(
		b->picked, Picked, b->picked->len - 1 - below(&b->rng, MIN(500, b->picked->len)));

	if (old->commit == bug || old->commit == fix)
		return;
	g_string_assign(message, "Revert \"");
	add_subject(message, old->commit);
	g_string_append_printf(message,
			       "\"\n\nThis reverts commit %s which is\ncommit %s upstream.\n\n",
			       hex(&old->id), hex(&commits[old->commit].id));
	add_prose(message, &b->rng, 2);
	g_string_append(message, "\nSigned-off-by: " STABLE_MAINTAINER "\n");
	put_stable(b, NULL, TRUE);
	if (chance(&b->rng, 0.2))
		g_array_append_val(b->again, old->commit);
}

/* Does the commit come into question, and does it fix what the branch has? */
static gboolean eligible(const Branch *b, guint32 commit, gboolean *wanted)
{
	const Commit *c = &commits[commit];

	if (c->kind == MERGE || c->kind == RELEASE || commit == bug || commit == fix ||
	    c->release <= b->release || c->release > b->last)
		return FALSE;
	*wanted = c->ref != NOBODY && commits[c->ref].release <= b->release;
	return TRUE;
}

static double lot(guint32 commit)
{
	Rng rng = seeded(5, commit);

	return real(&rng);
}

static void put_branch(Branch *b)
{
	guint32 n_wanted = 0, n_others = 0, end = n_put + b->quota;
	double need = b->quota * 0.97, p_wanted, p_others;

	for (guint32 i = b->after; i < n_made; i++) {
		gboolean wanted;

		if (eligible(b, i, &wanted))
			*(wanted ? &n_wanted : &n_others) += 1;
	}
	p_wanted = n_wanted ? MIN(0.9, need * 0.45 / n_wanted) : 0;
	p_others = n_others ? (need - p_wanted * n_wanted) / n_others : 0;

	for (guint32 i = b->after; i < n_made && n_put < end; i++) {
		gboolean wanted, must = (i == bug && b->takes_bug) || (i == fix && b->takes_fix);

		if (!must && !(eligible(b, i, &wanted) && lot(i) < (wanted ? p_wanted : p_others)))
			continue;
		put_backport(b, i);
		if (b->picked->len > 10 && chance(&b->rng, 0.02))
			put_revert(b);
		if (b->again->len && chance(&b->rng, 0.02)) {
			put_backport(b, g_array_index(b->again, guint32, 0));
			g_array_remove_index(b->again, 0);
		}
		if (b->since >= 60 && below(&b->rng, 40) == 0)
			put_point(b);
	}
	if (b->since)
		put_point(b);
	b->after = n_made;
}

/* Branches older than the bug: three got it as a backport, two of these its fix, too. */
static void open_branches(void)
{
	int bug_in = n_releases * 5 / 9, taken = 0;

	for (guint i = 0; i < MAX_BRANCHES; i++) {
		int release = longterm[i].release * n_releases / 90;
		guint32 quota = (guint64)n_stable * longterm[i].share / 1000;

		if (n_branches && branches[n_branches - 1].release == release) {
			branches[n_branches - 1].quota += quota;
			continue;
		}
		branches[n_branches++] =
			(Branch){.release = release, .last = release + 36, .quota = quota};
	}
	for (guint i = n_branches; i-- > 0;) {
		Branch *b = &branches[i];

		b->ref = g_strdup_printf("refs/heads/linux-%s.y", release_name(b->release));
		for (guint t = 0; t < tags->len; t++) {
			const Tag *tag = &g_array_index(tags, Tag, t);

			if (tag->tree.release != b->release || tag->tree.rc || t == 0)
				continue;
			b->tree = tag->tree;
			b->tip = parent_of(tag->commit);
			b->after = tag->commit + 1;
			b->date = commits[tag->commit].date;
		}
		fprintf(out, "reset %s\nfrom %s\n", b->ref, name_of(b->tip.mark, &b->tip.id));
		b->open = TRUE;
		b->rng = seeded(6, b->release);
		b->picked = g_array_new(FALSE, FALSE, sizeof(Picked));
		b->again = g_array_new(FALSE, FALSE, sizeof(guint32));
		if (b->release < bug_in && taken++ < 3) {
			b->takes_bug = TRUE;
			b->takes_fix = taken < 3;
		}
	}
}

/* ---- the whole */

/* The tips, and what is to be said of the fix in each branch. */
static void tell_branches(void)
{
	int bug_in = n_releases * 5 / 9, fix_in = n_releases * 2 / 3;

	fprintf(info, "%stip refs/heads/master %s\n", phase, hex(&master.tip.id));
	for (guint i = 0; i < n_branches; i++) {
		const Branch *b = &branches[i];
		gboolean has_bug = b->takes_bug || b->release >= bug_in;
		gboolean has_fix = b->takes_fix || b->release >= fix_in;

		fprintf(info, "%stip %s %s\n", phase, b->ref, hex(&b->tip.id));
		fprintf(info, "%sverdict %s %s\n", phase, b->ref + strlen("refs/heads/"),
			has_fix	  ? "fixed"
			: has_bug ? "affected"
				  : "not-affected");
	}
}

static void put_base(void)
{
	fputs("feature done\n", out);
	master.rng = seeded(7, 0);
	master.date = START;
	for (guint i = 0; i < FILES; i++)
		change_file(&master.tree, i);
	put_release(0, 0);
	for (int r = 0; r < n_releases; r++)
		put_cycle(r);
	fprintf(info, "fix %s\nbug %s\n", hex(&commits[fix].id), hex(&commits[bug].id));
	open_branches();
	for (guint i = 0; i < n_branches; i++)
		put_branch(&branches[i]);
	fputs("done\n", out);
	fprintf(info, "mainline %u\nstable %u\nreleases %d\n", n_made, n_put, n_releases);
	tell_branches();
}

/*
 * What a later fetch brings: two thirds mainline, the others on the stable branches, and the fix in
 * one that lacked it.
 */
static void put_more(void)
{
	guint n = n_more / 3 / MAX(n_branches, 1);
	guint32 before = n_marks;
	int bug_in = n_releases * 5 / 9;

	phase = "more-";
	old_marks = n_marks;
	fputs("feature done\n", out);
	master.release = n_releases;
	put_topics(n_made + n_more - n * n_branches, master.date + 14 * DAY, 0);
	for (guint i = 0; i < n_branches; i++) {
		Branch *b = &branches[i];

		b->quota = n;
		b->last = n_releases;
		b->open = FALSE;
		if (b->release >= bug_in && !b->takes_fix && b->release < n_releases * 2 / 3) {
			b->takes_fix = TRUE;
			put_backport(b, fix);
		}
		put_branch(b);
	}
	fputs("done\n", out);
	fprintf(info, "more %u\n", n_marks - before);
	tell_branches();
}

static FILE *must_open(const char *path)
{
	FILE *file = path ? fopen(path, "w") : stdout;

	if (!file)
		g_error("cannot write %s", path);
	return file;
}

int main(int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{"commits", 0, 0, G_OPTION_ARG_INT, &n_commits, "mainline commits", "N"},
		{"releases", 0, 0, G_OPTION_ARG_INT, &n_releases, "releases, at most 90", "N"},
		{"stable", 0, 0, G_OPTION_ARG_INT, &n_stable, "stable commits, about", "N"},
		{"info", 0, 0, G_OPTION_ARG_FILENAME, &info_path, "what was written: ids, tips",
		 "FILE"},
		{"more", 0, 0, G_OPTION_ARG_FILENAME, &more_path, "a second stream, a later fetch",
		 "FILE"},
		{"more-commits", 0, 0, G_OPTION_ARG_INT, &n_more, "its commits, about", "N"},
		{NULL}};
	GOptionContext *context =
		g_option_context_new("- fast-import stream in linux-stable's shape");
	GError *error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error) || n_releases < 9 ||
	    n_releases > 90 || n_commits < n_releases * 100 || !info_path)
		g_error("%s", error ? error->message
				    : "--info FILE; 9 to 90 releases, 100 commits each or more");
	commits = g_new0(Commit, n_commits + 2 * n_more + 1000);
	tags = g_array_new(FALSE, FALSE, sizeof(Tag));
	sha = g_checksum_new(G_CHECKSUM_SHA1);
	message = g_string_sized_new(4096);
	object = g_string_sized_new(4096);
	changes = g_string_sized_new(8192);
	info = must_open(info_path);
	out = must_open(NULL);
	put_base();
	fflush(out);
	if (more_path) {
		out = must_open(more_path);
		put_more();
		fclose(out);
	}
	fclose(info);
	return 0;
}
