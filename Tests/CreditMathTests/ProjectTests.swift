import CreditMath
import Testing

@Suite("Project debt")
struct ProjectTests {
    static let cash = [30.0, 40, 50, 20, 60, 60]

    @Test("Sculpted debt has one cover in every period, is repaid at the tenor, and its life cover is that cover")
    func sculpting() throws {
        let debt = sculptedDebt(cashFlow: Self.cash, cover: 1.3, rate: 0.07, tenor: 4)
        #expect(debt.boundBy == .cover && debt.cover == 1.3 && debt.schedule.count == 4)
        for ratio in debtServiceCover(cashFlow: Self.cash, debtService: debt.debtService) {
            #expect(abs(try #require(ratio) - 1.3) < 1e-14)
        }
        #expect(abs(debt.schedule[3].balance) < 1e-12)
        let covers = lifeCovers(cashFlow: Array(Self.cash.prefix(4)), rate: 0.07, balances: debt.balances)
        for ratio in covers { #expect(abs(try #require(ratio) - 1.3) < 1e-13) }
        let project = try #require(lifeCover(cashFlow: Self.cash, rate: 0.07, balance: debt.amount))
        #expect(project > 1.3)
    }

    @Test("Debt is never more than cost, and says what bound it")
    func bounds() {
        let byCost = sculptedDebt(cashFlow: Self.cash, cover: 1.2, rate: 0.07, tenor: 6, cost: 100)
        #expect(byCost.amount == 100 && byCost.boundBy == .cost && byCost.cover > 1.2)
        #expect(abs(byCost.schedule[5].balance) < 1e-12)
        let byShare = sculptedDebt(cashFlow: Self.cash, cover: 1.2, rate: 0.07, tenor: 6, cost: 100, maximumShare: 0.7)
        #expect(byShare.amount == 70 && byShare.boundBy == .gearing)
        let ample = sculptedDebt(cashFlow: Self.cash, cover: 1.2, rate: 0.07, tenor: 6, cost: 1_000)
        #expect(ample.boundBy == .cover)
        let none = sculptedDebt(cashFlow: [-5, 0], cover: 1.2, rate: 0.07, tenor: 2, cost: 100)
        #expect(none.amount == 0 && none.debtService == [0, 0])
    }

    @Test("Negative cash flow takes its part of a loan away where it counts")
    func negative() {
        let debt = sculptedDebt(cashFlow: [50, -10], cover: 1.25, rate: 0, tenor: 2, countsNegative: true)
        #expect(debt.amount == 32 && debt.debtService == [40, -8] && debt.schedule[1].balance == 0)
        #expect(sculptedDebt(cashFlow: [50, -10], cover: 1.25, rate: 0, tenor: 2).amount == 40)
        let above = sculptedDebt(cashFlow: [50], cover: 1.25, rate: 0, tenor: 1, cost: 20, maximumShare: 1.5)
        #expect(above.amount == 30 && above.boundBy == .gearing)
    }

    @Test("A reserve holds its months of the next service and gives all back")
    func reserve() {
        let account = DebtServiceReserve(debtService: [12, 24, 6], months: 6)
        #expect(account.balances == [6, 12, 3, 0])
        #expect(account.funding == [6, 6, -9, -3])
        #expect(account.interest(rate: 0.5) == [3, 6, 1.5])
    }
}
