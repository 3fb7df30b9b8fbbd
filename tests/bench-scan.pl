# SPDX-License-Identifier: GPL-2.0-only
# usage: bench-scan.pl TREE OURS THEIRS SCRATCH
#
# Compares the functions that our scanner (OURS, of bench-scan) and ctags (THEIRS) find in TREE and
# prints what came of it: a line a number, name and value. Lists go to SCRATCH: "explained" with a
# class in front of each place, "unexplained".
#
# The two agree on a function when path, name, line of the name and last line are the same. Where a
# macro makes the name, ctags has the macro's and we have the argument's: those are the same name
# when the text has the one as an argument of the other.
#
# A disagreement is explained when ctags, run again on a text that differs in one way, says what we
# say. The ways, each tried on top of those before it; nothing else in the file is touched:
#   semicolon  a macro call at the margin that lacks its semicolon gets one. ctags takes it, or what
#              is before it, for the head of the next function.
#              (ACPI_EXPORT_SYMBOL(x) before a function in drivers/acpi/acpica)
#   typedef    a typedef of a pointer to a function goes. ctags loses what follows it.
#              (debugfs_automount_t in include/linux/debugfs.h)
#   assembly   what is for the assembler goes. ctags reads it as C.
#              (arch/arm/include/asm/tls.h)
#   argument   a word takes the place of a macro's arguments before a brace, or of an empty first
#              one. ctags takes for no head what could be no parameters.
#              (SYSCALL_DEFINE4(32_truncate64, ...) in arch/mips)
#   attribute  an attribute with arguments goes. ctags takes it for the name.
#              (__acquires() on a line of its own in net/mac80211/agg-tx.c)
#   arm        of the conditionals around the function only its own arms stay. Inside of a statement
#              ctags reads one arm only. (two heads before one brace)
#   if-0       code in #if 0 is not read by ctags. It need not be whole, and ctags then loses what
#              is behind it. (drivers/net/wireless/ray_cs.c)
# What only ctags has is explained so when what takes its place, up to the same last line or under
# the same name at the same line, is ours. Four classes are told by the text alone:
#   #if-0      ours stands in an #if 0 that ctags cannot make sense of.
#              (the ASL in drivers/acpi/acpica/dbtest.c)
#   c++        the file holds a class or a namespace: no C. (scripts/kconfig/qconf.h)
#   k&r        only ctags': a semicolon stands before the brace: parameters declared the old way, which we do not
#              read. (arch/parisc/math-emu)
#   aggregate  only ctags': a struct, union or enum with a macro call for a name is no function.
use strict;
use warnings;
use File::Basename;
use File::Path qw(make_path remove_tree);

my ($tree, $ours_file, $theirs_file, $scratch) = @ARGV;
die "usage: bench-scan.pl TREE OURS THEIRS SCRATCH\n" unless defined $scratch;
my @ctags = qw(ctags --options=NONE --quiet --langmap=C:.c.h --languages=C --c-kinds=f --fields=ne
	--sort=no --param-CPreProcessor:if0=true -f -);

# The text with comments and literals blanked, so that lines and columns stay.
sub masked {
	my ($text) = @_;
	$text =~ s{(/\*.*?(?:\*/|\z)|//(?:\\\r?\n|[^\n])*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')}
		{(my $blank = $1) =~ s/[^\n]/ /g; $blank}gse;
	return $text;
}

sub slurp {
	my ($path) = @_;
	open my $file, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$file> // '';
}

sub spill {
	my ($path, $text) = @_;
	make_path(dirname $path);
	open my $file, '>:raw', $path or die "$path: $!\n";
	print $file $text;
	close $file or die "$path: $!\n";
}

my ($last_path, $last_text, $last_lines) = ('', '');

sub text_of {
	my ($path) = @_;
	return $last_text if $path eq $last_path;
	$last_path = $path;
	$last_text = masked(slurp("$tree/$path"));
	$last_lines = undef;
	return $last_text;
}

# The masked text of the file from a line (counted from 1) on.
sub text_from {
	my ($path, $line) = @_;
	my $text = text_of($path);
	unless ($last_lines) {
		my @starts = (0);
		push @starts, $+[0] while $text =~ /\n/g;
		$last_lines = \@starts;
	}
	return substr $text, $last_lines->[$line - 1] // length $text, 4000;
}

my $group = qr/(\((?:[^()]++|(?-1))*+\))/;

# ctags' name, or ours where a macro makes it. @$names: ours at that line.
sub same_name {
	my ($path, $name, $line, $names) = @_;
	return $name if !$names || grep { $_ eq $name } @$names;
	return $name unless text_from($path, $line) =~ /^[^\n]*?\b\Q$name\E\s*$group/;
	my %argument = map { $_ => 1, "sys_$_" => 1, "compat_sys_$_" => 1 } $1 =~ /\w+/g;
	my ($found) = grep { $argument{$_} } @$names;
	return $found // $name;
}

my (%ours, %ours_at, %never);
my ($n_ours, $n_theirs, $by_macro) = (0, 0, 0);

sub read_ours {
	open my $file, '<:raw', $ours_file or die "$ours_file: $!\n";
	while (<$file>) {
		chomp;
		my ($path, $name, $line, $end, undef, $arm) = split /\t/, $_, -1;
		my $place = "$path\t$name\t$line\t$end";
		$n_ours += !$ours{$place};
		$ours{$place} = $arm ne '' ? 2 : 1;
		@never{$place, head($place)} = (1, 1) if grep { $_ eq '0' || $_ eq '!(1)' } split / && /, $arm;
		push @{$ours_at{"$path\t$line"}}, $name;
	}
}

# Places as of read_ours(), from ctags' output.
sub theirs {
	my ($handle, $prefix) = @_;
	my %theirs;
	while (<$handle>) {
		my ($name, $path) = /^([^\t]*)\t([^\t]*)\t/ or next;
		my ($line) = /\tline:(\d+)/ or next;
		my ($end) = /\tend:(\d+)/;
		$path =~ s/^\Q$prefix\E//;
		my $number = $prefix && $path =~ s{^(\d+)/}{} ? $1 : '';
		my $same = same_name($path, $name, $line, $ours_at{"$path\t$line"});
		$by_macro++ if $same ne $name && !$prefix;
		push @{$theirs{join "\t", $path, $same, $line, $end // ''}}, $number;
	}
	return \%theirs;
}

# The edits that the head of this file tells of. Each takes the text and its masked twin.
sub change {
	my ($text, $mask, $pattern, $replace) = @_;
	my ($to, $at) = ('', 0);
	while ($$mask =~ /$pattern/g) {
		my ($from, $till) = ($-[0], $+[0]);
		my $new = $replace->(substr($$text, $from, $till - $from));
		$to .= substr($$text, $at, $from - $at) . $new;
		$at = $till;
	}
	return $to . substr($$text, $at);
}

# Lines of a directive, whole.
my $directive = qr/^[ \t]*\#(?:[^\n]*\\\r?\n)*[^\n]*\n/m;

sub without_directives {
	my ($mask) = @_;
	$mask =~ s{($directive)}{(my $blank = $1) =~ s/[^\n]/ /g; $blank}ge;
	return $mask;
}

sub add_semicolons {
	my ($text) = @_;
	my $mask = without_directives(masked($text));
	my $head = qr/^(?:\w+[ ]+)?\w+|^[ \t]+[A-Z_0-9]+|(?<=\))[ \t]+[A-Z_0-9]+/m;
	my $next = qr/\s*?\n\s*(?:\w|\}|\z)|[ \t]+[A-Z_0-9]+\(/;
	return change(\$text, \$mask, qr/(?:$head)[ \t]*$group(?=$next)/, sub { "$_[0];" });
}

sub drop_typedefs {
	my ($text) = @_;
	my $mask = without_directives(masked($text));
	return change(\$text, \$mask, qr/^typedef\s[^;{}()]*\(\s*\*[^;{}]*;/m,
		sub { (my $blank = $_[0]) =~ s/[^\n]/ /g; $blank });
}

sub one_argument {
	my ($text) = @_;
	my $mask = without_directives(masked($text));
	$text = change(\$text, \$mask, qr/^(?:\w+[ \t]+)*[A-Z][A-Z0-9_]*\s*\K$group(?=\s*\{)/m,
		sub { '(x' . $_[0] =~ tr/\n//cdr . ')' });
	$mask = without_directives(masked($text));
	return change(\$text, \$mask, qr/^(?:\w+[ \t]+)*\w+\(\K(?=,)/m, sub { 'x' });
}

sub drop_assembly {
	my ($text) = @_;
	my $mask = masked($text);
	return change(\$text, \$mask, qr/^[ \t]*#[ \t]*ifdef[ \t]+__ASSEMBLY__[^\n]*\n\K(?:[ \t]*[^#\s][^\n]*\n|[ \t]*\n|[ \t]*#[ \t]*(?:define|include|undef)[^\n]*\n)+/m,
		sub { $_[0] =~ tr/\n//cdr });
}

sub drop_attributes {
	my ($text) = @_;
	my $mask = without_directives(masked($text));
	return change(\$text, \$mask, qr/\b__[a-z_]+[ \t]*$group(?=\s*(?:[a-z_]\w*[ \t]*\(|__|\{))/,
		sub { (my $blank = $_[0]) =~ s/[^\n]/ /g; $blank });
}

# Only the arms that hold the line stay, of all conditionals around it.
sub one_arm {
	my ($text, $line) = @_;
	my @lines = split /^/m, $text;
	my @mask = split /^/m, masked($text);
	my (@open, @blank);
	for my $i (0 .. $#lines) {
		my ($word) = $mask[$i] =~ /^\s*#\s*(if|el|endif)/ or next;
		if ($word eq 'if') {
			push @open, [$i];
		} elsif (@open && $word eq 'el') {
			push @{$open[-1]}, $i;
		} elsif (@open) {
			my @arms = (@{pop @open}, $i);
			next unless $arms[0] < $line - 1 && $line - 1 < $i;
			for my $k (0 .. $#arms - 1) {
				my $holds = $arms[$k] < $line - 1 && $line - 1 < $arms[$k + 1];
				push @blank, $holds ? $arms[$k] : ($arms[$k] .. $arms[$k + 1] - 1);
			}
			push @blank, $i;
		}
	}
	for my $i (@blank) {
		for (my $k = $i; $k < @lines; $k++) {
			my $goes_on = $mask[$k] =~ /^\s*#/ && $lines[$k] =~ /\\\r?\n\z/;
			$lines[$k] = "\n";
			last unless $goes_on;
		}
	}
	return join '', @lines;
}

# What ctags finds in the files below SCRATCH/DIR.
sub ctags_again {
	my ($dir, @more) = @_;
	return {} unless -d "$scratch/$dir";
	open my $handle, '-|', @ctags, @more, '-R', "$scratch/$dir" or die "ctags: $!\n";
	my $found = theirs($handle, "$scratch/$dir/");
	close $handle or die "ctags failed\n";
	return $found;
}

my @classes = (qw(semicolon typedef assembly argument attribute if-0 arm), '#if-0', qw(c++ k&r aggregate));
my (%left_ours, %left_theirs, %explained);

sub explain {
	my ($class, $place) = @_;
	$explained{$place} = $class;
	delete $left_ours{$place};
	delete $left_theirs{$place};
}

sub file_end {
	my ($path, undef, undef, $end) = split /\t/, $_[0];
	return "$path\t$end";
}

sub head {
	return $_[0] =~ s/\t[^\t]*\z/\t/r;
}

# Explains what is not in %$found, the answer of another run, where that has ours in its place.
sub explain_theirs {
	my ($class, $found) = @_;
	my %agreed = map { file_end($_) => 1, head($_) => 1 } grep { $ours{$_} } keys %$found;
	for my $place (keys %left_theirs) {
		next if $found->{$place};
		explain($class, $place) if $agreed{file_end($place)} || $agreed{head($place)};
	}
}

sub files_left {
	my %files = map { (split /\t/)[0] => 1 } keys %left_ours, keys %left_theirs;
	return sort keys %files;
}

sub try_edits {
	my %text = map { $_ => slurp("$tree/$_") } files_left();
	my %whole = %text;
	my @edits = (
		[semicolon => \&add_semicolons],
		[typedef => \&drop_typedefs],
		[assembly => \&drop_assembly],
		[argument => \&one_argument],
		[attribute => \&drop_attributes]
	);
	for (@edits) {
		my ($class, $edit) = @$_;
		for my $path (keys %text) {
			$text{$path} = $edit->($text{$path});
		}
		spill("$scratch/$class/0/$_", $text{$_}) for files_left();
		my $found = ctags_again($class);
		explain_theirs($class, $found);
		$found->{$_} and explain($class, $_) for keys %left_ours;
	}
	spill("$scratch/if-0/0/$_", $whole{$_}) for files_left();
	my $found = ctags_again('if-0', '--param-CPreProcessor:if0=false');
	explain_theirs('if-0', $found);
	$found->{$_} and explain('if-0', $_) for keys %left_ours;
	try_arms(\%whole, 'whole-arm');
	try_arms(\%text, 'arm');
}

sub try_arms {
	my ($text, $dir) = @_;
	my ($n, %number) = (0);
	for my $place (sort keys %left_ours) {
		my ($path, undef, $line) = split /\t/, $place;
		next if $ours{$place} != 2;
		$number{$place} = $n;
		spill("$scratch/$dir/$n/$path", one_arm($text->{$path}, $line));
		$n++;
	}
	my $found = ctags_again($dir);
	explain_theirs('arm', $found);
	for my $place (keys %number) {
		explain('arm', $place) if grep { $_ eq $number{$place} } @{$found->{$place} // []};
	}
}

my $cpp = qr/^[ \t]*(?:class\s+\w+[^;()]*\{|namespace\s+\w+\s*\{|using\s+namespace\b)/m;

sub look_at_text {
	for my $place (sort keys %left_ours, keys %left_theirs) {
		my ($path, $name, $line) = split /\t/, $place;
		my $text = text_from($path, $line);
		if ($never{$place} || $never{head($place)}) {
			explain('#if-0', $place);
		} elsif (text_of($path) =~ $cpp) {
			explain('c++', $place);
		} elsif ($ours{$place}) {
			next;
		} elsif ($text =~ /^[^\n]*?\b\Q$name\E\s*$group\s*\w[^{}()=]*;\s*\{/) {
			explain('k&r', $place);
		} elsif ($text =~ /^\s*(?:struct|union|enum)\s+\Q$name\E\s*$group/) {
			explain('aggregate', $place);
		}
	}
}

sub list {
	my ($name, @lines) = @_;
	spill("$scratch/$name", join '', map { "$_\n" } sort @lines);
}

remove_tree("$scratch/$_") for @classes, 'whole-arm';
read_ours();
open my $handle, '<:raw', $theirs_file or die "$theirs_file: $!\n";
my $theirs = theirs($handle, '');
$n_theirs = keys %$theirs;
%left_ours = map { $_ => 1 } grep { !$theirs->{$_} } keys %ours;
%left_theirs = map { $_ => 1 } grep { !$ours{$_} } keys %$theirs;
my $common = $n_ours - keys %left_ours;
my $all = $n_ours + $n_theirs - $common;
my $unlike = $all - $common;
die "ctags and the scanner have hardly anything in common\n" if $unlike > $common / 20;
try_edits();
look_at_text();
list('explained', map { "$explained{$_}\t" . ($ours{$_} ? 'ours' : 'ctags') . "\t$_" } keys %explained);
list('unexplained', (map { "ours\t$_" } keys %left_ours), (map { "ctags\t$_" } keys %left_theirs));
my $left = keys(%left_ours) + keys(%left_theirs);
my %count;
$count{$_}++ for values %explained;
printf "functions %d\nctags %d\nmacro %d\nunlike %.4f\n", $n_ours, $n_theirs, $by_macro, 100 * $unlike / $all;
printf "class-%s %d\n", $_, $count{$_} // 0 for @classes;
printf "unexplained %d\ndisagree %.4f\n", $left, 100 * $left / ($common + $left);
