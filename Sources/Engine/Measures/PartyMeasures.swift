import Lanes
import Ledger
import Model

/// What a party's payments and books add up to: measures that no formula of a scenario needs.
extension Program {
    private static let partyNames = [
        "capex", "operating-cash-flow", "free-cash-flow", "interest-paid", "debt-raised", "bonds-raised",
        "equity-raised", "compute-cost", "net-income", "depreciation", "impairment", "income-tax", "credit-losses",
        "delivered", "book-equity", "in-default", "leverage", "backlog",
    ]

    var partyMeasureNames: [String] {
        parties.flatMap { party in Self.partyNames.map { "parties.\(party.name).\($0)" } }
    }

    func partyMeasure(_ name: String) -> Measure? {
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3, words[0] == "parties", let party = parties.first(where: { $0.name == words[1] }) else {
            return nil
        }
        func paid(_ holds: (Leg) -> Double) -> Measure {
            Measure(name, paidOn: legs.map { ($0, holds($0)) }.filter { $0.1 != 0 }.map { (leg: $0.0, sign: $0.1) })
        }
        func flow(_ leg: Leg, _ activity: Leg.Activity) -> Double {
            if leg.payer == party.index { return leg.activity(ofPayer: true) == activity ? -1 : 0 }
            return leg.payee == party.index && leg.activity(ofPayer: false) == activity ? 1 : 0
        }
        // Shares and loans are investments too, but no capital spending.
        func isCapex(_ leg: Leg) -> Bool {
            leg.payer == party.index && leg.cashClass == .investing
                && !leg.payment.sides.contains {
                    $0.account.party == party.index && [.stakes, .loans, .otherAssets].contains($0.account.kind)
                }
        }
        func raised(_ loans: [Loan]) -> Measure {
            let draws = Set(loans.filter { $0.borrower.index == party.index }.map(\.legs.draw.index))
            return paid { draws.contains($0.index) ? 1 : 0 }
        }
        switch words[2] {
        case "capex": return paid { isCapex($0) ? 1 : 0 }
        case "operating-cash-flow": return paid { flow($0, .operating) }
        case "free-cash-flow": return paid { flow($0, .operating) - (isCapex($0) ? 1 : 0) }
        case "interest-paid":
            let own = Set(loans.filter { $0.borrower.index == party.index }.map(\.legs.interest.index))
            return paid { own.contains($0.index) ? 1 : 0 }
        case "debt-raised": return raised(listedLoans)
        case "bonds-raised":
            let bonds = Set(scenario["funding"].filter { $0.kind == CorporateBonds.schema.kind }.map(\.path))
            return raised(loans.filter { bonds.contains($0.subject) })
        case "equity-raised": return paid { $0.payee == party.index && $0.isShareIssue ? 1 : 0 }
        case "compute-cost":
            let compute = Set(scenario["contracts"].filter { $0.kind == ComputeContract.schema.kind }.map(\.path))
            return paid { leg in
                let isCompute = compute.contains(leg.subject) || leg.cause == "compute rented at spot"
                return leg.payer == party.index && isCompute ? 1 : 0
            }
        case "net-income":
            let rows = chart.accounts(of: party.index).filter(\.kind.isClosedEachQuarter).map(\.row)
            return balances(name, rows, sign: -1, isFlow: true)
        case "depreciation": return balances(name, chart.rows(party.index, .depreciation), sign: 1, isFlow: true)
        case "impairment": return balances(name, chart.rows(party.index, .impairment), sign: 1, isFlow: true)
        case "income-tax": return balances(name, chart.rows(party.index, .incomeTax), sign: 1, isFlow: true)
        case "credit-losses": return balances(name, chart.rows(party.index, .creditLoss), sign: 1, isFlow: true)
        case "delivered":
            // What it cost, as it is put on the books.
            let arrived = cohorts.filter { $0.owner == party.index }.map(\.rows.arrived)
            return balances(name, arrived, sign: 1, isFlow: true)
        // Sectors share one row of each: nobody measures them.
        case "book-equity" where party.isSector, "leverage" where party.isSector, "backlog" where party.isSector:
            return nil
        case "book-equity": return balances(name, [party.credit.bookEquity], sign: 1, isFlow: false)
        case "leverage": return Measure(name, FormulaSource(.real(party.credit.leverage), factor: 1), isFlow: false)
        case "backlog":
            return Measure(
                name, FormulaSource(.real(party.credit.backlog.read(as: Scalar.self)), factor: 1), isFlow: false)
        case "in-default":
            let state = party.rows.state
            return Measure(name, isFlow: false) { block, values in
                let state = block[state]
                for lane in values.indices where state[lane] >= PartyState.defaulted.rawValue { values[lane] = 1 }
            }
        default: return nil
        }
    }

    /// `sources.bonds.raised`: what all parties raise from one kind of source, `facility` and `equity` among them.
    func sourceMeasure(_ name: String) -> Measure? {
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3, words[0] == "sources", words[2] == "raised" else { return nil }
        if words[1] == "equity" {
            return Measure(
                name,
                paidOn: legs.filter { $0.isShareIssue && !parties[$0.payee].isSector }.map { (leg: $0, sign: 1) })
        }
        let items = scenario["funding"] + scenario["contracts"].filter { $0.kind == Facility.schema.kind }
        let own = Set(items.filter { $0.kind == words[1] }.map(\.path))
        guard !own.isEmpty else { return nil }
        return Measure(
            name, paidOn: listedLoans.filter { own.contains($0.subject) }.map { (leg: $0.legs.draw, sign: 1) })
    }

    private func balances(_ name: String, _ rows: [Row<Cents>], sign: Int64, isFlow: Bool) -> Measure {
        Measure(name, FormulaSource(.balances(rows, sign: sign), factor: 1), isFlow: isFlow)
    }
}

extension Leg {
    /// Whether the payee issues shares for the money.
    fileprivate var isShareIssue: Bool {
        payment.sides.contains {
            $0.account.party == payee && [.paidInCapital, .heldEquity].contains($0.account.kind)
        }
    }
}
