/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conf: hand-written data files in git-config syntax, read by libgit2, with the line that each
 * entry stands on, so that a message can name it.
 */
#pragma once

#include <glib.h>

typedef struct {
	char *section; /* lower case */
	char *name;    /* the quoted part of [section "name"], "" when there is none */
	char *key;     /* lower case */
	char *value;
	guint line; /* 1-based, 0 when it could not be told */
} SpConfEntry;

/**
 * sp_conf_read:
 *
 * Returns: (transfer full): SpConfEntry in file order; NULL with SP_ERROR_USAGE (file and line)
 * when the syntax is wrong or the file is not there. More is wrong than for git: a comment right
 * behind a word, which would cut C code off at its ';', and a quote that is not closed.
 */
GPtrArray *sp_conf_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a file that is compiled into the program, by its name in tool/data/. */
GPtrArray *sp_conf_builtin(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets "PATH:LINE: [section "name"] key: <format>", SP_ERROR_USAGE. Returns FALSE. */
gboolean sp_conf_wrong(GError **error, const char *path, const SpConfEntry *entry,
		       const char *format, ...) G_GNUC_PRINTF(4, 5);
