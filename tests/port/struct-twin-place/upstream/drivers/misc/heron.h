struct heron_rx_stats {
	u64 packets;
	u64 bytes;
	u32 dropped;
};

/* Of one queue, read by ethtool. */
struct heron_tx_stats {
	u64 packets;
	u64 bytes;
	u32 errors;
	u32 carrier;
	u32 aborted;
};

/* Of the whole device. */
struct heron_totals {
	u32 resets;
};
