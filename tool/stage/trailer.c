/* SPDX-License-Identifier: GPL-2.0-only */
/* trailer: GMime's view of people, and git's: a name is what stands before the last "<". */
#include "stage/trailer.h"

#include "base/mime.h"

#include <string.h>

/* Whether quotes stand around all of @name; quotes within belong to it. */
static gboolean is_quoted(const char *name)
{
	const char *c = name + 1;

	if (*name != '"')
		return FALSE;
	while (*c && *c != '"')
		c += *c == '\\' && c[1] ? 2 : 1;
	return *c == '"' && !c[1];
}

/* GMime puts a name into quotes, but leaves those that it has. */
static char *quoted_person(const char *name, const char *address)
{
	GString *text = g_string_new("\"");

	for (const char *c = name; *c; c++)
		g_string_append_printf(text, "%s%c", strchr("\"\\", *c) ? "\\" : "", *c);
	g_string_append_printf(text, "\" <%s>", address);
	return g_string_free(text, FALSE);
}

char *sp_trailer_person(const char *text)
{
	const char *open = strrchr(text, '<');
	const char *close = open ? strchr(open, '>') : NULL;
	g_autofree char *name = NULL;
	g_autofree char *decoded = NULL;
	g_autofree char *address = NULL;
	InternetAddress *mailbox;
	char *result;

	if (!close || close[1 + strspn(close + 1, " \t")])
		return g_strstrip(g_strdup(text));
	name = g_strstrip(g_strndup(text, open - text));
	address = g_strstrip(g_strndup(open + 1, close - open - 1));
	if (is_quoted(name))
		g_mime_utils_unquote_string(name);
	decoded = g_mime_utils_header_decode_phrase(NULL, name);
	for (char *c = decoded; *c; c++)
		if (g_ascii_iscntrl(*c))
			*c = ' ';
	if (strpbrk(decoded, "\"\\"))
		return quoted_person(decoded, address);
	mailbox = internet_address_mailbox_new(decoded, address);
	result = internet_address_to_string(mailbox, NULL, FALSE);
	g_object_unref(mailbox);
	return result;
}

char *sp_trailer_address(const char *person)
{
	g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, person);
	InternetAddress *one = list && internet_address_list_length(list)
				       ? internet_address_list_get_address(list, 0)
				       : NULL;

	return one && INTERNET_ADDRESS_IS_MAILBOX(one)
		       ? g_ascii_strdown(INTERNET_ADDRESS_MAILBOX(one)->addr, -1)
		       : g_strdup("");
}

gboolean sp_trailer_is_stable(const char *person)
{
	g_autofree char *address = sp_trailer_address(person);

	return g_regex_match_simple("^stable(\\+[^@]+)?@(vger\\.)?kernel\\.org$", address,
				    G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0);
}

/* Takes @person if it has an address and is not there yet. */
static void add_person(GPtrArray *people, char *person)
{
	if (strchr(person, '@') &&
	    !g_ptr_array_find_with_equal_func(people, person, g_str_equal, NULL))
		g_ptr_array_add(people, person);
	else
		g_free(person);
}

/* Adds the addresses of one trailer's value that are not there yet. */
static void add_people(GPtrArray *people, const char *value)
{
	g_autofree char *bare = g_strdup(value);
	g_autoptr(InternetAddressList) list = NULL;
	char *hash = strchr(bare, '#');

	if (hash)
		*hash = '\0';
	g_strstrip(bare);
	/* One person, however the name is written; GMime alone would drop a "(Company)". */
	if (strchr(bare, '<') && strchr(bare, '<') == strrchr(bare, '<') &&
	    g_str_has_suffix(bare, ">") && memchr(bare, '@', strchr(bare, '<') - bare) == NULL) {
		add_person(people, sp_trailer_person(bare));
		return;
	}
	list = internet_address_list_parse(NULL, bare);
	for (int i = 0; list && i < internet_address_list_length(list); i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(one))
			add_person(people, internet_address_to_string(one, NULL, FALSE));
	}
}

GPtrArray *sp_trailer_people(const char *author, const char *message)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

	if (author)
		add_people(people, author);
	for (guint i = 0; lines[i]; i++) {
		gsize key =
			strspn(lines[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
		g_autofree char *name = g_strndup(lines[i], key);

		if (lines[i][key] == ':' &&
		    (g_str_has_suffix(name, "-by") || g_ascii_strcasecmp(name, "Cc") == 0))
			add_people(people, lines[i] + key + 1);
	}
	return g_steal_pointer(&people);
}
