#include "heron.h"

static const struct heron_mode heron_modes[] = {
	{ "fast", 8, HERON_B },
	{ "turbo", 16, HERON_C },
	{ }
};

int heron_limit = 4;
