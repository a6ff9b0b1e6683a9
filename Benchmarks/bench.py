"""Runs the benchmark beside its peers by turns, checks that all reach the same cents, prints tables and keeps them in
RESULTS.md. Times are seconds of the processor; ratios are medians over rounds in which everybody had a turn."""
import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "peers"))

import numpy as np

import reduced_numba
import reduced_numpy

BINARY = os.path.join(ROOT, ".build", "release", "plimsoll-bench")
PROGRAM = os.path.join(ROOT, ".build", "release", "plimsoll")
FLAGS = {"baseline": [], "avx2": ["-mavx2"]}
SAME = ["accrued", "paid", "defaults", "worst"]
median = statistics.median

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="the day to write into RESULTS.md")
options.add_argument("--rounds", type=int, default=9)
options.add_argument("--paths", type=int, default=2048, help="paths of the reduced model")
options.add_argument("--quick", action="store_true", help="smaller whole runs, for a busy machine")
options.add_argument("--no-program", action="store_true", help="leave out what needs the program `plimsoll` itself")
options.add_argument("--keep", action="store_true", help="write RESULTS.md")
options = options.parse_args()
SMALLER = 4 if options.quick else 1

lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


def table(heads, rows):
    say("| " + " | ".join(heads) + " |")
    say("| --- |" + " ---: |" * (len(heads) - 1))
    for row in rows:
        say("| " + " | ".join(str(cell) for cell in row) + " |")
    say()


def output(*command, **environment):
    return subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, env=dict(os.environ, **environment)).stdout


def measured(*command, **environment):
    return json.loads(output(*command, **environment))


def ratio(rows, over, under):
    each = [row[over] / row[under] for row in rows]
    return median(each), f"{median(each):.2f} ({min(each):.2f} to {max(each):.2f})"


def exponent(sizes, costs):
    """The power of the size that the cost grows with: the slope in logarithms, by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def aim(name, reached, wanted, holds):
    goals.append((name, reached, wanted, "yes" if holds else "**no**"))


goals = []
best = measured(BINARY, "set")["set"]
# Rows of 32 paths are C's best; a thread of Plimsoll runs wider blocks.
NARROW, WIDE = 32, 128
compiled = {}
for lanes in (NARROW, WIDE):
    compiled[lanes] = os.path.join(ROOT, ".build-bench", f"reduced-{best}-{lanes}")
    subprocess.run(
        ["clang", "-O3", "-ffp-contract=off", *FLAGS[best], f"-DLANES={lanes}", "-I", "Sources/CLanes",
         "-I", "Sources/CLanes/include", "Benchmarks/peers/reduced.c", "-o", compiled[lanes]], check=True, cwd=ROOT)


def processor():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())


commit = output("git", "-C", ROOT, "rev-parse", "--short", "HEAD").decode().strip()
say("# Results of `make bench`")
say()
say(f"Machine: {processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; load before the run "
    f"{os.getloadavg()[0]:.1f}. {options.date}, commit {commit}. Compiled for {best}; Python "
    f"{platform.python_version()}, numpy {np.__version__}, numba {reduced_numba.numba_version}; "
    f"{output('clang', '--version').decode().splitlines()[0]}.")
say()

# 1 The reduced model

network = reduced_numba.network()
start = time.process_time()
reduced_numba.run(64, *network)
compiling = time.process_time() - start
numbers = np.frombuffer(output(BINARY, "draws", 512)).reshape(reduced_numpy.QUARTERS, reduced_numpy.DRIVERS, 512)
ours = measured(BINARY, "reduced", 512)
checks = {"C": measured(compiled[NARROW], "reduced", 512), "numba": reduced_numba.outcome(512, network)}
wide, peer = measured(BINARY, "reduced", 512, WIDE), measured(compiled[WIDE], "reduced", 512)
if any(wide[key] != peer[key] for key in [*SAME, "prices"]):
    sys.exit(f"C with rows of {WIDE} disagrees: {peer} against {wide}")
for peer, result in checks.items():
    if any(result[key] != ours[key] for key in SAME) or result["prices"] != ours["prices"]:
        sys.exit(f"{peer} disagrees: {result} against {ours}")
given = reduced_numpy.run(512, 256, reduced_numpy.given(numbers))
if any(abs(given[key] / ours[key] - 1) > 1e-9 for key in [*SAME, "prices"]):
    sys.exit(f"numpy disagrees: {given} against {ours}")


def timed(work):
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1e9 / (options.paths * reduced_numpy.QUARTERS)


normals = reduced_numpy.drawn()
rows = []
for _ in range(options.rounds):
    rows.append({
        "ours": measured(BINARY, "reduced", options.paths, WIDE)["ns"],
        "C": min(measured(compiled[lanes], "reduced", options.paths)["ns"] for lanes in (NARROW, WIDE)),
        "numba": timed(lambda: reduced_numba.run(options.paths, *network)),
        "ours, narrow": measured(BINARY, "reduced", options.paths, NARROW)["ns"],
        "numpy": min(timed(lambda: reduced_numpy.run(options.paths, width, normals)) for width in (256, 1024)),
    })
say("## The reduced model, one thread")
say()
say("20 correlated drivers, 200 loans, 40 parties, 6 rounds of clearing, 32 quarters: `Benchmarks/reduced/ReducedModel.swift`. "
    f"C and numba reach the same bits and the same cents in 512 paths ({ours['paid']} cents paid, {ours['defaults']} defaults), "
    "numpy on the same normals the same sums to 1e-9.")
say()
names = {"ours": f"Plimsoll, blocks of {WIDE} paths", "C": f"C, clang -O3, {best}, better of rows of {NARROW} and {WIDE}",
         "numba": "numba, blocks of 32 paths", "ours, narrow": f"Plimsoll, blocks of {NARROW} paths",
         "numpy": "numpy and scipy.sparse, better of 256 and 1,024 paths"}
table(["", "ns per path-step", "ratio to Plimsoll (range)"],
      [(title, f"{median(row[key] for row in rows):,.0f}", ratio(rows, key, "ours")[1]) for key, title in names.items()])
say(f"numba compiles for {compiling:.1f} s before; not counted.")
say()
for name, over, under, wanted, most in [
    ("numba's time over ours", "numba", "ours", 1.5, False), ("numpy's time over ours", "numpy", "ours", 6, False),
    (f"our time over C's, both {best}", "ours", "C", 1.25, True),
]:
    value, text = ratio(rows, over, under)
    aim(name, text, f"{'at most' if most else 'at least'} {wanted}", value <= wanted if most else value >= wanted)

# 2 Normals and postings

COUNT = 1_000_000
rows = []
for _ in range(options.rounds):
    row = {"ours": measured(BINARY, "normals", COUNT, WIDE)["ns"]}
    for kind in (np.random.SFC64, np.random.PCG64, np.random.Philox):
        generator, into = np.random.Generator(kind(1)), np.empty(4096)
        start = time.process_time()
        for _ in range(COUNT // 4096):
            generator.standard_normal(out=into)
        row[kind.__name__] = (time.process_time() - start) * 1e9 / (COUNT // 4096 * 4096)
    mine, plain = measured(BINARY, "post", 500, WIDE), measured(compiled[WIDE], "rows", 500)
    if mine["sum"] != plain["sum"]:
        sys.exit(f"postings disagree: {mine['sum']} against {plain['sum']}")
    row["posting"], row["rows"] = mine["ns"], plain["ns"]
    rows.append(row)
say("## Normals and postings, one thread")
say()
say("Normals by inversion, any of them alone by its name (path, quarter, driver); numpy's come in a sequence. A posting with all "
    f"its checks against the bare C loop that adds rows of {WIDE} amounts leg by leg.")
say()
table(["", "ns each", "ratio to Plimsoll (range)"],
      [("Plimsoll, a normal", f"{median(row['ours'] for row in rows):.2f}", "1")]
      + [(f"numpy {kind}, a normal", f"{median(row[kind] for row in rows):.2f}", ratio(rows, kind, "ours")[1])
         for kind in ("SFC64", "PCG64", "Philox")]
      + [("Plimsoll, an amount on one side of a posting", f"{median(row['posting'] for row in rows):.3f}", "1"),
         ("C, an amount added", f"{median(row['rows'] for row in rows):.3f}", ratio(rows, "rows", "posting")[1])])
value, text = ratio(rows, "SFC64", "ours")
aim("normals: numpy's fastest over ours", text, "at least 4", value >= 4)
value, text = ratio(rows, "posting", "rows")
aim("posting over C's row-add loop", text, "at most 1.4", value <= 1.4)

# 3 Threads, whole runs

rows = [{count: measured(BINARY, "whole", 8192 // SMALLER, count, "childress")["wall"] for count in (1, 2)} for _ in range(options.rounds)]
speed_up = min(row[1] for row in rows) / min(row[2] for row in rows)
aim("two threads, best of nine (wall)", f"{speed_up:.2f}", "at least 1.7", speed_up >= 1.7)


def whole(scenario, paths, threads=1):
    """All that a user waits for: reading, compiling, the run, storing, the page: seconds of the processor and by the clock."""
    store = os.path.join(ROOT, ".build-bench", "bench.plimsoll")
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(store + suffix):
            os.remove(store + suffix)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    output(PROGRAM, "run", scenario, "--paths", paths, "--threads", threads, "--no-effects", PLIMSOLL_STORE=store)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


say("## Whole runs, one thread")
say()
if options.no_program:
    say("The whole process was not measured in this run.")
    say()
say("The kernel is the eight stages of all quarters of all blocks in one worker, with nothing read, compiled, sorted or stored; "
    "the whole is the process `plimsoll run`: reading, compiling, the run, storing every path, the page.")
say()
cells = []
for scenario, paths, rounds in (("childress", 4096 // SMALLER, 3), ("base-2026", 1024 if options.quick else 10_000, 1)):
    if options.no_program:
        seconds = [measured(BINARY, "kernel", paths, scenario)["seconds"] for _ in range(rounds)]
        cells.append((f"{scenario}, {paths:,} paths", f"{median(seconds):.1f} s", "-", "-"))
        continue
    rows = [{"kernel": measured(BINARY, "kernel", paths, scenario)["seconds"], "whole": whole(scenario, paths)[0]}
            for _ in range(rounds)]
    value, text = ratio(rows, "whole", "kernel")
    cells.append((f"{scenario}, {paths:,} paths", f"{median(row['kernel'] for row in rows):.1f} s",
                  f"{median(row['whole'] for row in rows):.1f} s", text))
    if scenario == "base-2026":
        aim(f"base case, whole over kernel, {paths:,} paths", text, "at most 1.5", value <= 1.5)
table(["", "kernel", "whole process", "whole / kernel"], cells)
if not options.no_program:
    paths = 1024 if options.quick else 10_000
    seconds = whole("base-2026", paths, threads=2)[1]
    gigabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    say(f"On two threads `plimsoll run base-2026 --paths {paths}` takes {seconds:.0f} s by the clock and at most {gigabytes:.2f} GB.")
    say()
    aim(f"base case, {paths:,} paths on two threads", f"{seconds:.0f} s, {gigabytes:.2f} GB", "15 s, 2 GB",
        seconds <= 15 and gigabytes <= 2)

# 4 How cost and memory grow

say("## How cost and memory grow")
say()
sizes = [256 // SMALLER, 1024 // SMALLER, 4096 // SMALLER]
runs = [[measured(BINARY, "whole", size, 1, "childress") for size in sizes] for _ in range(3)]
costs = [min(run[index]["seconds"] for run in runs) for index in range(len(sizes))]
power = exponent(sizes, costs)
cells = [("paths of childress", ", ".join(f"{size:,}" for size in sizes), ", ".join(f"{cost:.2f} s" for cost in costs),
          f"{power:.2f}")]
aim("cost in paths, exponent", f"{power:.2f}", "at most 1.1", power <= 1.1)
sizes = [12, 24, 37]
runs = [[measured(BINARY, "quarters", 1024 // SMALLER, size, "childress") for size in sizes] for _ in range(3)]
costs = [min(run[index]["seconds"] for run in runs) for index in range(len(sizes))]
power = exponent(sizes, costs)
cells.append((f"quarters of childress, {1024 // SMALLER:,} paths", ", ".join(map(str, sizes)), ", ".join(f"{cost:.2f} s" for cost in costs),
              f"{power:.2f}"))
aim("cost in quarters, exponent", f"{power:.2f}", "at most 1.1", power <= 1.1)
runs = [[measured(BINARY, "parties", size, 64) for size in (10, 30, 100, 300, 1000)] for _ in range(3)]
sizes = [run["parties"] for run in runs[0]]
costs = [min(run[index]["seconds"] for run in runs) for index in range(len(sizes))]
power = exponent(sizes, costs)
cells.append(("parties of a generated network, 64 paths", ", ".join(f"{size:,}" for size in sizes),
              ", ".join(f"{cost:.2f} s" for cost in costs), f"{power:.2f}"))
aim("cost in parties, exponent", f"{power:.2f}", "at most 1.1", power <= 1.1)
table(["", "sizes", "seconds", "exponent"], cells)


def largest(scenario, paths, mebibytes):
    """Bytes of the process at its largest, as the kernel keeps them; what a parent held does not count."""
    process = subprocess.Popen(
        [PROGRAM, "run", scenario, "--paths", str(paths), "--memory", str(mebibytes), "--no-store", "--no-effects"],
        stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/status") as file:
                most = max([most] + [int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM")])
        except OSError:
            pass
        time.sleep(0.02)
    if process.returncode != 0:
        sys.exit(f"{scenario} with {paths} paths ended with {process.returncode}")
    return most


cells = []
for scenario, sizes in () if options.no_program else (
    ("childress", [100_000 // SMALLER, 200_000 // SMALLER, 300_000 // SMALLER]),
    ("base-2026", [1_000 // SMALLER, 2_500 // SMALLER, 4_000 // SMALLER]),
):
    bytes_ = [largest(scenario, size, 1) for size in sizes]
    slope = (bytes_[-1] - bytes_[0]) / (sizes[-1] - sizes[0])
    million = bytes_[0] + slope * (1_000_000 - sizes[0])
    cells.append((scenario, ", ".join(f"{size:,}" for size in sizes), ", ".join(f"{each / 1e6:.0f} MB" for each in bytes_),
                  f"{slope:,.0f} bytes", f"{million / 1e9:.2f} GB"))
    aim(f"memory of 1,000,000 paths of {scenario}, by the slope", f"{million / 1e9:.2f} GB", "below 3 GB", million < 3e9)
if cells:
    say("`plimsoll run --memory 1` on two threads: a budget of 1 MiB for the numbers of all paths, beyond which they lie in a file.")
    say()
    table(["memory", "paths", "largest resident size", "a path more", "a million paths, by the slope"], cells)

# 5 Instructions

with open(os.path.join(HERE, "instructions.json")) as file:
    counts = json.load(file)
say("## Instructions")
say()
say("Per path-step of the reduced model, counted by callgrind; the tests fail when one rises by more than 2 % "
    "(`Benchmarks/instructions.py`).")
say()
table(["compiled for", "instructions per path-step"], [(name, f"{count:,.0f}") for name, count in counts.items()])

say("## Aims")
say()
table(["", "reached", "aim", "met"], goals)
if options.keep:
    with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
        file.write("\n".join(lines).rstrip() + "\n")
