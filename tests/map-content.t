# SPDX-License-Identifier: GPL-2.0-only
# When messages say nothing, or what the code denies: equality of patches, and the code itself. Each
# case has its own bug and fix; linux-5.4.y was forked between the two.
. tests/lib.sh
. tests/map-lib.sh

world content <<'END'
my @all = qw(same other_words moved near subject_only author_only elsewhere empty empty_bug squash
	two_squash_a two_squash_b
	named_other decoy decoy_fixed reverted_same partly both_ways none near_named near_unnamed undone_same
	part_a part_b
	old_same gone reworded redone redone_here);
my @early = qw(mainline_redone mainline_undone);
release '4.9';
fork_at 'linux-4.9.y', 'v4.9';
on 'master';
bug @all, @early, 'wrong_author', 'mainline_moved';
bug 'part_c';
fix $_ for @early;
commit "mm/mainline_redone: do it elsewhere\n", mainline_redone => { fix => 0, other => 1 };
commit "mm/mainline_moved: expose it elsewhere\n", mainline_moved => { bug => 0, other => 1 };
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
fix $_ for @all, 'wrong_author', 'mainline_moved';
commit "mm/redone: do it elsewhere\n", -name => 'later_redone', redone => { fix => 0, other => 1 };
# One fix in three files.
commit "mm: three pools at once\n\nThe reason.\n\n" . fixes('part_c'), -name => 'fix_parts',
	part_a => { fix => 1, next => 1 },
	part_b => { next => 1 }, part_c => { fix => 1 };
release '5.5';

on 'linux-4.9.y';
pick 'bug_old_same', undef, -same => 1, -name => 'eq_bug_old_same';
pick 'bug_empty_bug', 'commit X upstream.', -empty => 1, -name => 'bp_empty_bug';
on 'linux-5.4.y';
pick 'fix_same', undef, -same => 1;
commit "mm: something else altogether\n\nWith a reason of its own.\n", -name => 'eq_other_words',
	-author => 'El Se <else@example.org>', other_words => { fix => 1 };
commit "mm: make room\n", moved => { moved => 1 };
pick 'fix_moved', undef, -same => 1;
pick 'fix_near', undef, -same => 1, -put => { fix => 2 };
pick 'fix_near_named', 'commit X upstream.', -same => 1, -put => { fix => 2 };
commit fix_subject('near_unnamed') . "\n\nAnother reason.\n", -author => 'El Se <else@example.org>',
	near_unnamed => { fix => 2 };
commit fix_subject('subject_only') . "\n\nAnother reason.\n", -author => 'El Se <else@example.org>',
	subject_only => { other => 1 };
commit fix_subject('author_only') . "\n\nAnother change.\n", -author => 'Fi Xer <fixer@example.org>',
	author_only => { other => 1 };
pick 'fix_elsewhere', undef, -empty => 1, none => { head => 1 };
pick 'fix_empty', 'commit X upstream.', -empty => 1;
pick 'fix_named_other', 'commit X upstream.', -put => { fix => 0, other => 1 };
commit "mm: sync with the vendor's\n\nAll of it.\n", -name => 'squash', squash => { fix => 1, other => 1,
	head => 1 },
	two_squash_a => { fix => 1 }, two_squash_b => { fix => 1 };
commit "mm: a second one\n", decoy => { decoy => 1 };
commit "mm: a second one, too\n", decoy_fixed => { decoy => 1 };
pick 'fix_decoy_fixed', 'commit X upstream.';
pick 'fix_reverted_same', undef, -same => 1;
revert 'eq_reverted_same';
pick 'fix_undone_same', undef, -same => 1;
commit "mm: sundry\n", undone_same => { fix => 0 };
pick "fix_$_", 'commit X upstream.' for qw(gone reworded redone redone_here);
pick 'later_redone', 'commit X upstream.';
commit "mm/redone_here: do it elsewhere\n", redone_here => { fix => 0, other => 1 };
commit "mm/mainline_undone: do it elsewhere\n", mainline_undone => { fix => 0, other => 1 };
commit "mm/gone: remove it\n", gone => { gone => 1 };
commit "mm/reworded: call it by its name\n", reworded => { fix => 2 };
commit "mm: sundry pools\n", part_a => { fix => 1 };
END

B=linux-5.4.y
maps "no id, the same patch" fix_same $B fixed decided_by=equality fix=adds:@eq_same:equality
maps "no id, the same patch under another subject and author" fix_other_words $B fixed decided_by=equality \
	fix=adds:@eq_other_words:equality
maps "no id, the same patch at other lines" fix_moved $B fixed decided_by=equality fix=adds:@eq_moved:equality
maps "no id, same subject and author, one word of the patch differs" fix_near $B fixed decided_by=equality \
	fix=adds:@eq_near:equality
maps "an id, one word of the patch differs" fix_near_named $B fixed decided_by=messages \
	fix=adds:@bp_near_named:message
maps "same subject and near patch, another author: never affected for certain" fix_near_unnamed $B \
	'fixed|unknown|contradiction'
maps "the same subject, another change" fix_subject_only $B affected fix=
maps "the same subject and author, another change" fix_author_only $B affected fix=
maps "the same message, no change" fix_elsewhere $B affected fix=
maps "the same patch, then reverted" fix_reverted_same $B affected \
	fix=adds:@eq_reverted_same:equality,removes:@rv_reverted_same
maps "the same patch, then taken out without a word" fix_undone_same $B contradiction
maps "an id, but the code was not changed" fix_empty $B contradiction +fix=adds:@bp_empty:message
maps "an id, but the change is another" fix_named_other $B contradiction
maps "squash without any id" fix_squash $B fixed decided_by=content fix=
maps "squash of several fixes: the second" fix_two_squash_a $B fixed 'decided_by=content|equality'
maps "squash of several fixes: the third" fix_two_squash_b $B fixed 'decided_by=content|equality'
maps "the fixed code stands in another function" fix_decoy $B 'affected|unknown' fix=
maps "the fixed code stands in both functions" fix_decoy_fixed $B fixed decided_by=messages
maps "one of three files is as after the fix: never fixed" fix_parts $B 'affected|unknown'
maps "backported, then the function was removed: the code denies nothing" fix_gone $B 'fixed|not-affected' \
	+fix=adds:@bp_gone:message
maps "backported, then put in other words: the code denies nothing" fix_reworded $B fixed decided_by=messages
maps "backported, then changed by another backport, as in mainline" fix_redone $B fixed decided_by=messages
maps "backported, then changed by the branch alone" fix_redone_here $B contradiction
maps "mainline changed its lines before the fork" fix_mainline_redone $B fixed decided_by=ancestry
maps "mainline has it, the branch changed its lines" fix_mainline_undone $B contradiction
maps "mainline changed the bug's lines before the fork, and fixed it after" fix_mainline_moved $B affected \
	decided_by=ancestry
maps "nothing was done" fix_none $B affected fix=
maps "nothing was done by a third" fix_wrong_author $B affected fix=

O=linux-4.9.y
maps "the bug by the same patch without id" fix_old_same $O affected introduced=@bug_old_same:present
maps "an id of the bug, but the code was not changed: no silent answer" fix_empty_bug $O contradiction
maps "neither of them" fix_none $O not-affected introduced=@bug_none:absent

done_testing
