/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lifetime: the table of https://www.kernel.org/category/releases.html, column "Projected EOL", as
 * of spring 2026 (dates get moved, later as a rule), and what it said before of the lines that
 * ended.
 */
#include "stage/lifetime.h"

static const struct {
	guint major, minor;
	const char *end; /* year and month of the last release */
} longterm[] = {
	{4, 4, "2022-02"}, {4, 9, "2023-01"},  {4, 14, "2024-01"}, {4, 19, "2024-12"},
	{5, 4, "2025-12"}, {5, 10, "2026-12"}, {5, 15, "2026-12"}, {6, 1, "2027-12"},
	{6, 6, "2027-12"}, {6, 12, "2028-12"}, {6, 18, "2028-12"},
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

gint64 sp_lifetime_now(void)
{
	const char *fixed = g_getenv("SOURCE_DATE_EPOCH");
	gint64 date;

	if (fixed && g_ascii_string_to_signed(fixed, 10, 0, G_MAXINT64, &date, NULL))
		return date;
	return g_get_real_time() / G_USEC_PER_SEC;
}
