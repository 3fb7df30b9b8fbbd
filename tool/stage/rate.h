/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rate: how often the bug strikes, and how long a kernel has to survive for its silence to mean
 * something. Pure arithmetic.
 */
#pragma once

#include <glib.h>

/* What the lower bound of a rate is trusted with. */
#define SP_RATE_CONFIDENCE 0.95

/* The chance of a miss that is wanted where nobody says otherwise. */
#define SP_RATE_MISS 1e-6

/**
 * sp_rate_lower:
 * @crashes: boots that crashed
 * @rounds: rounds that all boots went through, those that crashed included
 *
 * The lower bound of the chance that one round crashes, at SP_RATE_CONFIDENCE, one-sided: Clopper
 * and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
 * Biometrika 26 (1934). It is exact where each boot runs until it crashes (inverse sampling has the
 * same bound), and takes the rounds for independent of each other.
 *
 * Returns: 0 when there was no crash.
 */
double sp_rate_lower(guint64 crashes, guint64 rounds);

/**
 * sp_rate_rounds:
 * @lower: more than 0
 * @miss: between 0 and 1
 *
 * Returns: how many rounds a kernel that has the bug survives with a chance of @miss at the most.
 */
guint64 sp_rate_rounds(double lower, double miss);
