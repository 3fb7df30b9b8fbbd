#include "fathom.h"

int fathom_run(struct fathom *f)
{
	int ret = fathom_eval(f);

	if (ret)
		fathom_log(f, ret);
	return ret;
}
