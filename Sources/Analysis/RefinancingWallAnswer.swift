import Calendar
import Engine
import Ledger
import Model

/// What a party owes before the run, when it falls due, and what it costs: the refinancing wall.
package struct RefinancingWallAnswer: Sendable, Codable {
    package var party: String
    package var title: String
    package var loans: [Loan]
    /// All principal outstanding, dollars.
    package var total: Double
    /// Principal by calendar year; what falls due after the run stands under `later`.
    package var ladder: [Year]
    /// Interest of one quarter at the balances and rates before the run, and as a yearly rate on the total.
    package var interestPerQuarter: Double
    package var averageRate: Double

    package struct Loan: Sendable, Codable {
        package var name: String
        package var title: String
        package var lender: String
        package var outstanding: Double
        package var rate: Double
        package var ladder: [Year]
    }

    package struct Year: Sendable, Codable, Equatable {
        package var year: String
        package var amount: Double
    }
}

extension RefinancingWallAnswer {
    /// One wall for each party that owes something before the first quarter. `replay` gives the rates of that quarter.
    package static func all(_ program: Program, _ replay: Replay) -> [RefinancingWallAnswer] {
        let start = program.scenario.settings.start
        func years(_ cents: [Int64]) -> [Year] {
            var sums: [(String, Int64)] = []
            for (quarter, amount) in cents.enumerated() where amount != 0 {
                let isLater = quarter >= program.quarters
                let name = isLater ? "later" : "\(start.advanced(by: quarter).year)"
                if let known = sums.firstIndex(where: { $0.0 == name }) {
                    sums[known].1 += amount
                } else {
                    sums.append((name, amount))
                }
            }
            return sums.map { Year(year: $0.0, amount: Double($0.1) / 100) }
        }
        return program.parties.filter { !$0.isSector }.compactMap { party in
            var cents = [Int64](repeating: 0, count: program.quarters + 1)
            var loans: [Loan] = []
            var interest: Int64 = 0
            for loan in program.loans where loan.borrower.index == party.index {
                let due = program.openingMaturities(of: loan)
                let balance = due.reduce(0, +)
                guard balance > 0 else { continue }
                let own = program.interestEarned(on: loan) ?? replay.dues[0][loan.legs.interest.index]
                for quarter in due.indices { cents[quarter] += due[quarter] }
                interest += own
                loans.append(
                    Loan(
                        name: loan.name, title: loan.title, lender: loan.lender.title,
                        outstanding: Double(balance) / 100, rate: 4 * Double(own) / Double(balance), ladder: years(due))
                )
            }
            let total = cents.reduce(0, +)
            guard total > 0 else { return nil }
            return RefinancingWallAnswer(
                party: party.name, title: party.title, loans: loans, total: Double(total) / 100, ladder: years(cents),
                interestPerQuarter: Double(interest) / 100, averageRate: 4 * Double(interest) / Double(total))
        }
    }
}
