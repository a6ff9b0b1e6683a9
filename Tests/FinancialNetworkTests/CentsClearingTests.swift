import FinancialNetwork
import Testing

struct CentsClearingTests {
    static func clear(
        _ parties: Int, _ legs: [(Int, Int, Int, Int64)], cash: [Int64], backstop: [Int64]? = nil,
        sectors: Set<Int> = []
    ) -> CentsClearing.Outcome {
        var clearing = CentsClearing(
            parties: parties, legs: legs.map { .init(payer: $0.0, payee: $0.1, rank: $0.2) },
            alwaysPays: (0..<parties).map(sectors.contains))
        return clearing.clear(
            due: legs.map(\.3), cash: cash, backstop: backstop ?? .init(repeating: 0, count: parties))
    }

    @Test("a failure travels down a chain, one round per link")
    func chain() {
        let outcome = Self.clear(3, [(0, 1, 0, 200), (1, 2, 0, 150)], cash: [100, 20, 0])
        #expect(outcome.paid == [100, 120])
        #expect(outcome.shortfall == [100, 30, 0])
        #expect(outcome.isDefault == [true, true, false])
        #expect(outcome.wave == [1, 2, 0])
        #expect(outcome.rounds == 2)
        #expect(outcome.isGreatest)
    }

    @Test("nothing owed, nothing paid, nobody in default")
    func nothingOwed() {
        let outcome = Self.clear(2, [(0, 1, 0, 0), (1, 0, 2, 0)], cash: [0, 0])
        #expect(outcome.paid == [0, 0])
        #expect(outcome.isDefault == [false, false])
        #expect(outcome.rounds == 0)
        #expect(Self.clear(2, [], cash: [0, 0]).paid.isEmpty)
    }

    @Test("a closed loop without cash is solvent")
    func closedLoop() {
        let outcome = Self.clear(3, [(0, 1, 0, 7), (1, 2, 0, 7), (2, 0, 0, 7)], cash: [0, 0, 0])
        #expect(outcome.paid == [7, 7, 7])
        #expect(outcome.isDefault == [false, false, false])
    }

    @Test("senior ranks are paid before junior ranks see a cent")
    func ranks() {
        let outcome = Self.clear(3, [(0, 1, 1, 100), (0, 2, 0, 60), (0, 1, 5, 40)], cash: [90, 0, 0])
        #expect(outcome.paid == [30, 60, 0])
    }

    @Test("odd cents of a rank stay with the payer")
    func oddCents() {
        let outcome = Self.clear(4, [(0, 1, 0, 10), (0, 2, 0, 10), (0, 3, 0, 10)], cash: [20, 0, 0, 0])
        #expect(outcome.paid == [6, 6, 6])
        #expect(outcome.shortfall[0] == 12)
    }

    @Test("a backstop is drawn for what is lacking and no more")
    func backstop() {
        let legs = [(0, 1, 0, Int64(100)), (1, 2, 0, 80)]
        let enough = Self.clear(3, legs, cash: [70, 0, 0], backstop: [50, 50, 0])
        #expect(enough.paid == [100, 80])
        #expect(enough.backstopUsed == [30, 0, 0])
        #expect(enough.isDefault == [false, false, false])
        let short = Self.clear(3, legs, cash: [40, 0, 0], backstop: [50, 50, 0])
        #expect(short.paid == [90, 80])
        #expect(short.backstopUsed == [50, 0, 0])
        #expect(short.isDefault == [true, false, false])
    }

    @Test("an outside sector pays in full with less than no cash, and draws nothing")
    func sector() {
        let outcome = Self.clear(
            2, [(0, 1, 0, 500), (1, 0, 0, 400)], cash: [-900, 0], backstop: [7, 0], sectors: [0])
        #expect(outcome.paid == [500, 400])
        #expect(outcome.backstopUsed == [0, 0])
        #expect(outcome.isDefault == [false, false])
    }

    @Test("a party short by the cents its payers rounded away is solvent, along a whole chain")
    func roundingIsNoDefault() {
        // Party 0 pays 5 of 20 on four equal legs of 5: floors of 1.25. Each passes on what it was really promised.
        var legs: [(Int, Int, Int, Int64)] = (1...4).map { (0, $0, 0, 5) }
        legs += (1...4).map { ($0, 5, 0, 2) }
        legs += [(5, 6, 0, 8), (6, 7, 0, 8)]
        let outcome = Self.clear(8, legs, cash: [5, 0, 0, 0, 0, 0, 0, 0])
        #expect(outcome.isDefault == [true, false, false, false, false, false, false, false])
        #expect(outcome.shortfall == [16, 1, 1, 1, 1, 4, 4, 0])
        #expect(outcome.wave == [1, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("an almost closed loop that drains by a cent a round ends soon, and nobody pays more than it has")
    func drain() {
        let large: Int64 = 1 << 50
        let legs: [(Int, Int, Int, Int64)] = [(0, 2, 0, 1), (0, 1, 1, large), (1, 0, 0, large)]
        let outcome = Self.clear(3, legs, cash: [0, 0, 0])
        #expect(outcome.paid[0] + outcome.paid[1] <= outcome.paid[2])
        #expect(outcome.paid[2] <= outcome.paid[1])
        #expect(outcome.isDefault == [true, true, false])
        #expect(!outcome.isGreatest)
        #expect(outcome.rounds < 100_000)
    }

    @Test("memory of one call leaves no trace in the next")
    func reuse() {
        let first = CentsCase(seed: 1)
        var clearing = CentsClearing(parties: first.parties, legs: first.legs, alwaysPays: first.alwaysPays)
        let fresh = clearing.clear(due: first.due, cash: first.cash, backstop: first.backstop)
        var outcome = CentsClearing.Outcome()
        for scale: Int64 in [3, 0, 5, 1] {
            clearing.clear(
                due: first.due.map { $0 * scale }, cash: first.cash.map { $0 / 2 * scale }, backstop: first.backstop,
                into: &outcome)
        }
        clearing.clear(due: first.due, cash: first.cash, backstop: first.backstop, into: &outcome)
        #expect(outcome == fresh)
    }

    @Test("looking only at legs on which something is owed changes nothing", arguments: 1...40)
    func limited(seed: UInt64) {
        var random = Seeded(seed)
        var quarter = CentsCase(seed: seed)
        let isOwed = quarter.legs.map { _ in Bool.random(using: &random) }
        for leg in quarter.legs.indices where !isOwed[leg] { quarter.due[leg] = 0 }
        var clearing = CentsClearing(parties: quarter.parties, legs: quarter.legs, alwaysPays: quarter.alwaysPays)
        var outcome = clearing.clear(
            due: quarter.due.map { $0 / 2 + 7 }, cash: quarter.cash, backstop: quarter.backstop)
        clearing.limit(to: isOwed)
        // What stands on the other legs is not looked at.
        let due = zip(quarter.due, isOwed).map { $1 ? $0 : -1 }
        clearing.clear(due: due, cash: quarter.cash, backstop: quarter.backstop, into: &outcome)
        #expect(outcome == quarter.clear())
        clearing.limit(to: quarter.legs.map { _ in true })
        clearing.clear(due: quarter.due, cash: quarter.cash, backstop: quarter.backstop, into: &outcome)
        #expect(outcome == quarter.clear())
    }
}
