#!/usr/bin/perl
# usage: record.pl RECORD.JSON <EXPECTATIONS
#
# Each line of standard input is "PATH REGEX", or "PATH = TEXT": the whole member of the record at that
# path, "cells.0.variant". A cell may be named by what it is, "cells.both,backport.image", and "length" is how many
# elements there are. Says what is otherwise.
use strict;
use warnings;
use JSON::PP;

sub member {
	my ($at, $step) = @_;

	if (ref $at eq 'HASH') {
		return exists $at->{$step} ? $at->{$step} : die "no member $step\n";
	}
	die "no $step in it\n" unless ref $at eq 'ARRAY';
	return scalar @$at if $step eq 'length';
	return $at->[$step] if $step =~ /^\d+$/;
	my ($cell) = grep { "$_->{scenario},$_->{variant}" eq $step } @$at;
	return $cell // die "no cell $step\n";
}

local $/;
open my $file, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
my $record = decode_json(<$file>);
my $bad = 0;
for my $line (split /\n/, <STDIN>) {
	my ($path, $want) = split / /, $line, 2;
	$want = quotemeta $1 if $want =~ /^= (.*)/;
	my $got = eval {
		my $at = $record;
		$at = member($at, $_) for split /\./, $path;
		$at;
	};
	my $problem = $@;
	$got = 'null' unless defined $got;
	$got = ($got ? 'true' : 'false') if ref $got eq 'JSON::PP::Boolean';
	next if !$problem && $got =~ /^(?:$want)$/s;
	print "$path: ", $problem || "$got, want $want\n";
	$bad = 1;
}
exit $bad;
