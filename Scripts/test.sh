#!/bin/sh
# Builds everything once, in release and as `make run` builds it, and runs every test.
set -eu
swift build -c release --build-tests
exec swift test -c release --skip-build "$@"
