/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mailproof: what stands below the "---" of a submission, for the reader and not for the log: what
 * was booted and what came of it, how to repeat it, how the diff differs from upstream's. A part of
 * mail.
 */
#pragma once

#include "stage/port.h"
#include "stage/record.h"

/**
 * sp_mailproof:
 * @records: SpRecord; empty says that nothing was tested
 * @patches: how many there are in the submission, @port's the last
 * @newer: (nullable): what is to be said of newer branches, lines
 *
 * Returns: (transfer full): every line is prose or indented: none can be taken for the diff's
 * begin.
 */
char *sp_mailproof(const SpFix *fix, const SpPort *port, const GPtrArray *records,
		   const SpBranch *branch, guint patches, const char *newer,
		   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How the diff of @port differs from @patch, likewise; of a copy it is not said that it is
 * upstream's. */
char *sp_mailproof_diff(const SpPatch *patch, const SpPort *port,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
