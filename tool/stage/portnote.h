/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portnote: what a port changes otherwise than upstream does, in a sentence for the commit message:
 * the bracketed note that the stable team wants. In: SpPatch and a clean SpPort. Out: text.
 */
#pragma once

#include "stage/patch.h"
#include "stage/port.h"

/**
 * sp_portnote:
 * @version: of the branch: "5.10.y"
 *
 * Written from the certificates of the hunks; of these only what the interdiff shows is said, and
 * what it shows and no certificate explains is said in general words. What @patch itself has
 * otherwise than the commit goes ahead of that.
 *
 * Returns: (transfer full): "[ Backport to 5.10.y: ... ]", lines ended by '\n'; "" if and only if
 * the two change the same lines of the same files, and nothing is said of @patch.
 */
char *sp_portnote(const SpPatch *patch, const SpPort *port, const char *version,
		  GError **error) G_GNUC_WARN_UNUSED_RESULT;
