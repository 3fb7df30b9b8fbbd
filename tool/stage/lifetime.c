/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lifetime: the table of https://www.kernel.org/category/releases.html, columns "Released" and
 * "Projected EOL", as of spring 2026 (ends get moved, later as a rule), and what it said before of
 * the lines that ended.
 */
#include "stage/lifetime.h"

static const struct {
	guint major, minor;
	const char *begin; /* the day of mainline's release */
	const char *end;   /* year and month of the last release */
} longterm[] = {
	{4, 4, "2016-01-10", "2022-02"},  {4, 9, "2016-12-11", "2023-01"},
	{4, 14, "2017-11-12", "2024-01"}, {4, 19, "2018-10-22", "2024-12"},
	{5, 4, "2019-11-24", "2025-12"},  {5, 10, "2020-12-13", "2026-12"},
	{5, 15, "2021-10-31", "2026-12"}, {6, 1, "2022-12-11", "2027-12"},
	{6, 6, "2023-10-29", "2027-12"},  {6, 12, "2024-11-17", "2028-12"},
	{6, 18, "2025-11-30", "2028-12"},
};

char *sp_lifetime_end(const SpKver *version, gint64 now)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(now);
	g_autofree char *month = g_date_time_format(date, "%Y-%m");
	guint last = G_N_ELEMENTS(longterm) - 1;

	for (guint i = 0; i <= last; i++)
		if (version->major == longterm[i].major && version->minor == longterm[i].minor)
			return g_strcmp0(month, longterm[i].end) > 0 ? g_strdup(longterm[i].end)
								     : NULL;
	/* Every other line ended when the next but one began. */
	return version->major < longterm[last].major || (version->major == longterm[last].major &&
							 version->minor < longterm[last].minor)
		       ? g_strdup("")
		       : NULL;
}

char *sp_lifetime_text(const SpKver *version, gint64 now)
{
	g_autofree char *end = sp_lifetime_end(version, now);

	return end ? g_strdup_printf("%u.%u gets no more releases%s%s", version->major,
				     version->minor, *end ? " since " : "", end)
		   : NULL;
}

GArray *sp_lifetime_newer(const SpKver *version, gint64 now)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(now);
	g_autofree char *day = g_date_time_format(date, "%Y-%m-%d");
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(SpKver));

	for (guint i = 0; i < G_N_ELEMENTS(longterm); i++) {
		SpKver line = {longterm[i].major, longterm[i].minor, 0};
		g_autofree char *end = sp_lifetime_end(&line, now);

		if (sp_kver_newer_line(&line, version) && !end &&
		    g_strcmp0(longterm[i].begin, day) <= 0)
			g_array_append_val(lines, line);
	}
	return lines;
}

gint64 sp_lifetime_now(void)
{
	const char *fixed = g_getenv("SOURCE_DATE_EPOCH");
	gint64 date;

	if (fixed && g_ascii_string_to_signed(fixed, 10, 0, G_MAXINT64, &date, NULL))
		return date;
	return g_get_real_time() / G_USEC_PER_SEC;
}
