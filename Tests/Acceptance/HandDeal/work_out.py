#!/usr/bin/env python3
"""Works the hand deal out, quarter by quarter, to the cent, without the engine.

    python3 work_out.py            writes performing.csv and default.csv beside this file
    python3 work_out.py --check    says whether the two files are what this script works out

One site, one order of chips, one customer, one loan, twelve quarters. Amounts are whole cents; a product of dollars is
rounded to cents once, half to even. Quarters count from 0 (2026Q1). README.md tells the story.
"""
import csv, io, math, pathlib, sys

VARIANTS = {  # what default/scenario.yaml changes: opening cash (and equity), and quarters that power comes late
    "performing": dict(cash=80e6, delay=0),
    "default": dict(cash=100e6, delay=4),
}
QUARTERS = 12
NAMES = [f"{2026 + q // 4}Q{q % 4 + 1}" for q in range(QUARTERS)]
PARTIES = {"customer": 500e6, "maker": 10e6, "lender": 200e6, "utility": 5e6}  # opening cash = equity
ASSETS = ["cash", "receivables", "prepayments made", "loans", "equipment"]
DEBTS = ["payables", "deferred revenue", "debt", "tax payable"]
PERFORMING, BREACH, GRACE, DEFAULTED, ESTATE, RESOLVED = range(6)
OPERATIONS, DEBT_SERVICE, TRADE = range(3)  # the payment order

# Physics and prices.
LOAD, PUE, DRAW, SPOT_USE = 10.0, 1.25, 0.8, 0.8  # IT MW, facility per IT MW, average draw, share let at spot
UNITS, UNIT_MW, LIFE = 5000.0, 0.002, 24
SPOT_RENT = 0.6 * 2 / UNIT_MW * 8760  # $ per MW-year: 0.6 $/h per H100-equivalent, 2 of them a unit: 5,256,000
POWER_COST = 50 * DRAW * PUE * 8760  # $ per MW-year: 438,000
RUNNING_COST = 600_000 + POWER_COST
CONTRACT_PRICE, CONTRACT_START, TERM = 12e6, 2, 8


def cents(dollars):
    """Whole cents, half to even: what Python's round does."""
    return round(dollars * 100)


# Every obligation: (subject, cause) -> payer, payee, rank, how it is booked.
#   cost       a cost of the payer and income of the payee when it falls due, a payable until it is paid
#   settle     its payment takes a liability off the payer's books and the same asset off the payee's
#   advance    its payment puts an asset on the payer's books and a liability on the payee's
#   sale       its payment is income of the payee
KINDS = {
    ("contracts.electricity", "electricity"): ("operator", "utility", OPERATIONS, "cost"),
    ("contracts.electricity", "electricity of sold equipment"): ("buyers", "utility", OPERATIONS, "cost"),
    ("contracts.running", "operations"): ("operator", "suppliers", OPERATIONS, "cost"),
    ("contracts.running", "operations of sold equipment"): ("buyers", "suppliers", OPERATIONS, "cost"),
    ("parties.operator", "costs of the estate"): ("operator", "suppliers", OPERATIONS, "cost"),
    ("contracts.chips/1", "sale by the estate"): ("buyers", "operator", OPERATIONS, "sale"),
    ("contracts.loan", "draw"): ("lender", "operator", DEBT_SERVICE, "advance", "loans", "debt"),
    ("contracts.loan", "interest"): ("operator", "lender", DEBT_SERVICE, "cost"),
    ("contracts.loan", "commitment fee"): ("operator", "lender", DEBT_SERVICE, "cost"),
    ("contracts.loan", "principal"): ("operator", "lender", DEBT_SERVICE, "settle", "debt", "loans"),
    ("contracts.chips", "instalment before delivery"):
        ("operator", "maker", TRADE, "advance", "prepayments made", "deferred revenue"),
    ("contracts.chips", "instalment on what was delivered"):
        ("operator", "maker", TRADE, "settle", "payables", "receivables"),
    ("contracts.capacity", "prepayment"):
        ("customer", "operator", TRADE, "advance", "prepayments made", "deferred revenue"),
    ("contracts.capacity", "capacity"): ("customer", "operator", TRADE, "cost"),
    ("contracts.capacity", "damages for lateness"): ("operator", "customer", TRADE, "cost"),
    ("contracts.capacity", "refund of the prepayment"):
        ("operator", "customer", TRADE, "settle", "deferred revenue", "prepayments made"),
    ("sites.prairie", "capacity let at spot"): ("buyers", "operator", TRADE, "cost"),
    ("sites.prairie", "sold capacity let at spot"): ("buyers", "buyers", TRADE, "cost"),
}
for name in ["operator", *PARTIES]:
    KINDS[f"parties.{name}", "income tax"] = (name, "government", OPERATIONS, "settle", "tax payable", None)
INTEREST = [("contracts.loan", "interest"), ("contracts.loan", "commitment fee")]
RUNS_ON = [("contracts.electricity", "electricity"), ("contracts.running", "operations"),
           ("parties.operator", "costs of the estate")]  # what an estate goes on paying
CLAIMS = [key for key, kind in KINDS.items() if kind[0] == "operator" and kind[3] in ("cost", "settle")]


def chip_value(quarters_old):
    """Worth of one chip: falling rent less running cost while it covers it, discounted, by the quarter."""
    fall, discount = 1 - 0.75 ** 0.25, 1.1 ** 0.25 - 1
    rent, cost = SPOT_RENT * UNIT_MW / 4 * SPOT_USE, RUNNING_COST * UNIT_MW / 4 * SPOT_USE
    horizon = min(LIFE - quarters_old, math.log(cost / rent) / math.log(1 - fall))
    q, w = (1 - fall) / (1 + discount), 1 / (1 + discount)
    return rent * (1 - q ** horizon) / (1 - q) - cost * (1 - w ** horizon) / (1 - w)


def work_out(cash, delay):
    rows = []
    books = {p: dict.fromkeys([*ASSETS, *DEBTS, "equity"], 0) for p in ["operator", *PARTIES]}
    for party, money in [("operator", cash), *PARTIES.items()]:
        books[party]["cash"] = books[party]["equity"] = cents(money)
    operator, outside = books["operator"], dict.fromkeys([*ASSETS, *DEBTS, "equity"], 0)
    book = lambda party: books.get(party, outside)  # the outside sectors' books are not followed
    arrears = dict.fromkeys(KINDS, 0)  # due before and not paid
    tax_due, losses, carried = dict.fromkeys(books, 0), dict.fromkeys(books, 0.0), dict.fromkeys(books, 0.0)
    state, estate_quarter, sold, sold_value, sale_before = PERFORMING, 0, 0.0, 0.0, 0
    price, terms_left, late, lost, capacity_age, prepaid = CONTRACT_PRICE, None, 0, False, 0, 0
    draw_stop = sweep = step_up = False
    cover = []  # (cash from operations, debt service), the newest first

    for q, quarter in enumerate(NAMES):
        due, new, ebitda, interest = {}, {}, dict.fromkeys(books, 0), dict.fromkeys(books, 0)

        def owe(subject, cause, amount):
            new[subject, cause] = new.get((subject, cause), 0) + amount

        # 2 Energise: the later of hall (1 quarter) and power (2 quarters), and the delay; half a quarter counts.
        powered = max(1, 2) + delay <= q + 0.5
        # 3 Deliver: all chips come in 2026Q3, powered or not. What was prepaid is used up, the rest is to be paid.
        if q == 2:
            maker, ahead = books["maker"], operator["prepayments made"]
            operator["equipment"] += cents(200e6)
            operator["prepayments made"] -= ahead
            operator["payables"] += cents(200e6) - ahead
            maker["deferred revenue"] -= ahead
            maker["receivables"] += cents(200e6) - ahead
            maker["equity"] += cents(200e6)
            ebitda["maker"] += cents(200e6)
        running = LOAD if powered and q >= 2 else 0.0
        # The contract runs for 8 quarters from the first with power; late beyond 3 quarters, the customer walks away.
        if terms_left is not None and terms_left > 0 and q % 4 == CONTRACT_START % 4:
            price *= 1.04
        walks_away = False
        if terms_left is None and q >= CONTRACT_START and not lost:
            if running and state < DEFAULTED:
                terms_left, late = TERM, 0
            else:
                late += 1
                lost = walks_away = late > 3
        served = running if terms_left else 0.0
        capacity_age += 1 if served or capacity_age else 0
        # 4 Trade: what no contract holds is let at spot, 80 % of it; the rest stands idle and draws no power.
        at_spot = (running - served) * SPOT_USE
        running = served + at_spot

        # 5 Owe. An estate opens the quarter after default. It sells half of the chips at the start of a quarter: the price
        # is the value at the end of the last one, this quarter's rent included, so rent and costs are the buyers' at once.
        if state == DEFAULTED:
            state = ESTATE
        estate_quarter += state >= ESTATE
        failed = state >= DEFAULTED
        sold = min(1.0, estate_quarter / 2)
        # The order: 20, 50, 30 %; what was delivered is paid as a payable.
        instalment = {0: cents(40e6), 2: cents(100e6), 3: cents(60e6)}.get(q, 0)
        on_delivered = min(instalment, operator["payables"]) if q >= 2 else 0
        owe("contracts.chips", "instalment before delivery", instalment - on_delivered)
        owe("contracts.chips", "instalment on what was delivered", on_delivered)
        # The customer: prepays 25 M at once, credited in three parts from two quarters after the start.
        if q == 0:
            prepaid = cents(25e6)
            owe("contracts.capacity", "prepayment", prepaid)
        invoice = cents(served * price / 4)
        credit = 0
        if capacity_age > 2:
            open_credit = operator["deferred revenue"]
            credit = min(open_credit if capacity_age >= 5 else min(cents(prepaid / 100 / 3), open_credit), invoice)
        operator["deferred revenue"] -= credit
        operator["equity"] += credit
        books["customer"]["prepayments made"] -= credit
        books["customer"]["equity"] -= credit
        ebitda["operator"] += credit
        ebitda["customer"] -= credit
        owe("contracts.capacity", "capacity", invoice - credit)
        if late > 1 and not lost:
            owe("contracts.capacity", "damages for lateness", cents(LOAD * CONTRACT_PRICE * 0.2 / 4))
        if walks_away:
            owe("contracts.capacity", "refund of the prepayment", operator["deferred revenue"])
        # Power and staff for what runs; 0.1 M a quarter of staff from delivery on. The buyers' part is theirs.
        for subject, cause, dollars in [
            ("contracts.electricity", "electricity", running * POWER_COST / 4),
            ("contracts.running", "operations", (running * 600_000 + (400_000 if q >= 2 else 0)) / 4),
        ]:
            owe(subject, f"{cause} of sold equipment", cents(dollars * sold))
            owe(subject, cause, cents(dollars) - cents(dollars * sold))
        rent = at_spot * SPOT_RENT / 4
        owe("sites.prairie", "sold capacity let at spot", cents(rent * sold))
        owe("sites.prairie", "capacity let at spot", cents(rent) - cents(rent * sold))
        # The loan: interest and fee on opening balances; equal principal from 2027Q1 to 2028Q4.
        debt, behind = operator["debt"], arrears["contracts.loan", "principal"]
        rate = 0.10 + (0.02 if step_up else 0)
        scheduled = cents((debt - behind) / 100 / (12 - q)) if q >= 4 else 0  # arrears are due already
        owe("contracts.loan", "interest", cents(debt / 100 * rate / 4))
        owe("contracts.loan", "commitment fee", cents((cents(140e6) - debt) / 100 * 0.01 / 4) if q <= 3 else 0)
        service = scheduled + new["contracts.loan", "interest"]
        spare = operator["cash"] / 100 - 2e6
        swept = min(debt - behind - scheduled, cents(spare * 0.5)) if sweep and spare > 0 else 0
        owe("contracts.loan", "principal", scheduled + swept)
        if q <= 3 and not draw_stop and state < GRACE:
            owe("contracts.loan", "draw", min(cents(instalment / 100 * 0.7), cents(140e6) - debt))
        for party in books:
            owe(f"parties.{party}", "income tax", tax_due[party])

        sale, shares = 0, {}
        if state == ESTATE:
            # Half of the chips, at last quarter's value, less for what was sold before: a purse of 1 B.
            if estate_quarter <= 2:
                fair = UNITS / 2 * chip_value(quarters_old=q - 2)
                # One price for all of it, the mean over the sale; what was sold before weighs e^(-1/4) as much a quarter later.
                before = sold_value * math.exp(-1 / 4)
                sale = cents(fair * math.exp(-before / 1e9) * -math.expm1(-fair / 1e9) / (fair / 1e9))
                sold_value = before + fair
                removed = operator["equipment"] // (3 - estate_quarter)
                operator["equipment"] -= removed
                operator["equity"] -= removed
            owe("contracts.chips/1", "sale by the estate", sale)
            owe("parties.operator", "costs of the estate", cents(sale / 100 * 0.05))
            # The lender first gets what its chips brought last quarter, less the costs of selling them.
            pool = sale_before - cents(sale_before / 100 * 0.05)
            shares["contracts.loan", "principal"] = min(debt, pool, operator["cash"])
            if estate_quarter == 3:  # the rest, to all claims in proportion (no tax is owed)
                amounts = {key: arrears[key] for key in CLAIMS}
                amounts["contracts.loan", "principal"] = debt - shares["contracts.loan", "principal"]
                assert not arrears["parties.operator", "income tax"]
                total, left = sum(amounts.values()), operator["cash"] - sum(shares.values())
                for key, amount in amounts.items():
                    shares[key] = shares.get(key, 0) + amount * min(left, total) // total
        sale_before = sale

        for key, kind in KINDS.items():
            payer, payee, how = kind[0], kind[1], kind[3]
            amount = new.get(key, 0)
            stayed = payer == "operator" and failed and key not in RUNS_ON
            if stayed:
                amount = 0
            # What was unpaid at the default is a claim, of what an estate goes on paying too.
            behind = 0 if payer == "operator" and failed else arrears[key]
            due[key] = shares.get(key, 0) + (0 if stayed else amount + behind)
            if how == "cost":  # a cost and an income when it falls due
                book(payer)["equity"] -= amount
                book(payer)["payables"] += amount
                book(payee)["receivables"] += amount
                book(payee)["equity"] += amount
                if payer in books:
                    (interest if key in INTEREST else ebitda)[payer] += amount if key in INTEREST else -amount
                if payee in books:
                    ebitda[payee] += amount

        # 7 Settle: only the operator is ever short. Ranks in order; within one, the whole cents of an equal share.
        paid = dict(due)
        receipts = sum(due[k] for k, kind in KINDS.items() if kind[1] == "operator")
        means = operator["cash"] + receipts
        short = means < sum(due[k] for k, kind in KINDS.items() if kind[0] == "operator")
        for rank in (OPERATIONS, DEBT_SERVICE, TRADE):
            keys = [k for k, kind in KINDS.items() if kind[0] == "operator" and kind[2] == rank]
            owed = sum(due[k] for k in keys)
            if means < owed:
                paid.update({k: due[k] * means // owed for k in keys})
            means = max(0, means - owed)
        for key, kind in KINDS.items():
            amount, payer, payee = paid[key], book(kind[0]), book(kind[1])
            payer["cash"] -= amount
            payee["cash"] += amount
            if kind[3] == "advance":
                payer[kind[4]] += amount
                payee[kind[5]] += amount
            elif kind[3] == "sale":
                payee["equity"] += amount
                ebitda["operator"] += amount
            else:
                liability, asset = (kind[4], kind[5]) if kind[3] == "settle" else ("payables", "receivables")
                payer[liability] -= amount
                if asset:
                    payee[asset] -= amount
            stayed = kind[0] == "operator" and failed and key not in RUNS_ON
            fresh = 0 if stayed else new.get(key, 0)
            arrears[key] = max(0, arrears[key] + fresh - amount)
        assert all(b["cash"] >= 0 for b in books.values())
        # A first missed payment opens a quarter of grace, a second is default.
        if state < DEFAULTED:
            state = (DEFAULTED if state == GRACE else GRACE) if short else (PERFORMING if state == GRACE else state)
        if state == ESTATE and estate_quarter == 3:  # what nobody pays any more is the creditors' loss
            for key in CLAIMS:
                kind = KINDS[key]
                liability, asset = (kind[4], kind[5]) if kind[3] == "settle" else ("payables", "receivables")
                gone = operator["debt"] if key == ("contracts.loan", "principal") else arrears[key]
                operator[liability] -= gone
                operator["equity"] += gone
                if asset:
                    book(kind[1])[asset] -= gone
                    book(kind[1])["equity"] -= gone
                arrears[key] = 0
            state = RESOLVED

        # 8 Close: straight-line depreciation over 16 quarters, of the part of the chips that is not sold.
        depreciation = min(operator["equipment"], cents(200e6 / 16 * (1 - sold))) if q >= 2 else 0
        operator["equipment"] -= depreciation
        operator["equity"] -= depreciation
        # Tax: MACRS, a quarter of 20, 32, 19.2 % of cost; interest up to 30 % of EBITDA; losses up to 80 % of income.
        # The losses of a creditor are not deducted: here it makes no difference, for none has income afterwards.
        macrs = cents(200e6 * [0.2, 0.32, 0.192][(q - 2) // 4] / 4) if q >= 2 else 0
        for party in books:
            earned, wanted = ebitda[party] / 100, interest[party] / 100 + carried[party]
            allowed = min(wanted, max(0, earned) * 0.3)
            carried[party] = wanted - allowed
            income = earned - (macrs / 100 if party == "operator" else 0) - allowed
            used = min(losses[party], income * 0.8) if income > 0 else 0
            losses[party] += max(0, -income) - used
            taxed = income > 0 and not (party == "operator" and state >= DEFAULTED)
            tax_due[party] = cents((income - used) * 0.25) if taxed else 0
            books[party]["tax payable"] += tax_due[party]
            books[party]["equity"] -= tax_due[party]
        # Covenants, on final figures. Cover: cash from operations over scheduled service, the last four quarters.
        share_powered = (LOAD if powered else 0) / LOAD if q >= 2 else 1.0
        operating = 0
        for key, kind in KINDS.items():
            if kind[3] == "cost" and key not in INTEREST or key == ("parties.operator", "income tax"):
                operating += paid[key] * ((kind[1] == "operator") - (kind[0] == "operator"))
        dscr = None
        if q >= 4 and state < DEFAULTED:
            cover = [(operating / 100, service / 100) if service else (0, 0)] + cover[:3]
            if sum(s for _, s in cover) > 0:
                dscr = sum(c for c, _ in cover) / sum(s for _, s in cover)
        thin = dscr is not None and service > 0 and operator["debt"] > 0 and dscr < 1.1
        draw_stop = q >= 2 and share_powered < 0.5 and state < DEFAULTED
        sweep = step_up = thin
        if state in (PERFORMING, BREACH):
            state = BREACH if thin or draw_stop else PERFORMING

        # What the engine is compared with.
        for b in books.values():
            assert sum(b[x] for x in ASSETS) == sum(b[x] for x in DEBTS) + b["equity"]
        for key in KINDS:
            if due[key]:
                rows += [(quarter, f"due {' '.join(key)}", due[key]), (quarter, f"paid {' '.join(key)}", paid[key])]
        shown = {"operator": [*ASSETS, *DEBTS], "customer": ["cash", "receivables", "prepayments made", "tax payable"],
                 "maker": ["cash", "receivables", "deferred revenue", "tax payable"],
                 "lender": ["cash", "receivables", "loans", "tax payable"],
                 "utility": ["cash", "receivables", "tax payable"]}
        for party, lines in shown.items():
            rows += [(quarter, f"balance {party} {line}", books[party][line])
                     for line in [*lines, "equity"] if (party, line) != ("operator", "loans")]
        rows += [(quarter, "covenant powered", share_powered)]
        rows += [(quarter, "covenant dscr", dscr)] if dscr is not None else []
        rows += [(quarter, "depreciation", depreciation), (quarter, "tax accrued", tax_due["operator"]),
                 (quarter, "state operator", state)]
        if terms_left:
            terms_left -= 1
    return rows


def main():
    here, same = pathlib.Path(__file__).parent, True
    for name, change in VARIANTS.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["quarter", "item", "cents_or_value"])
        writer.writerows(work_out(**change))
        if "--check" in sys.argv:
            same = same and (here / f"{name}.csv").read_text() == text.getvalue()
        else:
            (here / f"{name}.csv").write_text(text.getvalue())
    sys.exit(0 if same else "the files are not what this script works out")


if __name__ == "__main__":
    main()
