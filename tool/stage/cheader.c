/* SPDX-License-Identifier: GPL-2.0-only */
/* cheader: what is asked seldom is read when it is asked for. */
#include "stage/cheader.h"

#include <string.h>

void sp_cheader_free(gpointer data)
{
	SpCHeader *header = data;

	if (!header)
		return;
	g_free(header->path);
	g_strfreev(header->includes);
	sp_cdecls_free(header->decls);
	if (header->words)
		g_array_unref(header->words);
	g_free(header);
}

GStrv sp_cheader_includes(const char *text)
{
	g_autoptr(GStrvBuilder) forms = g_strv_builder_new();

	for (const char *p = text; (p = strchr(p, '#'));) {
		const char *end;
		g_autofree char *form = NULL;

		p++;
		p += strspn(p, " \t");
		if (!g_str_has_prefix(p, "include"))
			continue;
		p += strlen("include");
		p += strspn(p, " \t");
		if (*p != '<' && *p != '"')
			continue;
		end = strchr(p + 1, *p == '<' ? '>' : '"');
		if (!end || end - p > 200 || memchr(p, '\n', end - p))
			continue;
		form = g_strndup(p, end + 1 - p);
		g_strv_builder_add(forms, form);
		p = end;
	}
	return g_strv_builder_end(forms);
}

SpCHeader *sp_cheader_new(const char *path, const char *text, gsize length)
{
	SpCHeader *header = g_new0(SpCHeader, 1);

	header->path = g_strdup(path);
	header->text = text;
	header->length = length;
	header->includes = sp_cheader_includes(text);
	return header;
}

const SpCDecls *sp_cheader_decls(SpCHeader *header)
{
	if (!header->decls)
		header->decls = sp_cdecl_read(header->path, header->text, header->length);
	return header->decls;
}

gboolean sp_cheader_has(const SpCHeader *header, const char *word)
{
	const char *end = header->text + header->length;
	gsize length = strlen(word);

	for (const char *p = header->text;; p++) {
		p = memmem(p, end - p, word, length);
		if (!p)
			return FALSE;
		if ((p == header->text || !sp_ctext_is_word(p[-1])) && !sp_ctext_is_word(p[length]))
			return TRUE;
	}
}

/* FNV-1a of the word at @p; *end: behind it. */
static guint32 hash_word(const char *p, const char **end)
{
	guint32 hash = 2166136261u;

	for (; sp_ctext_is_word(*p); p++)
		hash = (hash ^ (guint8)*p) * 16777619u;
	*end = p;
	return hash;
}

static int by_hash(gconstpointer a, gconstpointer b)
{
	guint32 first = *(const guint32 *)a, second = *(const guint32 *)b;

	return (first > second) - (first < second);
}

gboolean sp_cheader_has_hash(SpCHeader *header, const char *word)
{
	const char *end, *stop = header->text + header->length;
	guint32 wanted = hash_word(word, &end);

	if (!header->words) {
		header->words = g_array_new(FALSE, FALSE, sizeof(guint32));
		for (const char *p = header->text; p < stop; p = MAX(end, p + 1)) {
			guint32 hash = hash_word(p, &end);

			if (end > p)
				g_array_append_val(header->words, hash);
		}
		g_array_sort(header->words, by_hash);
	}
	return g_array_binary_search(header->words, &wanted, by_hash, NULL);
}
