/* SPDX-License-Identifier: GPL-2.0-only */
/* err: the error domain; libgit2 errors and untrusted text made printable. */
#include "base/err.h"

#include <git2.h>

G_DEFINE_QUARK(sp - error - quark, sp_error)

gboolean sp_error_git(GError **error, int rc, const char *format, ...)
{
	const git_error *last = git_error_last();
	g_autofree char *reason =
		g_strdup(last && last->message ? last->message : "unknown reason");
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s: %s (libgit2 %d)", what, reason, rc);
	return FALSE;
}

char *sp_clean_text(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
	GString *out = g_string_new(NULL);

	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\n' || c == '\t' || !g_unichar_iscntrl(c))
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}
