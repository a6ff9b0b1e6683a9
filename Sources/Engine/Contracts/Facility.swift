import Calendar
import Lanes
import Ledger
import Model

/// A loan: drawn against capex, at need, or from the start; repaid by schedule; with collateral, covenants, and actions
/// that follow a breach.
package final class Facility: Contract {
    package static let order = 2
    package static let schema = Schema(
        kind: "facility", meaning: "A delayed-draw, revolving or term loan with collateral and covenants.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("borrower", .reference(["parties"]), "Who owes."),
            Attribute("lender", .reference(["parties"]), "Who lends."),
            Attribute("commitment", .constant("USD"), range: 0...2e13, "Most that may be drawn."),
            Attribute(
                "drawn", .constant("USD"), default: "0 USD", range: 0...2e13, "Outstanding before the first quarter."),
            Attribute(
                "purpose", .choice(["capex", "liquidity", "term"]),
                "Drawn against instalments of `orders`, when the borrower lacks cash, or not at all any more."),
            Attribute(
                "orders", .list(.reference(["contracts"])), default: "", "Purchase orders whose instalments it funds."),
            Attribute(
                "advance-rate", .quantity("share"), default: "100 %", range: 0...1,
                "Share of the instalments that it funds."),
            Attribute(
                "available-until", .quarter, default: "",
                "Last quarter with draws; absent, that before the maturity of a loan for liquidity, else the start."),
            Attribute("base-rate", .quantity("per year"), range: -0.05...1, "Floating base: `= drivers.sofr`."),
            Attribute("margin", .quantity("per year"), range: -0.05...1, "Over the base rate."),
            Attribute(
                "step-up", .quantity("per year"), default: "200 bp assumption 100..300 bp, usual default margin",
                range: 0...1, "Added to the margin by the action `step-up`."),
            Attribute("commitment-fee", .quantity("per year"), default: "0 bp", range: 0...1, "On what is undrawn."),
            Attribute("first-repayment", .quarter, default: "", "Absent, the maturity."),
            Attribute("maturity", .quarter, "Quarter in which the last of it is due."),
            Attribute(
                "repayment", .choice(["level", "sculpted", "bullet"]), default: "level",
                "Equal principal, principal in proportion to the revenue of `sculpted-to`, or all at maturity."),
            Attribute(
                "sculpted-to", .reference(["contracts"]), default: "",
                "Compute contract whose scheduled revenue shapes the repayments."),
            Attribute(
                "sweep", .quantity("share"), default: "50 % assumption 25..100 %, usual cash sweep", range: 0...1,
                "Share of the cash above the borrower's minimum that the action `sweep` takes."),
            Attribute(
                "security", .choice(["none", "equipment", "all-assets"]), default: "none",
                "What stands behind it in an estate: nothing, `collateral`, or all that the borrower has."),
            Attribute(
                "collateral", .list(.reference(["contracts"])), default: "",
                "Purchase orders whose equipment is pledged."),
            Attribute(
                "collateral-value", .choice(["market", "contracted"]), default: "market",
                "Value for the LTV test: at spot, or with the customer's contract."),
            Attribute(
                "cross-default", .flag, default: "false", "Falls due when another loan of the borrower is accelerated."),
            Attribute("covenants", .records(Covenant.attributes), default: "", "What is tested, and what follows."),
        ],
        lines: [
            Schema.Line("outstanding", "USD", "Principal at the end of last quarter."),
            Schema.Line("dscr", "1", "Debt service cover of the last four quarters, 0 before the first service."),
            Schema.Line("ltv", "1", "Loan to value at the end of last quarter."),
        ])

    package let loan: Loan
    package let index: Int
    package let name: String
    /// The year in which the last of it is due.
    package let maturityYear: Int
    let purpose: Purpose
    let commitment: Int64
    /// Outstanding before the first quarter, in cents.
    let drawn: Int64
    /// Share of what is then outstanding that falls due in each quarter of the run.
    let schedule: [Double]
    let availableUntil: Int
    /// All of it is due at maturity.
    let isBullet: Bool
    let orders: [PurchaseOrder]
    let usesContractValue: Bool
    let crossDefault: Bool
    let covenants: [Covenant]
    let inputs: Inputs
    package let rows: Rows

    enum Purpose: String { case capex, liquidity, term }
    struct Inputs: Sendable {
        let advance, base, margin, stepUp, fee, sweep: Row<Scalar>
    }
    package struct Rows: Sendable {
        /// Flags of the actions in force.
        let drawStop: Row<Whole>
        let sweepOn: Row<Whole>
        let stepUp: Row<Whole>
        let lockUp: Row<Whole>
        package let accelerated: Row<Whole>
        /// Cash for debt service and debt service of the last quarters, newest first.
        let cash: [Row<Dollars>]
        let service: [Row<Dollars>]
        /// Scheduled instalment and interest of this quarter, in cents.
        let scheduled: Row<Cents>
        /// What is taken of the borrower's cash this quarter, beyond what is scheduled.
        let swept: Row<Cents>
        package let dscr: Row<Scalar>
        package let ltv: Row<Scalar>
        package let collateralValue: Row<Dollars>
        /// Quarters since the deliveries of the pledged equipment, added up: 0 before the first.
        let delivered: Row<Whole>
        let drawStopCause: Row<Whole>
        let acceleratedCause: Row<Whole>
        let maturityCause: Row<Whole>
    }

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "borrower", payee: "lender", compiler)
        (index, name) = (compiler.facilities.count, item.name)
        maturityYear = record.quarter("maturity").year
        purpose = Purpose(rawValue: record.choice("purpose"))!
        commitment = wholeCents(compiler.constant(record, "commitment"))
        drawn = wholeCents(compiler.constant(record, "drawn"))
        if drawn > commitment {
            compiler.error(
                "more is drawn than committed", at: record.input("drawn").place, quote: record.input("drawn").text,
                hint: "raise `commitment` or lower `drawn`")
        }
        orders = compiler.orderList(record, "orders")
        if purpose == .capex && orders.isEmpty {
            compiler.error("a loan for capex needs `orders`", at: item.place, quote: item.path)
        }
        usesContractValue = record.choice("collateral-value") == "contracted"
        crossDefault = record.flag("cross-default")
        // Nothing is lent in the quarter in which all of it is due, or later.
        availableUntil = min(
            record.optionalQuarter("available-until").map { compiler.horizonOffset($0, at: item.place) }
                ?? (purpose == .liquidity ? compiler.quarters - 1 : -1),
            compiler.offset(record.quarter("maturity")) - 1)
        isBullet = record.choice("repayment") == "bullet"
        schedule = compiler.repaymentSchedule(item)
        inputs = Inputs(
            advance: compiler.input(item, "advance-rate"), base: compiler.input(item, "base-rate"),
            margin: compiler.input(item, "margin"), stepUp: compiler.input(item, "step-up"),
            fee: compiler.input(item, "commitment-fee"), sweep: compiler.input(item, "sweep"))
        let path = item.path
        loan = Loan(
            path, title: record.title(or: item.name), borrower: ends.payer, lender: ends.payee,
            security: Loan.Security(rawValue: record.choice("security"))!,
            collateral: compiler.orderList(record, "collateral").flatMap(\.cohorts), feeCause: "commitment fee",
            compiler)
        loan.open(drawn, compiler)
        let subjectTitle = loan.title
        rows = Rows(
            drawStop: compiler.whole(), sweepOn: compiler.whole(), stepUp: compiler.whole(),
            lockUp: compiler.whole(), accelerated: compiler.plan.state(),
            cash: (0..<4).map { _ in compiler.plan.state() }, service: (0..<4).map { _ in compiler.plan.state() },
            scheduled: compiler.cents(), swept: compiler.cents(), dscr: compiler.scalar(), ltv: compiler.scalar(),
            collateralValue: compiler.plan.scratch(), delivered: compiler.plan.scratch(),
            drawStopCause: compiler.addCause(party: ends.payer.index, "draws on \(subjectTitle) stopped"),
            acceleratedCause: compiler.addCause(party: ends.payer.index, "\(subjectTitle) accelerated"),
            maturityCause: compiler.addCause(party: ends.payer.index, "\(subjectTitle) due and not refinanced"))
        covenants = record.records("covenants").enumerated().map {
            Covenant($1, number: $0, path: path, title: subjectTitle, compiler)
        }
        compiler.facilities.append(self)
        compiler.lines["\(path).outstanding"] = FormulaSource(.balances([loan.debt.row.previous], sign: -1), factor: 1)
        compiler.lines["\(path).dscr"] = FormulaSource(.real(rows.dscr.previous), factor: 1)
        compiler.lines["\(path).ltv"] = FormulaSource(.real(rows.ltv.previous), factor: 1)
        compiler.mark(path, rows.drawStop, [1: "the lender stops further draws", 0: "draws are open again"])
        compiler.mark(path, rows.sweepOn, [1: "excess cash is swept to the lender", 0: "the cash sweep ends"])
        compiler.mark(path, rows.accelerated, [1: "the lender accelerates the loan: all of it is due"])
    }
}

extension Facility {
    package var title: String { loan.title }
    package var borrower: Party { loan.borrower }
    package var lender: Party { loan.lender }
    var legs: Loan.Legs { loan.legs }
    var debt: Account { loan.debt }
    package var collateral: [Cohort] { loan.collateral }
}

extension Compiler {
    /// The purchase orders that a list of contracts names.
    func orderList(_ record: Record, _ name: String) -> [PurchaseOrder] {
        record.references(name).compactMap { reference in
            if let order = orders[reference.name] { return order }
            error(
                "`\(name)` must name purchase orders", at: reference.place, quote: reference.name,
                hint: "purchase orders are: \(orders.keys.sorted().joined(separator: ", "))")
            return nil
        }
    }

    /// Share of the outstanding principal that falls due in each quarter of the run.
    func repaymentSchedule(_ item: Item) -> [Double] {
        let record = item.record
        let maturity = offset(record.quarter("maturity"))
        let first = record.optionalQuarter("first-repayment").map { offset($0) } ?? maturity
        if maturity < 0 {
            error(
                "date off the horizon: the loan matures before the run starts", at: item.place,
                quote: record.quarter("maturity").description)
        }
        if first > maturity {
            error(
                "first repayment after the maturity", at: item.place, quote: item.path,
                hint: "`first-repayment` must not be after `maturity`")
        }
        let kind = record.choice("repayment")
        let from = kind == "bullet" ? maturity : max(0, first)
        guard maturity >= 0, from <= maturity, maturity - from < 4_000 else {
            return .init(repeating: 0, count: quarters)
        }
        var weights = [Double](repeating: 1, count: maturity - from + 1)
        if kind == "sculpted" {
            if let name = record.optionalReference("sculpted-to"), let contract = computeContracts[name] {
                weights = (from...maturity).map { contract.scheduledLoad(at: $0) }
            } else {
                error(
                    "a sculpted loan needs `sculpted-to`, a compute contract", at: item.place, quote: item.path,
                    hint: "compute contracts are: \(computeContracts.keys.sorted().joined(separator: ", "))")
            }
        }
        var left = weights.reduce(0, +)
        return (0..<quarters).map { quarter in
            guard quarter >= from else { return 0 }
            guard quarter < maturity else { return 1 }
            defer { left -= weights[quarter - from] }
            return left > 0 ? weights[quarter - from] / left : 0
        }
    }
}

extension ComputeContract {
    /// Contracted IT load of a quarter if every tranche starts on time.
    func scheduledLoad(at quarter: Int) -> Double {
        tranches.reduce(0) { sum, tranche in
            let isOn = quarter >= tranche.start && quarter < tranche.start + Int(terms.term)
            return sum + (isOn ? tranche.load : 0)
        }
    }
}
