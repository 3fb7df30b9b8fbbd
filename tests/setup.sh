#!/bin/sh
# usage: setup.sh [PACKAGE...]
#
# Installs what building, testing and the demo need, and the packages named, when run as root;
# otherwise prints the one command that does.
set -eu

packages="gcc libc6-dev make pkg-config libglib2.0-dev libjson-glib-dev libgit2-dev libgmime-3.0-dev
libarchive-dev libsqlite3-dev git git-email libmailtools-perl b4 quilt perl qemu-system-x86
coccinelle flex bison bc libelf-dev xz-utils $*"

missing=
for package in $packages; do
	status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
	[ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
	echo "These packages are missing. Install them, then run make again:" >&2
	echo "    sudo apt-get install --no-install-recommends$missing" >&2
	exit 1
fi
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086
apt-get -qq -y install --no-install-recommends $missing >/dev/null
