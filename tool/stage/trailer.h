/* SPDX-License-Identifier: GPL-2.0-only */
/* trailer: what single lines of a commit message say by their form. Pure text in and out. */
#pragma once

#include <glib.h>

/* A name and address as a mail header has it, UTF-8, the name in quotes if it needs them; (transfer
 * full). @text is "Name <address>" in any such form; another text comes back as it is. */
char *sp_trailer_person(const char *text);

/* The commit that a backport's message says it is of: "commit <40 hex> upstream." or "[ Upstream
 * commit <40 hex> ]" alone on a line; NULL if there is none; (transfer full). */
char *sp_trailer_upstream(const char *message);

/* The ids that the "Fixes:" lines name, 7 to 40 hex; (transfer full), char *. */
GPtrArray *sp_trailer_fixes(const char *message);

/* The author (or NULL) and all that "...-by:" and "Cc:" lines name, as sp_trailer_person() has
 * them, in order, without doubles; (transfer full), char *. */
GPtrArray *sp_trailer_people(const char *author, const char *message);
