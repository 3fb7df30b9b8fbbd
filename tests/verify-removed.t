# SPDX-License-Identifier: GPL-2.0-only
# `verify` where a patch removes a file, on a kernel that is a program (see verify-lib.sh): what is built
# is the source without it, not with an empty one.
. tests/lib.sh
. tests/verify-lib.sh
small

commit() {
	git add -A
	git commit -q -m "$1

The reason.

Signed-off-by: A U Thor <author@example.org>"
}

# history NAME: a repository, $repo, whose 5.4 has a header of its own that init/main.c includes.
history() {
	repo=$scratch/$1
	git init -q -b master "$repo"
	cp -r "$tree/." "$repo"
	cd "$repo" || exit 1
	echo '/* extra */' >include/linux/extra.h
	sed -i '0,/^#include/s//#include <linux\/extra.h>\n&/' init/main.c
}

# fixed: the fix itself, the last commit.
fixed() {
	sed -i "$right" mm/pool.c
	commit "mm/pool: do not reuse a pool that somebody looks at"
	fix=$(git rev-parse HEAD)
	git tag v5.5
	cd "$scratch" || exit 1
}

# removed EXPECTED-CODE DESCRIPTION OPTION...: as few boots as will do, emulated
removed() {
	code=$1
	title=$2
	shift 2
	run "$code" "$title" verify "$folder" --repo "$repo" --branch "$branch" --accel tcg --boots 2 --confidence 0.4 "$@"
}

history needed
commit "Linux 5.4"
git tag v5.4
git branch linux-5.4.y
git rm -q include/linux/extra.h
fixed
another needed-fix
sed -i "s/upstream = .*/upstream = $fix/; /patch = fix.patch/d" "$folder/fix.conf"
removed 1 "a backport that removes a header that is still needed"
says 'removed +include/linux/extra.h$' 'unpatched +as expected +both: crashed' \
	'backport +NOT EXPECTED +both: init/main.c:[0-9:]+ fatal error: linux/extra.h: No such file or directory' \
	'verdict +not proven'

history free
commit "Linux 5.4"
git tag v5.4
git branch linux-5.4.y
git rm -q include/linux/extra.h
sed -i '/linux\/extra/d' init/main.c
fixed
another free-fix
sed -i "s/upstream = .*/upstream = $fix/; /patch = fix.patch/d" "$folder/fix.conf"
removed 0 "one that nobody needs any more"
says 'removed +include/linux/extra.h$' 'verdict +proven: '

# The bug itself can come with a commit that removes one.
history brought
sed -i 's/pool_set_locked(/pool_freeze(/' mm/pool.c
commit "Linux 5.4"
git tag v5.4
git branch linux-5.4.y
sed -i 's/pool_freeze(/pool_set_locked(/' mm/pool.c
git rm -q include/linux/extra.h
sed -i '/linux\/extra/d' init/main.c
commit "mm/pool: expose it without freezing"
bug=$(git rev-parse HEAD)
fixed
another brought-fix
sed -i "s/upstream = .*/upstream = $fix\n\tfixes = $bug/; /patch = fix.patch/d" "$folder/fix.conf"
removed 0 "a bug whose commit removes a header" --introduce-bug
says 'affected \(control: the bug was put in\)' 'unpatched +as expected +both: crashed' 'verdict +proven: '
ok "nothing is left" tidy

done_testing
