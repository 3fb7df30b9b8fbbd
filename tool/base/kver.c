/* SPDX-License-Identifier: GPL-2.0-only */
/* kver: kernel versions as numbers, and ranges of them as data files write them. */
#include "base/kver.h"

#include <string.h>

/* Reads digits at *p into *value; FALSE if there are none. */
static gboolean number(const char **p, guint *value)
{
	guint64 sum = 0;

	if (!g_ascii_isdigit(**p))
		return FALSE;
	for (; g_ascii_isdigit(**p); (*p)++)
		if (sum < 1000000)
			sum = sum * 10 + (guint)(**p - '0');
	*value = (guint)sum;
	return TRUE;
}

/* @rest is what follows the version. */
static gboolean parse(const char *text, SpKver *version, const char **rest)
{
	const char *p = text;
	SpKver got = {0, 0, 0};

	if (*p == 'v')
		p++;
	if (!number(&p, &got.major) || *p++ != '.' || !number(&p, &got.minor))
		return FALSE;
	if (*p == '.') {
		p++;
		number(&p, &got.sub); /* "4.9.y" has none */
	}
	*version = got;
	*rest = p;
	return TRUE;
}

gboolean sp_kver_parse(const char *text, SpKver *version)
{
	const char *rest;

	return parse(text, version, &rest);
}

/* A version and nothing else: "5.4-5.9" is no range, and not 5.4 either. */
static gboolean parse_all(const char *text, SpKver *version)
{
	const char *rest;

	return parse(text, version, &rest) && (!*rest || g_str_equal(rest, "y"));
}

static gboolean assignment(const char *makefile, const char *name, guint *value)
{
	gsize length = strlen(name);

	for (const char *line = makefile; line; line = strchr(line, '\n')) {
		const char *p = line += *line == '\n';

		if (strncmp(p, name, length) != 0)
			continue;
		p += length;
		p += strspn(p, " \t");
		if (*p++ != '=')
			continue;
		p += strspn(p, " \t");
		return number(&p, value);
	}
	return FALSE;
}

gboolean sp_kver_from_makefile(const char *makefile, SpKver *version)
{
	SpKver got = {0, 0, 0};

	if (!assignment(makefile, "VERSION", &got.major) ||
	    !assignment(makefile, "PATCHLEVEL", &got.minor))
		return FALSE;
	if (!assignment(makefile, "SUBLEVEL", &got.sub))
		got.sub = 0;
	*version = got;
	return TRUE;
}

char *sp_kver_string(const SpKver *version)
{
	return g_strdup_printf("%u.%u.%u", version->major, version->minor, version->sub);
}

static int order(guint a, guint b)
{
	return (a > b) - (a < b);
}

int sp_kver_compare(const SpKver *a, const SpKver *b)
{
	int by = order(a->major, b->major);

	if (!by)
		by = order(a->minor, b->minor);
	return by ? by : order(a->sub, b->sub);
}

gboolean sp_kver_newer_line(const SpKver *a, const SpKver *b)
{
	int by = order(a->major, b->major);

	return (by ? by : order(a->minor, b->minor)) > 0;
}

gboolean sp_kver_range_parse(const char *text, SpKverRange *range)
{
	const char *dots = strstr(text, "..");
	g_autofree char *first = dots ? g_strndup(text, dots - text) : g_strdup(text);
	const char *last = dots ? dots + 2 : text;
	SpKverRange got = {{0, 0, 0}, {G_MAXUINT, 0, 0}};

	if (*first && !parse_all(first, &got.from))
		return FALSE;
	if (*last && !parse_all(last, &got.to))
		return FALSE;
	if (!*first && !*last)
		return FALSE;
	if (order(got.from.major, got.to.major) > 0 ||
	    (got.from.major == got.to.major && got.from.minor > got.to.minor))
		return FALSE; /* holds no kernel */
	*range = got;
	return TRUE;
}

gboolean sp_kver_in_range(const SpKver *version, const SpKverRange *range)
{
	SpKver series = {version->major, version->minor, 0};
	SpKver from = {range->from.major, range->from.minor, 0};
	SpKver to = {range->to.major, range->to.minor, 0};

	return sp_kver_compare(&from, &series) <= 0 && sp_kver_compare(&series, &to) <= 0;
}
