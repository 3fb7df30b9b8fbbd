/* SPDX-License-Identifier: GPL-2.0-only */
/* rate: the binomial tail, summed by its logarithms, and halved until the bound is found. */
#include "stage/rate.h"

#include <math.h>

#define STEPS 60 /* halvings: more than a double can tell apart */

/* The chance of @k or more successes in @n tries of chance @p. */
static double tail(guint64 k, guint64 n, double p)
{
	double below = 0;

	for (guint64 i = 0; i < k; i++)
		below += exp(lgamma((double)n + 1) - lgamma((double)i + 1) -
			     lgamma((double)(n - i) + 1) + (double)i * log(p) +
			     (double)(n - i) * log1p(-p));
	return 1 - below;
}

double sp_rate_lower(guint64 crashes, guint64 rounds)
{
	double low = 0, high = 1;

	g_return_val_if_fail(crashes <= rounds, 0);
	for (guint i = 0; crashes && i < STEPS; i++) {
		double middle = (low + high) / 2;

		if (tail(crashes, rounds, middle) < 1 - SP_RATE_CONFIDENCE)
			low = middle;
		else
			high = middle;
	}
	return low;
}

guint64 sp_rate_rounds(double lower, double miss)
{
	return (guint64)ceil(log(miss) / log1p(-lower));
}
