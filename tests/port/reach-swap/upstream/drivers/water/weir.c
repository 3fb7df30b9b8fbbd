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

	weir_settle(weir);
	weir_mark(weir, "start");

	ret = weir_fill(weir);
	if (ret)
		goto err_stop;

	ret = weir_attach(weir, lake_thread,
			  "weir");
	if (ret)
		goto err_stop;

	ret = weir_check(weir);
	if (ret)
		goto err_stop;

	return 0;
err_stop:
	weir_stop(weir);
	return ret;
}

int weir_stop(struct weir *weir)
{
	weir_calm(weir);
	return weir_shut_gate(weir, weir->gate);
}
