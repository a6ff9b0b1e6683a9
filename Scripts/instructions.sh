#!/bin/sh
# Counts the instructions of the reduced model with callgrind, installing it where it is missing, and fails when they have risen.
set -eu
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null 2>&1; then
    echo "instructions: installing valgrind" >&2
    Scripts/install.sh valgrind >/dev/null
fi
# shellcheck disable=SC2046
swift build $(Scripts/flags.sh) --product plimsoll-bench
exec python3 Benchmarks/instructions.py "$@"
