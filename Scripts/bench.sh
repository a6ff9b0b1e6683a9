#!/bin/sh
# Builds the benchmark and the program, installs the peers in a Python environment of their own, runs all by turns and writes
# Benchmarks/RESULTS.md. Arguments go to bench.py: `Scripts/bench.sh --date 2026-11-21 --rounds 15`.
set -eu
cd "$(dirname "$0")/.."
flags=$(Scripts/flags.sh)
# shellcheck disable=SC2086
swift build $flags --product plimsoll-bench
# shellcheck disable=SC2086
swift build $flags --product plimsoll
python=.build-bench/venv/bin/python
if ! "$python" -c 'import numba, numpy, scipy' 2>/dev/null; then
    python3 -m venv .build-bench/venv
    .build-bench/venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1 numba==0.68.1
fi
exec "$python" Benchmarks/bench.py --keep "$@"
