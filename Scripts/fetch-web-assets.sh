#!/bin/sh
# Puts the workbench's interactive libraries into .build-web: Apache ECharts 6.0.0 (Apache-2.0) and Tabulator 6.4.0 (MIT), out of a
# pinned wheel, each file checked. Pages do without them; a folder of your own: `plimsoll serve --web-assets FOLDER`.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-.build-web}
sums="baa8dfe7e1d9336b98e8986ba7e20ea15e7cdbea1ef42a59d59478632fa45a1d  echarts.min.js
26109755ae3e775957536099a2ca75e944f35d72afda75b60d828ee65190d895  tabulator.min.js
93ab046ce80d8c1933b06b30d530b5835796047aff2e057a1ec458287ba5515b  tabulator.min.css"

check() { [ -d "$1" ] && (cd "$1" && echo "$sums" | sha256sum --check --strict --quiet - >/dev/null 2>&1); }

if check "$folder"; then exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "fetch-web-assets: ECharts 6.0.0 and Tabulator 6.4.0" >&2
echo "panel==1.9.4 --hash=sha256:c89c4c1e728297daf0628ea5070fb0da8ad77781e2a3142d302479537c1de6a4" >"$work/requirements.txt"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --dest "$work" -r "$work/requirements.txt"
python3 - "$work" <<'PYTHON'
import glob, os, sys, zipfile
work = sys.argv[1]
inside = "panel/dist/bundled/"
names = {
    "echarts.min.js": inside + "echarts/echarts@6.0.0/dist/echarts.min.js",
    "tabulator.min.js": inside + "datatabulator/tabulator-tables@6.4.0/dist/js/tabulator.min.js",
    "tabulator.min.css": inside + "datatabulator/tabulator-tables@6.4.0/dist/css/tabulator.min.css",
}
with zipfile.ZipFile(glob.glob(os.path.join(work, "panel-*.whl"))[0]) as wheel:
    os.mkdir(os.path.join(work, "files"))
    for name, path in names.items():
        with open(os.path.join(work, "files", name), "wb") as file:
            file.write(wheel.read(path))
PYTHON
if ! check "$work/files"; then
    echo "fetch-web-assets: a file is not what it should be; nothing was put into $folder" >&2
    (cd "$work/files" && sha256sum ./*) >&2
    exit 1
fi
mkdir -p "$folder"
cp "$work"/files/* "$folder/"
