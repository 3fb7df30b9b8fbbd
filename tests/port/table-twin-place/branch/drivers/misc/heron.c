static const struct heron_id heron_old_ids[] = {
	{ HERON_ID(0x30), heron_fast },
	{ HERON_ID(0x40), heron_fast },
	{ HERON_ID(0x50), heron_fast },
	{ }
};

static const struct heron_id heron_tx_ids[] = {
	{ HERON_ID(0x70), heron_fast },
	{ }
};
