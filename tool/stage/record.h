/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * record: what a verification was made of and what came out, as a struct and as record.json. Made
 * by verify, read by mail and report.
 */
#pragma once

#include <glib.h>

#include "stage/cell.h"
#include "stage/branch.h"

typedef struct {
	char *fix, *upstream, *subject;
	char *branch, *version, *source, *source_key;
	SpControl control;     /* what was done to the branch for this */
	gboolean not_affected; /* what is to be shown: that the branch does not have the bug */
	gboolean only_boot;    /* there is no reproducer: both kernels are only to come up */
	double miss;	       /* the wanted chance that a kernel with the bug survives all rounds;
				* nothing for @not_affected */
	char *diff_sha256; /* of the backport, with what goes before it, a control's patch, too */
	JsonNode *files;   /* what it changes, as sp_series_files() gives it, or NULL */
	char *arch;	   /* row of arch.conf */
	char *compiler, *linker, *qemu, *accelerator;
	char *config_sha256;
	char *reproducer;	 /* "kselftest:vm/x", NULL for the C file of the fix folder */
	char *reproducer_sha256; /* of its C file */
	char *program_sha256;	 /* of what the tree's Makefiles made of it, NULL without one */
	char *options;		 /* the lines of the configuration that were asked for */
	/* Of the backport's objects alone, with W=1, in every configuration of the matrix and in
	 * allmodconfig; a line each, "" for none, NULL if not looked for. */
	char *warnings;	  /* what the unpatched ones do not bring */
	char *unbuilt;	  /* what could not be looked at: nothing is known of its warnings */
	char *broken;	  /* what does not compile, and unpatched does */
	char *signatures; /* a line each: what tells the bug; behind "other: " what tells another
			     one */
	char *arguments;  /* QEMU's processors and memory, reproducer's arguments, for people */
	char *date;	  /* when it was finished, ISO 8601, NULL while it is not */
	GPtrArray *cells; /* SpCell */
} SpRecord;

SpRecord *sp_record_new(void);

/* (transfer full): empty, owns what is put in. */
GPtrArray *sp_record_array(void);

void sp_record_free(SpRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpRecord, sp_record_free)

/**
 * sp_record_proven:
 * @why: (out) (nullable): if not, the first cell that is not as expected; (transfer full)
 *
 * TRUE when there is a scenario, each that this kernel has was run on the unpatched kernel, which
 * is expected to crash, and on the backport, which is expected to survive for as many rounds as the
 * crash rate and @miss ask for, and all cells are as expected. Of a branch that is not affected:
 * when the unpatched kernel, expected to survive, did so in all of them. FALSE where @broken says
 * something.
 */
gboolean sp_record_proven(const SpRecord *record, char **why);

/* Nothing of what was done speaks against the backport, or the verdict: proven; or, where there is
 * no reproducer, built and booted. */
gboolean sp_record_passed(const SpRecord *record);

/* What the crashes of @scenario's unpatched kernel ask for: "at least 0.741 a round with 95 %
 * confidence: 11 rounds for a miss below 1e-06"; NULL where it did not crash; (transfer full). */
char *sp_record_asked(const SpRecord *record, const char *scenario);

/* "proven: tmpfs: crashed 10 of 10 boots without the fix ...", "not proven: <why>"; (transfer
 * full). */
char *sp_record_conclusion(const SpRecord *record);

/**
 * sp_record_speaks_of:
 * @diff_sha256: see sp_series_hash()
 * @source_key: of the branch, see sp_branch_key()
 * @control: what was done to it
 *
 * Whether the record is of just this change to just this source.
 */
gboolean sp_record_speaks_of(const SpRecord *record, const char *diff_sha256,
			     const char *source_key, SpControl control);

/* Whether the @n-th cell is the first one of its scenario. */
gboolean sp_record_is_first(const SpRecord *record, guint n);

/* The cell of that scenario and variant, or NULL. */
SpCell *sp_record_cell(const SpRecord *record, const char *scenario, const char *variant);

char *sp_record_to_json(const SpRecord *record);

/* (transfer full): an array of all @records. */
JsonNode *sp_record_to_array(const GPtrArray *records);

/* "record.json"; of another architecture than the default "record-<arch>.json": a branch has one of
 * each. (transfer full). */
char *sp_record_name(const char *arch);

/**
 * sp_record_list:
 * @dir: <out>/<fix>/<branch>
 *
 * Returns: (transfer full): SpRecord, the default architecture's first, then by name; empty when
 * there is none. SP_ERROR_USAGE for a file of such a name that is no record.
 */
GPtrArray *sp_record_list(const char *dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @record is NULL when there is no such file. SP_ERROR_USAGE when it is no record. */
gboolean sp_record_load(const char *path, SpRecord **record,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
