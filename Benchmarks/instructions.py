"""Counts the instructions of a path-step of the reduced model by callgrind, from the difference of a longer and a shorter run,
and compares them with instructions.json: a rise of more than 2 % fails. `--write` writes the file anew.

The instruction set is named, not found: baseline counts are the same on every x86-64 machine."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "instructions.json")
BINARY = os.path.join(HERE, "..", ".build", "release", "plimsoll-bench")
PATHS, QUARTERS, SLACK = 64, 32, 0.02


def instructions(name, paths):
    with tempfile.TemporaryDirectory() as folder:
        # Without its debugging information, which valgrind cannot read.
        binary = os.path.join(folder, "bench")
        subprocess.run(["strip", "-o", binary, BINARY], check=True)
        text = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", binary, "reduced", str(paths)], check=True,
            capture_output=True, text=True, env=dict(os.environ, PLIMSOLL_BENCH_SET=name)).stderr
    return int(text.split("Collected :")[1].split()[0])


def per_step(name):
    return (instructions(name, 2 * PATHS) - instructions(name, PATHS)) / (PATHS * QUARTERS)


has = json.loads(subprocess.run([BINARY, "set"], check=True, capture_output=True, text=True).stdout)["has"]
counts = {name: round(per_step(name)) for name in ("baseline", "avx2") if name in has}
if "--write" in sys.argv:
    with open(FILE, "w") as file:
        json.dump(counts, file, indent=2)
        file.write("\n")
    print(counts)
    sys.exit()
with open(FILE) as file:
    recorded = json.load(file)
failed = 0
for name, count in counts.items():
    change = count / recorded[name] - 1
    print(f"{name}: {count:,} instructions per path-step, recorded {recorded[name]:,} ({change:+.1%})")
    failed += change > SLACK
print("Counts that fell are recorded by: python3 Benchmarks/instructions.py --write" if min(
    count / recorded[name] for name, count in counts.items()) < 1 - SLACK else "", end="")
if failed:
    sys.exit("instructions: more than 2 % above what Benchmarks/instructions.json records; make it faster, or say so by "
             "python3 Benchmarks/instructions.py --write")
print(f"{len(counts)} passed, 0 failed")
