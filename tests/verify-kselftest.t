# `verify` with a selftest of the tree as the reproducer, on a kernel that is a program (see
# verify-lib.sh).
. tests/lib.sh
. tests/verify-lib.sh
small
sed -i 's/reproducer = .*/reproducer = kselftest:pool\/pool-test/; s/timeout = .*/timeout = 20\n\tfails = true/' "$folder/fix.conf"

# plays ARGUMENTS [LINE]: another folder whose scenario runs the test so; LINE in the place of fails.
number=0
plays() {
	folder=$scratch/pool-fix
	number=$((number + 1))
	another "n$number"
	sed -i "s/args = .*/args = $1/; s/fails = true/${2:-fails = true}/" "$folder/fix.conf"
}
never() {
	says 'verdict +not proven'
	ok "and no more" not grep -q 'verdict *proven' out
}

plays quiet
quick 0 "a test that fails without the fix"
says 'unpatched +as expected +both: failed 2 of 2 boots, median round 1$' \
	'backport +as expected +both: survived 1 of 1 boots, 4 rounds$' \
	'verdict +proven: both: failed 2 of 2 boots without the fix'
test=tools/testing/selftests/pool/pool-test.c
recorded "what was run" <<END
reproducer = kselftest:pool/pool-test
reproducer_sha256 $(sha256sum "$tree/$test" | cut -d' ' -f1)
program_sha256 [0-9a-f]{64}
arguments = -smp 1 -m 512, quiet
cells.both,unpatched.fails true
cells.both,unpatched.boots.0.outcome failed
cells.both,unpatched.boots.0.excerpt .*kselftest: not ok 1 pool.*\n.*failed exit status 1: not ok 1 pool: it was somebody else's\n.*
cells.both,backport.boots.0.work 4
END
ok "nothing is written to the source" [ "$(cd "$tree" && find . -newer "$folder/fix.conf" -type f | wc -l)" = 0 ]
ok "nor to its copy" [ ! -e "$(ls -d cache/stableport/src/*/tree)/tools/testing/selftests/pool/pool-test" ]
ok "nothing is left" tidy
quick 0 "once more"
ok "out of the cache" [ "$booted" = 0 ]
quick 0 "and made again" --replay "$record" --cell both,unpatched
says 'agrees: both, unpatched'
echo '/* another */' >>"$tree/$test"
quick 1 "made again of another test" --replay "$record" --cell both,unpatched
says 'the reproducer is'
sed -i '$d' "$tree/$test"

plays quiet-in-part
quick 0 "a test that skips some of what it has"
says 'backport +as expected +both: survived 1 of 1 boots, 4 rounds$' 'verdict +proven: '

plays crash 'fails = false'
quick 0 "a test in which the kernel crashes"
says 'unpatched +as expected +both: crashed 2 of 2 boots' 'verdict +proven: both: crashed 2 of 2 boots'

# What proves nothing.
plays quiet 'fails = false'
quick 1 "a test that fails, where that is not the bug"
says 'unpatched +NOT EXPECTED +both: failed 2 of 2 boots'
never
plays always
quick 1 "a test that always fails"
says 'unpatched +as expected +both: failed 2 of 2 boots' 'backport +NOT EXPECTED +both: failed 1 of 1 boots'
never
plays never
quick 1 "a test that never fails"
says 'unpatched +NOT EXPECTED +both: survived 2 of 2 boots'
never
plays skip
quick 1 "a test that is skipped"
says 'unpatched +NOT EXPECTED +both: not-applicable 1 of 1 boots'
ok "its words are kept" grep -q 'inapplicable ok 1 # SKIP no pools here' "$record"
never
plays all-skipped
quick 1 "a test that skips all it has, and calls that a success"
says 'unpatched +NOT EXPECTED +both: not-applicable 1 of 1 boots'
never
plays dump
quick 1 "a test that prints another kernel's report"
says 'unpatched +as expected +both: failed 2 of 2 boots' 'backport +NOT EXPECTED +both: failed'
never
plays signal
quick 1 "a test that dies"
ok "of what" grep -q 'failed signal 6: without a word' "$record"
never

# Where there is none.
plays quiet
sed -i 's/pool-test/no-such-test/' "$folder/fix.conf"
quick 1 "a branch that does not have the test"
says 'unpatched +- +both: not applicable: the branch does not have the selftest$' \
	'verdict +not proven: no scenario was run on both'
ok "is not booted" [ "$booted" = 0 ]
plays quiet
sed -i 's/\t*reproducer = .*/&-new\n&/' "$folder/fix.conf"
quick 0 "the first that there is"
recorded "which" <<'END'
reproducer = kselftest:pool/pool-test
END
plays quiet
sed -i 's/pool-test/pool-new/; s/\t*reproducer = .*/&\n\tselftest = mine.c/' "$folder/fix.conf"
cp "$tree/$test" "$folder/mine.c"
quick 0 "a test that the fix folder brings"
recorded "which" <<END
reproducer = kselftest:pool/pool-new
reproducer_sha256 $(sha256sum "$folder/mine.c" | cut -d' ' -f1)
END
echo 'int x = ;' >>"$folder/mine.c"
quick 3 "a test that does not compile"
says 'the selftest pool/pool-new: it does not build: .*error'
ok "nothing is left" tidy

# fix.conf.
plays quiet
sed -i 's/pool\/pool-test/..\/pool-test/' "$folder/fix.conf"
quick 2 "a name that leads out of the tests"
says 'is no program of tools/testing/selftests'
plays quiet
sed -i 's/\t*reproducer = .*/&\n\treproducer = reproducer.c/' "$folder/fix.conf"
quick 2 "two kinds of reproducer"
plays quiet
sed -i '/^\[signature/,/^$/d' "$folder/fix.conf"
quick 0 "no signature, where the test tells the bug"
plays crash 'fails = false'
sed -i '/^\[signature/,/^$/d' "$folder/fix.conf"
quick 2 "no signature, where it does not"

# No more than a boot.
plays quiet
quick 1 "without a reproducer" --reproducer none
says 'unpatched +NOT EXPECTED +boot: unable'

done_testing
