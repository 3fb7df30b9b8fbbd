static struct heron_ops heron_slow_ops = {
	.name = "slow",
	.open = heron_open,
	.close = heron_close,
	.start = heron_start,
	.stop = heron_stop,
	.flags = 0,
	.reset = heron_reset,
};

static struct heron_ops heron_fast_ops = {
	.name = "fast",
	.open = heron_open,
	.close = heron_close,
	.start = heron_start_fast,
	.stop = heron_stop_fast,
	.flags = HERON_LOUD,
	.reset = heron_reset,
	.debug = heron_debug,
};
