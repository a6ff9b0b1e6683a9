#!/bin/sh
# Builds everything once, in release and as `make run` builds it, and runs every test, those in a browser last. With arguments, runs
# those tests alone: `Scripts/test.sh --filter PageTests`.
set -eu
swift build -c release --build-tests
swift test -c release --skip-build "$@"
[ $# -gt 0 ] || exec "$(dirname "$0")/outside-test.sh"
