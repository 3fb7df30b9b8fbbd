# SPDX-License-Identifier: GPL-2.0-only
# `port --with-preconditions` end to end: a fix that needs a commit which the branch lacks, and what
# that one needs; the series is applied with quilt, and with git.
. tests/lib.sh
. tests/pool-lib.sh

short=$(echo "$fix" | cut -c1-12)
out=$scratch/out.d/$short/linux-5.4.y

run 1 "port alone" port "$fix" --repo "$repo" --out "$scratch/out.d"
says 'verdict +does not apply: ' \
	"before +$(echo "$first" | cut -c1-12) \\(\"mm/pool: say what for\"\\) \\[unknown: " \
	"before +$(echo "$second" | cut -c1-12) \\(\"mm/pool: tell a busy pool\"\\) \\[prerequisite: it declares pool_busy" \
	'missing +with 2 of these commits before it, the fix applies \(--with-preconditions\)'
ok "no series is written" [ ! -e "$out/series" ]

run 0 "port --with-preconditions" port "$fix" --repo "$repo" --out "$scratch/out.d" \
	--with-preconditions --signoff
cat >"$scratch/expected" <<'END'
0001-mm-pool-say-what-for.patch
0002-mm-pool-tell-a-busy-pool.patch
mm-pool-leave-a-busy-pool-alone.patch
END
ok "the series is in mainline's order" cmp "$scratch/expected" "$out/series"
ok "a prerequisite says what it is" grep -q \
	'^\[ prerequisite of "mm/pool: leave a busy pool alone": it declares$' \
	"$out/0002-mm-pool-tell-a-busy-pool.patch"
sed -n '/^Stable-dep-of: /,/^---$/p' "$out/0002-mm-pool-tell-a-busy-pool.patch" >"$scratch/below"
ok "in lines that a log can show" not grep -qE '.{73}|^$' "$scratch/below"
ok "the sign-off right below" sh -c "grep -A1 '^  pool_busy.* ]\$' '$scratch/below' | grep -q '^Signed-off-by: C O Mitter'"
ok "and whose commit" grep -q "^commit $second upstream\\.\$" "$out/0002-mm-pool-tell-a-busy-pool.patch"
ok "and what for" grep -q "^Stable-dep-of: $short " "$out/0002-mm-pool-tell-a-busy-pool.patch"
ok "port.json names them" grep -q '"before"' "$out/port.json"

git -C "$repo" archive --prefix=tree/ linux-5.4.y | tar -xf - -C "$scratch"
cd "$scratch/tree"
ok "quilt takes all of it" sh -c "QUILT_PATCHES='$out' quilt --quiltrc - push -a >'$scratch/out' 2>&1"
ok "without fuzz, in the place said" sh -c "! grep -iE 'fuzz|offset|reject' '$scratch/out'"
git -C "$repo" show "$fix:mm/pool.c" >"$scratch/pool.c"
ok "the file is mainline's" cmp mm/pool.c "$scratch/pool.c"
cd "$scratch"
git -C "$repo" worktree add -q "$scratch/am" linux-5.4.y
ok "git takes all of it" sh -c "cd '$scratch/am' && git am -q $(sed "s,^,$out/," "$out/series" | tr '\n' ' ')"
ok "and the file is mainline's" cmp "$scratch/am/mm/pool.c" "$scratch/pool.c"
git -C "$repo" branch -q am "$(git -C "$scratch/am" rev-parse HEAD)"
git -C "$repo" worktree remove --force "$scratch/am"
git -C "$repo" branch -q -f linux-5.4.y linux-5.4.y~3
run 0 "port --with-preconditions --branch-prefix" port "$fix" --repo "$repo" --out "$scratch/out.d" \
	--with-preconditions --signoff --branch-prefix ported --show
says '^= linux-5.4.y: mm/pool: tell a busy pool$' '^= linux-5.4.y: mm/pool: leave a busy pool alone$'
said() {
	git -C "$repo" log -3 --format='%T %an %ae %ad%n%B' "$1"
}
said am >"$scratch/expected"
said ported/linux-5.4.y >"$scratch/ported"
ok "a commit a patch, as git am makes them" cmp "$scratch/expected" "$scratch/ported"
ok "upon the branch" [ "$(git -C "$repo" rev-parse ported/linux-5.4.y~3)" = "$(git -C "$repo" rev-parse linux-5.4.y)" ]
git -C "$repo" branch -q -D am ported/linux-5.4.y

cp -r "$out" "$scratch/kept"
run 0 "the same again" port "$fix" --repo "$repo" --out "$scratch/out.d" --with-preconditions --signoff
ok "same input, same bytes out" diff -r "$scratch/kept" "$out"
echo >>"$out/0001-mm-pool-say-what-for.patch"
run 2 "a patch that was changed by hand" port "$fix" --repo "$repo" --out "$scratch/out.d" \
	--with-preconditions --signoff
says 'was changed by hand'
cp "$scratch/kept/0001-mm-pool-say-what-for.patch" "$out/"
run 1 "port alone takes the series back" port "$fix" --repo "$repo" --out "$scratch/out.d"
ok "it is gone" [ ! -e "$out/series" ]
ok "what is missing stands beside the conflict" grep -q 'say what for.*unknown: ' "$out/conflict/README"

run 1 "--json" --json port "$fix" --repo "$repo" --out "$scratch/out.d"
ok "names them" grep -q '"label" : "prerequisite"' "$scratch/out"

# The file had another name when the branch left mainline: what renamed it is named.
cd "$repo"
git checkout -q -b moved master~3
git mv mm/pool.c mm/pools.c
commit "mm/pool: another name"
renamed=$(git rev-parse HEAD)
sed -i 's/pool_get(pool)/pool_take(pool)/' mm/pools.c
commit "mm/pools: take it

Fixes: $(echo "$bug" | cut -c1-12) (\"mm/pool: new\")"
moved=$(git rev-parse HEAD)
git tag v5.6
git checkout -q master
cd "$scratch"
run 1 "a file of another name" port "$moved" --repo "$repo" --out "$scratch/out.d" \
	--branch linux-5.4.y --mainline moved
says "$(echo "$renamed" | cut -c1-12) \(\"mm/pool: another name\"\)"

git -C "$repo" format-patch -q -1 --stdout "$fix" >"$scratch/fix.patch"
mkdir "$scratch/plain" "$scratch/folder"
git -C "$repo" archive linux-5.4.y | tar -xf - -C "$scratch/plain"
cat >"$scratch/folder/fix.conf" <<END
[fix]
	upstream = $fix
	patch = ../fix.patch
[probe "bug"]
	asks = precondition
	file = mm/pool.c
	function = pool_use
	present = ret = pool_get
[probe "fix"]
	asks = fix
	file = mm/pool.c
	function = pool_use
	present = pool_busy
END
run 1 "a source without history" port "$scratch/folder" --tree "linux-5.4.y=$scratch/plain" \
	--out "$scratch/out.d" --with-preconditions
says 'which commits it lacks is not known: without the history'
done_testing
