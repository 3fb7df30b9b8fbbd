# SPDX-License-Identifier: GPL-2.0-only
#
# What the benchmarks share, to be read by them from the repository's top: figures, and the repository
# of linux-stable's size that tests/bench-repo.c makes, once.
# BENCH_COMMITS, BENCH_RELEASES, BENCH_STABLE: another size.
LC_ALL=C
export LC_ALL

stableport=${STABLEPORT:-build/stableport}
programs=${BENCH_PROGRAMS:-build/tests}
commits=${BENCH_COMMITS:-1500000}
releases=${BENCH_RELEASES:-90}
stable=${BENCH_STABLE:-400000}
run=$programs/bench-run
top=build/bench
size=$commits-$releases-$stable
repo=$top/linux-$size.git
cache=$top/cache-$size
info=$repo/bench-info
failed=0

# Nobody's configuration is to change what is measured.
HOME=$PWD/$top
XDG_CONFIG_HOME=$HOME
GIT_CONFIG_NOSYSTEM=1
export HOME XDG_CONFIG_HOME GIT_CONFIG_NOSYSTEM

note() {
	echo "$(basename "$0" .sh): $*" >&2
}

# figure NAME VALUE UNIT LIMIT
figure() {
	echo "$1 $2 $3 $4"
	[ "$4" = - ] || awk "BEGIN { exit !($2 <= $4) }" || {
		note "$1 is past its limit: $2 $3, not $4"
		failed=1
	}
}

# missed NAME UNIT LIMIT
missed() {
	echo "$1 failed $2 $3"
	note "$1: the command failed"
	failed=1
}

# calc EXPRESSION: with three digits after the point
calc() {
	awk "BEGIN { printf \"%.3f\\n\", $1 }"
}

# least FILE: the smallest number in its first column
least() {
	sort -g "$1" | awk 'NR == 1 { print $1 }'
}

told() {
	sed -n "s,^$1 ,,p" "$info"
}

# import FILE [REPO]: a fast-import stream into a repository
import() {
	git -C "${2:-$repo}" -c core.compression=1 -c pack.compression=1 fast-import --quiet \
		--date-format=raw --active-branches=20 <"$1"
}

# tips WORD: are the branches where the generator says? Their ids hold those of all older commits.
tips() {
	told "$1" | sort >"$top/tips"
	git -C "$repo" for-each-ref --format='%(refname) %(objectname)' refs/heads | sort |
		cmp - "$top/tips" || {
		note "the ids of the generator are not git's"
		exit 1
	}
}

# Only when what it is made by has changed.
make_repo() {
	hash=$(cat tests/bench-repo.c tests/bench-mainline.h tests/bench-random.h \
		tests/bench-shape.h tests/bench-text.h tests/bench-tree.h | cksum)
	[ "$(cat "$repo/bench-complete" 2>/dev/null)" = "$hash" ] && return
	note "making $repo (two minutes at full size)"
	rm -rf "$repo" "$cache"
	git init -q --bare "$repo"
	git -C "$repo" symbolic-ref HEAD refs/heads/master
	mkfifo "$repo/bench-stream"
	"$programs/bench-repo" --commits "$commits" --releases "$releases" --stable "$stable" \
		--info "$info" --more "$repo/bench-more" >"$repo/bench-stream" &
	import "$repo/bench-stream"
	wait $!
	rm "$repo/bench-stream"
	tips tip
	git -C "$repo" pack-refs --all
	git -C "$repo" for-each-ref --format='delete %(refname)' >"$repo/bench-deletes"
	echo "$hash" >"$repo/bench-complete"
}
