"""Counts the instructions of a path-step of the reduced model by callgrind, from the difference of a longer and a shorter run,
and compares them with instructions.json: a rise of more than 2 % fails. `--write` writes the file anew.

The kernels run on the set that the rest was compiled for, not on the best of the machine: counts of one set are the same on every
machine."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "instructions.json")
BINARY = os.path.join(HERE, "..", ".build", "release", "plimsoll-bench")
PATHS, QUARTERS, SLACK = 64, 32, 0.02


def instructions(paths):
    with tempfile.TemporaryDirectory() as folder:
        # Without its debugging information, which valgrind cannot read.
        binary = os.path.join(folder, "bench")
        subprocess.run(["strip", "-o", binary, BINARY], check=True)
        text = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", binary, "reduced", str(paths)], check=True,
            capture_output=True, text=True).stderr
    return int(text.split("Collected :")[1].split()[0])


name = json.loads(subprocess.run([BINARY, "set"], check=True, capture_output=True, text=True).stdout)["set"]
count = round((instructions(2 * PATHS) - instructions(PATHS)) / (PATHS * QUARTERS))
with open(FILE) as file:
    recorded = json.load(file)
if "--write" in sys.argv:
    recorded[name] = count
    with open(FILE, "w") as file:
        json.dump(recorded, file, indent=2)
        file.write("\n")
    print(f"{name}: {count:,}")
    sys.exit()
if name not in recorded:
    sys.exit(f"instructions: nothing is recorded for {name}, where a path-step takes {count:,}; record it by "
             "python3 Benchmarks/instructions.py --write")
change = count / recorded[name] - 1
print(f"{name}: {count:,} instructions per path-step, recorded {recorded[name]:,} ({change:+.1%})")
if change < -SLACK:
    print("Counts that fell are recorded by: python3 Benchmarks/instructions.py --write")
if change > SLACK:
    sys.exit("instructions: more than 2 % above what Benchmarks/instructions.json records; make it faster, or say so by "
             "python3 Benchmarks/instructions.py --write")
print("1 passed, 0 failed")
