#!/bin/sh
# Builds the benchmark and runs it beside its peers in a Python environment of its own.
set -eu
# shellcheck disable=SC2046
swift build $("$(dirname "$0")/flags.sh") --product plimsoll-bench
if [ ! -x .build-bench/venv/bin/python ]; then
    python3 -m venv .build-bench/venv
    .build-bench/venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6
fi
exec .build-bench/venv/bin/python Benchmarks/bench.py
