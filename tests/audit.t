# SPDX-License-Identifier: GPL-2.0-only
# audit: which of mainline's fixes a branch lacks though it has the bug, and what it still has though
# mainline took it back.
. tests/lib.sh
. tests/map-lib.sh

world audit <<'END'
my $of = 'commit X upstream.';
release '4.19';
bug qw(lacks lacks_two named equal ancestry undone undone_stable seven late_lacks again still still_equal
	gone_here gone_upstream
	reapplied follow nowhere own);
bug 'bug_undone_upstream';
fork_at 'linux-4.19.y', 'v4.19';
on 'master';
fix 'ancestry';
revert 'bug_bug_undone_upstream';
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
bug 'after', 'after_backported';
fix 'lacks';
fix $_ for qw(named equal undone undone_stable again still still_equal gone_here gone_upstream reapplied
	follow);
fix 'seven', 'Fixes: ' . substr(id('bug_seven'), 0, 7) . " (\"mm/seven: expose without freezing\")\n";
fix 'nowhere', "Fixes: 123456789abc (\"mm: nobody has it\")\n";
fix 'after';
fix 'bug_undone_upstream';
release '5.5-rc1';
release '5.5';
fix 'lacks_two', fixes('after') . fixes('lacks_two');
fix 'after_backported';
commit "mm/follow: drop it, too\n\nIt was forgotten.\n\nFixes: " . id12('fix_follow') . " (\"mm/follow\")\n",
	-name => 'next_follow', follow => { next => 1 };
release '5.6-rc1', -light => 1;
fix 'late_lacks';
revert "fix_$_", undef for qw(still still_equal gone_here gone_upstream reapplied);
revert 'rv_reapplied';

on 'linux-5.4.y';
pick 'bug_after_backported', $of;
pick "fix_$_", $of for qw(named undone again still gone_here gone_upstream reapplied follow);
pick "fix_$_", undef, -same => 1 for qw(equal still_equal);
revert 'bug_undone_stable';
commit "mm/own: of this branch alone\n\n" . fixes('own'), own => { fix => 1 };
release '5.4.1';
revert 'bp_undone', undef, -name => 'here_undone';
revert 'bp_again';
pick 'fix_again', $of;
revert 'bp_gone_here';
commit 'Revert "' . fix_subject('gone_upstream') . "\"\n\ncommit " . id('rv_gone_upstream') .
	" upstream.\n\nThis reverts commit " .
	id('fix_gone_upstream') . ".\n", gone_upstream => { fix => 0 };
release '5.4.2';
END

B=linux-5.4.y
audit() { # TITLE EXPECTATION... [-- OPTION...]
	title=$1 expect=
	shift
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		expect="$expect $1"
		shift
	done
	[ $# -gt 0 ] && shift
	"$STABLEPORT" -q --json audit $B --repo "$repo" "$@" >"$scratch/out" 2>"$scratch/err"
	code=$?
	set -f
	# shellcheck disable=SC2086
	ok "$title" perl "$top/tests/expect.pl" audit "$ids" $expect <"$scratch/out"
	set +f
}

audit "what is missing, newest first" \
	missing=@fix_late_lacks,@next_follow,@fix_after_backported,@fix_lacks_two,@fix_seven,@fix_undone,@fix_lacks
ok "done: exit code 0 or, as something is missing, 1" [ "$code" -le 1 ]
audit "release, and what it fixes" +missing=@fix_lacks:5.5-rc1:*:@bug_lacks \
	+missing=@fix_seven:5.5-rc1:*:@bug_seven
audit "in no release yet" +missing=@fix_late_lacks::*:@bug_late_lacks
audit "two Fixes:, one of them here" +missing=@fix_lacks_two:5.6-rc1
audit "bug that came as a backport" +missing=@fix_after_backported
audit "fix of a fix that came as a backport" +missing=@next_follow
audit "backport that was reverted" +missing=@fix_undone
audit "here by a message" -missing=@fix_named -missing=@fix_follow
audit "here by the same patch without id" -missing=@fix_equal
audit "here by ancestry" -missing=@fix_ancestry
audit "reverted, then backported afresh" -missing=@fix_again
audit "bug after the fork" -missing=@fix_after
audit "bug reverted in the branch" -missing=@fix_undone_stable
audit "bug reverted in mainline before the fork" -missing=@fix_bug_undone_upstream
audit "bug that nobody has" -missing=@fix_nowhere
audit "still here though mainline took it back" +reverted=@bp_still:@fix_still:@rv_still
audit "taken back in the branch, too" -reverted=*:@fix_gone_here -reverted=*:@fix_gone_upstream
audit "gone here and taken back in mainline: not missing" -missing=@fix_gone_here -missing=@fix_gone_upstream
audit "taken back in mainline and put in again" -reverted=*:@fix_reapplied
audit "still here, by the same patch without id" +reverted=@eq_still_equal:@fix_still_equal:@rv_still_equal
audit "--since: fixes that are not in the tag" \
	missing=@fix_late_lacks,@next_follow,@fix_after_backported,@fix_lacks_two \
	-- --since v5.5
audit "--since the last -rc" missing=@fix_late_lacks -- --since v5.6-rc1
audit "--since mainline's end" missing= -- --since master

"$STABLEPORT" -q audit $B --repo "$repo" >"$scratch/out" 2>"$scratch/err"
ok "text: the fix by id and subject" grep -qE "$(id fix_lacks | cut -c1-12).*mm/lacks: do not reuse" \
	"$scratch/out"
ok "text: what mainline took back" grep -q "$(id rv_still | cut -c1-12)" "$scratch/out"
ok "text: nothing of what is here" not grep -q "mm/named" "$scratch/out"
run 2 "audit without a branch" audit --repo "$repo"
run 2 "audit of a branch that is not there" audit linux-3.16.y --repo "$repo"
run 2 "--since a tag that is not there" audit $B --repo "$repo" --since v9.9

git -c protocol.file.allow=always clone -q --depth 3 --no-single-branch "file://$repo" "$scratch/shallow" \
	2>"$scratch/err"
run 3 "history that is cut off is not taken for all of it" audit $B --repo "$scratch/shallow"
git -c protocol.file.allow=always clone -q --single-branch --no-tags -b $B "file://$repo" "$scratch/single" \
	2>"$scratch/err"
"$STABLEPORT" audit $B --repo "$scratch/single" >"$scratch/out" 2>"$scratch/err"
ok "without mainline there is nothing to audit: exit code 2 or 3" [ $? -gt 1 ]
ok "… and it says so" grep -qi 'mainline\|master' "$scratch/err"

done_testing
