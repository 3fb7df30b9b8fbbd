static const struct heron_id heron_rx_ids[] = {
	{ HERON_ID(0x10), heron_slow },
	{ HERON_ID(0x20), heron_slow },
	{ }
};
MODULE_DEVICE_TABLE(heron, heron_rx_ids);

static const struct heron_id heron_tx_ids[] = {
	{ HERON_ID(0x30), heron_fast },
	{ HERON_ID(0x40), heron_fast },
	{ HERON_ID(0x50), heron_fast },
	{ HERON_ID(0x60), heron_fast },
	{ }
};
MODULE_DEVICE_TABLE(heron, heron_tx_ids);
