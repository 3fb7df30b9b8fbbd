#!/bin/sh
# usage: demo.sh [[NAME=]TREE]
#
# The main job on real kernels: which of them need the khugepaged fix; the fix carried to 5.10 after
# its own was taken out; the crash before and the survival after, in QEMU; the mail. Debian's
# linux-source-5.10 and -6.1, or a kernel source folder or tarball of one's own.
set -eu
cd "$(dirname "$0")/.."

stableport=${STABLEPORT:-build/stableport}
fix=backports/khugepaged-page-to-pgoff
out=build/demo
STABLEPORT_CACHE=${STABLEPORT_CACHE:-build/cache}
export STABLEPORT_CACHE
begin=$(date +%s)

# Who signs off in the demonstration, where git knows nobody.
git config user.email >/dev/null || {
	GIT_COMMITTER_NAME="stableport demo"
	GIT_COMMITTER_EMAIL=demo@example.org
	export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
}

step() {
	printf '\n== %s (%ss)\n' "$1" $(($(date +%s) - begin))
}

case ${1:-} in
'')
	step "Debian's kernel sources"
	five=$(tests/debian-kernel.sh bullseye 5.10 build/kernels)
	six=$(tests/debian-kernel.sh bookworm 6.1 build/kernels)
	set -- --tree "linux-5.10.y=$five" --tree "linux-6.1.y=$six"
	;;
*=*) set -- --tree "$1" ;;
*) set -- --tree "linux-mine=$1" ;;
esac

step "Which of them need the fix?"
"$stableport" map "$fix" "$@"

step "The same, with the fix taken out where it is: map, port, prove, mail"
"$stableport" run "$fix" "$@" --undo-fix --signoff --out "$out"

step "All records"
"$stableport" report "$fix" --out "$out"
echo
echo "patch, mail, records: $out/$(basename "$fix")/"
echo "console logs:         $STABLEPORT_CACHE/verify/"
step "done"
