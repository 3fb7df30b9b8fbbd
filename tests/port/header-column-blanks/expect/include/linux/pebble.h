/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_PEBBLE_H
#define _LINUX_PEBBLE_H

#include <linux/types.h>
#include <linux/spinlock.h>

enum pebble_state {
	PEBBLE_IDLE,
	PEBBLE_RUNNING,
	PEBBLE_DEAD,
};

#define PEBBLE_MAX_ORDER	9
#define PEBBLE_HASH_BITS	7

struct pebble {
	spinlock_t lock;
	enum pebble_state state;
	unsigned int order;
	unsigned long		flags;
	refcount_t		ref;
	struct list_head	node;
};

struct pebble_ops {
	int (*start)(struct pebble *pb);
	void (*stop)(struct pebble *pb);
	int (*resize)(struct pebble *pb, unsigned int order);
};

static inline bool pebble_alive(const struct pebble *pb)
{
	return pb->state != PEBBLE_DEAD;
}

static inline unsigned long pebble_size(const struct pebble *pb)
{
	return 1 << pb->order;
}

static inline void pebble_get(struct pebble *pb)
{
	refcount_inc(&pb->ref);
}

#ifdef CONFIG_PEBBLE
int pebble_register(struct pebble *pb, const struct pebble_ops *ops);
void pebble_unregister(struct pebble *pb);
#else
static inline int pebble_register(struct pebble *pb, const struct pebble_ops *ops)
{
	return 0;
}
static inline void pebble_unregister(struct pebble *pb)
{
}
#endif

#endif /* _LINUX_PEBBLE_H */
