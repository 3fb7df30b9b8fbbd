# SPDX-License-Identifier: GPL-2.0-only
# `lint`: nothing is found in 30 good mails, and each of the planted faults is. The good ones are
# those that `mail` writes for 30 fixes in a mainline that is made here.
. tests/lib.sh
. tests/drivers-lib.sh

found=
unknown=
for i in $(seq 1 29) 33; do
	mail=$(write "$i")
	cp "$mail" "good-$i.eml"
	# Where the lines around are other ones, nothing tells whether the branch needs the fix.
	"$STABLEPORT" -q lint "good-$i.eml" --repo "$repo" >"$scratch/out" 2>&1 &&
		! sed 1d "$scratch/out" | grep -qv '^  not checked: needed: ' || {
		found="$found $i"
		sed 's/^/# /' "$scratch/out" >&2
	}
	grep -q 'not checked' "$scratch/out" && unknown="$unknown $i"
done
ok "nothing found in 30 good mails" [ -z "$found" ]
ok "all rules were judged but for three" [ "$unknown" = " 5 10 15" ]
ok "some of them have a note" [ "$(grep -l '^\[ Backport to 5\.10\.y' good-*.eml | wc -l)" = 3 ]

# fault RULE SEVERITY NAME FILE [FILE...]: lint finds it in the first of them.
fault() {
	rule=$1 severity=$2 what=$3
	shift 3
	"$STABLEPORT" -q lint "$@" --repo "$repo" >"$scratch/out" 2>"$scratch/err"
	code=$?
	ok "$what" grep -q "^  $severity: $rule: " "$scratch/out"
	if [ "$severity" = error ]; then
		ok "$what: exit code 1" [ "$code" = 1 ]
	fi
}

# change RULE SEVERITY NAME SCRIPT: good-1.eml, changed with sed.
change() {
	sed "$4" good-1.eml >bad.eml
	ok "$3: it was planted" not cmp -s good-1.eml bad.eml
	fault "$1" "$2" "$3" bad.eml
}

# shellcheck disable=SC2154
id=$fix1
change subject-prefix error "no tag" 's/^Subject: \[PATCH 5\.10\.y\] /Subject: /'
change subject-prefix error "no branch" 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH]/'
change subject-prefix warning "a branch without .y" 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH 5.10]/'
change subject-prefix warning "two branches" 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH 5.10.y 6.1.y]/'
says 'more than one branch; only 5\.10 is looked at'
change subject-prefix warning "one branch twice" 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH 5.10 5.10.y]/'
ok "that is one" not grep -q 'more than one' "$scratch/out"
change supported error "a line without releases" 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH 5.11.y]/'
change series error "a part of a series" 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH 5.10.y 1\/2]/'
change upstream-id error "no id" '/^commit .* upstream\.$/d'
change upstream-id error "a short id" 's/^commit \(............\).* upstream\.$/commit \1 upstream./'
change mainline error "an id that is nowhere" "s/$id/0123456789012345678901234567890123456789/"
change mainline error "an id of the branch" "s/$id/$own/"
# shellcheck disable=SC2154
change upstream-subject error "the id of another commit" "s/$id/$fix2/"
change upstream-subject error "another subject" 's/^\(Subject: .*\)keep what/\1hold what/'
change author error "the author is lost" '/^From: J.*fix1@/d'
change author error "another author" 's/^From: J.*fix1@.*/From: Some One <some@example.org>/'
change message error "a changed line" 's/^The reason for it all/A reason/'
change message error "a lost trailer" '/^Fixes: /d'
change message error "a reworded trailer" 's/^Reported-by: Re Porter/Reported-by: R. Porter/'
change message warning "text below upstream's" 's/^Signed-off-by: C O M/Tested it all.\n&/'
change message warning "text above upstream's" "s/^commit $id upstream\\.$/&\n\nHello list,/"
change sign-off error "no sign-off of the sender" '/^Signed-off-by: C O M/d'
change sign-off error "the sender's is not the last" 's/^Signed-off-by: C O M.*/&\nSigned-off-by: Some One <some@example.org>/'
change sign-off warning "no sign-off of the author" '/^Signed-off-by: J.*fix1@/d'
change sign-off error "no sign-off at all" '/^Signed-off-by: /d'
nobody='/^From: C O M/d'
change from error "no sender" "$nobody"
says '^  not checked: sign-off: who sends it is not known'
ok "its first recipient is one all the same" not grep -q to-stable "$scratch/out"
change sign-off error "neither sender nor an address in the last sign-off" "$nobody;s/^Signed-off-by: C O M.*/Signed-off-by: C O M/"
change sign-off error "no address in the last sign-off" 's/^Signed-off-by: C O M.*/&\nSigned-off-by: C O M/'
change to-stable error "not to the list" 's/^To: .*/To: some@example.org/'
change to-stable error "to a tag's address only" 's/^To: .*/To: stable+noautosel@kernel.org/'
change to-stable error "to a list of that name" 's/^To: .*/To: stable@example.org/'
change cc warning "one called like the list gets no copy" 's/^Reported-by: .*/&\nCc: stable@example.org/'
ok "the list needs no copy as well" not grep -q 'copy for.*kernel\.org' "$scratch/out"
change cc warning "the reporter gets no copy" '/^Cc: =/s/, Re Porter//;/^\t<reporter@/d'
change plain-text error "HTML" 's/^Content-Type: text\/plain/Content-Type: text\/html/'
change foreign-trailer warning "a Gerrit id" 's/^Reported-by: .*/&\nChange-Id: I0123/'
change control error "a control" 's/^Not built and.*/CONTROL, NOT TO BE SENT: x/'
change note error "another change without a note" 's/^+\tkeep_1(a);/+\tkeep_1(a, 1);/'
change note warning "a note without a difference" 's/^Signed-off-by: C O M.*/[ co: adjusted context ]\n&/'
change applies error "another context" 's/^ \tret = take_1(a);/ \tret = take_2(a);/'
change applies warning "an offset" 's/^@@ -7,6 +7,7 @@/@@ -9,6 +9,7 @@/'
bare='s/^@@ -7,6 +7,7 @@.*/@@ -2,0 +3 @@/;/^@@/,$ {;/^ /d;}'
change applies error "a hunk without context" "$bare"
says 'drivers/d1\.c: its hunk at line 2 only adds lines'
change note error "the first line of an empty file" "$bare;s,drivers/d1\.c,drivers/empty.h,g;s/ -2,0 +3 / -0,0 +1 /"
ok "it has its one place there" not grep -q applies "$scratch/out"
gone='s/^index .*/deleted file mode 100644\nindex 21c3640..0000000/;s,^+++ .*,+++ /dev/null,'
change applies error "a file that is deleted in part" "$gone;s/^@@ -7.*/@@ -1,3 +0,0 @@\n-int take_1(int a);\n-int give_1(int a);\n-int keep_1(int a);/;/^@@/,$ {;/^[ +]/d;}"
says 'drivers/d1\.c: it deletes the file, and leaves lines of it'
change applies error "a file that is not there" 's,drivers/d1\.c,drivers/e1.c,g'
change readable error "a cut hunk" '/^ \treturn give_1(a);/,$d'
change readable error "a wrapped line" 's/^ \tret = take_1(a);/ \tret =\ntake_1(a);/'

sed '/^\[ Backport/d' good-5.eml >bad.eml
fault note error "a lost note" bad.eml
sed '1,/^$/!d;s/^Content-T.*/Content-Type: multipart\/mixed; boundary=x/' good-1.eml >bad.eml
{
	printf -- '--x\nContent-Type: text/plain\n\nSee there.\n--x\nContent-Type: text/x-patch\n\n'
	sed '1,/^$/d' good-1.eml
	printf -- '--x--\n'
} >>bad.eml
fault plain-text error "an attachment" bad.eml
cp "$(write 30)" bad.eml
fault size warning "a long diff" bad.eml
cp "$(write 31)" bad.eml
fault followups error "what mends it is missing" bad.eml
says "  error: followups: mainline's $(echo "$followup" | cut -c1-12) \(\"drivers: d31: keep the right one\"\) mends it"
cp "$(write 32)" bad.eml
fault newer-branches error "a newer branch that lost it" bad.eml
sed 's/^Subject: \[PATCH 5\.10\.y\]/Subject: [PATCH 6.1.y]/' good-2.eml >bad.eml
fault needed error "a branch that has it" bad.eml

# Files called like the commit are not it.
mkdir called
sed 's/^+\tkeep_1(a);/+\tkeep_1(a, 1);/' good-1.eml | tee called/bad.eml >"called/$id"
cd called
fault note error "a patch file called like the commit" bad.eml
cd ..

# Where the same mails bring what is missing, it is not missing.
cp "$(write 31)" first.eml
git -C "$repo" worktree add -q --detach "$scratch/work" linux-5.10.y
git -C "$scratch/work" am -q "$scratch/first.eml"
git -C "$repo" branch linux-5.10.y-first "$(git -C "$scratch/work" rev-parse HEAD)"
"$STABLEPORT" -q mail "$followup" --repo "$repo" --at "linux-5.10.y=linux-5.10.y-first" \
	--branch linux-5.10.y --signoff --untested --older-only >"$scratch/out" 2>&1
cp "$scratch/series/$(echo "$followup" | cut -c1-12)/linux-5.10.y/mail.eml" second.eml
run 0 "the fix and what mends it" lint first.eml second.eml --repo "$repo"
says '^first\.eml: nothing found' '^second\.eml: nothing found'
run 1 "the other way round they do not apply" lint second.eml first.eml --repo "$repo"
says 'error: applies: drivers/d31\.c'

# What cannot be judged is not passed.
run 0 "without a repository" lint good-1.eml
says 'not checked: mainline, upstream-subject, author, message, note, applies, needed, newer-branches, followups: it takes --repo'
git init -q none
git -C none commit -q --allow-empty -m none
run 0 "with one that has no branches" lint good-1.eml --repo none
says 'not checked: mainline, .*, followups: the repository has no branch linux-'
run 0 "as JSON" --json lint good-1.eml
says '"rule" : "newer-branches"' '"severity" : "not checked"' '"file" : "good-1.eml"'
ok "the JSON can be read" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$scratch/out"
run 1 "two files, one of them wrong" --json lint good-1.eml bad.eml --repo "$repo"
run 3 "a file that is not there" lint nowhere.eml
run 2 "no file" lint
says 'takes one FILE or more'
head -c 3000 /dev/urandom >noise.eml
run 1 "a file that is no mail" lint noise.eml --repo "$repo"
says 'error: readable: '

done_testing
