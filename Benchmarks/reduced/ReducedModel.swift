import Lanes
import Ledger

/// A quarter's work in small, the same in every language that is compared: 20 prices move, 200 loans accrue interest,
/// each interest payment is booked in two parties' books, net worths are added up.
///
/// Shocks are not drawn but computed (`shock`), so that every peer works on the same numbers and must reach the same cents.
struct ReducedModel {
    static let prices = 20
    static let loans = 200
    static let parties = 20
    static let quarters = 32

    private let arena: Arena
    private let width: Int
    private let price: [Row<Scalar>]
    private let balance: [Row<Cents>]
    private let interest: Row<Cents>
    private let cash: [Row<Cents>]
    private let income: [Row<Cents>]
    private let cost: [Row<Cents>]
    private let postings: [Posting]

    init(width: Int) {
        var plan = RowPlan()
        var chart = Chart()
        price = (0..<Self.prices).map { _ in plan.state() }
        balance = (0..<Self.loans).map { _ in plan.state() }
        interest = plan.scratch()
        let cash = (0..<Self.parties).map { chart.account($0, .cash, plan: &plan) }
        let income = (0..<Self.parties).map { chart.account($0, .interestIncome, plan: &plan) }
        let cost = (0..<Self.parties).map { chart.account($0, .interestExpense, plan: &plan) }
        postings = (0..<Self.loans).map { loan in
            let (payer, payee) = (loan % Self.parties, (loan * 7 + 3) % Self.parties)
            return Posting(
                identifier: loan, subject: "loan \(loan)", cause: "interest",
                debit: [cost[payer], cash[payee]], credit: [cash[payer], income[payee]])
        }
        self.cash = cash.map(\.row)
        self.income = income.map(\.row)
        self.cost = cost.map(\.row)
        arena = Arena(plan: plan, width: width)
        self.width = width
    }

    /// A deterministic shock in (-1, 1) for a path, price and quarter.
    static func shock(path: Int, price: Int, quarter: Int) -> Double {
        let mixed = (path &* 7919 &+ price &* 104_729 &+ quarter &* 1_299_709) % 1_000_003
        return Double(mixed) / 1_000_003 * 2 - 1
    }

    /// Runs all paths; the sum of all cash, interest paid and final prices are what peers must match.
    func run(paths: Int) -> (turnover: Int64, prices: Double) {
        var turnover: Int64 = 0
        var sum = 0.0
        for first in stride(from: 0, to: paths, by: width) {
            arena.clear()
            for row in price { arena[row].fill(1, width) }
            for (loan, row) in balance.enumerated() { arena[row].fill(Int64(100_000_000 + loan * 12_345), width) }
            for quarter in 0..<Self.quarters { step(first, quarter) }
            for row in cost {
                let column = arena[row]
                for lane in 0..<width { turnover += column[lane] }
            }
            for row in price {
                let column = arena[row]
                for lane in 0..<width { sum += column[lane] }
            }
        }
        return (turnover, sum)
    }

    private func step(_ first: Int, _ quarter: Int) {
        for (index, row) in price.enumerated() {
            let value = arena[row]
            for lane in 0..<width {
                value[lane] *= exponential(
                    -0.005 + 0.1 * Self.shock(path: first + lane, price: index, quarter: quarter))
            }
        }
        let amount = arena[interest]
        for (loan, row) in balance.enumerated() {
            let (balance, rate) = (arena[row], arena[price[loan % Self.prices]])
            for lane in 0..<width {
                let dollars = Double(balance[lane]) / 100 * (0.05 * rate[lane]) * 0.25
                amount[lane] = wholeCents(dollars)
            }
            postings[loan].post(interest, in: arena, journal: nil)
        }
    }
}
