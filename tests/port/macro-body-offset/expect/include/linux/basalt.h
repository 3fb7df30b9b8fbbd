/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_BASALT_H
#define _LINUX_BASALT_H

static inline int basalt_busy(struct basalt *b)
{
	return !b->ready;
}

static inline int basalt_ready(struct basalt *b)
{
	return b->ready;
}

#define basalt_for_each(b, pos, n) \
	do { \
		unsigned int _i; \
		basalt_lock(b); \
		for (_i = 0; _i < (n); _i++) \
			basalt_visit(b, pos, _i); \
		basalt_unlock(b); \
	} while (0)

#endif
