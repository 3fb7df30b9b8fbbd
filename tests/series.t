# SPDX-License-Identifier: GPL-2.0-only
# What series/ holds, without the trees that it was made from: patches and mails say the same and
# apply, records speak of these patches and are proven, the page is what they give.
. tests/lib.sh

fix=$top/backports/khugepaged-page-to-pgoff
name=khugepaged-page-to-pgoff
set_dir=$top/series/$name
cd "$scratch" || exit 1
export GIT_CEILING_DIRECTORIES="$scratch"

# The function with what stands around it, in our words, so that it begins at line $1: the patch's
# first line of context is the blank one above it.
surroundings() {
	awk -v n="$1" 'BEGIN { while (++i < n) print "/* line " i " */" }'
	printf '\nstatic bool khugepaged_prealloc_page(struct page **hpage, bool *wait)\n{\n'
	printf '\tif (!*hpage)\n\t\t*hpage = khugepaged_alloc_hugepage(wait);\n\n\treturn *hpage != NULL;\n}\n'
}

# make_tree PATCH: a repository in tree/ that the patch applies to without an offset
make_tree() {
	line=$(sed -n 's/^@@ -\([0-9]*\),.*/\1/p' "$1")
	rm -rf tree
	git init -q tree
	mkdir -p tree/mm
	surroundings "$line" >tree/mm/khugepaged.c
	git -C tree add -A
	git -C tree commit -qm "before"
}

# applies PATCHES-FOLDER: quilt, with no word of an offset or fuzz
applies() {
	cp -r tree quilted
	(cd quilted && QUILT_PATCHES=$1 quilt push -a --fuzz=0 >../pushed 2>&1)
	code=$?
	rm -rf by_quilt
	mv quilted/mm by_quilt
	rm -rf quilted
	cat pushed
	[ $code = 0 ] && ! grep -qE '^Hunk .*(offset|fuzz)' pushed
}

by_git() {
	git -C tree am -q "$1" && diff -r tree/mm by_quilt &&
		[ "$(git -C tree log -1 --format='%an <%ae>')" = "Hugh Dickins <hughd@google.com>" ]
}

# field NAME FILE
field() {
	sed -n "s/^  \"$1\" : \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$2"
}

same_sum() {
	[ "$(sha256sum <"$1/$(field patch "$1/port.json")" | cut -d' ' -f1)" = "$(field patch_sha256 "$1/port.json")" ]
}

# The blob that the patch says it makes is the one that was built.
same_blob() {
	before=$(sed -n 's/^index \([0-9a-f]*\)\.\..*/\1/p' "$1"/mm-*.patch)
	after=$(sed -n 's/^index .*\.\.\([0-9a-f]*\) .*/\1/p' "$1"/mm-*.patch)
	grep -q "\"blob_before\" : \"$before" "$2" && grep -q "\"blob_after\" : \"$after" "$2"
}

same_diff() {
	[ -n "$(field diff_sha256 "$1/port.json")" ] &&
		[ "$(field diff_sha256 "$1/port.json")" = "$(field diff_sha256 "$2")" ] &&
		[ "$(field source_key "$1/port.json")" = "$(field source_key "$2")" ]
}

# What a record says it was made of is what lies in the fix's folder.
same_reproducer() {
	[ "$(field reproducer_sha256 "$1")" = "$(sha256sum <"$fix/reproducer.c" | cut -d' ' -f1)" ]
}

lines=$(ls "$set_dir")
for branch in linux-4.9.y linux-4.14.y linux-4.19.y linux-5.4.y linux-5.7.y linux-5.8.y linux-5.10.y; do
	ok "$branch is there" [ -s "$set_dir/$branch/series" ]
done
for branch in linux-4.9.y linux-4.19.y linux-5.4.y linux-5.10.y; do
	ok "$branch: on arm64, too" [ -s "$set_dir/$branch/record-arm64.json" ]
done
for branch in 4.9.115 4.14.67 4.19.1; do
	ok "$branch: as it is" [ -s "$set_dir/$branch/record.json" ]
	ok "$branch: with the bug put in" [ "$(wc -l <"$set_dir/$branch-bug/series")" = 2 ]
done
for branch in linux-6.1.y linux-6.12.y; do
	ok "$branch: as it is" [ -s "$set_dir/$branch/record.json" ]
done
for branch in $lines; do
	dir=$set_dir/$branch
	[ -d "$dir" ] || continue
	for record in "$dir"/record*.json; do
		what="$branch, $(field arch "$record")"
		ok "$what: proven" [ "$(field proven "$record")" = true ]
		ok "$what: the record is of this reproducer" same_reproducer "$record"
		ok "$what: the record has all that it takes" perl "$top/tests/record-schema.pl" "$fix/fix.conf" "$record"
	done
	if [ ! -e "$dir/series" ]; then
		ok "$branch: is said not to be affected" [ "$(field not_affected "$dir/record.json")" = true ]
		continue
	fi
	ok "$branch: the patch is the one that was written" same_sum "$dir"
	for record in "$dir"/record*.json; do
		what="$branch, $(field arch "$record")"
		ok "$what: the record is of this patch and this source" same_diff "$dir" "$record"
		ok "$what: the record is of these files" same_blob "$dir" "$record"
	done
	ok "$branch: git takes the mail's patch" sh -c 'git mailinfo msg diff <"$1" >info && grep -q "^Author: Hugh Dickins$" info' - "$dir/mail.eml"
	rm -rf tree
	if [ "$(wc -l <"$dir/series")" = 1 ]; then
		make_tree "$dir"/mm-*.patch
		ok "$branch: quilt takes it as it is" applies "$dir"
		ok "$branch: git takes the mail, with upstream's author, to the same code" by_git "$dir/mail.eml"
	else # the bug goes in first
		mkdir tree
		perl "$top/tests/preimage.pl" tree "$dir"/*.patch
		ok "$branch: quilt takes both as they are" applies "$dir"
	fi
	if [ "$(field control "$dir/record.json")" = null ]; then
		# These lines have come to their end, which is so.
		"$STABLEPORT" lint "$dir/mail.eml" >out 2>err
		ok "$branch: lint finds nothing but that" sh -c \
			'[ -s "$1" ] && ! grep -E "^  (error|warning|note): " "$1" | grep -v ": supported: "' - out
	else
		ok "$branch: a control, which says so" grep -q 'CONTROL, NOT TO BE SENT' "$dir/mail.eml"
	fi
done

run 0 "report" report "$fix" --out "$top/series" --markdown
ok "the page is what the records give" cmp out "$set_dir/README.md"

done_testing
