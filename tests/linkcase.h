/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A commit message and what it says of other commits. Each is parsed from a buffer that ends where
 * the message ends; the result is written as "U <id>" (upstream), "P" (upstream, picked), "R"
 * (revert), "F" (fixes), "D" (dep-of), one a line.
 */
#pragma once

#include "stage/links.h"

#include <string.h>

#define A "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"
#define B "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567"
#define C "c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44"
#define D "5566778899aabbccddeeff00112233445566778a"
#define A12 "a1b2c3d4e5f6"
#define B12 "0f1e2d3c4b5a"
#define C12 "c0ffee00c0ff"
#define SHA256 A "0123456789abcdef01234567"

#define S "wdt: foo: stop the timer first\n\n" /* a subject */
#define T "\nThe timer can fire once more.\n\nSigned-off-by: A B <a@b.example>\n"

typedef struct {
	const char *name, *message, *expected;
} Case;

static inline char *links_text(const GArray *links)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);

		g_assert_cmpuint(strlen(link->id), ==, link->length);
		g_string_append_printf(text, "%c %s\n", link->picked ? 'P' : "URFD"[link->kind],
				       link -> id);
	}
	return g_string_free(text, FALSE);
}

/* Of a copy that ends where the message ends. */
static inline char *parse(const char *message, gsize length)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
	g_autofree char *copy = g_malloc(length ? length : 1);

	memcpy(copy, message, length);
	sp_links_parse(copy, length, links);
	return links_text(links);
}

static inline void test_case(gconstpointer data)
{
	const Case *c = data;
	g_autofree char *got = parse(c->message, strlen(c->message));

	g_assert_cmpstr(got, ==, c->expected);
}

static inline void add_cases(const char *group, const Case *cases, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *path = g_strdup_printf("/links/%s/%s", group, cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
}
