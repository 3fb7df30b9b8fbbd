# SPDX-License-Identifier: GPL-2.0-only
# What a verdict carries besides: prerequisites, fixes and reverts of the fix, what `Cc: stable` hints
# at, ends of life. Each case has its own bug and fix.
. tests/lib.sh
. tests/map-lib.sh

world hints <<'END'
my @plain = qw(follow follow_in follow_reverted follow_two follow_later plus_newer plus_older exact noauto
	noauto_bare
	needs_absent needs_present needs_backport needs_two needs_other needs_nowhere needs_reverted text
	after_rc
	follow_of_absent angle follow_named follow_equal noauto_fixed needs_of_fixed plus_late);
my $cc = 'Cc: stable@vger.kernel.org';
my $need = sub { my ($range, @names) = @_; map { "$cc # $range: " . substr(id("need_$_"), 0, 7) .
	": mm/$_: peek\n" } @names };
my $prerequisite = sub { commit "mm/$_[0]: peek\n\nSigned-off-by: Fi Xer <fixer\@example.org>\n",
	-name => "need_$_[0]",
	-author => 'Fi Xer <fixer@example.org>', $_[0] => { dep => 1 } };
my $follow = sub { my ($name, $what, $fixes) = @_; commit "mm/$name: $what it, too\n\nIt was forgotten.\n\n" .
	'Fixes: ' . id12($fixes // "fix_$name") .
	" (\"mm/$name\")\nSigned-off-by: Fi Xer <fixer\@example.org>\n",
	-name => "${what}_$name", -author => 'Fi Xer <fixer@example.org>', $name => { $what => 1 } };
release '4.9';
fork_at 'linux-4.9.y', 'v4.9';
release '4.9.337';
on 'master';
release '4.19';
bug @plain;
fork_at 'linux-4.19.y', 'master';
on 'master';
$prerequisite->('needs_present');
release '5.4-rc1';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
$prerequisite->($_) for qw(needs_absent needs_backport needs_two needs_two_b needs_other needs_reverted
	needs_of_fixed);
fix $_ for qw(follow follow_in follow_reverted follow_two follow_later follow_of_absent follow_named
	follow_equal);
fix 'plus_newer', fixes('plus_newer') . "$cc # v5.5+\n";
fix 'plus_late', fixes('plus_late') . "$cc # 5.5.x-\n";
fix 'plus_older', fixes('plus_older') . "$cc # v4.9+\n";
fix 'exact', fixes('exact') . "Cc: <stable\@vger.kernel.org> # 5.4.x\n";
fix 'angle', fixes('angle') . "Cc: Stable Team <stable\@kernel.org> # v5.6+\n";
fix "noauto$_", fixes("noauto$_") . "Cc: <stable+noautosel\@kernel.org> # needs the new pool first\n" for '',
	'_fixed';
fix 'noauto_bare', fixes('noauto_bare') . "Cc: stable+noautosel\@kernel.org\n";
fix 'needs_absent', fixes('needs_absent') . join('', $need->('5.4.x', 'needs_absent'));
fix 'needs_present', fixes('needs_present') . join('', $need->('5.4.x', 'needs_present'));
fix 'needs_backport', fixes('needs_backport') . join('', $need->('5.4.x', 'needs_backport'));
fix 'needs_reverted', fixes('needs_reverted') . join('', $need->('5.4.x', 'needs_reverted'));
fix 'needs_of_fixed', fixes('needs_of_fixed') . join('', $need->('5.4.x', 'needs_of_fixed'));
fix 'needs_two', fixes('needs_two') . join('', $need->('5.4.x', 'needs_two_b', 'needs_two'));
fix 'needs_other', fixes('needs_other') . join('', $need->('4.19.x', 'needs_other')) . "$cc # 5.4.x\n";
fix 'needs_nowhere', fixes('needs_nowhere') . "$cc # 5.4.x: 123456789abc: mm: nobody has it\n$cc # 5.4.x\n";
fix 'text', fixes('text') . "$cc # see patch description, needs adjustments for <= 6.3\n";
fix 'after_rc', fixes('after_rc') . "$cc # after 4 weeks in mainline\n";
$follow->($_, 'next') for qw(follow follow_in follow_two follow_later follow_of_absent follow_equal);
$follow->('follow_two', 'other');
$follow->('follow_later', 'other', 'next_follow_later');
revert 'fix_follow_reverted';
commit "mm: speaks of it\n\nSince commit " . id('fix_follow_named') .
	" it is fine.\nLink: https://example.org/Fixes:\n", talk => { other => 1 };
release '5.5';

on 'linux-5.4.y';
my $of = 'commit X upstream.';
pick "fix_$_", $of for qw(follow follow_in follow_two follow_later follow_named follow_equal noauto_fixed
	needs_of_fixed);
pick 'next_follow_in', $of, -name => 'bp_next';
pick 'next_follow_two', $of;
pick 'next_follow_equal', undef, -same => 1;
pick 'need_needs_backport', $of, -name => 'bp_need';
pick 'need_needs_reverted', $of, -name => 'bp_need_reverted';
revert 'bp_need_reverted';
release '5.4.1';
END

B=linux-5.4.y
maps "fix of the fix, missing here" fix_follow $B fixed followups=@next_follow:fixes:absent
maps "fix of the fix, here as well" fix_follow_in $B fixed followups=@next_follow_in:fixes:present
maps "fix of the fix, here by the same patch without id" fix_follow_equal $B fixed \
	followups=@next_follow_equal:fixes:present
maps "two fixes of the fix, one of them here" fix_follow_two $B fixed \
	"followups=@next_follow_two:fixes:present,@other_follow_two:fixes:absent"
maps "fix of the fix of the fix" fix_follow_later $B fixed +followups=@next_follow_later:fixes:absent
maps "fix of the fix, when the fix itself is missing" fix_follow_of_absent $B affected \
	followups=@next_follow_of_absent:fixes:absent
maps "mainline took the fix back" fix_follow_reverted $B affected followups=@rv_follow_reverted:reverts:absent
maps "a commit that only speaks of the fix is no followup" fix_follow_named $B fixed followups=

maps "prerequisite missing" fix_needs_absent $B affected needs=@need_needs_absent:absent
maps "prerequisite here by ancestry" fix_needs_present $B affected needs=@need_needs_present:present
maps "prerequisite here as a backport" fix_needs_backport $B affected needs=@need_needs_backport:present
maps "prerequisite backported and reverted" fix_needs_reverted $B affected needs=@need_needs_reverted:reverted
maps "two prerequisites, in the order listed" fix_needs_two $B affected \
	needs=@need_needs_two_b:absent,@need_needs_two:absent
maps "prerequisite of another branch" fix_needs_other $B affected needs=
maps "… and on that branch" fix_needs_other linux-4.19.y affected needs=@need_needs_other:absent
maps "prerequisite that nobody has" fix_needs_nowhere $B affected needs=123456789abc:unknown
maps "prerequisite of a fix that is here" fix_needs_of_fixed $B fixed

maps "hint v5.5+, but 5.4 has the bug" fix_plus_newer $B affected 'notes~5\.5'
maps "hint 5.5.x-, but 5.4 has the bug" fix_plus_late $B affected 'notes~5\.5'
maps "hint v5.6+ with name and brackets, but 5.4 has the bug" fix_angle $B affected 'notes~5\.6'
maps "hint v4.9+ agrees" fix_plus_older $B affected 'notes!~4\.9'
maps "hint 5.4.x agrees" fix_exact $B affected 'notes!~(hint|5\.4\.x)'
maps "hint v4.9+, but 4.9 never had the bug" fix_plus_older linux-4.9.y not-affected
maps "free text after # is no version" fix_text $B affected 'notes!~6\.3\+'
maps "'after 4 weeks' is no version" fix_after_rc $B affected 'notes!~disagree'
maps "noautosel with its reason" fix_noauto $B affected 'notes~needs the new pool first'
maps "noautosel without a reason" fix_noauto_bare $B affected 'notes~noautosel|by itself|automatic'
SOURCE_DATE_EPOCH=1780000000 # May 2026
export SOURCE_DATE_EPOCH
maps "a branch whose life has ended" fix_follow linux-4.9.y not-affected \
	'notes~end of life|end-of-life|no longer|ended'
maps "5.4 at 5.4.1: no prerequisites, no notes, when nothing is to be said" fix_follow_named $B fixed needs= \
	'notes!~hint'

done_testing
