struct ledger_stat {
	unsigned long stamp;
};

struct ledger_slot {
	s64 used;
	s64 limit;
};
