/* SPDX-License-Identifier: GPL-2.0-only */
/* How long a kernel has to survive: known values of the Clopper-Pearson bound, and its limits. */
#include <math.h>

#include "stage/rate.h"

static void known(void)
{
	/* All of n tries: the n-th root of 0.05. */
	g_assert_cmpfloat_with_epsilon(sp_rate_lower(10, 10), pow(0.05, 0.1), 1e-9);
	g_assert_cmpfloat_with_epsilon(sp_rate_lower(1, 1), 0.05, 1e-9);
	/* One of n: 1 - 0.95^(1/n). */
	g_assert_cmpfloat_with_epsilon(sp_rate_lower(1, 20), 1 - pow(0.95, 0.05), 1e-9);
	/* The 5 % quantiles of Beta(10, 8) and Beta(5, 96). */
	g_assert_cmpfloat_with_epsilon(sp_rate_lower(10, 17), 0.364009, 1e-6);
	g_assert_cmpfloat_with_epsilon(sp_rate_lower(5, 100), 0.019906, 1e-6);
	g_assert_cmpfloat(sp_rate_lower(0, 100), ==, 0);
	g_assert_cmpfloat(sp_rate_lower(10, 1000000), >, 5e-6);
	g_assert_cmpfloat(sp_rate_lower(10, 1000000), <, 6e-6);
}

/* The bound is one: with that rate, so many crashes or more come in 5 of 100 cases. */
static void bound(void)
{
	for (guint64 rounds = 10; rounds < 400; rounds += 39) {
		double p = sp_rate_lower(10, rounds);
		double at_most_9 = 0;

		for (guint k = 0; k < 10; k++)
			at_most_9 += exp(lgamma((double)rounds + 1) - lgamma(k + 1.0) -
					 lgamma((double)rounds - k + 1) + k * log(p) +
					 ((double)rounds - k) * log(1 - p));
		g_assert_cmpfloat_with_epsilon(1 - at_most_9, 0.05, 1e-6);
	}
}

static void rounds(void)
{
	g_assert_cmpuint(sp_rate_rounds(sp_rate_lower(10, 10), 1e-6), ==, 11);
	g_assert_cmpuint(sp_rate_rounds(0.5, 1.0 / 1024), ==, 10);
	g_assert_cmpuint(sp_rate_rounds(0.5, 1.0 / 1025), ==, 11);
	g_assert_cmpuint(sp_rate_rounds(sp_rate_lower(10, 1000000), 1e-6), >, 2000000);
	/* A surer answer needs more, and a rarer crash does. */
	g_assert_cmpuint(sp_rate_rounds(0.3, 1e-9), >, sp_rate_rounds(0.3, 1e-6));
	g_assert_cmpuint(sp_rate_rounds(0.1, 1e-6), >, sp_rate_rounds(0.3, 1e-6));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rate/known", known);
	g_test_add_func("/rate/bound", bound);
	g_test_add_func("/rate/rounds", rounds);
	return g_test_run();
}
