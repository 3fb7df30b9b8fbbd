/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * console: two writers share a serial line. The kernel's lines come whole, but can fall into the
 * middle of one from user space; so the kernel's are cut out, and the rest is put together again.
 * What user space prints cannot look like the kernel's by accident: the guest is booted with
 * printk.time=1.
 */
#include "stage/console.h"

#include <string.h>

#include "base/err.h"
#include "stage/kline.h"

#define EXCERPT 4096
#define BEFORE 6	/* lines of an excerpt before what decided */
#define LINE_LIMIT 4096 /* of a longer line only that much is looked at */
#define NEAR 40		/* kernel lines between a signature and the head of its report */

#define NOWHERE G_MAXSIZE

struct _SpConsole {
	char *nonce;
	char *mark; /* "stableport <nonce> " */
	guint rounds;
	char **signatures, **others;

	GString *text; /* all of it, for the excerpt */
	gsize line;    /* where its unfinished last line begins */
	GString *user; /* the line that user space is writing */
	guint kernel;  /* number of the kernel's line, counted from the start marker */

	gboolean started;
	guint round;
	guint64 work;
	guint worked, splats;
	gsize survived, gave_up; /* where the markers stand, NOWHERE if they do not */
	SpBootOutcome said;	 /* what the second one is */
	gboolean short_of;	 /* "survived", but not as asked, or before the rounds were told */
	gboolean power_off;	 /* the kernel says that it was told to go down */

	gsize crash;	    /* where the first head of a crash report stands */
	guint crash_line;   /* which of the kernel's lines that is */
	gboolean init_died; /* that head was only the death of init */
	gsize early_crash;  /* the same, before the start marker */
	gsize head;	    /* the last head, a WARNING's included */
	guint head_line;
	const char *seen; /* a signature without a head so far */
	gsize seen_at;
	guint seen_line;
	const char *signature; /* one with its head: borrowed from signatures */
	gsize signature_at;
	gboolean over;	   /* the first crash's report has come to its end */
	gboolean any;	   /* a signature stood anywhere */
	const char *other; /* another bug's text near the first crash: borrowed from others */
	guint other_line;
};

void sp_boot_free(SpBoot *boot)
{
	if (!boot)
		return;
	g_free(boot->nonce);
	g_free(boot->signature);
	g_free(boot->excerpt);
	g_free(boot->log);
	g_free(boot->log_sha256);
	g_free(boot->date);
	g_free(boot);
}

const char *sp_boot_outcome_name(SpBootOutcome outcome)
{
	static const char *const names[] = {
		[SP_BOOT_CRASHED] = "crashed",	       [SP_BOOT_CRASHED_ELSE] = "crashed-otherwise",
		[SP_BOOT_OTHER_BUG] = "other-bug",     [SP_BOOT_SURVIVED] = "survived",
		[SP_BOOT_UNABLE] = "unable",	       [SP_BOOT_NOT_APPLICABLE] = "not-applicable",
		[SP_BOOT_FAILED] = "failed",	       [SP_BOOT_HUNG] = "hung",
		[SP_BOOT_NOT_BOOTED] = "not-booted",   [SP_BOOT_FLOODED] = "flooded",
		[SP_BOOT_QEMU_FAILED] = "qemu-failed",
	};

	g_assert((guint)outcome < G_N_ELEMENTS(names));
	return names[outcome];
}

SpConsole *sp_console_new(const char *nonce, guint rounds, const char *const *signatures,
			  const char *const *others)
{
	SpConsole *console = g_new0(SpConsole, 1);

	console->nonce = g_strdup(nonce);
	console->mark = g_strdup_printf("stableport %s ", nonce);
	console->rounds = rounds;
	console->signatures = g_strdupv((char **)signatures);
	console->others = g_strdupv((char **)others);
	console->text = g_string_new("");
	console->user = g_string_new("");
	console->survived = console->gave_up = NOWHERE;
	console->crash = console->early_crash = console->head = NOWHERE;
	return console;
}

void sp_console_free(SpConsole *console)
{
	if (!console)
		return;
	g_free(console->nonce);
	g_free(console->mark);
	g_strfreev(console->signatures);
	g_strfreev(console->others);
	g_string_free(console->text, TRUE);
	g_string_free(console->user, TRUE);
	g_free(console);
}

gboolean sp_console_full(const SpConsole *console)
{
	return console->text->len >= SP_CONSOLE_LIMIT;
}

gboolean sp_console_started(const SpConsole *console)
{
	return console->started;
}

guint sp_console_round(const SpConsole *console)
{
	return console->round;
}

SpConsoleState sp_console_state(const SpConsole *console)
{
	if (console->signature || console->crash != NOWHERE)
		return SP_CONSOLE_CRASHED;
	if (console->survived != NOWHERE || console->gave_up != NOWHERE)
		return SP_CONSOLE_SAID;
	return SP_CONSOLE_OPEN;
}

/* "NUMBER work NUMBER" and no more. */
static gboolean counts(const char *text, guint64 *number, guint64 *work)
{
	char *end;

	if (!g_ascii_isdigit(*text))
		return FALSE;
	*number = g_ascii_strtoull(text, &end, 10);
	if (!g_str_has_prefix(end, " work ") || !g_ascii_isdigit(end[6]))
		return FALSE;
	*work = g_ascii_strtoull(end + 6, &end, 10);
	return !*end;
}

/* The reproducer's last word, when it is that it gives up. */
static gboolean gives_up(SpConsole *console, const char *word, gsize at)
{
	static const struct {
		const char *word;
		SpBootOutcome outcome;
	} words[] = {{"unable ", SP_BOOT_UNABLE},
		     {"inapplicable ", SP_BOOT_NOT_APPLICABLE},
		     {"failed ", SP_BOOT_FAILED}};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!g_str_has_prefix(word, words[i].word))
			continue;
		/* What was not started has found out nothing. */
		if (words[i].outcome == SP_BOOT_FAILED && !console->started)
			return FALSE;
		console->gave_up = at;
		console->said = words[i].outcome;
		return TRUE;
	}
	return FALSE;
}

static void take_work(SpConsole *console, guint64 round, guint64 work)
{
	console->worked += work > console->work;
	console->round = (guint)MIN(round, G_MAXUINT);
	console->work = work;
}

/* A whole line from user space; only the reproducer's with our nonce means anything. */
static void take_user(SpConsole *console, const char *line, gsize at)
{
	const char *mark = strstr(line, console->mark);
	const char *word = mark ? mark + strlen(console->mark) : NULL;
	guint64 number, work;

	if (!word)
		return;
	if (g_str_has_prefix(word, "start ") && !console->started) {
		console->started = TRUE;
		return;
	}
	if (!console->started || console->survived != NOWHERE || console->gave_up != NOWHERE) {
		/* Unable before it could start: that is a word, too. */
		if (console->gave_up == NOWHERE && gives_up(console, word, at))
			console->started = TRUE;
		return;
	}
	if (gives_up(console, word, at))
		return;
	if (g_str_has_prefix(word, "round ") && counts(word + 6, &number, &work)) {
		take_work(console, number, work);
	} else if (g_str_has_prefix(word, "survived rounds ") &&
		   counts(word + 16, &number, &work)) {
		console->short_of = number < console->rounds || work == 0 ||
				    console->round + 1 < console->rounds;
		console->survived = at;
		take_work(console, number, work);
	}
}

static const char *find_text(char *const *texts, const char *line)
{
	const char *comm = strstr(line, " Comm: "); /* a name that user space chose */
	g_autofree char *kernels = comm ? g_strndup(line, (gsize)(comm - line)) : g_strdup(line);

	for (guint i = 0; texts && texts[i]; i++) {
		if (*texts[i] && strstr(kernels, texts[i]))
			return texts[i];
	}
	return NULL;
}

static gboolean near(guint a, guint b)
{
	return MAX(a, b) - MIN(a, b) <= NEAR;
}

/* Of another bug: what stands near the first crash. */
static void take_other(SpConsole *console, const char *line, guint now)
{
	const char *other = console->other ? NULL : find_text(console->others, line);

	if (other && (console->crash == NOWHERE || near(now, console->crash_line))) {
		console->other = other;
		console->other_line = now;
	}
}

/* What stands behind the head of the first crash belongs to it only if no other report has begun.
 */
static gboolean is_behind(const SpConsole *console)
{
	return console->seen && console->crash != NOWHERE &&
	       console->seen_line > console->crash_line;
}

static void accept(SpConsole *console)
{
	if (!console->signature && console->seen && console->head != NOWHERE &&
	    near(console->head_line, console->seen_line)) {
		console->signature = console->seen;
		console->signature_at = console->seen_at;
	}
}

static void take_head(SpConsole *console, const char *line, gsize at, guint now)
{
	if (console->crash == NOWHERE) {
		console->crash = at;
		console->crash_line = now;
		console->init_died = strstr(line, "Attempted to kill init!") != NULL;
	} else if (sp_kline_is_report(line)) {
		console->over = TRUE;
		if (is_behind(console))
			console->seen = NULL;
	}
}

/* A line of the kernel after the start marker: heads and signatures, in either order. */
static void take_report(SpConsole *console, const char *line, gsize at)
{
	guint now = ++console->kernel;
	const char *signature = find_text(console->signatures, line);
	gboolean crash = sp_kline_is_crash(line);

	console->any |= signature != NULL;
	console->splats += !crash && sp_kline_is_splat(line);
	take_other(console, line, now);
	if (crash || g_str_has_prefix(line, "WARNING: ")) {
		console->head = at;
		console->head_line = now;
	}
	if (crash)
		take_head(console, line, at, now);
	if (console->crash != NOWHERE && g_str_has_prefix(line, "---[ end trace")) {
		accept(console);
		console->over = TRUE;
	}
	if (signature && !console->seen && !console->over &&
	    (console->crash == NOWHERE || now - console->crash_line <= NEAR)) {
		console->seen = signature;
		console->seen_at = at;
		console->seen_line = now;
	}
	if (!is_behind(console))
		accept(console);
	if (console->seen && now - console->seen_line > NEAR)
		console->seen = NULL; /* no crash came of it */
}

static void take_kernel(SpConsole *console, const char *line, gsize at)
{
	if (g_str_has_prefix(line, "reboot: "))
		console->power_off = TRUE;
	if (console->started)
		take_report(console, line, at);
	else if (sp_kline_is_crash(line) && console->early_crash == NOWHERE)
		console->early_crash = at;
}

static void add_user(SpConsole *console, const char *text, gsize length)
{
	gsize room = LINE_LIMIT - MIN(console->user->len, LINE_LIMIT);

	g_string_append_len(console->user, text, (gssize)MIN(length, room));
}

/* One line of the console, where it begins, and whether its end has come. */
static void take_line(SpConsole *console, gsize at, gsize length, gboolean whole)
{
	g_autofree char *line = g_memdup2(console->text->str + at, MIN(length, LINE_LIMIT) + 1);
	const char *text = NULL;
	const char *stamp;
	const char *mark;

	length = MIN(length, LINE_LIMIT);
	line[length] = '\0';
	for (gsize i = 0; i < length; i++) {
		if (!line[i])
			line[i] = ' ';
	}
	while (length && line[length - 1] == '\r')
		line[--length] = '\0';
	stamp = sp_kline_stamp(line, &text);
	if (stamp) {
		add_user(console, line, (gsize)(stamp - line));
		/* Old kernels print a line piece by piece: ours can come behind such a piece. */
		mark = strstr(text, console->mark);
		take_kernel(console, text, at);
		if (!mark)
			return;
		g_string_assign(console->user, mark);
	} else {
		add_user(console, line, length);
	}
	if (whole) {
		take_user(console, console->user->str, at);
		g_string_truncate(console->user, 0);
	}
}

void sp_console_feed(SpConsole *console, const char *data, gsize length)
{
	gsize room = SP_CONSOLE_LIMIT - MIN(console->text->len, SP_CONSOLE_LIMIT);
	gsize scan = console->text->len;

	g_string_append_len(console->text, data, (gssize)MIN(length, room));
	for (;;) {
		const char *end =
			memchr(console->text->str + scan, '\n', console->text->len - scan);
		gsize at = console->line;

		if (!end)
			return;
		scan = (gsize)(end - console->text->str) + 1;
		console->line = scan;
		take_line(console, at, scan - 1 - at, TRUE);
	}
}

static char *excerpt(const SpConsole *console, gsize at)
{
	const GString *text = console->text;
	g_autofree char *raw = NULL;
	g_autofree char *clean = NULL;
	gsize from;
	gsize length;

	if (at == NOWHERE) {
		from = text->len > EXCERPT ? text->len - EXCERPT : 0;
	} else {
		guint lines = 0;

		for (from = at; from && lines <= BEFORE && at - from < EXCERPT / 2; from--)
			lines += text->str[from - 1] == '\n';
		from += lines > BEFORE;
	}
	length = MIN(text->len - from, EXCERPT);
	raw = g_memdup2(text->str + from, length + 1);
	raw[length] = '\0';
	for (gsize i = 0; i < length; i++) {
		if (!raw[i])
			raw[i] = ' ';
	}
	clean = sp_clean_text(raw);
	if (strlen(clean) >
	    EXCERPT) { /* replacement characters are longer than what they replace */
		g_autofree char *cut = g_strndup(clean, EXCERPT - 4);
		const char *end;

		g_utf8_validate(cut, -1, &end);
		return g_strndup(cut, (gsize)(end - cut));
	}
	return g_steal_pointer(&clean);
}

/* A marker that a crash follows was worth nothing: what it says must not count elsewhere either. */
static gboolean is_late(const SpConsole *console)
{
	return console->survived != NOWHERE && !console->short_of &&
	       console->survived < console->signature_at;
}

static gboolean is_other(const SpConsole *console)
{
	return console->other && !console->any && near(console->other_line, console->crash_line) &&
	       console->survived == NOWHERE;
}

/* The outcome, and where in the text it shows. */
static SpBootOutcome decide(const SpConsole *console, gboolean ended, gboolean qemu_failed,
			    gsize *at)
{
	*at = NOWHERE;
	if (console->signature) {
		*at = console->signature_at;
		return is_late(console) ? SP_BOOT_CRASHED_ELSE : SP_BOOT_CRASHED;
	}
	/* Init's death is no news once it has said that it cannot work. */
	if (console->crash != NOWHERE && !(console->init_died && console->gave_up != NOWHERE)) {
		*at = console->crash;
		return is_other(console) ? SP_BOOT_OTHER_BUG : SP_BOOT_CRASHED_ELSE;
	}
	if (console->gave_up != NOWHERE) {
		*at = console->gave_up;
		return console->said;
	}
	if (qemu_failed)
		return SP_BOOT_QEMU_FAILED;
	if (console->survived != NOWHERE) {
		*at = console->survived;
		return console->short_of ? SP_BOOT_UNABLE : SP_BOOT_SURVIVED;
	}
	if (sp_console_full(console))
		return SP_BOOT_FLOODED;
	if (!console->started) {
		*at = console->early_crash;
		return SP_BOOT_NOT_BOOTED;
	}
	if (ended) /* a machine that resets leaves no line, one that is told to go down does */
		return console->power_off ? SP_BOOT_UNABLE : SP_BOOT_CRASHED_ELSE;
	return SP_BOOT_HUNG;
}

SpBoot *sp_console_finish(SpConsole *console, gboolean ended, gboolean qemu_failed)
{
	SpBoot *boot = g_new0(SpBoot, 1);
	gsize at;

	/* A line that was cut off still counts if it is the kernel's; a marker has to be whole. */
	if (console->line < console->text->len) {
		at = console->line;
		console->line = console->text->len;
		take_line(console, at, console->text->len - at, FALSE);
	}
	accept(console);
	boot->outcome = decide(console, ended, qemu_failed, &at);
	boot->round = console->round;
	if (boot->outcome == SP_BOOT_CRASHED || boot->outcome == SP_BOOT_CRASHED_ELSE ||
	    boot->outcome == SP_BOOT_OTHER_BUG || boot->outcome == SP_BOOT_FAILED)
		boot->round += console->survived == NOWHERE;
	boot->work = console->work;
	boot->worked = console->worked;
	boot->splats = console->splats;
	boot->nonce = g_strdup(console->nonce);
	boot->signature =
		g_strdup(boot->outcome == SP_BOOT_OTHER_BUG ? console->other : console->signature);
	boot->excerpt = excerpt(console, at);
	return boot;
}
