/* SPDX-License-Identifier: GPL-2.0-only */
/* trailer: the people that a commit message's lines name. Pure text in and out. */
#pragma once

#include <glib.h>

/* A name and address as a mail header has it, UTF-8, the name in quotes if it needs them; (transfer
 * full). @text is "Name <address>" in any such form; another text comes back as it is. */
char *sp_trailer_person(const char *text);

/* Address of "Name <address>", lower case, "" if it holds none; (transfer full). */
char *sp_trailer_address(const char *person);

/* Whether that is the stable list: stable@vger.kernel.org, stable@kernel.org, or "stable+...@" of
 * these two, as tags have it; with or without a name. */
gboolean sp_trailer_is_stable(const char *person);

/* The author (or NULL) and all that "...-by:" and "Cc:" lines name, as sp_trailer_person() has
 * them, in order, without doubles; (transfer full), char *. */
GPtrArray *sp_trailer_people(const char *author, const char *message);
