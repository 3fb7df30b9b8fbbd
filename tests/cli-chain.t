# The chain without boots, end to end, on a small repository that is made here: a mainline with a bug
# and its fix, and stable branches that need it, have it, never had the bug, or lost the code.
. tests/lib.sh

new_repo

# What the code calls: a port that used something undeclared would be refused.
header() {
	mkdir -p include/linux
	cat >include/linux/pool.h <<-END
	struct pool {
	        int exposed;
	};
	void pool_freeze(struct pool *pool);
	void pool_add(struct pool *pool, int n);
	int pool_count(struct pool *pool);
	void pool_put(struct pool *pool);
	struct pool *pool_alloc(bool *wait);
	struct pool *pool_alloc_node(bool *wait);
	END
}

# Two definitions of one function that look alike around the place of the fix.
source_file() { # $1: lines of the precondition, $2: lines of the fix, $3: lines before all
	header
	mkdir -p mm
	cat >mm/pool.c <<-END
	$3
	#include <linux/pool.h>

	static int pool_expose(struct pool *pool)
	{
	$1
	        return pool->exposed;
	}

	#ifdef CONFIG_NUMA
	static bool pool_prepare(struct pool **pool, bool *wait)
	{
	        if (!*pool)
	                *pool = pool_alloc_node(wait);

	        return *pool != NULL;
	}
	#else
	static bool pool_prepare(struct pool **pool, bool *wait)
	{
	$2
	        if (!*pool)
	                *pool = pool_alloc(wait);

	        return *pool != NULL;
	}
	#endif
	END
	sed -i '/^$/N;/^\n$/D' mm/pool.c
}

commit() {
	git add -A
	git commit -q -m "$1"
}

old='        pool_freeze(pool);'
new='        pool_add(pool, 1);'
fixed='        /* Somebody may still look at it. */
        if (*pool && pool_count(*pool) > 1) {
                pool_put(*pool);
                *pool = NULL;
        }
'

kernel 4 4 1
source_file "$old" "" "/* pool */"
commit "Linux 4.4.1"
git branch linux-4.4.y
kernel 4 9 100
source_file "$new" "" "/* pool */"
commit "mm/pool: expose without freezing"
bug=$(git rev-parse HEAD)
git branch linux-4.9.y
kernel 5 4 50
source_file "$new" "" "/* pool, version 5.4
 * and a longer head
 */"
commit "Linux 5.4.50"
git branch linux-5.4.y
source_file "$new" "$fixed" "/* pool, version 5.4
 * and a longer head
 */"
GIT_AUTHOR_NAME="Fi Xer" GIT_AUTHOR_EMAIL=fixer@example.org commit "mm/pool: do not reuse a pool that somebody looks at

The reason for it all.

Fixes: $(echo "$bug" | cut -c1-12) (\"mm/pool: expose without freezing\")
Reported-by: Re Porter <reporter@example.org>
Cc: stable@vger.kernel.org # v4.9+
Signed-off-by: Fi Xer <fixer@example.org>"
fix=$(git rev-parse HEAD)
kernel 5 10 9
commit "Linux 5.10.9"
git branch linux-5.10.y
rm -r mm
mkdir mm
echo 'int pool_gone;' >mm/pool.c
kernel 6 1 3
commit "mm/pool: remove it"
git branch linux-6.1.y
rm -r mm
kernel 6 6 3
commit "mm: all moved"
git branch linux-6.6.y

folder=$scratch/pool-fix
mkdir "$folder"
git format-patch -q -1 --stdout "$fix" >"$folder/fix.patch"
cat >"$folder/fix.conf" <<END
[fix]
	upstream = $fix
	fixes = $bug
	patch = fix.patch
[probe "function"]
	asks = code
	file = mm/pool.c
	function = pool_prepare
	arm = !CONFIG_NUMA
[probe "exposed"]
	asks = precondition
	file = mm/pool.c
	function = pool_expose
	present = pool_add(pool
	absent = pool_freeze(pool
[probe "put"]
	asks = fix
	file = mm/pool.c
	function = pool_prepare
	arm = !CONFIG_NUMA
	present = pool_count(*pool) > 1
END
cd "$scratch"

# map
run 0 "map of all branches" map "$folder" --repo "$repo"
says '^linux-4\.4\.y 4\.4\.1: not-affected: the bug is not there' \
	'^linux-4\.9\.y 4\.9\.100: affected' '^linux-5\.4\.y 5\.4\.50: affected' \
	'^linux-5\.10\.y 5\.10\.9: fixed' '^linux-6\.1\.y 6\.1\.3: not-affected: the code is not there' \
	'^linux-6\.6\.y 6\.6\.3: fixed: the fix is there: .* is an ancestor'
ok "branches come in the order of versions" [ "$(grep -c . "$scratch/out")" -gt 6 ]
ok "5.4 before 5.10" sh -c "grep -n '^linux-5' '$scratch/out' | head -n 1 | grep -q 'linux-5\.4\.y'"
mkdir "$scratch/plain"
git -C "$repo" archive linux-6.6.y | tar -xf - -C "$scratch/plain"
run 3 "map of a source without history whose files have moved" map "$folder" \
	--tree "linux-6.6.y=$scratch/plain"
says '^linux-6\.6\.y 6\.6\.3: unknown: .*not in the tree: mm/pool\.c'
run 0 "map narrowed" map "$folder" --repo "$repo" --branch 'linux-5.*'
ok "only the branches asked for" [ "$(grep -c '^linux-' "$scratch/out")" = 2 ]
run 0 "map --json" --json map "$folder" --repo "$repo" --branch linux-4.9.y
ok "JSON holds the verdict" grep -q '"verdict" : "affected"' "$scratch/out"
run 0 "map --at" map "$folder" --repo "$repo" --branch linux-5.10.y --at "linux-5.10.y=$bug"
says '^linux-5\.10\.y 4\.9\.100: affected'
run 0 "map of a commit" map "$fix" --repo "$repo" --branch linux-5.10.y
says 'fixed: the fix is there: .* is an ancestor' 'has the 4 lines that the change adds'
run 0 "map of a commit, the commit that brought the bug tells of it" map "$fix" --repo "$repo" --branch linux-4.9.y
says 'affected: .*' 'precondition yes  *commit .*pool_expose\(\) has the 1 line that the change adds'
"$STABLEPORT" -q map - --repo "$repo" --branch linux-5.10.y <"$folder/fix.patch" >"$scratch/out" 2>&1
says 'linux-5.10.y 5.10.9: fixed'

# port
run 0 "port" port "$folder" --repo "$repo" --branch 'linux-[45]*' --signoff
says 'placed .*in pool_prepare, arm !CONFIG_NUMA'
for branch in linux-4.9.y linux-5.4.y; do
	dir=$scratch/series/pool-fix/$branch
	work=$scratch/$branch
	git -C "$repo" worktree add -q --detach "$work" "$branch"
	ok "$branch: quilt push -a, no fuzz" \
		sh -c "cd '$work' && QUILT_PATCHES='$dir' quilt --quiltrc=- push -a --fuzz=0"
	ok "$branch: the code is upstream's, in the right arm" \
		sh -c "sed -n '/^#else/,\$p' '$work/mm/pool.c' | grep -q 'pool_count(\*pool) > 1' &&
			! sed -n '/^#ifdef/,/^#else/p' '$work/mm/pool.c' | grep -q pool_count"
	git -C "$work" checkout -q -f
	rm -rf "$work/.pc"
	ok "$branch: git apply --check" git -C "$work" apply --check "$dir"/*.patch
	ok "$branch: git am" git -C "$work" am -q "$dir"/*.patch
	ok "$branch: author kept" [ "$(git -C "$work" log -1 --format=%ae)" = fixer@example.org ]
	ok "$branch: upstream's id" sh -c "git -C '$work' log -1 --format=%b | head -n 1 |
		grep -qx 'commit $fix upstream\.'"
	ok "$branch: sign-off last" sh -c "git -C '$work' log -1 --format=%B | sed '/^\$/d' | tail -n 1 |
		grep -qx 'Signed-off-by: C O Mitter <committer@example.org>'"
done
ok "nothing for branches that do not need it" \
	[ "$(cd "$scratch/series/pool-fix" && echo linux-*)" = "linux-4.9.y linux-5.4.y" ]
cp -r "$scratch/series" "$scratch/series.first"
run 0 "port again" port "$folder" --repo "$repo" --branch 'linux-[45]*' --signoff
ok "the same bytes again" diff -r "$scratch/series.first" "$scratch/series"
ok "the user's repository is as it was" [ -z "$(git -C "$repo" status --porcelain | grep -v '^??')" ]

patch=$(echo "$scratch"/series/pool-fix/linux-5.4.y/*.patch)
echo "edited" >>"$patch"
run 2 "port over a patch that was edited" port "$folder" --repo "$repo" --branch linux-5.4.y
says 'was changed by hand'
ok "the edit is still there" grep -q '^edited' "$patch"
rm -r "$scratch/series/pool-fix/linux-5.4.y"

# --undo-fix
run 0 "undo, port, compare" port "$folder" --repo "$repo" --branch linux-5.10.y --undo-fix --out "$scratch/undone"
says 'affected \(control: the fix was taken out\)' "gives back the tree's own code"

# context that differs: merged three-way where upstream's files are at hand, else refused
git -C "$repo" checkout -q -b linux-5.5.y linux-5.4.y
sed -i 's/\*pool = pool_alloc(wait);/*pool = pool_alloc_any(wait);/' "$repo/mm/pool.c"
git -C "$repo" commit -qam "mm/pool: allocate anywhere"
run 0 "context that differs, merged" port "$folder" --repo "$repo" --branch linux-5.5.y --out "$scratch/merged"
says 'in pool_prepare, arm !CONFIG_NUMA, by three-way'
git -C "$repo" worktree add -q --detach "$scratch/linux-5.5.y" linux-5.5.y
ok "the merged patch applies" git -C "$scratch/linux-5.5.y" apply --check "$scratch"/merged/pool-fix/linux-5.5.y/*.patch
run 1 "context that differs, only the patch at hand" port "$folder" \
	--tree "linux-5.5.y=$scratch/linux-5.5.y" --out "$scratch/conflict"
says 'does not apply: mm/pool\.c: '

# a conflict
git -C "$repo" checkout -q -b linux-5.6.y linux-5.4.y
sed -i '/^static bool pool_prepare/{n;n;s/^$/        pool_check(*pool);/}' "$repo/mm/pool.c"
git -C "$repo" commit -qam "mm/pool: check it first"
run 1 "a branch on which it does not apply" port "$folder" --repo "$repo" --branch linux-5.6.y --out "$scratch/conflict"
says 'does not apply: mm/pool\.c: '
ok "nothing that looks like a patch" \
	[ -z "$(find "$scratch/conflict" -name '*.patch' -o -name series)" ]

# mail
run 2 "mail without --signoff" mail "$folder" --repo "$repo" --branch linux-4.9.y
says 'Signed-off-by'
run 1 "mail without a record" mail "$folder" --repo "$repo" --branch linux-4.9.y --signoff
says 'not verified'
mail=$scratch/series/pool-fix/linux-4.9.y/mail.eml
run 1 "mail --untested, for an older branch alone" mail "$folder" --repo "$repo" --branch linux-4.9.y --signoff --untested
says 'verdict +newer branches first: linux-4\.14\.y \(not in this .*, linux-5\.4\.y \(lacks it\)'
ok "the mail says so" grep -qx '  linux-5\.4\.y: lacks it' "$mail"
run 1 "mail for all that a newer one goes without" mail "$folder" --repo "$repo" --signoff --untested
ok "says which gets it" grep -qx '  linux-5\.4\.y: gets it by a mail of its own' "$mail"
ok "and which does not" grep -qx '  linux-5\.6\.y: lacks it' "$mail"
ok "the newest has no such line" \
	sh -c "! grep -q 'lacks it' '$scratch/series/pool-fix/linux-5.5.y/mail.eml'"
run 0 "mail --untested --older-only" mail "$folder" --repo "$repo" --branch linux-4.9.y --signoff --untested --older-only
ok "it says so all the same" grep -qx '  linux-5\.4\.y: lacks it' "$mail"
ok "base-commit" grep -qx "base-commit: $(git -C "$repo" rev-parse linux-4.9.y)" "$mail"
ok "subject" grep -qx 'Subject: \[PATCH 4.9.y\] mm/pool: do not reuse a pool that somebody looks at' "$mail"
ok "to the stable list" grep -qx 'To: stable@vger.kernel.org' "$mail"
ok "the reporter gets a copy" grep -q '^Cc: .*reporter@example.org' "$mail"
ok "says that it was not tested" grep -qx 'Not built and not booted\.' "$mail"
git -C "$scratch/linux-4.9.y" reset -q --hard linux-4.9.y
ok "git am of the mail" git -C "$scratch/linux-4.9.y" am -q "$mail"
ok "the evidence is not in the log" \
	sh -c "! git -C '$scratch/linux-4.9.y' log -1 --format=%B | grep -q 'Not built'"
ok "upstream's author from the mail" \
	[ "$(git -C "$scratch/linux-4.9.y" log -1 --format=%ae)" = fixer@example.org ]

run 1 "mail again, without a record" mail "$folder" --repo "$repo" --branch linux-4.9.y --signoff
ok "the mail of before is gone" [ ! -e "$mail" ]
run 0 "mail once more" mail "$folder" --repo "$repo" --branch linux-4.9.y --signoff --untested --older-only

# A branch that moved on: what was made for it before must not stay.
run 0 "port to a branch" port "$folder" --repo "$repo" --branch linux-5.6.y --at linux-5.6.y=linux-5.4.y
ok "its patch is there" [ -e "$scratch/series/pool-fix/linux-5.6.y/series" ]
run 1 "port to the branch as it is now" port "$folder" --repo "$repo" --branch linux-5.6.y
ok "the patch of before is gone" [ ! -e "$scratch/series/pool-fix/linux-5.6.y/series" ]

# A proof holds for the source it was made from, and for no other.
proof=$scratch/series/pool-fix/linux-5.4.y
run 0 "port" port "$folder" --repo "$repo" --branch linux-5.4.y
boot='"work" : 1, "seconds" : 1.0, "nonce" : "0"'
crash='"signature" : "POOL_BUG", "excerpt" : "POOL_BUG\n[    1.0] RIP: 0010:pool_get+0x1/0x2\n"'
cell='"scenario" : "s", "title" : "t", "boots_wanted" : 1, "rounds_wanted" : 1, "image" : null'
cat >"$proof/record.json" <<END
{
  "branch" : "linux-5.4.y", "version" : "5.4.50", "control" : null,
  "diff_sha256" : $(sed -n 's/.*"diff_sha256" : \(".*"\).*/\1/p' "$proof/port.json"),
  "source_key" : $(sed -n 's/.*"source_key" : \(".*"\).*/\1/p' "$proof/port.json"),
  "cells" : [
    { $cell, "variant" : "unpatched", "expect" : "crash", "boots" : [ { "outcome" : "crashed", "round" : 1, $boot, $crash } ] },
    { $cell, "variant" : "backport", "expect" : "survive", "boots" : [ { "outcome" : "survived", "round" : 270, $boot } ] }
  ]
}
END
run 0 "mail with a record of this source" mail "$folder" --repo "$repo" --branch linux-5.4.y --signoff --older-only
run 0 "report --markdown" report "$folder" --markdown
says '^# mm/pool: ' \
	'^\| linux-5\.4\.y \| 5\.4\.50 \| affected \| proven \| 2 s \| \[patch\]\(linux-5\.4\.y/.*\.patch\), \[mail\]\(linux-5\.4\.y/mail\.eml\) \|$' \
	'^\| line \| scenario \| unpatched \| backport \|$' \
	'^\| linux-5\.4\.y \| s \| crashed 1 of 1 boots, median round 1 \| survived 1 of 1 boots, 270 rounds \|$' \
	'^- linux-5\.4\.y 5\.4\.50: the bug is there' '^  Booted: proven: s: ' \
	'^  Crashed at: POOL_BUG in pool_get\(\)\.$'
# Another architecture has a record of its own, and both count.
sed 's/"branch"/"arch" : "arm64", &/; s/270/280/' "$proof/record.json" >"$proof/record-arm64.json"
run 0 "mail with records of two architectures" mail "$folder" --repo "$repo" --branch linux-5.4.y --signoff --older-only
says '^    booted +x86_64: proven' '^    booted +arm64: proven'
ok "the mail has both" sh -c 'grep -q "^Tested on .*, x86_64,$" "$1" && grep -q "^Tested on .*, arm64,$" "$1" &&
	grep -q "270 rounds" "$1" && grep -q "280 rounds" "$1"' - "$proof/mail.eml"
run 0 "report --markdown" report "$folder" --markdown
says '\| affected \| proven, arm64 proven \| 4 s \|' '^\| linux-5\.4\.y \| s \| .*270 rounds' \
	'^\| linux-5\.4\.y arm64 \| s \| .*280 rounds'
run 0 "port, with a sign-off" port "$folder" --repo "$repo" --branch linux-5.4.y --signoff
ok "both records are of the same change still" [ -e "$proof/record.json" -a -e "$proof/record-arm64.json" ]
sed -i 's/"survived"/"crashed"/' "$proof/record-arm64.json"
run 1 "mail where one of them is against it" mail "$folder" --repo "$repo" --branch linux-5.4.y --signoff --older-only
says 'verdict +not proven: s, backport'
ok "no mail" [ ! -e "$proof/mail.eml" ]
git -C "$repo" checkout -q linux-5.4.y
echo "int elsewhere;" >"$repo/mm/elsewhere.c"
git -C "$repo" add -A
git -C "$repo" commit -qm "elsewhere"
run 1 "mail with a record of the branch as it was" mail "$folder" --repo "$repo" --branch linux-5.4.y --signoff
says 'not verified'
rm -r "$proof"

# What is not in mainline is nobody's upstream commit.
git -C "$repo" checkout -q --detach "$fix"
git -C "$repo" commit -q --amend -m "mm/pool: of a topic branch

Fixes: $(echo "$bug" | cut -c1-12) (\"mm/pool: expose without freezing\")"
topic=$(git -C "$repo" rev-parse HEAD)
git -C "$repo" update-ref refs/heads/topic "$topic"
git -C "$repo" checkout -q master
run 2 "mail of a commit that is not in mainline" mail "$topic" --repo "$repo" --branch linux-4.9.y --signoff \
	--untested --older-only --needed
says 'stableport: .* is not in mainline: '
ok "and no mail" sh -c '! ls "$1"/series/*/linux-4.9.y/mail.eml | grep -q "$2"' - "$scratch" "$(echo "$topic" | cut -c1-12)"

# A control's mail is not to be sent: it serves no newer branch.
run 0 "mails, one of a control" mail "$folder" --repo "$repo" --branch linux-4.9.y --branch linux-5.10.y \
	--undo-fix --signoff --untested --older-only
ok "the control says so" grep -q 'CONTROL, NOT TO BE SENT' "$scratch/series/pool-fix/linux-5.10.y/mail.eml"
ok "the other says that 5.10 has it" grep -q '^  linux-5.10.y: has it$' "$scratch/series/pool-fix/linux-4.9.y/mail.eml"
# And what was written for a branch goes when it does not need it any more.
run 0 "a branch that has the fix" mail "$folder" --repo "$repo" --branch linux-5.10.y --signoff --untested
ok "its mail is gone" [ ! -e "$scratch/series/pool-fix/linux-5.10.y/mail.eml" ]

# report
run 0 "report" report "$folder"
says '^linux-4\.9\.y +4\.9\.100 +affected'
run 0 "report --json" report "$folder" --json
says '"branch" : "linux-4.9.y"'

done_testing
