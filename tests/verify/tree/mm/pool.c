/* SPDX-License-Identifier: GPL-2.0-only */
/* pool: what fixes are made to in tests/verify. */
#include <linux/pool.h>

static void pool_expose(struct pool *pool, int index)
{
	pool_set_locked(pool);
	pool_set_index(pool, index);
}

#ifdef CONFIG_NUMA
static bool pool_prepare(struct pool **pool, bool *wait)
{
	*pool = pool_alloc_node(wait);

	return *pool != NULL;
}
#else
static bool pool_prepare(struct pool **pool, bool *wait)
{
	if (!*pool)
		*pool = pool_alloc(wait);

	return *pool != NULL;
}
#endif

/* Returns whether the pool was filled; one that was not is carried over in @pool. */
bool pool_collapse(struct pool **pool, int index)
{
	bool wait = true;

	if (!pool_prepare(pool, &wait))
		return false;
	pool_expose(*pool, index);
	return pool_show(*pool, index);
}
