/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report: all records of one fix -> what a person or a program wants to see of them. Reads map.json
 * and the branches' port.json and record.json below <out>/<fix>.
 */
#pragma once

#include <glib.h>

#include "stage/fix.h"
#include "stage/record.h"

/* One branch. */
typedef struct {
	char *branch;
	char *version;
	char *verdict; /* with " (control)" when the fix was taken out */
	char *reason;
	char *patch;	    /* path of the patch, NULL when there is none */
	char *mail;	    /* path of the mail, NULL likewise */
	GPtrArray *records; /* SpRecord, an architecture each; empty when it was not verified */
} SpReportRow;

/**
 * sp_report_load:
 * @dir: <out>/<fix>
 *
 * Returns: (transfer full): SpReportRow in the order they were mapped. SP_ERROR_USAGE when there is
 * nothing, or a record cannot be read.
 */
GPtrArray *sp_report_load(const char *dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A table of all rows, then the paths; (transfer full). */
char *sp_report_text(const GPtrArray *rows);

/* The same for programs. */
char *sp_report_json(const GPtrArray *rows);
