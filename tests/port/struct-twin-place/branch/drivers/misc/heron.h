struct heron_rx_stats {
	u64 packets;
	u64 bytes;
	u32 errors;
	u32 aborted;
};

/* Of one queue. */
struct heron_tx_stats {
	u32 sent;
	u32 failed;
};

/* Of the whole device. */
struct heron_totals {
	u32 resets;
};
