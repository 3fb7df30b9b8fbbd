# `verify` when something breaks, on a kernel that is a program (see verify-lib.sh): each fault has its
# own outcome and exit code, and leaves neither a process nor half a file.
. tests/lib.sh
. tests/verify-lib.sh
cp -r pool-fix with-controls
small

after() { # DESCRIPTION: what holds after each fault, and that the next run is none the worse for it
	ok "$1: nothing is left" tidy
	ok "$1: no verdict" not grep -q 'verdict *proven' out
}
guest() { # what the guest does, on standard input
	cat >fault-boot
}
broken() { # as quick, with nothing booted so far
	rm -rf cache/stableport/verify
	quick "$@"
}
timeout_is() {
	sed -i "s/timeout = .*/timeout = $1/" "$folder/fix.conf"
}

quick 0 "nothing breaks"

# The guest.
timeout_is 2
guest <<'END'
printf '[    0.1] Linux\nstableport %s start both\n' "$nonce" >>"$log"
sleep 60
END
broken 1 "a guest that hangs"
says 'unpatched +NOT EXPECTED +both: hung 1 of 1 boots$' 'backport +NOT EXPECTED +both: not booted$' \
	'verdict +not proven: both, unpatched: expected to crash, but: hung'
ok "is tried once" [ "$booted" = 1 ]
after "hung"
folder=$scratch/with-controls
timeout_is 2
broken 1 "a guest that hangs, and controls"
says 'lock +NOT EXPECTED +both: not booted$' 'numa +NOT EXPECTED +a: not booted$'
ok "no control is built" not grep -qE 'building (lock|numa)' err
folder=$scratch/pool-fix
guest <<'END'
sleep 60
END
broken 1 "a guest that prints nothing"
says 'unpatched +NOT EXPECTED +both: not-booted 1 of 1 boots$'
ok "is tried once" [ "$booted" = 1 ]
after "silent"
timeout_is 20
guest <<'END'
case $all in *' -no-reboot '*) again=1 ;; *) again=1000 ;; esac
for _ in $(seq $again); do
	printf '[    0.100000] Linux\nstableport %s start both\n' "$nonce" >>"$log"
done
exit 0
END
broken 1 "a guest that resets itself again and again"
says 'unpatched +NOT EXPECTED +both: crashed-otherwise 2 of 2 boots$'
after "resets"
guest <<'END'
printf '[    0.100000] Linux\n' >>"$log"
exit 0
END
broken 1 "a guest that resets itself before it starts the reproducer"
says 'unpatched +NOT EXPECTED +both: not-booted 1 of 1 boots$'
after "early resets"
guest <<'END'
printf 'stableport %s start both\n' "$nonce" >>"$log"
yes '[    0.100000] something is very wrong, and the kernel says so' | head -c 1000000000 >>"$log"
touch "$HOME/wrote-all"
END
broken 1 "a guest that floods its console with a gigabyte"
says 'unpatched +NOT EXPECTED +both: flooded 1 of 1 boots$'
whole() {
	[ "$(find cache -name 'boot-*.log' -size +16384k | wc -l)" = 0 ] &&
		[ "$(find cache -name 'boot-*.log' -size +16383k | wc -l)" = 1 ]
}
ok "its log is cut at 16 MiB" whole
ok "it was stopped long before" [ ! -e wrote-all ]
after "flooded"
guest <<'END'
yes '' | head -c 1000000000 >>"$log"
touch "$HOME/wrote-all"
END
broken 1 "a guest that floods its console with empty lines"
says 'unpatched +NOT EXPECTED +both: flooded 1 of 1 boots$'
ok "its log is cut at 16 MiB" whole
ok "it was stopped long before" [ ! -e wrote-all ]
after "flooded with lines"

# QEMU.
guest <<'END'
echo "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory" >&2
exit 1
END
broken 3 "QEMU ends with a message"
says "stableport: linux-5.4.y: both, unpatched: QEMU failed: exit 1: qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory .log: "
after "QEMU failed"
guest <<'END'
printf 'stableport %s start both\n' "$nonce" >>"$log"
kill -SEGV $$
END
broken 3 "QEMU is killed"
says 'both, unpatched: QEMU failed: killed by signal 11 .Segmentation fault'
after "QEMU killed"
rm fault-boot
mkdir without
ln -s /bin/* /usr/bin/* /usr/local/bin/* /sbin/* without 2>/dev/null
rm -f without/qemu-system-*
with=$PATH
PATH=$scratch/without
quick 3 "QEMU is not there"
says 'cannot start qemu-system-x86_64: it is not installed .Debian package qemu-system-x86.'
ok "said before anything is built" not grep -q building err
PATH=$with
broken 0 "QEMU is there again"
ok "all is booted" [ "$booted" = 3 ]

# KVM. The program takes what this says for the machine's /dev/kvm.
cat >kvm.c <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

int access(const char *path, int mode)
{
	int (*real)(const char *, int) = (int (*)(const char *, int))dlsym(RTLD_NEXT, "access");

	return strcmp(path, "/dev/kvm") == 0 ? 0 : real(path, mode);
}
END
gcc -shared -fPIC -o kvm.so kvm.c -ldl
ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0
export ASAN_OPTIONS
kvm() { # EXPECTED-CODE DESCRIPTION ACCELERATOR: what has to be booted, with that
	rm -rf cache/stableport/verify
	LD_PRELOAD=$scratch/kvm.so
	export LD_PRELOAD
	verify "$1" "$2" --accel "$3" --boots 2 --confidence 0.4
	unset LD_PRELOAD
	sed 's/ .*//' boots | sort | uniq -c | sed 's/^ *//' >accels
}
used() { # WHAT...: as in "1 kvm"
	printf '%s\n' "$@" | diff - accels
}
kvm 0 "KVM works" auto
says 'trying out KVM: works' 'verdict +proven'
ok "it is used" used "4 kvm"
rm -f cache/stableport/kvm-*
guest <<'END'
[ "$accel" = kvm ] && {
	echo "Could not access KVM kernel module: Permission denied" >&2
	exit 1
}
END
kvm 3 "KVM does not work, and is asked for" kvm
says 'stableport: linux-5.4.y: KVM does not work on this machine: QEMU fails with it: exit 1: Could not access KVM kernel module: Permission denied$'
ok "it was tried once" used "1 kvm"
after "KVM asked for"
rm -f cache/stableport/kvm-*
kvm 0 "KVM does not work" auto
says 'trying out KVM: does not work here, boots will be emulated' 'verdict +proven'
ok "boots are emulated" used "1 kvm" "3 tcg"
kvm 0 "KVM does not work, which is known" auto
ok "it is not tried again" used "3 tcg"
rm -f cache/stableport/kvm-*
guest <<'END'
[ "$accel" = kvm ] && sleep 60
END
kvm 0 "KVM hangs" auto
says 'trying out KVM: does not work here' 'verdict +proven'
ok "boots are emulated" used "1 kvm" "3 tcg"
after() { # nothing to be said of the verdict
	ok "$1: nothing is left" tidy
}
after "KVM hung"
rm -f cache/stableport/kvm-*
guest <<'END'
printf '[    0.100000] Linux\n[    0.200000] Kernel panic - not syncing: No working init found.\n' >>"$log"
exit 0
END
kvm 1 "a kernel that does not come up" auto
rm fault-boot
kvm 0 "one that does" auto
says 'trying out KVM: works'
ok "that was not KVM's fault" used "4 kvm"
kvm 0 "an accelerator that is not to be tried" tcg
ok "is not" used "3 tcg"


# The build.
rm -rf cache/stableport
build() { # what compiling mm/pool.c does before the compiler, on standard input
	rm -rf cache/stableport/images cache/stableport/build
	cat >fault-build
}
no_image() {
	[ -z "$(find cache -name bzImage -path '*/images/*')" ]
}
build <<'END'
echo "the disk made a noise"
exit 1
END
quick 3 "a build that breaks in the middle, nobody knows why"
says 'stableport: linux-5.4.y: building unpatched: the build failed: (.*|$)' 'the disk made a noise$' '^.log: .*build.log.$'
ok "leaves no image" no_image
after "broken build"
build <<'END'
kill -KILL $$
END
quick 3 "a compiler that is killed"
says 'stableport: linux-5.4.y: building unpatched: a program was killed, perhaps for lack of memory: '
ok "leaves no image" no_image
after "killed compiler"
build <<'END'
echo 'gcc: fatal error: Killed signal terminated program cc1'
exit 1
END
quick 3 "a compiler's pass that is killed"
says 'building unpatched: a program was killed, perhaps for lack of memory: gcc: fatal error: Killed signal'
after "killed pass"
build <<'END'
make=$(cut -d' ' -f4 /proc/$PPID/stat)
kill -TERM $(cut -d' ' -f4 /proc/$make/stat)
sleep 60
END
quick 3 "an interruption while it is built"
says 'stopped by signal 15'
ok "leaves no image" no_image
after "interrupted build"
build <<'END'
echo "sh: 1: pahole: not found"
exit 127
END
quick 3 "a program that is missing"
says 'building a kernel: cannot start pahole'
after "missing program"
build <<'END'
[ -f "$1/built" ] && grep -q 'Somebody may' mm/pool.c && echo "mm/pool.c:20:3: error: nobody knows 'pool_count'" && exit 1
touch "$1/built"
END
quick 1 "a build that the backport alone breaks"
says 'unpatched +as expected +both: crashed 2 of 2 boots' \
	"backport +NOT EXPECTED +both: mm/pool.c:20:3: error: nobody knows 'pool_count'$" \
	"verdict +not proven: both, backport: expected to survive, but: mm/pool.c:20:3: error"
ok "only the other was booted" [ "$booted" = 2 ]
after "broken by the backport"
another broken-branch
build <<'END'
echo "mm/pool.c:1:1: error: this branch never did build"
exit 1
END
quick 1 "a branch that does not build"
says 'unpatched +NOT EXPECTED +both: mm/pool.c:1:1: error' 'verdict +not proven'
ok "nothing is booted" [ "$booted" = 0 ]
rm fault-build
quick 0 "the next run"
ok "builds all" [ "$(grep -c 'building .*: built' err)" = 2 ]

done_testing
