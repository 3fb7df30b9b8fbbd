struct ledger_slot {
	s64 used;
	s64 limit;
};
