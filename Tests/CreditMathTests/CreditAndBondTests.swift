import Calendar
import CreditMath
import Testing

@Suite("Spreads, odds and bonds")
struct CreditAndBondTests {
    @Test("Spread, hazard and odds go round in a circle")
    func triangle() {
        let hazard = hazardRate(spread: 0.06, recovery: 0.4)
        #expect(abs(hazard - 0.1) < 1e-16)
        let odds = defaultProbability(hazard: hazard, years: 5)
        #expect(abs(odds - 0.3934693402873666) < 1e-15)
        #expect(abs(hazardRate(defaultProbability: odds, years: 5) - hazard) < 1e-15)
        #expect(abs(defaultProbability(hazard: 1e-12, years: 1) - (1e-12 - 5e-25)) < 1e-27)
    }

    @Test("A curve prices the swaps that it was made from")
    func roundTrip() throws {
        let today = Day("2026-03-18")!
        let quotes = [(years: 1, spread: 0.02), (years: 3, spread: 0.03), (years: 5, spread: 0.028)]
        let discount = { (day: Day) in 1 / (1 + 0.05 * Double(day - today) / 365) }
        let curve = try HazardCurve(tradeDay: today, quotes: quotes, recovery: 0.35, discount: discount)
        for quote in quotes {
            let swap = CreditDefaultSwap(tradeDay: today, years: quote.years)
            #expect(abs(swap.fairSpread(curve: curve, recovery: 0.35, discount: discount) - quote.spread) < 1e-15)
        }
    }

    @Test("Swaps run to June or December and roll in March and September")
    func maturities() {
        func maturity(_ day: String) -> String { CreditDefaultSwap(tradeDay: Day(day)!, years: 5).maturity.description }
        #expect(maturity("2026-03-19") == "2030-12-20")
        #expect(maturity("2026-03-20") == "2031-06-20")
        #expect(maturity("2026-09-19") == "2031-06-20")
        #expect(maturity("2026-09-20") == "2031-12-20")
        #expect(maturity("2027-01-05") == "2031-12-20")
    }

    @Test("Quotes that nothing explains are refused")
    func impossibleQuotes() {
        let today = Day("2026-01-15")!
        func message(_ quotes: [(years: Int, spread: Double)], _ recovery: Double) -> String {
            do {
                _ = try HazardCurve(tradeDay: today, quotes: quotes, recovery: recovery) { _ in 1 }
                return "accepted"
            } catch { return error.description }
        }
        #expect(message([(5, 0.01)], 1) == "the recovery 1.0 is not in 0..<1")
        #expect(message([(5, 0.01), (3, 0.01)], 0.4) == "the tenors must rise, but 5 years comes before 3")
        #expect(message([(5, 0.05), (7, 0.001)], 0.4).hasPrefix("no rate of default explains a spread of 0.001 at 7"))
    }

    static func bond(_ coupon: Double) -> FixedRateBond {
        let schedule = CouponSchedule(
            issue: Day("2026-01-15")!, maturity: Day("2031-01-15")!, months: 6, calendar: .everyDay)
        return FixedRateBond(
            schedule: schedule, coupon: coupon, dayCount: .actualActualICMA, paymentConvention: .unadjusted)
    }

    @Test("On a coupon day a bond at its coupon yields it, and a zero has its own time as duration")
    func parBond() throws {
        let start = Day("2026-01-15")!
        #expect(abs(Self.bond(0.06).cleanPrice(yield: 0.06, settlement: start) - 100) < 1e-12)
        #expect(abs(try Self.bond(0.06).yield(cleanPrice: 100, settlement: start) - 0.06) < 1e-15)
        let zero = Self.bond(0).measures(yield: 0.04, settlement: start)
        #expect(abs(zero.duration - 5) < 1e-14)
        #expect(abs(zero.modifiedDuration - 5 / 1.02) < 1e-14)
        #expect(abs(zero.convexity - 5 * 5.5 / (1.02 * 1.02)) < 1e-13)
    }

    @Test("Duration and convexity are the slopes of the price")
    func slopes() {
        let day = Day("2026-05-02")!
        let bond = Self.bond(0.07)
        func price(_ yield: Double) -> Double { bond.measures(yield: yield, settlement: day).dirtyPrice }
        let at = bond.measures(yield: 0.05, settlement: day)
        let first = (price(0.0501) - price(0.0499)) / 0.0002
        let second = (price(0.0501) - 2 * price(0.05) + price(0.0499)) / 1e-8
        #expect(abs(-first / at.dirtyPrice / at.modifiedDuration - 1) < 1e-6)
        #expect(abs(second / at.dirtyPrice / at.convexity - 1) < 1e-5)
    }

    @Test("No yield gives a price below zero")
    func impossiblePrice() {
        #expect(throws: BondPriceError.self) {
            try Self.bond(0.05).yield(cleanPrice: -20, settlement: Day("2026-01-15")!)
        }
    }
}
