import Lanes
import Ledger

/// A party of the reduced model: what it sells, its means in clearing, how it stands. Plain values only.
struct ReducedParty {
    let cash, payables, interestExpense: Row<Cents>
    /// 0 performs, 1 was short last quarter, 2 is in default; all bits set unless it is.
    let state, performs: Row<Whole>
    let means, owed, share: Row<Scalar>
    let revenue, worst: Row<Cents>
    private let worth: Row<Cents>
    let opening: Int64
    private let price: Row<Scalar>
    private let sales: Double

    init(_ index: Int, _ drivers: [ReducedDriver], plan: inout RowPlan, chart: inout Chart) {
        cash = chart.account(index, .cash, plan: &plan).row
        payables = chart.account(index, .payables, plan: &plan).row
        interestExpense = chart.account(index, .interestExpense, plan: &plan).row
        state = plan.state()
        performs = plan.state()
        means = plan.scratch()
        owed = plan.scratch()
        share = plan.scratch()
        revenue = plan.scratch()
        worst = plan.state()
        worth = plan.scratch()
        opening = index == 0 ? 0 : 2_000_000_000 + Int64(index) * 50_000_000
        price = drivers[index % ReducedModel.drivers].value
        sales = 1_000_000 + 20_000 * Double(index)
    }

    /// Books what the sector buys.
    static func sale(_ index: Int, plan: inout RowPlan, chart: inout Chart) -> Posting {
        Posting(
            identifier: index, subject: "party \(index)", cause: "sales",
            debit: [chart.account(index, .cash, plan: &plan), chart.account(0, .operatingCost, plan: &plan)],
            credit: [chart.account(index, .revenue, plan: &plan), chart.account(0, .cash, plan: &plan)])
    }

    /// The sector buys from it at a price that moves.
    func sell(_ arena: Arena) {
        let (amount, price) = (arena[revenue], arena[price])
        for group in 0..<arena.width / 8 { amount[eight: group] = wholeCents(sales * price[eight: group]) }
        arena[owed].fill(0, arena.width)
    }

    /// Its means before anybody has paid it: its cash.
    @inline(__always) func open(_ arena: Arena) {
        let (means, cash) = (arena[means], arena[cash])
        for group in 0..<arena.width / 8 { means[eight: group] = realCents(cash[eight: group]) }
    }

    /// The share of what it owes that its means suffice for: between 0 and 1.
    @inline(__always) func divide(_ arena: Arena) {
        let (share, owed, means) = (arena[share], arena[owed], arena[means])
        for group in 0..<arena.width / 8 {
            let (owes, has) = (owed[eight: group], means[eight: group])
            let part = has / owes
            let positive = EightDoubles.zero.replacing(with: part, where: part .> 0)
            share[eight: group] = EightDoubles.one.replacing(with: positive, where: owes .> has)
        }
    }

    /// Notes whether it was short.
    @inline(__always) func close(_ arena: Arena) {
        let (state, share, performs) = (arena[state], arena[share], arena[performs])
        for lane in 0..<arena.width {
            let next = share[lane] < 1 ? state[lane] &+ 1 : state[lane] == 1 ? 0 : state[lane]
            state[lane] = next < 2 ? next : 2
            performs[lane] = next < 2 ? -1 : 0
        }
    }

    /// Notes its worst net worth so far: the sum of its assets and liabilities.
    @inline(__always) func note(_ balances: [Row<Cents>], _ arena: Arena) {
        let (worst, worth) = (arena[worst], arena[worth])
        worth.fill(0, arena.width)
        for balance in balances {
            let balance = arena[balance]
            for group in 0..<arena.width / 8 { worth[eight: group] &+= balance[eight: group] }
        }
        for lane in 0..<arena.width { worst[lane] = worth[lane] < worst[lane] ? worth[lane] : worst[lane] }
    }
}
