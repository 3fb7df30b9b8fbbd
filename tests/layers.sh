#!/bin/sh
# Who may include whom: main only cmd.h and base; a verb no other verb; a stage only base and the
# stages before it in this list; csource, cdecl, hunk, links and their parts GLib alone. Prints each break,
# exits 1 on any.
set -eu
cd "$(dirname "$0")/../tool"

stages="ctext carms chead csource ctoken ckeyword cdecls cdecl clocal hunk hunkfile hunkunit hunkalign hunknames hunkscope
hunkgroup hunkwords hunkundo hunkplace hunkaligned hunkreach hunkinsert hunkreplace hunkoption hunkmember hunkobject hunkdoubt hunkfitedit hunkfit hunkapply linktext links linkread
linkupstream linkparse diff portdiff cocci rule stabletag trailer bracket mailtext patch patchsame failedbody failed fix fixentry fixmatrix fixconf fixload failedfix srctree gittree branch branchlist
histrefs histdb histgraph histwrite histtag histbranch histupdate history trace equal fate auditload audit
lifetime probe verdict cregion contentside contentlines contenthunk content since prereqnames prereqlines prereqwalk prereqfind prereqlabel
prereqpool prereq mapnote map mapsave
cheader cinclude cnames cmacro cfresh csymbolname csymbolmember csymbol
porthome portaround portindent portblock portheading portcheck porttext portbrace portways portuse portside portvalue portdouble portupstream portobject portorder porttwin portresult portfile portpath port control stack interdiff portnote series serieswrite showport showcolumns branchwrite
conflicttext conflictdir conflict kconfig arch toolchain workdir buildlog image kmake builddir build objects selftest warnings
initramfs kline console boot rate cell record alone cellstore matrix cellboot verify replay newer amcheck mailproof mailwire mail lint lintmail lintmessage lintseries lintupstream lintapply lintbranch report reportpage"

bad=0
complain() {
	echo "layers: $*" >&2
	bad=1
}

includes() {
	sed -n 's/^#include "\(.*\)"$/\1/p' "$1"
}

for file in stage/*.[ch]; do
	name=$(basename "$file" | sed 's/\..*//')
	echo " $(echo $stages) " | grep -q " $name " || complain "$file: stage $name is not in the list"
	# Whole words: "build" stands after "buildlog".
	allowed=" $(echo $stages | sed "s/\\(^\\|.* \\)$name\\( .*\\|\$\\)/\\1$name/") "
	for header in $(includes "$file"); do
		case $header in
		stage/*)
			other=$(basename "$header" .h)
			case $allowed in *" $other "*) ;; *) complain "$file includes $header" ;; esac
			;;
		base/*)
			case $name in
			ctext | carms | chead | cheader | csource | ctoken | ckeyword | cdecl* | clocal | hunk* | link*) complain "$file includes $header" ;;
			esac
			;;
		*) complain "$file includes $header" ;;
		esac
	done
done

for file in base/*.[ch]; do
	for header in $(includes "$file"); do
		case $header in base/*) ;; *) complain "$file includes $header" ;; esac
	done
done

for file in cmd/*.[ch]; do
	for header in $(includes "$file"); do
		case $header in
		base/* | stage/* | cmd.h | cmd/input.h | cmd/chain.h | cmd/boot.h | cmd/print.h | cmd/show.h | cmd/submit.h | cmd/send.h | cmd/reply.h) ;;
		*) complain "$file includes $header" ;;
		esac
	done
done

for header in $(includes main.c); do
	case $header in cmd.h | base/*) ;; *) complain "main.c includes $header" ;; esac
done

[ "$bad" = 0 ] && echo "layers: ok" >&2
exit $bad
