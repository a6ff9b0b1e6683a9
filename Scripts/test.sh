#!/bin/sh
# Builds everything once, in release, and runs every test. The binary comes first: acceptance tests run it.
set -eu
swift build -c release --product plimsoll
exec swift test -c release "$@"
