import CreditMath
import Testing

@Suite("A project's cash flow")
struct ProjectCashFlowTests {
    static func plan() -> ProjectPlan {
        var plan = ProjectPlan()
        plan.energy = [Double](repeating: 1_000, count: 10)
        plan.price = [Double](repeating: 0.2, count: 10)
        plan.fixedExpense = [Double](repeating: 20, count: 10)
        plan.plantCost = 900
        plan.constructionFinancing = 50
        plan.debtFee = 0.02
        plan.debt = .sculpted(cover: 1.25, maximumShare: nil)
        plan.debtRate = 0.06
        plan.tenor = 7
        plan.debtReserveMonths = 6
        plan.workingReserveMonths = 2
        plan.reserveRate = 0.01
        plan.federalTax = [Double](repeating: 0.21, count: 10)
        plan.stateTax = [Double](repeating: 0.05, count: 10)
        plan.deductions = [ProjectDeduction(.accelerated(.five), share: 1)]
        plan.realDiscountRate = 0.06
        plan.inflation = 0.02
        return plan
    }

    @Test("Sources are uses at the close, debt is repaid, reserves are given back, and all cost is deducted")
    func conserved() {
        let flow = ProjectCashFlow(Self.plan())
        #expect(abs(flow.debt + flow.equity - flow.installedCost) < 1e-9)
        #expect(abs(flow.principal.reduce(0, +) - flow.debt) < 1e-9)
        #expect(abs(flow.balance[7]) < 1e-9)
        let kept = flow.debtReserve[0] + flow.workingReserve[0]
        #expect(abs(flow.investing.dropFirst().reduce(0, +) - kept) < 1e-9)
        #expect(abs(flow.federalDeduction.reduce(0, +) - 950) < 1e-9)
        #expect(abs((flow.lowestCover ?? 0) - 1.25) < 1e-12)
        let cash = zip(flow.earnings, flow.debtService).map { $0 - $1 }.reduce(0, +)
        let expected = cash + flow.reserveInterest.reduce(0, +) + kept - flow.equity
        #expect(abs(flow.pretax.reduce(0, +) - expected) < 1e-9)
    }

    @Test("A price solved for a return gives that return, and the cost of energy at it is below the price")
    func solvedPrice() throws {
        let solved = try #require(ProjectCashFlow.plan(Self.plan(), reaching: 0.15, inYear: 10))
        let flow = ProjectCashFlow(solved)
        #expect(abs(try internalRateOfReturn(of: flow.aftertax) - 0.15) < 1e-12)
        #expect(flow.levelCost(real: false) < flow.levelPrice(real: false))
        #expect(flow.levelPrice(real: true) < flow.levelPrice(real: false))
    }

    @Test("A lender's limit binds, and says so")
    func gearing() {
        var plan = Self.plan()
        plan.debt = .sculpted(cover: 1.25, maximumShare: 0.4)
        let flow = ProjectCashFlow(plan)
        #expect(flow.debtBoundBy == .gearing && (flow.lowestCover ?? 0) > 1.25)
        #expect(flow.debt < ProjectCashFlow(Self.plan()).debt)
    }

    @Test("A loan that the cash flow would allow above all cost is bound by cost, and the owner puts in nothing")
    func boundByCost() {
        var plan = Self.plan()
        plan.price = [Double](repeating: 0.6, count: 10)
        let flow = ProjectCashFlow(plan)
        #expect(flow.debtBoundBy == .cost && abs(flow.equity) < 1e-9)
        #expect((flow.lowestCover ?? 0) > 1.25 && abs(flow.balance[7]) < 1e-9)
    }

    @Test("Without any limit the cover holds, and the owner takes out what the loan exceeds all cost by")
    func unlimited() {
        var plan = Self.plan()
        plan.price = [Double](repeating: 0.6, count: 10)
        plan.debt = .sculpted(cover: 1.25, maximumShare: .infinity)
        let flow = ProjectCashFlow(plan)
        #expect(flow.debtBoundBy == .cover && abs((flow.lowestCover ?? 0) - 1.25) < 1e-12)
        #expect(flow.equity < 0 && abs(flow.balance[7]) < 1e-9)
    }

    @Test("A fixed share of cost is that share, with its fee and reserve")
    func fixedShare() {
        var plan = Self.plan()
        plan.debt = .share(0.6, equalPrincipal: false, interestOnlyYears: 2)
        let flow = ProjectCashFlow(plan)
        // The fee is counted on the cost without it.
        let before = flow.installedCost - plan.debtFee * flow.debt
        #expect(abs(flow.debt - 0.6 * before * (1 + 0.6 * 0.02)) < 1e-9)
        #expect(flow.principal[1] == 0 && flow.principal[2] == 0 && abs(flow.balance[7]) < 1e-9)
    }

    @Test("Investment credit comes in the first year and takes half of itself off the basis")
    func credit() {
        var plan = Self.plan()
        plan.investmentCredit = 0.3
        plan.deductions = [ProjectDeduction(.accelerated(.five), share: 1, earnsCredit: true)]
        let flow = ProjectCashFlow(plan)
        #expect(abs(flow.federalBasis[0] - 950 * 0.85) < 1e-9)
        #expect(abs(flow.federalDeduction.reduce(0, +) - 950 * 0.85) < 1e-9)
    }
    @Test("Fixed credits come in their years and take half of themselves off the classes that earn them")
    func fixedCredits() {
        var plan = Self.plan()
        plan.deductions = [
            ProjectDeduction(.accelerated(.five), share: 0.5, earnsCredit: true),
            ProjectDeduction(.straightLine(years: 20), share: 0.5, earnsStateCredit: true),
        ]
        let without = ProjectCashFlow(plan)
        plan.federalCredit.amounts = [30, 10]
        plan.stateCredit.amounts = [0, 8]
        plan.stateCredit.reducesFederalBasis = true
        let flow = ProjectCashFlow(plan)
        #expect(abs(flow.federalBasis[0] - (475 - 20)) < 1e-9 && abs(flow.federalBasis[1] - (475 - 4)) < 1e-9)
        // What the state gives is taxed, beside what is deducted less and the state's tax on that: 20 of five years' class.
        let lost = 20 * 0.32 + 4 * 0.05
        let stateTax = -0.05 * 20 * 0.32
        #expect(abs(flow.stateTax[2] - without.stateTax[2] - stateTax) < 1e-9)
        #expect(abs(flow.federalIncome[2] - without.federalIncome[2] - (lost + stateTax + 8)) < 1e-9)
        let tax = -0.21 * (lost + stateTax + 8)
        #expect(abs(flow.aftertax[2] - without.aftertax[2] - (10 + 8 + stateTax + tax)) < 1e-9)
    }

    @Test("A credit by cost stops at its limit, and payments for capacity are revenue that lowers no price")
    func limits() {
        var plan = Self.plan()
        plan.investmentCredit = 0.3
        plan.investmentCreditLimit = 100
        plan.deductions = [ProjectDeduction(.accelerated(.five), share: 1, earnsCredit: true)]
        plan.capacityPayment = [Double](repeating: 5, count: 10)
        let flow = ProjectCashFlow(plan)
        #expect(abs(flow.federalBasis[0] - 900) < 1e-9)
        #expect(flow.revenue[1] == 205 && flow.energyValue[1] == 200)
        plan.capacityPayment = []
        #expect(flow.levelPrice(real: false) == ProjectCashFlow(plan).levelPrice(real: false))
    }
}
