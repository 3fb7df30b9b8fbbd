# SPDX-License-Identifier: GPL-2.0-only
# The mails for 31 fixes as their readers' programs take them: `git am` on the branch makes of each what
# the series has, with upstream's author and message; `git send-email` sends it to those it is for; b4
# finds it in a mailbox.
. tests/lib.sh
. tests/drivers-lib.sh

git -C "$repo" worktree add -q --detach "$scratch/mails" linux-5.10.y
git -C "$repo" worktree add -q --detach "$scratch/patches" linux-5.10.y

log() { # $1: work tree, $2: format
	git -C "$1" log -1 --format="$2"
}

# What is left of the message of HEAD without what a backport has more.
upstreams() {
	log mails %s%n%b | sed '2,3{/^commit .* upstream\.$/,/^$/d}; /^\[ Backport to /,/ \]$/d; /^Signed-off-by: C O Mitter/d'
}

refused='' tree='' series='' author='' message=''
fixes="$(seq 1 30) 33"
for i in $fixes; do
	mail=$(write "$i")
	dir=$(dirname "$mail")
	cp "$mail" "mail-$i.eml"
	git -C mails am -q "$scratch/mail-$i.eml" && git -C patches am -q "$dir/$(cat "$dir/series")" ||
		refused="$refused $i"
	[ "$(log mails %T)" = "$(log patches %T)" ] || tree="$tree $i"
	[ "$(log mails '%an %ae%n%B')" = "$(log patches '%an %ae%n%B')" ] || series="$series $i"
	eval "id=\$fix$i"
	[ "$(log mails '%an %ae')" = "$(git -C "$repo" log -1 --format='%an %ae' "$id")" ] || author="$author $i"
	[ "$(upstreams)" = "$(git -C "$repo" log -1 --format=%s%n%b "$id")" ] || message="$message $i"
done
ok "git am takes all mails, and all patches" [ -z "$refused" ]
ok "the same trees" [ -z "$tree" ]
ok "the same messages" [ -z "$series" ]
ok "upstream's authors" [ -z "$author" ]
ok "upstream's messages, but for what is added" [ -z "$message" ]
ok "to all of them something was" [ "$(git -C mails log --format=%b linux-5.10.y.. | grep -c ' upstream\.$')" = 31 ]

# All of them out of one mailbox
for i in $fixes; do
	printf 'From s@der Fri Oct  9 20:07:59 2020\n'
	cat "mail-$i.eml"
	echo
done >all.mbox
git -C patches checkout -q --detach linux-5.10.y
ok "git am takes a mailbox of them" git -C patches am -q "$scratch/all.mbox"
ok "which gives the same" [ "$(log mails %T)$(git -C mails log --format='%an %ae%n%B' linux-5.10.y..)" = \
	"$(log patches %T)$(git -C patches log --format='%an %ae%n%B' linux-5.10.y..)" ]
ok "a mailbox may quote a line of them: that one is encoded" [ "$(grep -l '^=46rom here on' mail-*.eml | wc -l)" = 5 ]

# git send-email, as somebody would run it on them
git send-email --dry-run --confirm=never --no-thread --from='C O Mitter <committer@example.org>' \
	--suppress-cc=author --suppress-cc=body --suppress-cc=self mail-*.eml >sent 2>&1
ok "git send-email takes them" [ $? = 0 ]
lost=
for i in $fixes; do
	grep -qx "Subject: \[PATCH 5\.10\.y\] drivers: d$i: keep what is taken" sent &&
		[ "$(grep -cx "RCPT TO:<fix$i@example\.org>" sent)" = 1 ] &&
		grep -qixF "$(grep -i '^Message-ID: ' "mail-$i.eml")" sent || lost="$lost $i"
done
ok "each with its subject and Message-ID, to its author" [ -z "$lost" ]
for line in 'RCPT TO:<stable@vger.kernel.org>' 'RCPT TO:<reporter@example.org>' 'To: stable@vger.kernel.org' \
	'From: C O Mitter <committer@example.org>'; do
	ok "in all of them: $line" [ "$(grep -cxF "$line" sent)" = 31 ]
done
ok "to nobody else" [ "$(grep -c '^RCPT TO:' sent)" = 93 ]

# b4, without a network
for i in 3 4 7; do
	printf 'From s@der Fri Oct  9 20:07:59 2020\n'
	cat "mail-$i.eml"
	echo
done >mbox
id=$(sed -n 's/^Message-I[dD]: <\(.*\)>$/\1/p' mail-4.eml)
mkdir b4
git config --global b4.attestation-policy off # which asks a name server
git config --global user.name "C O Mitter"
git config --global user.email committer@example.org
ok "b4 finds it in a mailbox" sh -c "cd '$repo' && b4 --offline-mode am -m '$scratch/mbox' -o '$scratch/b4' '$id' >'$scratch/out' 2>&1"
says '^ +\[PATCH\] drivers: d4: keep what is taken$' '^Total patches: 1$' \
	"Base: using specified base-commit $(git -C "$repo" rev-parse linux-5.10.y)"
git -C mails checkout -q --detach linux-5.10.y
git -C patches checkout -q --detach linux-5.10.y
ok "git am takes what it made of it" sh -c "git -C mails am -q '$scratch'/b4/*.mbx"
git -C patches am -q "$scratch/mail-4.eml"
ok "which is the mail" [ "$(log mails '%T %an %ae%n%B')" = "$(log patches '%T %an %ae%n%B')" ]

# It reads no header From or Subject that is folded.
long="drivers: a header of its own for what is so long that it does not fit on a line of a mail's head"
(cd "$repo" && echo "int more;" >drivers/more.h && commit "$long

The reason.

Signed-off-by: A U Thor <author@example.org>")
id=$(git -C "$repo" rev-parse HEAD)
GIT_COMMITTER_NAME="$(printf 'J\303\274rgen') Whose-Name Is-Longer Than Most von und zu Somewhere"
run 0 "a long subject, and a sender with a long name" mail "$id" --repo "$repo" --branch linux-5.10.y --signoff \
	--untested --older-only --needed
cp "series/$(echo "$id" | cut -c1-12)/linux-5.10.y/mail.eml" long.eml
ok "the subject stands on one line" grep -qxF "Subject: [PATCH 5.10.y] $long" long.eml
printf 'From s@der Fri Oct  9 20:07:59 2020\n' | cat - long.eml >mbox
rm b4/*
ok "b4 finds it" sh -c "cd '$repo' && b4 --offline-mode am -m '$scratch/mbox' -o '$scratch/b4' \
	'$(sed -n 's/^Message-I[dD]: <\(.*\)>$/\1/p' long.eml)' >'$scratch/out' 2>&1"
ok "git am takes it" sh -c "git -C mails am -q '$scratch'/b4/*.mbx"
ok "it is what it was" [ "$(log mails '%an: %s')" = "A U Thor: $long" ]

done_testing
