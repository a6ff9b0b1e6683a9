import Calendar
import CreditMath
import Testing

@Suite("Rates of return")
struct ReturnsTests {
    static func dated(_ flows: [(String, Double)]) -> [DatedAmount] {
        flows.map { DatedAmount(Day($0.0)!, $0.1) }
    }

    @Test("A level stream is worth its discounted payments, its length where nothing is discounted")
    func levelStream() {
        for (rate, length, wait) in [(0.02, 8, 0), (0.02, 8, 3), (0.5, 1, 2), (0.0001, 400, 0)] {
            let payments = [Double](repeating: 1, count: length)
            let value = netPresentValue(rate: rate, of: payments, firstPeriod: wait + 1)
            #expect(
                abs(levelStreamValue(rate: rate, length: Double(length), wait: wait) - value) < 1e-10 * Double(length))
        }
        #expect(levelStreamValue(rate: 0, length: 7.5) == 7.5)
        // Half a period more is worth something between none and one.
        let (shorter, longer) = (levelStreamValue(rate: 0.1, length: 4), levelStreamValue(rate: 0.1, length: 5))
        #expect((shorter...longer).contains(levelStreamValue(rate: 0.1, length: 4.5)))
    }

    @Test("A present value discounts the first flow by the first period")
    func presentValue() {
        #expect(netPresentValue(rate: 0.1, of: [-100, 110]) == 0)
        #expect(abs(netPresentValue(rate: 0.1, of: [110, 121], firstPeriod: 1) - 200) < 1e-12)
        let dated = Self.dated([("2026-01-01", 110), ("2025-01-01", -100)])
        #expect(abs(netPresentValue(rate: 0.1, of: dated)) < 1e-12)
    }

    @Test(
        "Rates chosen in advance are found, all of them",
        arguments: [
            [0.1], [-0.5, 0.1], [0.05, 0.2, 0.9], [-0.9, -0.3, 0.0, 0.4, 3.0],
        ])
    func rootsAreFound(chosen: [Double]) {
        // The product of (1 + r) - (1 + r_i), written as discounted flows.
        var flows = [-1.0]
        for rate in chosen {
            let grown = flows.map { $0 * (1 + rate) }
            flows = zip(flows + [0], [0] + grown).map { $0 - $1 }
        }
        let found = internalRatesOfReturn(of: flows)
        #expect(found.count == chosen.count)
        for (rate, expected) in zip(found, chosen) { #expect(abs(rate - expected) < 1e-12 * (1 + abs(expected)) * 1e3) }
    }

    @Test("A rate that the value only touches is found once")
    func touchingRoot() {
        let rates = internalRatesOfReturn(of: [-100, 220, -121])
        #expect(rates.count == 1 && abs(rates[0] - 0.1) < 1e-7)
    }

    @Test("None and several are errors that say so")
    func errors() {
        #expect(throws: RateOfReturnError.needsBothSigns) { try internalRateOfReturn(of: [1, 2]) }
        #expect(throws: RateOfReturnError.needsBothSigns) { try internalRateOfReturn(of: [0, 0]) }
        #expect(throws: RateOfReturnError.needsBothSigns) { try internalRateOfReturn(of: [DatedAmount]()) }
        #expect(throws: RateOfReturnError.none) { try internalRateOfReturn(of: [100, -100, 100]) }
        do {
            _ = try internalRateOfReturn(of: [-100, 230, -132])
            Issue.record("two rates were taken for one")
        } catch {
            guard case .several(let rates) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(abs(rates[0] - 0.1) < 1e-12 && abs(rates[1] - 0.2) < 1e-12)
            #expect(error.description.hasPrefix("there are 2 rates of return: 0.1"))
        }
    }

    @Test("Rates from nearly -100 % to astronomic are exact")
    func extremes() throws {
        let near = try internalRateOfReturn(of: Self.dated([("2025-01-01", -1e6), ("2026-01-01", 1)]))
        #expect(abs(near + 0.999999) < 1e-15)
        let far = try internalRateOfReturn(of: Self.dated([("2025-01-01", -1), ("2025-01-08", 100)]))
        #expect(abs(far / 1.9306977288832142e104 - 1) < 1e-12)
        let monthly = [-1_000.0] + [Double](repeating: 5, count: 359) + [1_005]
        #expect(abs(try internalRateOfReturn(of: monthly) - 0.005) < 1e-15)
    }

    @Test("Payments on one day are one payment, and the order of days does not matter")
    func orderAndTies() throws {
        let one = try internalRateOfReturn(of: Self.dated([("2025-01-01", -100), ("2027-03-05", 130)]))
        let other = try internalRateOfReturn(
            of: Self.dated([("2027-03-05", 65), ("2025-01-01", -50), ("2027-03-05", 65), ("2025-01-01", -50)]))
        #expect(one == other)
    }

    @Test("The modified rate is that of the final over the first value")
    func modified() throws {
        let rate = try modifiedRateOfReturn(of: [-100, 0, 121], financedAt: 0.3, reinvestedAt: 0.05)
        #expect(abs(rate - 0.1) < 1e-15)
        #expect(throws: RateOfReturnError.needsBothSigns) {
            try modifiedRateOfReturn(of: [1, 1], financedAt: 0.1, reinvestedAt: 0.1)
        }
    }
}
