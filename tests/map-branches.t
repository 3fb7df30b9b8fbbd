# SPDX-License-Identifier: GPL-2.0-only
# What the shape of history says: forks, merges, topics, odd dates, and branches that get their fixes
# from other stable branches. Each case has its own bug and fix.
. tests/lib.sh
. tests/map-lib.sh

world branches <<'END'
release '4.9';
fork_at 'linux-4.9.y', 'v4.9';
release '4.9.1';
on 'master';
release '4.19';
bug qw(plain both evil mid merged octo late vendor vendor2 vendor_gone vendor_merge vendor_evil vendor_revert
	topic_fix skew_fix future cross dropped odd mid_after in_rc untagged
	tenth twin_fix twin_pick twin_late);
fork_at 'topic_fix', 'master';
fix 'topic_fix';
on 'master';
fork_at 'topic_bug', 'master';
bug 'topic_bug';
on 'master';
fork_at 'cross', 'master';
fix 'cross';
on 'master';
fix 'both';
fix 'evil';
fix 'future', fixes('future');
commit "mm: a clock that runs ahead\n", -name => 'ahead', -committed => 4000000000, -when => 4000000000,
	clock => { other => 1 };
release '5.4-rc1';
# As subsystem trees do: a commit for the next release is picked into this one, and both get to mainline.
fork_at 'next', 'master';
fix 'twin_fix';
bug 'twin_bug';
on 'master';
pick 'fix_twin_fix', '(cherry picked from commit X)', -same => 1, -end => 1, -name => 'twin_fix_now';
pick 'bug_twin_bug', '(cherry picked from commit X)', -same => 1, -end => 1, -name => 'twin_bug_now';
fix 'in_rc';
label 'next-20190901';
label 'v5.4-rc1-vendor';
label 'mm-5.4';
release '5.4-rc2', -light => 1;
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
commit "mm: back to the year 1970\n", -name => 'behind', -committed => 100, -when => 100,
	clock => { head => 1 };
commit bug_subject('skewed') . "\n\nFaster.\n", -name => 'bug_skewed', -committed => 200, -when => 200,
	skewed => { bug => 1 };
commit fix_subject('skew_fix') . "\n\nThe reason.\n\n" . fixes('skew_fix'), -name => 'fix_skew_fix',
	-committed => 300, -when => 300, skew_fix => { fix => 1 };
fix 'skewed';
bug 'after';
fix 'after';
bug 'mid_bug';
fork_at 'linux-5.6.y', 'master';
on 'master';
fix 'mid';
fork_at 'linux-5.8.y', 'master';
on 'master';
fix $_ for qw(mid_bug plain merged late vendor vendor2 vendor_gone vendor_merge vendor_evil vendor_revert
	dropped odd mid_after);
merge 'Merge topic_fix', 'topic_fix', { -name => 'topic_merge' };
merge 'Merge topic_bug', 'topic_bug';
fix 'topic_bug';
merge 'Merge the next release', 'next';
fix 'twin_bug';
fork_at 'next2', 'master';
fix $_ for qw(twin_pick twin_late);
on 'master';
pick "fix_twin_$_", '(cherry picked from commit X)', -same => 1, -end => 1, -name => "twin_${_}_now"
	for qw(pick late);
merge 'Merge the one after', 'next2';
fix 'tenth';
release '5.5-rc1';
release '5.5';
fork_at 'topic_octo', 'v5.4';
fix 'octo';
fork_at 'topic_second', 'v5.4';
commit "mm: second\n", second => { other => 1 };
on 'master';
merge 'Merge cross', 'cross';
merge 'Merge two topics', 'topic_second', 'topic_octo', { -name => 'octopus' };
release '5.6-rc1';
fix 'untagged';

# Branches that took mainline in later: of one, of three parents, and one that threw the change away.
fork_at 'linux-5.7.y', 'v5.4';
commit "mm: own\n", own => { other => 1 };
merge 'Merge mainline', 'v5.5';
commit "mm: own too\n", own => { head => 1 };
fork_at 'linux-5.9.y', 'v5.4';
merge 'Merge this and that', 'topic_second', 'topic_octo';
fork_at 'linux-5.11.y', 'v5.4';
merge 'Merge mainline, but not all of it', 'v5.5', { -name => 'evil_merge' };
commit "mm: own\n", own => { other => 1 }, dropped => { fix => 0 };

on 'linux-5.4.y';
commit "mm: sundry\n", evil => { fix => 0 };
pick "fix_$_", 'commit X upstream.' for qw(vendor vendor2 vendor_merge vendor_evil vendor_revert);
pick 'fix_topic_fix', '[ Upstream commit X ]';
pick 'twin_pick_now', 'commit X upstream.', -name => 'bp_twin_pick';
pick 'fix_twin_late', 'commit X upstream.', -name => 'bp_twin_late';
release '5.4.1';
pick 'fix_tenth', 'commit X upstream.';
release '5.4.9', -light => 1;
release '5.4.10';
fork_at 'vendor/main', 'v5.4';
pick 'bp_vendor', '(cherry picked from commit X)', -end => 1, -name => 'v_vendor';
commit "mm: a vendor's\n\n(cherry picked from commit " . id('bp_vendor') . ")\n", -name => 'v_named',
	vendor => { fix => 1 };
commit "mm: cherry\n\n(cherry picked from commit 00000000000000000000000000000000deadbeef)\n",
	vendor_gone => { fix => 1, head => 1 };
fork_at 'vendor/next', 'v5.4';
commit "mm: a vendor's second\n\n(cherry picked from commit " . id('v_named') . ")\n", -name => 'w_vendor',
	vendor => { fix => 1, head => 1 };
my $bp = id 'bp_vendor2';
commit "mm: a vendor's\n\nBUG: 123\n(cherry picked from commit $bp)\nSigned-off-by: V <v\@example.org>\n",
	-name => 'w_vendor2',
	vendor2 => { fix => 1, head => 1 };
$bp = id 'bp_vendor_revert';
commit "mm: cherry\n\n(cherry picked from commit $bp)\n", -name => 'w_vendor_revert',
	vendor_revert => { fix => 1, head => 1 };
commit "Revert \"mm: cherry\"\n\nThis reverts commit $bp.\n", -name => 'w_reverted',
	vendor_revert => { fix => 0 };
fork_at 'vendor/merged', 'v5.4';
commit "mm: own\n", own => { other => 1 };
merge 'Merge tag v5.4.1', 'v5.4.1', { -name => 'x_merge', -header => "mergetag object " . id('v5.4.1') .
	"\n type commit\n tag v5.4.1\n tagger C O Mitter <committer\@example.org> 1 +0000\n \n" .
	" This reverts commit " . id('bp_vendor_merge') . ".\n \n commit " . id('fix_mid_after') .
	" upstream.\n" };
commit "mm: sundry\n", vendor_evil => { fix => 0 };
fork_at "odd'na;m%se=2\$x&", 'linux-5.4.y';
pick 'fix_odd', 'commit X upstream.';
drop qw(topic_fix topic_bug cross topic_octo topic_second next next2);
END

B=linux-5.4.y
maps "bug and fix both before the fork" fix_both $B fixed decided_by=ancestry \
	fix=adds:@fix_both:ancestry:5.4-rc1 introduced=@bug_both:present:5.4-rc1
maps "the release is the first tag that has it: a later -rc" fix_in_rc $B fixed \
	fix=adds:@fix_in_rc:ancestry:5.4-rc2
maps "bug introduced after the fork" fix_after $B not-affected decided_by=ancestry \
	introduced=@bug_after:absent:5.5-rc1
maps "neither bug nor fix in a branch older than both" fix_plain linux-4.9.y not-affected \
	introduced=@bug_plain:absent:5.4-rc1
maps "bug before, fix after the fork" fix_plain $B affected introduced=@bug_plain:present fix=
maps "fix from before the fork, taken out without a word" fix_evil $B contradiction
maps "a fix that is in no release yet" fix_untagged $B affected introduced=@bug_untagged:present
maps "topic made before the fork, merged after it: the fix is not here by ancestry" fix_topic_fix $B fixed \
	decided_by=messages fix=adds:@bp_topic_fix:message:5.4.1
maps "topic made before the fork, merged after it: the bug is not here" fix_topic_bug $B not-affected \
	introduced=@bug_topic_bug:absent:5.5-rc1
maps "topic made before the fork, merged two releases later" fix_cross $B affected fix=
maps "… its release is where it was merged" fix_cross x fixed fix=adds:@fix_cross:ancestry:5.6-rc1 \
	-- --at x=master
maps "in no release yet" fix_untagged x fixed fix=adds:@fix_untagged:ancestry: -- --at x=master
maps "committer's clock in 1970: fix after the fork" fix_skew_fix $B affected fix=
maps "committer's clock in 1970: bug after the fork" fix_skewed $B not-affected \
	introduced=@bug_skewed:absent:5.5-rc1
maps "committer's clock in 2096 above it: fix before the fork" fix_future $B fixed decided_by=ancestry

maps "the release of a backport: 5.4.9 comes before 5.4.10" fix_tenth $B fixed fix=adds:@bp_tenth:message:5.4.9
maps "mainline has the fix twice, the pick of it was in time" fix_twin_fix $B fixed \
	introduced=@bug_twin_fix:present +fix=adds:@twin_fix_now
maps "… asked for by the pick" twin_fix_now $B fixed decided_by=ancestry
maps "mainline has the bug twice, the pick of it was in time" fix_twin_bug $B affected \
	introduced=@bug_twin_bug:present
maps "mainline has the fix twice, the backport names the pick" fix_twin_pick $B fixed
maps "… asked for by the pick" twin_pick_now $B fixed +fix=adds:@bp_twin_pick:message
maps "mainline has the fix twice, the backport names the other" twin_late_now $B fixed
maps "forked between two tags: bug below, fix above the point" fix_mid linux-5.6.y affected \
	introduced=@bug_mid:present
maps "forked between two tags: bug just below the point" fix_mid_bug linux-5.6.y affected \
	introduced=@bug_mid_bug:present
maps "forked at the fix itself" fix_mid linux-5.8.y fixed decided_by=ancestry +fix=adds:@fix_mid:ancestry
maps "forked at the fix itself: the next one is not here" fix_mid_after linux-5.8.y affected
maps "mainline merged in later" fix_merged linux-5.7.y fixed decided_by=ancestry +fix=adds:@fix_merged:ancestry
maps "mainline merged in later: bug and fix of then" fix_topic_bug linux-5.7.y fixed decided_by=ancestry
maps "mainline merged in later: what came after that" fix_octo linux-5.7.y affected
maps "octopus merge: fix below the third parent" fix_octo linux-5.9.y fixed decided_by=ancestry
maps "octopus merge: fix that is below none" fix_plain linux-5.9.y affected
maps "octopus merge in mainline" fix_octo x fixed decided_by=ancestry -- --at x=master
maps "after a merge the code is as before the fix" fix_dropped linux-5.11.y contradiction

maps "vendor's pick of a stable commit" fix_vendor $B fixed +fix=adds:@v_named:message -- --at $B=vendor/main
maps "vendor's pick of a vendor's pick of a stable commit" fix_vendor $B fixed +fix=adds:@w_vendor:message \
	-- --at $B=vendor/next
maps "vendor's pick of a stable commit, among trailers" fix_vendor2 $B fixed decided_by=messages \
	+fix=adds:@w_vendor2:message -- --at $B=vendor/next
maps "vendor's pick of a commit that nobody has" fix_vendor_gone $B fixed 'decided_by=content|equality' \
	-- --at $B=vendor/main
maps "vendor's revert by the id of the stable commit that was picked" fix_vendor_revert $B affected \
	fix=adds:@w_vendor_revert:message,removes:@w_reverted:message -- --at $B=vendor/next
maps "what only the stable branch has is not in the vendor's" fix_vendor_merge $B affected fix= \
	-- --at $B=vendor/next
maps "stable merged into the vendor's branch" fix_vendor_merge $B fixed decided_by=messages \
	+fix=adds:@bp_vendor_merge -- --at $B=vendor/merged
maps "a merged tag's text in the header reverts nothing" fix_vendor_merge $B fixed -fix=removes:@x_merge \
	-- --at $B=vendor/merged
maps "a merged tag's text in the header backports nothing" fix_mid_after $B affected fix= \
	-- --at $B=vendor/merged
maps "stable merged into the vendor's branch, then taken out without a word" fix_vendor_evil $B contradiction \
	-- --at $B=vendor/merged
maps "--at an older point: not there yet" fix_vendor $B affected fix= -- --at $B=v5.4
maps "--at a tag" fix_vendor $B fixed +fix=adds:@bp_vendor -- --at $B=v5.4.1
maps "a branch with odd characters" fix_odd $B fixed +fix=adds:@bp_odd -- --at "$B=odd'na;m%se=2\$x&"
odd="x y;z%s'\$(false)"
maps "an odd name for a branch" fix_odd "$odd" fixed -- --at "$odd=odd'na;m%se=2\$x&"

run 1 "all branches, one of them a contradiction" --json map "$(id fix_dropped)" --repo "$repo"
maps "all branches: the others have their own verdicts" fix_dropped $B affected -- --branch 'linux-*'
maps "all branches: older than the bug" fix_dropped linux-4.9.y not-affected -- --branch 'linux-*'

# A tree has no history: what can be told is told from the code, and nothing is held against it.
tree=$(git -C "$repo" rev-parse 'v5.4.1^{tree}')
maps "--at a tree, fixed" fix_vendor $B fixed decided_by=content fix= -- --at "$B=$tree"
maps "--at a tree, not fixed" fix_plain $B 'unknown|affected' fix= -- --at "$B=$tree"

done_testing
