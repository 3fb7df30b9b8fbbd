#include "marten.h"

void marten_tx(struct marten *m)
{
	m->head++;
	writel(m->head, m->regs + MARTEN_DOORBELL);
}

void marten_rx(struct marten *m)
{
	m->head += 2;
	writel(m->head, m->regs + MARTEN_DOORBELL);
}

void marten_flush(struct marten *m)
{
	m->head = 0;
	writel(m->head, m->regs + MARTEN_DOORBELL);
}
