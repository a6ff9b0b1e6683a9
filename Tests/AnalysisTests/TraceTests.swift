import Analysis
import Engine
import TestSupport
import Testing

/// Money come round, against what paper says of small graphs.
struct TraceTests {
    /// Chips puts `invested` into the lab each quarter, which adds `outside` and pays all of it to the cloud, which buys chips for
    /// what it gets. Nobody holds cash but chips.
    private func ring(invested: Int, outside: Int, more: String = "", scale: Int = 1) throws -> Program {
        let all = (invested + outside) * scale
        return try Reading.program(
            """
            scenario: {name: ring, start: 2026Q1, quarters: 8, paths: 8}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
              chips: {kind: party, cash: \(10_000 * scale) USD, equity: \(10_000 * scale) USD}
              lab: {kind: party, equity: 0 USD, equity-value: 1000 USD, listed: false}
              cloud: {kind: party, equity: 0 USD}
            rules: {all: {bridges: false}}
            contracts:
              stake: {kind: equity-investment, investor: chips, issuer: lab, tranches: [\(
                  (0..<8).map { "{from: \(2026 + $0 / 4)Q\($0 % 4 + 1), amount: \(invested * scale) USD}" }
                      .joined(separator: ", "))]}
              users: {kind: payment, payer: world, payee: lab, amount: \(outside * scale) USD}
              capacity: {kind: payment, payer: lab, payee: cloud, amount: \(all) USD, rank: trade}
              machines: {kind: payment, payer: cloud, payee: chips, amount: \(all) USD, rank: trade}
            \(more)
            """)
    }

    @Test(
        "Of a ring without other money its financier's part comes back whole: invested over all, and cannot be carried without"
    )
    func closed() throws {
        let program = try ring(invested: 30, outside: 70)
        let trace = try TraceAnswer("chips", Replay(program, path: 0), of: program)
        for period in trace.quarters {
            #expect((period.ownFinancing - 30).magnitude < 1e-9 && (period.revenue - 100).magnitude < 1e-9)
            #expect((period.roundTrip - 30).magnitude < 1e-9)
            // However it is mixed, 30 of the 100 cannot be from outside.
            #expect((period.lower - 30).magnitude < 1e-6 && (period.upper - 30).magnitude < 1e-6)
            #expect((period.withoutOwn - 70).magnitude < 1e-9, "outsiders alone carry 70")
            #expect((period.outsiders - 70).magnitude < 1e-9)
            #expect(period.handedOut == 30 && period.given == 0)
        }
        #expect(trace.deals.count == 1)
        #expect(trace.deals[0].out == "contracts.stake" && trace.deals[0].back == "contracts.machines")
        #expect((trace.deals[0].dollars - 240).magnitude < 1e-6)
    }

    @Test("A line has no way back: nothing comes round, whoever is asked")
    func line() throws {
        let program = try Reading.program(
            """
            scenario: {name: line, start: 2026Q1, quarters: 4, paths: 8}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
              first: {kind: party, cash: 1000 USD, equity: 1000 USD}
              second: {kind: party, equity: 0 USD}
              third: {kind: party, equity: 0 USD}
            contracts:
              one: {kind: payment, payer: first, payee: second, amount: 40 USD}
              two: {kind: payment, payer: second, payee: third, amount: 40 USD, rank: trade}
            """)
        let replay = try Replay(program, path: 0)
        for party in ["first", "second", "third"] {
            let trace = try TraceAnswer(party, replay, of: program)
            #expect(trace.ownMoney == 0 && trace.ownFinancing == 0 && trace.deals.isEmpty)
        }
        let third = try TraceAnswer("third", replay, of: program)
        #expect(third.quarters.allSatisfy { $0.origins.map(\.origin) == ["opening cash"] })
    }

    /// The cloud has 50 and 10 a quarter of its own; without the chip maker's 10 the lab pays it 20 of 30. Of 30 it needs 20 for staff
    /// and interest before chips: five quarters its cash makes up the 10 that lack, then it pays 10 of 20.
    @Test("Triangle: unaided, the chip maker's revenue is whole for five quarters and 90 of 100 after")
    func unaided() throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/triangle"))
        let trace = try TraceAnswer("chips", Replay(program, path: 0), of: program)
        let unaided = trace.quarters.map { ($0.withoutOwn / 1e9 * 1e6).rounded() / 1e6 }
        #expect(unaided == .init(repeating: 100, count: 5) + .init(repeating: 90, count: 11))
    }

    @Test("Twice the money, twice the dollars, the same cents")
    func doubled() throws {
        let (one, two) = (try ring(invested: 30, outside: 70), try ring(invested: 30, outside: 70, scale: 2))
        let single = try TraceSample(of: TraceAnswer("chips", Replay(one, path: 0), of: one), by: "year")
        let double = try TraceSample(of: TraceAnswer("chips", Replay(two, path: 0), of: two), by: "year")
        for (left, right) in zip(single.rows, double.rows) {
            #expect((right.ownFinancing.value - 2 * left.ownFinancing.value).magnitude < 1e-6)
            #expect((right.cents.ownFinancing.value - left.cents.ownFinancing.value).magnitude < 1e-9)
            #expect((right.cents.withoutOwn.value - left.cents.withoutOwn.value).magnitude < 1e-9)
        }
        #expect(single.rows.map(\.period) == ["2026", "2027"])
        #expect((single.total.cents.ownFinancing.value - 30).magnitude < 1e-9)
    }

    /// A warrant of 100 that vests with the lab: its pool is 30 + 70 + 100 where it vests, of which 130 are of chips' colour; what
    /// stays of it, 100 of that mix, is there in the quarters after.
    @Test("Shares given for nothing count once they are taken for cash")
    func gifts() throws {
        let program = try ring(
            invested: 30, outside: 70,
            more: """
                  warrant: {kind: warrant, issuer: chips, holder: lab, tranches: [{from: 2026Q2, share: 1 %, fair-value: 100 USD}]}
                """)
        let trace = try TraceAnswer("chips", Replay(program, path: 0), of: program)
        #expect(trace.quarters.map(\.given) == [0, 100, 0, 0, 0, 0, 0, 0])
        #expect(trace.quarters.allSatisfy { ($0.ownFinancing - 30).magnitude < 1e-9 })
        #expect((trace.quarters[0].withGifts - 30).magnitude < 1e-9)
        #expect((trace.quarters[1].withGifts - 65).magnitude < 1e-9)
        // 30 and 100 of 65 % in a pool of 200.
        #expect((trace.quarters[2].withGifts - 47.5).magnitude < 1e-9)
    }

    @Test(
        "On random scenarios deals sum to own financing, shares lie in bounds, and nothing is carried that was not paid",
        arguments: [3, 8, 19, 27])
    func random(seed: Int) throws {
        let scenario = try Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
        let program = try Program(scenario)
        let replay = try Replay(program, path: 1)
        for party in program.parties where !party.isSector {
            let trace = try TraceAnswer(party.name, replay, of: program)
            let deals = trace.deals.reduce(0) { $0 + $1.dollars }
            #expect((deals - trace.ownFinancing).magnitude <= 1e-6 * max(1, trace.revenue))
            for period in trace.quarters {
                let slack = 1e-6 * max(1, period.revenue)
                #expect(period.withoutOwn <= period.revenue + slack && period.withoutOwn >= -slack)
                #expect(period.ownFinancing <= period.revenue + slack)
                #expect(period.outsiders <= period.revenue + slack)
                #expect(period.segment.revenue <= period.revenue + slack)
                #expect(period.revenue == 0 || (period.origins.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-6)
            }
        }
    }

    @Test("Standard errors are those of ratios of means; equal paths have none")
    func sample() async throws {
        let certain = try await TraceSample.compute(
            ring(invested: 30, outside: 70), party: "chips", by: "quarter", paths: 8, threads: 2)
        #expect(certain.total.cents.ownFinancing.standardError == 0 && certain.rows.count == 8)
        let ratio = Estimate(ratioOf: [1, 3], to: [2, 2], antithetic: false)
        #expect(ratio.value == 1)
        // Residuals -1 and 1: deviation sqrt 2, over sqrt 2, over the mean 2.
        #expect((ratio.standardError - 0.5).magnitude < 1e-12)
    }
}
