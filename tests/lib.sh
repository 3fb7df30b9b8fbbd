# SPDX-License-Identifier: GPL-2.0-only
# For the shell tests: TAP, a scratch folder, a small repository. Sourced.

set -u
LC_ALL=C
export LC_ALL
STABLEPORT=${STABLEPORT:-$PWD/build/stableport}
top=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP

HOME=$scratch
XDG_CACHE_HOME=$scratch/cache
GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME="A U Thor"
GIT_AUTHOR_EMAIL=author@example.org
GIT_COMMITTER_NAME="C O Mitter"
GIT_COMMITTER_EMAIL=committer@example.org
GIT_AUTHOR_DATE="2020-10-09T20:07:59 -0700"
GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
SOURCE_DATE_EPOCH=1602299279
export HOME XDG_CACHE_HOME GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME
export GIT_COMMITTER_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_DATE SOURCE_DATE_EPOCH

count=0

# ok DESCRIPTION COMMAND...: one test, passed when the command succeeds.
ok() {
	count=$((count + 1))
	name=$1
	shift
	if "$@" >"$scratch/ok.out" 2>&1; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		# On stderr, where prove lets it through.
		{
			echo "# failed: $name"
			sed 's/^/#   /' "$scratch/ok.out"
			for file in out err; do
				[ -f "$scratch/$file" ] && tail -n 25 "$scratch/$file" | sed "s/^/# $file: /"
			done
		} >&2
	fi
}

# run EXPECTED-CODE DESCRIPTION ARGUMENT...: stableport's exit code is the test; its output is left
# in $scratch/out and $scratch/err.
run() {
	expected=$1
	what=$2
	shift 2
	"$STABLEPORT" "$@" >"$scratch/out" 2>"$scratch/err"
	code=$?
	ok "$what: exit code $expected" [ "$code" = "$expected" ]
}

# An empty repository, $repo, which becomes the current folder.
new_repo() {
	repo=$scratch/linux
	git init -q -b master "$repo"
	cd "$repo" || exit 1
}

# kernel VERSION PATCHLEVEL SUBLEVEL: what tells stableport that it is kernel source.
kernel() {
	printf 'VERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\n' "$1" "$2" "$3" >Makefile
}

# says PATTERN...: what stableport printed, on either stream, holds each of these lines.
says() {
	for pattern in "$@"; do
		ok "says: $pattern" grep -qE -- "$pattern" "$scratch/out" "$scratch/err"
	done
}

done_testing() {
	echo "1..$count"
}

not() {
	! "$@"
}
