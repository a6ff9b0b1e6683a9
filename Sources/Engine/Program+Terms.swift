import Calendar
import Lanes
import Ledger
import Model

extension Facility {
    /// What is tested, and the limit in words.
    package var covenantTerms: [(test: String, limit: String)] {
        covenants.map { ($0.test.rawValue, $0.limitText) }
    }

    package var hasCollateral: Bool { !collateral.isEmpty }
}

extension Loan {
    /// Its name in the scenario: `gpu-loan` of `contracts.gpu-loan`.
    package var name: String { String(subject.drop { $0 != "." }.dropFirst()) }
}

extension Covenant {
    /// `at least 1.25`, as written in the scenario.
    var limitText: String { (test == .ltv ? "at most " : "at least ") + limitWritten }
}

extension Program {
    /// Quarters from default to the end of an estate.
    package var estateQuarters: Int64 { saleQuarters + 1 }

    /// IT megawatts that a site announces for a quarter of the run, where the scenario gives a number or a table.
    package func announced(at site: Site, quarter: Int) -> Double {
        guard let slot = inputs.first(where: { $0.path == "sites.\(site.name).it-load" }) else { return 0 }
        switch slot.value.form {
        case .constant(let value): return value
        case .series(let steps):
            let now = scenario.settings.start.advanced(by: min(max(quarter, 0), quarters - 1))
            let sorted = steps.sorted { $0.from < $1.from }
            return (sorted.last { $0.from <= now } ?? sorted.first)?.value ?? 0
        case .distribution, .formula: return .nan
        }
    }
}

extension Program {
    /// Before the first quarter of a block: opening books, draws, and what contracts and markets start from.
    func begin(_ block: Block) {
        observe.begin(block)
        for contract in contracts { contract.begin(block) }
        for pool in pools { pool.begin(block) }
        fund.begin(block)
        close.begin(block)
    }
}

extension Program {
    /// Parties that a sponsor consolidates.
    package func consolidated(by sponsor: Int) -> [Int] {
        jointVentures.filter { $0.isConsolidated && $0.sponsor.index == sponsor }.map(\.vehicle.index)
    }

    /// Principal of the debt before the run by quarter in which it falls due, in cents; the last entry is all that falls due
    /// after it.
    package func openingMaturities(of loan: Loan) -> [Int64] {
        if let pool = pools.first(where: { $0.loan.index == loan.index }) { return pool.openingFalls }
        if let instrument = instruments.first(where: { $0.loan?.index == loan.index }) {
            return instrument.schedule.openingFalls
        }
        guard let facility = facilities.first(where: { $0.loan.index == loan.index }) else { return [] }
        var left = facility.drawn
        let due = facility.schedule.map { share in
            let part = share >= 1 ? left : wholeCents(Double(left) / 100 * share)
            left -= part
            return part
        }
        return due + [left]
    }
}

extension Program {
    /// Interest that the first quarter earns, in cents, where it is known by the day and need not be due; else nil.
    package func interestEarned(on loan: Loan) -> Int64? {
        instruments.first { $0.loan?.index == loan.index }.map { $0.schedule.quarters[0].earned }
    }
}

extension Program {
    /// Cash of a party before the first quarter, in dollars.
    package func openingCash(of party: Int) -> Double {
        Double(openings.filter { $0.account.party == party && $0.account.kind == .cash }.reduce(0) { $0 + $1.cents })
            / 100
    }
}

extension Program {
    /// The row of the compute market's rent, if there is a market.
    package var marketPrice: Row<Scalar>? { market?.price }
}
