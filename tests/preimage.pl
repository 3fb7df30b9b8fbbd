#!/usr/bin/perl
# usage: preimage.pl DIR PATCH...
#
# Makes below DIR what the patches apply to without an offset: the files that they change, with the
# lines that each hunk says are there, where it says so, and numbered ones of our own between. The
# line numbers of a later patch have to be those before the earlier ones, in a file that both change.
use strict;
use warnings;
use File::Basename;
use File::Path;

my ($dir, @patches) = @ARGV;
my (%files, $path, $line, $left);
for my $patch (@patches) {
	open(my $in, '<', $patch) or die "$patch: $!\n";
	$left = 0;
	while (<$in>) {
		if ($left > 0 && /^[ -](.*\n)/) {
			$files{$path}[$line++] = $1;
			$left--;
		} elsif (m{^--- a/(\S+)}) {
			$path = $1;
		} elsif (/^@@ -(\d+)(?:,(\d+))? /) {
			($line, $left) = ($1, $2 // 1);
		}
	}
}
for my $file (keys %files) {
	my $lines = $files{$file};
	mkpath(dirname("$dir/$file"));
	open(my $out, '>', "$dir/$file") or die "$dir/$file: $!\n";
	print $out $lines->[$_] // "/* line $_ */\n" for 1 .. $#$lines + 20;
	close($out) or die "$dir/$file: $!\n";
}
