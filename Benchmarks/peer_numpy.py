"""The reduced model of reduced/ReducedModel.swift in numpy, the way a good numpy user writes it: arrays over paths."""
import json
import sys
import time

import numpy as np

PRICES, LOANS, PARTIES, QUARTERS = 20, 200, 20, 32


def shocks(first, width, quarter):
    path = np.arange(first, first + width, dtype=np.int64)
    price = np.arange(PRICES, dtype=np.int64)[:, None]
    mixed = (path * 7919 + price * 104_729 + quarter * 1_299_709) % 1_000_003
    return mixed / 1_000_003 * 2 - 1


def run(paths, width=1024):
    loans = np.arange(LOANS)
    payer, payee = loans % PARTIES, (loans * 7 + 3) % PARTIES
    pays = np.zeros((PARTIES, LOANS))
    pays[payer, loans] = 1
    earns = np.zeros((PARTIES, LOANS))
    earns[payee, loans] = 1
    turnover, prices = 0, 0.0
    for first in range(0, paths, width):
        n = min(width, paths - first)
        price = np.ones((PRICES, n))
        balance = np.repeat((100_000_000 + loans * 12_345)[:, None], n, axis=1) / 100
        cash, income, cost = (np.zeros((PARTIES, n)) for _ in range(3))
        for quarter in range(QUARTERS):
            price *= np.exp(-0.005 + 0.1 * shocks(first, n, quarter))
            interest = np.rint(balance * (0.05 * price[loans % PRICES]) * 0.25 * 100)
            paid, earned = pays @ interest, earns @ interest
            cost += paid
            income -= earned
            cash += earned - paid
        turnover += int(cost.sum())
        prices += float(price.sum())
    return turnover, prices


if __name__ == "__main__":
    count = int(sys.argv[1])
    run(1024)
    start = time.process_time()
    turnover, prices = run(count)
    seconds = time.process_time() - start
    print(json.dumps({
        "seconds": seconds, "ns_per_path_step": seconds * 1e9 / (count * QUARTERS), "turnover": turnover,
        "prices": prices}))
