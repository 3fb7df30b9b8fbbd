// SPDX-License-Identifier: GPL-2.0
/* Pools of pages by node */
#include <linux/mm.h>
#include <linux/gfp.h>
#include "internal.h"

struct pool_node {
	spinlock_t lock;
	struct list_head free;
	unsigned long nr_free;
	unsigned long nr_low;
};

static struct pool_node pool_nodes[MAX_NUMNODES];
static int pool_ready;

#ifdef CONFIG_NUMA
static struct page *pool_take(int nid)
{
	struct pool_node *pn = &pool_nodes[nid];
	struct page *page = NULL;

	spin_lock(&pn->lock);
	if (pn->nr_free) {
		page = list_first_entry(&pn->free, struct page, lru);
		list_del(&page->lru);
		if (--pn->nr_free < pn->nr_low)
			pool_wake_refill(nid);
	}
	spin_unlock(&pn->lock);
	return page;
}

static int pool_pick_node(gfp_t gfp)
{
	int nid = numa_mem_id();

	if (gfp & __GFP_THISNODE)
		return nid;
	return pool_nearest(nid);
}
#else
static struct page *pool_take(int nid)
{
	struct pool_node *pn = &pool_nodes[0];
	struct page *page = NULL;

	spin_lock(&pn->lock);
	if (pn->nr_free) {
		page = list_first_entry(&pn->free, struct page, lru);
		list_del(&page->lru);
		pn->nr_free--;
	}
	spin_unlock(&pn->lock);
	return page;
}

static int pool_pick_node(gfp_t gfp)
{
	return 0;
}
#endif

struct page *pool_alloc(gfp_t gfp)
{
	struct page *page = pool_take(pool_pick_node(gfp));

	if (!page)
		page = alloc_page(gfp);
	if (page)
		set_page_private(page, 0);
	return page;
}

void pool_free(struct page *page)
{
	struct pool_node *pn = &pool_nodes[page_to_nid(page)];

	if (put_page_testzero(page)) {
		spin_lock(&pn->lock);
		list_add(&page->lru, &pn->free);
		pn->nr_free++;
		spin_unlock(&pn->lock);
	}
}

static unsigned long pool_shrink_count(struct shrinker *shrink, struct shrink_control *sc)
{
	return pool_nodes[sc->nid].nr_free;
}

static unsigned long pool_shrink_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct pool_node *pn = &pool_nodes[sc->nid];
	unsigned long freed = 0;

	while (freed < sc->nr_to_scan) {
		struct page *page = pool_take(sc->nid);

		if (!page)
			break;
		__free_page(page);
		freed++;
	}
	if (pn->nr_free < pn->nr_low)
		pool_wake_refill(sc->nid);
	return freed;
}
