/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The pool of tests/verify/tree: filled by one, looked at by another that has taken a reference,
 * and carried over from a collapse that failed to the next one.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct pool {
	int count; /* references */
	int index;
	bool locked;
	bool frozen; /* nobody can take a reference */
};

struct pool *pool_alloc(bool *wait);
struct pool *pool_alloc_node(bool *wait);
void pool_put(struct pool *pool);
int pool_count(struct pool *pool);
void pool_freeze(struct pool *pool);
void pool_lock(struct pool *pool);
void pool_set_locked(struct pool *pool);
void pool_set_index(struct pool *pool, int index);
bool pool_show(struct pool *pool, int index);

bool pool_collapse(struct pool **pool, int index);
