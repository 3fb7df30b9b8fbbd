#!/bin/sh
# usage: series.sh FIX-FOLDER
#
# Makes series/FIX/ anew: each branch from the release that the folder's `points` names, mapped,
# ported, proven by booting, and the mail written; then the page of all of them. A release is taken
# from
#   $STABLE  a clone of linux-stable, by its tag
#   $TREES   a file with lines "TAG REPOSITORY [REVISION]" or "TAG FOLDER-OR-TARBALL"
#   Debian's package of that series, where it is of that very release
# What none of them has is named, and stays as it lies there. SERIES names another folder than
# series/, BRANCHES (blank-separated) makes only some.
set -eu
cd "$(dirname "$0")/.."

fix=$1
stableport=${STABLEPORT:-build/stableport}
out=${SERIES:-series}
STABLEPORT_CACHE=${STABLEPORT_CACHE:-build/cache}
export STABLEPORT_CACHE
missing=
failed=

# Debian's package of $2 (6.1) in suite $1, where its release is $3 (v6.1.192).
debian() {
	package=$(tests/debian-kernel.sh "$1" "$2" build/kernels) || return 1
	[ "$(tar -xJOf "$package" --occurrence=1 "linux-source-$2/Makefile" |
		awk '/^(VERSION|PATCHLEVEL|SUBLEVEL) =/ { v = v "." $3 } END { print "v" substr(v, 2) }')" = "$3" ] &&
		echo "$package"
}

# source_of BRANCH TAG: sets the options that name it in $1..; false when there is none
source_of() {
	if [ -n "${STABLE:-}" ] && git -C "$STABLE" rev-parse -q --verify "$2^{commit}" >/dev/null; then
		options="--repo $STABLE --at $1=$2 --branch $1"
		return 0
	fi
	tree=
	[ -z "${TREES:-}" ] || tree=$(awk -v tag="$2" '$1 == tag { print $2, $3; exit }' "$TREES")
	# shellcheck disable=SC2086
	set -- "$1" "$2" $tree
	if [ -n "${3:-}" ] && git -C "$3" rev-parse -q --git-dir >/dev/null 2>&1; then
		options="--repo $3 --at $1=${4:-$2} --branch $1"
		return 0
	fi
	case $1 in
	linux-5.10.y) package=${3:-$(debian bullseye 5.10 "$2")} ;;
	linux-6.1.y) package=${3:-$(debian bookworm 6.1 "$2")} ;;
	linux-6.12.y) package=${3:-$(debian trixie 6.12 "$2")} ;;
	*) package=${3:-} ;;
	esac
	options="--tree $1=$package"
	[ -n "$package" ]
}

while read -r branch tag more; do
	case $branch in '' | '#'*) continue ;; esac
	case " ${BRANCHES:-$branch} " in *" $branch "*) ;; *) continue ;; esac
	if ! source_of "$branch" "$tag"; then
		missing="$missing $tag"
		continue
	fi
	echo "== $branch: $tag" >&2
	# shellcheck disable=SC2086
	"$stableport" run "$fix" $options $more --signoff --out "$out" </dev/null || failed="$failed $branch"
done <"$fix/points"

page=$out/$(basename "$fix")/README.md
"$stableport" report "$fix" --out "$out" --markdown >"$page.new"
mv "$page.new" "$page"
echo "all of it: $page"
[ -z "$missing" ] || echo "no source of$missing: give STABLE=<linux-stable clone>, or TREES=<list> (tests/series.sh)"
[ -z "$failed" ] || {
	echo "not as expected:$failed" >&2
	exit 1
}
