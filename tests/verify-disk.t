# `verify` on a full disk, with a kernel that is a program (see verify-lib.sh): it says so, leaves
# nothing half-written, and goes on when there is space again. The disk is a small one, mounted where
# nobody else sees it; who may not mount has a limit of file sizes instead.
if [ -z "${DISK:-}" ]; then
	for way in "unshare -m" "unshare -rm"; do
		# shellcheck disable=SC2086
		$way mount -t tmpfs none /tmp 2>/dev/null && DISK=small exec $way sh "$0"
	done
	DISK=none
fi
. tests/lib.sh
. tests/verify-lib.sh
small

full() { # EXPECTED-ERROR DESCRIPTION
	quick 3 "$2"
	says '^stableport: ' "$1"
	ok "$2: nothing is left" tidy
	ok "$2: no verdict" not grep -q 'verdict  *proven' out
	ok "$2: no record" [ ! -e "$record" ]
}

if [ $DISK = none ]; then
	trap '' XFSZ
	ulimit -f 200
	full 'File too large' "a limit of file sizes"
	done_testing
	exit
fi

disk=$scratch/disk
mkdir disk
mount -t tmpfs -o size=24m none disk
STABLEPORT_CACHE=$disk/cache
export STABLEPORT_CACHE
ln -s disk/cache cache
ln -s disk/series series
mkdir disk/cache disk/series

fill() { # KIB: all but so much of the disk
	cat <<-END
	cat /dev/zero >$disk/full 2>/dev/null
	truncate -s -${1:-0}K $disk/full
	END
}
free() {
	rm -f fault-* disk/full
	quick 0 "$1: the next run, with space"
	rm -rf disk/cache "$record"
	mkdir disk/cache
}

fill | sh
full 'No space left on device' "nothing is free"
free "nothing is free"

# The series fits, the reproducer does not.
fill 400 | sh
full 'No space left on device' "400 KiB are free"
free "400 KiB are free"

fill >fault-build
echo 'echo x >"$1/x" || exit 1' >>fault-build
full 'building unpatched: no space left; free some and run again' "full while it is built"
free "full while it is built"

fill 8 >fault-linked
full 'building unpatched: .*No space left on device; free some space there' "full when an image is put away"
free "full when an image is put away"

{
	echo 'printf "stableport %s start both\n" "$nonce" >>"$log"'
	fill
	echo 'printf "stableport %s survived rounds 5 work 5\n" "$nonce" >>"$log"; exit 0'
} >fault-boot
full 'no space left for the console' "full while it is booted"
free "full while it is booted"

{
	echo '"$kernel" "$initrd" "$append" >>"$log"'
	fill
	echo 'exit 0'
} >fault-boot
full 'No space left on device' "full when a boot is put away"
free "full when a boot is put away"

{
	echo '[ "$(wc -l <"$HOME/boots")" = 3 ] && {'
	echo 'mount -t tmpfs -o size=4k none disk/series'
	echo 'echo x >disk/series/full; }'
} >fault-boot
quick 3 "no space for the record"
says 'stableport: .*series/pool-fix/linux-5.4.y.*No space left on device'
umount disk/series
ok "no record" [ ! -e "$record" ]
free "no space for the record"

umount disk
done_testing
