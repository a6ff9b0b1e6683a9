"""PowerSystem beside numpy and assetra on RTS-79: the same system, one core each, answers compared.

Run with `sh run.sh`. Each round runs all of them in turn; a ratio is the peer's seconds on a core over ours in the same
round, and the median of the rounds is printed with the smallest and the largest.
"""
import os
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"
import datetime, statistics, subprocess, sys, time
import numpy as np

bench = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
YEARS = 1_000


def swift(*arguments):
    out = subprocess.run([bench, *map(str, arguments)], check=True, capture_output=True, text=True).stdout
    return out.strip().split("\n")


lines = swift("system")
kinds = [tuple(map(float, line.split())) for line in lines[:-1]]
loads = np.array(lines[-1].split(), dtype=float)
units = [(int(size), rate, fail, repair) for count, size, rate, fail, repair in kinds for _ in range(int(count))]


def exact():
    """Convolution on a grid of 1 MW, then a lookup for each hour."""
    table = np.array([1.0])
    for size, rate, _, _ in units:
        grown = np.zeros(len(table) + size)
        grown[:len(table)] = rate * table
        grown[size:] += (1 - rate) * table
        table = grown
    chance = np.cumsum(table)
    megawatts = np.cumsum(table * np.arange(len(table)))
    below = np.ceil(loads).astype(int) - 1
    return chance[below].sum(), (loads * chance[below] - megawatts[below]).sum()


def sequential(generator):
    """Event-driven years: geometric durations of all years at once, one unit at a time."""
    hours = len(loads)
    changes = np.zeros((YEARS, hours + 1))
    for size, rate, fail, repair in units:
        is_in = generator.random(YEARS) >= rate
        changes[:, 0] += size * is_in
        hour = np.zeros(YEARS, dtype=np.int64)
        years = np.arange(YEARS)
        while len(years):
            duration = generator.geometric(np.where(is_in, 1 / fail, 1 / repair))
            hour = hour + duration
            keep = hour < hours
            years, hour, is_in = years[keep], hour[keep], is_in[keep]
            changes[years, hour] += np.where(is_in, -size, size)
            is_in = ~is_in
    short = loads - np.cumsum(changes[:, :hours], axis=1)
    short[short < 0] = 0
    return (short > 0).sum() / YEARS, short.sum() / YEARS


def assetra_model():
    import assetra.metrics, assetra.simulation, assetra.system, assetra.units
    import xarray as xr
    start = datetime.datetime(2001, 1, 1)
    end = start + datetime.timedelta(hours=len(loads) - 1)
    stamps = xr.date_range(start, end, freq="h")

    def series(values):
        return xr.DataArray(values, dims=["time"], coords={"time": stamps})

    builder = assetra.system.EnergySystemBuilder()
    builder.add_unit(assetra.units.DemandUnit(0, series(loads)))
    for number, (size, rate, _, _) in enumerate(units):
        builder.add_unit(
            assetra.units.StochasticUnit(
                number + 1, float(size), series(np.full(len(loads), float(size))), series(np.full(len(loads), rate))))
    system = builder.build()

    def run():
        simulation = assetra.simulation.ProbabilisticSimulation(start, end, YEARS)
        simulation.assign_energy_system(system)
        simulation.run()
        return (assetra.metrics.LossOfLoadHours(simulation).evaluate(),
                assetra.metrics.ExpectedUnservedEnergy(simulation).evaluate())

    return run


def timed(work, times=1):
    start = time.process_time()
    for _ in range(times):
        answer = work()
    return (time.process_time() - start) / times, answer


def ours(*arguments):
    seconds, lole, eue = map(float, swift(*arguments)[0].split())
    return seconds, (lole, eue)


generator = np.random.default_rng(1)
hourly = assetra_model()
tasks = [
    ("exact LOLE and EUE", "numpy", lambda: timed(exact, 100), lambda turn: ours("exact", 300)),
    (f"{YEARS:,} sampled years", "numpy, event-driven", lambda: timed(lambda: sequential(generator)),
     lambda turn: ours("sequential", YEARS, turn)),
    (f"{YEARS:,} sampled years", "assetra, hourly draws", lambda: timed(hourly),
     lambda turn: ours("sequential", YEARS, turn)),
]
results = [[] for _ in tasks]
for turn in range(rounds):
    for index, (_, _, peer, own) in enumerate(tasks):
        # Turns change who goes first.
        if turn % 2:
            theirs = peer()
            results[index].append((theirs, own(turn)))
        else:
            mine = own(turn)
            results[index].append((peer(), mine))
print(f"{'task':22} {'peer':24} {'peer':>10} {'here':>10} {'ratio':>7}  range           LOLE there, here")
for (task, peer, _, _), found in zip(tasks, results):
    ratios = [theirs[0] / mine[0] for theirs, mine in found]
    seconds = [statistics.median(side) for side in zip(*((theirs[0], mine[0]) for theirs, mine in found))]
    lole = [statistics.mean(side) for side in zip(*((theirs[1][0], mine[1][0]) for theirs, mine in found))]
    print(f"{task:22} {peer:24} {seconds[0]:8.5f} s {seconds[1]:8.5f} s {statistics.median(ratios):6.1f}x"
          f"  {min(ratios):.1f} to {max(ratios):.1f}  {lole[0]:10.4f}, {lole[1]:.4f}")
