"""Runs the benchmark and its peer by turns, checks that both reach the same cents, prints a table."""
import json
import os
import platform
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BINARY = os.path.join(HERE, "..", ".build", "release", "plimsoll-bench")
ROUNDS, PATHS = 9, 4096
ENVIRONMENT = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def measured(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout)


swift, numpy, deal = [], [], []
for _ in range(ROUNDS):
    swift.append(measured(BINARY, "reduced", str(PATHS)))
    numpy.append(measured(sys.executable, os.path.join(HERE, "peer_numpy.py"), str(PATHS)))
    deal.append(measured(BINARY, "deal", "1024"))
base = [measured(BINARY, "base", "256") for _ in range(3)]
if swift[0]["turnover"] != numpy[0]["turnover"]:
    sys.exit(f"the peers disagree: {swift[0]['turnover']} against {numpy[0]['turnover']} cents")


def median(rows, key):
    return statistics.median(row[key] for row in rows)


ratios = [n["seconds"] / s["seconds"] for s, n in zip(swift, numpy)]
print(f"machine: {platform.machine()}, {os.cpu_count()} cores, {platform.platform()}")
print(f"one thread, CPU time, median of {ROUNDS} rounds run by turns; the same {swift[0]['turnover']} cents on both sides")
print()
print(f"reduced model, Plimsoll   {median(swift, 'ns_per_path_step'):10.0f} ns per path-step"
      f"   {median(swift, 'ns_per_posting_leg'):6.2f} ns per posted side, all work included")
print(f"reduced model, numpy      {median(numpy, 'ns_per_path_step'):10.0f} ns per path-step")
print(f"numpy / Plimsoll          {statistics.median(ratios):10.1f} x   (from {min(ratios):.1f} to {max(ratios):.1f})")
print(f"childress deal, whole     {median(deal, 'ns_per_path_step'):10.0f} ns per path-step"
      f"   {median(deal, 'ns_per_leg'):6.1f} ns per obligation ({deal[0]['legs']} of them)")
print(f"base case, whole          {median(base, 'ns_per_path_step'):10.0f} ns per path-step"
      f"   {median(base, 'ns_per_leg'):6.1f} ns per obligation ({base[0]['legs']} of them);"
      f" 10,000 paths take {median(base, 'seconds') / 256 * 10_000:.0f} s of CPU time")
