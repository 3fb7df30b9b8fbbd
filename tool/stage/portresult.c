/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portresult: the texts are compared as units of code, see hunkunit.h, which know nothing of blanks
 * and line breaks.
 */
#include "stage/portresult.h"

#include "stage/csource.h"
#include "stage/ctext.h"
#include "stage/hunkfile.h"
#include "stage/hunkgroup.h"
#include "stage/portdiff.h"

#include <string.h>

/* A text as units, without its comments. */
typedef struct {
	SpHunkFile *file;
	SpUnits *units;
	GArray *code; /* guint, units that are code */
} Text;

static void text_clear(Text *text)
{
	g_clear_pointer(&text->units, sp_units_free);
	g_clear_pointer(&text->file, sp_hunkfile_free);
	g_clear_pointer(&text->code, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Text, text_clear)

static void text_read(Text *text, const char *content)
{
	text->file = sp_hunkfile_new(content);
	text->units = sp_units_new(text->file->lines, TRUE);
	text->code = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < text->units->units->len; i++)
		if (!sp_units_get(text->units, i)->comment)
			g_array_append_val(text->code, i);
}

static guint code_at(const Text *text, guint i)
{
	return g_array_index(text->code, guint, i);
}

/* The place in @text->code of the first unit from @line on; its length for none. */
static guint code_from(const Text *text, guint line)
{
	for (guint i = 0; i < text->code->len; i++)
		if (sp_units_get(text->units, code_at(text, i))->last >= line)
			return i;
	return text->code->len;
}

static gboolean same(const Text *a, guint i, const Text *b, guint k)
{
	return i < a->code->len && k < b->code->len &&
	       sp_units_same(a->units, code_at(a, i), b->units, code_at(b, k), NULL);
}

/* How often the units @i and @i + 1 of @a stand one behind the other in @b; @line: the last. */
static guint count_pairs(const Text *a, guint i, const Text *b, guint *line)
{
	guint count = 0;

	for (guint k = 0; k + 1 < b->code->len; k++) {
		if (!same(a, i, b, k) || !same(a, i + 1, b, k + 1))
			continue;
		count++;
		*line = sp_units_get(b->units, code_at(b, k))->first + 1;
	}
	return count;
}

static int balance(const SpCText *text, const SpFunction *function)
{
	int depth = 0;

	for (gsize at = text->starts[function->open]; at < text->starts[function->end + 1]; at++)
		if (text->kind[at] == SP_C_CODE)
			depth += (text->text[at] == '{') - (text->text[at] == '}');
	return depth;
}

/* Whether its braces match, and the last one stands in the first column. */
static gboolean is_whole(const SpCText *text, const SpFunction *function)
{
	return !balance(text, function) && text->text[text->starts[function->end]] == '}';
}

/* Whether a line that the patch takes away has that word. */
static gboolean takes_away(const SpPatchFile *file, const char *word)
{
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++)
			if (sp_hunkfile_line(hunk, k)->origin == '-' &&
			    strstr(sp_hunkfile_line(hunk, k)->text, word))
				return TRUE;
	}
	return FALSE;
}

static char *unbalanced(const SpPatchFile *file, const char *before, const char *after)
{
	g_autoptr(SpCText) had = sp_ctext_new(before, strlen(before));
	g_autoptr(SpCText) has = sp_ctext_new(after, strlen(after));
	g_autoptr(SpCSource) old = sp_csource_parse(before, strlen(before));
	g_autoptr(SpCSource) new = sp_csource_parse(after, strlen(after));
	const GPtrArray *functions = sp_csource_functions(new);

	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *function = functions->pdata[i];
		g_autoptr(GPtrArray) found = NULL;

		found = sp_csource_find(old, function->name, function->arm);
		if (found->len != 1 || is_whole(had, found->pdata[0]) <= is_whole(has, function))
			continue;
		return g_strdup_printf("the braces of %s() would not match", function->name);
	}
	functions = sp_csource_functions(old);
	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *function = functions->pdata[i];
		g_autoptr(GPtrArray) found = sp_csource_find(new, function->name, NULL);

		if (!found->len && !takes_away(file, function->name))
			return g_strdup_printf("%s() would be no function any more",
					       function->name);
	}
	return NULL;
}

static const char *const takes[] = {"alloc", "get",   "lock",  "enable",  "register",
				    "start", "begin", "claim", "map",	  "suspend",
				    "pause", "hold",  "init",  "prepare", NULL};
static const char *const gives[] = {"free",    "put",  "unlock",  "disable",   "unregister",
				    "stop",    "end",  "release", "unmap",     "resume",
				    "unpause", "drop", "exit",	  "unprepare", NULL};

/* Whether @part is a part of the name between underscores; "free" and "alloc" may have a prefix. */
static gboolean has_part(const SpUnitWord *name, const char *part)
{
	gsize length = strlen(part);
	gboolean loose = g_str_equal(part, "free") || g_str_equal(part, "alloc");

	for (gsize i = 0; i + length <= name->length; i++) {
		gboolean begins = i == 0 || name->text[i - 1] == '_' || loose;
		gboolean ends = i + length == name->length || name->text[i + length] == '_';

		if (begins && ends && memcmp(name->text + i, part, length) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Whether a call in lines of the unit has one of @words in its name. */
static gboolean calls(const SpUnits *units, guint i, const char *const *words)
{
	const SpUnit *unit = sp_units_get(units, i);

	for (guint w = 0; w + 1 < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + w);

		if (!sp_unitword_is_name(word) || !sp_unitword_equals(word + 1, "("))
			continue;
		for (const char *const *one = words; *one; one++)
			if (has_part(word, *one))
				return TRUE;
	}
	return FALSE;
}

/* Lines of the changes between two texts. */
typedef struct {
	guint old, old_lines, new, new_lines; /* 0-based */
} Run;

static GArray *runs_between(const char *path, const char *before, const char *after)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
	g_autoptr(git_patch) diff = sp_portdiff(path, before, after, 0);

	for (size_t i = 0; diff && i < git_patch_num_hunks(diff); i++) {
		const git_diff_hunk *hunk;
		Run run;

		git_patch_get_hunk(&hunk, NULL, diff, i);
		run.old_lines = (guint)hunk->old_lines;
		run.new_lines = (guint)hunk->new_lines;
		/* Of an empty side git tells the line above. */
		run.old = (guint)hunk->old_start - (hunk->old_lines ? 1 : 0);
		run.new = (guint)hunk->new_start - (hunk->new_lines ? 1 : 0);
		g_array_append_val(runs, run);
	}
	return runs;
}

/* The units of @text that begin in lines @line to before @line + @n. */
static gboolean run_calls(const Text *text, guint line, guint n, const char *const *words)
{
	for (guint i = code_from(text, line); i < text->code->len; i++) {
		guint unit = code_at(text, i);

		if (sp_units_get(text->units, unit)->first >= line + n)
			return FALSE;
		if (calls(text->units, unit, words))
			return TRUE;
	}
	return FALSE;
}

static guint count_returns(const Text *text, guint line, guint end)
{
	guint count = 0;

	for (guint i = code_from(text, line); i < text->code->len; i++) {
		const SpUnit *unit = sp_units_get(text->units, code_at(text, i));

		if (unit->first >= end)
			break;
		count += sp_unitword_equals(sp_units_word(text->units, unit->word), "return");
	}
	return count;
}

/* Statements that leave, between the runs @i and @k, the changed lines left out. */
static guint returns_between(const Text *text, const GArray *runs, guint i, guint k)
{
	guint count = 0;

	for (; i < k; i++) {
		const Run *one = &g_array_index(runs, Run, i);

		count += count_returns(text, one->new + one->new_lines,
				       g_array_index(runs, Run, i + 1).new);
	}
	return count;
}

/* The place of a change that takes something above, gives it back below, and leaves between. */
static char *leaves_between(const char *path, const char *before, const char *after)
{
	g_autoptr(GArray) runs = runs_between(path, before, after);
	g_autoptr(SpCSource) source = sp_csource_parse(after, strlen(after));
	g_auto(Text) text = {0};

	text_read(&text, after);
	for (guint i = 0; i + 1 < runs->len; i++) {
		const Run *one = &g_array_index(runs, Run, i);
		const SpFunction *function = sp_csource_function_at(source, one->new);

		if (!function || !run_calls(&text, one->new, one->new_lines, takes) ||
		    run_calls(&text, one->new, one->new_lines, gives))
			continue;
		for (guint k = i + 1; k < runs->len; k++) {
			const Run *two = &g_array_index(runs, Run, k);

			if (sp_csource_function_at(source, two->new) != function)
				break;
			if (!run_calls(&text, two->new, two->new_lines, gives))
				continue;
			if (returns_between(&text, runs, i, k))
				return g_strdup_printf("%s() returns between line %u, where the "
						       "change takes something, and line %u, where "
						       "it gives it back",
						       function->name, one->new + 1, two->new + 1);
			break;
		}
	}
	return NULL;
}

/* Whether unit @i of @a stands in the units @from to before @end of @b. */
static gboolean stands_in(const Text *a, guint i, const Text *b, guint from, guint end)
{
	for (guint k = from; k < MIN(end, b->code->len); k++)
		if (same(a, i, b, k))
			return TRUE;
	return FALSE;
}

/* Whether a function of the file that unit @k calls does what unit @i does. */
static gboolean callee_does(const Text *text, const SpCSource *source, guint i, guint k)
{
	const SpUnit *unit = sp_units_get(text->units, code_at(text, k));

	for (guint w = 0; w + 1 < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(text->units, unit->word + w);
		g_autofree char *name = NULL;
		g_autoptr(GPtrArray) found = NULL;

		if (!sp_unitword_is_name(word) || !sp_unitword_equals(word + 1, "("))
			continue;
		name = g_strndup(word->text, word->length);
		found = sp_csource_find(source, name, NULL);
		for (guint f = 0; f < found->len; f++) {
			const SpFunction *function = found->pdata[f];

			if (stands_in(text, i, text, code_from(text, function->open),
				      code_from(text, function->end)))
				return TRUE;
		}
	}
	return FALSE;
}

static int braces_of(const SpUnits *units, guint i)
{
	const SpUnit *unit = sp_units_get(units, i);
	int depth = 0;

	for (guint w = 0; w < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + w);

		depth += sp_unitword_equals(word, "{");
		depth -= sp_unitword_equals(word, "}");
	}
	return depth;
}

static guint behind_label(const Text *text, const SpCSource *source, guint line,
			  const SpUnitWord *name);

/* The unit at which the way from unit @i on leaves: a goto or a return outside of inner blocks. */
static guint straight_end(const Text *text, guint i)
{
	static const char *const leaves[] = {"goto", "return", NULL};
	int depth = 0;

	for (; i < text->code->len && depth >= 0; i++) {
		const SpUnit *unit = sp_units_get(text->units, code_at(text, i));
		const SpUnitWord *word = sp_units_word(text->units, unit->word);

		depth += braces_of(text->units, code_at(text, i));
		for (const char *const *one = leaves; depth == 0 && *one; one++)
			if (sp_unitword_equals(word, *one))
				return i;
	}
	return i;
}

/* Whether what unit @i gives back is given back on the same way: above it in its block, or behind
 * the label that its block jumps to. */
static gboolean is_given_twice(const Text *text, const SpCSource *source, guint i)
{
	const SpFunction *function =
		sp_csource_function_at(source, sp_units_get(text->units, code_at(text, i))->first);
	int depth = 0;

	if (!function)
		return FALSE;
	for (guint k = i; k-- > code_from(text, function->open);) {
		depth -= braces_of(text->units, code_at(text, k));
		/* Taken anew since. */
		if (depth < 0 || (depth == 0 && calls(text->units, code_at(text, k), takes)))
			break;
		if (depth == 0 && (same(text, i, text, k) || callee_does(text, source, i, k)))
			return TRUE;
	}
	depth = 0;
	for (guint k = i + 1; k < code_from(text, function->end) && depth >= 0; k++) {
		const SpUnit *unit = sp_units_get(text->units, code_at(text, k));
		const SpUnitWord *word = sp_units_word(text->units, unit->word);
		guint label;

		depth += braces_of(text->units, code_at(text, k));
		if (depth || !sp_unitword_equals(word, "goto") || unit->n_words < 2)
			continue;
		label = behind_label(text, source, function->open, word + 1);
		return label != G_MAXUINT &&
		       stands_in(text, i, text, label, straight_end(text, label));
	}
	return FALSE;
}

/* Something that the change gives back and that is given back there already. */
static char *gives_twice(const char *path, const char *before, const char *after)
{
	g_autoptr(GArray) runs = runs_between(path, before, after);
	g_autoptr(SpCSource) source = sp_csource_parse(after, strlen(after));
	g_auto(Text) text = {0};

	text_read(&text, after);
	for (guint i = 0; i < runs->len; i++) {
		const Run *run = &g_array_index(runs, Run, i);

		for (guint k = code_from(&text, run->new); k < text.code->len; k++) {
			const SpUnit *unit = sp_units_get(text.units, code_at(&text, k));

			if (unit->first >= run->new + run->new_lines)
				break;
			/* A lock is taken and given back all the time. */
			if (calls(text.units, code_at(&text, k), gives) &&
			    !sp_units_locks(text.units, code_at(&text, k)) &&
			    is_given_twice(&text, source, k))
				return g_strdup_printf("line %u gives back what is given back on "
						       "that way already",
						       unit->first + 1);
		}
	}
	return NULL;
}

/* Of upstream's change, @runs from @pre to @post: a pair of units that it leaves fewer of. */
static char *places_left(const Text *pre, const Text *post, const Text *after, const GArray *runs)
{
	enum { TELLING = 4 };

	for (guint i = 0; i < runs->len; i++) {
		const Run *run = &g_array_index(runs, Run, i);
		guint first = code_from(pre, run->old),
		      end = code_from(pre, run->old + run->old_lines);

		/* The lines themselves and the ones around them. */
		for (guint k = first ? first - 1 : 0; k < end && k + 1 < pre->code->len; k++) {
			guint line = 0, here = 0, there;
			guint weight = sp_units_get(pre->units, code_at(pre, k))->weight +
				       sp_units_get(pre->units, code_at(pre, k + 1))->weight;

			if (weight < TELLING)
				continue;
			there = count_pairs(pre, k, post, &line);
			here = count_pairs(pre, k, after, &line);
			if (here > there)
				return g_strdup_printf("line %u is like what upstream changes, and "
						       "upstream has no such place",
						       line);
		}
	}
	return NULL;
}

/* The unit behind the label @name of the function around @line; G_MAXUINT for none. */
static guint behind_label(const Text *text, const SpCSource *source, guint line,
			  const SpUnitWord *name)
{
	const SpFunction *function = sp_csource_function_at(source, line);

	for (guint i = function ? code_from(text, function->open) : text->code->len;
	     i < text->code->len; i++) {
		const SpUnit *unit = sp_units_get(text->units, code_at(text, i));

		if (unit->first > function->end)
			break;
		if (unit->n_words == 2 &&
		    sp_unitword_same(sp_units_word(text->units, unit->word), name, NULL) &&
		    sp_unitword_equals(sp_units_word(text->units, unit->word + 1), ":"))
			return i + 1;
	}
	return G_MAXUINT;
}

/* Whether the same is done from the unit @i of @a and @k of @b on, up to the function's end. */
static gboolean same_way_out(const Text *a, guint i, const Text *b, guint k)
{
	for (; i < a->code->len && k < b->code->len; i++, k++) {
		const SpUnit *unit = sp_units_get(a->units, code_at(a, i));

		if (!same(a, i, b, k))
			return FALSE;
		if (sp_unitword_equals(sp_units_word(a->units, unit->word), "return"))
			return TRUE;
	}
	return i == a->code->len && k == b->code->len;
}

/* A goto that the change adds, to a label behind which the branch does other things. */
static char *other_label(const SpPatchFile *file, const Text *post, const Text *after,
			 const GArray *runs)
{
	g_autoptr(SpCSource) theirs = sp_csource_parse(file->post, strlen(file->post));
	g_autoptr(SpCSource) ours = sp_csource_parse(after->file->text, strlen(after->file->text));

	for (guint i = 0; i < runs->len; i++) {
		const Run *run = &g_array_index(runs, Run, i);

		for (guint k = code_from(after, run->new); k < after->code->len; k++) {
			const SpUnit *unit = sp_units_get(after->units, code_at(after, k));
			const SpUnitWord *word = sp_units_word(after->units, unit->word);
			const SpFunction *function = sp_csource_function_at(ours, unit->first);
			g_autoptr(GPtrArray) twins = NULL;
			guint there, here;

			if (unit->first >= run->new + run->new_lines)
				break;
			if (!sp_unitword_equals(word, "goto") || unit->n_words < 2 || !function)
				continue;
			twins = sp_csource_find(theirs, function->name, function->arm);
			if (twins->len != 1)
				continue;
			there = behind_label(post, theirs, ((SpFunction *)twins->pdata[0])->open,
					     word + 1);
			here = behind_label(after, ours, unit->first, word + 1);
			if (there != G_MAXUINT && here != G_MAXUINT &&
			    !same_way_out(post, there, after, here))
				return g_strdup_printf(
					"behind the label %.*s the branch does other "
					"things than upstream",
					(int)word[1].length, word[1].text);
		}
	}
	return NULL;
}

/* The last lock call above @line in its function; G_MAXUINT for none. */
static guint lock_above(const Text *text, const SpFunction *function, guint line)
{
	for (guint i = code_from(text, line); i-- > 0;) {
		const SpUnit *unit = sp_units_get(text->units, code_at(text, i));

		if (unit->first <= function->open)
			return G_MAXUINT;
		if (unit->first < line && sp_units_locks(text->units, code_at(text, i)))
			return i;
	}
	return G_MAXUINT;
}

/* Changes of a function in which another lock is taken above than upstream. */
static char *other_lock(const Text *post, const GArray *theirs, const Text *after,
			const GArray *ours)
{
	g_autoptr(SpCSource) there = sp_csource_parse(post->file->text, strlen(post->file->text));
	g_autoptr(SpCSource) here = sp_csource_parse(after->file->text, strlen(after->file->text));

	for (guint i = 0; i < ours->len && ours->len == theirs->len; i++) {
		guint line = g_array_index(theirs, Run, i).new;
		guint our_line = g_array_index(ours, Run, i).new;
		const SpFunction *one = sp_csource_function_at(there, line);
		const SpFunction *two = sp_csource_function_at(here, our_line);
		guint a = one ? lock_above(post, one, line) : G_MAXUINT;
		guint b = two ? lock_above(after, two, our_line) : G_MAXUINT;
		const SpUnit *unit;

		if (!one || !two || !g_str_equal(one->name, two->name) ||
		    (a == G_MAXUINT && b == G_MAXUINT))
			continue;
		if (a != G_MAXUINT && b != G_MAXUINT &&
		    sp_units_kin(post->units, code_at(post, a), after->units, code_at(after, b),
				 NULL))
			continue;
		unit = b == G_MAXUINT ? NULL : sp_units_get(after->units, code_at(after, b));
		return g_strdup_printf(
			"above line %u %s() has %s, other than upstream", our_line + 1, two->name,
			unit ? (char *)after->file->lines->pdata[unit->first] : "no lock");
	}
	return NULL;
}

static gboolean is_c(const char *path)
{
	return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
}

/* What only upstream's whole file can tell. */
static char *against_upstream(const SpPatchFile *file, const char *before, const char *after)
{
	g_autoptr(GArray) theirs = runs_between(file->path, file->pre, file->post);
	g_autoptr(GArray) ours = runs_between(file->path, before, after);
	g_auto(Text) pre = {0}, post = {0}, result = {0};
	char *why;

	text_read(&pre, file->pre);
	text_read(&post, file->post);
	text_read(&result, after);
	why = places_left(&pre, &post, &result, theirs);
	if (!why)
		why = other_label(file, &post, &result, ours);
	return why ? why : other_lock(&post, theirs, &result, ours);
}

char *sp_portresult_doubt(const SpPatchFile *file, const char *before, const char *after)
{
	g_autofree char *why = NULL, *theirs = NULL;
	gboolean known = file->pre && file->post;

	if (!is_c(file->path))
		return NULL;
	why = unbalanced(file, before, after);
	if (!why) {
		why = leaves_between(file->path, before, after);
		theirs = why && known ? leaves_between(file->path, file->pre, file->post) : NULL;
		/* Upstream leaves there, too. */
		if (theirs)
			g_clear_pointer(&why, g_free);
	}
	if (!why) {
		why = gives_twice(file->path, before, after);
		g_clear_pointer(&theirs, g_free);
		theirs = why && known ? gives_twice(file->path, file->pre, file->post) : NULL;
		if (theirs)
			g_clear_pointer(&why, g_free);
	}
	if (!why && known)
		why = against_upstream(file, before, after);
	return why ? g_strdup_printf("%s: %s", file->path, why) : NULL;
}

/* Lines with more than blanks and braces next to a run, two on each side, that are the same. */
static guint same_lines(const GPtrArray *a, guint line, const GPtrArray *b, guint other, int step)
{
	guint same_count = 0;

	for (guint n = 0; n < 2; n++) {
		g_autofree char *one = NULL, *two = NULL;

		do
			line += step;
		while (line < a->len && !*(char *)a->pdata[line]);
		do
			other += step;
		while (other < b->len && !*(char *)b->pdata[other]);
		if (line >= a->len || other >= b->len)
			return same_count + (line >= a->len && other >= b->len) * (2 - n);
		one = g_strstrip(g_strdup(a->pdata[line]));
		two = g_strstrip(g_strdup(b->pdata[other]));
		if (!g_str_equal(one, two))
			return same_count;
		same_count++;
	}
	return same_count;
}

char *sp_portresult_merged(const SpPatchFile *file, const char *before, const char *merged)
{
	g_autoptr(GArray) theirs = runs_between(file->path, file->pre, file->post);
	g_autoptr(GArray) ours = runs_between(file->path, before, merged);
	g_autoptr(SpHunkFile) post = sp_hunkfile_new(file->post);
	g_autoptr(SpHunkFile) result = sp_hunkfile_new(merged);
	const SpCSource *source = sp_hunkfile_source(result);

	for (guint i = 0; i < ours->len && theirs->len == ours->len; i++) {
		const Run *one = &g_array_index(theirs, Run, i);
		const Run *two = &g_array_index(ours, Run, i);
		guint above = same_lines(post->lines, one->new, result->lines, two->new, -1);
		guint below = same_lines(post->lines, one->new + one->new_lines - 1, result->lines,
					 two->new + two->new_lines - 1, 1);

		if (!above || !below ||
		    above + below < (sp_csource_function_at(source, two->new) ? 4 : 3))
			return g_strdup_printf("%s:%u: only a merge has a place for it, and its "
					       "surroundings are not upstream's",
					       file->path, two->new + 1);
	}
	return NULL;
}
