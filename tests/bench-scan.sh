#!/bin/sh
# usage: bench-scan.sh
#
# The scanner against universal-ctags over all .c and .h files of a kernel tree: how often the two
# agree on a function, why not, and how long the scanner takes. tests/bench-scan.pl tells what
# agreeing means and which classes of disagreement there are. Prints a line a figure: name, value,
# unit, limit ("-" for none). Exit code 1 when a figure is past its limit; stderr says which.
# BENCH_SUITE, BENCH_SERIES: another of Debian's kernels. BENCH_TREE: a source tree of your own.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL

programs=${BENCH_PROGRAMS:-build/tests}
suite=${BENCH_SUITE:-bullseye}
series=${BENCH_SERIES:-5.10}
top=build/bench
failed=0

note() {
	echo "bench-scan: $*" >&2
}

# figure NAME VALUE UNIT LIMIT
figure() {
	echo "$1 $2 $3 $4"
	[ "$4" = - ] || awk "BEGIN { exit !($2 <= $4) }" || {
		note "$1 is past its limit: $2 $3, not $4"
		failed=1
	}
}

# Prints the path of the tree.
unpack() {
	tree=$top/linux-source-$series
	[ -f "$tree/bench-complete" ] || {
		archive=$(tests/debian-kernel.sh "$suite" "$series" build/kernels)
		note "unpacking $archive"
		rm -rf "$tree"
		tar -xJf "$archive" -C "$top"
		touch "$tree/bench-complete"
	}
	echo "$tree"
}

# What ctags finds in the files that are no links; #if 0 as well, which our scanner reads, too.
run_ctags() {
	(
		cd "$tree"
		find . -type f -name '*.[ch]' | sed 's,^\./,,' | sort
	) >"$scratch/files"
	scratch=$PWD/$scratch sh -c "cd '$tree' && ctags --options=NONE --quiet --langmap=C:.c.h \
		--languages=C --c-kinds=f --fields=ne --sort=no --param-CPreProcessor:if0=true \
		-L \"\$scratch/files\" -f \"\$scratch/theirs\"" 2>"$scratch/ctags-log" || {
		cat "$scratch/ctags-log" >&2
		exit 1
	}
}

# told WORD
told() {
	sed -n "s,^$1 ,,p" "$scratch/told"
}

tests/setup.sh universal-ctags
mkdir -p "$top"
tree=${BENCH_TREE:-$(unpack)}
scratch=$top/scan-$(echo "$tree" | cksum | cut -d' ' -f1)
mkdir -p "$scratch"
run_ctags
"$programs/bench-scan" "$tree" >"$scratch/ours"
"$programs/bench-run" 3 "$programs/bench-scan" "$tree" >"$scratch/times"
perl tests/bench-scan.pl "$tree" "$scratch/ours" "$scratch/theirs" "$scratch" >"$scratch/told"

read -r best _ memory <"$scratch/times"
figure scan-files "$(grep -c . "$scratch/files")" files -
figure scan-functions "$(told functions)" functions -
figure scan-ctags "$(told ctags)" functions -
figure scan-macro "$(told macro)" functions -
figure scan-unlike "$(told unlike)" % -
sed -n 's,^class-\([^ ]*\) \(.*\),\1 \2,p' "$scratch/told" >"$scratch/classes"
while read -r class count; do
	figure "scan-class-$class" "$count" functions -
done <"$scratch/classes"
figure scan-unexplained "$(told unexplained)" functions -
figure scan-disagree "$(told disagree)" % 0.1
figure scan "$best" s 20
figure scan-memory "$memory" MB -
[ "$(told unexplained)" = 0 ] || note "unexplained ones: $scratch/unexplained"
exit $failed
