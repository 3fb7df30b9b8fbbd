# SPDX-License-Identifier: GPL-2.0-only
# For the tests of `map` and `audit` with history: small histories, and what is asserted of a
# verdict. Sourced after lib.sh. tests/history.pl and tests/expect.pl tell their languages.

repo=

# world NAME <SCRIPT: makes the repository $scratch/NAME, which is then $repo.
world() {
	repo=$scratch/$1.git
	ids=$repo.ids
	perl "$top/tests/history.pl" "$repo" || exit 1
	ok "$1: git finds nothing wrong with this history" \
		git -C "$repo" fsck --strict --no-dangling --no-progress
}

# id NAME: what the history calls this commit.
id() {
	awk -v name="$1" '$1 == name { print $2; exit }' "$ids"
}

# map_check WHAT-TO-MAP BRANCH VERDICT EXPECTATION... [-- OPTION...]
map_check() {
	fix=$1 branch=$2 verdict=$3
	shift 3
	expect=
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		expect="$expect
$1"
		shift
	done
	[ $# -gt 0 ] && shift
	[ -e "$fix" ] || fix=$(id "$fix")
	[ -n "$fix" ] || return 1
	"$STABLEPORT" -q --json map "$fix" --repo "$repo" --branch "$branch" "$@" \
		>"$scratch/out" 2>"$scratch/err"
	code=$?
	IFS='
'
	set -f
	# shellcheck disable=SC2086
	perl "$top/tests/expect.pl" map "$ids" "$code" "$branch" "$verdict" $expect <"$scratch/out"
	failed=$?
	set +f
	unset IFS
	return $failed
}

# maps TITLE WHAT-TO-MAP BRANCH VERDICT EXPECTATION... [-- OPTION...]: one case.
maps() {
	title=$1
	shift
	ok "$title" map_check "$@"
}
