/* SPDX-License-Identifier: GPL-2.0-only */
/* kline: the forms that 4.9 to 6.x print. */
#include "stage/kline.h"

#include <string.h>

/* "invalid opcode: 0000 [#1] PREEMPT SMP", "BUG: 0 [#1]": the first line of an oops. */
static gboolean is_oops(const char *line)
{
	const char *mark = strstr(line, " [#");
	const char *p = mark;

	while (p && p > line && g_ascii_isxdigit(p[-1]))
		p--;
	return p && p < mark && p - line >= 2 && p[-1] == ' ' && p[-2] == ':' &&
	       g_ascii_isdigit(mark[3]);
}

gboolean sp_kline_is_crash(const char *line)
{
	static const char *const heads[] = {
		"kernel BUG at ",
		"Kernel BUG at ",
		"BUG: ",
		"watchdog: BUG: ",
		"NMI watchdog: BUG: ",
		"Kernel panic - not syncing",
		"Oops: ",
		"Oops - ",
		"Internal error: ",
		"PANIC: ",
		"general protection fault",
		"Unable to handle kernel ",
		"unable to handle kernel ",
	};

	for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
		if (g_str_has_prefix(line, heads[i]))
			return TRUE;
	}
	return is_oops(line);
}

gboolean sp_kline_is_report(const char *line)
{
	static const char *const heads[] = {"kernel BUG at ", "Kernel BUG at ",
					    "BUG: ", "Unable to handle kernel ",
					    "unable to handle kernel "};

	for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
		if (g_str_has_prefix(line, heads[i]))
			return TRUE;
	return FALSE;
}

gboolean sp_kline_is_splat(const char *line)
{
	return g_str_has_prefix(line, "WARNING: ") || g_str_has_prefix(line, "INFO: task ") ||
	       g_str_has_prefix(line, "INFO: rcu");
}

const char *sp_kline_stamp(const char *line, const char **text)
{
	for (const char *p = strchr(line, '['); p; p = strchr(p + 1, '[')) {
		const char *q = p + 1;
		gsize digits;

		q += strspn(q, " ");
		digits = strspn(q, "0123456789");
		q += digits;
		if (!digits || *q++ != '.')
			continue;
		digits = strspn(q, "0123456789");
		q += digits;
		if (digits != 6 || *q++ != ']')
			continue;
		/* CONFIG_PRINTK_CALLER adds "[    T1]" or "[    C0]" */
		if (*q == '[' && strchr(q, ']'))
			q = strchr(q, ']') + 1;
		*text = q + strspn(q, " ");
		return p;
	}
	return NULL;
}
