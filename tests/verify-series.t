# SPDX-License-Identifier: GPL-2.0-only
# `verify --with-preconditions`: what is proven of a fix that needs another commit is the series: the
# unpatched kernel has nothing of it, the backport all. On a kernel that is a program (see
# verify-lib.sh), whose fix uses what an earlier commit declares in another file.
. tests/lib.sh
. tests/verify-lib.sh

repo=$scratch/linux
git init -q -b master "$repo"
cp -r "$tree/." "$repo"
cd "$repo" || exit 1

commit() {
	git add -A
	git commit -q -m "$1

The reason.

Signed-off-by: A U Thor <author@example.org>"
}

git add -A
git commit -q -m "Linux 5.4"
git tag v5.4
git branch linux-5.4.y
sed -i 's/^bool pool_collapse/static inline bool pool_shared(struct pool *pool)\n{\n\treturn pool_count(pool) > 1;\n}\n\n&/' \
	include/linux/pool.h
commit "mm/pool: tell whether a pool is shared"
needed=$(git rev-parse HEAD | cut -c1-12)
sed -i "$(check_in else '*pool \&\& pool_shared(*pool)' '*pool = NULL;')" mm/pool.c
commit "mm/pool: do not reuse a pool that somebody looks at"
fix=$(git rev-parse HEAD)
git tag v5.5
cd "$scratch" || exit 1
sed -i "s/upstream = .*/upstream = $fix/; /patch = fix.patch/d; s/pool_count(\\*pool) > 1/pool_shared(*pool)/" "$folder/fix.conf"
small

# series EXPECTED-CODE DESCRIPTION VERB OPTION...: as few boots as will do, emulated
series() {
	code=$1 title=$2 verb=$3
	shift 3
	rm -f boots
	run "$code" "$title" "$verb" "$folder" --repo "$repo" --branch "$branch" "$@"
	booted=$(cat boots 2>/dev/null | wc -l)
}
few="--accel tcg --boots 2 --confidence 0.4"

# shellcheck disable=SC2086
series 1 "the fix alone" verify $few
says 'does not apply: ' "missing +with $needed before it, the fix applies \\(--with-preconditions\\)"
ok "nothing is booted" [ "$booted" = 0 ]
# shellcheck disable=SC2086
series 0 "the series" verify --with-preconditions $few
says "before +$needed \\(" 'unpatched +as expected +both: crashed 2 of 2 boots' \
	'backport +as expected +both: survived' 'new warnings +none$' 'verdict +proven: '
ok "it was booted" [ "$booted" = 3 ]
hash='[0-9a-f]{64}'
recorded "what it is of" <<END
proven true
upstream $fix
diff_sha256 $hash
files.length 2
files.0.path include/linux/pool.h
files.1.path mm/pool.c
cells.both,unpatched.patch_sha256 null
cells.both,backport.patch_sha256 $(sed -n 's/^  "diff_sha256" : "\(.*\)",$/\1/p' "$record")
END
ok "it is of this series" [ "$(sed -n 's/^  "diff_sha256" : //p' "$record")" = "$(sed -n 's/^  "diff_sha256" : //p' "$out/port.json")" ]
# shellcheck disable=SC2086
series 0 "again" verify --with-preconditions $few
ok "nothing is booted then" [ "$booted" = 0 ]

series 0 "its mails, with the proof" mail --with-preconditions --signoff
ok "two" [ "$(cd "$out" && echo mail*)" = "mail-0001.eml mail-0002.eml" ]
ok "the last says what was booted" grep -q '^    without the fix: crashed 2 of 2 boots' "$out/mail-0002.eml"
ok "and with what" grep -qx 'The backport is all 2 patches of this series, unpatched is none of them\.' "$out/mail-0002.eml"
ok "and how to repeat it" grep -q 'stableport verify pool-fix --arch x86_64 --with-preconditions, which' "$out/mail-0002.eml"
run 0 "lint of them" lint "$out"/mail*.eml --repo "$repo"
run 0 "a cell made again" verify "$folder" --repo "$repo" --branch "$branch" --replay "$record" --accel tcg
says 'agrees: both, backport'
# shellcheck disable=SC2086
series 0 "all in one go" run --with-preconditions --signoff $few
says 'verdict +proven: ' "mail +series/pool-fix/$branch/mail-0002.eml"

# A record of the series is none of another one.
cd "$repo" || exit 1
git checkout -q --detach v5.4
sed -i 's/^bool pool_collapse/static inline bool pool_shared(struct pool *pool)\n{\n\treturn 1 < pool_count(pool);\n}\n\n&/' \
	include/linux/pool.h
commit "mm/pool: tell whether a pool is shared"
needed=$(git rev-parse HEAD)
git cherry-pick "$fix" >/dev/null 2>&1
other=$(git rev-parse HEAD)
git checkout -q master
git reset -q --hard "$other"
git tag -f v5.5 >/dev/null
cd "$scratch" || exit 1
sed -i "s/upstream = .*/upstream = $other/" "$folder/fix.conf"
series 1 "mails of another series" mail --with-preconditions --signoff
says 'not verified: run `stableport verify --with-preconditions` first'

done_testing
