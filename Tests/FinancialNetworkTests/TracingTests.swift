import FinancialNetwork
import Testing

struct TracingTests {
    struct File: Decodable {
        struct Receipt: Decodable {
            var t: Int
            var revenue: String
            var own: String
            var samePeriod: String
            var earlier: String
        }
        struct Expected: Decodable {
            var byReceipt: [Receipt]
            var revenue: String
            var own: String
            var share: String?
            var shareFloat: Double?
            var closingPool: [String]
            var outstandingDye: [String]
        }
        struct Case: Decodable {
            var name: String
            var openingCash: [Double]
            var postings: [MixedRow]
            var origin: Int
            var horizon: Int?
            var expected: Expected
        }
        var temporalCases: [Case]
    }

    @Test("every shared case in time comes out as the exact fraction")
    func shared() throws {
        guard let file = try References.read(File.self, "circularity.json") else { return }
        let kinds: [String: FlowNetwork.Kind] = ["revenue": .revenue, "financing": .financing]
        for item in file.temporalCases {
            let tracing = try PoolTracing(
                name: item.name, openingCash: item.openingCash,
                postings: item.postings.map {
                    .init($0.index(0), $0.index(1), $0.index(2), $0.numbers[3], kinds[$0.words[0]] ?? .other)
                }, origin: item.origin, horizon: item.horizon)
            let exact = tracing.traceExactly()
            let expected = item.expected
            #expect(exact.receipts.map(\.time) == expected.byReceipt.map(\.t))
            #expect(exact.receipts.map { "\($0.own)" } == expected.byReceipt.map(\.own))
            #expect(exact.receipts.map { "\($0.revenue)" } == expected.byReceipt.map(\.revenue))
            #expect(exact.receipts.map { "\($0.samePeriod)" } == expected.byReceipt.map(\.samePeriod))
            #expect(exact.receipts.map { "\($0.earlier)" } == expected.byReceipt.map(\.earlier))
            #expect("\(exact.own)" == expected.own && "\(exact.revenue)" == expected.revenue)
            #expect(exact.share.map { "\($0)" } == expected.share)
            #expect(exact.closingPool.map { "\($0)" } == expected.closingPool)
            #expect(exact.outstanding.map { "\($0)" } == expected.outstandingDye)
            let float = tracing.trace()
            #expect(((float.share ?? 0) - (expected.shareFloat ?? 0)).magnitude < 1e-12)
            #expect(((exact.share?.value ?? 0) - (expected.shareFloat ?? 0)).magnitude < 1e-15)
        }
    }

    @Test("sent dye is back, still in pools, or gone outside, and the exact trace agrees with the floating one")
    func conserved() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = Seeded(seed)
            let count = Int.random(in: 2...6, using: &random)
            var held = (0..<count).map { _ in Double(Int.random(in: 0...50, using: &random)) }
            let opening = held
            var postings: [PoolTracing.Posting] = []
            for step in 0..<40 {
                let from = Int.random(in: 0..<count, using: &random)
                let to = (from + Int.random(in: 1..<count, using: &random)) % count
                let amount = Double(Int.random(in: 0...max(0, Int(held[from])), using: &random))
                held[from] -= amount
                held[to] += amount
                postings.append(.init(step / 5, from, to, amount, .revenue))
            }
            let tracing = try PoolTracing(openingCash: opening, postings: postings, origin: 0)
            let exact = tracing.traceExactly()
            let sent = postings.filter { $0.from == 0 }.map(\.amount).reduce(0, +)
            let left = exact.outstanding.reduce(Fraction(0), +)
            #expect(exact.own + left == Fraction(sent))
            let float = tracing.trace()
            #expect((float.own - exact.own.value).magnitude < 1e-9)
            #expect(exact.receipts.allSatisfy { $0.own <= $0.revenue && $0.own == $0.samePeriod + $0.earlier })
        }
    }

    @Test("money older than the horizon is no longer own money")
    func horizon() throws {
        let postings: [PoolTracing.Posting] = [
            .init(1, 0, 1, 10, .financing), .init(2, 1, 0, 4, .revenue), .init(4, 1, 0, 6, .revenue),
        ]
        func own(_ horizon: Int?) throws -> Double {
            try PoolTracing(openingCash: [10, 0], postings: postings, origin: 0, horizon: horizon).trace().own
        }
        #expect(try [own(0), own(1), own(2), own(3), own(nil)] == [0, 4, 4, 10, 10])
    }

    @Test("a pool cannot pay what it does not hold, nor before its time")
    func refused() {
        #expect(
            throws: NetworkError(
                network: "net", part: "postings", row: 0, value: 11, reason: .overdrawn(held: 10))
        ) {
            try PoolTracing(name: "net", openingCash: [10, 0], postings: [.init(1, 0, 1, 11, .other)], origin: 0)
        }
        #expect(throws: NetworkError.self) {
            try PoolTracing(
                openingCash: [10, 0], postings: [.init(2, 0, 1, 1, .other), .init(1, 0, 1, 1, .other)], origin: 0)
        }
    }

    @Test("the triangle's colours: by origin customers and capital, by last financier the chip maker too")
    func quarters() {
        // Chips invests 10 in the lab, the lab buys 30 of the cloud, the cloud buys 20 of chips. Colours 0 customers,
        // 1 capital, 2 the chip maker.
        let payments: [QuarterTracing.Payment] = [
            .init(from: 0, to: 1, amount: 10, isFinancing: true), .init(from: 1, to: 2, amount: 30),
            .init(from: 2, to: 0, amount: 20),
        ]
        let inflows: [QuarterTracing.Inflow] = [
            .init(to: 0, amount: 80, colour: 0), .init(to: 1, amount: 15, colour: 1),
            .init(to: 1, amount: 5, colour: 0), .init(to: 2, amount: 10, colour: 0),
        ]
        var byOrigin = QuarterTracing(colours: 3, openingCash: [0, 0, 0], openingColour: [0, 0, 0])
        let origin = byOrigin.quarter(payments: payments, inflows: inflows, outflows: [90, 0, 20])
        #expect(gap(origin.shares.map { $0[0] }, [0.9210526315789472, 0.4736842105263158, 0.6052631578947368]) < 1e-12)
        #expect(byOrigin.cash == [0, 0, 0])
        var byFinancier = QuarterTracing(
            colours: 3, openingCash: [0, 0, 0], openingColour: [0, 0, 0], financierColour: [2, 2, 2])
        let financier = byFinancier.quarter(payments: payments, inflows: inflows, outflows: [90, 0, 20])
        // A third of the lab's 30, a quarter of the cloud's 40, a quarter of the 20 it pays: 5 of the 100 of chips.
        #expect(gap(financier.shares.map { $0[2] }, [0.05, 1.0 / 3, 0.25]) < 1e-12)
        for mix in [origin, financier] {
            #expect(mix.shares.allSatisfy { ($0.reduce(0, +) - 1).magnitude < 1e-12 && $0.allSatisfy { $0 >= 0 } })
        }
    }

    @Test("money that only went round has the colour of none, and cash keeps its colours into the next quarter")
    func unfunded() {
        var tracing = QuarterTracing(colours: 1, openingCash: [0, 0, 8], openingColour: [0, 0, 0])
        let round: [QuarterTracing.Payment] = [.init(from: 0, to: 1, amount: 5), .init(from: 1, to: 0, amount: 5)]
        let mix = tracing.quarter(payments: round, inflows: [], outflows: [0, 0, 3])
        #expect(mix.shares == [[0, 1], [0, 1], [1, 0]])
        #expect(tracing.cash == [0, 0, 5])
        let next = tracing.quarter(
            payments: [.init(from: 2, to: 0, amount: 5)] + round, inflows: [], outflows: [0, 0, 0])
        #expect(next.shares[0] == [1, 0] && next.shares[1] == [1, 0])
    }
}
