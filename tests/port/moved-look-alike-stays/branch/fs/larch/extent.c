#include "larch.h"

int larch_truncate(struct inode *inode, loff_t size)
{
	return larch_tree_cut(LARCH_I(inode), size);
}
