/* SPDX-License-Identifier: GPL-2.0-only */
/* kmake: make called on a kernel source, its environment cleaned, its log followed. */
#include "stage/kmake.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/progress.h"

#define LINES 1000 /* that a tiny build prints, until a count is known */
#define SHORT_TIMEOUT (30 * 60)
#define LONG_TIMEOUT (3 * 60 * 60)

struct _SpKmake {
	char *source;
	char *objects;
	GPtrArray *variables; /* char * */
	GPtrArray *env;	      /* char *, NULL-terminated */
};

void sp_kmake_free(SpKmake *kmake)
{
	if (!kmake)
		return;
	g_free(kmake->source);
	g_free(kmake->objects);
	g_ptr_array_unref(kmake->variables);
	g_ptr_array_unref(kmake->env);
	g_free(kmake);
}

/*
 * Of the caller's environment only what finds programs and folders: LLVM=1, CC, CROSS_COMPILE and
 * many more would change the kernel behind the record's back.
 */
static GPtrArray *clean_env(void)
{
	static const char *const kept[] = {"PATH", "HOME",    "TMPDIR",		 "USER",
					   "TERM", "LOGNAME", "LD_LIBRARY_PATH", NULL};
	GPtrArray *env = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) names = g_listenv();

	for (guint i = 0; names[i]; i++)
		if (!g_strv_contains(kept, names[i]))
			g_ptr_array_add(env, g_strdup(names[i])); /* without '=': unset */
	/* The kernel's Makefile takes LC_ALL back, so LANG has to say it, too. */
	g_ptr_array_add(env, g_strdup("LC_ALL=C"));
	g_ptr_array_add(env, g_strdup("LANG=C"));
	return env;
}

/* What every make is told: nothing of the caller's surroundings may show in the image. */
static void set_variables(SpKmake *kmake, const SpArch *arch, const GPtrArray *variables)
{
	static const char *const fixed[] = {"KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970",
					    "KBUILD_BUILD_USER=stableport",
					    "KBUILD_BUILD_HOST=stableport",
					    "KBUILD_BUILD_VERSION=1", "LOCALVERSION="};

	kmake->variables = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(kmake->variables, g_strconcat("ARCH=", arch->kernel, NULL));
	/* A vendor's Makefile may have one of its own. */
	g_ptr_array_add(kmake->variables, g_strconcat("CROSS_COMPILE=", arch->prefix, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
		g_ptr_array_add(kmake->variables, g_strdup(fixed[i]));
	for (guint i = 0; i < variables->len; i++)
		g_ptr_array_add(kmake->variables, g_strdup(g_ptr_array_index(variables, i)));
	/* Kernels before 5.0 would name our cache in every BUG line. */
	g_ptr_array_add(kmake->variables,
			g_strdup_printf("KCFLAGS=-fmacro-prefix-map=%s/=", kmake->source));

	kmake->env = clean_env();
	g_ptr_array_add(kmake->env, NULL);
}

SpKmake *sp_kmake_new(const char *source, const char *objects, const SpArch *arch,
		      const GPtrArray *variables)
{
	SpKmake *kmake = g_new0(SpKmake, 1);

	kmake->source = g_strdup(source);
	kmake->objects = g_strdup(objects);
	set_variables(kmake, arch, variables);
	return kmake;
}

const char *sp_kmake_dir(const SpKmake *kmake)
{
	return kmake->objects;
}

const char *const *sp_kmake_env(const SpKmake *kmake)
{
	return (const char *const *)kmake->env->pdata;
}

GStrv sp_kmake_argv(const SpKmake *kmake, const char *target, guint jobs)
{
	g_autoptr(GStrvBuilder) argv = g_strv_builder_new();
	g_autofree char *o = g_strconcat("O=", kmake->objects, NULL);
	g_autofree char *j = g_strdup_printf("-j%u", jobs);

	g_strv_builder_add_many(argv, "make", "-C", kmake->source, o, NULL);
	for (guint i = 0; i < kmake->variables->len; i++)
		g_strv_builder_add(argv, kmake->variables->pdata[i]);
	if (jobs)
		g_strv_builder_add(argv, j);
	g_strv_builder_add(argv, target);
	return g_strv_builder_end(argv);
}

/* Whether a later one sets the same: make takes the last. */
static gboolean is_overridden(const SpKmake *kmake, guint number)
{
	const char *variable = kmake->variables->pdata[number];
	gsize name = strcspn(variable, "=") + 1;

	for (guint i = number + 1; i < kmake->variables->len; i++)
		if (strncmp(kmake->variables->pdata[i], variable, name) == 0)
			return TRUE;
	return FALSE;
}

char *sp_kmake_told(const SpKmake *kmake)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < kmake->variables->len; i++) {
		const char *variable = kmake->variables->pdata[i];
		g_autofree char *quoted = sp_run_quote(variable);

		if (is_overridden(kmake, i))
			continue;
		g_string_append_printf(text, "%s%s", text->len ? " " : "", quoted);
	}
	g_string_replace(text, kmake->source, "SOURCE", 0);
	return g_string_free(text, FALSE);
}

/* Follows the log: how many lines there are, and the last one. */
typedef struct {
	int fd;
	guint lines;
	GString *last;	/* the line that is being written, or was written last */
	gboolean fresh; /* the next byte begins a line */
} Follow;

static void follow(Follow *f, guint expected)
{
	char buffer[8192];
	gssize got;

	while (f->fd >= 0 && (got = read(f->fd, buffer, sizeof(buffer))) > 0) {
		for (gssize i = 0; i < got; i++) {
			if (buffer[i] == '\n') {
				f->lines++;
				f->fresh = TRUE;
				continue;
			}
			if (f->fresh)
				g_string_truncate(f->last, 0);
			f->fresh = FALSE;
			if (f->last->len < 200)
				g_string_append_c(f->last, buffer[i]);
		}
	}
	sp_progress_at(MIN((double)f->lines / MAX(expected, 1), 0.99), f->last->str);
}

gboolean sp_kmake_run(const SpKmake *kmake, const char *target, const char *log, const char *counts,
		      SpRunResult *result, GError **error)
{
	g_auto(GStrv) argv = sp_kmake_argv(kmake, target, counts ? g_get_num_processors() : 0);
	SpRunSpec spec = {.argv = (const char *const *)argv,
			  .env = sp_kmake_env(kmake),
			  .log = log,
			  .timeout = counts ? LONG_TIMEOUT : SHORT_TIMEOUT};
	g_autofree char *count = NULL;
	g_autoptr(GString) last = g_string_new("");
	g_autoptr(SpRun) run = NULL;
	guint expected = LINES;
	gboolean done = FALSE;
	gboolean ran = TRUE;
	Follow f = {.last = last, .fresh = TRUE};

	if (!counts)
		return sp_run(&spec, result, error);
	if (g_file_get_contents(counts, &count, NULL, NULL))
		expected = (guint)g_ascii_strtoull(count, NULL, 10);
	run = sp_run_start(&spec, error);
	if (!run)
		return FALSE;
	f.fd = open(log, O_RDONLY | O_CLOEXEC);
	while (ran && !done) {
		ran = sp_run_poll(run, 200, &done, error);
		follow(&f, expected);
	}
	if (f.fd >= 0)
		close(f.fd);
	if (!ran)
		return FALSE;
	*result = *sp_run_result(run);
	if (result->end != SP_RUN_ENDED || result->code != 0)
		return TRUE;
	g_free(count);
	count = g_strdup_printf("%u\n", f.lines);
	return sp_fs_write(counts, count, strlen(count), error);
}

static gboolean run_short(const SpKmake *kmake, const GPtrArray *argv, const char *log,
			  SpRunResult *result, GError **error)
{
	SpRunSpec spec = {.argv = (const char *const *)argv->pdata,
			  .env = sp_kmake_env(kmake),
			  .log = log,
			  .timeout = SHORT_TIMEOUT};

	return sp_run(&spec, result, error);
}

gboolean sp_kmake_objects(const SpKmake *kmake, const GPtrArray *objects, const char *log,
			  SpRunResult *result, GError **error)
{
	g_auto(GStrv) argv = sp_kmake_argv(kmake, "W=1", g_get_num_processors());
	g_autoptr(GPtrArray) all = g_ptr_array_new();

	for (guint i = 0; argv[i]; i++)
		g_ptr_array_add(all, argv[i]);
	g_ptr_array_add(all, (char *)"-k");
	for (guint i = 0; i < objects->len; i++)
		g_ptr_array_add(all, objects->pdata[i]);
	g_ptr_array_add(all, NULL);
	return run_short(kmake, all, log, result, error);
}

gboolean sp_kmake_pretend(const SpKmake *kmake, const char *target, const char *log,
			  SpRunResult *result, GError **error)
{
	g_auto(GStrv) argv = sp_kmake_argv(kmake, target, 0);
	g_autoptr(GPtrArray) all = g_ptr_array_new();

	for (guint i = 0; argv[i]; i++)
		g_ptr_array_add(all, argv[i]);
	g_ptr_array_add(all, (char *)"-n");
	g_ptr_array_add(all, NULL);
	return run_short(kmake, all, log, result, error);
}
