/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cell: one scenario on one kernel: what is expected, the boots that were made, and what they come
 * to. A part of record.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

#include "stage/boot.h"
#include "stage/fix.h"

/* One scenario on one variant. */
typedef struct {
	char *scenario;
	char *variant; /* "unpatched", "backport", or a control's name */
	char *title;
	char *not_applicable; /* why it is not tried on this kernel, NULL when it is */
	SpExpect expect;
	gboolean fails; /* where a crash is expected, a reproducer that says it failed is one */
	guint boots_wanted;
	guint rounds_wanted;  /* in each boot */
	guint64 needed;	      /* rounds to survive, over all boots; 0 where a crash is expected */
	char *patch_sha256;   /* of what was changed in the unpatched source, NULL for nothing */
	char *options_sha256; /* of what its kernel was configured and built with */
	char *command;	      /* QEMU's, with "IMAGE", "INITRAMFS", "LOG" and "NONCE" for these */
	char *image;	      /* the image's key in the cache, NULL when there is none */
	char *image_sha256;
	char *complaint;  /* why there is no image (does not apply, does not build), or NULL */
	GPtrArray *boots; /* SpBoot */
} SpCell;

SpCell *sp_cell_new(const char *scenario, const char *variant, const char *title);
void sp_cell_free(SpCell *cell);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCell, sp_cell_free)

/* Boots of @cell that ended so. */
guint sp_cell_count(const SpCell *cell, SpBootOutcome outcome);

/* Boots of @cell in which the bug struck: with a crash, or as its scenario says it does. */
guint sp_cell_struck(const SpCell *cell);

/* Rounds done by the boots that survived, those in which the reproducer did any work. */
guint sp_cell_rounds(const SpCell *cell);

/* Warnings of the kernel in the boots that survived. */
guint sp_cell_splats(const SpCell *cell);

/* Median of the round in which the bug struck, 0 when it never did. */
double sp_cell_median_round(const SpCell *cell);

/* Lower bound of the chance that the bug strikes in a round, see sp_rate_lower(). */
double sp_cell_rate(const SpCell *cell);

/* Every boot that was wanted was made and ended as expected, and the survivors did as many rounds
 * as are needed. Nothing is expected of a cell that is not applicable: FALSE. */
gboolean sp_cell_as_expected(const SpCell *cell);

/* A guest did not get to its work, which proves nothing. */
gboolean sp_cell_is_hopeless(const SpCell *cell);

/* "crashed 10 of 10 boots, median round 1", "survived 2 of 2 boots, 200 rounds", the complaint,
 * "not applicable: ...", "not booted"; (transfer full). */
char *sp_cell_summary(const SpCell *cell);

/* How the bug showed itself, or @other one that fix.conf names, each way once: "VM_BUG_ON(...) in
 * find_lock_entry()", without a function where the kernel's report tells none; (transfer full):
 * char *. */
GPtrArray *sp_cell_faces(const SpCell *cell, gboolean other);

/* "as expected", "NOT EXPECTED", "-" for what is not applicable. */
const char *sp_cell_mark(const SpCell *cell);

void sp_cell_write(JsonBuilder *json, const SpCell *cell);

/* Returns: (transfer full): NULL if @node is no cell: a record with a part left out could pass for
 * another one. */
SpCell *sp_cell_read(JsonNode *node);
