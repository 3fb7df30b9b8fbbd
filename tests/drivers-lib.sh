# SPDX-License-Identifier: GPL-2.0-only
# A mainline in $repo with 33 drivers, their bug ($bug), and a fix for each ($fix1 ...), with messages of
# many kinds; linux-5.10.y, which has none of the fixes, and linux-6.1.y. `write N` writes the mail of the
# Nth. Sourced after lib.sh; leaves the shell in $scratch.

new_repo

commit() {
	git add -A
	git commit -q -m "$1"
}

driver() { # $1: number, $2: lines in its function, $3: how it ends
	printf 'int take_%s(int a);\nint give_%s(int a);\nint keep_%s(int a);\n\nint work_%s(int a)\n{\n\tint ret;\n\n\tret = take_%s(a);\n%b\tif (ret)\n\t\treturn ret;\n\treturn %s_%s(a);\n}\n' \
		"$1" "$1" "$1" "$1" "$1" "$2" "$3" "$1" >"drivers/d$1.c"
}

numbers=$(seq 1 33)
mkdir drivers
kernel 5 9 0
for i in $numbers; do
	driver "$i" '' give
done
: >drivers/empty.h
commit "drivers: new"
bug=$(git rev-parse HEAD | cut -c1-12)
git tag v5.9
git branch linux-5.10.y
# What a message may have: an own author, umlauts, brackets, quoted mail, more trailers.
extra() { # $1: number
	case $(($1 % 6)) in
	0) printf 'From here on nobody holds it.\n\n' ;;
	1) printf 'Gr\303\274\303\237e an alle, [unbalanced (bracket\n\n' ;;
	2) printf '> quoted: it crashed\n>> twice\n\n\tindented(code);\n\n' ;;
	3) printf '[ somebody else: rephrased ]\n\n' ;;
	esac
}
for i in $numbers; do
	case $i in
	30) driver "$i" "$(seq -s '' -f '\tkeep_30(%g);\n' 1 120)" give ;;
	*) driver "$i" "\tkeep_$i(a);\n" give ;;
	esac
	GIT_AUTHOR_NAME="J$(printf '\303\251')r Fix$i" GIT_AUTHOR_EMAIL=fix$i@example.org \
		commit "drivers: d$i: keep what is taken

The reason for it all, number $i.

$(extra "$i")
Fixes: $bug (\"drivers: new\")
Reported-by: Re Porter <reporter@example.org>
Cc: stable@vger.kernel.org
Signed-off-by: J$(printf '\303\251')r Fix$i <fix$i@example.org>"
	eval "fix$i=$(git rev-parse HEAD)"
done
# d31 was not right at first.
# shellcheck disable=SC2154
driver 31 "\tkeep_31(a + 1);\n" give
commit "drivers: d31: keep the right one

Fixes: $(echo "$fix31" | cut -c1-12) (\"drivers: d31: keep what is taken\")
Signed-off-by: A U Thor <author@example.org>"
followup=$(git rev-parse HEAD)
git tag v5.10
kernel 6 1 3
commit "Linux 6.1.3"
git checkout -q -b linux-6.1.y
# shellcheck disable=SC2154
git revert --no-edit "$fix32" >/dev/null
git checkout -q linux-5.10.y
kernel 5 10 9
for i in 5 10 15; do # other lines around the place of the fix
	driver "$i" '' send
	sed -i "s/^int give_/int send_/" "drivers/d$i.c"
done
commit "Linux 5.10.9"
own=$(git rev-parse HEAD)
git checkout -q master
cd "$scratch"

write() { # $1: number; writes the mail, prints its path
	eval "id=\$fix$1"
	"$STABLEPORT" -q mail "$id" --repo "$repo" --branch linux-5.10.y --signoff --untested \
		--older-only --needed >"$scratch/out" 2>"$scratch/err"
	echo "$scratch/series/$(echo "$id" | cut -c1-12)/linux-5.10.y/mail.eml"
}
