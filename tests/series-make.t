# SPDX-License-Identifier: GPL-2.0-only
# `make series`: what it asks `stableport` for, and which rows it names instead; in the place of
# `stableport` is a script that writes down what it is told.
. tests/lib.sh

cd "$scratch" || exit 1
mkdir fix tree bin
for program in sh awk basename cat dirname git grep mv sed uname; do
	ln -s "$(command -v "$program")" bin
done
printf '%s\n' '#!/bin/sh' 'echo "$*" >>"$HOME/told"' 'case $* in run*) [ ! -e "$HOME/fails" ] ;; esac' >bin/stableport
chmod +x bin/stableport
printf '%s\t%s\t%s\n' linux-5.4.y v5.4.1 '' linux-5.4.y v5.4.1 '--undo-fix --arch arm64' linux-5.5.y v5.5.1 '' >fix/points
printf 'v5.4.1\t%s\n' "$scratch/tree" >trees

# series EXPECTED-CODE DESCRIPTION
series() {
	rm -f told
	mkdir -p out/fix
	PATH=$scratch/bin STABLEPORT=$scratch/bin/stableport TREES=$scratch/trees STABLE='' SERIES=$scratch/out \
		sh "$top/tests/series.sh" "$scratch/fix" >out.txt 2>&1
	code=$?
	ok "$2: exit code $1" [ "$code" = "$1" ]
}
# program NAME [EXIT-CODE]
program() {
	printf '#!/bin/sh\ncat >/dev/null\nexit %s\n' "${2:-0}" >"bin/$1"
	chmod +x "bin/$1"
}
machine=$(uname -m)
[ "$machine" != aarch64 ] || {
	echo "1..0 # SKIP arm64 needs no cross compiler here"
	exit 0
}

series 0 "neither compiler nor QEMU"
ok "what can be made is made" [ "$(grep -c '^run' told)" = 1 ]
ok "the rest is named" grep -q '^no tools for linux-5.4.y --undo-fix --arch arm64: aarch64-linux-gnu-gcc (gcc-aarch64-linux-gnu)$' out.txt
ok "as sources are" grep -q '^no source of v5.5.1: ' out.txt
program aarch64-linux-gnu-gcc
program aarch64-linux-gnu-ld
series 0 "no QEMU"
ok "is named" grep -q '^no tools for linux-5.4.y .*: qemu-system-aarch64 (qemu-system-arm)$' out.txt
program qemu-system-aarch64
program aarch64-linux-gnu-gcc 1
series 0 "no static C library"
ok "is named" grep -q '^no tools for linux-5.4.y .*: a static C library (libc6-dev-arm64-cross)$' out.txt
program aarch64-linux-gnu-gcc
series 0 "all of them"
ok "both are made" [ "$(grep -c '^run' told)" = 2 ]
ok "as it is asked for" grep -qx "run $scratch/fix --tree linux-5.4.y=$scratch/tree --undo-fix --arch arm64 --signoff --out $scratch/out" told
ok "no row is without tools" not grep -q 'no tools' out.txt
touch fails
series 1 "what comes out otherwise"
ok "is named" grep -q '^not as expected: linux-5.4.y' out.txt

done_testing
