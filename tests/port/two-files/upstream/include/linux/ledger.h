#ifndef _LINUX_LEDGER_H
#define _LINUX_LEDGER_H
#define LEDGER_MAX	32

struct ledger_slot {
	s64 used;
	s64 limit;
};

int ledger_charge(struct ledger *lg, unsigned int slot, s64 amount);
void ledger_flush(struct ledger *lg);
#endif
