// SPDX-License-Identifier: GPL-2.0
#include "weir.h"

static int weir_idle(struct weir *weir)
{
	weir_settle(weir);
	weir_measure(weir);
	return weir_check(weir);
}

int weir_start(struct weir *weir)
{
	int ret;

	weir_calm(weir);
	weir_settle(weir);
	ret = weir_open_gate(weir, 0);
	if (ret)
		return ret;
	weir->flow = 0;
	return weir_check(weir);
}

int weir_stop(struct weir *weir)
{
	weir_calm(weir);
	return weir_shut_gate(weir, weir->gate);
}
