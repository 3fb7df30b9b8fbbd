/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mail: SpPort + SpRecord -> the submission to stable@vger.kernel.org, as the stable rules lay it
 * out (Documentation/process/stable-kernel-rules.rst, option 3), the evidence below "---".
 */
#pragma once

#include <glib.h>

#include "stage/port.h"
#include "stage/record.h"

/**
 * sp_mail_compose:
 * @branch: name of the branch
 * @port: clean
 * @record: (nullable): what was verified; NULL writes that nothing was
 * @sender: "Name <address>", who submits and signs off
 * @date: seconds since 1970
 * @length: (out): bytes
 *
 * Returns: (transfer full): the message, lines end in '\n'. SP_ERROR_USAGE for a fix without an
 * upstream id, which the stable team does not take, and for one that would not come out of `git am`
 * as it is (see sp_series_survives()).
 */
char *sp_mail_compose(const SpFix *fix, const char *branch, const SpPort *port,
		      const SpRecord *record, const char *sender, gint64 date, gsize *length,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;
