# SPDX-License-Identifier: GPL-2.0-only
# `answer`: a FAILED mail goes in, the reply with the backport comes out; or a verdict, or an error
# that says what is wrong, and no mail.
. tests/lib.sh

repo=$scratch/linux
git init -q -b master "$repo"
cd "$repo"
GIT_COMMITTER_NAME="Sen Der"
GIT_COMMITTER_EMAIL=sender@example.org

kernel() {
	printf 'VERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\n' "$1" "$2" "$3" >Makefile
}

# $1: the body's first statement, $2: lines before the count goes down
gate() {
	mkdir -p drivers/misc include/linux
	printf 'struct gate { int open, asked; };\nint gate_shut(struct gate *gate);\n%s\n' \
		'void gate_lock(struct gate *gate);' >include/linux/gate.h
	printf '#include <linux/gate.h>\n\nstatic int gate_close(struct gate *gate)\n{\n\tint left;\n\n\t%s;\n%b' "$1" "$2" \
		>drivers/misc/gate.c
	printf '\tleft = gate->open - 1;\n\tgate->open = left;\n\tgate_unlock(gate);\n\treturn left;\n}\n' \
		>>drivers/misc/gate.c
}

commit() {
	git add -A
	git commit -q -m "$1"
}

kernel 5 3 0
gate 'gate_lock(gate)' ''
commit "misc: gate: new"
bug=$(git rev-parse HEAD)
git tag v5.3
git branch linux-5.4.y
git branch linux-5.10.y
git branch linux-4.19.y
gate 'gate_lock(gate)' '\tif (!gate->open)\n\t\treturn gate_shut(gate);\n'
GIT_AUTHOR_NAME="Jörg Fixer" GIT_AUTHOR_EMAIL=fixer@example.org commit \
	"misc: gate: a gate that is shut stays so, however often somebody asks for it

One more close made the count of a shut gate wrap.

Fixes: $(echo "$bug" | cut -c1-12) (\"misc: gate: new\")
Cc: stable@vger.kernel.org
Reported-by: Rita Reporter <rita@example.net>
Signed-off-by: Jörg Fixer <fixer@example.org>"
fix=$(git rev-parse HEAD)
short=$(echo "$fix" | cut -c1-12)
git tag v5.11
git checkout -q linux-5.4.y
kernel 5 4 50
sed -i 's/int left;/int left = 0;/' drivers/misc/gate.c
commit "Linux 5.4.50"
git checkout -q linux-5.10.y
kernel 5 10 9
gate 'gate_lock_all(gate, GATE_WAIT)' '\tgate->asked++;\n\tgate_count(gate);\n'
sed -i 's/left = gate->open - 1/left = --gate->open/; /gate->open = left/d' drivers/misc/gate.c
commit "Linux 5.10.9"
git checkout -q -b linux-5.15.y linux-5.4.y
kernel 5 15 3
commit "Linux 5.15.3"
git checkout -q master
cd "$scratch"

patch() { # OPTION...: the commit as git writes it
	git -C "$repo" format-patch -1 --stdout "$@" "$fix"
}

greg() { # SERIES MESSAGE-ID
	cat <<-END
	Subject: FAILED: patch "[PATCH] misc: gate: a gate that is shut stays so, however often" failed to apply to $1-stable tree
	To: fixer@example.org,rita@example.net
	Cc: <stable@vger.kernel.org>
	From: <greg@example.com>
	Date: Mon, 5 Oct 2020 10:00:00 +0200
	Message-ID: <$2>
	MIME-Version: 1.0
	Content-Type: text/plain; charset=ANSI_X3.4-1968
	Content-Transfer-Encoding: 8bit


	The patch below does not apply to the $1-stable tree.

	To reproduce the conflict and resubmit, you may use the following commands:

	git fetch https://git.example.org/linux.git/ linux-$1.y
	git checkout FETCH_HEAD
	git cherry-pick -x $fix
	# <resolve conflicts, build, test, etc.>
	git commit -s
	git send-email --to '<stable@vger.kernel.org>' --in-reply-to '$2' --subject-prefix 'PATCH $1.y' HEAD^..

	Possible dependencies:

	$short ("misc: gate: a gate that is shut stays so, however often somebody asks for it")
	0123456789ab ("misc: gate: count who asks")

	thanks,

	greg

	------------------ original commit in Linus's tree ------------------

	END
	patch -p --no-signature
}

sasha() { # SERIES MESSAGE-ID
	cat <<-END
	From: Sasha <sasha@example.com>
	To: stable@vger.kernel.org, fixer@example.org
	Cc: Rita Reporter <rita@example.net>, misc@lists.example.org
	Subject: FAILED: Patch "misc: gate: a gate that is shut stays so, however often somebody asks for it" failed to apply to v$1-stable tree
	Date: Mon, 5 Oct 2020 10:00:00 +0200
	Message-ID: <$2>
	References: <older@example.com>

	The patch below does not apply to the v$1-stable tree.

	Thanks,
	Sasha

	------------------ original commit in Linus's tree ------------------

	END
	patch
}

answer() { # EXPECTED-CODE DESCRIPTION OPTION...
	expected=$1
	what=$2
	shift 2
	run "$expected" "$what" answer "$@" --repo "$repo" --out "$scratch/out.d" --older-only
}

# The reply, as git sees it on the branch
applies() { # BRANCH MAIL
	rm -rf "$scratch/am"
	git clone -q -b "$1" "$repo" "$scratch/am" && git -C "$scratch/am" am -q "$2" &&
		git -C "$scratch/am" show -s --format='%s|%an <%ae>|%B' >"$scratch/am.log"
}

greg 5.4 2020100500-gate-1@example >greg.eml
answer 2 "without --signoff" greg.eml --untested
says 'say so with --signoff'
answer 3 "a branch that cannot be built" greg.eml --signoff
says 'stopped +linux-5\.4\.y: make tinyconfig: the source lacks a file'
ok "and no mail" [ ! -e "out.d/$short/linux-5.4.y/mail.eml" ]
answer 0 "Greg's mail" greg.eml --signoff --untested
says "^greg\\.eml: $short, linux-5\\.4\\.y, as Greg Kroah-Hartman wrote in <2020100500-gate-1@example>" \
	'depends\? +0123456789ab misc: gate: count who asks' \
	"fix +the repository's commit is taken" '^linux-5\.4\.y 5\.4\.50: unknown' \
	"needed +by the mail's word" \
	"mail +$scratch/out.d/$short/linux-5.4.y/mail.eml"
ok "the fix is no dependency of its own" not grep -q "depends.*$short" out
ok "no difference is told" not grep -q differs out
mail=$scratch/out.d/$short/linux-5.4.y/mail.eml
head -40 "$mail" >out
says '^In-Reply-To: <2020100500-gate-1@example>$' '^References: <2020100500-gate-1@example>$' \
	'^From: Sen Der <sender@example.org>$' '^To: stable@vger.kernel.org, greg@example.com$' \
	'^Subject: \[PATCH 5\.4\.y\] misc: gate: a gate that is shut' '^Cc: .*fixer@example.org'
ok "nobody has it twice" [ "$(grep -o 'rita@example.net' out | sort | uniq -c | tr -d ' ')" = 2rita@example.net ]
ok "git am takes it on the branch" applies linux-5.4.y "$mail"
ok "author and message are upstream's" grep -q \
	"^misc: gate: a gate that is shut stays so, however often somebody asks for it|Jörg Fixer <fixer@example.org>" am.log
ok "with upstream's id" grep -qx "commit $fix upstream." am.log
ok "with the sender's sign-off" grep -qx "Signed-off-by: Sen Der <sender@example.org>" am.log
ok "the branch has the change, in its own words" sh -c "grep -q gate_shut am/drivers/misc/gate.c && grep -q 'left = 0' am/drivers/misc/gate.c"

run 0 "lint finds nothing" lint "$mail" --repo "$repo"

# The same by hand: standard input, JSON
rm -rf out.d
"$STABLEPORT" -q --json answer - --repo "$repo" --out out.d -s --untested --older-only <greg.eml >out 2>err
ok "standard input, JSON" sh -c "[ $? = 0 ] && grep -q '\"message_id\" : \"2020100500-gate-1@example\"' out &&
	grep -q '\"branch\" : \"linux-5.4.y\"' out && grep -q 'mail.eml' out"

# Sasha's
sasha 5.4 20201005-1-sasha@example.com >sasha.eml
answer 0 "Sasha's mail" sasha.eml --signoff --untested
says 'as Sasha Levin wrote'
head -40 "$mail" >out
says '^References: <older@example.com> <20201005-1-sasha@example.com>$' \
	'^To: stable@vger.kernel.org, Sasha <sasha@example.com>$' 'misc@lists.example.org'
ok "git am takes it, too" applies linux-5.4.y "$mail"

# Where it does not apply
greg 5.10 2020100500-gate-2@example >conflict.eml
answer 1 "a conflict" conflict.eml --signoff --untested
says 'does not apply' 'conflict +.*README'
ok "no mail of it" [ ! -e "out.d/$short/linux-5.10.y/mail.eml" ]

# Many
{
	echo "From mboxrd@z Thu Jan  1 00:00:00 1970"
	sasha 5.4 20201005-1-sasha@example.com | sed 's/^>*From />&/'
	echo
	echo "From mboxrd@z Thu Jan  1 00:00:00 1970"
	printf 'From: <a@example.org>\nSubject: Re: FAILED: Patch "x" failed to apply to 5.4-stable tree\n\n> quoted\n\n'
	echo "From mboxrd@z Thu Jan  1 00:00:00 1970"
	greg 5.10 2020100500-gate-2@example | sed 's/^>*From />&/'
	echo
	echo "From mboxrd@z Thu Jan  1 00:00:00 1970"
	greg 4.19 2020100500-gate-3@example
} >many.mbox
rm -rf out.d
answer 1 "an mbox: the worst counts" many.mbox --signoff --untested
says '^many.mbox, message 1: ' '^many.mbox, message 2: passed over' '^many.mbox, message 3: ' \
	'^many.mbox, message 4: '
ok "two of three have their reply" [ "$(find out.d -name mail.eml | wc -l)" = 2 ]
ok "one of them to 4.19" grep -q '^In-Reply-To: <2020100500-gate-3@example>$' \
	"out.d/$short/linux-4.19.y/mail.eml"
answer 2 "two about the same" greg.eml sasha.eml --signoff --untested
says 'sasha.eml: greg.eml is about the same fix and branch, for which a run writes one reply'
cp greg.eml copy.eml
answer 0 "the same mail, as two lists have it" greg.eml copy.eml --signoff --untested
says '^copy.eml: passed over, it has Message-ID, fix and branch of greg.eml$'

# The mail's copy and the repository's commit
sed 's/gate_shut(gate)/gate_open(gate)/; s/^One more close/Two more closes/' greg.eml >differs.eml
rm -rf out.d
answer 0 "a copy that differs" differs.eml --signoff --untested
says 'differs +message, line 1 below the subject: the commit has "One more .*the mail "Two more' \
	'differs +diff: drivers/misc/gate.c is changed otherwise in the mail'
ok "the commit is ported" grep -q '^+.*gate_shut' "out.d/$short/linux-5.4.y/mail.eml"
ok "not the copy" not grep -q '^+.*gate_open' "out.d/$short/linux-5.4.y/mail.eml"
git clone -q --single-branch -b linux-5.4.y "file://$repo" lacks
rm -rf out.d
run 0 "a repository without the commit" answer sasha.eml --repo lacks --out out.d -s --untested --needed
says "fix +the mail's copy is taken: no repository at hand holds the commit"
ok "git am takes this one" applies linux-5.4.y "$scratch/out.d/$short/linux-5.4.y/mail.eml"

# Newer branches first: one that gets its reply in the same run counts
greg 5.15 2020100500-gate-5@example >newer.eml
rm -rf out.d
run 1 "an older branch alone" answer greg.eml --repo "$repo" --out out.d -s --untested
says 'newer branches first: linux-5\.10\.y \(not known whether it has it\), linux-5\.15\.y \('
run 1 "with one newer" answer greg.eml newer.eml --repo "$repo" --out out.d -s --untested
says 'newer branches first: linux-5\.10\.y \(not known whether it has it\); '
ok "the older mail says so" grep -q 'linux-5.15.y.*gets it by a mail of its own' "$mail"

sed 's/\t/        /g' greg.eml >blanks.eml
rm -rf out.d
run 2 "a copy whose tabs are gone" answer blanks.eml --repo lacks --out out.d -s --untested
says "mail's copy of the patch has blanks where there were tabs, and no repository at hand holds the commit"
answer 0 "which does not matter where the commit is" blanks.eml --signoff --untested
says 'differs +diff: drivers/misc/gate.c is changed otherwise in the mail'

# A fix folder
mkdir folder
patch >folder/fix.patch
printf '[fix]\n\tupstream = %s\n\tpatch = fix.patch\n' "$fix" >folder/fix.conf
rm -rf out.d
answer 0 "--fix" greg.eml --fix folder --signoff --untested
says 'fix +the fix of folder is taken' 'mail +.*/folder/linux-5.4.y/mail.eml'
answer 3 "--fix without a reproducer is built all the same" greg.eml --fix folder --signoff
says 'stopped +linux-5\.4\.y: make tinyconfig'
sed -i "s/$fix/1111111111111111111111111111111111111111/" folder/fix.conf folder/fix.patch
answer 2 "--fix of another commit" greg.eml --fix folder --signoff --untested
says "about commit $short, and folder about 111111111111"

# What cannot be answered
answer 2 "--branch" greg.eml --branch linux-5.4.y --signoff
says 'the mail names the branch'
for control in --undo-fix --introduce-bug; do
	answer 2 "$control" greg.eml --signoff --untested $control
	says "Unknown option $control"
done
run 0 "its options" answer --help
ok "have no control" not grep -qE -- '--undo-fix|--introduce-bug' out
answer 2 "no file" --signoff
says 'takes MAILs'
greg 6.1 2020100500-gate-4@example >branch.eml
answer 2 "a branch that is not there" branch.eml --signoff --untested
says 'linux-6\.1\.y, which the mail names: no branch is left: none has that name'
answer 2 "a good one after a bad one" branch.eml greg.eml --signoff --untested
ok "is answered" [ -e "out.d/$short/linux-5.4.y/mail.eml" ]
sed 's/^Subject: FAILED/Subject: Re: FAILED/' greg.eml >reply.eml
answer 2 "a reply" reply.eml --signoff --untested
says 'reply\.eml: it is a reply to a FAILED mail'
ok "whatever the order, the newest branch goes first" sh -c "'$STABLEPORT' -q answer greg.eml many.mbox --repo '$repo' \
	--out out.d -s --untested 2>&1 | grep -oE '^linux-[0-9.]+' | tr '\\n' ' ' | grep -qx 'linux-5.10. linux-5.4. linux-4.19. '"
rm -rf out.d
answer 3 "no such file" greg.eml nothing.eml --signoff --untested
ok "nothing is done before all are read" [ ! -e out.d ]
says 'nothing\.eml'

done_testing
