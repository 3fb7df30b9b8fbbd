#ifndef _LINUX_BUFFER_HEAD_H
#define _LINUX_BUFFER_HEAD_H
struct buffer_head;
void lock_buffer(struct buffer_head *bh);
void unlock_buffer(struct buffer_head *bh);
void brelse(struct buffer_head *bh);
#endif
