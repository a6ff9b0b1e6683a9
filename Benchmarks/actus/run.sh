#!/bin/sh
# Builds the benchmark, installs QuantLib into .venv, and runs both on the same loans in turns.
set -e
cd "$(dirname "$0")"
swift build -c release
[ -x .venv/bin/python ] || { python3 -m venv .venv && .venv/bin/pip -q install -r requirements.txt; }
.venv/bin/python compare.py "$(swift build -c release --show-bin-path)/bench"
