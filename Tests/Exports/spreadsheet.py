"""The exported spreadsheet in LibreOffice: formulas without their values recompute to the engine's.

Takes the folder of an export. Every formula's value is taken out, LibreOffice computes them all, and each is compared with the value
that the engine had written.
"""
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

CELL = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?(?: t="str")?><f>(.*?)</f><v>(.*?)</v></c>')


def without_value(cell):
    return f'<c r="{cell.group(1)}{cell.group(2)}"{cell.group(3) or ""}><f>{cell.group(4)}</f></c>'


def with_a_wrong_value(bytes):
    """The same book with the value of its last formula off by one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes)) as book, zipfile.ZipFile(target, "w") as copy:
        last = max(name for name in book.namelist() if name.startswith("xl/worksheets/"))
        for name in book.namelist():
            text = book.read(name).decode()
            if name == last:
                cell = list(CELL.finditer(text))[-1]
                wrong = cell.group(0).replace(f"<v>{cell.group(5)}</v>", f"<v>{float(cell.group(5)) + 1}</v>")
                text = text[: cell.start()] + wrong + text[cell.end():]
            copy.writestr(name, text)
    return target.getvalue()


def column(name):
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def main(folder):
    source = pathlib.Path(folder, "deal.xlsx")
    checked = wrong = 0
    with tempfile.TemporaryDirectory() as work, zipfile.ZipFile(source) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        bare = pathlib.Path(work, "bare.xlsx")
        with zipfile.ZipFile(bare, "w") as copy:
            for name in book.namelist():
                text = book.read(name).decode()
                copy.writestr(name, CELL.sub(without_value, text))
        # One CSV a sheet, full numbers.
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to",
             'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1', "--outdir", work, str(bare)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
        for index, name in enumerate(names, 1):
            rows = list(csv.reader(open(pathlib.Path(work, f"bare-{name}.csv"), encoding="utf-8")))
            for letters, row, _, formula, value in CELL.findall(book.read(f"xl/worksheets/sheet{index}.xml").decode()):
                found = rows[int(row) - 1][column(letters)]
                checked += 1
                same = found == "" if value == "" else found != "" and abs(float(found) - float(value)) <= 1e-6 * max(1, abs(float(value)))
                if not same:
                    wrong += 1
                    if wrong < 20:
                        print(f"{name}!{letters}{row} ={formula}: {found!r}, the engine has {value!r}")
    print(f"spreadsheet: {checked} formulas, {wrong} differ from the engine")
    return 1 if wrong or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
