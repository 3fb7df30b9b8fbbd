/* SPDX-License-Identifier: GPL-2.0-only */
/* lintmessage: the rules that a mail is held against without a repository. In: SpLintMail. */
#pragma once

#include "stage/lintmail.h"

/* @now: seconds since 1970, for what still gets releases. */
void sp_lintmessage(SpLintMail *mail, gint64 now);
