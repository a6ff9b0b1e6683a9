import Engine
import Ledger
import Model

/// What a spreadsheet of one path needs: a borrower's statements, the figures behind its ratios, and each loan's schedule.
package struct DealBooksAnswer: Sendable, Codable {
    package var statements: StatementsAnswer
    /// Cash before the first quarter, cents.
    package var openingCash: Int64
    package var figures: [Figures]
    package var loans: [Loan]

    /// Dollars behind the ratios of a quarter.
    package struct Figures: Sendable, Codable {
        /// Sums of the last four quarters.
        package var ebitda, interest, fundsFromOperations: Double
        package var debt, netDebt, assetValue: Double
        /// Of the quarter alone.
        package var principalDue, operatingCash: Double
    }

    /// A loan quarter by quarter, in cents.
    package struct Loan: Sendable, Codable {
        package var loan: String
        package var title: String
        package var lender: String
        package var opening: Int64
        package var drawn, repaid, interest, fees: [Int64]
        /// Changes of the balance that nobody paid: written off, or interest added.
        package var other: [Int64]
        package var closing: [Int64]
    }

    /// - Throws: `Diagnostics` where the program has no such party.
    package init(_ party: String, _ replay: Replay, of program: Program) throws {
        statements = try StatementsAnswer(party, replay, of: program)
        let own = program.parties.first { $0.name == party }!
        openingCash = Int64((program.openingCash(of: own.index) * 100).rounded())
        figures = replay.standings.map { standings in
            let now = standings[own.index]
            return Figures(
                ebitda: now?.ebitda ?? 0, interest: now?.interest ?? 0,
                fundsFromOperations: now?.fundsFromOperations ?? 0, debt: now?.debt ?? 0, netDebt: now?.netDebt ?? 0,
                assetValue: now?.assetValue ?? 0, principalDue: now?.principalDue ?? 0,
                operatingCash: now?.operatingCash ?? 0)
        }
        loans = program.loans.filter { $0.borrower.index == own.index }.compactMap { loan in
            guard let account = program.chart.accounts.firstIndex(of: loan.debt) else { return nil }
            func paid(_ leg: Leg) -> [Int64] { replay.payments.map { $0[leg.index] } }
            let closing = replay.books.map { -$0.balances[account] }
            let (drawn, repaid) = (paid(loan.legs.draw), paid(loan.legs.principal))
            let opening = program.openingMaturities(of: loan).reduce(0, +)
            guard opening != 0 || closing.contains(where: { $0 != 0 }) else { return nil }
            let other = closing.indices.map { quarter in
                closing[quarter] - (quarter == 0 ? opening : closing[quarter - 1]) - drawn[quarter] + repaid[quarter]
            }
            return Loan(
                loan: loan.name, title: loan.title, lender: loan.lender.title, opening: opening, drawn: drawn,
                repaid: repaid, interest: paid(loan.legs.interest), fees: paid(loan.legs.fee), other: other,
                closing: closing)
        }
    }
}
