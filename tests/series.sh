#!/bin/sh
# usage: series.sh FIX-FOLDER
#
# Makes series/FIX/ anew: each branch from the release that the folder's `points` names, mapped,
# ported, proven by booting, and the mail written; then the page of all of them. A release is taken
# from
#   $STABLE  a clone of linux-stable, by its tag
#   $TREES   a file with lines, tabs between their words: TAG REPOSITORY [REVISION], or TAG and a
#            folder or tarball
#   Debian's package of that series, where it is of that very release
# What none of them has is named, and stays as it lies there; so is a line for another architecture
# whose compiler, C library or QEMU is not installed. SERIES names another folder than
# series/, BRANCHES (blank-separated) makes only some.
set -eu
cd "$(dirname "$0")/.."

fix=$1
stableport=${STABLEPORT:-build/stableport}
out=${SERIES:-series}
STABLEPORT_CACHE=${STABLEPORT_CACHE:-build/cache}
export STABLEPORT_CACHE
missing=
lacking=
failed=

# Debian's package of $2 (6.1) in suite $1, where its release is $3 (v6.1.192).
debian() {
	package=$(tests/debian-kernel.sh "$1" "$2" build/kernels) || return 1
	[ "$(tar -xJOf "$package" --occurrence=1 "linux-source-$2/Makefile" |
		awk '/^(VERSION|PATCHLEVEL|SUBLEVEL) =/ { v = v "." $3 } END { print "v" substr(v, 2) }')" = "$3" ] &&
		echo "$package"
}

# run SOURCE-OPTIONS...: $more holds what the line asks for besides, in words
run() {
	# shellcheck disable=SC2086
	"$stableport" run "$fix" "$@" $more --signoff --out "$out" </dev/null || failed="$failed $branch"
}

row() { # KEY: of the architecture $arch
	git config -f tool/data/arch.conf "arch.$arch.$1"
}

need() { # PROGRAM PACKAGE
	command -v "$1" >/dev/null || {
		echo "$1 ($2)"
		return 1
	}
}

# The first that is not installed of what the line's --arch needs; setup.sh has the others' tools.
lacks() {
	arch=$(echo "$more" | sed -n 's/.*--arch[ =]\([^ ]*\).*/\1/p')
	[ -n "$arch" ] && cross=$(row cross) || return 0
	[ "$(row machine)" != "$(uname -m)" ] || cross=
	need "${cross}gcc" "$(row cc-package)" && need "${cross}ld" "$(row cc-package)" &&
		need "$(row qemu)" "$(row qemu-package)" || return 0
	echo 'int main(void) { return 0; }' | "${cross}gcc" -static -x c -o /dev/null - 2>/dev/null ||
		echo "a static C library ($(row libc-package))"
}

make_line() { # BRANCH TAG
	echo "== $1: $2" >&2
	if [ -n "${STABLE:-}" ] && git -C "$STABLE" rev-parse -q --verify "$2^{commit}" >/dev/null; then
		run --repo "$STABLE" --at "$1=$2" --branch "$1"
		return
	fi
	tree=
	revision=
	[ -z "${TREES:-}" ] || {
		tree=$(awk -F '\t' -v tag="$2" '$1 == tag { print $2; exit }' "$TREES")
		revision=$(awk -F '\t' -v tag="$2" '$1 == tag { print $3; exit }' "$TREES")
	}
	if [ -n "$tree" ] && git -C "$tree" rev-parse -q --git-dir >/dev/null 2>&1; then
		run --repo "$tree" --at "$1=${revision:-$2}" --branch "$1"
		return
	fi
	[ -n "$tree" ] || case $1 in
	linux-5.10.y) tree=$(debian bullseye 5.10 "$2") ;;
	linux-6.1.y) tree=$(debian bookworm 6.1 "$2") ;;
	linux-6.12.y) tree=$(debian trixie 6.12 "$2") ;;
	esac || :
	if [ -n "$tree" ]; then
		run --tree "$1=$tree"
	else
		missing="$missing $2"
	fi
}

while read -r branch tag more; do
	case $branch in '' | '#'*) continue ;; esac
	case " ${BRANCHES:-$branch} " in *" $branch "*) ;; *) continue ;; esac
	lack=$(lacks)
	if [ -z "$lack" ]; then
		make_line "$branch" "$tag"
	else
		lacking="${lacking}no tools for $branch $more: $lack
"
	fi
done <"$fix/points"

page=$out/$(basename "$fix")/README.md
"$stableport" report "$fix" --out "$out" --markdown >"$page.new"
mv "$page.new" "$page"
echo "all of it: $page"
[ -z "$missing" ] || echo "no source of$missing: give STABLE=<linux-stable clone>, or TREES=<list> (tests/series.sh)"
printf %s "$lacking"
[ -z "$failed" ] || {
	echo "not as expected:$failed" >&2
	exit 1
}
