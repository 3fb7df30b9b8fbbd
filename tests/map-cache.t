# SPDX-License-Identifier: GPL-2.0-only
# The index of history between runs: refs that moved, repositories that were swapped, runs at once,
# runs that were killed, files that were damaged. Never a verdict of yesterday, never a wrong one.
. tests/lib.sh
. tests/map-lib.sh

world many <<'END'
release '4.9';
bug qw(moved forced tagged late other follow);
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
fix $_ for qw(moved forced tagged late other);
fix 'follow', fixes('follow'), -name => 'fix_follow';
commit "mm: filler $_\n\nIt fills.\n", -name => "filler_$_" for 1 .. 3000;
commit "mm/follow: drop it, too\n\nFixes: " . id12('fix_follow') . "\n", -name => 'next_follow',
	follow => { next => 1 };
release '5.5';
revert 'fix_follow';
release '5.6-rc1';

on 'linux-5.4.y';
pick 'fix_moved', 'commit X upstream.';
pick 'fix_follow', 'commit X upstream.';
commit "mm: point\n", -name => 'point', point => { other => 1 };
pick 'fix_tagged', 'commit X upstream.';
release '5.4.1';
pick 'fix_late', 'commit X upstream.';
release '5.4.2';
# The branch as it was rewritten.
fork_at 'rewritten', 'point';
pick 'fix_forced', 'commit X upstream.';
release '5.4.3';
drop 'rewritten';
END

B=linux-5.4.y
all=$repo
cache=$scratch/one
set_ref() {
	git -C "$repo" update-ref "$1" "$(id "$2")"
}
cached() { # TITLE FIX VERDICT EXPECTATION...: with $cache
	title=$1 fix=fix_$2 verdict=$3
	shift 3
	maps "$title" "$fix" $B "$verdict" "$@" -- --cache "$cache"
}
raw() { # FIX OUTPUT: nothing is asserted
	"$STABLEPORT" -q --json map "$(id "fix_$1")" --repo "$repo" --branch $B --cache "$cache" >"$2" \
		2>"$2.err"
}

set_ref refs/heads/linux-5.4.y v5.4
set_ref refs/heads/master filler_2000
git -C "$repo" tag -d v5.5 v5.6-rc1 v5.4.1 v5.4.2 v5.4.3 >"$scratch/out"
cached "first run: nothing here yet" late affected fix=
cached "another fix, the same index" other affected fix= introduced=@bug_other:present
raw late "$scratch/again"
raw late "$scratch/again-2"
ok "the same bytes again" cmp "$scratch/again" "$scratch/again-2"

set_ref refs/heads/linux-5.4.y v5.4.2
cached "the branch moved forward: fixed" late fixed fix=adds:@bp_late:message
cached "in no release yet" tagged fixed 'fix=adds:@bp_tagged:message:|5.4.1'
set_ref refs/tags/v5.4.1 tag:v5.4.1
set_ref refs/tags/v5.4.2 tag:v5.4.2
cached "new tags: release" tagged fixed fix=adds:@bp_tagged:message:5.4.1
set_ref refs/tags/v5.4.1 point
cached "a tag that moved: the next release" tagged fixed fix=adds:@bp_tagged:message:5.4.2
set_ref refs/tags/v5.4.1 tag:v5.4.1
cached "… and moved back" tagged fixed fix=adds:@bp_tagged:message:5.4.1

cached "before the rewrite" forced affected fix=
set_ref refs/heads/linux-5.4.y v5.4.3
cached "rewritten branch: what it has now" forced fixed fix=adds:@bp_forced:message
cached "rewritten branch: what it no longer has" late affected fix=
cached "rewritten branch: what is below the rewritten part" moved fixed fix=adds:@bp_moved:message
set_ref refs/heads/linux-5.4.y v5.4.2
cached "rewritten back" late fixed fix=adds:@bp_late:message
cached "rewritten back: what it no longer has" forced affected fix=

cached "before mainline goes on: no followups" follow fixed followups=
set_ref refs/heads/master v5.5
set_ref refs/tags/v5.5 tag:v5.5
cached "mainline went on: followup" follow fixed followups=@next_follow:fixes:absent
set_ref refs/heads/master v5.6-rc1
cached "mainline went on: reverted there" follow fixed \
	followups=@next_follow:fixes:absent,@rv_follow:reverts:absent
set_ref refs/heads/master filler_2000
git -C "$repo" tag -d v5.5 >"$scratch/out"
cached "mainline went back: no followups" follow fixed followups=
set_ref refs/heads/master v5.6-rc1
set_ref refs/tags/v5.5 tag:v5.5
maps "a release that came between two runs" fix_moved x fixed fix=adds:@fix_moved:ancestry:5.5 \
	-- --cache "$cache" --at x=master

set_ref refs/heads/linux-5.7.y v5.5
maps "a branch that is new" fix_late linux-5.7.y fixed decided_by=ancestry -- --cache "$cache"
set_ref refs/heads/linux-5.7.y v5.4
maps "… which is made anew at another point" fix_late linux-5.7.y affected -- --cache "$cache"
git -C "$repo" update-ref -d refs/heads/linux-5.7.y
run 2 "a branch that is gone" map "$(id fix_late)" --repo "$repo" --branch linux-5.7.y --cache "$cache"
cached "the others after it is gone" late fixed

# Another repository at the same place, the same one at another.
cp -r "$all" "$scratch/copy.git"
repo=$scratch/copy.git
set_ref refs/heads/linux-5.4.y v5.4.3
cached "copy of a repository, moved on by itself" late affected fix=
repo=$all
cached "the original after its copy" late fixed fix=adds:@bp_late:message
mv "$all" "$scratch/aside"
mv "$scratch/copy.git" "$all"
cached "the copy at the original's place" late affected fix=
mv "$all" "$scratch/copy.git"
mv "$scratch/aside" "$all"
cached "and the original again" late fixed fix=adds:@bp_late:message
cp -r "$cache" "$scratch/moved-cache"
cache=$scratch/moved-cache
cached "the cache at another place" late fixed fix=adds:@bp_late:message

# All at once on a cache that is not there yet.
cache=$scratch/at-once
for one in 1 2 3; do
	raw late "$scratch/at-once.$one" &
	eval "pid_$one=$!"
done
for one in 1 2 3; do
	eval "wait \$pid_$one"
	ok "three at once: run $one ends well" [ $? = 0 ]
	ok "three at once: run $one says fixed" grep -q '"verdict" *: *"fixed"' "$scratch/at-once.$one"
done
cached "after three at once" late fixed fix=adds:@bp_late:message

# Killed in the middle, later and later.
cache=$scratch/killed
for pause in 0.001 0.003 0.006 0.01 0.015 0.02 0.03 0.04 0.06 0.08 0.1 0.15 0.2; do
	"$STABLEPORT" -q --json map "$(id fix_late)" --repo "$repo" --branch $B --cache "$cache" \
		>"$scratch/killed.out" 2>&1 &
	pid=$!
	sleep $pause
	kill -9 $pid 2>"$scratch/killed.err"
	wait $pid 2>"$scratch/killed.err"
done
cached "after runs that were killed: here" late fixed fix=adds:@bp_late:message \
	introduced=@bug_late:present:5.4-rc1
cached "after runs that were killed: missing" forced affected fix= introduced=@bug_forced:present:5.4-rc1
cached "after runs that were killed: followups" follow fixed \
	followups=@next_follow:fixes:absent,@rv_follow:reverts:absent

# Damaged files: the right verdict, or a clear error, but no other verdict.
honest() { # FIX VERDICT
	raw "$1" "$scratch/out"
	code=$?
	cat "$scratch/out.err"
	case $code in
	0) grep -q "\"verdict\" *: *\"$2\"" "$scratch/out" ;;
	3) [ -s "$scratch/out.err" ] && ! grep -q '"verdict" *: *"[afn]' "$scratch/out" ;;
	*) echo "exit code $code" && false ;;
	esac
}
good=$scratch/moved-cache
find "$good" -type f -size +0 >"$scratch/files"
ok "there is an index in the cache" [ -s "$scratch/files" ]
damage() { # TITLE PERL: done to each file of a good cache, its bytes in $_
	rm -rf "$scratch/damaged"
	cp -r "$good" "$scratch/damaged"
	cache=$scratch/damaged
	find "$cache" -type f -size +0 -exec perl -0777 -pi -e "$2" {} +
	ok "damaged, $1: here" honest late fixed
	ok "damaged, $1: missing" honest forced affected
	rm -rf "$cache"
	cached "damaged, $1: after the cache was removed" late fixed fix=adds:@bp_late:message
}
# shellcheck disable=SC2016 # for perl
damage "cut to the half" 'substr($_, length($_) / 2) = ""'
damage "cut after 100 bytes" 'substr($_, 100) = "" if length > 100'
damage "nothing left" '$_ = ""'
damage "garbage all over" '$_ = "no index at all\n" x 1000'
damage "the middle overwritten" 'substr($_, length($_) / 3, length($_) / 3) = "x" x (length($_) / 3)'
damage "zeros after the first page" 'substr($_, 4096) = "\0" x (length($_) - 4096) if length > 4096'
damage "an SQLite file of a later version of ours" 'substr($_, 60, 4) = pack("N", 999999) if /^SQLite/'

# A cache that cannot be written.
cache=/proc/stableport
ok "a cache that cannot be made: exit code 3" sh -c "! [ -d /proc ] || { '$STABLEPORT' map $(id fix_late) \
	--repo '$repo' --branch $B --cache '$cache' 2>'$scratch/err'; [ \$? = 3 ]; }"
ok "… which is named" sh -c "! [ -d /proc ] || grep -q '$cache' '$scratch/err'"
cp -r "$good" "$scratch/read-only"
mkdir "$scratch/read-only-empty"
chmod -R a-w "$scratch/read-only" "$scratch/read-only-empty"
chmod a+x "$scratch"
user=
if [ -w "$scratch/read-only" ]; then # root can write anywhere
	user="setpriv --reuid=65534 --clear-groups"
	printf '[safe]\n\tdirectory = *\n' >"$scratch/.gitconfig"
fi
if $user test -x "$STABLEPORT" && $user test -r "$repo/HEAD"; then
	for one in read-only-empty read-only; do
		$user "$STABLEPORT" -q --json map "$(id fix_late)" --repo "$repo" --branch $B \
			--cache "$scratch/$one" >"$scratch/out" 2>"$scratch/err"
		code=$?
		case $one$code in
		read-only0) ok "read-only cache with a good index: may do" grep -q '"verdict" *: *"fixed"' \
		"$scratch/out" ;;
		*) ok "$one cache: exit code 3" [ $code = 3 ] ;;
		esac
		[ $code = 0 ] || ok "$one cache: it is named" grep -q "$one" "$scratch/err"
	done
else
	echo "# skipped: a read-only cache, as nobody else can run $STABLEPORT here"
fi
chmod -R u+w "$scratch/read-only" "$scratch/read-only-empty"

done_testing
