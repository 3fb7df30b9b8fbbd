# SPDX-License-Identifier: GPL-2.0-only
# `lint`: mails of other forms than ours: more or less context, what no hunks can say, series of
# other people's, several lines in one subject.
. tests/lib.sh

new_repo

commit() {
	git add -A
	git commit -q -m "$1"
}

work() { # $1: the 20th line, $2: the 26th line
	seq 1 40 | sed "s/.*/int line_&(int a);/; 20s/.*/$1/; 26s/.*/$2/; 33s/.*/$1/" >work.c
}

message() { # $1: what it is
	printf 'work: %s\n\nThe reason for it.\n\nFixes: %.12s ("work: new")\nReported-by: Re Porter <reporter@example.org>\nSigned-off-by: A U Thor <author@example.org>\n' "$1" "$bug"
}

kernel 5 9 0
work 'int old(int a);' 'int line_26(int a);'
echo '#!/bin/sh' >tool.sh
seq 1 30 >table
commit "work: new"
bug=$(git rev-parse HEAD)
git tag v5.9
git checkout -q -b linux-5.10.y
kernel 5 10 9
work 'int old(int a);' 'long line_26(int a);'
commit "Linux 5.10.9"
git checkout -q master
work 'int new(int a);' 'int line_26(int a);'
commit "$(message 'another word')"
plain=$(git rev-parse HEAD)
git mv table list
sed -i 's/^15$/fifteen/' list
sed -i '1s/^/\/\/ new\n/' work.c
commit "$(message 'a rename')"
rename=$(git rev-parse HEAD)
chmod +x tool.sh
commit "$(message 'a mode')"
mode=$(git rev-parse HEAD)
printf 'x\0y' >blob
commit "$(message 'a binary file')"
binary=$(git rev-parse HEAD)
git tag v5.11
git worktree add -q --detach "$scratch/branch" linux-5.10.y
cd "$scratch" || exit 1

# backport COMMIT NAME OPTION...: NAME.eml, for 5.10.y
backport() {
	id=$1 name=$2
	shift 2
	git -C branch cherry-pick "$id" >/dev/null 2>&1 || git -C branch commit -q --allow-empty -C "$id"
	git -C branch log -1 --format='%s%n%n' "$id" >message
	printf 'commit %s upstream.\n\n' "$id" >>message
	git -C branch log -1 --format=%b "$id" | sed '/^$/d; s/^The reason.*/&\n/' >>message
	echo 'Signed-off-by: C O Mitter <committer@example.org>' >>message
	git -C branch commit -q --amend -F ../message
	git -C branch format-patch -q -1 --stdout --from='C O Mitter <committer@example.org>' \
		--to=stable@vger.kernel.org --cc=author@example.org --cc=reporter@example.org \
		--subject-prefix='PATCH 5.10.y' "$@" >"$name.eml"
	git -C branch reset -q --hard linux-5.10.y
}

lint() { # $1: exit code, $2: what it is, then files
	expected=$1 what=$2
	shift 2
	run "$expected" "$what" -q lint "$@" --repo "$repo"
}

clean() { # $1: what it is, then files: nothing is found
	lint 0 "$@"
	ok "$1: nothing found" not grep -q '^  ' out
}

# How much stands around a change is the sender's choice: what 3 lines do not show is no difference.
for context in 0 1 3 5 8 20; do
	backport "$plain" plain "-U$context"
	ok "$context lines: a mail" grep -q '^+int new' plain.eml
	clean "$context lines of context" plain.eml
done
ok "with 20 it is one hunk" [ "$(grep -c '^@@' plain.eml)" = 1 ]
sed 's/^+int new(int a);/+int newer(int a);/' plain.eml >other.eml
lint 1 "another change" other.eml
says 'error: note: the diff is another one than upstream.s \(work\.c\)'
sed 's/^ int line_19/ int line_18/' plain.eml >other.eml
lint 1 "another line around it" other.eml
says 'error: note: the diff is another one'
note() { # $1: file; $2: note: put ahead of the last Signed-off-by
	sed "s/^Signed-off-by: C O M.*/$2\n&/" "$1"
}
note plain.eml '[ co: adjusted ]' >noted.eml
lint 0 "a note without a difference" noted.eml
says 'warning: note: there is a note'
backport "$plain" less -U1
note less.eml '[ co: adjusted context ]' >noted.eml
clean "a note that may be about what is not shown" noted.eml

# What no hunks can say
backport "$rename" rename -M
ok "it renames" grep -q '^rename from table' rename.eml
lint 0 "a rename" rename.eml
says '^  not checked: size, note, applies: list: a rename'
ok "all else is judged" not grep -qE 'readable|author|message|upstream-subject' out
sed 's/^The reason for it/A reason/; /^Signed-off-by: C O M/d' rename.eml >bad.eml
lint 1 "a rename, and faults in the message" bad.eml
says 'error: message: ' 'error: sign-off: '
backport "$mode" mode
ok "it changes a mode" grep -q '^new mode' mode.eml
lint 0 "a mode" mode.eml
says 'not checked: .*: tool\.sh: ' "not checked: needed, newer-branches, followups: upstream's $(echo "$mode" | cut -c1-12), tool\\.sh: "
ok "it is readable" not grep -q 'error' out
backport "$binary" binary --binary
ok "it has a binary file" grep -q '^GIT binary patch' binary.eml
lint 0 "a binary file" binary.eml
says 'not checked: .*: blob: a binary file'
sed '/^GIT binary/,$d' binary.eml >bad.eml
printf 'Binary files /dev/null and b/blob differ\n' >>bad.eml
lint 0 "one that is only told of" bad.eml
says 'not checked: .*: blob: a binary file'
backport "$plain" plain
lint 0 "what is to apply upon it" rename.eml plain.eml
says '^plain\.eml:$' '^  not checked: applies: list: a rename'

# Brackets
note plain.eml '[ co: adjusted, as a[0] is\n  not there ]\nLink: https:\/\/example.org\/' >bad.eml
lint 0 "brackets within a note" bad.eml
ok "they end none" not grep -q 'message:' out
note plain.eml '[ co: adjusted\nand never closed' >bad.eml
lint 0 "a bracket that is not closed" bad.eml
says "warning: message: below upstream's message a bracket is not closed: \"\\[ co: adjusted\""
note plain.eml '[ co: adjusted\n[ co: again ]\nTested it all.' >bad.eml
lint 0 "one before another" bad.eml
says 'a bracket is not closed'
note plain.eml '[ co: adjusted ]\nTested it all.' >bad.eml
lint 0 "text below a note" bad.eml
says 'text outside of brackets: "Tested it all\."'

# Subjects
subject() { # $1: tags
	sed "s,^Subject: .PATCH 5\\.10\\.y.,Subject: [$1]," plain.eml >subject.eml
}
subject 'PATCH 5.10\/6.1'
lint 0 "two lines in one word" subject.eml
says 'names more than one branch'
ok "they are no number" not grep -q ': series: ' out
subject 'PATCH 5.10.y 3\/2'
lint 1 "a number" subject.eml
says 'error: series: it is number 3 of 2'

# Series: 1 and 2 of one, 1 and 2 of another
part() { # $1: file, $2: number, $3: headers
	sed "s,^\\(Subject: .PATCH 5\\.10\\.y\\),\\1 $2/2,; s,^To: ,$3&," plain.eml >"$1.eml"
}
part a1 1 'Message-ID: <a1@x>\n'
part a2 2 'Message-ID: <a2@x>\nIn-Reply-To: <a1@x>\n'
part b1 1 'Message-ID: <b1@x>\n'
part b2 2 'Message-ID: <b2@x>\nIn-Reply-To: <b1@x>\n'
series() { # $1: exit code, $2: what it is, $3: what is told, $4: files
	# shellcheck disable=SC2086
	run "$1" "$2" lint $4
	ok "$2: what is told" [ "$(grep -o 'series: .*' out)" = "$3" ]
}
missing='series: of its series of 2 these were not given: '
series 0 "one series" '' 'a1.eml a2.eml'
series 0 "two series" '' 'a1.eml b2.eml b1.eml a2.eml'
series 1 "one and a half" "${missing}2" 'b1.eml a1.eml a2.eml'
series 1 "halves of two" "${missing}2
${missing}1" 'a1.eml b2.eml'
part c1 1 'Message-ID: <c1@x>\nIn-Reply-To: <cover@x>\n'
part c2 2 'Message-ID: <c2@x>\nIn-Reply-To: <cover@x>\n'
series 0 "both answer the cover letter" '' 'c1.eml c2.eml'
series 1 "both answer something, not the same" "${missing}2
${missing}1" 'c1.eml b2.eml'
part n1 1 ''
part n2 2 ''
unknown='series: no In-Reply-To tells whether these are of its series: '
series 0 "files that were not sent yet" "${unknown}2
${unknown}1" 'n1.eml n2.eml'
sed 's/^\(Subject: .PATCH\)/\1 v2/' n2.eml >v2.eml
series 1 "the second try of one" "${missing}2
${missing}1" 'n1.eml v2.eml'
sed 's/^From: C O Mitter/From: Some One/; s/^\(From: Some One <\)committer/\1some/' n2.eml >other.eml
series 1 "another sender's" "${missing}2
${missing}1" 'n1.eml other.eml'

done_testing
