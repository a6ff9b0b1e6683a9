import Lanes
import Ledger

/// The figures of one party that analysts read, at the end of one quarter of one path: dollars, and multiples.
package struct StandingFigures: Sendable, Equatable {
    /// Sums of the last four quarters.
    package let revenue, ebitda, interest, fundsFromOperations: Double
    /// Loans owed, leases on the balance sheet, and both less cash.
    package let debt, leases, netDebt: Double
    /// Due from customers within a year, and all that is signed and not yet earned (RPO).
    package let contracted, backlog: Double
    /// Index into `CreditGrade.names`.
    package let grade: Int
    package let isPreProfit: Bool
    package let equityValue: Double
    /// Cash and what is undrawn on committed lines.
    package let liquidity: Double
    /// Market value of equipment with its contracts, and halls at book.
    package let assetValue: Double
    /// Principal that fell due in the quarter, paid or not, and cash from operations.
    package let principalDue, operatingCash: Double

    /// Nil for an outside sector.
    init?(_ block: Block, _ party: Party, of program: Program, lane: Int) {
        guard !party.isSector else { return nil }
        let credit = party.credit
        func dollars(_ row: Row<Cents>) -> Double { Double(block[row][lane]) / 100 }
        (revenue, ebitda) = (dollars(credit.revenue), dollars(credit.ebitda))
        (interest, fundsFromOperations) = (dollars(credit.interest), dollars(credit.fundsFromOperations))
        (debt, leases, netDebt) = (block[credit.debt][lane], block[credit.leases][lane], block[credit.netDebt][lane])
        (contracted, backlog) = (block[credit.contracted][lane], block[credit.backlog][lane])
        grade = Int(block[credit.grade][lane])
        isPreProfit = block[credit.preProfit][lane] != 0
        equityValue = block[credit.equityValue][lane]
        let lines = program.facilities.filter { $0.borrower.index == party.index && $0.purpose == .liquidity }
        liquidity = lines.reduce(dollars(party.rows.cash)) {
            $0 + Double($1.headroom(block, lane: lane)) / 100
        }
        assetValue = program.cohorts.filter { $0.owner == party.index }.reduce(0) { sum, cohort in
            sum
                + (cohort.generation == nil
                    ? dollars(cohort.book.row)
                    : block[cohort.rows.units][lane] * block[cohort.rows.contractedValue][lane])
        }
        principalDue = program.loans.filter { $0.borrower.index == party.index }.reduce(0) {
            $0 + dollars($1.legs.principal.due)
        }
        operatingCash = dollars(party.rows.operatingCash)
    }
}
