# SPDX-License-Identifier: GPL-2.0-only
# What `port` gives besides the series: --show, commits on a new branch, and, where the fix does not
# apply, files with conflict markers.
. tests/lib.sh

new_repo

# $1: the function's name, $2: how it takes the lock, $3: lines behind that
driver() {
	mkdir -p mm
	cat >mm/pool.c <<-END
	#include <linux/pool.h>

	static bool pool_busy(struct pool *pool)
	{
	        return pool->users > 1;
	}

	int $1(struct pool *pool)
	{
	        int ret;

	        $2;
	$3        ret = pool_get(pool);
	        pool_unlock(pool);
	        return ret;
	}
	END
	sed -i 's/^        /\t/' mm/pool.c
}

helpers() {
	mkdir -p include/linux
	cat >include/linux/pool.h <<-END
	#define EBUSY 16
	struct pool { int users; };
	int pool_get(struct pool *pool);
	void pool_lock(struct pool *pool);
	void pool_lock_all(struct pool *pool);
	void pool_lock_one(struct pool *pool);
	void pool_unlock(struct pool *pool);
	END
}

commit() {
	git add -A
	git commit -q -m "$1"
}

check='        if (pool_busy(pool)) {
                pool_unlock(pool);
                return -EBUSY;
        }
'
kernel 5 3 0
helpers
driver pool_use 'pool_lock(pool)' ''
commit "mm/pool: new"
bug=$(git rev-parse HEAD)
git commit -q --allow-empty -m "Linux 5.3"
git tag v5.3
git branch linux-5.4.y
git branch linux-5.10.y
driver pool_use 'pool_lock(pool)' "$check"
GIT_AUTHOR_NAME="Fi Xer, Jr." GIT_AUTHOR_EMAIL=fixer@example.org commit "mm/pool: leave a busy pool alone

The reason for it all.  


Twice.

Fixes: $(echo "$bug" | cut -c1-12) (\"mm/pool: new\")
Signed-off-by: Fi Xer, Jr. <fixer@example.org>"
fix=$(git rev-parse HEAD)
git tag v5.5
git checkout -q linux-5.4.y
kernel 5 4 50
chmod +x mm/pool.c
commit "Linux 5.4.50"
git checkout -q linux-5.10.y
kernel 5 10 9
driver pool_use 'pool_lock_all(pool)' '        pool->users++;
'
commit "Linux 5.10.9"
git checkout -q master
cd "$scratch"
short=$(echo "$fix" | cut -c1-12)
git -C "$repo" format-patch -q -1 --stdout "$fix" >"$scratch/fix.patch"
out=$scratch/out.d/folder

mkdir "$scratch/folder"
cp "$scratch/fix.patch" "$scratch/folder/"
cat >"$scratch/folder/fix.conf" <<END
[fix]
	upstream = $fix
	fixes = $bug
	patch = fix.patch
[rule "use"]
	kernels = ..5.9
	from = pool_use
	to = pool_take
[probe "code"]
	asks = precondition
	file = mm/pool.c
	function = pool_use
	function = pool_take
	present = pool_get(pool)
[probe "busy"]
	asks = fix
	file = mm/pool.c
	function = pool_use
	function = pool_take
	present = return -EBUSY
END
port() { # EXPECTED-CODE DESCRIPTION OPTION...
	expected=$1
	what=$2
	shift 2
	run "$expected" "$what" port "$scratch/folder" --repo "$repo" --out "$scratch/out.d" "$@"
}

# --show
COLUMNS=120 port 0 "--show" --branch linux-5.4.y --show
says '^== mm/pool.c: pool_use\(\): upstream after the fix, and the backport$' \
	'^int pool_use\(struct pool \*pool\) {30,}int pool_use\(struct pool \*pool\)$' \
	'^== interdiff: none' \
	'placed +mm/pool.c:[0-9]+ \(offset 0\) in pool_use, by context, margin 100 of 100$'
ok "no line is wider than asked for" sh -c "sed -n '/^== mm/,\$p' '$scratch/out' | awk 'length > 120 { exit 1 }'"
ok "what is not changed is not shown" not grep -q '^static bool pool_busy' "$scratch/out"

# A function that the branch calls otherwise
git -C "$repo" checkout -q -b linux-5.6.y linux-5.4.y
sed -i 's/pool_use/pool_take/; s/^	int ret;$/	int ret = 0;/' "$repo/mm/pool.c"
git -C "$repo" commit -qam "mm/pool: another name"
git -C "$repo" checkout -q master
renamed() {
	run 0 "--show of a function of another name $*" port "$scratch/folder" --repo "$repo" \
		--out "$scratch/renamed" --branch linux-5.6.y --show "$@"
}
COLUMNS=120 renamed
says '^== mm/pool.c: pool_take\(\) \(pool_use\(\) upstream\): ' '^int pool_use.* \| int pool_take' \
	'int ret; +\| +int ret = 0;' '^- 	int ret;$' '^\+ 	int ret = 0;$' '^\+\+\+ backport mm/pool.c$'
renamed --json
ok "JSON holds both functions, the interdiff and the certificates" python3 - "$scratch/out" <<'END'
import json, sys
one = json.load(open(sys.argv[1]))[0]
shown = [s for s in one["show"] if s["function"] == "pool_take"][0]
assert shown["path"] == "mm/pool.c" and shown["upstream_function"] == "pool_use"
assert shown["upstream"].startswith("int pool_use(") and "-EBUSY" in shown["upstream"]
assert shown["backport"].startswith("int pool_take(") and "-EBUSY" in shown["backport"]
assert "+ \tint ret = 0;" in one["interdiff"]
hunk = one["certificates"][0]["files"][0]["hunks"][0]
assert hunk["function"] == "pool_take" and hunk["margin"] > 0 and "rung" in hunk
END
git -C "$repo" branch -q -D linux-5.6.y
mkdir "$scratch/plain"
git -C "$repo" archive linux-5.4.y | tar -xf - -C "$scratch/plain"
run 0 "--show with the patch alone" port "$scratch/folder" --tree "linux-5.4.y=$scratch/plain" \
	--out "$scratch/alone" --show
says '^== mm/pool.c: pool_use\(\): what the patch has of upstream, and the backport$' \
	'if \(pool_busy\(pool\)\) \{ +if \(pool_busy\(pool\)\) \{' '^ +> +int ret;|^ +> int pool_use'

# --branch-prefix
refs() {
	git -C "$repo" for-each-ref
	git -C "$repo" status --porcelain
}
refs >"$scratch/refs.before"
port 2 "--branch-prefix without --signoff" --branch linux-5.4.y --branch-prefix backports
says '--branch-prefix needs --signoff'
port 2 "--branch-prefix with --undo-fix" --branch linux-5.4.y --branch-prefix b --signoff --undo-fix
port 2 "a prefix that is none" --branch linux-5.4.y --branch-prefix 'a..b' --signoff
says 'cannot be a branch.s name'
run 2 "--branch-prefix without --repo" port "$scratch/folder" --tree "linux-5.4.y=$scratch/plain" \
	--out "$scratch/alone" --branch-prefix b --signoff
says 'needs --repo'
run 2 "--branch-prefix of a source folder" port "$scratch/folder" --repo "$repo" --branch linux-5.4.z \
	--tree "linux-5.4.z=$scratch/plain" --out "$scratch/folders" --branch-prefix b --signoff
says 'is no commit of --repo'
ok "and nothing is written" not ls "$scratch/folders"/*/linux-5.4.z
refs >"$scratch/refs.after"
ok "no reference is made" cmp "$scratch/refs.before" "$scratch/refs.after"

git -C "$repo" branch taken
port 2 "a prefix that is a branch" --branch linux-5.4.y --branch-prefix taken --signoff
git -C "$repo" branch -q -D taken
port 0 "--branch-prefix" --branch linux-5.4.y --branch-prefix backports --signoff
says '^    commit +refs/heads/backports/linux-5.4.y$'
new=backports/linux-5.4.y
refs | grep -v "refs/heads/$new" >"$scratch/refs.after"
ok "the user's references and work tree are as they were" cmp "$scratch/refs.before" "$scratch/refs.after"
git -C "$repo" worktree add -q --detach "$scratch/am" linux-5.4.y
git -C "$scratch/am" am -q "$out"/linux-5.4.y/*.patch
ok "its tree is that of git am" [ "$(git -C "$repo" rev-parse "$new^{tree}")" = "$(git -C "$scratch/am" rev-parse 'HEAD^{tree}')" ]
ok "an executable stays one" sh -c "git -C '$repo' ls-tree -r '$new' | grep -q '^100755 .*mm/pool.c'"
for what in '%B' '%an <%ae> %ad' '%cn <%ce>' '%P'; do
	ok "as git am has it: $what" [ "$(git -C "$repo" log -1 --format="$what" "$new")" = "$(git -C "$scratch/am" log -1 --format="$what")" ]
done
ok "the committer's date is SOURCE_DATE_EPOCH" [ "$(git -C "$repo" log -1 --format=%ct "$new")" = "$SOURCE_DATE_EPOCH" ]
ok "git finds nothing wrong with it" git -C "$repo" fsck --strict --no-dangling
first=$(git -C "$repo" rev-parse "$new")
port 0 "the same again" --branch linux-5.4.y --branch-prefix backports --signoff
(unset SOURCE_DATE_EPOCH; port 0 "the same again, later" --branch linux-5.4.y --branch-prefix backports --signoff) >"$scratch/later"
ok "that is fine" grep -q '^ok' "$scratch/later"
ok "and changes nothing" [ "$(git -C "$repo" rev-parse "$new")" = "$first" ]
git -C "$repo" branch -q -f "$new" master
port 2 "a branch of that name with something else" --branch linux-5.4.y --branch-prefix backports --signoff
says 'is there and holds something else'
ok "it stays" [ "$(git -C "$repo" rev-parse "$new")" = "$fix" ]
git -C "$repo" branch -q -D "$new"
git -C "$repo" worktree remove --force "$scratch/am"

# A conflict
port 1 "a conflict, upstream's file known" --branch linux-5.10.y --branch-prefix backports --signoff
conflict=$out/linux-5.10.y/conflict
says '^    conflict +.*/linux-5.10.y/conflict/mm/pool.c$' '^    conflict +.*/conflict/README$'
refs >"$scratch/refs.after"
ok "no commit for it" cmp "$scratch/refs.before" "$scratch/refs.after"
cat >"$scratch/expected" <<END
<<<<<<< linux-5.10.y
||||||| upstream before $short
=======
>>>>>>> upstream $short
END
markers() {
	grep -E '^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)' "$1" | diff "$scratch/expected" -
}
ok "diff3 markers" markers "$conflict/mm/pool.c"
ok "ours" grep -q 'pool_lock_all' "$conflict/mm/pool.c"
ok "theirs" grep -q 'return -EBUSY' "$conflict/mm/pool.c"
ok "the README says why" grep -qE '^ +refused +.+' "$conflict/README"
ok "and what mainline calls it" grep -qE 'hunk 1, upstream line [0-9]+ in pool_use\(\)' "$conflict/README"
nothing_finished() {
	[ -z "$(find "$out/linux-5.10.y" -name '*.patch' -o -name series -o -name port.json -o -name '*.eml')" ]
}
ok "nothing that looks like a finished patch" nothing_finished
cp -r "$out/linux-5.10.y" "$scratch/kept"
port 1 "the same again" --branch linux-5.10.y
ok "same input, same bytes out" diff -r "$scratch/kept" "$out/linux-5.10.y"
port 1 "--json" --branch linux-5.10.y --json
ok "names the files" grep -q '"conflict" : \[' "$scratch/out"
echo "/* decided */" >>"$conflict/mm/pool.c"
port 2 "a conflict that somebody works on" --branch linux-5.10.y
says 'was changed or put there by hand'
ok "it stays" grep -q decided "$conflict/mm/pool.c"
cp "$scratch/kept/conflict/mm/pool.c" "$conflict/mm/"
echo note >"$conflict/mm/note"
port 2 "a file of somebody else's" --branch linux-5.10.y
rm "$conflict/mm/note"

rm -rf "$scratch/plain"
mkdir "$scratch/plain"
git -C "$repo" archive linux-5.10.y | tar -xf - -C "$scratch/plain"
run 1 "a conflict, the patch alone" port "$scratch/folder" --tree "linux-5.10.y=$scratch/plain" --out "$scratch/alone"
file=$(find "$scratch/alone" -path '*5.10.y/conflict/mm/pool.c')
ok "diff3 markers" markers "$file"
sed '/^<<<<<<</d; /^|||||||/,/^>>>>>>>/d' "$file" >"$scratch/ours"
ok "without the conflict it is the branch's file" cmp "$scratch/ours" "$scratch/plain/mm/pool.c"
sed '/^<<<<<<</,/^=======/d; /^>>>>>>>/d' "$file" >"$scratch/theirs"
ok "theirs has the new lines" grep -q 'return -EBUSY' "$scratch/theirs"
ok "the README says what is nearest" grep -qE '^ +nearest +line [0-9]+ in pool_use' "$(dirname "$file")/../README"

# The branch is mended
cd "$repo"
git checkout -q linux-5.10.y
driver pool_use 'pool_lock(pool)' ''
git commit -qam "mm/pool: as upstream"
git checkout -q master
cd "$scratch"
port 0 "port to the mended branch" --branch linux-5.10.y
ok "the conflict is gone" [ ! -e "$out/linux-5.10.y/conflict" ] 
ok "the record of it, too" [ ! -e "$out/linux-5.10.y/conflict.json" ]
ok "the series is there" [ -e "$out/linux-5.10.y/series" ]
git -C "$repo" branch -q -f linux-5.10.y linux-5.10.y~1
port 1 "port to the branch as it was" --branch linux-5.10.y
ok "the series is gone" nothing_finished
ok "the conflict is back, in the same bytes" diff -r "$scratch/kept" "$out/linux-5.10.y"

# Two hunks, of which the branch takes one; a file that goes, with its folder.
two() { # $1: a line of the first function, $2: lines of the second
	{
		printf 'int two_a(int a)\n{\n%b\treturn a;\n}\n\n' "$1"
		seq 1 20 | sed 's,.*,int two_&;,'
		printf '\nint two_b(int b)\n{\n%b\treturn b;\n}\n' "$2"
	} >mm/two.c
}
cd "$repo"
mkdir lib
echo 'int gone;' >lib/gone.c
two '\ta++;\n' '\tb++;\n'
commit "mm/two: new"
git branch linux-6.1.y
two '\ta++;\n' '\tb--;\n'
commit "mm/two: the other way"
git branch linux-6.6.y
two '\ta += 2;\n' '\tb -= 2;\n'
git rm -q lib/gone.c
commit "mm/two: by two"
fix=$(git rev-parse HEAD)
short=$(echo "$fix" | cut -c1-12)
mkdir "$scratch/two"
git format-patch -q -1 --stdout "$fix" >"$scratch/two/fix.patch"
cat >"$scratch/two/fix.conf" <<END
[fix]
	upstream = $fix
	patch = fix.patch
[probe "code"]
	asks = precondition
	file = mm/two.c
	function = two_a
	present = return a
[probe "two"]
	asks = fix
	file = mm/two.c
	function = two_a
	present = a += 2
END
cd "$scratch"
run 0 "a file that goes" port "$scratch/two" --repo "$repo" --out "$scratch/two.d" --branch linux-6.6.y \
	--signoff --branch-prefix a/b --show
says '^    removed +lib/gone.c$' '^== lib/gone.c: upstream removes it, and so does the backport$'
git -C "$repo" worktree add -q --detach "$scratch/am" linux-6.6.y
git -C "$scratch/am" am -q "$scratch"/two.d/two/linux-6.6.y/*.patch
ok "the tree is that of git am" [ "$(git -C "$repo" rev-parse 'a/b/linux-6.6.y^{tree}')" = "$(git -C "$scratch/am" rev-parse 'HEAD^{tree}')" ]
git -C "$repo" worktree remove --force "$scratch/am"
mkdir "$scratch/source"
git -C "$repo" archive linux-6.1.y | tar -xf - -C "$scratch/source"
run 1 "one hunk of two" port "$scratch/two" --tree "linux-6.1.y=$scratch/source" --out "$scratch/two.d"
conflict=$scratch/two.d/two/linux-6.1.y/conflict
sed -i "s/linux-5.10.y/linux-6.1.y/; s/before .*/before $short/; s/upstream [0-9a-f]*\$/upstream $short/" "$scratch/expected"
ok "one conflict" markers "$conflict/mm/two.c"
ok "in the function of the one that does not go" sh -c "sed -n '/two_b/,\$p' '$conflict/mm/two.c' | grep -q '^<<<<<<<'"
ok "the other hunk is in" grep -q '	a += 2;' "$conflict/mm/two.c"
ok "the README tells of both" sh -c "grep -q '^    hunk 1' '$conflict/README' && grep -qE 'goes to +line [0-9]+ in two_a' '$conflict/README' &&
	grep -qE '^ +nearest +line [0-9]+ in two_b|^ +nearest +line [0-9]+' '$conflict/README'"
ok "and of the file that goes" grep -q '^lib/gone.c: ' "$conflict/README"
done_testing
