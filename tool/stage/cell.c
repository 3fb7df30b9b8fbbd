/* SPDX-License-Identifier: GPL-2.0-only */
/* cell: counting what came of a cell's boots, and its part of record.json. */
#include "stage/cell.h"

#include "base/json.h"
#include "stage/rate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Every string member and its name in the file, for writing, reading and freeing alike. */
static const struct {
	const char *name;
	gsize offset;
} texts[] = {
	{"scenario", G_STRUCT_OFFSET(SpCell, scenario)},
	{"variant", G_STRUCT_OFFSET(SpCell, variant)},
	{"title", G_STRUCT_OFFSET(SpCell, title)},
	{"not_applicable", G_STRUCT_OFFSET(SpCell, not_applicable)},
	{"patch_sha256", G_STRUCT_OFFSET(SpCell, patch_sha256)},
	{"options_sha256", G_STRUCT_OFFSET(SpCell, options_sha256)},
	{"command", G_STRUCT_OFFSET(SpCell, command)},
	{"image", G_STRUCT_OFFSET(SpCell, image)},
	{"image_sha256", G_STRUCT_OFFSET(SpCell, image_sha256)},
	{"complaint", G_STRUCT_OFFSET(SpCell, complaint)},
};

#define TEXT(cell, i) G_STRUCT_MEMBER(char *, cell, texts[i].offset)

static void boot_free(gpointer data)
{
	sp_boot_free(data);
}

void sp_cell_free(SpCell *cell)
{
	if (!cell)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(TEXT(cell, i));
	g_ptr_array_unref(cell->boots);
	g_free(cell);
}

SpCell *sp_cell_new(const char *scenario, const char *variant, const char *title)
{
	SpCell *cell = g_new0(SpCell, 1);

	cell->scenario = g_strdup(scenario);
	cell->variant = g_strdup(variant);
	cell->title = g_strdup(title);
	cell->boots = g_ptr_array_new_with_free_func(boot_free);
	return cell;
}

guint sp_cell_count(const SpCell *cell, SpBootOutcome outcome)
{
	guint count = 0;

	for (guint i = 0; i < cell->boots->len; i++)
		count += ((SpBoot *)cell->boots->pdata[i])->outcome == outcome;
	return count;
}

static gboolean has_struck(const SpCell *cell, const SpBoot *boot)
{
	return boot->outcome == SP_BOOT_CRASHED || (cell->fails && boot->outcome == SP_BOOT_FAILED);
}

guint sp_cell_struck(const SpCell *cell)
{
	guint count = 0;

	for (guint i = 0; i < cell->boots->len; i++)
		count += has_struck(cell, cell->boots->pdata[i]);
	return count;
}

guint sp_cell_rounds(const SpCell *cell)
{
	guint rounds = 0;

	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (boot->outcome == SP_BOOT_SURVIVED)
			rounds += boot->worked;
	}
	return rounds;
}

guint sp_cell_splats(const SpCell *cell)
{
	guint splats = 0;

	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (boot->outcome == SP_BOOT_SURVIVED)
			splats += boot->splats;
	}
	return splats;
}

static int by_round(const void *a, const void *b)
{
	return (*(const guint *)a > *(const guint *)b) - (*(const guint *)a < *(const guint *)b);
}

double sp_cell_median_round(const SpCell *cell)
{
	g_autofree guint *rounds = g_new0(guint, cell->boots->len + 1);
	guint n = 0;

	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (has_struck(cell, boot))
			rounds[n++] = boot->round;
	}
	if (!n)
		return 0;
	qsort(rounds, n, sizeof(*rounds), by_round);
	return n % 2 ? rounds[n / 2] : (rounds[n / 2 - 1] + rounds[n / 2]) / 2.0;
}

double sp_cell_rate(const SpCell *cell)
{
	guint64 rounds = 0;

	for (guint i = 0; i < cell->boots->len; i++)
		rounds += ((SpBoot *)cell->boots->pdata[i])->round;
	return sp_rate_lower(MIN(sp_cell_struck(cell), rounds), rounds);
}

static const char *const expectations[] = {
	[SP_EXPECT_CRASH] = "crash",
	[SP_EXPECT_SURVIVE] = "survive",
	[SP_EXPECT_NOT_THIS] = "not-this",
};

/* Crashed, or failed, where it should; or survived all the rounds that were asked for. */
static gboolean boot_as_expected(const SpCell *cell, const SpBoot *boot)
{
	if (cell->expect == SP_EXPECT_CRASH)
		return has_struck(cell, boot);
	if (cell->expect == SP_EXPECT_NOT_THIS && boot->outcome == SP_BOOT_OTHER_BUG)
		return TRUE;
	return boot->outcome == SP_BOOT_SURVIVED && boot->round >= cell->rounds_wanted;
}

gboolean sp_cell_as_expected(const SpCell *cell)
{
	if (cell->not_applicable || cell->complaint || !cell->boots_wanted ||
	    cell->boots->len < cell->boots_wanted)
		return FALSE;
	for (guint i = 0; i < cell->boots->len; i++)
		if (!boot_as_expected(cell, cell->boots->pdata[i]))
			return FALSE;
	return cell->expect != SP_EXPECT_SURVIVE || sp_cell_rounds(cell) >= MAX(cell->needed, 1);
}

const char *sp_cell_mark(const SpCell *cell)
{
	if (cell->not_applicable)
		return "-";
	return sp_cell_as_expected(cell) ? "as expected" : "NOT EXPECTED";
}

static void add_rounds(GString *text, const SpCell *cell)
{
	g_string_append_printf(text, ", %u rounds", sp_cell_rounds(cell));
	if (cell->expect == SP_EXPECT_SURVIVE && sp_cell_rounds(cell) < cell->needed)
		g_string_append_printf(text, " of %" G_GUINT64_FORMAT, cell->needed);
	if (sp_cell_splats(cell))
		g_string_append_printf(text, ", %u warnings of the kernel", sp_cell_splats(cell));
}

gboolean sp_cell_is_hopeless(const SpCell *cell)
{
	return sp_cell_count(cell, SP_BOOT_UNABLE) + sp_cell_count(cell, SP_BOOT_NOT_APPLICABLE) +
		       sp_cell_count(cell, SP_BOOT_HUNG) + sp_cell_count(cell, SP_BOOT_NOT_BOOTED) +
		       sp_cell_count(cell, SP_BOOT_FLOODED) >
	       0;
}

/* The last of the outcomes that its median is of. */
static SpBootOutcome median_at(const SpCell *cell)
{
	return cell->fails && sp_cell_count(cell, SP_BOOT_FAILED) ? SP_BOOT_FAILED
								  : SP_BOOT_CRASHED;
}

char *sp_cell_summary(const SpCell *cell)
{
	g_autoptr(GString) text = g_string_new(NULL);
	guint total = cell->boots->len;

	if (cell->not_applicable)
		return g_strdup_printf("not applicable: %s", cell->not_applicable);
	if (cell->complaint)
		return g_strdup(cell->complaint);
	if (!total)
		return g_strdup("not booted");
	for (guint outcome = SP_BOOT_CRASHED; outcome <= SP_BOOT_QEMU_FAILED; outcome++) {
		guint count = sp_cell_count(cell, outcome);

		if (!count)
			continue;
		g_string_append_printf(text, "%s%s %u of %u boots", text->len ? ", " : "",
				       sp_boot_outcome_name(outcome), count, total);
		if (outcome == median_at(cell))
			g_string_append_printf(text, ", median round %g",
					       sp_cell_median_round(cell));
		if (outcome == SP_BOOT_SURVIVED)
			add_rounds(text, cell);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The function that the kernel's report of @signature says it was in: "RIP: 0010:f+0x61/0x6b",
 * "RIP: 0010:[<...>]  [<...>] f+0x61/0x6b" before v4.10, on arm64 "pc : f+0x74/0x8c", "PC is at
 * f+0xe8/0x134" before v4.19; (transfer full): NULL where it does not say. */
static char *function_in(const char *excerpt, const char *signature)
{
	static const char *const marks[] = {"] RIP: ", "] pc : ", "] PC is at "};
	const char *report = strstr(excerpt, signature);

	for (guint i = 0; report && i < G_N_ELEMENTS(marks); i++) {
		const char *mark = strstr(report, marks[i]);
		const char *line = mark ? mark + strlen(marks[i]) : "";
		g_autofree char *rest = g_strndup(line, strcspn(line, "\r\n"));
		char *end = strstr(rest, "+0x");
		char *name = end;

		while (name && name > rest && (g_ascii_isalnum(name[-1]) || strchr("_.", name[-1])))
			name--;
		if (name < end)
			return g_strndup(name, (gsize)(end - name));
	}
	return NULL;
}

/* No boot before it ended alike. */
static gboolean is_first(const SpCell *cell, guint n)
{
	const SpBoot *boot = cell->boots->pdata[n];

	for (guint i = 0; i < n; i++) {
		const SpBoot *other = cell->boots->pdata[i];

		if (other->outcome == boot->outcome &&
		    g_strcmp0(other->signature, boot->signature) == 0)
			return FALSE;
	}
	return TRUE;
}

GPtrArray *sp_cell_faces(const SpCell *cell, gboolean other)
{
	GPtrArray *faces = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];
		g_autofree char *name = NULL;

		if (!boot->signature || (boot->outcome == SP_BOOT_OTHER_BUG) != other ||
		    !is_first(cell, i))
			continue;
		if (boot->excerpt)
			name = function_in(boot->excerpt, boot->signature);
		g_ptr_array_add(faces,
				g_strdup_printf("%s%s%s%s", boot->signature, name ? " in " : "",
						name ? name : "", name ? "()" : ""));
	}
	return faces;
}

static void write_boot(JsonBuilder *json, const SpBoot *boot, gboolean excerpt)
{
	json_builder_begin_object(json);
	sp_json_string(json, "outcome", sp_boot_outcome_name(boot->outcome));
	sp_json_int(json, "round", boot->round);
	sp_json_int(json, "work", (gint64)boot->work);
	sp_json_int(json, "worked", boot->worked);
	sp_json_int(json, "splats", boot->splats);
	sp_json_seconds(json, "seconds", boot->seconds);
	sp_json_string(json, "nonce", boot->nonce);
	sp_json_string(json, "signature", boot->signature);
	sp_json_string(json, "excerpt", excerpt ? boot->excerpt : NULL);
	sp_json_string(json, "log_sha256", boot->log_sha256);
	sp_json_string(json, "date", boot->date);
	json_builder_end_object(json);
}

void sp_cell_write(JsonBuilder *json, const SpCell *cell)
{
	json_builder_begin_object(json);
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		sp_json_string(json, texts[i].name, TEXT(cell, i));
	sp_json_string(json, "expect", expectations[cell->expect]);
	sp_json_bool(json, "fails", cell->fails);
	sp_json_bool(json, "as_expected", sp_cell_as_expected(cell));
	sp_json_int(json, "boots_wanted", cell->boots_wanted);
	sp_json_int(json, "rounds_wanted", cell->rounds_wanted);
	sp_json_int(json, "rounds_needed", (gint64)cell->needed);
	if (cell->expect == SP_EXPECT_CRASH && sp_cell_rate(cell) > 0)
		sp_json_double(json, "crash_rate_at_least",
			       floor(sp_cell_rate(cell) * 10000) / 10000);
	json_builder_set_member_name(json, "boots");
	json_builder_begin_array(json);
	for (guint i = 0; i < cell->boots->len; i++)
		write_boot(json, cell->boots->pdata[i],
			   is_first(cell, i)); /* one excerpt will do */
	json_builder_end_array(json);
	json_builder_end_object(json);
}

static SpBoot *read_boot(JsonObject *object)
{
	const char *name = sp_json_get_string(object, "outcome", "");
	SpBoot *boot = g_new0(SpBoot, 1);

	boot->outcome = SP_BOOT_QEMU_FAILED; /* what we cannot read proves nothing */
	for (guint outcome = SP_BOOT_CRASHED; outcome <= SP_BOOT_QEMU_FAILED; outcome++)
		if (g_str_equal(name, sp_boot_outcome_name(outcome)))
			boot->outcome = outcome;
	boot->round = (guint)sp_json_get_int(object, "round", 0);
	boot->work = (guint64)sp_json_get_int(object, "work", 0);
	/* Not told before it was counted: then there was some work over all rounds. */
	boot->worked = (guint)sp_json_get_int(object, "worked", boot->round);
	boot->splats = (guint)sp_json_get_int(object, "splats", 0);
	boot->seconds = sp_json_get_double(object, "seconds", 0);
	boot->nonce = g_strdup(sp_json_get_string(object, "nonce", NULL));
	boot->signature = g_strdup(sp_json_get_string(object, "signature", NULL));
	boot->excerpt = g_strdup(sp_json_get_string(object, "excerpt", NULL));
	boot->log_sha256 = g_strdup(sp_json_get_string(object, "log_sha256", NULL));
	boot->date = g_strdup(sp_json_get_string(object, "date", NULL));
	return boot;
}

static gboolean read_expect(JsonObject *object, SpExpect *expect)
{
	const char *text = sp_json_get_string(object, "expect", "");

	for (guint i = 0; i < G_N_ELEMENTS(expectations); i++) {
		*expect = (SpExpect)i;
		if (g_str_equal(text, expectations[i]))
			return TRUE;
	}
	return FALSE;
}

SpCell *sp_cell_read(JsonNode *node)
{
	JsonObject *object = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
	JsonArray *boots = object ? sp_json_get_array(object, "boots") : NULL;
	g_autoptr(SpCell) cell = NULL;
	SpExpect expect;

	if (!boots || !sp_json_get_string(object, "scenario", NULL) ||
	    !sp_json_get_string(object, "variant", NULL) || !read_expect(object, &expect))
		return NULL;
	cell = sp_cell_new(NULL, NULL, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		TEXT(cell, i) = g_strdup(sp_json_get_string(object, texts[i].name, NULL));
	cell->expect = expect;
	cell->fails = sp_json_get_bool(object, "fails", FALSE);
	cell->boots_wanted = (guint)sp_json_get_int(object, "boots_wanted", 0);
	cell->rounds_wanted = (guint)sp_json_get_int(object, "rounds_wanted", 0);
	cell->needed = (guint64)sp_json_get_int(object, "rounds_needed", 0);
	for (guint i = 0; i < json_array_get_length(boots); i++) {
		JsonNode *one = json_array_get_element(boots, i);

		if (!JSON_NODE_HOLDS_OBJECT(one))
			return NULL;
		g_ptr_array_add(cell->boots, read_boot(json_node_get_object(one)));
	}
	return g_steal_pointer(&cell);
}
