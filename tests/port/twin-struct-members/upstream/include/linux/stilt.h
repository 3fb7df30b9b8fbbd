/* SPDX-License-Identifier: GPL-2.0 */
struct stilt_stats {
	struct {
		u64 frames;
		u64 octets;
		u64 faults;
		u64 losses;
		u64 restarts;
		u64 holds;
		u64 delays;
	} rx;
	struct {
		u64 packets;
		u64 bytes;
		u64 errors;
		u64 drops;
		u64 aborts;
		u64 resets;
		u64 pauses;
		u64 timeouts;
	} tx;
};
