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
		dunlin_lock_log(dn);
		err = dunlin_write_log(dn, dn->log);
		dunlin_mark(dn, dn->seq);
		dunlin_unlock_log(dn);
		dn->seq++;
	} else {
		dunlin_queue(dn);
		err = dunlin_write_later(dn);
		dunlin_note(dn, dn->seq);
		dunlin_kick(dn);
		dn->state = 1;
	}
	return err;
}
