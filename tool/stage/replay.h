/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * replay: holds a cell that was made again against the one in a record: what went in, and what came
 * out.
 */
#pragma once

#include <glib.h>

#include "stage/record.h"

typedef struct {
	gboolean same;	 /* the kernel and the reproducer are the same: they can be compared */
	gboolean agrees; /* @same, and the boots ended in the same ways */
	char *told;	 /* all of it, and what went in otherwise, in one line */
} SpReplay;

void sp_replay_free(SpReplay *replay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpReplay, sp_replay_free)

/**
 * sp_replay_choose:
 * @cell: (nullable): "SCENARIO,VARIANT"; NULL for the first cell of the backport, or where there is
 *        none of the unpatched kernel, that was booted
 *
 * Returns: the cell of @record, owned by it; NULL with SP_ERROR_USAGE, which names those that there
 * are.
 */
const SpCell *sp_replay_choose(const SpRecord *record, const char *cell, GError **error);

/**
 * sp_replay_compare:
 * @old: the record that was made
 * @then: its cell
 * @again: the record that was made from it now, with the same cell alone
 *
 * Another compiler, linker, QEMU or accelerator is told, and compared all the same; another source,
 * change, configuration or reproducer is not the same cell.
 */
SpReplay *sp_replay_compare(const SpRecord *old, const SpCell *then, const SpRecord *again);
