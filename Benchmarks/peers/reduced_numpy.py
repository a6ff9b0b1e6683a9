"""The reduced model in numpy and scipy.sparse, the way a good user of them writes it: arrays over paths, sums over loans as
sparse matrices, numpy's fastest generator.

Checked on the normals of `plimsoll-bench draws`; timed on its own."""
import numpy as np
from scipy import sparse

DRIVERS, LOANS, PARTIES, QUARTERS, ROUNDS = 20, 200, 40, 32, 6

loan, party, driver = np.arange(LOANS), np.arange(PARTIES), np.arange(DRIVERS)
payer, payee = 1 + loan % (PARTIES - 1), (loan * 7 + 3) % PARTIES
pays = sparse.csr_array((np.ones(LOANS), (payer, loan)), shape=(PARTIES, LOANS))
earns = sparse.csr_array((np.ones(LOANS), (payee, loan)), shape=(PARTIES, LOANS))
factor = np.linalg.cholesky(np.where(np.eye(DRIVERS) == 1, 1, 0.3))
deviation = (0.05 + 0.005 * driver)[:, None]
decay = np.where(driver % 2 == 1, 0.9, 1.0)[:, None]
trend = np.where(driver % 2 == 1, 0.0, -0.5 * deviation[:, 0] ** 2)[:, None]
sales = (1_000_000 + 20_000 * party[1:, None]).astype(float)
principal = (10_000_000_000 + loan * 12_345_678).astype(float)[:, None]
opening = (2_000_000_000 + party * 50_000_000).astype(float)
opening[0] = 0
lent = (earns - pays) @ principal


def run(paths, width, normals):
    """`normals(quarter, first, count)` gives the independent normals of a quarter, by driver and path."""
    accrued = paid_in_all = worst_sum = defaults = 0
    prices = 0.0
    for first in range(0, paths, width):
        n = min(width, paths - first)
        level = np.zeros((DRIVERS, n))
        cash = np.repeat(opening[:, None], n, axis=1)
        payables, receivables, expense, income, revenue, worst = (np.zeros((PARTIES, n)) for _ in range(6))
        arrears, state = np.zeros((LOANS, n)), np.zeros((PARTIES, n))
        cost = np.zeros(n)
        for quarter in range(QUARTERS):
            level = level * decay + (trend + deviation * (factor @ normals(quarter, first, n)))
            value = np.exp(level)
            rate = (0.02 + 0.03 * value) * 0.25
            sold = np.rint(sales * value[party[1:] % DRIVERS] * 100)
            total = sold.sum(axis=0)
            cash[1:] += sold
            revenue[1:] -= sold
            cost += total
            cash[0] -= total
            performs = (state < 2)[payer]
            cents = np.rint(principal / 100 * rate[loan % DRIVERS] * 100)
            current = cents * performs
            due = (cents + arrears) * performs
            owed, accruing, earning = pays @ due, pays @ current, earns @ current
            expense += accruing
            payables -= accruing
            receivables += earning
            income -= earning
            share = np.ones((PARTIES, n))
            for _ in range(ROUNDS):
                means = cash + earns @ (due * share[payer])
                with np.errstate(divide="ignore"):  # who owes nothing and has less than nothing pays no share
                    part = np.divide(means, owed, out=np.ones_like(means), where=owed > means)
                share = np.maximum(part, 0)
                share[0] = 1
            paid = np.rint(due * share[payer] * 0.01 * 100)
            arrears = due - paid
            out, into = pays @ paid, earns @ paid
            payables += out
            receivables -= into
            cash += into - out
            short = share < 1
            state = np.where(short, np.minimum(state + 1, 2), np.where(state == 1, 0, state))
            np.minimum(worst, cash + payables + receivables + lent, out=worst)
        accrued += int(expense.sum())
        paid_in_all += int((expense + payables).sum())
        worst_sum += int(worst.sum())
        defaults += int((state == 2).sum())
        prices += float(value.sum())
    return {"accrued": accrued, "paid": paid_in_all, "defaults": defaults, "worst": worst_sum, "prices": prices}


def given(numbers):
    """Normals from a file of `plimsoll-bench draws`: by quarter, driver, path."""
    return lambda quarter, first, count: numbers[quarter, :, first:first + count]


def drawn(seed=2026):
    generator = np.random.Generator(np.random.SFC64(seed))
    return lambda quarter, first, count: generator.standard_normal((DRIVERS, count))
