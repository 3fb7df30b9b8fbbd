#include "otter.h"

int otter_swim(struct otter *o, int n)
{
	int ret = 0, i;

	spin_lock(&o->lock);
	for (i = 0; i < n; i++) {
		otter_get(o);
		if (o->tired) {
			ret = -EAGAIN;
			goto out_put;
		}
		otter_stroke(o, i);
		o->count++;
		continue;
out_put:
		otter_put(o);
		break;
	}
	spin_unlock(&o->lock);
	return ret;
}
