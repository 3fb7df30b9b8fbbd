#include "marten.h"

static void marten_kick(struct marten *m)
{
	wmb();
	writel(m->head, m->regs + MARTEN_DOORBELL);
}

void marten_tx(struct marten *m)
{
	m->head++;
	marten_kick(m);
}

void marten_rx(struct marten *m)
{
	m->head += 2;
	marten_kick(m);
}

void marten_flush(struct marten *m)
{
	m->head = 0;
	marten_kick(m);
}
