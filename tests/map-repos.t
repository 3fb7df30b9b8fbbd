# SPDX-License-Identifier: GPL-2.0-only
# One history in every kind of repository: the verdicts are the same, or `unknown` where the repository
# lacks what would tell.
. tests/lib.sh
. tests/map-lib.sh

world shapes <<'END'
release '4.9';
bug qw(named missing both squash deep reverted);
fix 'both';
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
bug 'after';
fix $_ for qw(named missing after squash deep reverted);
release '5.5-rc1';
release '5.5';
bug 'newest';
fix 'newest';
on 'linux-5.4.y';
pick 'fix_deep', 'commit X upstream.';
pick 'fix_reverted', 'commit X upstream.';
commit "mm: take all that the vendor has\n", squash => { fix => 1, head => 1 };
release '5.4.1';
revert 'bp_reverted';
pick 'fix_named', 'commit X upstream.';
release '5.4.2';
END

B=linux-5.4.y
all=$repo
mkdir "$scratch/patches"
for one in named missing both after squash deep reverted newest; do
	git -C "$repo" format-patch -q -1 --stdout "$(id fix_$one)" >"$scratch/patches/$one"
done

# Where all is there. HOW: "fix_" for commits, "$scratch/patches/" for files.
full() { # TITLE REPOSITORY [HOW]
	repo=$2
	how=${3:-fix_}
	maps "$1: named in a message" "${how}named" $B fixed decided_by=messages fix=adds:@bp_named:message
	maps "$1: missing" "${how}missing" $B affected fix= introduced=@bug_missing:present
	maps "$1: bug after the fork" "${how}after" $B not-affected introduced=@bug_after:absent
}
fuller() {
	full "$@"
	maps "$1: from before the fork" "${how}both" $B fixed decided_by=ancestry +fix=adds:@fix_both:ancestry
	maps "$1: reverted" "${how}reverted" $B affected \
		fix=adds:@bp_reverted:message,removes:@rv_reverted:message
}
clone() {
	git -c protocol.file.allow=always clone -q "$@" 2>"$scratch/clone.err" || cat "$scratch/clone.err"
}

fuller "bare" "$all"
fuller "a patch file with upstream's id" "$all" "$scratch/patches/"

git clone -q "$all" "$scratch/remote"
full "clone with remote branches only" "$scratch/remote"
full "its .git folder" "$scratch/remote/.git"
git -C "$scratch/remote" checkout -q --detach HEAD~3
full "detached HEAD" "$scratch/remote"
git -C "$scratch/remote" worktree add -q "$scratch/worktree" HEAD~1
full "worktree" "$scratch/worktree"
git -C "$scratch/remote" checkout -q -b linux-5.4.y origin/linux-5.4.y
git -C "$scratch/remote" reset -q --hard HEAD~2
repo=$scratch/remote
maps "a local branch that lags behind the remote one stands for it" fix_named $B affected

clone -s "$all" "$scratch/alternates"
full "objects of another repository" "$scratch/alternates"
ok "it has no objects of its own" [ -z "$(find "$scratch/alternates/.git/objects" -name '*.pack')" ]

cp -r "$all" "$scratch/packed.git"
git -C "$scratch/packed.git" pack-refs --all
git -C "$scratch/packed.git" commit-graph write --reachable 2>"$scratch/err"
full "packed refs and a commit graph" "$scratch/packed.git"
git -C "$scratch/packed.git" update-ref refs/heads/linux-5.4.y "$(id v5.4)"
repo=$scratch/packed.git
maps "a loose ref stands before the packed one" fix_named $B affected fix=

git init -q --bare "$scratch/loose.git"
for pack in "$all"/objects/pack/*.pack; do
	git -C "$scratch/loose.git" unpack-objects -q <"$pack"
done
cp -r "$all/refs" "$scratch/loose.git/"
full "loose objects" "$scratch/loose.git"

odd="$scratch/a b;\$(c) 'd' %s"
cp -r "$all" "$odd"
full "path with blanks and quotes" "$odd"

cp -r "$all" "$scratch/unborn.git"
git -C "$scratch/unborn.git" symbolic-ref HEAD refs/heads/none
full "HEAD that is not born" "$scratch/unborn.git"

cp -r "$all" "$scratch/nomaster.git"
git -C "$scratch/nomaster.git" symbolic-ref HEAD refs/heads/linux-5.4.y
git -C "$scratch/nomaster.git" update-ref -d refs/heads/master
fuller "no mainline branch, but its tags" "$scratch/nomaster.git"
clone --no-tags "$all" "$scratch/notags"
fuller "mainline without tags" "$scratch/notags"

# One stable branch alone. What is an ancestor can be told; what never was in it can be no typing error
# only when mainline is there.
clone --single-branch --no-tags -b $B "file://$all" "$scratch/single"
repo=$scratch/single
P=$scratch/patches
ok "it lacks mainline" sh -c "! git -C '$repo' cat-file -e $(id fix_named) 2>/dev/null"
maps "one branch alone: named" "$P/named" $B fixed decided_by=messages fix=adds:@bp_named:message
maps "one branch alone: missing" "$P/missing" $B affected fix= introduced=@bug_missing:present
maps "one branch alone: from before the fork" "$P/both" $B fixed decided_by=ancestry
maps "one branch alone: bug after the fork" "$P/after" $B 'not-affected|unknown'
maps "one branch alone: reverted" "$P/reverted" $B affected fix=adds:@bp_reverted,removes:@rv_reverted
maps "one branch alone: squash" "$P/squash" $B fixed decided_by=content

# Cut off below the third commit: what is below is neither there nor not there.
clone --depth 3 --no-tags -b $B "file://$all" "$scratch/shallow"
repo=$scratch/shallow
ok "it is cut off" [ "$(git -C "$repo" rev-list --count HEAD)" = 3 ]
maps "shallow: named above the cut" "$P/named" $B fixed decided_by=messages fix=adds:@bp_named:message
maps "shallow: bug below the cut, no fix" "$P/missing" $B unknown introduced=@bug_missing:unknown
maps "shallow: bug after the fork is not known to be missing" "$P/after" $B unknown \
	introduced=@bug_after:unknown
maps "shallow: named below the cut, the code has it" "$P/deep" $B fixed decided_by=content
maps "shallow: from before the fork, the code has it" "$P/both" $B fixed decided_by=content
maps "shallow: the backport is below the cut, its revert above" "$P/reverted" $B unknown
clone --depth 3 --no-single-branch "file://$all" "$scratch/shallow-all"
repo=$scratch/shallow-all
maps "shallow mainline and branch: named" fix_newest $B 'unknown|not-affected' fix=
git -C "$repo" branch -q x origin/master
maps "shallow mainline: bug and fix above the cut" fix_newest x fixed decided_by=ancestry -- --at x=x
clone --depth 1 -b $B "file://$all" "$scratch/depth-1"
repo=$scratch/depth-1
maps "one commit alone: missing" "$P/missing" $B unknown
maps "one commit alone: the code has it" "$P/named" $B fixed decided_by=content fix=

# Commits without the files.
git -C "$all" config uploadpack.allowFilter true
clone --bare --filter=blob:none "file://$all" "$scratch/partial.git"
repo=$scratch/partial.git
git -C "$repo" config --remove-section remote.origin
ok "it lacks files" sh -c "! git -C '$repo' cat-file -e $B:mm/named.c 2>/dev/null"
"$STABLEPORT" -q --json map "$P/missing" --repo "$repo" --branch $B >"$scratch/out" 2>"$scratch/err"
ok "without files, the Makefile among them: no negative answer" [ $? != 1 ]
ok "… and nothing is called fixed or not affected" not grep -qE '"verdict" : "(fixed|not-affected)"' \
	"$scratch/out"
git -C "$all" cat-file blob "$B:Makefile" | git -C "$repo" hash-object -w --stdin >"$scratch/out"
maps "without files: named" "$P/named" $B fixed decided_by=messages fix=adds:@bp_named:message
maps "without files: missing" "$P/missing" $B 'affected|unknown' fix=
maps "without files: from before the fork" "$P/both" $B fixed decided_by=ancestry
maps "without files: bug after the fork" "$P/after" $B not-affected introduced=@bug_after:absent
maps "without files: reverted" "$P/reverted" $B 'affected|unknown' fix=adds:@bp_reverted,removes:@rv_reverted
maps "without files: squash" "$P/squash" $B 'affected|unknown'

git init -q -b master "$scratch/empty"
run 2 "a repository without commits" map "$P/named" --repo "$scratch/empty"
run 2 "no repository" map "$P/named" --repo "$scratch/patches"
full "the first one again, after all these with the same cache" "$all"

done_testing
