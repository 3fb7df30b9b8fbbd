/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * record: what a verification was made of and what came out, as a struct and as record.json. Made
 * by verify, read by mail and report.
 */
#pragma once

#include <glib.h>

#include "stage/boot.h"
#include "stage/fix.h"

/* One scenario on one variant. */
typedef struct {
	char *scenario;
	char *variant; /* "unpatched", "backport", or a control's name */
	char *title;
	SpExpect expect;
	guint boots_wanted;
	guint rounds_wanted; /* in each boot */
	char *image;	     /* the image's key, NULL when there is none */
	char *complaint;     /* why there is no image (does not apply, does not build), or NULL */
	GPtrArray *boots;    /* SpBoot */
} SpCell;

typedef struct {
	char *fix, *upstream, *subject;
	char *branch, *version, *source, *source_key;
	gboolean control;  /* the fix was taken out of the branch for this */
	char *diff_sha256; /* of the backport */
	char *arch;	   /* row of arch.conf */
	char *compiler, *linker, *qemu, *accelerator;
	char *config_sha256, *reproducer_sha256;
	char *arguments;  /* QEMU's processors and memory, reproducer's arguments, for people */
	char *date;	  /* when it was finished, ISO 8601, NULL while it is not */
	GPtrArray *cells; /* SpCell */
} SpRecord;

SpCell *sp_cell_new(const char *scenario, const char *variant, const char *title);
SpRecord *sp_record_new(void);
void sp_record_free(SpRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpRecord, sp_record_free)

/* Boots of @cell that ended so. */
guint sp_cell_count(const SpCell *cell, SpBootOutcome outcome);

/* Rounds done by the boots that survived. */
guint sp_cell_rounds(const SpCell *cell);

/* Median of the round in which the crashes came, 0 when none did. */
double sp_cell_median_round(const SpCell *cell);

/* Every boot that was wanted was made and ended as expected. */
gboolean sp_cell_as_expected(const SpCell *cell);

/* "crashed 10 of 10 boots, median round 1", "survived 2 of 2 boots, 200 rounds", the complaint,
 * "not booted"; (transfer full). */
char *sp_cell_summary(const SpCell *cell);

/**
 * sp_record_proven:
 * @why: (out) (nullable): if not, the first cell that is not as expected; (transfer full)
 *
 * TRUE when there is a scenario, each was run on the unpatched kernel, which is expected to crash,
 * and on the backport, which is expected to survive, and all cells are as expected.
 */
gboolean sp_record_proven(const SpRecord *record, char **why);

/* "proven: tmpfs: survived 100 times the median round ...", "not proven: <why>"; (transfer full).
 */
char *sp_record_conclusion(const SpRecord *record);

/**
 * sp_record_speaks_of:
 * @diff_sha256: of a port, see sp_series_patch_hash()
 * @source_key: of the branch, see sp_branch_key()
 * @control: whether the fix was taken out of it
 *
 * Whether the record is of just this change to just this source.
 */
gboolean sp_record_speaks_of(const SpRecord *record, const char *diff_sha256,
			     const char *source_key, gboolean control);

/* The cell of that scenario and variant, or NULL. */
SpCell *sp_record_cell(const SpRecord *record, const char *scenario, const char *variant);

char *sp_record_to_json(const SpRecord *record);

/* @record is NULL when there is no such file. SP_ERROR_USAGE when it is no record. */
gboolean sp_record_load(const char *path, SpRecord **record,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
