# SPDX-License-Identifier: GPL-2.0-only
# Makes a git repository with a small kernel history, from a script that tells it step by step.
#   perl tests/history.pl DIR <SCRIPT
# DIR becomes a bare repository; DIR.ids holds a line "name id" for each commit that has a name. The
# objects are written as one pack, so that a message or a header can hold any bytes, and thousands of
# commits take no git process each.
#
# Every file mm/NAME.c is the same code around NAME, in a state that is told by flags: `bug` (the bug
# was brought in), `fix` (1: fixed, 2: fixed in other words), `head`, `other`, `dep`, `next`, `moved` (a
# change at another place of the file), `decoy` (another function that looks as if fixed), `gone` (no
# function is left). A commit is a change of flags.
use strict;
use warnings;
use Compress::Zlib ();
use Digest::SHA qw(sha1 sha1_hex);

my $dir = shift @ARGV or die "history.pl DIR <SCRIPT\n";
my $script = do { local $/; <STDIN> };

my ($clock, $at, %object, %tip, %tag, %snapshot, %named, %change, %text);
my %names; # of the files; known in the second of the two passes

sub object {
	my ($type, $body) = @_;
	my $id = sha1_hex("$type " . length($body) . "\0" . $body);
	$object{$id} = [$type, $body];
	return $id;
}

sub render {
	my ($name, $flags) = @_;
	my %f = (map({ $_ => 0 } qw(bug fix head other dep next moved decoy gone)), %$flags);
	return "int ${name}_gone;\n" if $f{gone};
	my $expose = $f{bug} ? "pool_add(pool, 1)" : "pool_freeze(pool)";
	my $count = $f{fix} == 2 ? "users" : "count";
	my $code = <<END;
	/* Somebody may still look at it. */
	if (*pool && ${name}_$count(*pool) > 1) {
		pool_put(*pool);
		*pool = NULL;
	}

END
	my $guard = $f{fix} ? $code : "";
	my $decoy = !$f{decoy} ? "" : "\nstatic bool ${name}_prepare_node(struct pool **pool, bool *wait)\n{\n" .
	    "$code\tif (!*pool)\n\t\t*pool = ${name}_alloc(wait);\n\n\treturn *pool != NULL;\n}\n";
	return "/* $name: pools */\n" . ($f{head} ? "/* as it is in this branch */\n" : "") .
	    ($f{moved} ? join("", map { "int ${name}_room_$_;\n" } 1 .. 20) : "") . <<END .
#include <linux/pool.h>

static int ${name}_expose(struct pool *pool)
{
	$expose;

	return pool->exposed;
}

static int ${name}_count(struct pool *pool)
{
	int count = atomic_read(&pool->count);

	return count;
}
$decoy
static bool ${name}_prepare(struct pool **pool, bool *wait)
{
$guard	if (!*pool)
		*pool = ${name}_alloc(wait);

	return *pool != NULL;
}

static void ${name}_show(struct pool *pool)
{
	int i;

	for (i = 0; i < pool->size; i++)
END
	    "\t\tshow(pool->all[" . ($f{other} ? "pool->size - i - 1" : "i") . "]);\n}\n" .
	    ($f{dep} ? "\nstatic int ${name}_peek(struct pool *pool)\n{\n\treturn pool->peek;\n}\n" : "") .
	    ($f{next} ? "\nstatic void ${name}_drop(struct pool *pool)\n{\n\tpool_drop(pool);\n}\n" : "");
}

sub tree {
	my ($state) = @_;
	my $mm = "";
	for my $name (sort { "$a.c" cmp "$b.c" } keys %names) {
		my $flags = $state->{$name} // {};
		my $key = join ",", $name, map { "$_$flags->{$_}" } sort keys %$flags;
		$text{$key} //= object("blob", render($name, $flags));
		$mm .= "100644 $name.c\0" . pack("H*", $text{$key});
	}
	my ($version, $patchlevel, $sublevel, $extra) = @{ $state->{Makefile} };
	my $makefile = object("blob", "VERSION = $version\nPATCHLEVEL = $patchlevel\n" .
		"SUBLEVEL = $sublevel\nEXTRAVERSION =" . ($extra ? " $extra" : "") . "\n");
	return object("tree", "100644 Makefile\0" . pack("H*", $makefile) .
		($mm eq "" ? "" : "40000 mm\0" . pack("H*", object("tree", $mm))));
}

# id(NAME): of a named commit, a tag or a branch; an id stays as it is.
sub id {
	my ($what) = @_;
	return $named{$what} // $tag{$what} // $tip{$what} //
	    ($what =~ /^[0-9a-f]{40}$/ ? $what : die "no commit called $what\n");
}

sub id12 { return substr(id($_[0]), 0, 12) }

# on(BRANCH): where the next commits go. fork_at(BRANCH, POINT): a new branch.
sub on { $at = $_[0]; exists $tip{$at} or $at eq "master" or die "no branch $at\n" }
sub fork_at { my ($branch, $point) = @_; $tip{$branch} = id($point); $at = $branch }

# The state after FILE => {FLAG => VALUE}... or FILE => [version].
sub changed {
	my ($state, @change) = @_;
	my %new = %$state;
	while (my ($file, $flags) = splice @change, 0, 2) {
		$names{$file} = 1 if $file ne "Makefile";
		$new{$file} = ref $flags eq "ARRAY" ? $flags : { %{ $new{$file} // {} }, %$flags };
	}
	return \%new;
}

# The commit as text, not yet in the repository. -author, -when, -committed, -also (more parents),
# -header (raw lines).
sub commit_text {
	my ($message, $state, %o) = @_;
	my $author = $o{-author} // "A U Thor <author\@example.org>";
	my $when = $o{-when} // $clock;
	my $committed = $o{-committed} // $clock;
	my @parents = map { "parent $_\n" } grep { defined } $tip{$at}, map { id($_) } @{ $o{-also} // [] };
	return "tree " . tree($state) . "\n" . join("", @parents) . "author $author $when +0000\n" .
	    "committer C O Mitter <committer\@example.org> $committed +0000\n" . ($o{-header} // "") .
	    "\n$message";
}

sub place {
	my ($body, $state, $name, @change) = @_;
	my $id = object("commit", $body);
	my $before = $tip{$at} ? $snapshot{$tip{$at}} : {};
	$snapshot{$id} = $state;
	$tip{$at} = $id;
	$named{$name} = $id if $name;
	my @back;
	for (my @rest = @change; my ($file, $flags) = splice @rest, 0, 2;) {
		push @back, $file, { map { $_ => $before->{$file}{$_} // 0 } keys %$flags }
		    if ref $flags eq "HASH";
	}
	$change{$id} = { forth => [@change], back => \@back };
	return $id;
}

sub options {
	my %o;
	my @rest;
	while (my ($key, $value) = splice @_, 0, 2) {
		if ($key =~ /^-/) { $o{$key} = $value } else { push @rest, $key, $value }
	}
	return (\%o, @rest);
}

# commit(MESSAGE, -name => NAME, -option => VALUE..., FILE => {FLAG => VALUE}...): its id.
sub commit {
	my ($message, @rest) = @_;
	my ($o, @change) = options(@rest);
	$clock += 60;
	my $state = changed($tip{$at} ? $snapshot{$tip{$at}} : {}, @change);
	my $body = commit_text($message, $state, %$o);
	return place($body, $state, $o->{-name}, @change);
}

# release("5.4.1", -light => 1): the Makefile, the commit "Linux 5.4.1", the tag v5.4.1.
sub release {
	my ($version, %o) = @_;
	my ($x, $y, $z, $rc) = $version =~ /^(\d+)\.(\d+)(?:\.(\d+))?(-rc\d+)?$/ or die $version;
	my $id = commit("Linux $version\n", Makefile => [$x, $y, $z // 0, $rc]);
	$tag{"v$version"} = $o{-light} ? $id : $id . ":" . object("tag",
		"object $id\ntype commit\ntag v$version\n" .
		"tagger C O Mitter <committer\@example.org> $clock +0000\n\nLinux $version\n");
	$named{"v$version"} = $id;
	return $id;
}

# label(TAG): a tag here that is no release.
sub label { $tag{$_[0]} = $tip{$at} . ":" . $tip{$at} }

my $fixer = "Fi Xer <fixer\@example.org>";
my $signed = "Signed-off-by: Fi Xer <fixer\@example.org>\n";

sub bug_subject { return "mm/$_[0]: expose without freezing" }
sub fix_subject { return "mm/$_[0]: do not reuse a pool that somebody looks at" }
sub fixes { my ($name) = @_; return "Fixes: " . id12("bug_$name") . ' ("' . bug_subject($name) . "\")\n" }

# bug(NAME...): commits bug_NAME. fix(NAME, TRAILERS): commit fix_NAME, `Fixes:` unless told otherwise.
sub bug {
	commit(bug_subject($_) . "\n\nIt is faster.\n\n$signed", -name => "bug_$_", -author => $fixer,
		$_ => { bug => 1 }) for @_;
}

sub fix {
	my ($name, $trailers, @rest) = @_;
	$trailers //= fixes($name) . "Cc: stable\@vger.kernel.org\n";
	return commit(fix_subject($name) . "\n\nThe reason for it all.\n\n$trailers$signed",
		-name => "fix_$name", -author => $fixer, $name => { fix => 1 }, @rest);
}

sub message_of { my ($body) = $object{id($_[0])}[1] =~ /\n\n(.*)\z/s; return $body }

# A pick of fix_NAME is called bp_NAME, or eq_NAME when no id tells of it; its revert rv_NAME, and the
# revert of that ra_NAME; unless -name says otherwise or the name is taken.
sub call {
	my ($commit, $prefix) = @_;
	my ($name) = $commit =~ /^(?:fix|bug|bp|eq|rv)_(.*)/ or return;
	return $named{"${prefix}_$name"} ? () : (-name => "${prefix}_$name");
}

# pick(COMMIT, FORM, -option => VALUE, ...): its change and message here; FORM, in which X stands for its
# id, goes below the subject, or at the end with -end => 1, or is all of the message with -whole => 1.
# Without -same => 1 it changes another place of the file, too: no equality of patches. -empty => 1: no
# change at all. -put => {flags}: other ones.
sub pick {
	my ($commit, $form, @rest) = @_;
	my ($o, @more) = options(@rest);
	my ($who, $when) = $object{id($commit)}[1] =~ /^author (.*) (\d+) \+0000$/m;
	my ($subject, $body) = message_of($commit) =~ /^(.*?)\n(?:\n(.*))?\z/s;
	$body //= "";
	my $full = id($commit);
	(my $line = $form // "") =~ s/X/$full/g;
	my $message = $o->{-whole} ? $line : !defined $form ? "$subject\n\n$body" :
	    $o->{-end} ? "$subject\n\n$body$line\n" : "$subject\n\n$line\n\n$body";
	my @change = $o->{-empty} ? () : @{ $change{$full}{forth} };
	@change = map { ref $_ ? { %$_, %{ $o->{-put} } } : $_ } @change if $o->{-put};
	@change = map { ref $_ ? { %$_, head => 1 } : $_ } @change if !$o->{-same};
	$message =~ s/\n/\r\n/g if $o->{-crlf};
	delete @$o{qw(-whole -end -empty -put -same -crlf)};
	return commit($message, -author => $who, -when => $when, call($commit, defined $form ? "bp" : "eq"),
		%$o, @change, @more);
}

# revert(COMMIT, BODY, -option => VALUE...): takes its change out; X in BODY is its id. -keep => 1: the code
# stays. -subject: instead of git's.
sub revert {
	my ($commit, $text, %o) = @_;
	my $full = id($commit);
	my ($subject) = message_of($commit) =~ /^([^\r\n]*)/;
	(my $line = $text // "This reverts commit X.") =~ s/X/$full/g;
	my @change = $o{-keep} ? () : @{ $change{$full}{back} };
	my $title = $o{-subject} // "Revert \"$subject\"";
	delete @o{qw(-keep -subject)};
	return commit("$title\n\n$line\n\n$signed", call($commit, $commit =~ /^rv_/ ? "ra" : "rv"), %o, @change);
}

sub reapply {
	my ($commit, @rest) = @_;
	my ($subject) = message_of($commit) =~ /^Revert "(.*)"$/m or die "$commit is no revert\n";
	return revert($commit, undef, -subject => "Reapply \"$subject\"", @rest);
}

# merge(MESSAGE, OTHER...): what any of them has, stays.
sub merge {
	my ($message, @others) = @_;
	my %o = ref $others[-1] ? %{ pop @others } : ();
	my %sum = %{ $snapshot{$tip{$at}} };
	for my $other (map { $snapshot{id($_)} } @others) {
		for my $file (grep { $_ ne "Makefile" } keys %$other) {
			my %flags = %{ $sum{$file} // {} };
			$flags{$_} ||= $other->{$file}{$_} for keys %{ $other->{$file} };
			$sum{$file} = \%flags;
		}
	}
	$clock += 60;
	return place(commit_text($message, \%sum, %o, -also => \@others), \%sum, $o{-name});
}

# twins([BRANCH, NAME, MESSAGE, FILE => FLAGS], [...]): two commits that share 7 digits of their ids.
sub twins {
	my @pair = @_;
	my (%seen, @ready);
	$clock += 60;
	for my $one (@pair) {
		my ($branch, $name, $message, @change) = @$one;
		$at = $branch;
		my $state = changed($snapshot{$tip{$at}}, @change);
		push @ready, [$branch, $name, $state, commit_text($message, $state, -author => $fixer), @change];
	}
	my @numbered = map { my $text = $_->[3]; sub { $text . "Link: https://example.org/r/$_[0]\n" } } @ready;
	my $hash = sub { sha1_hex("commit " . length($_[0]) . "\0" . $_[0]) };
	$seen{substr($hash->($numbered[0]->($_)), 0, 7)} = $_ for 1 .. 40000;
	for my $n (1 .. 1000000) {
		my $other = $seen{substr($hash->($numbered[1]->($n)), 0, 7)} or next;
		for ([$ready[0], $numbered[0]->($other)], [$ready[1], $numbered[1]->($n)]) {
			my ($branch, $name, $state, undef, @change) = @{ $_->[0] };
			$at = $branch;
			place($_->[1], $state, $name, @change);
		}
		return;
	}
}

# drop(REF...): without this branch, or tag, in the end.
my %dropped;
sub drop { $dropped{$_} = 1 for @_ }

sub pack_bytes {
	my %number = (commit => 1, tree => 2, blob => 3, tag => 4);
	my $pack = "PACK" . pack("NN", 2, scalar keys %object);
	for my $id (sort keys %object) {
		my ($type, $body) = @{ $object{$id} };
		my $size = length $body;
		my $byte = ($number{$type} << 4) | ($size & 15);
		for ($size >>= 4; $size; $size >>= 7) {
			$pack .= chr($byte | 128);
			$byte = $size & 127;
		}
		$pack .= chr($byte) . Compress::Zlib::compress($body, 1);
	}
	return $pack . sha1($pack);
}

sub feed {
	my ($input, @command) = @_;
	open my $pipe, "|-", @command or die "@command: $!\n";
	binmode $pipe;
	print $pipe $input;
	close $pipe or die "@command failed\n";
}

my $steps = eval "sub { package main; no warnings 'once'; $script\n}" or die $@;
for my $pass (1, 2) {
	($clock, $at) = (1500000000, "master");
	%$_ = () for \%object, \%tip, \%tag, \%snapshot, \%named, \%change, \%text, \%dropped;
	$steps->();
}

-d $dir or system("git", "init", "-q", "--bare", "-b", "master", $dir) == 0 or die "git init\n";
feed(pack_bytes(), "sh", "-c", 'exec git -C "$0" index-pack --stdin >/dev/null', $dir);
my $refs = "";
for my $branch (grep { !$dropped{$_} } sort keys %tip) {
	$refs .= "update refs/heads/$branch $tip{$branch}\n";
}
for my $name (grep { !$dropped{$_} } sort keys %tag) {
	$refs .= "update refs/tags/$name " . ($tag{$name} =~ /([0-9a-f]{40})$/)[0] . "\n";
}
feed($refs, "git", "-C", $dir, "update-ref", "--stdin");
open my $ids, ">", "$dir.ids" or die "$dir.ids: $!\n";
print $ids "$_ $named{$_}\n" for sort keys %named;
print $ids "$_ $tip{$_}\n" for sort keys %tip;
print $ids "tag:$_ " . ($tag{$_} =~ /([0-9a-f]{40})$/)[0] . "\n" for sort keys %tag;
close $ids or die "$dir.ids: $!\n";
