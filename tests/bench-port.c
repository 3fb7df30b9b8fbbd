/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-port: a thousand fixes in a row, each from its commit onto branches, in one process.
 *   bench-port one|all REPO BRANCH... <IDS
 * one: onto one of the branches by turns; all: onto each. REPO: what bench-port.sh has made; newest
 * branch first; IDS: the fixes' commits, in order. Each result is held against the text that the
 * branch's file has to have. Prints "name value" lines: times in ms, memory in MB; what is wrong or
 * refused goes to stderr, too.
 */
#include "bench-source.h"

#include "base/git.h"
#include "base/lib.h"
#include "stage/fix.h"
#include "stage/port.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const kinds[KINDS] = {"single", "multi", "moved", "tolerant"};

typedef struct {
	guint ports, refused, wrong;
	double seconds;
} Count;

static Count counts[KINDS];

/* In MB, of all that is resident, or of what no file stands behind. */
static double resident(const char *field)
{
	g_autofree char *status = NULL;
	const char *at;

	if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL))
		return -1;
	at = strstr(status, field);
	return at ? atof(at + strlen(field)) / 1024 : -1;
}

static char *expected(guint fix, int branch)
{
	Source source = {.file = file_of(fix), .branch = branch};

	for (guint i = 0; i < SLOTS; i++)
		source.stage[i] = i == slot_of(fix) ? MENDED : BUGGY;
	return g_string_free(source_text(&source), FALSE);
}

static void judge(const SpPort *port, guint fix, const char *name, int branch)
{
	Kind kind = kind_of(file_of(fix), slot_of(fix));
	g_autofree char *text = expected(fix, branch);
	const SpPortFile *file =
		port->clean && port->files->len == 1 ? port->files->pdata[0] : NULL;

	counts[kind].ports++;
	if (!port->clean) {
		counts[kind].refused++;
		fprintf(stderr, "bench-port: fix %u (%s) on %s: refused: %s\n", fix, kinds[kind],
			name, port->why);
	} else if (!file || g_strcmp0(file->after, text) != 0) {
		counts[kind].wrong++;
		fprintf(stderr, "bench-port: fix %u (%s) on %s: wrong\n%s", fix, kinds[kind], name,
			file ? file->diff : "");
	}
}

static void stop(GError *error)
{
	fprintf(stderr, "bench-port: %s\n", error->message);
	exit(1);
}

static void port_one(const SpFix *fix, guint number, git_repository *repo, const char *name,
		     int branch)
{
	Kind kind = kind_of(file_of(number), slot_of(number));
	gint64 begin = g_get_monotonic_time();
	GError *error = NULL;
	g_autoptr(SpBranch) onto = sp_branch_from_repo(name, repo, name, &error);
	g_autoptr(SpPort) port = onto ? sp_port_patch(fix->patch, onto, &error) : NULL;

	counts[kind].seconds += (g_get_monotonic_time() - begin) / 1e6;
	if (error)
		stop(error);
	judge(port, number, name, branch);
}

static SpFix *load(const char *id, git_repository *repo, double *seconds)
{
	gint64 begin = g_get_monotonic_time();
	GError *error = NULL;
	SpFix *fix = sp_fix_load(id, repo, &error);

	*seconds += (g_get_monotonic_time() - begin) / 1e6;
	if (error)
		stop(error);
	return fix;
}

static void tell(guint fixes, double loading)
{
	Count all = {0};

	for (guint i = 0; i < KINDS; i++) {
		all.ports += counts[i].ports;
		all.refused += counts[i].refused;
		all.wrong += counts[i].wrong;
		all.seconds += counts[i].seconds;
		printf("%s %.3f\n", kinds[i], counts[i].seconds * 1000 / MAX(1, counts[i].ports));
	}
	printf("fix %.3f\nload %.3f\nport %.3f\n", (loading + all.seconds) * 1000 / fixes,
	       loading * 1000 / fixes, all.seconds * 1000 / all.ports);
	printf("ports %u\nwrong %u\nrefused %u\n", all.ports, all.wrong, all.refused);
}

int main(int argc, char **argv)
{
	g_autoptr(git_repository) repo = NULL;
	GError *error = NULL;
	char id[64];
	guint fixes = 0;
	gboolean all;
	double loading = 0;

	sp_lib_start();
	if (argc < 4) {
		fprintf(stderr, "usage: bench-port one|all REPO BRANCH... <IDS\n");
		return 2;
	}
	all = strcmp(argv[1], "all") == 0;
	repo = sp_git_open(argv[2], &error);
	if (!repo)
		stop(error);
	for (; fixes < FIXES && scanf("%63s", id) == 1; fixes++) {
		g_autoptr(SpFix) fix = load(id, repo, &loading);

		for (int i = 3; i < argc; i++)
			if (all || (int)fixes % (argc - 3) == i - 3)
				port_one(fix, fixes, repo, argv[i], i - 3);
		if (fixes + 1 == 100 || fixes + 1 == FIXES)
			printf("resident-%u %.1f\nanonymous-%u %.1f\n", fixes + 1,
			       resident("VmRSS:"), fixes + 1, resident("RssAnon:"));
	}
	if (fixes != FIXES)
		return 1;
	tell(fixes, loading);
	return 0;
}
