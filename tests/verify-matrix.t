# `verify` from the beginning to the end, on a kernel that is a program (see verify-lib.sh): the
# matrix, what the record says, how long a kernel has to survive.
. tests/lib.sh
. tests/verify-lib.sh

verify 0 "the whole matrix" --accel tcg
says 'unpatched +as expected +both: crashed 10 of 10 boots, median round 1$' \
	'backport +as expected +both: survived 3 of 3 boots, 15 rounds$' \
	'lock +as expected +both: crashed 3 of 3 boots' \
	'numa +as expected +both: survived 3 of 3 boots, 15 rounds$' \
	'unpatched +as expected +a: crashed 10 of 10 boots' \
	'lock +as expected +a: survived 3 of 3 boots, 15 rounds$' \
	'numa +as expected +a: survived 3 of 3 boots' \
	'backport +- +later: not applicable: fix.conf has it for other kernels$' \
	'new warnings +none$' \
	'verdict +proven: both: crashed 10 of 10 boots without the fix .at least 0\.741 a round., survived 15 rounds with it .11 for a miss below 1e-06.; a: '
ok "each boot was one of QEMU's" [ "$booted" = 38 ]
ok "nothing is left" tidy

hash='[0-9a-f]{64}'
date='20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ'
recorded "what it is of" <<END
fix = pool-fix
upstream = 1234567890123456789012345678901234567890
subject = mm/pool: do not reuse a pool that somebody looks at
branch = linux-5.4.y
version = 5.4.50
source = tree
source_key .{20,}
control null
not_affected false
miss 1e-0?6
diff_sha256 $hash
proven true
why_not null
date $date
END
recorded "what it was made with" <<END
arch = x86_64
compiler = $(gcc --version | head -n 1)
linker = $(ld --version | head -n 1)
qemu = QEMU emulator version 7.2.0 (tests/verify)
accelerator = tcg
config_sha256 [0-9a-f]{16,}
reproducer_sha256 $(sha256sum "$folder/reproducer.c" | cut -d' ' -f1)
options .*CONFIG_SMP=y\n.*CONFIG_POOL=y\n
arguments = -smp 1 -m 512, scenario=both; -smp 1 -m 512, scenario=a
make .*WERROR=0.*toolchain\.conf: .*objtool-warnings.*
END
recorded "the cells" <<END
cells.length 11
cells.both,unpatched.expect crash
cells.both,unpatched.as_expected true
cells.both,unpatched.boots_wanted 10
cells.both,unpatched.rounds_wanted 5
cells.both,unpatched.crash_rate_at_least 0\.741\d*
cells.both,unpatched.patch_sha256 null
cells.both,unpatched.options_sha256 $hash
cells.both,unpatched.boots.length 10
cells.both,backport.expect survive
cells.both,backport.title with our backport
cells.both,backport.patch_sha256 $hash
cells.both,backport.rounds_needed 11
cells.both,backport.complaint null
cells.both,backport.image [0-9a-f]{16,}
cells.both,backport.image_sha256 $hash
cells.both,lock.expect crash
cells.both,lock.title the lock is waited for
cells.both,lock.patch_sha256 $hash
cells.a,lock.expect survive
cells.a,numa.patch_sha256 null
cells.later,unpatched.not_applicable fix.conf has it for other kernels
cells.later,unpatched.as_expected false
cells.later,unpatched.boots.length 0
cells.both,unpatched.command qemu-system-x86_64 .* -accel tcg .* -kernel IMAGE -initrd INITRAMFS -append .* nonce=NONCE rounds=5 scenario=both
END
recorded "a boot" <<END
cells.both,unpatched.boots.0.outcome crashed
cells.both,unpatched.boots.0.round 1
cells.both,unpatched.boots.0.nonce [0-9a-f]{16}
cells.both,unpatched.boots.0.signature = VM_BUG_ON_POOL(pool->index != looker.index)
cells.both,unpatched.boots.0.excerpt .*start both\n.*pool dumped because.*kernel BUG at mm/pool.c.*
cells.both,unpatched.boots.0.seconds \d+(\.\d+)?
cells.both,unpatched.boots.0.date $date
cells.both,backport.boots.2.outcome survived
cells.both,backport.boots.2.round 5
cells.both,backport.boots.2.work 5
cells.both,backport.boots.2.signature null
END
logs_match() {
	sha256sum cache/stableport/verify/*/boot-*.log >sums
	[ "$(sort -u sums | wc -l)" = 38 ] || return 1
	for sum in $(sed -n 's/.*"log_sha256" : "\(.*\)".*/\1/p' "$record"); do
		grep -q "^$sum " sums || return 1
	done
}
ok "record: the logs" logs_match
ok "no nonce comes twice" [ "$(grep -o 'nonce=[0-9a-f]*' boots | sort -u | wc -l)" = 38 ]

# How often, and how long.
another rare
small
sed -i 's/args = .*/args = scenario=both every=20/; s/rounds = .*/rounds = 50/' "$folder/fix.conf"
verify 0 "a rare crash, any tenth kernel with the bug may pass" --accel tcg --confidence 0.1
says 'unpatched +as expected +both: crashed 10 of 10 boots, median round 20$' \
	'backport +as expected +both: survived 2 of 2 boots, 100 rounds$' \
	'with it .83 for a miss below 0\.1.'
ok "the boots that it takes" [ "$booted" = 12 ]
verify 0 "a rare crash, one in a million" --accel tcg
says 'both: survived 10 of 10 boots, 500 rounds$' 'with it .498 for a miss below 1e-06.'
ok "only what is missing was booted" [ "$booted" = 8 ]
run 2 "no chance at all" verify "$folder" --tree "$branch=$tree" --confidence 0
run 2 "no boots at all" verify "$folder" --tree "$branch=$tree" --boots -1

# What has no work to do on this kernel has not survived.
another nothing-there
small
sed -i 's/args = .*/args = scenario=file/' "$folder/fix.conf"
quick 1 "a scenario that the reproducer says there is not"
says 'unpatched +NOT EXPECTED +both: not-applicable 1 of 1 boots' 'verdict +not proven'
another no-work
small
plant 's/pool_alloc(wait)/NULL/' '*pool = NULL'
quick 1 "a backport with which nothing works"
says 'backport +NOT EXPECTED +both: unable 1 of 1 boots' 'verdict +not proven'

another idle
small
sed -i 's/work += ask(.*/work += n == 1 \&\& ask('"'b'"');/' "$folder/reproducer.c"
verify 1 "work in the first round alone" --accel tcg
says 'unpatched +as expected +both: crashed 10 of 10 boots' \
	'backport +NOT EXPECTED +both: survived 4 of 4 boots, 4 rounds of 11$' 'verdict +not proven'

# A control for other kernels.
another limited
sed -i 's/^\[variant "numa"\]/&\n\tkernels = 6.0../' "$folder/fix.conf"
quick 0 "a control for other kernels"
says 'numa +- +a: not applicable: fix.conf has it for other kernels$' 'verdict +proven'
ok "is not built" not grep -q 'building numa' err
run 0 "mail" mail "$folder" --tree "$branch=$tree" --signoff
ok "the mail tells of the others" grep -q '^    the lock is waited for: crashed' "$out/mail.eml"
ok "and not of that one" not grep -q 'CONFIG_NUMA' "$out/mail.eml"

# A backport that is right, and warned of.
another warning
small
plant "$(check_in else '*pool \&\& pool_count(*pool) > 1' '*pool = NULL;\
		int unused;')" 'pool_count(*pool) > 1'
quick 0 "a backport that the compiler warns of"
says "new warnings .*mm/pool.c:.*unused variable 'unused'" 'verdict +proven'

# A branch that is not affected.
folder=$scratch/pool-fix
cp -r "$tree" frozen
sed -i 's/pool_set_locked(/pool_freeze(/' frozen/mm/pool.c
other=$tree
tree=$scratch/frozen
quick 0 "a branch that is not affected"
says 'not-affected: the bug was never introduced'
ok "is not booted" [ "$booted" = 0 ]
mkdir -p "$out"
echo "from when it was affected" >"$out/mail.eml"
quick 0 "a branch that is not affected, to be shown" --not-affected
says 'unpatched +as expected +both: survived 1 of 1 boots' 'verdict +proven: both: survived 5 rounds; a: '
ok "an earlier mail is gone" [ ! -e "$out/mail.eml" ]
recorded "what is to be shown" <<'END'
not_affected true
proven true
diff_sha256 null
cells.both,unpatched.expect survive
END
quick 0 "and once more, without booting it"
ok "the record stays" [ -s "$record" ]

# Another bug of such a branch, which a scenario provokes as well.
plain=$folder
another other-bug
sed -i '/^void pool_freeze/,/^}/s/^{/{\n\tBUG_ON(letter == '"'a'"' \&\& !pool->locked);/' frozen/init/main.c
quick 1 "another bug in the way" --not-affected
says 'unpatched +as expected +both: survived 1 of 1 boots' \
	'unpatched +NOT EXPECTED +a: crashed-otherwise 1 of 1 boots' 'verdict +not proven'
cat >>"$folder/fix.conf" <<'END'
[other "not locked"]
	text = VM_BUG_ON_POOL(letter == 'a' && !pool->locked)
	scenario = a
END
quick 1 "it is named, and nothing stands in" --not-affected
says 'unpatched +as expected +a: other-bug 1 of 1 boots' \
	'verdict +not proven: a: another bug may strike there, and no kernel without it survived'
make_patch "$folder/locked.patch" "mm/pool: lock it first" 's/pool_freeze(/pool_lock(pool);\n\t&/'
cat >>"$folder/fix.conf" <<'END'
[variant "locked"]
	title = without the other bug
	on = not-affected
	patch = locked.patch
	survive = a
END
quick 0 "a kernel without it stands in" --not-affected
says 'unpatched +as expected +a: other-bug 1 of 1 boots' 'locked +as expected +a: survived 1 of 1 boots' \
	'verdict +proven: both: survived 5 rounds; a, without the other bug: survived 5 rounds$'
recorded "the other bug" <<'END'
cells.a,unpatched.expect not-this
cells.a,unpatched.boots.0.outcome other-bug
cells.a,unpatched.boots.0.signature VM_BUG_ON_POOL\(letter == 'a' && !pool->locked\)
cells.a,locked.expect survive
cells.a,locked.patch_sha256 [0-9a-f]{64}
END
run 0 "report --markdown" report "$folder" --markdown
says '^  Another bug struck at: VM_BUG_ON_POOL\(letter == .a. && !pool-.?>locked\)\.$'
ok "which is not told as this one" not grep -q 'Crashed at' out
quick 0 "made again" --replay "$record" --cell a,unpatched
says 'agrees: a, unpatched: recorded: other-bug 1 of 1 boots; now: other-bug 1 of 1 boots'
cat >fault-boot <<'END'
cat >>"$log" <<CONSOLE
[    0.000001] Linux version 5.4.50
stableport $nonce start a
[    0.000002] VM_BUG_ON_POOL(letter == 'a' && !pool->locked)
[    0.000002] kernel BUG at mm/pool.c:77!
[    0.000005] pool dumped because: VM_BUG_ON_POOL(pool->index != looker.index)
[    0.000005] kernel BUG at mm/pool.c:1!
CONSOLE
exit 0
END
quick 1 "the other bug, and this one after it" --not-affected --fresh
says 'unpatched +NOT EXPECTED +a: crashed-otherwise 1 of 1 boots' 'verdict +not proven'
rm fault-boot
sed -i '/^static void pool_expose/,/^}/s/pool_freeze(pool);/pool_set_locked(pool);/' frozen/mm/pool.c
make_patch "$folder/locked.patch" "mm/pool: lock it first" 's/pool_set_locked(/pool_lock(pool);\n\t&/'
sed -i 's/= pool_freeze/= pool_x/; s/= pool_set_locked/= pool_freeze/; s/= pool_x/= pool_set_locked/' "$folder/fix.conf"
quick 1 "this bug where only another one is looked for" --not-affected
says 'unpatched +NOT EXPECTED +a: crashed 1 of 1 boots' 'verdict +not proven'
rm -r frozen
cp -r "$other" frozen
sed -i 's/pool_set_locked(/pool_freeze(/' frozen/mm/pool.c
folder=$plain

# The bug put into it.
quick 2 "nothing that brings the bug" --introduce-bug
says 'it is not known what brings the bug: name a patch as \[fix\] bug'
make_patch "$folder/bug.patch" "mm/pool: expose it without freezing" 's/pool_freeze(/pool_set_locked(/'
sed -i 's/patch = fix.patch/&\n\tbug = bug.patch/' "$folder/fix.conf"
quick 0 "a branch that is not affected, with the bug put in" --introduce-bug
says 'affected \(control: the bug was put in\)' 'unpatched +as expected +both: crashed 2 of 2 boots' \
	'backport +as expected +both: survived' 'lock +as expected +a: survived' 'verdict +proven'
recorded "what was done to it" <<'END'
control the bug was put in
not_affected false
proven true
diff_sha256 [0-9a-f]{64}
END
ok "the series begins with the bug" sh -c 'cd "$1" && [ "$(cat series | wc -l)" = 2 ] &&
	grep -q "^+.*pool_set_locked" "$(sed -n 1p series)" && grep -q "puts the bug in" "$(sed -n 1p series)"' - "$out"
quilt_applies() {
	cp -r "$tree" quilted && (cd quilted && QUILT_PATCHES=$out quilt push -a --fuzz=0)
}
ok "quilt applies it" quilt_applies
another second-choice
make_patch "$folder/first.patch" "mm/pool: for another kernel" 's/pool_freeze(/pool_set_locked(/'
sed -i 's/pool_freeze(pool)/pool_freeze(pool, 1)/' "$folder/first.patch"
sed -i 's/bug = bug.patch/bug = first.patch\n\t&/' "$folder/fix.conf"
quick 0 "the first of several that applies" --introduce-bug
says 'affected \(control: the bug was put in\)' 'verdict +proven'
folder=$plain
quick 0 "and made again" --replay "$record" --cell both,backport
says 'agrees: both, backport'
sed -i 's/pool_freeze(pool);/if (index) &/' frozen/mm/pool.c
quick 1 "a branch that the bug does not go into" --introduce-bug
says 'verdict +the bug cannot be put in: mm/pool.c'
ok "an earlier series is gone" [ ! -e "$out/series" ]
tree=$other
another mistaken
small
sed -i 's/= pool_freeze/= pool_x/; s/= pool_set_locked/= pool_freeze/; s/= pool_x/= pool_set_locked/' "$folder/fix.conf"
quick 1 "a branch of which that is wrong" --not-affected
says 'not-affected: the bug was never introduced' 'unpatched +NOT EXPECTED +both: crashed 10 of 10 boots, median round 1$' 'verdict +not proven'

done_testing
