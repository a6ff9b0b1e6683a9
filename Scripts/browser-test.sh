#!/bin/sh
# The workbench in a browser. Installs Chromium where there is none, and Playwright in an environment of its own.
set -eu
cd "$(dirname "$0")/.."
if [ ! -x /usr/bin/chromium ]; then
    echo "browser-test: installing chromium" >&2
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi
if [ ! -x .build-browser/venv/bin/python ] || ! .build-browser/venv/bin/python -c 'import playwright' 2>/dev/null; then
    python3 -m venv .build-browser/venv
    .build-browser/venv/bin/pip install --quiet --disable-pip-version-check playwright==1.65.2
fi
Scripts/fetch-web-assets.sh
exec .build-browser/venv/bin/python Tests/Browser/journeys.py
