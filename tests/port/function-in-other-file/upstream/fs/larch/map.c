// SPDX-License-Identifier: GPL-2.0
#include "larch.h"

int larch_map_block(struct inode *inode, sector_t block, sector_t *phys)
{
	struct larch_inode_info *li = LARCH_I(inode);
	struct larch_extent *ext;
	int err = -ENOENT;

	down_read(&li->map_sem);
	for (ext = li->extents; ext < li->extents + li->nr_extents; ext++) {
		if (block < ext->first || block - ext->first >= ext->count)
			continue;
		*phys = ext->start + (block - ext->first);
		err = 0;
		break;
	}
	up_read(&li->map_sem);
	return err;
}
