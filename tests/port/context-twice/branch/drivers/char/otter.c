#include "otter.h"

int otter_sync(struct otter *o)
{
	int ret;

	otter_lock(o);
	ret = otter_wait(o);
	if (ret)
		otter_reset(o);
	otter_unlock(o);

	otter_lock(o);
	ret = otter_wait(o);
	if (ret)
		otter_reset(o);
	otter_unlock(o);
	otter_poll(o);
	return ret;
}
