#include "quarrel.h"

int ring_full(struct quarrel_ring *ring)
{
	return ring->head == ring->tail;
}
