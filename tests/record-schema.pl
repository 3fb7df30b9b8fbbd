#!/usr/bin/perl
# usage: record-schema.pl FIX.CONF RECORD
#
# Says what keeps a record from being one that can be replayed and believed: members that are missing
# or of another kind, boots that are too few, scenarios that fix.conf does not have, or has otherwise.
use strict;
use warnings;
use JSON::PP;

my ($conf, $path) = @ARGV;
open(my $in, '<:raw', $path) or die "$path: $!\n";
my $record = decode_json(do { local $/; <$in> });
my $bad = 0;
my ($hash, $date) = (qr/^[0-9a-f]{64}$/, qr/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

sub wrong {
	print "@_\n";
	$bad++;
}

sub want {
	my ($of, $object, %members) = @_;
	for my $name (sort keys %members) {
		my $value = $object->{$name};
		wrong("$of$name: ", $value // 'missing') unless defined $value && $value =~ $members{$name};
	}
}

sub configured {
	my $value = qx(git config -f "$conf" "scenario.$_[0].$_[1]");
	chomp $value;
	return $value;
}

my $text = qr/./;
want('', $record, upstream => qr/^[0-9a-f]{40}$/, source_key => qr/^\w+:[0-9a-f]{40,}/, config_sha256 => $hash, reproducer_sha256 => $hash,
	date => $date, map { $_ => $text }
	qw(fix subject branch version source arch compiler linker qemu accelerator options arguments signatures make));
want('', $record, diff_sha256 => $hash, warnings => qr//, miss => qr/^[0-9.e-]+$/) unless $record->{not_affected};
for my $cell (@{$record->{cells}}) {
	my $of = "$cell->{scenario}, $cell->{variant}: ";
	next if defined $cell->{not_applicable};
	want($of, $cell, expect => qr/^(crash|survive|not-this)$/, command => qr/^qemu-system-\S+ .* -kernel IMAGE /,
		options_sha256 => $hash, image => qr/^[0-9a-f]{16,}$/, image_sha256 => $hash, title => $text);
	my $args = configured($cell->{scenario}, 'args');
	wrong("$of", "fix.conf has it with: $args") unless $args && $cell->{command} =~ / \Q$args\E$/;
	wrong("$of", "too few boots") if @{$cell->{boots}} < $cell->{boots_wanted} || !@{$cell->{boots}};
	my %nonces;
	for my $boot (@{$cell->{boots}}) {
		want($of, $boot, outcome => qr/^[a-z-]+$/, nonce => qr/^[0-9a-f]{16}$/, log_sha256 => $hash, date => $date,
			map { $_ => qr/^\d/ } qw(round work worked splats seconds));
		wrong("$of", "a nonce twice: $boot->{nonce}") if $nonces{$boot->{nonce}}++;
	}
	wrong("$of", "no excerpt of how it ended") unless $cell->{boots}[0]{excerpt};
}
exit($bad ? 1 : 0);
