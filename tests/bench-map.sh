#!/bin/sh
# usage: bench-map.sh
#
# How fast `map` and `audit` are on a repository of linux-stable's size: tests/bench-repo.c makes it,
# once. Prints a line a figure: name, value, unit, limit ("-" for none). Exit code 1 when a figure
# is past its limit or could not be had; stderr says which and why.
# BENCH_COMMITS, BENCH_RELEASES, BENCH_STABLE: another size. BENCH_AUDIT: another branch to audit.
set -eu
cd "$(dirname "$0")/.."
. tests/benchlib.sh

# The references as the first stream left them.
put_back() {
	git -C "$repo" for-each-ref --format='delete %(refname)' |
		grep -vxFf "$repo/bench-deletes" >"$top/deletes" || true
	told tip | sed 's/^/update /' | cat - "$top/deletes" | git -C "$repo" update-ref --stdin
	git -C "$repo" pack-refs --all
}

map() {
	"$run" "$1" "$stableport" -q --json map "$fix" --repo "$repo" --cache "$cache"
}

# right WORD NAME: are the verdicts those that the generator tells? A quick wrong answer is worth
# nothing.
right() {
	told "$1" | sort >"$top/expected"
	"$stableport" -q --json map "$fix" --repo "$repo" --cache "$cache" 2>/dev/null |
		sed -n 's/^ *"\(branch\|verdict\)" *: *"\([^"]*\)".*/\1 \2/p' |
		awk '$1 == "branch" { branch = $2 } $1 == "verdict" { print branch, $2 }' |
		sort -u >"$top/verdicts"
	comm -3 "$top/expected" "$top/verdicts" |
		sed "s/^	/bench-map: $2: said:     /; t; s/^/bench-map: $2: expected: /" >&2
	wrong=$(comm -3 "$top/expected" "$top/verdicts" | awk '{ print $1 }' | sort -u | wc -l)
	figure "$2" "$wrong" branches 0
}

# What reading all messages once costs, against what git needs for it. By turns, as a machine gets
# slower and faster; the first git run, not counted, brings the pack into the page cache.
cold() {
	: >"$top/git"
	: >"$top/cold"
	git -C "$repo" log --all --format='%H %B' >/dev/null
	for _ in 1 2 3; do
		rm -rf "$cache"
		map 1 >>"$top/cold" || {
			missed map-cold-ratio x 1.0
			return
		}
		"$run" 1 git -C "$repo" log --all --format='%H %B' >>"$top/git"
	done
	figure map-cold "$(least "$top/cold")" s -
	figure git-log "$(least "$top/git")" s -
	figure map-cold-ratio "$(calc "$(least "$top/cold") / $(least "$top/git")")" x 1.0
	figure map-memory "$(awk '$3 > most { most = $3 } END { print most }' "$top/cold")" MB 500
	figure map-index "$(du -sk "$cache" | awk '{ printf "%.1f\n", $1 / 1024 }')" MB -
}

# What a person types to learn the same about one fix.
by_hand() {
	told tip | while read -r ref _; do
		branch=${ref#refs/heads/}
		[ "$branch" = master ] && continue
		tag=${branch#linux-}
		git -C "$repo" log --oneline --grep="$fix" "v${tag%.y}..$branch"
		git -C "$repo" merge-base --is-ancestor "$fix" "$branch" || true
	done
}

warm() {
	right verdict map-wrong
	map 20 >"$top/warm" || {
		missed map-warm ms 50
		return
	}
	read -r _ median memory <"$top/warm"
	figure map-warm "$(calc "$median * 1000")" ms 50
	figure map-memory-warm "$memory" MB -
	"$run" 1 tests/bench-map.sh --by-hand >"$top/hand"
	figure by-hand "$(least "$top/hand")" s -
	figure map-warm-ratio "$(calc "$(least "$top/hand") / $median")" x -
}

audit() {
	"$run" -1 3 "$stableport" -q --json audit "$audited" --repo "$repo" --cache "$cache" \
		>"$top/audit" || {
		missed audit s 5
		return
	}
	figure audit "$(least "$top/audit")" s 5
}

# A thousand new commits. The index is put back each time to what it was before them.
update() {
	rm -rf "$cache.warm"
	cp -a "$cache" "$cache.warm" || {
		missed map-update s 1
		return
	}
	trap put_back EXIT
	import "$repo/bench-more"
	tips more-tip
	git -C "$repo" pack-refs --all
	: >"$top/update"
	for _ in 1 2 3; do
		rm -rf "$cache"
		cp -a "$cache.warm" "$cache"
		map 1 >>"$top/update" || break
	done
	right more-verdict map-update-wrong
	rm -rf "$cache"
	mv "$cache.warm" "$cache"
	put_back
	trap - EXIT
	if [ "$(grep -c . "$top/update")" = 3 ]; then
		figure map-update "$(sort -g "$top/update" | awk 'NR == 2 { print $1 }')" s 1
	else
		missed map-update s 1
	fi
}

if [ "${1:-}" = --by-hand ]; then
	fix=$(told fix)
	by_hand
	exit
fi
mkdir -p "$top"
make_repo
put_back
fix=$(told fix)
# At full size linux-5.4.y; a smaller repository has other branches.
audited=$(told tip | sed 's,^refs/heads/\([^ ]*\) .*,\1,' | grep -x linux-5.4.y ||
	told fix-in | awk 'NR == 1 { print $1 }')
audited=${BENCH_AUDIT:-$audited}
cold
warm
audit
update
exit $failed
