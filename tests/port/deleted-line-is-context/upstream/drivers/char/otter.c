#include "otter.h"

void otter_barrier(struct otter *o)
{
	otter_flush(o);
	otter_sync(o);
	otter_kick(o);
}
