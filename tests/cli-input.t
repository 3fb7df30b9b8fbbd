# Wrong input: each a clear message and its exit code, and nothing written.
. tests/lib.sh

cd "$scratch"
tree=$scratch/tree
mkdir -p "$tree/mm"
printf 'VERSION = 5\nPATCHLEVEL = 4\nSUBLEVEL = 1\n' >"$tree/Makefile"
printf 'int a(void)\n{\n\treturn 1;\n}\n' >"$tree/mm/a.c"

good=$scratch/good
mkdir "$good"
cat >"$good/fix.patch" <<'END'
From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
From: A U Thor <author@example.org>
Date: Fri, 9 Oct 2020 20:07:59 -0700
Subject: [PATCH] mm: return two

Signed-off-by: A U Thor <author@example.org>
---
diff --git a/mm/a.c b/mm/a.c
--- a/mm/a.c
+++ b/mm/a.c
@@ -1,4 +1,4 @@
 int a(void)
 {
-	return 1;
+	return 2;
 }
END
cat >"$good/fix.conf" <<'END'
[fix]
	upstream = 1111111111111111111111111111111111111111
	patch = fix.patch
[probe "a"]
	asks = precondition
	file = mm/a.c
	function = a
	present = return 1
[probe "b"]
	asks = fix
	file = mm/a.c
	function = a
	present = return 2
END
T="--tree linux-5.4.y=$tree"

bad() { # NAME sed-expression: a copy of the good folder, changed
	rm -rf "$scratch/$1"
	cp -r "$good" "$scratch/$1"
	sed -i "$2" "$scratch/$1/fix.conf"
}

run 0 "the good folder" map good $T
run 2 "no verb"
says '^usage:'
run 2 "a verb that is none" frobnicate good $T
says 'no verb "frobnicate"'
run 2 "an option that is none" map good $T --frobnicate
says 'frobnicate'
run 2 "no FIX" map $T
says 'takes one FIX'
run 2 "two FIXes" map good good $T
says 'takes one FIX'
run 2 "no such folder" map nowhere $T
says 'nowhere: there is no such fix folder or patch file'
mkdir empty
run 2 "a folder without fix.conf" map empty $T
says 'empty is no fix folder'
run 2 "no source" map good
says 'give --repo DIR'
run 2 "-C to nowhere" -C nowhere map good $T
says 'no such folder'

bad key 's/asks = fix/aks = fix/'
run 2 "a wrong key" map key $T
says 'key/fix\.conf:10: \[probe "b"\] aks: unknown key; \[probe\] knows asks'
bad section 's/\[probe "b"\]/[prob "b"]/'
run 2 "a wrong section" map section $T
says 'section/fix\.conf:10: .*unknown section'
bad value 's/asks = fix/asks = nothing/'
run 2 "a wrong value" map value $T
says 'value/fix\.conf:10: .*none of code, precondition, fix'
bad syntax 's/\[probe "b"\]/[probe "b"/'
run 2 "wrong syntax" map syntax $T
says 'syntax/fix\.conf.*(line|:) ?9'
bad id 's/1111$/zzzz/'
run 2 "an id that is none" map id $T
says 'id/fix\.conf:2: .*no commit id'
bad other 's/upstream = .*/upstream = 2222222222222222222222222222222222222222/'
run 2 "a patch of another commit" map other $T
says 'upstream is 222222222222, but .*fix\.patch is of commit 111111111111'
bad file 's/fix\.patch/other.patch/'
run 2 "a file that is not there" map file $T
says 'file/fix\.conf:3: .*there is no file'
bad patch ''
echo "no mail" >patch/fix.patch
run 2 "a patch that is none" map patch $T
says 'patch/fix\.patch: it is no mail'

mkdir nokernel
echo 'all:' >nokernel/Makefile
run 2 "a tree that is no kernel" map good --tree linux-5.4.y=nokernel
says 'linux-5\.4\.y: .*no kernel source'
run 2 "a tree that is not there" map good --tree linux-5.4.y=nothing
says 'there is no nothing'
run 2 "--tree without a name" map good --tree "$tree"
says 'takes NAME=PATH'
run 2 "a name with a slash" map good --tree "../x=$tree"
says 'cannot be a branch'
run 2 "a name twice" map good $T $T
says 'given twice'
echo "not an archive" >broken.tar.xz
run 3 "a tarball that is none" map good --tree linux-5.4.y=broken.tar.xz
says 'broken\.tar\.xz'
run 2 "no repository" map good --repo "$tree"
says 'is no git repository'
git init -q repo
run 2 "a repository without branches" map good --repo repo
says 'no linux-X\.Y\.y branch'
run 2 "no such commit" map good --repo repo --at linux-5.4.y=v5.4
says 'repository has no v5\.4'
run 2 "verify without a reproducer" verify good $T --out v
says 'has no reproducer'
cp -r good proven
cat >>proven/fix.conf <<'END'
[fix]
	reproducer = init.c
[scenario "x"]
	args = x
[signature "x"]
	text = x
END
echo 'int main(void) { return 0; }' >proven/init.c
mkdir bin
for program in /usr/bin/*; do
	ln -s "$program" bin/
done
rm -f bin/qemu-system-*
PATH=$scratch/bin run 3 "QEMU missing" verify proven $T --out v
says 'qemu-system-x86_64.*qemu-system-x86'
PATH=$scratch/bin run 3 "QEMU of another architecture missing" verify proven $T --out v --arch arm64
says 'qemu-system-aarch64.*Debian package qemu-system-arm\)'
printf '#!/bin/sh\necho QEMU\n' >bin/qemu-system-aarch64
chmod +x bin/qemu-system-aarch64
rm -f bin/aarch64-linux-gnu-*
PATH=$scratch/bin run 3 "cross compiler missing" verify proven $T --out v --arch arm64
says 'aarch64-linux-gnu-gcc.*Debian package gcc-aarch64-linux-gnu\)'
PATH=$scratch/bin run 2 "a compiler for another processor" verify proven $T --out v --arch arm64 \
	--cross-compile ''
says 'gcc compiles for x86_64-.*--arch arm64 needs a compiler for aarch64'
run 2 "--arch unknown" verify proven $T --out v --arch vax
says -- '--arch vax: known are x86_64, arm64'
run 2 "--cc of several words" verify proven $T --out v --cc 'gcc -m32'
says -- '--cc gcc -m32: wants the name or path of one program'
run 2 "--boots out of range" verify good $T --out v --boots=-1
says -- '--boots takes'
run 2 "--accel unknown" verify good $T --accel warp
says -- '--accel takes'
run 2 "report of nothing" report good --out nothing
says 'holds no records'
printf '\033]0;evil\007' >>"$tree/Makefile"
mkdir "$(printf 'x\033[31my')"
run 2 "control characters in a name" map "$(printf 'x\033[31my')" $T
ok "do not reach the terminal" sh -c "! LC_ALL=C grep -q '$(printf '\033')' '$scratch/err'"
ok "nothing was written" [ ! -e "$scratch/series" ]
if [ "$(id -u)" = 0 ] && mkdir full && mount -t tmpfs -o size=64k none full 2>/dev/null; then
	dd if=/dev/zero of=full/filler bs=1k count=60 2>/dev/null
	run 3 "a full disk" port good $T --out full/out
	says 'No space left on device' 'free some space'
	ok "nothing half-written" [ -z "$(find full/out -name '*.patch' 2>/dev/null)" ]
	umount full
else
	mkdir -p readonly/good
	: >readonly/good/map.json
	chmod 500 readonly/good
	run 2 "an output that is no record" port good $T --out readonly
	says 'map\.json'
	ok "nothing half-written" [ -z "$(find readonly -name '*.patch')" ]
fi

done_testing
