#!/bin/sh
# usage: bench-verify.sh
#
# How long `verify` takes on Debian's 5.10 with the fix taken out, the whole matrix: from an empty
# cache, against plain makes of the same two configurations plus the boots' own time; and, when only
# the patch has changed, to the first boot of the backport. virtme-ng, where it is installed (`vng` in
# PATH, or $VNG), builds and boots the same source and configuration. Prints a line a figure: name,
# value, unit, limit ("-" for none). Exit code 1 when a figure is past its limit or could not be had.
# It takes half an hour on two cores, and wants a quiet machine.
set -eu
cd "$(dirname "$0")/.."
. tests/benchlib.sh

tarball=$(tests/debian-kernel.sh bullseye 5.10 build/kernels)
work=$PWD/$top/verify
branch=linux-5.10.y
vng=${VNG:-vng}
rm -rf "$work"
mkdir -p "$work/source"
cp -r backports/khugepaged-page-to-pgoff "$work/khugepaged-page-to-pgoff"
fix=$work/khugepaged-page-to-pgoff

now() {
	date +%s.%N
}

verify() { # its progress on stderr
	"$stableport" verify "$fix" --tree "$branch=$tarball" --undo-fix --accel tcg \
		--cache "$work/cache" --out "$work/out" >"$work/result"
}

# How long the boots of the record took, together.
boots_seconds() {
	sed -n 's/.*"seconds" : \([0-9.]*\).*/\1/p' "$work/out/"*/"$branch/record.json" |
		awk '{ sum += $1 } END { printf "%.1f\n", sum }'
}

# plain NAME CONFIG: a plain make of that configuration from nothing
plain() {
	mkdir -p "$work/$1"
	cp "$2" "$work/$1/.config"
	begin=$(now)
	make -s -C "$work/source" O="$work/$1" olddefconfig bzImage -j"$(nproc)" \
		>"$work/$1.log" 2>&1 || {
		note "a plain make fails: $work/$1.log"
		exit 1
	}
	calc "$(now) - $begin"
}

note "the whole matrix from an empty cache"
begin=$(now)
verify 2>"$work/cold.log" || {
	tail -n 20 "$work/cold.log" >&2
	missed verify-cold ratio 1.3
	exit 1
}
total=$(calc "$(now) - $begin")
boots=$(boots_seconds)

note "plain makes of the same configurations"
tar -xJf "$tarball" -C "$work/source" --strip-components=1
plain_sum=0
for config in "$work"/cache/build/*/config; do
	one=$(plain "plain-$(basename "$(dirname "$config")")" "$config")
	plain_sum=$(calc "$plain_sum + $one")
done

note "a changed patch"
sed -i 's/take a new one\./take another one./' "$fix/fix.patch"
cmp -s "$fix/fix.patch" backports/khugepaged-page-to-pgoff/fix.patch && {
	note "the patch was not changed"
	exit 1
}
begin=$(now)
verify 2>&1 | while read -r line; do
	case $line in
	*", backport: boot 1 of "*": "*) [ -e "$work/first" ] || now >"$work/first" ;;
	esac
done
[ -s "$work/first" ] || {
	missed verify-warm s 25
	exit 1
}
warm=$(calc "$(cat "$work/first") - $begin")

figure verify-total "$total" s -
figure verify-boots "$boots" s -
figure verify-plain "$plain_sum" s -
figure verify-cold "$(calc "($total - $boots) / $plain_sum")" ratio 1.3
figure verify-warm "$warm" s 25

if command -v "$vng" >/dev/null; then
	note "virtme-ng"
	begin=$(now)
	(cd "$work/source" && make -s mrproper && cp "$config" .config &&
		"$vng" --build -v && "$vng" --run . --disable-kvm -- true) >"$work/vng.log" 2>&1 &&
		figure verify-virtme "$(calc "$(now) - $begin")" s - ||
		note "virtme-ng fails: $work/vng.log"
else
	note "virtme-ng is not installed: not compared"
fi
exit $failed
