# SPDX-License-Identifier: GPL-2.0-only
# Reverts, of the fix and of the bug, in mainline and in stable branches, named by every id that people
# use for it; and bugs that came to a branch as backports. Each case has its own bug and fix.
. tests/lib.sh
. tests/map-lib.sh

world reverts <<'END'
my @fixes = qw(stable_id which which_wrapped which_line upstream_id backported backported_bare reapply
	revert_revert afresh other_which other_only partial no_id silent back_silently short crlf subject_only
	twice_one reapply_silent mainline_again revert_of_late_revert wrapped_id quoted two_in_one_a
	two_in_one_b
	not_here bug_and_fix which_bare odd_number second second_kept quotes_all);
my @undoing = qw(undo undo_missing undo_own undo_bare undo_late undo_bare_late);
my @early = qw(fork_before fork_after fork_again fork_fix_again);
my @old = qw(old_bug old_reverted old_reapplied old_no_id old_squash old_both old_fixed old_reverted_upstream);
my @bugs = qw(bug_before bug_in_stable bug_silent bug_again bug_after);
release '4.19';
fork_at 'linux-4.19.y', 'v4.19';
on 'master';
bug @fixes, @early, @old, @bugs, grep { !/late/ } @undoing;
fix $_ for qw(fork_before fork_after fork_again fork_fix_again);
revert 'fix_fork_before', undef, -name => 'fork_before_revert';
revert 'fix_fork_fix_again', undef, -name => 'fork_fix_again_revert';
commit fix_subject('fork_fix_again') . "\n\nThis time for good.\n\n" . fixes('fork_fix_again'),
	-name => 'fork_fix_again_second', fork_fix_again => { fix => 1 };
revert 'fix_fork_again', undef, -name => 'fork_again_revert';
reapply 'fork_again_revert', -name => 'fork_again_back';
revert 'bug_bug_before', undef, -name => 'bug_before_revert';
revert 'bug_bug_again', undef, -name => 'bug_again_revert';
reapply 'bug_again_revert', -name => 'bug_again_back';
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
fix $_ for @fixes, @old, @bugs;
bug qw(undo_late undo_bare_late);
# A fix that is the revert of the bug.
revert "bug_$_", "This reverts commit X.\n\nIt broke the pool.\n\n" . (/bare/ ? '' : fixes($_)),
	-name => "fix_$_" for @undoing;
# A fix, taken back and done better under the same subject.
for my $name (qw(second second_kept)) {
	revert "fix_$name", undef, -name => "first_revert_$name";
	commit fix_subject($name) . "\n\nNow for all of them.\n\n" . fixes($name), -name => "again_$name",
		-author => 'Fi Xer <fixer@example.org>', $name => { fix => 2 };
}
revert 'fix_fork_after', undef, -name => 'fork_after_revert';
revert "fix_$_", undef, -name => "${_}_revert" for qw(backported backported_bare mainline_again
	revert_of_late_revert);
revert 'mainline_again_revert', undef, -name => 'mainline_again_back';
revert 'bug_bug_after', undef, -name => 'bug_after_revert';
revert 'bug_old_reverted_upstream', undef, -name => 'old_reverted_upstream_revert';
release '5.5-rc1';
release '5.5';

on 'linux-4.19.y';
my $of = 'commit X upstream.';
pick "bug_$_", $of, -name => "bp_bug_$_" for qw(old_bug old_reverted old_reapplied old_both old_fixed
	old_reverted_upstream);
pick "fix_$_", $of, -name => "bp_419_$_" for qw(other_which other_only old_fixed);
pick 'bug_old_no_id', undef, -same => 1, -name => 'bp_bug_old_no_id';
commit "mm: take all that the vendor has\n", old_squash => { bug => 1, head => 1 };
release '4.19.1';
revert 'bp_bug_old_reverted', 'This reverts commit X.', -name => 'rv_old_reverted';
revert 'bp_bug_old_reapplied', undef, -name => 'rv_old_reapplied';
reapply 'rv_old_reapplied';
commit 'Revert "' . bug_subject('old_reverted_upstream') . "\"\n\ncommit " .
	id('old_reverted_upstream_revert') .
	" upstream.\n\nThis reverts commit " . id('bug_old_reverted_upstream') . ".\n", -name => 'rv_upstream',
	old_reverted_upstream => { bug => 0 };
revert 'bp_bug_old_both';
pick 'bug_old_both', $of, -name => 'bp_bug_old_both_again';
release '4.19.2';

on 'linux-5.4.y';
pick "fix_$_", $of for grep { !/^(not_here|fork|old|mainline_again)/ } @fixes;
pick 'fix_undo', $of, -name => 'bp_undo';
release '5.4.1';
revert 'bp_second';
revert 'bug_undo_own', undef, -name => 'own_undo';
my $up = sub { id "fix_$_[0]" };
revert 'bp_stable_id';
revert 'bp_which', 'This reverts commit X, which is commit ' . $up->('which') . ' upstream.';
revert 'bp_which_bare', 'This reverts commit X which is ' . $up->('which_bare') . ' upstream.';
revert 'bp_which_wrapped', "This reverts commit X, which is\ncommit " . $up->('which_wrapped') . " upstream.";
revert 'bp_which_line', "This reverts commit X.\n\ncommit " . $up->('which_line') .
	" upstream.\n\nIt broke the build.";
revert 'bp_quotes_all', "This takes back the following patch.\n\n  commit " . $up->('quotes_all') .
	" upstream.\n\n  A pool that somebody may look at is left alone.";
revert 'bp_wrapped_id', "This reverts commit\nX.";
revert 'bp_upstream_id', 'This reverts commit ' . $up->('upstream_id') . '.';
revert 'bp_backported', 'commit ' . id('backported_revert') . " upstream.\n\nThis reverts commit " .
	$up->('backported') . '.';
revert 'bp_backported_bare', 'commit ' . id('backported_bare_revert') . " upstream.\n\nIt is not needed.";
revert 'bp_reapply';
reapply 'rv_reapply';
revert 'bp_revert_revert';
revert 'rv_revert_revert';
revert 'bp_odd_number';
revert 'rv_odd_number';
revert 'ra_odd_number', undef, -name => 'rv_odd_number_2';
revert 'bp_afresh';
pick 'fix_afresh', $of, -name => 'bp_afresh_again';
revert 'bp_other_which', 'This reverts commit ' . id('bp_419_other_which') . ' which is commit ' .
	$up->('other_which') . ' upstream.';
revert 'bp_other_only', 'This reverts commit ' . id('bp_419_other_only') . '.';
commit "mm/partial: show it the other way\n\nThis partially reverts commit " . id('bp_partial') . ".\n",
	partial => { other => 1 };
commit "mm/quoted: show it the other way\n\nSomebody wrote:\n> This reverts commit " . id('bp_quoted') .
	".\nBut no.\n", quoted => { other => 1 };
revert 'bp_no_id', 'It broke the build.', -subject => 'mm/no_id: back to what it was';
revert 'bp_subject_only', 'It broke the build.';
commit "mm: sundry\n\nNot worth a word.\n", silent => { fix => 0 };
revert 'bp_back_silently';
commit "mm: more sundry\n", back_silently => { fix => 1, other => 1 };
revert 'bp_reapply_silent', undef, -keep => 1;
revert 'bp_short', 'This reverts commit ' . id12('bp_short') . '.';
commit 'Revert "' . fix_subject('crlf') . "\"\r\n\r\nThis reverts commit " . id('bp_crlf') . ".\r\n",
	crlf => { fix => 0 };
pick 'fix_twice_one', $of, -name => 'bp_twice_one_again', -empty => 1;
revert 'bp_twice_one_again', undef, -keep => 1;
commit "Revert two of them\n\nThis reverts commit " . id('bp_two_in_one_a') . ".\nThis reverts commit " .
	id('bp_two_in_one_b') .
	".\n", -name => 'rv_two', two_in_one_a => { fix => 0 }, two_in_one_b => { fix => 0 };
commit "Revert \"mm/not_here\"\n\nThis reverts commit " . $up->('not_here') . ".\n", not_here => { other => 1 };
revert 'bug_bug_in_stable';
commit "mm: tidy up\n", bug_silent => { bug => 0 };
revert 'bp_bug_and_fix';
revert 'bug_bug_and_fix';
release '5.4.2';
END

B=linux-5.4.y
reverted() { # NAME TITLE
	maps "fix reverted: $2" "fix_$1" $B affected \
		"fix=adds:@bp_$1:message:5.4.1,removes:@rv_$1:message:5.4.2"
}
reverted stable_id "by the stable commit's id"
reverted which "'X, which is commit Y upstream.'"
reverted which_bare "'X which is Y upstream.'"
reverted which_wrapped "'which is' at the end of the line, 'commit Y upstream.' on the next: no backport"
reverted quotes_all "no statement, but Revert in the subject and all of the backport quoted"
reverted wrapped_id "the line wrapped before the id"
reverted upstream_id "by the upstream id"
reverted backported "mainline's revert was backported"
reverted backported_bare "mainline's revert was backported, named only by its upstream id"
reverted other_which "by the id of another stable branch's commit, which is upstream's"
reverted other_only "by the id of another stable branch's commit alone"
reverted short "by 12 digits"
maps "a revert that carries a 'commit Y upstream.' line of its own is never fixed" fix_which_line $B \
	'affected|contradiction'
maps "fix reverted: message with CRLF" fix_crlf $B affected
maps "one commit that reverts two: the first" fix_two_in_one_a $B affected +fix=removes:@rv_two:message
maps "one commit that reverts two: the second" fix_two_in_one_b $B affected +fix=removes:@rv_two:message
maps "revert of the revert, git's Reapply" fix_reapply $B fixed \
	fix=adds:@bp_reapply,removes:@rv_reapply,adds:@ra_reapply
maps "revert of the revert, Revert \"Revert" fix_revert_revert $B fixed \
	fix=adds:@bp_revert_revert,removes:@rv_revert_revert,adds:@ra_revert_revert
maps "revert of the revert of the revert" fix_odd_number $B affected \
	fix=adds:@bp_odd_number,removes:@rv_odd_number,adds:@ra_odd_number,removes:@rv_odd_number_2
maps "reverted, then backported afresh" fix_afresh $B fixed decided_by=messages \
	fix=adds:@bp_afresh,removes:@rv_afresh,adds:@bp_afresh_again
maps "'partially reverts' takes nothing out" fix_partial $B fixed fix=adds:@bp_partial
maps "a quoted 'This reverts commit' takes nothing out" fix_quoted $B fixed fix=adds:@bp_quoted
maps "a revert without id and without Revert in its subject is never fixed" fix_no_id $B \
	'affected|contradiction'
maps "a revert without id, Revert in its subject, is never fixed" fix_subject_only $B 'affected|contradiction'
maps "taken out without a word" fix_silent $B contradiction +fix=adds:@bp_silent
maps "reverted by its message, the code has it again without a word" fix_back_silently $B contradiction \
	+fix=removes:@rv_back_silently
maps "the revert changes nothing" fix_reapply_silent $B contradiction +fix=removes:@rv_reapply_silent
maps "backported twice, the empty one reverted: never affected" fix_twice_one $B 'fixed|contradiction'
maps "revert of a fix that was never here" fix_not_here $B affected
maps "bug and fix both reverted" fix_bug_and_fix $B not-affected introduced=@bug_bug_and_fix:reverted

maps "fix reverted in mainline before the fork" fix_fork_before $B affected decided_by=ancestry \
	fix=adds:@fix_fork_before:ancestry:5.4-rc1,removes:@fork_before_revert:ancestry:5.4-rc1
maps "fix reverted in mainline after the fork: still here, and told" fix_fork_after $B fixed \
	decided_by=ancestry \
	fix=adds:@fix_fork_after:ancestry:5.4-rc1 followups=@fork_after_revert:reverts:absent
maps "fix reverted and reapplied in mainline before the fork" fix_fork_again $B fixed \
	+fix=adds:@fork_again_back:ancestry
maps "fix reverted in mainline before the fork and done again as another commit: the code has it" \
	fix_fork_fix_again $B 'fixed|contradiction'
maps "… and the second commit is there by ancestry" fork_fix_again_second $B fixed decided_by=ancestry
maps "fix reverted in mainline, revert not in the branch: followup" fix_revert_of_late_revert $B fixed \
	+followups=@revert_of_late_revert_revert:reverts:absent
maps "fix reverted in mainline, revert in the branch: followup is present" fix_backported $B affected \
	+followups=@backported_revert:reverts:present
maps "mainline's reverted and reapplied fix is missing here" fix_mainline_again $B affected fix=

maps "the fix is the bug's revert: backported" fix_undo $B fixed +fix=adds:@bp_undo:message
maps "the fix is the bug's revert: missing" fix_undo_missing $B affected introduced=@bug_undo_missing:present
maps "the fix is the bug's revert: bug after the fork" fix_undo_late $B not-affected \
	introduced=@bug_undo_late:absent
maps "the fix is the bug's revert: the branch reverted it by itself" fix_undo_own $B 'fixed|not-affected'
maps "the fix is the bug's revert, without Fixes:" fix_undo_bare $B affected \
	introduced=@bug_undo_bare:present
maps "the fix is the bug's revert, without Fixes:, bug after the fork" fix_undo_bare_late $B not-affected \
	introduced=@bug_undo_bare_late:absent
maps "the fix is the bug's revert: mainline after it" fix_undo x fixed decided_by=ancestry -- --at x=master
maps "a better fix of the same subject: only the first was here, and went" again_second $B affected fix=
maps "a better fix of the same subject: only the first is here" again_second_kept $B 'affected|unknown' \
	-fix=adds:@bp_second_kept:message
maps "here in another stable branch only" fix_old_fixed $B affected fix=

maps "bug reverted in mainline before the fork" fix_bug_before $B not-affected \
	introduced=@bug_bug_before:reverted
maps "bug reverted in mainline after the fork only" fix_bug_after $B affected introduced=@bug_bug_after:present
maps "bug reverted and reapplied before the fork" fix_bug_again $B affected introduced=@bug_bug_again:present
maps "bug reverted in the stable branch" fix_bug_in_stable $B not-affected \
	introduced=@bug_bug_in_stable:reverted
maps "bug taken out without a word" fix_bug_silent $B contradiction

O=linux-4.19.y
maps "bug backported to a branch older than it" fix_old_bug $O affected \
	"introduced=@bug_old_bug:present:5.4-rc1:@bp_bug_old_bug" fix=
maps "bug not backported" fix_stable_id $O not-affected introduced=@bug_stable_id:absent
maps "bug backported, then reverted" fix_old_reverted $O not-affected introduced=@bug_old_reverted:reverted
maps "bug backported, reverted as mainline did" fix_old_reverted_upstream $O not-affected \
	introduced=@bug_old_reverted_upstream:reverted
maps "bug backported, reverted, reapplied" fix_old_reapplied $O affected introduced=@bug_old_reapplied:present
maps "bug backported, reverted, backported afresh" fix_old_both $O affected introduced=@bug_old_both:present
maps "bug backported without any id, same patch" fix_old_no_id $O affected introduced=@bug_old_no_id:present
maps "bug brought by a squash: never not-affected" fix_old_squash $O 'affected|contradiction|unknown'
maps "bug and fix backported to a branch older than both" fix_old_fixed $O fixed decided_by=messages \
	fix=adds:@bp_419_old_fixed:message:4.19.1

done_testing
