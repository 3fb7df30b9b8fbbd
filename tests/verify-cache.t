# `verify` with what an earlier run left, on a kernel that is a program (see verify-lib.sh): what is
# built and booted again, runs that were cut off, and records made again.
. tests/lib.sh
. tests/verify-lib.sh

# What came out, without when.
came_out() {
	sed '/^  "date"/d' "$record"
}
builds() { # VARIANT...: just these were built
	printf '%s\n' "$@" | sort >want
	sed -n 's/.*: building \([^ ]*\): built.*/\1/p' err | sort >got
	diff want got
}

quick 0 "the first run"
ok "builds all" builds unpatched backport lock numa
all=$booted
ok "boots all" [ "$all" = 11 ]
came_out >first
quick 0 "the second run"
ok "boots nothing" [ "$booted" = 0 ]
ok "builds nothing" not grep -q building err
came_out >second
ok "comes to the same" diff first second
quick 0 "a run that is to be fresh" --fresh
ok "boots all" [ "$booted" = "$all" ]
ok "builds nothing" not grep -q building err

# A changed backport.
plant "$(check_in else '*pool \&\& 2 <= pool_count(*pool)' '*pool = NULL;')" '2 <= pool_count(*pool)'
quick 0 "a changed backport"
ok "is built alone" builds backport
ok "is booted alone" [ "$booted" = 2 ]
ok "in both scenarios" [ "$(sort -u boots | grep -o 'scenario=.*' | sort | tr '\n' ' ')" = "scenario=a scenario=both " ]

# A changed reproducer.
sed -i 's/argc;/argc; \/* not needed *\//' "$folder/reproducer.c"
quick 0 "a changed reproducer"
ok "is booted everywhere" [ "$booted" = "$all" ]
ok "builds no kernel" not grep -q building err

# A changed scenario.
sed -i '/scenario "a"/,/rounds/s/args = .*/& every=1/' "$folder/fix.conf"
quick 0 "a changed scenario"
ok "is booted alone" [ "$booted" = 5 ]

# What came of a boot is not tried until it agrees.
another hang
small
sed -i 's/timeout = .*/timeout = 2/' "$folder/fix.conf"
cat >fault-boot <<'END'
[ "$(wc -l <"$HOME/boots")" = 3 ] && {
	printf '[    0.100000] Linux\nstableport %s start both\n' "$nonce" >>"$log"
	sleep 60
}
END
quick 1 "the backport hangs in its first round"
says 'backport +NOT EXPECTED +both: hung 1 of 1 boots'
rm fault-boot
quick 1 "and that stays"
says 'backport +NOT EXPECTED +both: hung 1 of 1 boots' 'verdict +not proven' '1 boots of an earlier run \(--fresh makes them again\)'
ok "nothing is booted" [ "$booted" = 0 ]
quick 0 "until it is asked for" --fresh
says 'backport +as expected +both: survived 1 of 1 boots'

# A mail stays until it is known what is to be said in its place.
run 0 "mail" mail "$folder" --tree "$branch=$tree" --signoff
cp "$out/mail.eml" kept.eml
run 3 "a run that cannot verify" run "$folder" --tree "$branch=$tree" --signoff --arch arm64 --cross-compile no-such-
says 'there is no such program'
ok "the mail stays" cmp kept.eml "$out/mail.eml"
printf 'echo otherwise >>"$log"; exit 0\n' >fault-boot
run 1 "a run that proves nothing" run "$folder" --tree "$branch=$tree" --signoff --fresh --boots 2
says 'verdict +not proven'
ok "the mail is gone" [ ! -e "$out/mail.eml" ]
rm fault-boot
quick 0 "proven again" --fresh

# A mail shows what the fix folder says now.
run 0 "mail" mail "$folder" --tree "$branch=$tree" --signoff
echo '/* another */' >>"$folder/reproducer.c"
run 1 "mail, with another reproducer than the record's" mail "$folder" --tree "$branch=$tree" --signoff
says 'verdict +not verified: run'
quick 0 "which is verified"
printf '[scenario "a"]\n\targs = scenario=a\n\trounds = 5\n' >>"$folder/fix.conf"
run 1 "mail, with one more scenario than the record has" mail "$folder" --tree "$branch=$tree" --signoff
says 'verdict +not verified: run'
folder=$scratch/pool-fix

# Cut off in the middle of a boot; its parent is the program itself.
cut_off() { # SIGNAL BOOT
	cat >fault-boot <<-END
	if [ \$(wc -l <"\$HOME/boots") = $2 ]; then
		kill -$1 \$PPID
		sleep 60
	fi
	END
}
for signal in KILL TERM; do
	rm -rf cache/stableport/verify "$record"
	cut_off $signal 4
	expected=3
	[ $signal = KILL ] && expected=137
	quick $expected "a run that SIG$signal cuts off in its fourth boot"
	[ $signal = KILL ] || says 'stableport: linux-5.4.y: .*stopped by signal'
	ok "nothing is left" tidy
	ok "there is no record" [ ! -e "$record" ]
	rm fault-boot
	quick 0 "the next run"
	ok "goes on with the fourth" [ "$booted" = $((all - 3)) ]
done

# What a cell keeps is not whole.
for file in cache/stableport/verify/*/cell.json; do
	head -c 200 "$file" >half
	cp half "$file"
done
quick 0 "a run whose cells were cut off"
ok "boots all" [ "$booted" = "$all" ]

# Made again.
replays() { # EXPECTED-CODE DESCRIPTION OPTION...
	code=$1
	title=$2
	shift 2
	find series -type f -exec sha256sum {} + | sort >before
	verify "$code" "replay: $title" --accel tcg --replay "$record" "$@"
	find series -type f -exec sha256sum {} + | sort >after
	ok "writes nothing" diff before after
}
replays 0 "the backport"
says 'verdict +agrees: both, backport: recorded: survived 1 of 1 boots, 4 rounds; now: survived 1 of 1 boots, 4 rounds$'
ok "is booted as often" [ "$booted" = 1 ]
replays 0 "a cell by its name" --cell both,unpatched
says 'verdict +agrees: both, unpatched: recorded: crashed 2 of 2 boots'
ok "is booted as often" [ "$booted" = 2 ]
replays 0 "a control with a configuration of its own" --cell a,numa
says 'verdict +agrees: a, numa: '
echo "QEMU emulator version 9.9.9" >qemu-version
replays 0 "with another QEMU"
says 'verdict +agrees: .*; QEMU is QEMU emulator version 9.9.9, was QEMU emulator version 7.2.0'
rm qemu-version

# What the guest does now is something else.
cat >fault-boot <<'END'
cat >>"$log" <<CONSOLE
[    0.000001] Linux version 5.4.50
stableport $nonce start both
[    0.000002] pool dumped because: VM_BUG_ON_POOL(pool->index != looker.index)
[    0.000003] kernel BUG at mm/pool.c:1!
CONSOLE
exit 0
END
replays 1 "a backport that crashes now"
says 'verdict +disagrees: both, backport: recorded: survived 1 of 1 boots, 4 rounds; now: crashed 1 of 1 boots'
rm fault-boot
quick 0 "a run after the replays"
ok "goes by the boots of the record" [ "$booted" = 0 ]

# What went in is something else.
cp "$folder/reproducer.c" kept
echo "/* more */" >>"$folder/reproducer.c"
replays 1 "with another reproducer"
says 'verdict +cannot be compared: .*; the reproducer is [0-9a-f]{64}, was [0-9a-f]{64}'
mv kept "$folder/reproducer.c"
cp -r "$tree" other
kept=$tree
tree=$scratch/other
replays 1 "with another source"
says 'verdict +cannot be compared: .*; the source is .*, was '
patch -s "$tree/mm/pool.c" "$folder/fix.patch"
replays 1 "on a branch that has the fix by now"
says 'verdict +cannot be compared: linux-5.4.y is fixed, as the record.s was not$'
ok "boots nothing" [ "$booted" = 0 ]
tree=$kept

replays 2 "no such cell" --cell both,nothing
says 'no boots of both,nothing; it has: both,unpatched  both,backport'
replays 2 "a cell that was not applicable" --cell later,backport
good=$record
record=wrong.json
for what in '{' '[]' '{"branch": "b"}' 'no JSON'; do
	echo "$what" >wrong.json
	replays 2 "a file that is none: $what"
done
record=missing.json
replays 2 "a file that is not there"
says 'missing.json: there is no such file'
record=$good
run 2 "replay: of another branch" verify "$folder" --tree "linux-5.5.y=$tree" --replay "$record"
says 'the record is of linux-5.4.y'
run 2 "a cell without a record" verify "$folder" --tree "$branch=$tree" --cell both,backport

# A replay is cut off.
cut_off TERM 1
replays 3 "cut off"
says 'stopped by signal 15'
ok "nothing is left" tidy
rm fault-boot
quick 0 "a run after that"
ok "boots nothing" [ "$booted" = 0 ]

done_testing
