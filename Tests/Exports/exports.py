"""What `plimsoll export` writes, read by the programs that people open it with: LibreOffice and duckdb.

Prints a line a check and a closing line that counts.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import spreadsheet

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PLIMSOLL", str(ROOT / ".build/release/plimsoll"))
HAS_SPREADSHEETS = "Excel" in subprocess.run([ROOT / "Scripts/flags.sh"], capture_output=True, text=True, check=True).stdout
DUCKDB = os.environ.get("PLIMSOLL_DUCKDB", "duckdb")


def run(folder, *arguments):
    environment = dict(os.environ, PLIMSOLL_STORE=f"{folder}/runs.plimsoll", PLIMSOLL_SCENARIOS=str(ROOT / "Scenarios"))
    return subprocess.run([BINARY, *arguments], env=environment, check=True, capture_output=True, text=True).stdout


def parquet(export):
    """Parquet holds what CSV holds: rows, columns, and the sum of every column."""
    rows = list(csv.reader(open(export / "paths.csv", encoding="utf-8")))
    query = f"COPY (SELECT * FROM '{export}/paths.parquet' ORDER BY path) TO '{export}/back.csv' (HEADER)"
    subprocess.run([DUCKDB, "-c", query], check=True, stdout=subprocess.DEVNULL)
    back = list(csv.reader(open(export / "back.csv", encoding="utf-8")))
    assert back[0] == rows[0] and len(back) == len(rows), (len(back), len(rows))
    for left, right in zip(rows[1:], back[1:]):
        for a, b in zip(left, right):
            assert a == b or float(a) == float(b), (a, b)


def answer(export, printed):
    """The files carry the answer that was printed, with units and errors in the headings."""
    kept = json.loads((export / "answer.json").read_text())
    assert kept == json.loads(printed)
    manifest = json.loads((export / "manifest.json").read_text())
    assert manifest["digest"] == kept["digest"] and manifest["seed"] == kept["seed"]
    heading = (export / "tables/causes.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "[%]" in heading and "standard error" in heading, heading
    memo = (export / "memo.html").read_text(encoding="utf-8")
    assert kept["digest"] in memo and "http" not in memo.replace("http://www.w3.org/2000/svg", "")


def can_fail(export):
    """A spreadsheet with one wrong number is told from a right one."""
    source = export / "deal.xlsx"
    kept = source.read_bytes()
    book = spreadsheet.with_a_wrong_value(kept)
    source.write_bytes(book)
    try:
        assert spreadsheet.main(export) == 1
    finally:
        source.write_bytes(kept)


def same_bytes(folder, export):
    """Written twice, the spreadsheet is the same file."""
    run(folder, "export", "latest", "--to", f"{folder}/again")
    assert (export / "deal.xlsx").read_bytes() == pathlib.Path(folder, "again/deal.xlsx").read_bytes()


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        printed = run(folder, "run", "childress", "--paths", "512", "--no-effects", "--json")
        run(folder, "export", "latest", "--to", f"{folder}/export", "--all-paths", "--parquet")
        export = pathlib.Path(folder, "export")
        checks = [
            ("the files carry the answer that was printed", lambda: answer(export, printed)),
            ("Parquet holds what CSV holds", lambda: parquet(export)),
        ]
        if HAS_SPREADSHEETS:
            checks += [
                ("every formula recomputes to the engine's value", lambda: require(spreadsheet.main(export) == 0)),
                ("a wrong number in the spreadsheet is found", lambda: can_fail(export)),
                ("the spreadsheet is the same file each time", lambda: same_bytes(folder, export)),
            ]
        for name, check in checks:
            try:
                check()
                passed += 1
                print(f"ok      {name}", flush=True)
            except Exception as problem:
                failed += 1
                print(f"FAILED  {name}: {problem!r}", flush=True)
    print(f"exports: {passed} passed, {failed} failed")
    return 1 if failed else 0


def require(holds):
    assert holds


if __name__ == "__main__":
    sys.exit(main())
