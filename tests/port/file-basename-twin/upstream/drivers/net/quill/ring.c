#include "quill.h"

int ring_full(struct quill_ring *ring)
{
	return (ring->head + 1) % ring->count == ring->tail;
}
