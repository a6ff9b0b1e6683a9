import Lanes
import Ledger

/// A party of the reduced model: what it sells, its means in clearing, how it stands. Plain values only.
struct ReducedParty {
    let cash, payables, interestExpense: Row<Cents>
    /// 0 performs, 1 was short last quarter, 2 is in default; all bits set unless it is.
    let state, performs: Row<Whole>
    let means, owed, share: Row<Scalar>
    let revenue, worst: Row<Cents>
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
        for lane in 0..<arena.width { amount[lane] = wholeCents(sales * price[lane]) }
        arena[owed].fill(0, arena.width)
    }

    /// Notes who was short, and the worst net worth so far.
    func close(_ arena: Arena, worth: Row<Cents>) {
        let (state, share, worth, worst) = (arena[state], arena[share], arena[worth], arena[worst])
        let performs = arena[performs]
        for lane in 0..<arena.width {
            let next = share[lane] < 1 ? state[lane] &+ 1 : state[lane] == 1 ? 0 : state[lane]
            state[lane] = next < 2 ? next : 2
            performs[lane] = next < 2 ? -1 : 0
            worst[lane] = worth[lane] < worst[lane] ? worth[lane] : worst[lane]
        }
    }
}
