# The shipped fix, for real: Debian's 5.10 with the fix taken out, ported, built, booted in QEMU. The
# same kernels then show that nothing but the proof counts as one.
. tests/lib.sh

fix=$top/backports/khugepaged-page-to-pgoff
STABLEPORT_CACHE=$top/build/cache-check
export STABLEPORT_CACHE
rm -rf "$STABLEPORT_CACHE"
tarball=$("$top/tests/debian-kernel.sh" bullseye 5.10 "$top/build/kernels") || {
	echo "Bail out! no kernel source"
	exit 1
}
tree="--tree linux-5.10.y=$tarball"
cd "$scratch"

# Huge tmpfs alone: what `make demo` boots besides takes longer than a test should.
mkdir fixes
cp -r "$fix" fixes/
fix=$scratch/fixes/khugepaged-page-to-pgoff
sed -i '/^\[scenario "text/,/^$/d; /= text/d' "$fix/fix.conf"

step() { # says on stderr, which prove lets through, where this long test is
	echo "# $(date +%T) $*" >&2
}

# The verdicts, and the patch.
step "mapping and porting 5.10"
run 0 "map 5.10" map "$fix" $tree
says '^linux-5\.10\.y 5\.10\.[0-9]+: fixed'
run 0 "port 5.10 with the fix taken out" port "$fix" $tree --undo-fix --signoff
says ': affected \(control' "gives back the tree's own code" \
	'in khugepaged_prealloc_page, arm !CONFIG_NUMA'
dir=$scratch/series/khugepaged-page-to-pgoff/linux-5.10.y

# The same source with the fix taken out by other means: its lines, and the comment before them.
mkdir source
tar -xJf "$tarball" -C source --strip-components=1 --wildcards '*/mm/*' '*/Makefile'
awk '
	{ line[NR] = $0 }
	/^\t\/\*$/ { comment = NR }
	/^\tif \(\*hpage && page_count\(\*hpage\) > 1\) \{$/ { first = comment }
	/^\t}$/ && first && !last { last = NR + 1 }
	END { for (i = 1; i <= NR; i++) if (i < first || i > last) print line[i] }
' source/mm/khugepaged.c >undone.c
mv undone.c source/mm/khugepaged.c
ok "the tool took out just these lines" \
	grep -q "\"blob_before\" : \"$(git hash-object source/mm/khugepaged.c)\"" "$dir/port.json"
git init -q source
git -C source add -A
git -C source commit -qm "5.10 without the fix"
ok "git apply --check" git -C source apply --check "$dir"/*.patch
ok "quilt push -a, no fuzz, no offset" sh -c "cd source &&
	QUILT_PATCHES='$dir' quilt --quiltrc=- push -a --fuzz=0 >../quilt.out && cat ../quilt.out &&
	! grep -qE '^Hunk.*(fuzz|offset)' ../quilt.out"
git -C source checkout -q -f
rm -rf source/.pc

# A build that is cut off, by SIGKILL and by SIGTERM, leaves no process, and goes on.
leftover() {
	for process in /proc/[0-9]*; do
		tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q "$STABLEPORT_CACHE" && return 0
	done
	return 1
}
settled() { # waits up to 10 s for the last process to go
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		leftover || return 0
		sleep 1
	done
	return 1
}
compiled() {
	cat "$STABLEPORT_CACHE"/build/*/build.log 2>/dev/null | grep -c '  CC  '
}
cut_off() { # SIGNAL FILES: starts a verification, waits until so many were compiled, sends the signal
	"$STABLEPORT" verify "$fix" $tree --undo-fix --boots 2 >out 2>err &
	pid=$!
	while kill -0 $pid 2>/dev/null && [ "$(compiled)" -lt "$2" ]; do
		sleep 0.2
	done
	kill -"$1" $pid
	wait $pid
	code=$?
}
step "building, to be killed"
cut_off KILL 40
ok "killed in the middle of the build" [ $code = 137 ]
ok "no process is left" settled
ok "no record is left" [ ! -e "$dir/record.json" ]
step "building, to be interrupted"
cut_off TERM 80
ok "interrupted in the middle of the build: exit code 3" [ $code = 3 ]
says 'stopped by signal 15'
ok "no process is left" settled
step "building to the end, and booting"
run 0 "the next run goes on" run "$fix" $tree --undo-fix --signoff --boots 5
ok "without copying the source again" not grep -q 'copying the source' err

# The proof.
says 'unpatched +as expected +tmpfs: crashed 5 of 5 boots' \
	'unpatched +as expected +tmpfs-a: crashed 5 of 5 boots' \
	'lock-page +as expected +tmpfs: crashed 5 of 5 boots' \
	'lock-page +as expected +tmpfs-a: survived ([0-9]+) of \1 boots' \
	'numa +as expected +tmpfs: survived ([0-9]+) of \1 boots, [0-9]{3,} rounds' \
	'backport +as expected +tmpfs: survived ([0-9]+) of \1 boots, [0-9]{3,} rounds' \
	'verdict +proven: tmpfs: crashed 5 of 5 boots without the fix .at least 0\.[0-9]+ a round., survived [0-9]+ rounds with it'
ok "the record has the seed's BUG as 5.10 words it" \
	grep -q '"signature" : "VM_BUG_ON_PAGE(!thp_contains(page, index))"' "$dir/record.json"
ok "git am of the mail" git -C source am -q "$dir/mail.eml"
ok "the mail gives what the series gives" \
	grep -q "\"blob_after\" : \"$(git hash-object source/mm/khugepaged.c)\"" "$dir/port.json"
ok "the mail tells of the control" grep -q 'CONTROL, NOT TO BE SENT' "$dir/mail.eml"

# The kernel's own checkpatch.pl finds no more in the mail than in the fix, but for the line that the
# stable rules ask for.
tar -xJf "$tarball" -C source --strip-components=1 --wildcards '*/scripts/checkpatch.pl' \
	'*/scripts/spelling.txt' '*/scripts/const_structs.checkpatch'
remarks() { # $1: patch or mail
	perl source/scripts/checkpatch.pl --no-tree --no-color --terse "$1" |
		sed -n 's/^.*:[0-9]*: \(ERROR\|WARNING\|CHECK\): //p' | sort -u
}
remarks "$fix/fix.patch" >remarks.fix
remarks "$dir/mail.eml" >remarks.mail
ok "checkpatch.pl reads both" sh -c "grep -q 'Non-standard signature' remarks.fix && grep -q 'Non-standard signature' remarks.mail"
comm -13 remarks.fix remarks.mail | grep -vE "commit description style|commit id '033b5d775511" >remarks.new
ok "nothing new in the mail" [ ! -s remarks.new ]

# Wrong reproducers on the very same kernels never prove anything.
wrong() { # NAME OUTCOME TIMEOUT, its main() on standard input
	step "$1"
	cp -r "$fix" "$1"
	cat >"$1/reproducer.c"
	sed -i '/scenario = tmpfs-a$/d; /^\[scenario "tmpfs-a/,$d; s/timeout = .*/timeout = '"$3"'/' "$1/fix.conf"
	run 1 "$1" verify "$1" $tree --undo-fix --boots 1
	says "unpatched +NOT EXPECTED +tmpfs: $2" 'not proven'
}
wrong "init-that-dies-at-once" 'not-booted 1 of 1' 60 <<'END'
int main(void)
{
	return 1;
}
END
wrong "init-that-dies" 'crashed-otherwise 1 of 1' 60 <<'END'
#include <stdio.h>
int main(int argc, char **argv)
{
	printf("stableport %s start tmpfs\n", argc > 1 ? argv[1] + 6 : "");
	return 1;
}
END
wrong "init-that-hangs" 'hung 1 of 1' 8 <<'END'
#include <stdio.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	printf("stableport %s start tmpfs\n", argc > 1 ? argv[1] + 6 : "");
	fflush(stdout);
	for (;;)
		pause();
}
END
wrong "init-that-claims" '(unable|crashed-otherwise|not-booted) 1 of 1' 60 <<'END'
#include <stdio.h>
#include <sys/reboot.h>
int main(void)
{
	puts("stableport 0123456789abcdef start tmpfs");
	puts("VM_BUG_ON_PAGE(!thp_contains(page, index))");
	puts("stableport 0123456789abcdef survived rounds 100000 work 100000");
	fflush(stdout);
	reboot(RB_POWER_OFF);
	return 0;
}
END

# Nor does a patch that is not compiled: here one to the NUMA arm.
step "a patch that is not compiled"
cp -r "$fix" not-compiled
sed -i '/^\[scenario "tmpfs-a/,/^$/d; /= tmpfs-a/d; /^\[variant "numa/,$d
	s/rounds = .*/rounds = 20/; s/survive = 1.*/survive = 20/
	s/patch = lock-page.patch/patch = elsewhere.patch/' not-compiled/fix.conf
git -C source checkout -q --detach HEAD~1
sed -i '/^#ifdef CONFIG_NUMA/,/^#else/s/^\t\tkhugepaged_alloc_sleep();/&;/' source/mm/khugepaged.c
{
	printf 'From: A U Thor <author@example.org>\nSubject: [PATCH] elsewhere\n\n---\n'
	git -C source diff
} >not-compiled/elsewhere.patch
run 1 "a control that is not compiled" verify not-compiled $tree --undo-fix --boots 1 --confidence 0.4
says 'lock-page +NOT EXPECTED +tmpfs: gives the same kernel as without it'

done_testing
