#include "marten.h"

static void marten_kick(struct marten *m)
{
	m->kicks++;
	writel(m->head, m->regs + MARTEN_DOORBELL);
	m->pending = 0;
}

void marten_tx(struct marten *m)
{
	m->head++;
	marten_kick(m);
}

void marten_resume(struct marten *m)
{
	m->kicks++;
	writel(m->head, m->regs + MARTEN_DOORBELL);
	m->pending = 0;
}
