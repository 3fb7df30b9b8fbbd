#include "wren.h"

int wren_probe(struct wren *wr)
{
	return wren_load(wr);
}
