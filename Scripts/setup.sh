#!/bin/sh
# Installs the system packages that a build needs and this machine lacks.
set -eu

command -v swift >/dev/null 2>&1 || {
    echo "setup: Swift 6.1 or later is needed and was not found; see https://swift.org/install" >&2
    exit 1
}

missing=""
[ -f /usr/include/sqlite3.h ] || missing="$missing libsqlite3-dev"
command -v python3 >/dev/null 2>&1 || missing="$missing python3"
wanted=$missing
# Spreadsheets need libxlsxwriter; everything else does without.
case $("$(dirname "$0")/flags.sh") in *Excel*) ;; *) wanted="$wanted libxlsxwriter-dev" ;; esac
[ -z "$wanted" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    [ -z "$missing" ] || { echo "setup: please install:$missing" >&2; exit 1; }
    echo "setup: without spreadsheets; install libxlsxwriter for them" >&2
    exit 0
fi
echo "setup: installing$wanted" >&2
# shellcheck disable=SC2086
"$(dirname "$0")/install.sh" $wanted >&2 || {
    [ -z "$missing" ] || exit 1
    echo "setup: without spreadsheets; libxlsxwriter-dev could not be installed" >&2
}
