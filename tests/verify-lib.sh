# SPDX-License-Identifier: GPL-2.0-only
# For the tests of `verify` without a real kernel: everything in tests/verify/, where a kernel is a
# program that is built in no time, and QEMU a script that starts it. Sourced after lib.sh.
#
# $scratch/boots has a line for each boot, "ACCELERATOR KERNEL'S COMMAND LINE". What a test writes to
# $scratch/fault-boot, $scratch/fault-build and $scratch/fault-linked is done in each boot, when mm/pool.c
# is compiled, and when a kernel is linked.

tree=$scratch/tree
folder=$scratch/pool-fix
branch=linux-5.4.y
out=$scratch/series/pool-fix/$branch
record=$out/record.json
programs=$PATH

cp -r "$top/tests/verify/tree" "$tree"
mkdir "$folder" "$scratch/bin"
(cd "$top/tests/verify" && cp fix.conf reproducer.c ./*.config "$folder")
cp "$top/tests/verify/qemu" "$scratch/bin/qemu-system-x86_64"
PATH=$scratch/bin:$PATH
cd "$scratch" || exit 1

# make_patch FILE SUBJECT SED-SCRIPT: what the script does to mm/pool.c, as a patch.
make_patch() {
	mkdir -p old/mm new/mm
	cp "$tree/mm/pool.c" old/mm
	sed "$3" old/mm/pool.c >new/mm/pool.c
	{
		printf 'From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001\n'
		printf 'From: Fi Xer <fixer@example.org>\nDate: Fri, 9 Oct 2020 20:07:59 -0700\n'
		printf 'Subject: [PATCH] %s\n\nThe reason.\n\nSigned-off-by: Fi Xer <fixer@example.org>\n---\n' "$2"
		git diff --no-index --no-prefix old/mm/pool.c new/mm/pool.c | sed 's,old/mm,a/mm,g; s,new/mm,b/mm,g'
	} >"$1"
	rm -r old new
}

# check_in ARM CONDITION LINE: a sed script that adds a check to pool_prepare() in that arm, "if" or
# "else".
check_in() {
	printf '/^#%s/,/^#e/{/^{$/a\\\n\t/* Somebody may still look at it. */\\\n\tif (%s) {\\\n\t\tpool_put(*pool);%s\\\n\t}\n}' \
		"$1" "$2" "${3:+\\
		$3}"
}
right=$(check_in else '*pool \&\& pool_count(*pool) > 1' '*pool = NULL;')

make_patch "$folder/fix.patch" "mm/pool: do not reuse a pool that somebody looks at" "$right"
make_patch "$folder/lock.patch" "mm/pool: wait for the lock" 's/pool_set_locked(/pool_lock(/'

# another NAME: a copy of the fix folder to plant something in; it becomes $folder.
another() {
	mkdir "$scratch/$1"
	cp -r "$scratch/pool-fix" "$scratch/$1"
	folder=$scratch/$1/pool-fix
}

# plant SED-SCRIPT PRESENT [ARM]: the folder's fix is what the script does, and its probe is content
# with that, where it finds PRESENT.
plant() {
	make_patch "$folder/fix.patch" "mm/pool: another fix" "$1"
	present=$(echo "$2" | sed 's/[&\]/\\&/g')
	sed -i "/^\[probe \"release/,/^\$/{
		s/present = .*/present = $present/
		s/arm = .*/arm = ${3:-!CONFIG_NUMA}/
	}" "$folder/fix.conf"
}

# small: without all that is not needed to boot the unpatched kernel and the backport in one scenario.
small() {
	sed -i '/^\[scenario "a"/,$d' "$folder/fix.conf"
}

# verify EXPECTED-CODE DESCRIPTION OPTION...: one run; $booted is how many boots it made.
verify() {
	code=$1
	title=$2
	shift 2
	rm -f boots
	run "$code" "$title" verify "$folder" --tree "$branch=$tree" "$@"
	booted=$(cat boots 2>/dev/null | wc -l)
}

# quick EXPECTED-CODE DESCRIPTION OPTION...: the same, as few boots as will do, emulated.
quick() {
	code=$1
	title=$2
	shift 2
	verify "$code" "$title" --accel tcg --boots 2 --confidence 0.4 "$@"
}

# recorded DESCRIPTION <EXPECTATIONS, as verify/record.pl has them.
recorded() {
	ok "record: $1" perl "$top/tests/verify/record.pl" "$record"
}

# Whether a process of ours is left: make's and QEMU's arguments name files of the cache.
leftover() {
	echo "$scratch/" >pattern
	grep -laF -f pattern /proc/[0-9]*/cmdline 2>/dev/null | grep -v -e "/$$/" -e /self/ >left
	[ -s left ] && for file in $(cat left); do tr '\0' ' ' <"$file" && echo; done
}

# Nothing is left running, waiting up to 10 s for it, and nothing half-written.
tidy() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		leftover >left.is || break
		sleep 1
	done
	leftover && return 1
	half=$(find cache/ series/ -name '*.tmp-*' -o -name '*.??????' -path '*json.*' 2>/dev/null)
	[ -z "$half" ] || { echo "$half" && return 1; }
}
