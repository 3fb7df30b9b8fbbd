/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-mainline: bench-repo's mainline: release after release, topics that are forked from an
 * earlier tag and merged, one commit with a bug and one that fixes it.
 */
#pragma once

#include <math.h>

#include "bench-text.h"
#include "bench-tree.h"

#define CYCLE ((gint64)67 * DAY + 12 * 3600)
#define START ((gint64)1237852800) /* the day of v2.6.29 */

typedef struct {
	guint32 commit;
	Tree tree;
} Tag;

static int n_commits = 1500000;
static guint32 n_made; /* mainline commits so far */
static GArray *tags;   /* Tag, mainline's */

static struct {
	Tree tree;
	Parent tip;
	gint64 date;
	guint8 release;
	Rng rng;
} master;

static Commit *new_commit(Kind kind, gint64 date)
{
	Commit *c = &commits[n_made++];

	c->kind = kind;
	c->date = date;
	c->ref = NOBODY;
	c->mark = n_marks;
	c->release = master.release;
	return c;
}

static Parent parent_of(guint32 commit)
{
	return (Parent){commits[commit].mark, commits[commit].id};
}

/* An earlier plain commit that is in @fork: most bugs are young. */
static guint32 earlier(Rng *rng, guint32 fork)
{
	double least = log(200.0), most = log(MAX(fork, 300));

	for (guint i = 0; i < 20; i++) {
		double back = exp(least + real(rng) * (most - least));
		guint32 found;

		if (back >= fork)
			continue;
		found = fork - (guint32)back;
		if (commits[found].kind == PLAIN)
			return found;
	}
	return NOBODY;
}

static void put_plain(const Parent *parent, gboolean go_on, Tree *tree, guint32 fork, gint64 date,
		      int stage)
{
	Rng *rng = &master.rng;
	guint32 n = n_made;
	Commit *c = new_commit(PLAIN, date);
	GString *author = g_string_new(NULL);
	char *committer;
	double kind = real(rng);

	if (stage == 2) {
		c->ref = bug;
		fix = n;
	} else if (stage == 1) {
		bug = n;
	} else if (kind < 0.26) {
		c->ref = earlier(rng, fork);
	}
	if (stage == 0 && kind > 0.99 && (c->ref = earlier(rng, fork)) != NOBODY)
		c->kind = REVERT;
	if (c->ref == bug && stage != 2) {
		c->ref = NOBODY;
		c->kind = PLAIN;
	}

	if (stage > 0) {
		tree->stage = stage;
		change_file(tree, 0);
		set_root(tree);
	} else if (chance(rng, 0.03)) {
		guint file = below(rng, FILES);

		tree->level[file] = n;
		change_file(tree, file);
		set_root(tree);
	}
	g_string_truncate(message, 0);
	add_subject(message, n);
	g_string_append(message, "\n\n");
	add_body(message, n);
	add_author(author, n);
	committer = g_strdup_printf(MAINTAINER " %" G_GINT64_FORMAT " +0100", date);
	c->id = put_commit("refs/heads/master", tree, parent, 1, go_on, author->str, committer).id;
	g_free(committer);
	g_string_free(author, TRUE);
}

/* What the topic changed since @fork, put into master's tree. */
static void merge_trees(const Tree *fork, const Tree *topic)
{
	for (guint i = 0; i < FILES; i++) {
		gboolean staged = i == 0 && topic->stage > fork->stage;

		if (topic->level[i] == fork->level[i] && !staged)
			continue;
		master.tree.level[i] = topic->level[i];
		if (staged)
			master.tree.stage = topic->stage;
		change_file(&master.tree, i);
	}
	if (changes->len)
		set_root(&master.tree);
}

/* A branch of @len commits off an earlier tag, and its merge; @stage in its midst. */
static void put_topic(guint len, int stage)
{
	Rng *rng = &master.rng;
	guint back = stage ? 0 : 8 * real(rng) * real(rng);
	const Tag *tag = &g_array_index(tags, Tag, tags->len - 1 - MIN(back, tags->len - 1));
	Tree tree = tag->tree;
	Parent parents[2] = {master.tip, parent_of(tag->commit)};
	gint64 begin = MAX((gint64)commits[tag->commit].date, master.date - 40 * DAY) + 3600;
	char *who;
	Commit *merge;

	for (guint i = 0; i < len; i++) {
		gint64 date = begin + (master.date - begin) * i / (len + 1);

		put_plain(&parents[1], i > 0, &tree, tag->commit, date, i == len / 2 ? stage : 0);
		parents[1] = parent_of(n_made - 1);
	}
	merge_trees(&tag->tree, &tree);
	merge = new_commit(MERGE, master.date);
	g_string_printf(
		message,
		"Merge tag 'topic-%u' of git://git.example.org/%s\n\nPull updates from %s:\n\n",
		n_made, PICK(rng, first_names), PICK(rng, last_names));
	for (guint i = 0; i < MIN(len, 8); i++) {
		g_string_append(message, " - ");
		add_subject(message, n_made - 2 - i);
		g_string_append_c(message, '\n');
	}
	who = g_strdup_printf(MAINTAINER " %" G_GINT64_FORMAT " -0700", master.date);
	master.tip = put_commit("refs/heads/master", &master.tree, parents, 2, FALSE, who, who);
	merge->id = master.tip.id;
	g_free(who);
}

static void put_release(int release, int rc)
{
	char *who = g_strdup_printf(MAINTAINER " %" G_GINT64_FORMAT " -0700", master.date);
	char *name = rc ? g_strdup_printf("v%s-rc%d", release_name(release), rc)
			: g_strdup_printf("v%s", release_name(release));
	Commit *c = new_commit(RELEASE, master.date);
	Tag tag = {.commit = n_made - 1};

	master.tree.release = release;
	master.tree.rc = rc;
	change_makefile(&master.tree);
	set_root(&master.tree);
	g_string_printf(message, "Linux %s\n", name + 1);
	master.tip = put_commit("refs/heads/master", &master.tree, &master.tip, n_made > 1, TRUE,
				who, who);
	c->id = master.tip.id;
	if (n_made > 1)
		put_tag(name, &master.tip, MAINTAINER, master.date);
	tag.tree = master.tree;
	g_array_append_val(tags, tag);
	g_free(name);
	g_free(who);
}

/* Topics until master has @quota commits and the clock says @until. */
static void put_topics(guint32 quota, gint64 until, int stage)
{
	guint32 start = n_made;
	gint64 begin = master.date;

	while (n_made + 3 < quota) {
		guint len = 1 + (guint)(39 * pow(real(&master.rng), 2.2));

		len = MIN(len, quota - n_made - 2);
		master.date = begin + (until - begin) * (gint64)(n_made + len + 1 - start) /
					      (quota - start + 1);
		put_topic(len, stage);
		stage = 0;
	}
	master.date = until;
}

static void put_cycle(int release)
{
	gint64 begin = START + release * CYCLE;
	guint32 first = 1 + (guint64)(n_commits - 1) * release / n_releases;
	guint32 last = 1 + (guint64)(n_commits - 1) * (release + 1) / n_releases;
	int rcs = rcs_of(release), bug_in = n_releases * 5 / 9, fix_in = n_releases * 2 / 3;

	master.release = release;
	for (int rc = 1; rc <= rcs + 1; rc++) {
		/* Two thirds come in the two weeks before -rc1. */
		double part = rc > rcs ? 1 : 0.66 + 0.34 * (rc - 1) / rcs;
		int stage = release == bug_in && rc == 5	 ? 1
			    : release == fix_in && rc == rcs + 1 ? 2
								 : 0;

		put_topics(first + (last - first) * part, begin + CYCLE * (rc + 1) / (rcs + 2),
			   stage);
		put_release(release, rc > rcs ? 0 : rc);
	}
}
