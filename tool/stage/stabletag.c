/* SPDX-License-Identifier: GPL-2.0-only */
/* stabletag: all of a comment fits one of the known forms, or it says nothing of versions. */
#include "stage/stabletag.h"

#include <string.h>

static void need_free(SpStableNeed *need)
{
	g_free(need->id);
	g_free(need->subject);
	g_free(need);
}

void sp_stable_tag_free(SpStableTag *tag)
{
	g_free(tag->comment);
	g_array_unref(tag->ranges);
	g_ptr_array_unref(tag->needs);
	g_free(tag);
}

static void skip_blanks(const char **p)
{
	*p += strspn(*p, " \t");
}

static gboolean take(const char **p, const char *word)
{
	gsize length = strlen(word);

	if (g_ascii_strncasecmp(*p, word, length) != 0 ||
	    (g_ascii_isalpha(word[length - 1]) && g_ascii_isalnum((*p)[length])))
		return FALSE;
	*p += length;
	return TRUE;
}

/* "v4.9", "4.9.x", "2.6.32", "5.14-rc3", "linux-4.9.y". */
static gboolean take_version(const char **at, SpKver *version)
{
	const char *p = *at;

	if (g_ascii_strncasecmp(p, "linux-", 6) == 0)
		p += 6;
	if (*p == 'V')
		p++; /* sp_kver_parse() knows the other one */
	if (!sp_kver_parse(p, version))
		return FALSE;
	p += *p == 'v';
	while (g_ascii_isdigit(*p) || (*p == '.' && g_ascii_isdigit(p[1])))
		p++;
	if (*p == '.' && p[1] && strchr("xyXY", p[1]))
		p += 2;
	if (g_str_has_prefix(p, "-rc") && g_ascii_isdigit(p[3])) {
		p += 3;
		while (g_ascii_isdigit(*p))
			p++;
	}
	if (g_ascii_isalnum(*p) || *p == '_' || (*p == '.' && p[1] != '.' && p[1]))
		return FALSE;
	*at = p;
	return TRUE;
}

static gboolean take_onwards(const char **p)
{
	static const char *const words[] = {"and later",  "and newer",	   "and onwards",
					    "and onward", "and up",	   "and above",
					    "or later",	  "or newer",	   "onwards",
					    "onward",	  "and all later", "and newer kernels"};

	skip_blanks(p);
	if (**p == '+') {
		(*p)++;
		return TRUE;
	}
	/* "4.9.x-", but not "4.9-5.4". */
	if (**p == '-' && (!(*p)[1] || strchr(" \t,;:])", (*p)[1]))) {
		const char *after = *p + 1;
		SpKver version;

		skip_blanks(&after);
		if (take_version(&after, &version))
			return FALSE;
		(*p)++;
		return TRUE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (take(p, words[i]))
			return TRUE;
	return FALSE;
}

static gboolean take_to(const char **p)
{
	const char *first = *p;

	skip_blanks(p);
	if (take(p, "..") || take(p, "-") || take(p, "to ") || take(p, "through ")) {
		skip_blanks(p);
		return TRUE;
	}
	*p = first;
	return FALSE;
}

/* One version or range; *open is set if it is a version without a word on newer ones. */
static gboolean take_range(const char **p, SpKverRange *range, gboolean *open)
{
	SpKverRange got = {{0, 0, 0}, {G_MAXUINT, 0, 0}};
	gboolean since = take(p, ">=") || take(p, "since ") || take(p, "from ");
	gboolean until = !since && take(p, "<=");

	*open = FALSE;
	skip_blanks(p);
	if (!take_version(p, until ? &got.to : &got.from))
		return FALSE;
	if (!until && !take_onwards(p) && !since) {
		*open = !take_to(p);
		if (!*open &&
		    (!take_version(p, &got.to) || sp_kver_compare(&got.from, &got.to) > 0))
			return FALSE;
	}
	*range = got;
	return TRUE;
}

/* All of @text, up to @rest, is versions; they are added to @ranges. */
static gboolean read_ranges(const char *text, const char **rest, GArray *ranges)
{
	g_autoptr(GArray) got = g_array_new(FALSE, FALSE, sizeof(SpKverRange));
	g_autoptr(GArray) alone = g_array_new(FALSE, FALSE, sizeof(gboolean));
	const char *p = text;

	for (;;) {
		SpKverRange range;
		gboolean open;

		skip_blanks(&p);
		if (!take_range(&p, &range, &open))
			return FALSE;
		g_array_append_val(got, range);
		g_array_append_val(alone, open);
		skip_blanks(&p);
		if (!*p || *p == ':')
			break;
		if (!take(&p, ",") && !take(&p, ";"))
			take(&p, "&");
		skip_blanks(&p);
		take(&p, "and ");
		skip_blanks(&p);
		if (!*p)
			break;
	}
	for (guint i = 0; i < got->len; i++) {
		SpKverRange *range = &g_array_index(got, SpKverRange, i);

		if (range->from.major == 0 && got->len > 1)
			return FALSE; /* ">= 4.9, <= 5.4" is one range, not two */
		if (g_array_index(alone, gboolean, i) && got->len > 1)
			range->to = range->from;
	}
	g_array_append_vals(ranges, got->data, got->len);
	*rest = p;
	return TRUE;
}

/* "a1f84a3: sched: Check". A number or a word alone is none. */
static gboolean read_need(const char *text, GPtrArray *needs)
{
	gsize digits = strspn(text, "0123456789abcdefABCDEF");
	const char *p = text + digits;
	SpStableNeed *need;

	if (digits < 7 || digits > 40 || (*p && !strchr(" \t:(", *p)))
		return FALSE;
	skip_blanks(&p);
	if (*p == ':')
		p++;
	else if (*p ? *p != '(' : digits < 12)
		return FALSE;
	need = g_new(SpStableNeed, 1);
	need->id = g_ascii_strdown(text, digits);
	need->subject = g_strstrip(g_strdup(p));
	g_ptr_array_add(needs, need);
	return TRUE;
}

/* "[5.4+]" -> "5.4+" */
static char *without_brackets(const char *text)
{
	g_autofree char *bare = g_strstrip(g_strdup(text));
	gsize length = strlen(bare);

	if (length >= 2 && ((*bare == '[' && bare[length - 1] == ']') ||
			    (*bare == '(' && bare[length - 1] == ')')))
		return g_strstrip(g_strndup(bare + 1, length - 2));
	return g_steal_pointer(&bare);
}

static void read_comment(SpStableTag *tag, const char *text)
{
	g_autofree char *bare = without_brackets(text);
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(SpKverRange));
	const char *rest = bare;

	if (read_ranges(bare, &rest, ranges) && *rest == ':') {
		rest++;
		skip_blanks(&rest);
		/* "5.4+: why" can limit what it names. */
		if (*rest && !read_need(rest, tag->needs))
			return;
	} else if (*rest) {
		read_need(rest, tag->needs);
		return;
	}
	g_array_append_vals(tag->ranges, ranges->data, ranges->len);
}

/* Where in the lower-case @line the address @name ends, with its bracket; 0 if it is not there. */
static gsize behind_address(const char *line, const char *name)
{
	for (const char *p = strstr(line, name); p; p = strstr(p + 1, name)) {
		const char *after = p + strlen(name);

		if (strchr(" \t:<,", p[-1]) && (!*after || strchr(" \t\r>,#[(;", *after)))
			return after - line + (*after == '>');
	}
	return 0;
}

static SpStableTag *tag_new(gboolean noautosel, const char *comment)
{
	SpStableTag *tag = g_new0(SpStableTag, 1);

	tag->noautosel = noautosel;
	tag->ranges = g_array_new(FALSE, FALSE, sizeof(SpKverRange));
	tag->needs = g_ptr_array_new_with_free_func((GDestroyNotify)need_free);
	tag->comment = comment ? g_strstrip(g_strdup(comment)) : NULL;
	if (tag->comment && !*tag->comment)
		g_clear_pointer(&tag->comment, g_free);
	return tag;
}

/* @line begins with "Cc:". */
static SpStableTag *read_tag(const char *line)
{
	const char *hash = strchr(line, '#');
	/* An address in the comment is no recipient. */
	g_autofree char *lower = g_ascii_strdown(line, hash ? hash - line : -1);
	gsize vger = behind_address(lower, "stable@vger.kernel.org");
	gsize alias = behind_address(lower, "stable@kernel.org");
	gsize never = behind_address(lower, "stable+noautosel@kernel.org");
	SpStableTag *tag;

	if (!vger && !alias && !never)
		return NULL;
	tag = tag_new(never > 0, hash ? hash + 1 : NULL);
	if (tag->comment) {
		read_comment(tag, tag->comment);
	} else if (!hash) {
		const char *after = line + MAX(MAX(vger, alias), never);

		read_comment(tag, after + strspn(after, " \t,;"));
		g_ptr_array_set_size(tag->needs, 0);
	}
	return tag;
}

GPtrArray *sp_stable_tags(const char *message)
{
	GPtrArray *tags = g_ptr_array_new_with_free_func((GDestroyNotify)sp_stable_tag_free);
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		gsize indent = strspn(lines[i], " ");
		SpStableTag *tag = NULL;

		if (indent <= 3 && g_ascii_strncasecmp(lines[i] + indent, "cc:", 3) == 0)
			tag = read_tag(lines[i] + indent);
		if (tag)
			g_ptr_array_add(tags, tag);
	}
	return tags;
}
