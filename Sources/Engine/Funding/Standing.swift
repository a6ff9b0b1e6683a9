import Lanes
import Ledger
import Model

/// How a party stands with investors, measured on the quarter's final books: what it earns over four quarters, what it
/// owes, the grade that gives it, what its equity is worth, and whether its revenue was what was expected.
final class Standing: Sendable {
    private let party: Party
    private let grades: [CreditGrade]
    private let sentiment: Row<Scalar>
    private let signed: [SignedClaim]
    private let measures: [Measure]
    private let work: Row<Cents>
    private let debtRows: [Row<Cents>]
    private let securedRows: [Row<Cents>]
    private let leaseRows: [Row<Cents>]
    private let equityRows: [Row<Cents>]
    private let capitalRows: [Row<Cents>]

    /// A sum over the last four quarters, in whole cents.
    private struct Measure: Sendable {
        /// Rows of income (positive) and cost (negative) that make up the quarter's figure; balances are debit-positive.
        let rows: [Row<Cents>]
        let quarters: [Row<Cents>]
        let total: Row<Cents>
        /// Cents of the four quarters before the run; nil where the run's own quarters are scaled up to a year.
        let opening: Int64?
    }

    init(_ party: Party, _ compiler: Compiler) {
        self.party = party
        grades = compiler.grades
        sentiment = compiler.rules!.sentiment
        signed = compiler.signed.filter { $0.payee == party.index }
        let chart = compiler.chart
        func rows(_ kinds: [AccountKind]) -> [Row<Cents>] { kinds.flatMap { chart.rows(party.index, $0) } }
        let costs: [AccountKind] = [.operatingCost, .powerCost, .leaseCost, .damages]
        let record = compiler.scenario["parties"][party.index].record
        func opening(_ name: String) -> Int64? { record.optionalConstant(name).map { wholeCents($0) } }
        func measure(_ kinds: [AccountKind], _ total: Row<Cents>, _ opening: Int64?) -> Measure {
            Measure(
                rows: rows(kinds), quarters: (0..<4).map { _ in compiler.cents() }, total: total, opening: opening)
        }
        let credit = party.credit
        measures = [
            measure([.revenue], credit.revenue, opening("trailing-revenue")),
            measure([.revenue] + costs, credit.ebitda, opening("trailing-ebitda")),
            measure([.interestExpense], credit.interest, nil),
            measure(
                [.revenue, .interestIncome] + costs + [.interestExpense, .incomeTax], credit.fundsFromOperations,
                nil),
        ]
        work = compiler.cents()
        debtRows = rows([.debt])
        securedRows = compiler.loans.filter { $0.borrower.index == party.index && $0.security != .none }
            .map(\.debt.row)
        leaseRows = rows([.leaseLiability])
        capitalRows = rows([.paidInCapital, .heldEquity])
        equityRows = AccountKind.allCases.filter { $0.nature != .asset && $0.nature != .liability }
            .flatMap { chart.rows(party.index, $0) }
    }

    /// Before the first quarter: the year before it, where the scenario gives it.
    func begin(_ block: Block) {
        for measure in measures {
            guard let opening = measure.opening else { continue }
            for (number, row) in measure.quarters.enumerated() {
                block[row].fill(opening / 4 + (number == 0 ? opening % 4 : 0), block.width)
            }
            block[measure.total].fill(opening, block.width)
        }
        block[party.credit.equityValue].fill(party.credit.openingValue, block.width)
        block[party.credit.growth].fill(party.credit.openingGrowth, block.width)
        block[party.credit.share].fill(1, block.width)
        measureDebt(block)
        grade(block)
        // Of whom the scenario does not say what it earned, nothing is known: not that it earned nothing.
        if measures[1].opening == nil {
            let grade = block[party.credit.grade]
            for lane in 0..<block.width { grade[lane] = min(grade[lane], CreditGrade.bestWithoutProfit) }
        }
    }

    func close(_ block: Block) {
        for measure in measures { add(measure, block) }
        measureDebt(block)
        grade(block)
        surprise(block)
        valueEquity(block)
    }

    private func add(_ measure: Measure, _ block: Block) {
        let (oldest, total) = (block[measure.quarters[block.quarter % 4]], block[measure.total])
        // Income stands as a credit; interest is a cost.
        let sign: Int64 = measure.total == party.credit.interest ? 1 : -1
        let now = sum(measure.rows, block)
        for lane in 0..<block.width {
            total[lane] &+= sign &* now[lane] &- oldest[lane]
            oldest[lane] = sign &* now[lane]
        }
    }

    /// Balances added up, debit-positive. One row at a time, so that a loop over lanes stays one of plain columns.
    private func sum(_ rows: [Row<Cents>], _ block: Block) -> Column<Int64> {
        let total = block[work]
        total.fill(0, block.width)
        for row in rows {
            let balance = block[row]
            for lane in 0..<block.width { total[lane] &+= balance[lane] }
        }
        return total
    }

    /// Quarters that a four-quarter sum must be scaled up by in the first year: 4, 2, 4/3, then 1.
    private func scale(_ measure: Int, _ quarter: Int) -> Double {
        measures[measure].opening == nil && quarter < 3 ? 4 / Double(quarter + 1) : 1
    }

    private func measureDebt(_ block: Block) {
        let credit = party.credit
        let (debt, net, leases) = (block[credit.debt], block[credit.netDebt], block[credit.leases])
        let (cash, contracted, backlog) = (block[party.rows.cash], block[credit.contracted], block[credit.backlog])
        let raised = block[credit.raised]
        let (book, secured) = (block[credit.bookEquity], block[credit.securedDebt])
        for (rows, dollars) in [(debtRows, debt), (securedRows, secured), (leaseRows, leases)] {
            let owed = sum(rows, block)
            for lane in 0..<block.width { dollars[lane] = Double(-owed[lane]) / 100 }
        }
        let equity = sum(equityRows, block)
        for lane in 0..<block.width {
            book[lane] = -equity[lane]
            net[lane] = debt[lane] + leases[lane] - Double(cash[lane]) / 100
            contracted[lane] = 0
            backlog[lane] = 0
        }
        let before = sum(capitalRows.map(\.previous), block)
        for lane in 0..<block.width { raised[lane] = Double(before[lane]) / 100 }
        let paidIn = sum(capitalRows, block)
        for lane in 0..<block.width { raised[lane] = max(0, raised[lane] - Double(paidIn[lane]) / 100) }
        for claim in signed {
            let (yearly, all) = (block[claim.comingYear], block[claim.remaining])
            for lane in 0..<block.width {
                contracted[lane] += yearly[lane]
                backlog[lane] += all[lane]
            }
        }
    }

    /// Net debt over EBITDA gives the grade; without profit, net debt over contracted revenue does, and no better than
    /// BB. Cover of interest below 1.0x costs one grade. A party that has missed a payment is CCC.
    private func grade(_ block: Block) {
        let credit = party.credit
        let (net, ebitda, interest) = (block[credit.netDebt], block[credit.ebitda], block[credit.interest])
        let (leverage, grade, preProfit) = (block[credit.leverage], block[credit.grade], block[credit.preProfit])
        let (contracted, state) = (block[credit.contracted], block[party.rows.state])
        let (scaled, last) = (scale(1, block.quarter), Int64(CreditGrade.names.count - 1))
        for lane in 0..<block.width {
            let earned = Double(ebitda[lane]) / 100 * scaled
            let owed = net[lane] > 0 ? net[lane] : 0
            let isEarly = earned <= 0
            let base = isEarly ? contracted[lane] : earned
            leverage[lane] = owed == 0 ? 0 : base > 0 ? min(999, owed / base) : 999
            preProfit[lane] = isEarly ? 1 : 0
            var found: Int64 = isEarly ? CreditGrade.bestWithoutProfit : 0
            while found < last {
                let row = grades[Int(found)]
                let limit = isEarly ? block[row.contracted][lane] : block[row.leverage][lane]
                if leverage[lane] <= limit { break }
                found += 1
            }
            let due = Double(interest[lane]) / 100 * scale(2, block.quarter)
            if due > 0 && earned < due && found < last { found += 1 }
            grade[lane] = state[lane] >= PartyState.grace.rawValue ? last : found
        }
    }

    /// `s = ln(revenue / expected)`, expected = last quarter's revenue x (1 + g), `g += 0.3 (realised growth - g)`.
    private func surprise(_ block: Block) {
        let credit = party.credit
        let (now, before) = (block[measures[0].quarters[block.quarter % 4]], block[credit.lastRevenue.previous])
        let (last, growth, surprise) = (block[credit.lastRevenue], block[credit.growth], block[credit.surprise])
        for lane in 0..<block.width {
            last[lane] = Double(now[lane]) / 100
            surprise[lane] = 0
            guard before[lane] > 0, last[lane] > 0, block.quarter > 0 else { continue }
            let realised = last[lane] / before[lane] - 1
            let found = naturalLogarithm(last[lane] / (before[lane] * (1 + growth[lane])))
            surprise[lane] = found < -2 ? -2 : found > 2 ? 2 : found
            let bounded = realised > 1 ? 1 : realised < -0.9 ? -0.9 : realised
            growth[lane] += 0.3 * (bounded - growth[lane])
        }
    }

    /// `cap(0) R / R(0) exp(h (g - g(0))) S^beta`; a party whose shares are not listed stays at the last round's price.
    private func valueEquity(_ block: Block) {
        let credit = party.credit
        guard credit.openingValue > 0 || !credit.isListed else { return }
        let (value, revenue, first) = (block[credit.equityValue], block[credit.revenue], block[credit.firstRevenue])
        let (growth, mood, state) = (block[credit.growth], block[sentiment], block[party.rows.state])
        let (response, beta) = (block[credit.growthResponse], block[credit.sentimentBeta])
        let scaled = scale(0, block.quarter)
        for lane in 0..<block.width {
            let yearly = Double(revenue[lane]) / 100 * scaled
            if first[lane] == 0 && yearly > 0 { first[lane] = measures[0].opening.map { Double($0) / 100 } ?? yearly }
            if state[lane] >= PartyState.defaulted.rawValue {
                value[lane] = 0
            } else if credit.isListed {
                let size = first[lane] > 0 ? yearly / first[lane] : 1
                let faster = exponential(response[lane] * 4 * (growth[lane] - credit.openingGrowth))
                let tone = mood[lane] > 0 ? exponential(beta[lane] * naturalLogarithm(mood[lane])) : 0
                value[lane] = credit.openingValue * (size > 0 ? size : 0) * faster * tone
            }
        }
    }
}
