#include "marten.h"

void marten_tx(struct marten *m)
{
	m->head++;
	marten_kick(m);
	marten_stat(m);
}

void marten_rx(struct marten *m)
{
	m->head += 2;
	marten_kick(m);
	marten_stat(m);
}

void marten_zap(struct marten *m)
{
	m->head = 0;
	marten_kick(m);
	marten_stat(m);
}
