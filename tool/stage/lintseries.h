/* SPDX-License-Identifier: GPL-2.0-only */
/* lintseries: which mails are of one series, and what is missing of it. In: SpLintMail. */
#pragma once

#include "stage/lintmail.h"

/* @mails: SpLintMail, all that are looked at. */
void sp_lintseries(const GPtrArray *mails);
