# SPDX-License-Identifier: GPL-2.0-only
# `answer` with what it can prove: a fix folder's reproducer is booted, or the kernels alone; the
# evidence stands in the reply. On a kernel that is a program (see verify-lib.sh).
. tests/lib.sh
. tests/verify-lib.sh

{
	cat <<-END
	From: Sasha <sasha@example.com>
	To: stable@vger.kernel.org, fixer@example.org
	Subject: FAILED: Patch "mm/pool: do not reuse a pool that somebody looks at" failed to apply to 5.4-stable tree
	Message-ID: <pool@example.com>

	The patch below does not apply to the 5.4-stable tree.

	Thanks,
	Sasha

	------------------ original commit in Linus's tree ------------------

	END
	cat "$folder/fix.patch"
} >failed.eml

answer() { # EXPECTED-CODE DESCRIPTION OPTION...: as few boots as will do, emulated
	code=$1
	title=$2
	shift 2
	rm -f boots
	run "$code" "$title" answer failed.eml --tree "$branch=$tree" --signoff --accel tcg --boots 2 \
		--confidence 0.4 "$@"
	booted=$(cat boots 2>/dev/null | wc -l)
}

answer 0 "with a fix folder" --fix "$folder"
says 'fix +the fix of .*/pool-fix is taken' 'unpatched +as expected +both: crashed 2 of 2' \
	'backport +as expected +both: survived' 'verdict +proven: ' "mail +series/pool-fix/$branch/mail.eml"
ok "it was booted" [ "$booted" -gt 4 ]
ok "the reply shows what was proven" grep -q '^    without the fix: crashed 2 of 2 boots' "$out/mail.eml"
ok "and answers the mail" grep -qx 'In-Reply-To: <pool@example.com>' "$out/mail.eml"
answer 0 "again, out of the cache" --fix "$folder"
ok "nothing is booted" [ "$booted" = 0 ]
answer 0 "the record of before" --fix "$folder" --untested
ok "which the reply still shows" grep -q '^    without the fix: crashed 2 of 2 boots' "$out/mail.eml"

# Without a reproducer both kernels are built and booted all the same. This one does not come up with
# the /init that the program brings.
answer 1 "without a reproducer"
says "fix +the mail's copy is taken" 'unpatched +NOT EXPECTED boot: unable' 'new warnings +none' \
	'verdict +not proven: boot, unpatched: expected to survive'
ok "it was booted" [ "$booted" = 1 ]
ok "there is no reply" [ ! -e "series/123456789012/$branch/mail.eml" ]
answer 1 "the same, asked for" --reproducer none
says 'unpatched +NOT EXPECTED boot: unable'
cp -r "$folder" bare
sed -i '/reproducer = /d' bare/fix.conf
answer 1 "a fix folder without a reproducer" --fix bare
says 'fix +the fix of bare is taken' 'unpatched +NOT EXPECTED boot: unable'
rm -r series
answer 0 "nothing is built" --untested
ok "nothing is booted" [ "$booted" = 0 ]
ok "which the reply says" grep -qx 'Not built and not booted\.' "series/123456789012/$branch/mail.eml"
answer 2 "another one than none" --reproducer some
says '--reproducer takes none'

# The backport crashes, too
plant "$(check_in else '*pool \&\& pool_count(*pool) > 100' '*pool = NULL;')" 'pool_count(*pool) > 100'
rm -r series
answer 1 "a backport that does not help" --fix "$folder"
says 'verdict +not proven' 'differs +subject: ' \
	'differs +diff: mm/pool.c is changed otherwise in the mail'
ok "has no reply" [ ! -e "$out/mail.eml" ]

done_testing
