#include "heron.h"

static const struct heron_mode heron_modes[] = {
	{ "slow", 1, HERON_A },
	{ "fast", 8, HERON_B },
	{ "turbo", 16, HERON_C | HERON_D },
	{ }
};

int heron_limit = 4;
