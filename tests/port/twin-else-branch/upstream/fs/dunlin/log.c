// SPDX-License-Identifier: GPL-2.0
#include "dunlin.h"

struct dunlin {
	u32 seq;
	u32 state;
	void *log;
};

static int dunlin_commit(struct dunlin *dn, bool wait)
{
	int err;

	if (wait) {
		dunlin_flush(dn);
		err = dunlin_write_sync(dn);
		dunlin_mark(dn, dn->seq);
		dunlin_settle(dn);
		dn->seq += 2;
	} else {
		dunlin_lock_log(dn);
		err = dunlin_write_log(dn, dn->log);
		dunlin_mark(dn, dn->seq);
		dunlin_sync_log(dn, dn->log);
		dunlin_unlock_log(dn);
		dn->seq++;
	}
	return err;
}
