"""FinancialNetwork beside numpy, scipy sparse and networkx: the same networks, one core each, answers compared.

Run with `sh run.sh`. Times are seconds on a core for the whole batch, the best of three here and of one or two there,
layout of the data apart.
"""
import os
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"
import subprocess, sys, tempfile, time
import networkx, numpy as np, scipy.sparse as sparse

bench = sys.argv[1]
folder = tempfile.mkdtemp()


def random_network(rng, n, degree, alpha, beta):
    owed = np.zeros((n, n))
    mask = rng.random((n, n)) < degree / (n - 1)
    np.fill_diagonal(mask, False)
    owed[mask] = np.round(rng.exponential(10, mask.sum()) + 0.01, 2)
    outside = np.round(rng.exponential(10, n), 2)
    total = owed.sum(1) + outside
    assets = np.round(np.maximum(0, total - owed.sum(0)) * rng.uniform(0.6, 1.5, n) + rng.exponential(2, n), 2)
    return owed, outside, assets, alpha, beta


def write(networks, name):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        for owed, outside, assets, alpha, beta in networks:
            rows, columns = np.nonzero(owed)
            head = np.array([len(assets), len(rows), alpha, beta], dtype=float)
            edges = np.stack([rows, columns, owed[rows, columns]], 1).ravel()
            np.concatenate([head, assets, outside, edges]).tofile(file)
    return path


def default_set(owed, outside, assets, alpha, beta):
    """Defaults added until none is left, one dense solve each time."""
    total = owed.sum(1) + outside
    share = np.divide(owed, total[:, None], out=np.zeros_like(owed), where=total[:, None] > 0)
    paid = total.copy()
    failed = np.zeros(len(total), bool)
    while True:
        value = assets + paid @ share
        fresh = ~failed & (value < total * (1 - 1e-12))
        if not fresh.any():
            return paid
        failed |= fresh
        index = np.flatnonzero(failed)
        inner = share[np.ix_(index, index)]
        right = alpha * assets[index] + beta * (total[~failed] @ share[np.ix_(~failed, index)])
        paid[index] = np.linalg.solve(np.eye(len(index)) - beta * inner.T, right)


def sparse_rounds(share, total, assets, alpha, beta):
    """Rounds of payments from "all pay", to 1e-12; `share` is debtor by creditor, transposed, compressed by row."""
    paid = total.copy()
    limit = 1e-12 * total.max()
    while True:
        received = share @ paid
        value = assets + received
        new = np.where(value >= total * (1 - 1e-12), total, np.minimum(total, alpha * assets + beta * received))
        if np.abs(new - paid).max() <= limit:
            return new
        paid = new


def swift(*arguments):
    return subprocess.run([bench, *map(str, arguments)], check=True, capture_output=True, text=True).stdout.split()


def timed(work, times=1):
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        answer = work()
        best = min(best, time.process_time() - start)
    return best, answer


def row(task, peer, theirs, ours, check):
    print(f"{task:34} {peer:30} {theirs:9.5f} s {ours:9.5f} s {theirs / ours:7.1f}x   {check}")


print(f"{'task':34} {'peer':30} {'peer':>11} {'here':>11} {'ratio':>8}   check")
for costs, alpha, beta in (("no costs", 1.0, 1.0), ("alpha .8 beta .7", 0.8, 0.7)):
    rng = np.random.default_rng(1)
    networks = [random_network(rng, 50, 6, alpha, beta) for _ in range(10_000)]
    path = write(networks, "small")
    out = os.path.join(folder, "paid")
    ours, layout = map(float, swift("clear", path, out))
    theirs, paid = timed(lambda: [default_set(*network) for network in networks])
    gap = np.abs(np.concatenate(paid) - np.fromfile(out)).max()
    failed = sum((p < n[0].sum(1) + n[1] - 1e-9).sum() for p, n in zip(paid, networks)) / 500_000
    row(f"10,000 x 50, {costs}", "numpy default set and solve", theirs, ours, f"gap {gap:.1e}, layout {layout:.3f} s, {failed:.1%} fail")

    networks = [random_network(rng, 1_000, 8, alpha, beta) for _ in range(100)]
    path = write(networks, "large")
    ours, layout = map(float, swift("clear", path, out))
    prepared = []
    for owed, outside, assets, _, _ in networks:
        total = owed.sum(1) + outside
        prepared.append((sparse.csr_matrix((owed / total[:, None]).T), total, assets, alpha, beta))
    theirs, paid = timed(lambda: [sparse_rounds(*network) for network in prepared], 2)
    gap = np.abs(np.concatenate(paid) - np.fromfile(out)).max()
    row(f"100 x 1,000, {costs}", "scipy sparse rounds", theirs, ours, f"gap {gap:.1e}, layout {layout:.3f} s")

rng = np.random.default_rng(2)
network = random_network(rng, 50, 6, 1, 1)
path = write([network], "cycles")
graph = networkx.from_numpy_array(network[0], create_using=networkx.DiGraph)
for length in (4, 5, 6):
    theirs, count = timed(lambda: sum(1 for _ in networkx.simple_cycles(graph, length_bound=length)), 3)
    ours, found = swift("cycles", path, length)
    assert int(found) == count, (found, count)
    row(f"cycles of at most {length}, n = 50", "networkx simple_cycles", theirs, float(ours), f"{count} cycles each")


def finn(owed, outside, assets, alpha, beta):
    flow = assets + owed.sum(0)
    visits = np.diag(np.linalg.inv(np.eye(len(flow)) - owed / flow[:, None]))
    return (flow * (1 - 1 / visits)).sum() / flow.sum()


for n, degree, count in ((50, 6, 1_000), (1_000, 8, 2)):
    networks = []
    for _ in range(count):
        owed, outside, assets, _, _ = random_network(rng, n, degree, 1, 1)
        networks.append((owed, outside, np.maximum(assets, owed.sum(1) + outside - owed.sum(0)), 1, 1))
    path = write(networks, "finn")
    theirs, total = timed(lambda: sum(finn(*network) for network in networks), 2)
    ours, found = map(float, swift("finn", path))
    row(f"Finn index, {count:,} x {n:,}", "numpy inverse", theirs, ours, f"gap {abs(total - found):.1e}")
