static struct heron_ops heron_slow_ops = {
	.name = "slow",
	.open = heron_open,
	.close = heron_close,
	.start = heron_start,
	.stop = heron_stop,
	.flags = HERON_QUIET,
	.reset = heron_reset,
};

static struct heron_ops heron_fast_ops = {
	.name = "fast",
	.open = heron_open,
	.close = heron_close,
	.start = heron_start,
	.stop = heron_stop,
	.flags = HERON_TURBO,
	.reset = heron_reset,
	.debug = heron_debug,
};
