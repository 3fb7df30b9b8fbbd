#!/bin/sh
# usage: debian-kernel.sh SUITE SERIES DIR
#
# Puts DIR/linux-source-SERIES.tar.xz there, from Debian's package of that name in SUITE: a private
# apt configuration that only downloads and installs nothing, from the mirror that apt is set up
# for, signatures checked with Debian's archive keys. Prints the path.
set -eu

suite=$1
package=linux-source-$2
mkdir -p "$3"
dir=$(cd "$3" && pwd)
target=$dir/$package.tar.xz

if [ -f "$target" ]; then
	echo "$target"
	exit 0
fi

keys=/usr/share/keyrings/debian-archive-keyring.gpg
work=$(mktemp -d "$dir/.apt-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"

# The first repository of Debian's own that apt knows, and the security archive beside it.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
	sed 's,/*$,,' | grep '/debian$' | head -n 1)
if [ -z "$mirror" ]; then
	echo "apt is not set up for a Debian mirror: give a kernel source of your own (TREE=PATH)" >&2
	exit 1
fi

private() {
	apt-get -qq -o Dir::Etc::SourceList="$work/$1.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
		-o Dir::State::Status=/dev/null -o APT::Sandbox::User="$(id -un)" "$2" ${3:+"$3"}
}

line="deb [signed-by=$keys]"
echo "$line $mirror $suite main" >"$work/main.list"
{
	cat "$work/main.list"
	echo "$line $mirror-security $suite-security main"
} >"$work/all.list"

echo "downloading $package of Debian $suite" >&2
cd "$work"
# A mirror may lack the security archive; the release's own package will do then.
{ private all update && private all download "$package"; } 2>"$work/log" >&2 ||
	{ private main update && private main download "$package"; } 2>>"$work/log" >&2 || {
	cat "$work/log" >&2
	echo "$package could not be downloaded: give a kernel source of your own (TREE=PATH)" >&2
	exit 1
}
dpkg-deb --fsys-tarfile "$package"_*.deb |
	tar -xO "./usr/src/$package.tar.xz" >"$work/source.tar.xz"
mv "$work/source.tar.xz" "$target"
echo "$target"
