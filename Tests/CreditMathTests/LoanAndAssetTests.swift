import CreditMath
import Testing

@Suite("Loans, deductions and equipment")
struct LoanAndAssetTests {
    @Test(
        "A level loan ends at its future value and earns its rate, whenever it is paid",
        arguments: [
            (0.01, PaymentTiming.end), (0.01, .beginning), (0, .end), (1e-10, .end), (-0.002, .beginning),
        ])
    func levelLoan(rate: Double, timing: PaymentTiming) throws {
        let loan = LevelLoan(
            ratePerPeriod: rate, periods: 48, presentValue: 1_000, futureValue: -200, timing: timing)
        let payment = loan.payment
        var balance = 1_000.0
        for _ in 0..<48 {
            balance = timing == .beginning ? (balance + payment) * (1 + rate) : balance * (1 + rate) + payment
        }
        #expect(abs(balance - 200) < 1e-9)
        let back = try LevelLoan.rate(
            periods: 48, payment: payment, presentValue: 1_000, futureValue: -200, timing: timing)
        #expect(abs(back - rate) < 1e-14)
        let periods = LevelLoan.periods(
            ratePerPeriod: rate, payment: payment, presentValue: 1_000, futureValue: -200, timing: timing)
        #expect(abs(periods - 48) < 1e-4)
        let paid = loan.schedule.reduce(0) { $0 + $1.interest + $1.principal }
        #expect(abs(paid - 48 * payment) < 1e-9)
    }

    @Test("Deductions add up to cost, and the tables round the shares")
    func recovery() {
        for period in RecoveryPeriod.allCases {
            for convention in [RecoveryConvention.halfYear] + (1...4).map({ .midQuarter($0) }) {
                #expect(abs(recoveryShares(period, convention).reduce(0, +) - 1) < 1e-14)
            }
            let table = tabulatedRecoveryPercentages(period)
            #expect(abs(table.reduce(0, +) - 100) < 1e-9)
            let step = period == .twenty ? 0.001 : 0.01
            for (rounded, share) in zip(table, recoveryShares(period)) {
                // The tables alternate two roundings so as to add up to 100.
                #expect(abs(rounded - 100 * share) <= step)
            }
        }
        #expect(depreciation(of: 1_000, shares: [0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576], bonus: 1)[0] == 1_000)
        #expect(depreciation(of: 1_000, shares: [0.5, 0.5], bonus: 0.4) == [700, 300])
        #expect(straightLineDepreciation(of: 100, salvage: 10, years: 3) == [30, 30, 30])
    }

    @Test("Equipment is worth the discounted sum of what it earns")
    func equipment() {
        var sum = 0.0
        for quarter in 0..<20 {
            var rent = 100.0
            for _ in 0..<quarter { rent *= 1.01 / 1.02 }
            var discount = 1.0
            for _ in 0..<quarter { discount /= 1.02 }
            sum += rent - 40 * discount
        }
        // A rent that rises by 1 % runs for life.
        let value = equipmentValue(rent: 100, cost: 40, decline: -0.01, discountRate: 0.02, life: 20)
        #expect(abs(value / sum - 1) < 1e-13)
    }

    @Test("Equipment has its limits: no discounting, q of 1, rent at cost, no life, sudden death, no cost")
    func equipmentLimits() {
        #expect(equipmentValue(rent: 10, cost: 4, decline: 0, discountRate: 0, life: 12) == 72)
        let level = equipmentValue(rent: 10, cost: 4, decline: -0.05, discountRate: 0.05, life: 12)
        let near = equipmentValue(rent: 10, cost: 4, decline: -0.05, discountRate: 0.05 + 1e-10, life: 12)
        #expect(abs(level - near) < 1e-7)
        #expect(equipmentValue(rent: 4, cost: 4, decline: 0.05, discountRate: 0.02, life: 12) == 0)
        #expect(equipmentValue(rent: 3, cost: 4, decline: 0.05, discountRate: 0.02, life: 12) == 0)
        #expect(equipmentValue(rent: 3, cost: 4, decline: 0, discountRate: 0.02, life: 12) == 0)
        #expect(equipmentValue(rent: 10, cost: 4, decline: 0.05, discountRate: 0.02, life: 0) == 0)
        #expect(equipmentValue(rent: 0, cost: 4, decline: 0.05, discountRate: 0.02, life: 9) == 0)
        let free = equipmentValue(rent: 10, cost: 0, decline: 0.05, discountRate: 0.02, life: 4)
        let q = 0.95 / 1.02
        #expect(abs(free - 10 * (1 + q + q * q + q * q * q)) < 1e-12)
        let worse = equipmentValue(rent: 10, cost: 4, decline: 0.06, discountRate: 0.02, life: 40)
        #expect(worse < equipmentValue(rent: 10, cost: 4, decline: 0.05, discountRate: 0.02, life: 40))
    }
}
