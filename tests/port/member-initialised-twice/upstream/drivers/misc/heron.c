#include "heron.h"

static const struct heron_ops heron_ops = {
	.name = "heron",
	.open = heron_open,
	.close = heron_close,
	.start = heron_start,
	.stop = heron_stop,
	.reset = heron_reset,
};
