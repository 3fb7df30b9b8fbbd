# SPDX-License-Identifier: GPL-2.0-only
# `mail` for a series: what git am and git send-email make of it, and --send, which asks first.
. tests/lib.sh
. tests/pool-lib.sh

# A newer branch that has it all.
git -C "$repo" checkout -q -b linux-5.10.y master
(cd "$repo" && kernel 5 10 9 && commit "Linux 5.10.9")
git -C "$repo" checkout -q master
short=$(echo "$fix" | cut -c1-12)
out=$scratch/series/$short/linux-5.4.y

mail() { # $1: exit code, $2: what it is, then options
	code=$1 what=$2
	shift 2
	run "$code" "$what" mail "$fix" --repo "$repo" --branch linux-5.4.y --with-preconditions \
		--untested --signoff "$@"
}

run 2 "mail without --signoff" mail "$fix" --repo "$repo" --branch linux-5.4.y --untested
run 1 "a series that nothing proves" mail "$fix" --repo "$repo" --branch linux-5.4.y \
	--with-preconditions --signoff
says 'verdict +not verified: run `stableport verify --with-preconditions` first, or give --untested'
mail 0 "mail --with-preconditions"
ok "a cover letter and three patches" \
	[ "$(cd "$out" && echo mail*)" = "mail-0000.eml mail-0001.eml mail-0002.eml mail-0003.eml" ]
ok "numbered" grep -qx 'Subject: \[PATCH 5\.4\.y 2/3\] mm/pool: tell a busy pool' "$out/mail-0002.eml"
ok "the newer branch has it" grep -qx '  linux-5\.10\.y: has it' "$out/mail-0003.eml"
ok "base-commit in the first alone" \
	[ "$(grep -l '^base-commit: ' "$out"/mail*.eml)" = "$out/mail-0000.eml" ]
ok "and of the branch" grep -qx "base-commit: $(git -C "$repo" rev-parse linux-5.4.y)" \
	"$out/mail-0000.eml"

run 0 "lint of the mails" lint "$out"/mail*.eml --repo "$repo"
ok "it finds nothing" [ "$(grep -c 'eml: nothing found$' "$scratch/out")" = 4 ]

git -C "$repo" worktree add -q --detach "$scratch/mails" linux-5.4.y
git -C "$repo" worktree add -q --detach "$scratch/patches" linux-5.4.y
ok "git am of the mails" git -C "$scratch/mails" am -q "$out"/mail-000[123].eml
ok "git am of the series" sh -c "cd '$out' && git -C '$scratch/patches' am -q \$(sed 's,^,$out/,' series)"
ok "the same tree" [ "$(git -C "$scratch/mails" rev-parse 'HEAD^{tree}')" = \
	"$(git -C "$scratch/patches" rev-parse 'HEAD^{tree}')" ]
git -C "$scratch/mails" log --format='%an %ae%n%B' >"$scratch/log.mails"
git -C "$scratch/patches" log --format='%an %ae%n%B' >"$scratch/log.patches"
ok "the same messages" cmp "$scratch/log.mails" "$scratch/log.patches"
mkdir "$scratch/box"
for mail in "$out"/mail*.eml; do
	printf 'From s@der Fri Oct  9 20:07:59 2020\n'
	cat "$mail"
	echo
done >"$scratch/mbox"
git -C "$scratch/patches" reset -q --hard linux-5.4.y
git mailsplit -o"$scratch/box" "$scratch/mbox" >/dev/null
rm "$scratch/box/0001"
ok "git am of a mailbox" git -C "$scratch/patches" am -q "$scratch"/box/*
ok "the same tree again" [ "$(git -C "$scratch/mails" rev-parse 'HEAD^{tree}')" = \
	"$(git -C "$scratch/patches" rev-parse 'HEAD^{tree}')" ]

# b4, without a network
git config --global b4.attestation-policy off # which asks a name server
git config --global user.name "C O Mitter"
git config --global user.email committer@example.org
first=$(sed -n 's/^Message-I[dD]: <\(.*\)>$/\1/p' "$out/mail-0000.eml")
mkdir "$scratch/b4"
(cd "$repo" && b4 --offline-mode am -m "$scratch/mbox" -o "$scratch/b4" "$first") >"$scratch/out" 2>&1
says '^  \[PATCH 1/3\] mm/pool: say what for$' '^  \[PATCH 3/3\] mm/pool: leave a busy pool alone$' \
	'^Total patches: 3$' "Base: using specified base-commit $(git -C "$repo" rev-parse linux-5.4.y)"
git -C "$scratch/patches" reset -q --hard linux-5.4.y
ok "git am of what b4 made of the thread" sh -c "git -C '$scratch/patches' am -q '$scratch'/b4/*.mbx"
ok "the same tree once more" [ "$(git -C "$scratch/mails" rev-parse 'HEAD^{tree}')" = \
	"$(git -C "$scratch/patches" rev-parse 'HEAD^{tree}')" ]

# What git send-email would send: the real one, up to the question.
verb="mail $fix --branch linux-5.4.y"
terminal() { # $1: what is typed; the rest: options; the exit code is left in $code
	typed=$1
	shift
	cat >"$scratch/command" <<-END
	#!/bin/sh
	"$STABLEPORT" $verb --repo "$repo" --with-preconditions --untested --signoff $* >"$scratch/out"
	echo \$? >"$scratch/code"
	END
	chmod +x "$scratch/command"
	rm -f "$scratch/called"
	{
		sleep 1
		printf '%s\n' "$typed"
		sleep 1
	} | script -qec "$scratch/command" /dev/null >"$scratch/err" 2>&1
	code=$(cat "$scratch/code")
}

# What people have for their other mails.
git config --global sendemail.to other@example.org
git config --global sendemail.cc copy@example.org
git config --global sendemail.bcc hidden@example.org
git config --global sendemail.cccmd 'echo command@example.org #'
git config --global sendemail.tocmd 'echo command@example.net #'
git config --global sendemail.ccCover true
terminal n --send
ok "an answer of no: exit code 1" [ "$code" = 1 ]
tr -d '\r' <"$scratch/err" >"$scratch/dry"
for number in 0 1 2 3; do
	ok "subject $number" grep -q "^Subject: \[PATCH 5\.4\.y $number/3\] mm/pool: " "$scratch/dry"
	id=$(sed -n 's/^Message-I[dD]: //p' "$out/mail-000$number.eml")
	ok "our Message-ID $number" grep -qiF "Message-ID: $id" "$scratch/dry"
done
first=$(sed -n 's/^Message-I[dD]: //p' "$out/mail-0000.eml")
ok "three answers to the first" [ "$(grep -cF "In-Reply-To: $first" "$scratch/dry")" = 3 ]
ok "from the sender" [ "$(grep -cx 'From: C O Mitter <committer@example\.org>' "$scratch/dry")" = 4 ]
ok "to the list" [ "$(grep -cx 'To: stable@vger\.kernel\.org' "$scratch/dry")" = 4 ]
ok "to the author" [ "$(grep -c '^\(Cc: \|\t\)A U Thor <author@example\.org>' "$scratch/dry")" = 4 ]
ok "to the reporter the fix and its cover, and to nobody else" [ "$(sed -n 's/^RCPT TO://p' "$scratch/dry" | sort | uniq -c | tr -s ' \n' ' ')" = \
	" 4 <author@example.org> 2 <reporter@example.org> 4 <stable@vger.kernel.org> " ]

# What no option switches off
for setting in 'suppressCc all' 'work.suppressCc cc' 'headerCmd echo'; do
	git config --global "sendemail.${setting% *}" "${setting##* }"
	terminal y --send
	ok "$setting: exit code 2" [ "$code" = 2 ]
	says "nothing was sent: git's configuration has sendemail\\.$(echo "${setting% *}" | tr C c)=${setting##* }, by which"
	ok "$setting: no dry run" not grep -q '^Dry-' "$scratch/err"
	git config --global --unset "sendemail.${setting% *}"
done
git config --global sendemail.suppressCc self
terminal n --send
ok "what does no harm is no reason" grep -q '^Send 4 mails' "$scratch/err"

# --send: a git whose send-email only tells that it was called.
mkdir "$scratch/bin"
cat >"$scratch/bin/git" <<END
#!/bin/sh
PATH=\${PATH#*:}
[ "\$1" = send-email ] || exec git "\$@"
echo "\$*" >>"$scratch/called"
case "\$*" in
*--dry-run*) echo "would send" ;;
*) echo "sent" ;;
esac
END
chmod +x "$scratch/bin/git"
PATH=$scratch/bin:$PATH

mail 2 "--send without a terminal" --send </dev/null
says 'nothing was sent: --send asks on the terminal'
ok "git send-email was not called" [ ! -e "$scratch/called" ]

terminal n --send
ok "an answer of no: exit code 1" [ "$code" = 1 ]
says 'would send' 'Send 4 mails\? \[y/N\]' 'Nothing was sent'
ok "only the dry run" [ "$(wc -l <"$scratch/called")" = 1 ]
ok "which it was" grep -q -- --dry-run "$scratch/called"
terminal '' --send
ok "no answer is no" [ "$code" = 1 ]
terminal y --send
ok "an answer of yes: exit code 0" [ "$code" = 0 ]
ok "sent after the dry run" sh -c "sed -n 2p '$scratch/called' | grep -v -- --dry-run | grep -q -- ' /.*mail-0000.eml .*mail-0003.eml\$'"
says '^sent'
# An answer is sent the same way, to those who got what it answers.
{
	printf 'From: Sasha <sasha@example.com>\nTo: stable@vger.kernel.org\nMessage-ID: <pool@example.com>\n'
	printf 'Subject: FAILED: Patch "mm/pool: leave a busy pool alone" failed to apply to 5.4-stable tree\n\n'
	printf 'The patch below does not apply to the 5.4-stable tree.\n\nThanks,\nSasha\n\n'
	printf -- "------------------ original commit in Linus's tree ------------------\n\n"
	git -C "$repo" format-patch -1 --stdout "$fix"
} >failed.eml
verb="answer failed.eml"
terminal n --send
ok "an answer that is not sent: exit code 1" [ "$code" = 1 ]
says 'Send 4 mails\? \[y/N\]'
terminal y --send
ok "one that is: exit code 0" [ "$code" = 0 ]
ok "after a dry run" [ "$(grep -c -- --dry-run called) $(wc -l <called)" = "1 2" ]
ok "it answers the mail" grep -qx 'In-Reply-To: <pool@example\.com>' "$out/mail-0000.eml"
verb="mail $fix --branch linux-5.4.y"
SOURCE_DATE_EPOCH=1770000000 # February 2026: 5.4 has ended
rm "$scratch/called"
terminal y --send
ok "a line that has ended: exit code 1" [ "$code" = 1 ]
says '^linux-5\.4\.y: not sent: 5\.4 gets no more releases since 2025-12' '^There is no mail to send'
ok "nothing is asked, nothing sent" [ ! -e "$scratch/called" ]
SOURCE_DATE_EPOCH=1602299279
git -C "$repo" checkout -q linux-5.10.y
git -C "$repo" revert --no-edit "$fix" >/dev/null
git -C "$repo" checkout -q master
terminal y --send
ok "a newer branch that lost it: exit code 1" [ "$code" = 1 ]
ok "nothing is asked, nothing sent" [ ! -e "$scratch/called" ]

done_testing
