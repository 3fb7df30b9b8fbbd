# SPDX-License-Identifier: GPL-2.0-only
# What messages of commits say: which form names the upstream commit and which only looks like it, and
# what `Fixes:` names. Each case has its own bug and fix; linux-5.4.y was forked between the two.
. tests/lib.sh
. tests/map-lib.sh

world messages <<'END'
my %form = (
	stop => 'commit X upstream.', nostop => 'commit X upstream', blank => "commit X upstream. \t",
	sasha => '[ Upstream commit X ]', tight => '[Upstream commit X]', capital => 'Commit X upstream.',
	bare_upstream => 'Upstream commit X', bare_upstream_stop => 'Upstream commit X.',
	bracket => '[ X ]', bare => 'X', from => "From: Fi Xer <fixer\@example.org>\n\ncommit X upstream.",
	late => "This is what upstream has.\nIt came upstream in a hurry.\n\ncommit X upstream.",
);
my %end = (cherry => '(cherry picked from commit X)', cherry_dash => '(cherry-picked from commit X)',
	cherry_both => "(cherry picked from commit X)\nSigned-off-by: S Table <stable\@example.org>");
# Only the words look so: the code of these stays unfixed.
my %prose = (
	since => 'Since commit X the pool is safe upstream.',
	wrapped => "As it was done by\ncommit X upstream we could do it here, but it is not\nneeded.",
	fixes => 'Fixes: X ("mm/prose_fixes: do not reuse a pool that somebody looks at")',
	dep => 'Stable-dep-of: X ("mm/prose_dep: do not reuse a pool that somebody looks at")',
	reverts => 'This reverts commit X.', quoted => '> commit X upstream.', long => 'commit Xa upstream.',
	link => 'Link: https://git.example.org/linus/c/X',
	paren => 'The pool is looked at (see commit X upstream).',
);
my @pairs = qw(crlf two_a two_b two_line_a two_line_b three_a three_b three_c twice wrong_id wrong_right
	subject latin raw signed no_newline bare_prose abbrev cherry_short);
release '4.9';
bug $_ for map({ "form_$_" } sort(keys %form, keys %end)), map({ "prose_$_" } sort keys %prose), @pairs;
bug map { "fixes_$_" } qw(wrapped word full seven nosubject noparen url none nowhere nowhere_fixed
	one_of_two mixed_a mixed_b case_lower none_fixed url_fixed stable);
release '5.4-rc1';
fork_at 'linux-4.19.y', 'v4.9';
release '4.19.1';
pick 'bug_fixes_stable', 'commit X upstream.', -name => 'stable_bug';
on 'master';
fork_at 'side', 'v4.9';
twins ['master', 'twin_bug', "mm/twin: expose without freezing\n\nFaster.\n\n", twin => { bug => 1 }],
	['side', 'twin_other', "mm/twin: expose without freezing\n\nFaster.\n\n", twin => { other => 1 }];
twins ['master', 'tell_bug', "mm/tell: expose without freezing\n\nFaster.\n\n", tell => { bug => 1 }],
	['side', 'tell_other', "mm/tell: show it backwards\n\nNicer.\n\n", tell => { other => 1 }];
on 'master';
release '5.4';
fork_at 'linux-5.4.y', 'v5.4';
on 'master';
bug 'late_bug', 'late_other';
fix $_ for map({ "form_$_" } sort(keys %form, keys %end)), map({ "prose_$_" } sort keys %prose), @pairs;
my $f = sub { substr id("bug_fixes_$_[0]"), 0, $_[1] };
fix 'fixes_wrapped', 'Fixes: ' . $f->('wrapped', 12) . " (\"mm/fixes_wrapped: expose without\n freezing\")\n";
fix 'fixes_word', 'Fixes: commit ' . $f->('word', 12) . " (\"mm/fixes_word: expose without freezing\")\n";
fix 'fixes_full', 'Fixes: ' . $f->('full', 40) . "\n";
fix 'fixes_seven', 'Fixes: ' . $f->('seven', 7) . " (\"mm/fixes_seven: expose without freezing\")\n";
fix 'fixes_nosubject', 'Fixes: ' . $f->('nosubject', 12) . "\n";
fix 'fixes_noparen', 'Fixes: ' . $f->('noparen', 12) . " \"mm/fixes_noparen: expose without freezing\"\n";
fix 'fixes_case_lower', 'fixes: ' . $f->('case_lower', 12) .
	" (\"mm/fixes_case_lower: expose without freezing\")\n";
fix "fixes_$_", "Fixes: https://bugs.example.org/1234567\n" for qw(url url_fixed);
fix "fixes_$_", '' for qw(none none_fixed);
fix "fixes_$_", 'Fixes: 123456789abc ("mm: a commit that nobody has")' . "\n" for qw(nowhere nowhere_fixed);
fix 'fixes_one_of_two', fixes('fixes_one_of_two') . fixes('late_other');
fix 'late_bug', fixes('late_bug') . fixes('late_other');
fix 'fixes_mixed_a', 'Fixes: 123456789abc ("mm: nobody has it")' . "\n" . fixes('fixes_mixed_a');
fix 'fixes_mixed_b', 'Fixes: 123456789abc ("mm: nobody has it")' . "\n" . fixes('late_bug');
fix 'fixes_stable', 'Fixes: ' . id12('stable_bug') . " (\"mm/fixes_stable: expose without freezing\")\n";
fix 'twin', 'Fixes: ' . substr(id('twin_bug'), 0, 7) . " (\"mm/twin: expose without freezing\")\n";
fix 'tell', 'Fixes: ' . substr(id('tell_bug'), 0, 7) . " (\"mm/tell: expose without freezing\")\n";
release '5.5-rc1', -light => 1;
release '5.5';

on 'linux-5.4.y';
pick "fix_form_$_", $form{$_}, -name => "pick_$_" for sort keys %form;
pick "fix_form_$_", $end{$_}, -end => 1, -name => "pick_$_" for sort keys %end;
for my $name (sort keys %prose) {
	my $full = id("fix_prose_$name");
	my $text = $prose{$name};
	$text =~ s/X/$full/;
	commit "mm/prose_$name: show it backwards\n\nBefore all.\n\n$text\n\nAfter it.\n",
	"prose_$name" => { other => 1 };
}
commit "mm/bare_prose: show it backwards\n\nThe pool got its show with\n" . id('fix_bare_prose') .
	"\nin which it ran the other way.\n", bare_prose => { other => 1 };
pick 'fix_crlf', 'commit X upstream.', -crlf => 1, -name => 'pick_crlf';
my ($x, $y) = (id('fix_two_a'), id('fix_two_b'));
commit "mm: two pools\n\n[ Upstream commits $x and $y ]\n\nBoth.\n", -name => 'pick_two',
	two_a => { fix => 1, head => 1 }, two_b => { fix => 1, head => 1 };
($x, $y) = (id('fix_two_line_a'), id('fix_two_line_b'));
commit "mm: two more pools\n\n[ Upstream commits $x\n  and $y ]\n\nBoth.\n", -name => 'pick_two_line',
	two_line_a => { fix => 1, head => 1 }, two_line_b => { fix => 1, head => 1 };
commit "mm: three pools\n\n" . join("", map { "commit " . id("fix_three_$_") . " upstream.\n" } qw(a b c)) .
	"\nAll.\n", -name => 'pick_three', map { ("three_$_" => { fix => 1, head => 1 }) } qw(a b c);
pick 'fix_twice', 'commit X upstream.', -name => 'pick_twice';
pick 'fix_twice', '[ Upstream commit X ]', -name => 'pick_twice_again', -empty => 1;
# The id of one fix above the change of another.
commit "mm/wrong_right: do not reuse a pool that somebody looks at\n\ncommit " . id('fix_wrong_id') .
	" upstream.\n",
	-name => 'pick_wrong', wrong_right => { fix => 1, head => 1 };
$x = id 'fix_subject';
commit "mm/subject: take what is upstream, commit by commit\n\ncommit $x upstream.\n\nThe reason.\n",
	-name => 'pick_subject', subject => { fix => 1, head => 1 };
pick 'fix_latin', "commit X upstream.\n\nGr\xfc\xdfe", -name => 'pick_latin',
	-header => "encoding ISO-8859-1\n";
pick 'fix_raw', "commit X upstream.\n\n\xff\xfe\xc3(", -name => 'pick_raw';
my $old = id 'fix_prose_since';
pick 'fix_signed', 'commit X upstream.', -name => 'pick_signed',
	-header => "gpgsig -----BEGIN PGP SIGNATURE-----\n \n" .
	" commit $old upstream.\n This reverts commit " . id('fix_signed') .
	".\n -----END PGP SIGNATURE-----\n";
commit '', -name => 'silent', silent => { other => 1 };
commit "mm/no_newline: do not reuse a pool\n\ncommit " . id('fix_no_newline') . ' upstream.',
	-name => 'pick_no_newline',
	no_newline => { fix => 1, head => 1 };
commit "mm/abbrev: do not reuse a pool\n\ncommit " . id12('fix_abbrev') . ' upstream.', abbrev => { fix => 1,
	head => 1 };
commit "mm/cherry_short: a pool\n\n(cherry picked from commit " . id12('fix_cherry_short') . ')',
	cherry_short => { fix => 1, head => 1 };
pick "fix_fixes_$_", 'commit X upstream.', -name => "pick_fixes_$_" for qw(nowhere_fixed none_fixed url_fixed);
release '5.4.1';
on 'linux-4.19.y';
release '4.19.2';
END

B=linux-5.4.y
for form in stop nostop blank sasha tight capital bare_upstream bare_upstream_stop bracket bare from late \
	cherry cherry_dash cherry_both; do
	maps "form of the upstream id: $form" fix_form_$form $B fixed decided_by=messages \
		"fix=adds:@pick_$form:message:5.4.1" "introduced=@bug_form_$form:present:5.4-rc1" followups= \
		needs=
done
for form in since wrapped fixes dep quoted long link paren; do
	maps "no upstream id: $form" fix_prose_$form $B affected fix=
done
maps "no upstream id: a revert of what never was here" fix_prose_reverts $B affected
maps "40 digits alone in a line of prose never make it fixed" fix_bare_prose $B 'affected|contradiction'
maps "message with CRLF" fix_crlf $B fixed decided_by=messages fix=adds:@pick_crlf:message:5.4.1
for one in two_a two_b; do
	maps "'Upstream commits A and B': $one" fix_$one $B fixed decided_by=messages \
		fix=adds:@pick_two:message:5.4.1
	maps "… over two lines: $one" "fix_$(echo $one | sed s/two/two_line/)" $B fixed decided_by=messages \
		fix=adds:@pick_two_line:message
done
for one in a b c; do
	maps "three lines with an id each: $one" fix_three_$one $B fixed decided_by=messages \
		fix=adds:@pick_three:message
done
maps "backported twice, the second time empty" fix_twice $B fixed decided_by=messages \
	+fix=adds:@pick_twice:message
maps "the id of another fix above this change: its own fix is told by the code" fix_wrong_right $B fixed \
	'decided_by=equality|content'
maps "the id above another change: code as before the fix" fix_wrong_id $B contradiction
maps "the subject says upstream and commit, the id comes later" fix_subject $B fixed \
	fix=adds:@pick_subject:message
maps "message in latin1 with an encoding header" fix_latin $B fixed fix=adds:@pick_latin:message
maps "message that is not UTF-8 and does not say so" fix_raw $B fixed fix=adds:@pick_raw:message
maps "signature of several lines in the header" fix_signed $B fixed fix=adds:@pick_signed:message
maps "what stands in a signature is no message" fix_prose_since $B affected fix=
maps "message that ends without a newline" fix_no_newline $B fixed fix=adds:@pick_no_newline:message
maps "shortened upstream id" fix_abbrev $B fixed
maps "shortened id of a cherry-pick" fix_cherry_short $B fixed

for form in wrapped word full seven nosubject noparen case_lower; do
	maps "Fixes: $form" fix_fixes_$form $B affected fix= "introduced=@bug_fixes_$form:present"
done
maps "Fixes: a URL, and no fix" fix_fixes_url $B unknown fix=
maps "no Fixes: at all, and no fix" fix_fixes_none $B unknown fix= introduced=
maps "no Fixes: at all, but the fix" fix_fixes_none_fixed $B fixed decided_by=messages introduced=
maps "Fixes: a URL, and the fix" fix_fixes_url_fixed $B fixed decided_by=messages
maps "Fixes: a commit that nobody has" fix_fixes_nowhere $B unknown introduced=123456789abc:unknown fix=
maps "Fixes: a commit that nobody has, but the fix" fix_fixes_nowhere_fixed $B fixed decided_by=messages
maps "two Fixes:, the second is not here" fix_fixes_one_of_two $B affected \
	introduced=@bug_fixes_one_of_two:present,@bug_late_other:absent
maps "two Fixes:, none is here" fix_late_bug $B not-affected \
	introduced=@bug_late_bug:absent,@bug_late_other:absent
maps "two Fixes:, nobody has the first, the second is here" fix_fixes_mixed_a $B affected \
	introduced=123456789abc:unknown,@bug_fixes_mixed_a:present
maps "two Fixes:, nobody has the first, the second is not here" fix_fixes_mixed_b $B unknown \
	introduced=123456789abc:unknown,@bug_late_bug:absent
maps "Fixes: names the stable branch's own commit" fix_fixes_stable linux-4.19.y affected
maps "Fixes: 7 digits that two commits share" fix_twin $B unknown
maps "Fixes: 7 digits that two commits share, but the subject tells" fix_tell $B 'affected|unknown'

done_testing
