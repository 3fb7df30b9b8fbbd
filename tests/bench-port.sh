#!/bin/sh
# usage: bench-port.sh
#
# How fast `port` is: one fix onto six branches of 65,000 files each, and a thousand fixes in a row.
# tests/bench-trees.c puts the trees on the branches of bench-map's repository, once. Prints a line a
# figure: name, value, unit, limit ("-" for none). Exit code 1 when a figure is past its limit or
# could not be had; stderr says which and why.
set -eu
cd "$(dirname "$0")/.."
. tests/benchlib.sh

trees=$top/port-$size.git
port_cache=$top/port-cache-$size
out=$top/port-out
work=$PWD/$top/port-work
wanted=6

# Of the branches of bench-repo the newest: "branch tip", newest first.
newest() {
	told tip | sed -n 's,^refs/heads/\(linux-.*\),\1,p' | sort -Vr | head -n "$wanted"
}

branches() {
	newest | cut -d ' ' -f 1
}

# The references that the first stream left in bench-repo's repository.
copy_references() {
	git -C "$repo" for-each-ref --format='%(refname) %(objectname)' refs/tags |
		awk 'NR == FNR { first[$2]; next } $1 in first { print "create", $0 }' \
			"$repo/bench-deletes" - | git -C "$trees" update-ref --stdin
	git -C "$trees" update-ref refs/heads/master "$mainline"
}

# As a clone has them: in one pack, with deltas.
pack() {
	old=$(echo "$trees"/objects/pack/*.pack)
	{
		git -C "$trees" for-each-ref --format='%(objectname)' refs/heads
		told tip | sed 's/^[^ ]* /^/'
	} | git -C "$trees" pack-objects --revs -q objects/pack/pack >/dev/null
	for one in $old; do
		rm -f "${one%.pack}".*
	done
	git -C "$trees" pack-refs --all
}

makefile_of() {
	git -C "$trees" rev-parse "$1:Makefile"
}

make_trees() {
	hash=$(cat "$repo/bench-complete" tests/bench-trees.c tests/bench-source.h \
		tests/bench-random.h | cksum)
	[ "$(cat "$trees/bench-complete" 2>/dev/null)" = "$hash" ] && return
	note "making $trees (some minutes)"
	rm -rf "$trees" "$port_cache"
	git init -q --bare "$trees"
	git -C "$trees" symbolic-ref HEAD refs/heads/master
	# Relative to the objects folder, so that build/ can be moved.
	echo "../../$(basename "$repo")/objects" >"$trees/objects/info/alternates"
	mainline=$(told tip | sed -n 's,^refs/heads/master ,,p')
	copy_references
	"$programs/bench-trees" base "$mainline" "$(makefile_of "$mainline")" >"$top/port-stream"
	import "$top/port-stream" "$trees"
	set -- rest "$(git -C "$trees" rev-parse master)" \
		"$(git -C "$trees" rev-parse 'master~1^{tree}')"
	for tip in $(newest | cut -d ' ' -f 2); do
		set -- "$@" "$tip" "$(makefile_of "$tip")" \
			"$(newest | sed -n "s/ $tip\$//p")"
	done
	"$programs/bench-trees" "$@" >"$top/port-stream"
	import "$top/port-stream" "$trees"
	rm "$top/port-stream"
	pack
	echo "$hash" >"$trees/bench-complete"
}

port() {
	"$run" 1 "$stableport" -q port "$fix" --repo "$trees" --cache "$port_cache" --out "$out"
}

# The branch's file with the patch that lies in its series, against the generator's.
right() {
	rm -rf "$work"
	mkdir -p "$work/$(dirname "$path")"
	git -C "$trees" show "$1:$path" >"$work/$path"
	"$programs/bench-trees" after "$2" >"$work/after"
	patch=$(echo "$out"/*/"$1"/*.patch)
	[ -f "$patch" ] && (
		GIT_CEILING_DIRECTORIES=$PWD/$top
		export GIT_CEILING_DIRECTORIES
		cd "$work" && git apply "$OLDPWD/$patch"
	) && cmp "$work/$path" "$work/after" >&2
}

one_fix() {
	rm -rf "$port_cache"
	: >"$top/port-warm"
	port >"$top/port-cold" || {
		missed port-branches ms 200
		return
	}
	figure port-cold "$(least "$top/port-cold")" s -
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		rm -rf "$out"
		port >>"$top/port-warm"
	done
	wrong=0
	number=0
	for branch in $(branches); do
		right "$branch" "$number" || {
			note "$branch: not the expected port"
			wrong=$((wrong + 1))
		}
		number=$((number + 1))
	done
	figure port-branches-wrong "$wrong" branches 0
	median=$(sort -g "$top/port-warm" | awk 'NR == 8 { print $1 }')
	figure port-branches "$(calc "$median * 1000")" ms 200
	figure port-branches-least "$(calc "$(least "$top/port-warm") * 1000")" ms -
	figure port-branches-memory "$(awk '$3 > most { most = $3 } END { print most }' \
		"$top/port-warm")" MB -
}

drop_work() {
	rm -rf "$work"
	git -C "$trees" worktree prune
}

# What a person does for one branch.
by_git() {
	git -C "$trees" worktree add -q --detach "$work/$1" "$1"
	git -C "$work/$1" -c user.name=Bench -c user.email=bench@example.org -c gc.auto=0 \
		cherry-pick "$fix" >/dev/null
}

with_git() {
	: >"$top/port-git"
	wrong=0
	number=0
	drop_work
	# All are left until the end: after the removal of a tree the next one takes five times as
	# long, which is not git's fault.
	for branch in $(branches); do
		sync
		"$run" 1 tests/bench-port.sh --by-git "$branch" >>"$top/port-git" || wrong=$((wrong + 1))
		"$programs/bench-trees" after "$number" | cmp - "$work/$branch/$path" >&2 ||
			wrong=$((wrong + 1))
		number=$((number + 1))
	done
	drop_work
	seconds=$(awk '{ sum += $1 } END { print sum }' "$top/port-git")
	figure port-git-wrong "$wrong" branches -
	figure port-git "$seconds" s -
	figure port-git-least "$(least "$top/port-git")" s -
	[ -z "${median:-}" ] || figure port-git-ratio "$(calc "$seconds / $median")" x -
}

# row one|all: what tests/bench-port.c tells goes to build/bench/port-row-one or -all
row() {
	# shellcheck disable=SC2046
	git -C "$trees" rev-list --reverse "$bug..master~1" |
		"$programs/bench-port" "$1" "$trees" $(branches) >"$top/port-row-$1" \
			2>"$top/port-row-$1.log"
}

# of NAME: from what row() left
of() {
	sed -n "s/^$2 //p" "$top/port-row-$1"
}

# A thousand fixes in one process, each from its commit: onto one branch, in turns; onto all.
thousand() {
	for many in one all; do
		name=port-thousand
		[ "$many" = one ] || name=port-thousand-all
		row "$many" || {
			missed "$name" ms 10
			cat "$top/port-row-$many.log" >&2
			continue
		}
		grep -A 40 ': wrong$' "$top/port-row-$many.log" >&2 || true
		figure "$name-wrong" "$(of "$many" wrong)" ports 0
		figure "$name-refused" "$(of "$many" refused)" ports -
		[ "$many" = one ] && figure "$name" "$(of one fix)" ms 10 ||
			figure "$name" "$(of all fix)" ms -
		for part in load port single multi moved tolerant; do
			figure "$name-$part" "$(of "$many" "$part")" ms -
		done
		figure "$name-memory" "$(of "$many" resident-1000)" MB -
		# Without the pack's pages, which are the system's to take back.
		figure "$name-growth" \
			"$(calc "$(of "$many" anonymous-1000) - $(of "$many" anonymous-100)")" MB 5
	done
}

if [ "${1:-}" = --by-git ]; then
	fix=$(git -C "$trees" rev-parse master)
	by_git "$2"
	exit
fi
mkdir -p "$top"
make_repo
make_trees
fix=$(git -C "$trees" rev-parse master)
path=$("$programs/bench-trees" path 0)
bug=$(git -C "$trees" rev-parse master~1001)
one_fix
with_git
thousand
exit $failed
