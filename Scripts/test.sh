#!/bin/sh
# Builds everything once, in release and as `make run` builds it, and runs every test, those in a browser last. With arguments, runs
# those tests alone: `Scripts/test.sh --filter PageTests`.
set -eu
flags=$("$(dirname "$0")/flags.sh")
# shellcheck disable=SC2086
swift build $flags --build-tests
# shellcheck disable=SC2086
swift test $flags --skip-build "$@"
[ $# -gt 0 ] || exec "$(dirname "$0")/outside-test.sh"
