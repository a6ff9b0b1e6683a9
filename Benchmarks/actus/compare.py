"""ACTUS beside QuantLib: 10,000 amortising loans of 120 months, one core each, in turns, cash flows compared first.

Run with `sh run.sh`. Times are seconds of a process on a core. Each round runs QuantLib, then each task here; ratios are
taken within a round and their median is printed with the range.

QuantLib is C++ behind Python. "Valued" is one call for each loan, which walks its cash flows in C++; "read in Python" is
what a user of the package pays who wants the amounts themselves. QuantLib keeps what it has once computed, and takes
typed dates and numbers; only the last row has terms here that must be read from text first.
"""
import os, random, statistics, subprocess, sys, tempfile, time
import QuantLib as ql

LOANS, MONTHS, ROUNDS = 10_000, 120, 7
random.seed(1)
ql.Settings.instance().evaluationDate = ql.Date(1, 1, 2019)
even = ql.Thirty360(ql.Thirty360.EurobondBasis)
actual = ql.Actual360()


class Loan:
    """Terms as QuantLib takes them, made beforehand: typed dates, the principal by month for straight redemption."""

    def __init__(self, number):
        self.kind = "ANN" if number % 2 else "LAM"
        # Up to the 28th, so that both count months of 30 days alike.
        self.start = ql.Date(random.randint(1, 28), random.randint(1, 12), random.randint(2020, 2026))
        self.end = self.start + ql.Period(MONTHS, ql.Months)
        self.principal = float(random.randint(10_000, 1_000_000))
        self.rate = round(random.uniform(0.02, 0.12), 6)
        self.outstanding = [self.principal * (MONTHS - month) / MONTHS for month in range(MONTHS)]

    def line(self):
        return f"{self.kind} {self.start.ISO()} {self.end.ISO()} {self.principal} {self.rate}"

    def bond(self):
        schedule = ql.Schedule(
            self.start, self.end, ql.Period(ql.Monthly), ql.NullCalendar(), ql.Unadjusted, ql.Unadjusted,
            ql.DateGeneration.Forward, False)
        if self.kind == "ANN":
            notionals = ql.sinkingNotionals(ql.Period(MONTHS // 12, ql.Years), ql.Monthly, self.rate, self.principal)
            return ql.AmortizingFixedRateBond(0, notionals, schedule, [self.rate], even)
        return ql.AmortizingFixedRateBond(0, self.outstanding, schedule, [self.rate], actual)


def value(bond, settlement=ql.Date(1, 1, 2019)):
    """Walks all cash flows in C++: at a yield of zero it is their sum in percent."""
    return bond.dirtyPrice(0.0, actual, ql.Simple, ql.Annual, settlement)


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


loans = [Loan(number) for number in range(LOANS)]
path = os.path.join(tempfile.mkdtemp(), "loans")
with open(path, "w") as file:
    file.write("\n".join(loan.line() for loan in loans))
here = subprocess.Popen([sys.argv[1], path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(command):
    here.stdin.write(command + "\n")
    here.stdin.flush()
    return here.stdout.readline().split()


# The same cash flows, to a billionth of the principal, before anything is timed.
here.stdin.write(f"flows {LOANS}\n")
here.stdin.flush()
gap, checked = 0.0, 0
for loan in loans:
    words = here.stdout.readline().split()
    ours = {}
    for day, amount in zip(words[::2], words[1::2]):
        ours.setdefault(day, []).append(float(amount))
    theirs = {}
    for flow in loan.bond().cashflows():
        theirs.setdefault(flow.date().ISO(), []).append(flow.amount())
    assert ours.keys() == theirs.keys(), loan.line()
    for day, amounts in theirs.items():
        assert len(ours[day]) == len(amounts) == 2, (loan.line(), day)
        for left, right in zip(sorted(ours[day]), sorted(amounts)):
            gap = max(gap, abs(left - right) / loan.principal)
            checked += 1
assert gap < 1e-9, gap
print(f"{checked:,} cash flows of {LOANS:,} loans are the same: dates equal, amounts within {gap:.1e} of the principal")

times = {name: [] for name in ["build", "again", "python", "schedule", "run", "terms"]}
sample = loans[: LOANS // 10]
for _ in range(ROUNDS):
    times["build"].append(seconds(lambda: [value(loan.bond()) for loan in loans]))
    bonds = [loan.bond() for loan in sample]
    for bond in bonds:
        value(bond)
    times["again"].append(seconds(lambda: [value(bond) for bond in bonds]) * LOANS / len(sample))
    times["python"].append(
        seconds(lambda: [[(flow.date(), flow.amount()) for flow in loan.bond().cashflows()] for loan in sample])
        * LOANS / len(sample))
    for task in ("schedule", "run", "terms"):
        found = ask(task)
        times[task].append(float(found[0]))
flows, events = int(found[1]), int(found[2])
assert flows == checked, (flows, checked)


def row(task, peer, ours, theirs):
    ratios = sorted(left / right for left, right in zip(times[theirs], times[ours]))
    mine, other = statistics.median(times[ours]), statistics.median(times[theirs])
    print(
        f"{task:34} {peer:34} {flows / other / 1e6:6.2f} {flows / mine / 1e6:7.2f} {events / mine / 1e6:7.2f}"
        f" {statistics.median(ratios):7.1f}x   {ratios[0]:.1f} to {ratios[-1]:.1f}")


print(f"{'here':34} {'QuantLib ' + ql.__version__:34} {'flows':>6} {'flows':>7} {'events':>7} {'ratio':>8}   of {ROUNDS} rounds")
print(f"{'':34} {'':34} {'there':>6} {'here':>7} {'here':>7}            (millions a second)")
row("laid out and run", "built and valued", "schedule", "build")
row("laid out and run", "built and read in Python", "schedule", "python")
row("run again", "valued again", "run", "again")
row("read from text, laid out, run", "built and valued", "terms", "build")
