import Calendar
import Lanes
import Ledger
import Model

/// The debt that one party has raised from one source: balance, average rate, and what falls due in each quarter of the
/// run and after it. New debt is added under the terms of the day; what falls due must be paid or refinanced.
package final class DebtPool: Sendable {
    static let attributes = [
        Attribute("title", .text, default: "", "Name in reports."),
        Attribute("issuer", .reference(["parties"]), "Who borrows."),
        Attribute("market", .reference(["capital-markets"]), "Whose money it is."),
        Attribute("tenor", .constant("quarters"), range: 1...400, "Life of new debt."),
        Attribute(
            "repayment", .choice(["level", "bullet"]), default: "bullet",
            "Equal principal each quarter, or all at maturity, when it must be refinanced."),
        Attribute("base-rate", .quantity("per year"), range: -0.05...1, "Rate without spread: `= drivers.sofr`."),
        Attribute(
            "premium", .quantity("per year"), default: "0 bp", range: -0.2...1,
            "Over the spread of the grade: what is not investment grade, not listed, or not secured pays more."),
        Attribute("fixed", .flag, default: "true", "Whether the rate of the day stays for the life of the debt."),
        Attribute("fee", .quantity("share"), default: "0 %", range: 0...0.5, "Fee on new debt, due a quarter later."),
        Attribute(
            "outstanding", .records(instalments), default: "",
            "Debt before the first quarter: when it falls due, and how much."),
        Attribute(
            "rate", .quantity("per year"), default: "0 %", range: -0.05...1,
            "Average rate of the debt before the first quarter, all-in."),
    ]
    static let instalments = [
        Attribute("due", .quarter, "When it falls due; after the run for what stays outstanding."),
        Attribute("amount", .constant("USD"), range: 0...2e13, "How much."),
    ]
    static let lines = [
        Schema.Line("outstanding", "USD", "Principal at the end of last quarter."),
        Schema.Line("rate", "per year", "Average rate of last quarter."),
    ]

    let loan: Loan
    let market: CapitalMarket
    let amount: Row<Cents>
    private let tenor: Int
    private let isLevel: Bool
    private let isFixed: Bool
    private let base: Row<Scalar>
    private let premium: Row<Scalar>
    private let fee: Row<Scalar>
    private let openingRate: Row<Scalar>
    /// Principal that falls due by quarter of the run, the last one for all later quarters.
    let falls: [Row<Cents>]
    let openingFalls: [Int64]
    /// Average rate, without the base where it floats.
    private let rate: Row<Scalar>
    private let feeDue: Row<Cents>
    /// Of new debt, what is counted in the issuer's debt already.
    private let counted: Row<Cents>
    private let regime: Row<Whole>
    private let grades: [CreditGrade]
    private let matured: Row<Whole>
    private let shown: Row<Scalar>

    init(_ item: Item, security: Loan.Security, _ compiler: Compiler) {
        let record = item.record
        market = compiler.capitalMarkets.first { $0.name == record.reference("market") } ?? compiler.capitalMarkets[0]
        let issuer = compiler.party(record.reference("issuer"))
        if issuer.isSector {
            compiler.error("an outside sector raises no money", at: item.place, quote: issuer.name)
        }
        loan = Loan(
            item.path, title: record.title(or: item.name), borrower: issuer, lender: market.investor,
            security: security, collateral: [], feeCause: "arrangement fee", compiler)
        compiler.fundingLegs.append(loan.legs.draw)
        amount = compiler.cents()
        tenor = compiler.quartersConstant(record, "tenor")
        isLevel = record.choice("repayment") == "level"
        isFixed = record.flag("fixed")
        base = compiler.input(item, "base-rate")
        premium = compiler.input(item, "premium")
        fee = compiler.input(item, "fee")
        openingRate = compiler.input(item, "rate")
        falls = (0...compiler.quarters).map { _ in compiler.cents() }
        var opening = [Int64](repeating: 0, count: compiler.quarters + 1)
        for entry in record.records("outstanding") {
            let quarter = compiler.offset(entry.quarter("due"))
            if quarter < 0 {
                compiler.error(
                    "debt that fell due before the run starts is not outstanding", at: entry.place,
                    quote: entry.quarter("due").description)
            }
            opening[min(max(0, quarter), compiler.quarters)] &+= wholeCents(compiler.constant(entry, "amount"))
        }
        openingFalls = opening
        loan.open(opening.reduce(0, &+), compiler)
        rate = compiler.plan.scratch()
        feeDue = compiler.plan.state()
        counted = compiler.cents()
        regime = compiler.regimeState
        grades = compiler.grades
        matured = compiler.addCause(party: issuer.index, "\(loan.title) due and not refinanced")
        shown = compiler.scalar()
        compiler.lines["\(item.path).outstanding"] = FormulaSource(
            .balances([loan.debt.row.previous], sign: -1), factor: 1)
        compiler.lines["\(item.path).rate"] = FormulaSource(.real(shown.previous), factor: 1)
        compiler.pools.append(self)
    }

    func begin(_ block: Block) {
        for (row, cents) in zip(falls, openingFalls) { block[row].fill(cents, block.width) }
        let (rate, opening) = (block[rate], block[openingRate])
        for lane in 0..<block.width { rate[lane] = opening[lane] }
    }

    /// The spread of a grade in the present state of the markets.
    func spread(_ grade: Int64, _ block: Block, lane: Int) -> Double {
        let state = block[regime][lane]
        return block[grades[Int(grade)].spreads[Int(state)]][lane]
    }

    func owe(_ block: Block) {
        let (interest, principal) = (block[loan.legs.interest.current], block[loan.legs.principal.current])
        let (fee, feeDue, balance) = (block[loan.legs.fee.current], block[feeDue.previous], block[loan.debt.row])
        let (rate, base, falls) = (block[rate], block[base], block[falls[block.quarter]])
        let (arrears, matured, opening) = (block[loan.legs.principal.arrears], block[matured], block[openingRate])
        for lane in 0..<block.width {
            if block.quarter == 0 { rate[lane] = isFixed ? opening[lane] : opening[lane] - base[lane] }
            let outstanding = -balance[lane]
            let yearly = rate[lane] + (isFixed ? 0 : base[lane])
            block[shown][lane] = yearly
            interest[lane] = wholeCents(Double(outstanding) / 100 * (yearly > 0 ? yearly : 0) * 0.25)
            principal[lane] = max(0, min(falls[lane], outstanding &- arrears[lane]))
            matured[lane] = principal[lane] > 0 ? 1 : 0
            fee[lane] = feeDue[lane]
            block[counted][lane] = 0
        }
    }

    /// New debt at the spread of each lane's `grade`, under the terms of the day.
    func take(_ block: Block, spread: (Int) -> Double) {
        let (amount, draw, balance) = (block[amount], block[loan.legs.draw.current], block[loan.debt.row])
        let (rate, base, premium) = (block[rate], block[base], block[premium])
        let (feeDue, fee, repaid) = (block[feeDue], block[fee], block[loan.legs.principal.due])
        var any = false
        for lane in 0..<block.width {
            draw[lane] = amount[lane]
            feeDue[lane] = amount[lane] > 0 ? wholeCents(Double(amount[lane]) / 100 * fee[lane]) : 0
            any = any || amount[lane] > 0
        }
        count(block)
        guard any else { return }
        for lane in 0..<block.width where amount[lane] > 0 {
            let terms = spread(lane) + premium[lane] + (isFixed ? base[lane] : 0)
            // What falls due this quarter is no longer there to be averaged with.
            let (old, new) = (Double(max(0, -balance[lane] &- repaid[lane])), Double(amount[lane]))
            rate[lane] = (rate[lane] * old + terms * new) / (old + new)
        }
        schedule(block)
    }

    /// Counts what is asked for, later what is given, as debt of the issuer: another source of its sees only the room that
    /// is left.
    func count(_ block: Block) {
        let (amount, counted) = (block[amount], block[counted])
        let (debt, secured) = (block[loan.borrower.credit.debt], block[loan.borrower.credit.securedDebt])
        let isSecured = loan.security != .none
        for lane in 0..<block.width {
            let change = Double(amount[lane] &- counted[lane]) / 100
            debt[lane] += change
            secured[lane] += isSecured ? change : 0
            counted[lane] = amount[lane]
        }
    }

    /// Puts the quarters in which new debt falls due into the calendar, every cent of it.
    private func schedule(_ block: Block) {
        let (amount, last) = (block[amount], falls.count - 1)
        guard isLevel else {
            let due = block[falls[min(block.quarter + tenor, last)]]
            for lane in 0..<block.width { due[lane] &+= amount[lane] }
            return
        }
        for step in 1...tenor {
            let due = block[falls[min(block.quarter + step, last)]]
            let count = Int64(tenor)
            for lane in 0..<block.width {
                due[lane] &+= amount[lane] / count + (Int64(step) <= amount[lane] % count ? 1 : 0)
            }
            if block.quarter + step > last {
                let done = Int64(step)
                for lane in 0..<block.width {
                    let paid = (amount[lane] / count) * done + min(done, amount[lane] % count)
                    due[lane] &+= amount[lane] - paid
                }
                break
            }
        }
    }
}
