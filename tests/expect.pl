# SPDX-License-Identifier: GPL-2.0-only
# Holds stableport's JSON against what is expected of it.
#   perl tests/expect.pl map IDS CODE BRANCH VERDICT WHAT... <JSON
#   perl tests/expect.pl audit IDS WHAT... <JSON
# @NAME in WHAT stands for the id that the file IDS has for NAME; | separates what may be instead.
#   decided_by=messages            a member
#   reason~PATTERN  notes~PATTERN  a line of it matches; !~ no line does
#   fix=adds:@a:message:5.4.1,...  the commits, in order; fields that are left out may be anything
#   introduced=@a:present,...      the commits, in any order; also followups=@a:fixes:absent
#   needs=@a:absent,...            in order
#   missing=@a,@b  reverted=@commit:@upstream:@reverted_by   of an audit, in order
#   -missing=@a  +missing=@a       among others: not there, there
# Every JSON is checked for what all of them must be like.
use strict;
use warnings;
use JSON::PP;

my ($mode, $ids, @rest) = @ARGV;
my ($code, $branch, $verdict) = $mode eq "map" ? splice @rest, 0, 3 : ();
my %id;
open my $list, "<", $ids or die "$ids: $!\n";
while (<$list>) { my ($name, $value) = /^(\S+) (\S+)$/ or die; $id{$name} = $value }

my $text = do { local $/; <STDIN> };
my $json = eval { JSON::PP->new->utf8->decode($text) };
my @wrong;
sub wrong { push @wrong, @_ }

sub resolve {
	my ($word) = @_;
	$word =~ s/@([\w.-]+)/$id{$1} \/\/ die "no commit called $1\n"/ge;
	return $word;
}

sub one_of { my ($value, $words) = @_; return $words eq $value || grep { $value eq $_ } split /\|/, $words, -1 }

# An id may be given shortened, by us or by them.
sub same_field {
	my ($got, $want) = @_;
	return 1 if $want eq "*" || one_of($got, $want);
	$got =~ s/^v(?=\d)//;
	return 1 if one_of($got, $want =~ s/(^|\|)v(?=\d)/$1/gr);
	return $want =~ /^[0-9a-f]{7,40}$/ && length $got >= 7 &&
	    (index($got, $want) == 0 || index($want, $got) == 0);
}

sub same_item {
	my ($got, $want) = @_;
	my @want = split /:/, $want, -1;
	return !grep { !same_field($got->[$_] // "", $want[$_]) } 0 .. $#want;
}

sub compare {
	my ($what, $got, $want, $ordered) = @_;
	my @want = split /,/, $want;
	my @left = @$got;
	for my $item (@want) {
		my ($at) = grep { same_item($left[$_], $item) } $ordered ? (@left ? 0 : ()) : 0 .. $#left;
		defined $at ? splice(@left, $at, 1) : wrong("$what: no $item");
	}
	wrong("$what: also " . join(":", map { $_ // "" } @$_)) for @left;
}

sub fields {
	my ($items, @names) = @_;
	return [map { my $item = $_; [map { $item->{$_} // "" } @names] } @{ $items // [] }];
}

sub in_set {
	my ($what, $value, @set) = @_;
	wrong("$what is " . ($value // "null")) if !defined $value || !grep { $value eq $_ } @set;
}

# What holds for every verdict.
sub check_shape {
	my ($map) = @_;
	in_set("verdict", $map->{verdict}, qw(affected fixed not-affected unknown contradiction));
	in_set("decided_by", $map->{decided_by}, qw(ancestry messages equality content))
	    unless $map->{verdict} =~ /^(unknown|contradiction)$/ && !defined $map->{decided_by};
	wrong("the reason is not one line") if ($map->{reason} // "") !~ /\A[^\n]+\z/;
	wrong("no evidence") if !@{ $map->{evidence} // [] };
	for my $one (@{ $map->{evidence} // [] }) {
		wrong("evidence without $_") for grep { ($one->{$_} // "") eq "" } qw(source asks answer why);
	}
	for my $one (@{ $map->{fix}{commits} // [] }) {
		in_set("action", $one->{action}, qw(adds removes));
		in_set("by", $one->{by}, qw(ancestry message equality));
		wrong("fix commit without an id") if ($one->{id} // "") !~ /^[0-9a-f]{40}$/;
	}
	in_set("state", $_->{state}, qw(present absent reverted unknown))
	    for map { @{ $map->{$_} // [] } } qw(introduced needs followups);
	in_set("kind", $_->{kind}, qw(fixes reverts)) for @{ $map->{followups} // [] };
}

# The fields, then the ids of a list, joined.
sub with_ids {
	my ($items, $list, @names) = @_;
	my $all = fields($items, @names);
	my $i = 0;
	push @$_, join("+", map { ref $_ ? $_->{id} : $_ } @{ $items->[$i++]{$list} // [] }) for @$all;
	return $all;
}

sub items {
	my ($in, $what) = @_;
	return fields($in->{fix}{commits}, qw(action id by release)) if $what eq "fix";
	return with_ids($in->{introduced}, "commits", qw(id state release)) if $what eq "introduced";
	return fields($in->{needs}, qw(id state)) if $what eq "needs";
	return fields($in->{followups}, qw(id kind state)) if $what eq "followups";
	return with_ids($in->{missing}, "fixes", qw(id release subject)) if $what eq "missing";
	return fields($in->{reverted}, qw(id upstream reverted_by subject)) if $what eq "reverted";
	die "nothing is called $what\n";
}

sub check {
	my ($in, $what) = @_;
	if ($what =~ /^(\w+)(!?)~(.*)/s) {
		my ($key, $no, $pattern) = ($1, $2, resolve($3));
		my @lines = ref $in->{$key} ? @{ $in->{$key} } : $in->{$key} // ();
		my $found = grep { /$pattern/i } @lines;
		wrong("$key: " . ($no ? "a line" : "no line") . " like $pattern") if $no ? $found : !$found;
	} elsif ($what =~ /^decided_by=(.*)/) {
		in_set("decided_by", $in->{decided_by}, split /\|/, $1);
	} elsif ($what =~ /^([-+]?)(\w+)=(.*)/) {
		my ($sign, $key, $want) = ($1, $2, resolve($3));
		my $got = items($in, $key);
		my $order = $key =~ /^(fix|needs|missing|reverted)$/;
		return compare($key, $got, $want, $order) if !$sign;
		my $found = grep { same_item($_, $want) } @$got;
		wrong("$key: " . ($found ? "" : "no ") . $want) if $sign eq "-" ? $found : !$found;
	} else {
		die "expect.pl: $what\n";
	}
}

if (!defined $json) {
	wrong("no JSON: $@");
} elsif ($mode eq "map") {
	my ($one) = grep { $_->{branch} eq $branch } ref $json eq "ARRAY" ? @$json : ();
	my $map = $one ? $one->{map} : undef;
	my %codes = (affected => 0, fixed => 0, "not-affected" => 0, contradiction => 1, unknown => 3);
	if (!$map) {
		wrong("nothing about $branch" . ($one && $one->{error} ? ": $one->{error}" : ""));
	} else {
		check_shape($map);
		wrong("$map->{verdict}, not $verdict: $map->{reason}") if !one_of($map->{verdict}, $verdict);
		my $due = @$json == 1 ? $codes{$map->{verdict}} // "?" : $code;
		wrong("exit code $code, not $due") if $code ne $due;
		check($map, $_) for @rest;
	}
} else {
	for my $one (map { @{ $json->{$_} // [] } } qw(missing reverted)) {
		wrong("no full id") if ($one->{id} // "") !~ /^[0-9a-f]{40}$/;
		wrong("no subject") if ($one->{subject} // "") eq "";
	}
	check($json, $_) for @rest;
}
print "$_\n" for @wrong;
exit(@wrong ? 1 : 0);
