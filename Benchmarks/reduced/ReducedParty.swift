import Lanes
import Ledger

/// A party of the reduced model: its books, its means in clearing, and how it stands.
struct ReducedParty {
    let index: Int
    let cash, payables, receivables, interestExpense, interestIncome: Account
    /// 0 performs, 1 was short last quarter, 2 is in default: then nothing new falls due.
    let state: Row<Whole>
    let means, owed, share: Row<Scalar>
    let worst: Row<Cents>
    let opening: Int64
    private let revenue: Row<Cents>
    private let sale: Posting
    private let worthRows: [Row<Cents>]

    init(_ index: Int, plan: inout RowPlan, chart: inout Chart) {
        func account(_ kind: AccountKind) -> Account { chart.account(index, kind, plan: &plan) }
        self.index = index
        cash = account(.cash)
        payables = account(.payables)
        receivables = account(.receivables)
        interestExpense = account(.interestExpense)
        interestIncome = account(.interestIncome)
        state = plan.state()
        means = plan.scratch()
        owed = plan.scratch()
        share = plan.scratch()
        worst = plan.state()
        revenue = plan.scratch()
        opening = 2_000_000_000 + Int64(index) * 50_000_000
        let sector = (
            cost: chart.account(0, .operatingCost, plan: &plan), cash: chart.account(0, .cash, plan: &plan)
        )
        sale = Posting(
            identifier: index, subject: "party \(index)", cause: "sales", debit: [cash, sector.cost],
            credit: [account(.revenue), sector.cash])
        worthRows = []
    }

    private init(_ party: ReducedParty, worthRows: [Row<Cents>]) {
        (index, cash, payables, receivables) = (party.index, party.cash, party.payables, party.receivables)
        (interestExpense, interestIncome) = (party.interestExpense, party.interestIncome)
        (state, means, owed, share) = (party.state, party.means, party.owed, party.share)
        (worst, opening, revenue, sale) = (party.worst, party.opening, party.revenue, party.sale)
        self.worthRows = worthRows
    }

    /// The party with the rows of its assets and liabilities, once the chart is complete.
    func withWorth(of chart: Chart) -> ReducedParty {
        let rows = chart.accounts(of: index).filter { [.asset, .liability].contains($0.kind.nature) }.map(\.row)
        return ReducedParty(self, worthRows: rows)
    }

    /// The sector buys from it at a price that moves.
    func earn(_ arena: Arena, _ drivers: [ReducedDriver]) {
        let (amount, price) = (arena[revenue], arena[drivers[index % ReducedModel.drivers].value])
        let dollars = 1_000_000 + 20_000 * Double(index)
        for lane in 0..<arena.width { amount[lane] = wholeCents(dollars * price[lane]) }
        sale.post(revenue, in: arena, journal: nil)
        arena[owed].fill(0, arena.width)
    }

    /// Notes who was short, and the worst net worth so far.
    func close(_ arena: Arena, into worth: Row<Cents>) {
        let (state, share) = (arena[state], arena[share])
        for lane in 0..<arena.width {
            let next = share[lane] < 1 ? state[lane] &+ 1 : state[lane] == 1 ? 0 : state[lane]
            state[lane] = next < 2 ? next : 2
        }
        let (sum, worst) = (arena[worth], arena[worst])
        sum.fill(0, arena.width)
        for row in worthRows {
            let balance = arena[row]
            for lane in 0..<arena.width { sum[lane] &+= balance[lane] }
        }
        for lane in 0..<arena.width { worst[lane] = sum[lane] < worst[lane] ? sum[lane] : worst[lane] }
    }
}
