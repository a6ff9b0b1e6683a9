#!/bin/sh
# What swift test cannot see. Instructions counted by callgrind; then what people see and take away, tried with the programs that
# they use: the workbench in Chromium, files in LibreOffice and duckdb, shards on a Dask cluster.
# Installs those where they are missing; Python packages, pinned, into an environment of their own.
set -eu
cd "$(dirname "$0")/.."
Scripts/instructions.sh
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium fonts-dejavu-core"
[ -x /usr/bin/soffice ] || missing="$missing libreoffice-calc-nogui"
if [ -n "$missing" ]; then
    echo "outside-test: installing$missing" >&2
    # shellcheck disable=SC2086
    Scripts/install.sh $missing >/dev/null
fi
tools=.build-tools/venv
if ! "$tools/bin/python" -c 'import playwright, axe_playwright_python' 2>/dev/null || [ ! -x "$tools/bin/duckdb" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check playwright==1.65.2 \
        axe-playwright-python==0.1.8 duckdb-cli==1.5.5
fi
if ! "$tools/bin/python" -c 'import distributed' 2>/dev/null; then
    "$tools/bin/pip" install --quiet --disable-pip-version-check -r cluster/requirements.txt
fi
Scripts/fetch-web-assets.sh
"$tools/bin/python" Tests/Cluster/cluster.py
PLIMSOLL_DUCKDB="$PWD/$tools/bin/duckdb" "$tools/bin/python" Tests/Exports/exports.py
exec "$tools/bin/python" Tests/Browser/journeys.py
