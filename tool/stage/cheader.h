/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cheader: one header: what it includes, what it declares, and which words it has. Pure text, GLib
 * only.
 */
#pragma once

#include <glib.h>

#include "stage/cdecl.h"

typedef struct {
	char *path;
	const char *text; /* borrowed */
	gsize length;
	GStrv includes;	 /* "<linux/x.h>", "\"x.h\"" */
	SpCDecls *decls; /* NULL until asked for: sp_cheader_decls() */
	GArray *words;	 /* guint32, hashes of all words, sorted; NULL until many are looked for */
} SpCHeader;

/* @text must outlive it. */
SpCHeader *sp_cheader_new(const char *path, const char *text, gsize length);

/* Of an SpCHeader, which may be NULL. */
void sp_cheader_free(gpointer data);

/* (transfer full): the forms, "<linux/x.h>", of all #include lines of a file. */
GStrv sp_cheader_includes(const char *text);

/* What it declares. */
const SpCDecls *sp_cheader_decls(SpCHeader *header);

/* Whether @word is one of its words, comments and all. */
gboolean sp_cheader_has(const SpCHeader *header, const char *word);

/* The same, faster for many words and slower for one; a word that is not there is seldom found. */
gboolean sp_cheader_has_hash(SpCHeader *header, const char *word);
