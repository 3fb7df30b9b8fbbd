/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fixentry: what the readers of fix.conf's sections share: the folder that is being read, and the
 * kinds of value that there are. Errors are SP_ERROR_USAGE with file and line.
 */
#pragma once

#include <glib.h>

#include "base/conf.h"
#include "stage/fix.h"

/* What the reader of a folder carries around. */
typedef struct {
	SpFix *fix;
	const char *conf;  /* path of fix.conf, for messages */
	char **patch_path; /* where the folder's copy of the fix goes */
	char **differs;	   /* and what is other about it than about the commit */
} SpFixReader;

/* The last of several wins, as in git. */
void sp_fixentry_string(char **slot, const char *value);

/* An array for char *, which frees them. */
GPtrArray *sp_fixentry_strings(void);

/* Returns: (transfer full): path of the file that the entry names, relative to the folder; NULL
 * with an error if there is none. */
char *sp_fixentry_file(const SpFixReader *reader, const SpConfEntry *entry, GError **error);

/* From 1 to 1000000. */
gboolean sp_fixentry_number(const SpFixReader *reader, const SpConfEntry *entry, guint *value,
			    GError **error);

gboolean sp_fixentry_range(const SpFixReader *reader, const SpConfEntry *entry, SpKverRange *range,
			   GError **error);

/* Both set the error and return FALSE. @known: the keys that the section has. */
gboolean sp_fixentry_unknown(const SpFixReader *reader, const SpConfEntry *entry, const char *known,
			     GError **error);
gboolean sp_fixentry_lacks(const SpFixReader *reader, const char *section, const char *name,
			   const char *what, GError **error);
