#!/bin/sh
# usage: bench-verify.sh
#
# How long `verify` takes on Debian's 5.10 with the fix taken out, the whole matrix: from an empty
# cache, against plain makes of the same two configurations plus the boots' own time; and, when only
# the patch has changed, to the first boot of the backport and to the last one of its first scenario
# (verify-warm, verify-warm-cell). virtme-ng, where it is installed (in PATH, or in the folder
# $VIRTME), builds and boots the same source and configuration, with the drivers that it needs
# besides, once: to be held against the first boot of ours. Prints a line a figure: name, value, unit,
# limit ("-" for none). Exit code 1 when a figure is past its limit or could not be had. It takes half
# an hour on two cores, and wants a quiet machine.
set -eu
cd "$(dirname "$0")/.."
. tests/benchlib.sh

tarball=$(tests/debian-kernel.sh bullseye 5.10 build/kernels)
work=$PWD/$top/verify
branch=linux-5.10.y
[ -z "${VIRTME:-}" ] || PATH=$VIRTME:$PATH
rm -rf "$work"
mkdir -p "$work/source"
cp -r backports/khugepaged-page-to-pgoff "$work/khugepaged-page-to-pgoff"
fix=$work/khugepaged-page-to-pgoff

now() {
	date +%s.%N
}

# verify NAME: its progress to $work/NAME.log, each line with how long it took till then
verify() {
	begin=$(now)
	"$stableport" verify "$fix" --tree "$branch=$tarball" --undo-fix --accel tcg --cache "$work/cache" \
		--out "$work/out" 2>&1 >"$work/result" | while read -r line; do
		echo "$(calc "$(now) - $begin") $line"
	done >"$work/$1.log"
	grep -q '^    verdict      proven' "$work/result"
}

# reached FIGURE LIMIT NAME PATTERN: how long it took verify NAME to the first line like that
reached() {
	if line=$(grep -m 1 "$4" "$work/$3.log"); then
		figure "$1" "${line%% *}" s "$2"
	else
		missed "$1" s "$2"
	fi
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
verify cold || {
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
	# allmodconfig's, in which no kernel is built
	grep -q '^CONFIG_MODULES=y' "$config" && continue
	one=$(plain "plain-$(basename "$(dirname "$config")")" "$config")
	plain_sum=$(calc "$plain_sum + $one")
	grep -q '^CONFIG_NUMA=y' "$config" || usual=$config
done

note "a changed patch"
sed -i 's/take a new one\./take another one./' "$fix/fix.patch"
cmp -s "$fix/fix.patch" backports/khugepaged-page-to-pgoff/fix.patch && {
	note "the patch was not changed"
	exit 1
}
verify warm || {
	missed verify-warm s 25
	exit 1
}

figure verify-total "$total" s -
figure verify-boots "$boots" s -
figure verify-plain "$plain_sum" s -
reached verify-first - cold ': boot 1 of [0-9]*: '
figure verify-cold "$(calc "($total - $boots) / $plain_sum")" ratio 1.3
reached verify-warm 25 warm ', backport: boot 1 of [0-9]*: '
reached verify-warm-cell - warm ', backport: boot \([0-9]*\) of \1: '

# What virtme-ng says itself goes through ports that a small guest does not find: its init's word for it.
# Its guest has a /var and a /tmp of its own, in which this folder may not be: it is not asked to go there.
virtme() {
	cd "$work/source" && make -s mrproper && cp "$usual" .config &&
		virtme-configkernel --arch x86_64 --update --configitem CONFIG_VIRTIO_MENU=y &&
		vng --build --skip-modules || return 1
	vng --verbose --run . --disable-kvm --force-9p --cwd / --memory 512M -- true </dev/null 2>&1 | tee /dev/stderr |
		grep -q 'script returned {0}'
}
if command -v vng >/dev/null; then
	note "virtme-ng"
	begin=$(now)
	if (virtme) >"$work/virtme.log" 2>&1; then
		figure verify-virtme "$(calc "$(now) - $begin")" s -
	else
		note "virtme-ng fails: $work/virtme.log"
		failed=1
	fi
else
	note "virtme-ng is not installed: not compared"
fi
exit $failed
