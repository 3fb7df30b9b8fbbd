/* SPDX-License-Identifier: GPL-2.0-only */
/* replay: a recorded cell against the same cell made again. */
#include "stage/replay.h"

#include "base/err.h"

void sp_replay_free(SpReplay *replay)
{
	if (!replay)
		return;
	g_free(replay->told);
	g_free(replay);
}

/* All cells that were booted, for a message. */
static char *list_cells(const SpRecord *record)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];

		if (cell->boots->len)
			g_string_append_printf(text, "%s%s,%s", text->len ? "  " : "",
					       cell->scenario, cell->variant);
	}
	return g_string_free(text, FALSE);
}

const SpCell *sp_replay_choose(const SpRecord *record, const char *cell, GError **error)
{
	const char *usual = record->not_affected ? "unpatched" : "backport";
	g_autofree char *cells = list_cells(record);

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *one = record->cells->pdata[i];
		g_autofree char *name = g_strdup_printf("%s,%s", one->scenario, one->variant);

		if (one->boots->len &&
		    (cell ? g_str_equal(name, cell) : g_str_equal(one->variant, usual)))
			return one;
	}
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "the record has no boots of %s; it has: %s",
		    cell ? cell : usual, *cells ? cells : "none at all");
	return NULL;
}

/* Adds "WHAT is NOW, was THEN" unless they are the same. */
static gboolean equal(GString *text, const char *what, const char *then, const char *now)
{
	if (g_strcmp0(then, now) == 0)
		return TRUE;
	g_string_append_printf(text, "%s%s is %s, was %s", text->len ? "; " : "", what,
			       now ? now : "none", then ? then : "none");
	return FALSE;
}

/* The boots ended in the same ways, however often each. */
static gboolean same_outcomes(const SpCell *then, const SpCell *now)
{
	for (guint outcome = SP_BOOT_CRASHED; outcome <= SP_BOOT_QEMU_FAILED; outcome++)
		if (!sp_cell_count(then, outcome) != !sp_cell_count(now, outcome))
			return FALSE;
	return now->boots->len > 0;
}

SpReplay *sp_replay_compare(const SpRecord *old, const SpCell *then, const SpRecord *again)
{
	SpReplay *replay = g_new0(SpReplay, 1);
	const SpCell *now = sp_record_cell(again, then->scenario, then->variant);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *was = sp_cell_summary(then), *is = sp_cell_summary(now);

	replay->same = equal(text, "the source", old->source_key, again->source_key);
	replay->same &= equal(text, "what was done to it", sp_control_text(old->control),
			      sp_control_text(again->control));
	if (old->control ==
	    SP_CONTROL_INTRODUCED) /* what was put in is told with the series alone */
		replay->same &= equal(text, "the series", old->diff_sha256, again->diff_sha256);
	replay->same &= equal(text, "the architecture", old->arch, again->arch);
	replay->same &= equal(text, "the change", then->patch_sha256, now->patch_sha256);
	replay->same &=
		equal(text, "the reproducer", old->reproducer_sha256, again->reproducer_sha256);
	replay->same &= equal(text, "the selftest", old->reproducer, again->reproducer);
	replay->same &=
		equal(text, "the selftest's program", old->program_sha256, again->program_sha256);
	replay->same &= equal(text, "the configuration", then->options_sha256, now->options_sha256);
	replay->same &= equal(text, "QEMU's command", then->command, now->command);
	equal(text, "the compiler", old->compiler, again->compiler);
	equal(text, "the linker", old->linker, again->linker);
	equal(text, "QEMU", old->qemu, again->qemu);
	equal(text, "the accelerator", old->accelerator, again->accelerator);
	replay->agrees = replay->same && same_outcomes(then, now);
	replay->told = g_strdup_printf("%s: %s, %s: recorded: %s; now: %s%s%s",
				       !replay->same	? "cannot be compared"
				       : replay->agrees ? "agrees"
							: "disagrees",
				       then->scenario, then->variant, was, is,
				       text->len ? "; " : "", text->str);
	return replay;
}
