#include "heron.h"

static const struct heron_id heron_ids[] = {
	{ HERON_ID(0x50), heron_fast },
	{ HERON_ID(0x10), heron_slow },
	{ HERON_ID(0x20), heron_slow },
	{ HERON_ID(0x30), heron_slow },
	{ HERON_ID(0x40), heron_slow },
	{ }
};
