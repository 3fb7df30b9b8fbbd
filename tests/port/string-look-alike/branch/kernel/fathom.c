#include "fathom.h"

int fathom_run(struct fathom *f)
{
	return fathom_eval_log(f);
}

static const char fathom_sample[] = "int fathom_run(struct fathom *f)\n\
{\n\
	int ret = fathom_eval(f);\n\
\n\
	fathom_log(f, ret);\n\
	return ret;\n\
}\n";
