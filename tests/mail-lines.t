# SPDX-License-Identifier: GPL-2.0-only
# Which lines a mail speaks of besides its own: newer ones that get releases, whether the repository
# has them or not; and whether its own still gets any. By the date of June 2024: 5.4, 5.10, 5.15, 6.1
# and 6.6 get releases, 4.14 does not any more, 6.12 not yet.
. tests/lib.sh

SOURCE_DATE_EPOCH=1717243200
new_repo

commit() {
	git add -A
	git commit -q -m "$1"
}

code() { # $1: lines behind the lock
	printf 'int take(int a);\nint give(int a);\n\nint work(int a)\n{\n\ttake(a);\n%b\treturn give(a);\n}\n' "$1" >work.c
}

kernel 4 14 0
code ''
commit "work: new"
bug=$(git rev-parse HEAD)
git tag v4.14
for line in 4.14 5.4 5.10; do
	git checkout -q -b "linux-$line.y" master
	kernel "${line%.*}" "${line#*.}" 50
	commit "Linux $line.50"
done
git checkout -q master
kernel 5 15 0
commit "Linux 5.15"
git tag v5.15
code '\tif (!a)\n\t\treturn 0;\n'
commit "work: nothing to do for nothing

The reason for it all.

Fixes: $(echo "$bug" | cut -c1-12) (\"work: new\")
Signed-off-by: A U Thor <author@example.org>"
fix=$(git rev-parse HEAD)
short=$(echo "$fix" | cut -c1-12)
git tag v5.16-rc1
kernel 6 1 0
commit "Linux 6.1"
git tag v6.1
git checkout -q linux-5.10.y
code '\tif (!a)\n\t\treturn 0;\n'
commit "work: nothing to do for nothing

commit $fix upstream.

The reason for it all."
git checkout -q master
cd "$scratch" || exit 1

mail() { # $1: exit code, $2: what it is, $3: line, then options
	code=$1 what=$2 line=$3
	shift 3
	eml=$scratch/series/$short/linux-$line.y/mail.eml
	run "$code" "$what" mail "$fix" --repo "$repo" --branch "linux-$line.y" --untested --signoff "$@"
}

mail 1 "a newer line that is not at hand" 5.4
says 'verdict +newer branches first: linux-5\.15\.y \(not in this repository: not known whether it needs it\); a fix'
ok "the mail says so" grep -qx '  linux-5\.15\.y: not in this repository: not known whether it needs it' "$eml"
ok "one that is, is told" grep -qx '  linux-5\.10\.y: has it' "$eml"
ok "lines that mainline's fix is in are not" not grep -q 'linux-6\.' "$eml"
mail 0 "--older-only" 5.4 --older-only
ok "it says so all the same" grep -qx '  linux-5\.15\.y: not in this repository: .*' "$eml"

run 0 "lint of it" lint "$eml" --repo "$repo"
says '^  not checked: newer-branches: not among the branches here, .*: linux-5\.15\.y$'
sed 's/^\(Subject: \[PATCH \)5\.4\.y/\15.15.y/' "$eml" >newer.eml
run 0 "lint of it and of the newer line's" lint "$eml" newer.eml --repo "$repo"
says 'linux-5\.4\.y/mail\.eml: nothing found'

# What mainline took back is not in a line because its commit is.
git -C "$repo" revert --no-edit "$fix" >/dev/null
git -C "$repo" tag v6.2
mail 1 "a fix that mainline took back" 5.4
says 'linux-5\.15\.y \(not in .*, linux-6\.1\.y \(not in .*, linux-6\.6\.y \(not in '
git -C "$repo" reset -q --hard v6.1
git -C "$repo" tag -d v6.2 >/dev/null

# Without mainline, and without a repository
git clone -q --single-branch --no-tags -b linux-5.4.y "file://$repo" lacks
git -C lacks remote remove origin
git -C "$repo" format-patch -q -1 --stdout "$fix" >fix.patch
mkdir folder
cp fix.patch folder
printf '[fix]\n\tupstream = %s\n\tpatch = fix.patch\n' "$fix" >folder/fix.conf
run 1 "a repository with nothing else" mail folder --repo lacks --untested --signoff --needed
says 'linux-5\.10\.y \(not in .*, linux-5\.15\.y \(not in .*, linux-6\.1\.y \(not in .*, linux-6\.6\.y \(not in '
ok "6.12 has not begun" not grep -q 'linux-6\.12' "$scratch/out"
rm -r lacks/.git
run 1 "a folder" mail folder --tree linux-5.4.y=lacks --untested --signoff --needed
says 'linux-5\.10\.y \(not given: not known whether it needs it\)'
cp -r lacks newer
(cd newer && kernel 5 10 50 && code '\tif (!a)\n\t\treturn 0;\n')
run 1 "two folders" mail folder --tree linux-5.4.y=lacks --tree linux-5.10.y=newer --untested --signoff --needed
ok "one is given" grep -qx '  linux-5\.10\.y: has it' series/folder/linux-5.4.y/mail.eml
ok "the others are not" grep -qx '  linux-5\.15\.y: not given: not known whether it needs it' series/folder/linux-5.4.y/mail.eml

# fix.conf may say from when on mainline has it; what is seen counts before that.
sed 's/^\tpatch/\trelease = v5.16-rc1\n&/' folder/fix.conf >with && mv with folder/fix.conf
run 1 "a folder, of a fix whose release is told" mail folder --tree linux-5.4.y=lacks --untested --signoff --needed
says 'newer branches first: linux-5\.10\.y \(not given: [^)]*\), linux-5\.15\.y \(not given: [^)]*\); a fix'
sed -i 's/v5.16-rc1/v5.10/' folder/fix.conf
run 1 "a release that mainline contradicts" mail folder --repo "$repo" --branch linux-5.4.y --untested --signoff --needed
says 'linux-5\.15\.y \(not in this repository'
sed -i 's/v5.10/soon/' folder/fix.conf
run 2 "a release that is none" map folder --tree linux-5.4.y=lacks
says 'fix\.conf:3: .*"soon" is no release of mainline, as v5\.9 is'

# A line that has come to its end: the mail is written, for who keeps such a kernel, and says so.
mail 0 "a line that has ended" 4.14 --older-only
says '^    unfit +4\.14 gets no more releases since 2024-01: the stable team will not take the mail$'
ok "the mail says so" grep -qx 'NOT FOR THE STABLE TEAM: 4\.14 gets no more releases since 2024-01\. It is for' "$eml"
ok "below the message" [ "$(sed -n '/^---$/{n;p;}' "$eml" | cut -c1-24)" = "NOT FOR THE STABLE TEAM:" ]
run 1 "lint of it" lint "$eml"
says '^  error: supported: 4\.14 gets no more releases since 2024-01$'
mail 0 "as JSON" 4.14 --older-only --json
says '"unfit" : "4\.14 gets no more releases since 2024-01"'
mail 0 "one that has not" 5.4 --older-only --json
says '"unfit" : null'
ok "its mail says nothing of it" not grep -q 'NOT FOR THE STABLE TEAM' "$eml"
# Nor will it take what is made for another kernel, or for an old point of a branch.
mail_tree() { # $1: what it is, $2: the branch's name
	eml=$scratch/series/folder/$2/mail.eml
	run 0 "$1" mail folder --tree "$2=lacks" --untested --signoff --needed --older-only
}
sed -i 's/= soon/= v5.16/' folder/fix.conf
mail_tree "a vendor's kernel" vendor
says '^    unfit +vendor is no branch of linux-stable: the stable team will not take the mail$'
ok "the mail says so" grep -qx 'NOT FOR THE STABLE TEAM: vendor is no branch of linux-stable\. It is for' "$eml"
mail_tree "the same, said to be a line of stable's" linux-5.4.y
ok "it may be" not grep -q unfit "$scratch/out"
cp -r lacks ancient
(cd ancient && kernel 2 6 32)
run 0 "one of the 2.6 days" mail folder --tree linux-2.6.32.y=ancient --untested --signoff --needed --older-only
says '^    unfit +2\.6 gets no more releases: '
git -C "$repo" checkout -q linux-5.4.y
(cd "$repo" && kernel 5 4 51 && commit "Linux 5.4.51")
git -C "$repo" checkout -q master
mail 0 "an old point of a branch" 5.4 --older-only --at linux-5.4.y=linux-5.4.y~1
says '^    unfit +linux-5\.4\.y has gone on from the commit that this is for: the stable team'
mail 0 "where the branch is now" 5.4 --older-only
ok "that may be" not grep -q unfit "$scratch/out"
git -C "$repo" tag ahead "$(git -C "$repo" commit-tree -p linux-5.4.y -m more 'linux-5.4.y^{tree}')"
mail 0 "a commit upon it" 5.4 --older-only --at linux-5.4.y=ahead
ok "that may be, too" not grep -q unfit "$scratch/out"
{
	printf 'From: <greg@example.com>\nTo: <stable@vger.kernel.org>\nMessage-ID: <failed@gregkh>\n'
	printf 'Subject: FAILED: patch "[PATCH] work: nothing" failed to apply to 4.14-stable tree\n\n\n'
	printf 'The patch below does not apply to the 4.14-stable tree.\n\nthanks,\n\ngreg k-h\n\n'
	printf -- "------------------ original commit in Linus's tree ------------------\n\n"
	cat fix.patch
} >failed.eml
run 0 "an answer to one" answer failed.eml --repo "$repo" --untested --signoff --older-only
says '^    unfit +4\.14 gets no more releases since 2024-01: '

done_testing
