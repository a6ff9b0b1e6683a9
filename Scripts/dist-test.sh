#!/bin/sh
# Unpacks a tarball of `make dist` in an empty folder and tries what it holds, with no variables set and no Swift on the path.
set -eu
tarball=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
fail() { echo "dist-test: $1" >&2; exit 1; }
tar --extract --gzip -C "$place" -f "$tarball"
set -- "$place"/*
[ $# = 1 ] || fail "the tarball holds more than one folder"
folder=$1
mkdir "$place/elsewhere"
cd "$place/elsewhere"
clean() { env -i PATH=/usr/bin:/bin HOME="$place" PLIMSOLL_STORE="$place/runs.plimsoll" "$@"; }

missing=$(ldd "$folder/plimsoll" | grep -E "not found|swift|Foundation|dispatch" || true)
[ -z "$missing" ] || fail "it wants libraries that a machine may lack: $missing"
clean "$folder/plimsoll" --version >/dev/null || fail "it does not start"
clean "$folder/plimsoll" run childress --paths 200 >"$place/answer" || fail "childress does not run"
grep -q "WHO FAILS" "$place/answer" || fail "the answer of childress lacks its heading"
clean "$folder/plimsoll" explain latest --path 7 >/dev/null || fail "a stored path does not replay"
# Found through a link, and by its name alone.
mkdir "$place/bin"
ln -s "$folder/plimsoll" "$place/bin/plimsoll"
env -i PATH="$place/bin:/usr/bin:/bin" HOME="$place" plimsoll check textbook/sim >/dev/null 2>&1 \
    || env -i PATH="$place/bin:/usr/bin:/bin" HOME="$place" plimsoll check triangle >/dev/null \
    || fail "called by its name it does not find its scenarios"
clean "$folder/plimsoll" serve --port 0 >"$place/serving" 2>"$place/log" &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$place"' EXIT
for _ in $(seq 100); do grep -q http "$place/serving" && break; sleep 0.1; done
address=$(sed -n 's/^Workbench at //p' "$place/serving")
[ -n "$address" ] || fail "the workbench does not serve: $(cat "$place/log")"
python3 - "$address" <<'PYTHON'
import sys, urllib.request
for page in ["", "runs/1/overview", "assets/workbench.css", "method/money"]:
    with urllib.request.urlopen(sys.argv[1] + page) as answer:
        assert answer.status == 200 and len(answer.read()) > 500, page
PYTHON
for file in LICENSE NOTICE README.md completions/plimsoll.bash completions/_plimsoll completions/plimsoll.fish; do
    [ -s "$folder/$file" ] || fail "$file is missing"
done
bash -n "$folder/completions/plimsoll.bash" || fail "the completions for bash are broken"
[ "$(find "$folder/licences" -type f | wc -l)" -ge 10 ] || fail "licences are missing"
echo "dist-test: passed: $(basename "$tarball"), $(ldd "$folder/plimsoll" | wc -l) libraries of the machine"
