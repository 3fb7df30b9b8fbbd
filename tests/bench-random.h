/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-random: random numbers for the benchmarks' generators (splitmix64): the same in each run,
 * and one stream of them for each thing that is made.
 */
#pragma once

#include <glib.h>

typedef struct {
	guint64 state;
} Rng;

static inline guint64 next(Rng *rng)
{
	guint64 z = (rng->state += 0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static inline Rng seeded(guint64 stream, guint64 n)
{
	Rng rng = {stream * 0xd1342543de82ef95 + n * 0x2545f4914f6cdd1d};

	next(&rng);
	return rng;
}

static inline guint below(Rng *rng, guint limit)
{
	return next(rng) % limit;
}

static inline double real(Rng *rng)
{
	return (double)(next(rng) >> 11) / 9007199254740992.0;
}

static inline gboolean chance(Rng *rng, double p)
{
	return real(rng) < p;
}

#define PICK(rng, list) ((list)[below((rng), G_N_ELEMENTS(list))])
