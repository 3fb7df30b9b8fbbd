# SPDX-License-Identifier: GPL-2.0-only
# A mainline in $repo with a driver, its bug ($bug), a fix ($fix) that needs $second, which does not
# apply without $first, and linux-5.4.y, which has none of the three. Sourced after lib.sh; leaves
# the shell in $scratch.

new_repo

# A driver: $1: how its lock is taken, $2: lines behind that, $3: lines ahead of the function.
driver() {
	mkdir -p mm include/linux
	printf 'struct pool {\n\tint users;\n};\nvoid pool_lock(struct pool *pool);\nvoid pool_lock_for(struct pool *pool, int why);\nvoid pool_unlock(struct pool *pool);\nint pool_get(struct pool *pool);\n' \
		>include/linux/pool.h
	printf '#include <linux/pool.h>\n\n%bint pool_use(struct pool *pool)\n{\n\tint ret;\n\n\t%s;\n%b\tret = pool_get(pool);\n\tpool_unlock(pool);\n\treturn ret;\n}\n' \
		"$3" "$1" "$2" >mm/pool.c
}

helper='static int pool_busy(struct pool *pool)\n{\n\treturn pool->users > 1;\n}\n\n'
busy='\tif (pool_busy(pool))\n\t\treturn -EBUSY;\n'

commit() {
	git add -A
	git commit -q -m "$1"
}

kernel 5 4 0 && git add -A && git commit -q -m "Linux 5.3" && git tag v5.3
driver 'pool_lock(pool)' '' ''
commit "mm/pool: new"
bug=$(git rev-parse HEAD)
git commit -q --allow-empty -m "Linux 5.4"
git tag v5.4
git branch linux-5.4.y
driver 'pool_lock_for(pool, 1)' '' ''
commit "mm/pool: say what for

Signed-off-by: A U Thor <author@example.org>"
first=$(git rev-parse HEAD)
driver 'pool_lock_for(pool, 1)' '' "$helper"
commit "mm/pool: tell a busy pool

Signed-off-by: A U Thor <author@example.org>"
second=$(git rev-parse HEAD)
driver 'pool_lock_for(pool, 2)' "$busy" "$helper"
commit "mm/pool: leave a busy pool alone

The reason for it all.

Fixes: $(echo "$bug" | cut -c1-12) (\"mm/pool: new\")
Reported-by: Re Porter <reporter@example.org>
Signed-off-by: A U Thor <author@example.org>"
fix=$(git rev-parse HEAD)
git tag v5.5
git checkout -q linux-5.4.y
kernel 5 4 50
commit "Linux 5.4.50"
git checkout -q master
cd "$scratch"
