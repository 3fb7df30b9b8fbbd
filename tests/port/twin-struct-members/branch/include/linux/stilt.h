/* SPDX-License-Identifier: GPL-2.0 */
struct stilt_stats {
	struct {
		u64 packets;
		u64 bytes;
		u64 errors;
		u64 drops;
		u64 resets;
		u64 pauses;
		u64 timeouts;
	} rx;
	struct {
		u32 cells;
		u32 words;
		u32 bad;
		u32 lost;
		u32 again;
		u32 idle;
		u32 late;
	} tx;
};
