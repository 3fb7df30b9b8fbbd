#include "wren.h"

int wren_reset_all(void)
{
	return 0;
}
