#include "marten.h"

void marten_tx(struct marten *m)
{
	m->head++;
	marten_kick_sync(m);
	marten_stat(m);
}

void marten_rx(struct marten *m)
{
	m->head += 2;
	marten_kick_sync(m);
	marten_stat(m);
}
