import ACTUS
import Calendar
import Lanes
import Ledger
import Model

/// Any contract of the ACTUS standard between two parties.
///
/// Its terms are laid out once, when the scenario is compiled: what falls due in a quarter is the same in every path, and
/// who can pay it is not. A loan of which only a part was ever handed out falls due in that part.
package final class Instrument: Contract {
    package static let order = 2
    package static let schema = Schema(
        kind: "instrument",
        meaning: "Any contract of the ACTUS standard between two parties, by the standard's own terms.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("creditor", .reference(["parties"]), "Who lends, buys, or receives the first leg of a swap."),
            Attribute("debtor", .reference(["parties"]), "The other side."),
            Attribute(
                "terms", .written,
                "Terms by the names of the ACTUS dictionary: `{contractType: PAM, notionalPrincipal: 1000000, ...}`, or a "
                    + "table with the columns `term` and `value`. Where they say nothing, `contractID` is the name of the "
                    + "contract, `contractRole` RPA, `currency` USD and `statusDate` the day before the run. `calendar` may "
                    + "also be TARGET, US, UK, JP or BR."),
            Attribute(
                "market", .records(MarketTable.attributes), default: "",
                "Market objects that the terms name: rates, indices, prices, exchange rates such as EUR/USD."),
            Attribute(
                "observed", .records(observedAttributes), default: "",
                "What no term foresees: prepayments, calls, deposits, exercises, credit events."),
        ],
        lines: [
            Schema.Line("outstanding", "USD", "Principal at the end of last quarter; 0 where it is no loan."),
            Schema.Line("paid", "USD", "What the debtor paid last quarter, less what it was paid."),
        ])

    static let observedAttributes = [
        Attribute("time", .text, "Date, `2027-03-15`."),
        Attribute("type", .choice(["PP", "PR", "PI", "XD", "CE"]), "Type of event, by its acronym in the standard."),
        Attribute(
            "value", .constant("USD"), default: "0 USD", range: -2e13...2e13,
            "Amount; positive where the creditor receives it."),
        Attribute("contract", .text, default: "", "The `contractID` of a contract within this one that it happens to."),
        Attribute(
            "performance", .choice(["DL", "DQ", "DF"]), default: "DF",
            "After a credit event: delayed, delinquent or in default."),
    ]

    package let creditor: Party
    package let debtor: Party
    /// The principal and what is paid on it, where the contract is a loan.
    let loan: Loan?
    let schedule: InstrumentSchedule
    let accrued: AccruedInterest?
    /// Moves interest into the principal.
    let capitalization: Posting?
    let interest: Leg?
    /// What falls due besides, by quarter.
    let sideLegs: [(leg: Leg, amounts: [Int64])]
    /// All that may fall due, either way.
    let legs: [Leg]
    let rows: Rows

    struct Rows: Sendable {
        /// 1 where the contract goes on.
        let live: Row<Whole>
        /// The part of the scheduled principal that was handed out.
        let part: Row<Scalar>
        let work: Row<Cents>
        let paid: Row<Scalar>
    }

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "debtor", payee: "creditor", compiler)
        let (creditor, debtor, path) = (ends.payee, ends.payer, item.path)
        (self.creditor, self.debtor) = (creditor, debtor)
        let terms = InstrumentTerms(item, compiler)
        let schedule = terms.schedule(compiler)
        self.schedule = schedule
        func amounts(_ amount: (InstrumentSchedule.Flows) -> Int64) -> [Int64] { schedule.quarters.map(amount) }
        func occurs(_ amounts: [Int64]) -> Bool { amounts.contains { $0 != 0 } }

        let earnsInterest = occurs(amounts(\.earned)) || schedule.openingAccrued != 0
        let accrued =
            terms.isLoan || earnsInterest
            ? AccruedInterest(path, creditor: creditor, debtor: debtor, compiler) : nil
        let loan =
            terms.isLoan
            ? Loan(
                path, title: item.record.title(or: item.name), borrower: debtor, lender: creditor, security: .none,
                collateral: [], feeCause: "fee", accrued: accrued, compiler) : nil
        (self.accrued, self.loan) = (accrued, loan)
        loan?.open(schedule.openingPrincipal, compiler)
        capitalization = loan.flatMap { loan in
            guard occurs(amounts(\.capitalized)), let accrued else { return nil }
            return compiler.posting(
                path, "interest added to the principal",
                debit: [compiler.account(creditor.index, .loans, of: path), accrued.payable],
                credit: [loan.debt, accrued.receivable])
        }
        interest = loan?.legs.interest ?? (occurs(amounts(\.interest)) ? accrued?.leg(compiler) : nil)
        if let accrued, schedule.openingAccrued != 0 {
            compiler.openings += [
                Opening(account: accrued.receivable, cents: schedule.openingAccrued),
                Opening(account: accrued.payable, cents: -schedule.openingAccrued),
            ]
        }
        var sideLegs: [(leg: Leg, amounts: [Int64])] = []
        // The debtor may have earned more than it ever is paid: that is its claim where the creditor fails.
        let owesBack = schedule.openingAccrued < 0 || amounts(\.accrued).contains { $0 < 0 }
        let back = amounts(\.interestBack)
        if let accrued, owesBack || occurs(back) { sideLegs.append((accrued.legBack(compiler), back)) }
        func add(_ cause: String, from payer: Party, to payee: Party, isFee: Bool, _ amounts: [Int64]) {
            guard occurs(amounts) else { return }
            let leg = compiler.costLeg(
                path, cause, from: payer.index, isFee ? .interestExpense : .damages, to: payee.index,
                isFee ? .interestIncome : .otherIncome, rank: .debtService,
                cashClass: isFee ? .debtService : .financing)
            sideLegs.append((leg, amounts))
        }
        if let loan {
            sideLegs.append((loan.legs.fee, amounts(\.fee)))
        } else {
            add("fee", from: debtor, to: creditor, isFee: true, amounts(\.fee))
        }
        add("fee to the debtor", from: creditor, to: debtor, isFee: true, amounts(\.feeBack))
        add("payoff", from: debtor, to: creditor, isFee: false, amounts(\.payoff))
        add("payoff to the debtor", from: creditor, to: debtor, isFee: false, amounts(\.payoffBack))
        self.sideLegs = sideLegs
        legs = sideLegs.map(\.leg) + [interest, loan?.legs.draw, loan?.legs.principal].compactMap { $0 }
        rows = Rows(
            live: compiler.plan.scratch(), part: compiler.plan.scratch(), work: compiler.cents(),
            paid: compiler.scalar())
        compiler.instruments.append(self)
        compiler.lines["\(path).outstanding"] = FormulaSource(
            .balances(loan.map { [$0.debt.row.previous] } ?? [], sign: -1), factor: 1)
        compiler.lines["\(path).paid"] = FormulaSource(.real(rows.paid.previous), factor: 1)
    }

    package func begin(_ block: Block) { block[rows.part].fill(1, block.width) }
}
