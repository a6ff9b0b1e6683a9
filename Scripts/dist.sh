#!/bin/sh
# Makes .build-dist/plimsoll-VERSION-linux-ARCH.tar.gz: the program with the Swift libraries inside, built-in scenarios, the guide,
# completions for shells, and the licences of everything that is linked. Prints its path last.
set -eu
cd "$(dirname "$0")/.."
build=.build-dist
echo "dist: building with the Swift libraries linked in" >&2
swift build -c release --static-swift-stdlib --product plimsoll --scratch-path "$build" >&2
binary="$build/release/plimsoll"
name="plimsoll-$("$binary" --version)-linux-$(uname -m)"
folder="$build/$name"
rm -rf "$folder"
mkdir -p "$folder/completions" "$folder/licences"
cp "$binary" "$folder/plimsoll"
strip "$folder/plimsoll"
cp -R "$build/release/plimsoll_Workbench.resources" "$folder/"
# Only what is under version control: nobody's own scenarios and runs.
git ls-files -z Scenarios Documentation README.md CHANGELOG.md SECURITY.md LICENSE | tar --create --null --files-from - | tar --extract -C "$folder"
"$folder/plimsoll" --generate-completion-script bash >"$folder/completions/plimsoll.bash"
"$folder/plimsoll" --generate-completion-script zsh >"$folder/completions/_plimsoll"
"$folder/plimsoll" --generate-completion-script fish >"$folder/completions/plimsoll.fish"

# Whose work is inside: the packages of which objects were linked, the Swift libraries, and what those hold.
notice="$folder/NOTICE"
{
    echo "Plimsoll"
    echo "Apache License 2.0, see LICENSE."
    echo
    echo "This program holds the work of others, under the licences in the folder licences:"
} >"$notice"
for package in "$build"/checkouts/*; do
    title=$(basename "$package")
    linked=""
    for module in "$package"/Sources/*; do
        [ -d "$build/release/$(basename "$module").build" ] && linked=yes
    done
    [ -d "$build/release/$(echo "$title" | sed 's/\.swift$//').build" ] && linked=yes
    [ -n "$linked" ] || continue
    for file in "$package"/LICENSE* "$package"/NOTICE*; do
        [ -f "$file" ] || continue
        cp "$file" "$folder/licences/$title-$(basename "$file")"
    done
    echo "  $title" >>"$notice"
done
root=$(dirname "$(dirname "$(command -v swift)")")
[ -f "$root/share/swift/LICENSE.txt" ] && cp "$root/share/swift/LICENSE.txt" "$folder/licences/swift-LICENSE.txt"
cat >>"$notice" <<'END'
  Swift standard library, Dispatch and Foundation (Apache License 2.0 with Runtime Library Exception; swift-LICENSE.txt),
  which hold ICU (Unicode License v3, https://www.unicode.org/license.txt)
Yams holds libyaml (MIT, in its LICENSE). SQLite, in the public domain, the C and the C++ library are those of the machine.
END
tar --create --gzip --owner 0 --group 0 --numeric-owner -C "$build" -f "$build/$name.tar.gz" "$name"
echo "$build/$name.tar.gz"
