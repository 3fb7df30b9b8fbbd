# SPDX-License-Identifier: GPL-2.0-only
# The index that was brought up to date step by step tells what one that is made anew tells; and what
# stands in repositories that are not as linux-stable is: tags of one's own, trees that were imported.
. tests/lib.sh
. tests/map-lib.sh

B=linux-5.4.y
set_ref() {
	git -C "$repo" update-ref "$1" "$(id "$2")"
}
answer() { # FIX CACHE FILE OPTION...
	fix=$1 kept=$2 file=$3
	shift 3
	"$STABLEPORT" -q --json map "$(id "$fix")" --repo "$repo" --cache "$kept" "$@" \
		>"$file" 2>"$file.err"
}
same_all() { # TITLE OPTION...
	title=$1
	shift
	for one in fix_plain fix_again fix_local; do
		ok "$title: $one as from an index made anew" same_with "$one" "$@"
	done
}
same_with() {
	one=$1
	shift
	rm -rf "$scratch/anew"
	answer "$one" "$scratch/kept" "$scratch/out-kept" "$@"
	answer "$one" "$scratch/anew" "$scratch/out-anew" "$@"
	[ -s "$scratch/out-anew" ] && diff "$scratch/out-kept" "$scratch/out-anew"
}

world steps <<'END_WORLD'
release '4.9';
bug qw(plain again local);
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
fork_at 'side', 'v5.4';
commit "mm: side\n", side => { other => 1 };
on 'master';
fix $_ for qw(plain again);
revert 'fix_again', undef, -name => 'again_out';
reapply 'again_out', -name => 'again_in';
revert 'fix_again', undef, -name => 'again_out_2';
release '5.5-rc1';
commit "mm: more\n", -name => 'beyond', more => { other => 1 };
fix 'local';
release '5.5';
on 'linux-5.4.y';
pick 'fix_plain', 'commit X upstream.';
release '5.4.1';
pick 'fix_local', 'commit X upstream.';
release '5.4.2';
merge 'Merge side', 'side';
release '5.4.3';
# The same, seen from the side.
fork_at 'foxtrot', 'side';
merge 'Merge the stable branch', 'v5.4.1', { -name => 'foxtrot_merge' };
drop qw(side foxtrot);
END_WORLD

git -C "$repo" tag -d v5.4.1 v5.4.2 v5.4.3 v5.5-rc1 v5.5 >"$scratch/out"
set_ref refs/heads/master again_out_2
set_ref refs/heads/$B v5.4.1
same_all "at first" --at x=master
set_ref refs/heads/master v5.5-rc1
same_all "mainline goes on" --at x=master
set_ref refs/tags/v5.5-rc1 tag:v5.5-rc1
same_all "a branch that is at a release which is tagged later" --at x=master
set_ref refs/heads/master v5.5
set_ref refs/tags/v5.5 tag:v5.5
same_all "tagged while the branch was not asked for"
same_all "… and asked for again" --at x=master
set_ref refs/heads/$B v5.4.3
set_ref refs/tags/v5.4.2 tag:v5.4.2
same_all "a tag" --at x=master
set_ref refs/tags/v5.4.1 tag:v5.4.1
same_all "a tag that comes after a higher one" --at x=master
maps "… the release" fix_plain $B fixed fix=adds:@bp_plain:message:5.4.1 -- --cache "$scratch/kept"
set_ref refs/heads/$B v5.4.1
same_all "the branch went back" --at x=master
set_ref refs/heads/$B foxtrot_merge
same_all "the branch merged, but was not merged into" --at x=master
set_ref refs/heads/master v5.4.3
same_all "the stable branch is mainline now" --at x=master
maps "reverted, brought back and reverted in one release" fix_again x affected -- --at "x=$(id v5.5)"

# What a branch had before a release becomes mainline's when the branch goes on to that release.
world grown <<'END_WORLD'
release '4.9';
bug 'one';
release '5.4';
fix 'one';
fork_at 'linux-5.5.y', 'master';
on 'master';
commit "mm: one: do without\n", one => { fix => 0 };
release '5.5';
END_WORLD
maps "before the release" fix_one linux-5.5.y fixed -- --cache "$scratch/grown"
set_ref refs/heads/linux-5.5.y v5.5
for cache in grown grown-anew; do
	maps "behind it ($cache)" fix_one linux-5.5.y fixed fix=adds:@fix_one:ancestry:5.5 \
		-- --cache "$scratch/$cache"
done

# A clone that is cut off, and then is not.
world whole <<'END_WORLD'
release '4.9';
bug 'deep';
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
commit "mm: own $_\n", "own$_" => { other => 1 } for 1 .. 5;
on 'master';
fix 'deep';
bug 'after';
fix 'after';
release '5.5-rc1';
END_WORLD
git -c protocol.file.allow=always clone -q --bare --depth 3 --no-single-branch "file://$repo" \
	"$scratch/cut.git" 2>"$scratch/err"
whole=$repo
repo=$scratch/cut.git
maps "cut off" fix_after $B unknown -- --cache "$scratch/cut"
git -C "$repo" -c protocol.file.allow=always fetch -q --unshallow "file://$whole" '+refs/*:refs/*' \
	2>"$scratch/err"
maps "no longer cut off: absent is absent" fix_after $B not-affected introduced=@bug_after:absent \
	-- --cache "$scratch/cut"
maps "no longer cut off: its release" fix_deep $B affected introduced=@bug_deep:present:5.4-rc1 \
	-- --cache "$scratch/cut"

# Somebody's own v1.0 starts no chain of releases.
world private <<'END_WORLD'
release '4.9';
bug 'one';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
fix 'one';
release '5.5';
on 'linux-5.4.y';
pick 'fix_one', 'commit X upstream.', -put => { fix => 2, moved => 1 };
label 'v1.0';
END_WORLD
maps "a tag v1.0 on a stable branch makes no mainline of it" fix_one $B fixed decided_by=messages \
	+fix=adds:@bp_one:message introduced=@bug_one:present:5.4
maps "the releases are mainline's" fix_one x fixed fix=adds:@fix_one:ancestry:5.5 -- --at x=master

# A vendor's tree that begins with one commit without parents: it may hold anything.
world import <<'END_WORLD'
release '4.9';
release '5.4';
bug 'one';
fix 'one';
release '5.5';
END_WORLD
git clone -q "$repo" "$scratch/vendor" 2>"$scratch/err"
git -C "$scratch/vendor" checkout -q --orphan vendor "$(id bug_one)"
sed -i 's/pool_add(pool, 1)/pool_add(pool, 1 + 0)/; s/alloc(wait)/alloc_it(wait)/; s/one_expose/one_show_it/' \
	"$scratch/vendor/mm/one.c"
git -C "$scratch/vendor" commit -qam 'BSP 1.0'
repo=$scratch/vendor
maps "an imported tree holds the bug in other words: not known" fix_one x unknown -- --at x=vendor

# HEAD is another commit in each worktree, and all of them share one index.
world shared <<'END_WORLD'
release '4.9';
bug 'one';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
fix 'one';
release '5.5';
on 'linux-5.4.y';
pick 'fix_one', 'commit X upstream.';
commit "mm: own $_\n", -name => "own_$_" for 1 .. 2000;
release '5.4.1';
END_WORLD
git clone -q "$repo" "$scratch/affected" 2>"$scratch/err"
git -C "$scratch/affected" checkout -q --detach "$(id v5.4)"
git -C "$scratch/affected" worktree add -q "$scratch/fixed" "$(id v5.4.1)" 2>"$scratch/err"
in_turn() { # VERDICT NUMBER
	file=$scratch/turn.$2
	for turn in 1 2 3 4 5 6 7 8; do
		"$STABLEPORT" -q --json map "$(id fix_one)" --repo "$scratch/$1" --cache "$scratch/turns" \
			--branch x --at x=HEAD >"$file" 2>"$file.err"
		grep -q "\"verdict\" : \"$1\"" "$file" || {
			echo "turn $turn of $1"
			cat "$file.err"
			grep '"reason"' "$file"
		} >>"$scratch/wrong"
	done
}
: >"$scratch/wrong"
turns='' number=0
for one in fixed affected fixed affected fixed affected; do
	number=$((number + 1))
	in_turn $one $number &
	turns="$turns $!"
done
# shellcheck disable=SC2086
wait $turns
cat "$scratch/wrong" >"$scratch/out"
ok "two worktrees that ask for HEAD at once" [ ! -s "$scratch/wrong" ]

indexes() {
	find "$scratch/turns" -name '*.sqlite' | wc -l
}
repo=$scratch/fixed
maps "another mainline" fix_one x fixed -- --at x=HEAD --mainline v5.5 --cache "$scratch/turns"
ok "… has an index of its own" [ "$(indexes)" = 2 ]

done_testing
