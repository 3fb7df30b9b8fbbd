/* SPDX-License-Identifier: GPL-2.0-only */
/* progress: the talk on stderr while something long goes on: what, how far, how long. */
#include "base/progress.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BAR_WIDTH 20
#define REDRAW_US (G_USEC_PER_SEC / 5)
#define LINE_EVERY_US (10 * G_USEC_PER_SEC)

/* One terminal, so one state. */
static struct {
	gboolean quiet;
	char *what; /* NULL when nothing is under way */
	gint64 started, drawn;
} now;

void sp_progress_quiet(gboolean quiet)
{
	now.quiet = quiet;
}

static int columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
		return size.ws_col;
	return 80;
}

static double elapsed(void)
{
	return (double)(g_get_monotonic_time() - now.started) / G_USEC_PER_SEC;
}

/* "[#####...............]  25%", or nothing when the fraction is not known. */
static char *bar(double fraction)
{
	char drawn[BAR_WIDTH + 1];
	int full = (int)(CLAMP(fraction, 0, 1) * BAR_WIDTH);

	if (fraction < 0)
		return g_strdup("");
	memset(drawn, '.', BAR_WIDTH);
	memset(drawn, '#', full);
	drawn[BAR_WIDTH] = '\0';
	return g_strdup_printf(" [%s] %3d%%", drawn, (int)(CLAMP(fraction, 0, 1) * 100));
}

static void draw(double fraction, const char *detail)
{
	g_autofree char *meter = bar(fraction);
	g_autofree char *safe = sp_clean_text(detail);
	g_autofree char *line = NULL;

	g_strdelimit(safe, "\n\t", ' ');
	line = g_strdup_printf("%s%s %.0fs %s", now.what, meter, elapsed(), safe);
	if (!isatty(STDERR_FILENO)) {
		g_printerr("%s\n", g_strchomp(line));
		return;
	}
	g_autofree char *cut =
		g_utf8_substring(line, 0, MIN(g_utf8_strlen(line, -1), columns() - 1));

	g_printerr("\r\033[K%s", cut);
}

void sp_progress_start(const char *format, ...)
{
	va_list args;

	if (now.what)
		sp_progress_end("done");
	va_start(args, format);
	now.what = g_strdup_vprintf(format, args);
	va_end(args);
	now.started = now.drawn = g_get_monotonic_time();
	if (!now.quiet)
		draw(-1, isatty(STDERR_FILENO) ? NULL : "...");
}

void sp_progress_at(double fraction, const char *detail)
{
	gint64 time = g_get_monotonic_time();
	gint64 every = isatty(STDERR_FILENO) ? REDRAW_US : LINE_EVERY_US;

	if (now.quiet || !now.what || time - now.drawn < every)
		return;
	now.drawn = time;
	draw(fraction, detail);
}

void sp_progress_end(const char *format, ...)
{
	g_autofree char *result = NULL;
	g_autofree char *safe = NULL;
	va_list args;

	if (!now.what)
		return;
	va_start(args, format);
	result = g_strdup_vprintf(format, args);
	va_end(args);
	safe = sp_clean_text(result);
	if (!now.quiet)
		g_printerr("%s%s: %s (%.1fs)\n", isatty(STDERR_FILENO) ? "\r\033[K" : "", now.what,
			   safe, elapsed());
	g_clear_pointer(&now.what, g_free);
}

void sp_progress_note(const char *format, ...)
{
	g_autofree char *text = NULL;
	g_autofree char *safe = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	safe = sp_clean_text(text);
	if (!now.quiet)
		g_printerr("%s%s\n", now.what && isatty(STDERR_FILENO) ? "\r\033[K" : "", safe);
}
