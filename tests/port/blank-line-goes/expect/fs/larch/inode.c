// SPDX-License-Identifier: GPL-2.0
/*
 * larch: a small log file system, inodes
 */
#include <linux/fs.h>
#include <linux/buffer_head.h>
#include <linux/slab.h>
#include "larch.h"

static struct kmem_cache *larch_inode_cache;

/* Reads the on-disk inode. */
struct inode *larch_iget(struct super_block *sb, unsigned long ino)
{
	struct larch_sb_info *sbi = LARCH_SB(sb);
	struct larch_disk_inode *disk;
	struct buffer_head *bh;
	struct inode *inode;

	inode = iget_locked(sb, ino);
	if (!inode)
		return ERR_PTR(-ENOMEM);
	if (!(inode->i_state & I_NEW))
		return inode;
	bh = sb_bread(sb, larch_ino_block(sbi, ino));
	if (!bh) {
		iget_failed(inode);
		return ERR_PTR(-EIO);
	}
	disk = larch_raw_inode(bh, ino);
	if (!disk->links) {
		brelse(bh);
		iget_failed(inode);
		return ERR_PTR(-EIO);
	}
	inode->i_mode = le16_to_cpu(disk->mode);
	inode->i_size = le64_to_cpu(disk->size);
	set_nlink(inode, le16_to_cpu(disk->links));
	larch_set_ops(inode);
	brelse(bh);
	unlock_new_inode(inode);
	return inode;
}

static int larch_write_inode(struct inode *inode, struct writeback_control *wbc)
{
	struct larch_disk_inode *disk;
	struct buffer_head *bh;
	int err = 0;

	bh = sb_bread(inode->i_sb, larch_ino_block(LARCH_SB(inode->i_sb), inode->i_ino));
	if (!bh)
		return -EIO;
	disk = larch_raw_inode(bh, inode->i_ino);
	disk->mode = cpu_to_le16(inode->i_mode);
	disk->size = cpu_to_le64(inode->i_size);
	disk->links = cpu_to_le16(inode->i_nlink);
	mark_buffer_dirty(bh);
	if (wbc->sync_mode == WB_SYNC_ALL)
		err = sync_dirty_buffer(bh);
	brelse(bh);
	return err;
}

static int larch_map_block(struct inode *inode, sector_t block, sector_t *phys)
{
	struct larch_inode_info *li = LARCH_I(inode);
	struct larch_extent *ext;
	int err = -ENOENT;

	down_read(&li->map_sem);
	for (ext = li->extents; ext < li->extents + li->nr_extents; ext++) {
		if (block < ext->first || block >= ext->first + ext->count)
			continue;
		*phys = ext->start + (block - ext->first);
		err = 0;
		break;
	}
	up_read(&li->map_sem);
	return err;
}

static int larch_truncate(struct inode *inode, loff_t size)
{
	struct larch_inode_info *li = LARCH_I(inode);
	sector_t last = size >> inode->i_blkbits;
	unsigned int i;

	down_write(&li->map_sem);
	for (i = 0; i < li->nr_extents; i++) {
		struct larch_extent *ext = &li->extents[i];

		if (ext->first + ext->count <= last)
			continue;
		if (ext->first < last) {
			ext->count = last - ext->first;
			continue;
		}
		larch_free_blocks(inode->i_sb, ext->start, ext->count);
		ext->count = 0;
	}
	up_write(&li->map_sem);
	mark_inode_dirty(inode);
	return 0;
}

static void larch_evict_inode(struct inode *inode)
{
	struct larch_inode_info *li = LARCH_I(inode);

	truncate_inode_pages_final(&inode->i_data);
	if (!inode->i_nlink) {
		inode->i_size = 0;
		larch_truncate(inode, 0);
		larch_free_inode(inode);
	}
	clear_inode(inode);
	kfree(li->extents);
}
