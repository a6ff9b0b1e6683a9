import Analysis
import Engine
import Model
import TestSupport
import Testing

/// Calibration, hindcast and mechanisms of a firm that earns six dollars a quarter on every path: worked out by hand.
struct EvidenceTests {
    private func text(income: String = "6 USD", _ sections: String) -> String {
        """
        scenario: {name: evidence, start: 2026Q1, quarters: 4, paths: 8}
        parties:
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
          firm: {kind: party, equity: 0 USD}
        drivers:
          noise: {kind: value, value: "uniform(0, 12)"}
        contracts:
          sales: {kind: payment, payer: world, payee: firm, amount: \(income)}
        \(sections)
        """
    }

    @Test("The score of a sure forecast is its distance; a walk that doubles each quarter is scored beside it")
    func hindcast() async throws {
        let program = try Reading.program(
            text(
                """
                hindcast:
                  revenue:
                    measure: parties.firm.revenue
                    unit: USD
                    reported: {2025Q2: 1, 2025Q3: 2, 2025Q4: 4, 2026Q1: 10}
                """))
        let answer = try await HindcastAnswer.compute(program, paths: 8, threads: 1)
        let series = try #require(answer.series.first)
        #expect(series.values.count == 1 && series.values[0].isInside == false)
        // 6 against 10; the walk says 8.
        #expect((series.crps - 4).magnitude < 1e-6)
        #expect((try #require(series.randomWalk) - 2).magnitude < 1e-6)
        #expect((answer.skill + 1).magnitude < 1e-6)
        #expect(answer.coverage == 0 && answer.scored == 1)
    }

    @Test("A uniform forecast of 0 to 12 scores 12/12 at its middle: width / 12")
    func uniform() async throws {
        let program = try Reading.program(
            text(
                income: "= 1 USD * drivers.noise",
                "hindcast:\n  revenue: {measure: parties.firm.revenue, unit: USD, reported: {2026Q1: 6}}"))
        let answer = try await HindcastAnswer.compute(program, paths: 4_000, threads: 2)
        // The standard error of the mean distance from the middle is 3 / sqrt(12) / sqrt(4000) = 0.014.
        #expect((answer.series[0].crps - 1).magnitude < 3 * 0.02)
        #expect(answer.coverage == 1)
    }

    @Test("A median within what is published is inside, a band that touches it overlaps, a wide one says nothing")
    func calibration() async throws {
        let program = try Reading.program(
            text(
                income: "= 10 USD + 1 USD * drivers.noise",
                """
                calibration:
                  inside: {measure: parties.firm.revenue, unit: USD, period: 2026Q1, low: 15, high: 17, role: forecast}
                  overlaps: {measure: parties.firm.revenue, unit: USD, period: 2026Q1, low: 19, high: 30, role: actual}
                  outside: {measure: parties.firm.revenue, unit: USD, period: 2026, low: 15, high: 17, role: actual}
                  ratio: {measure: parties.firm.cash, per: parties.firm.revenue, period: 2026Q1, low: 1, high: 1, role: input}
                """))
        let answer = try await CalibrationAnswer.compute(program, paths: 400, threads: 1)
        #expect(answer.rows.map(\.verdict) == [.inside, .overlaps, .outside, .inside])
        let wide = try Reading.program(
            text(
                income: "= 1 USD * drivers.noise",
                "calibration:\n  wide: {measure: parties.firm.revenue, unit: USD, period: 2026Q1, low: 5, high: 7, role: actual}"
            ))
        #expect(try await CalibrationAnswer.compute(wide, paths: 400, threads: 1).rows[0].verdict == .uninformative)
    }

    @Test("A band from zero up says nothing either, but of an input it is held against what is published")
    func calibrationFromZero() async throws {
        let program = try Reading.program(
            text(
                income: "\"= 1 USD * clamp(drivers.noise - 6, 0, 6)\"",
                """
                calibration:
                  forecast: {measure: parties.firm.revenue, unit: USD, period: 2026Q1, low: 2, high: 3, role: forecast}
                  input: {measure: parties.firm.revenue, unit: USD, period: 2026Q1, low: 2, high: 3, role: input}
                  beyond: {measure: parties.firm.revenue, unit: USD, period: 2026Q1, low: 7, high: 8, role: forecast}
                """))
        let rows = try await CalibrationAnswer.compute(program, paths: 400, threads: 1).rows
        #expect(rows.allSatisfy { $0.p5 == 0 && $0.p95 > 4 })
        #expect(rows.map(\.verdict) == [.uninformative, .overlaps, .outside])
    }

    @Test("A mechanism works when its switch moves its measure the right way by enough")
    func mechanisms() async throws {
        let program = try Reading.program(
            text(
                """
                mechanisms:
                  sales: {measure: parties.firm.revenue, unit: USD, period: 2026, set: [sales = 0], sign: down, least: 20}
                  little: {measure: parties.firm.revenue, unit: USD, period: 2026, set: [sales = 0], sign: down, least: 30}
                  wrong: {measure: parties.firm.revenue, unit: USD, period: 2026, set: [sales = 0], sign: up}
                  dead: {measure: parties.firm.debt, unit: USD, period: end, set: [sales = 0], sign: up, required: false}
                """))
        let switched = try Reading.program(text(income: "0 USD", ""))
        var asked: [[String]] = []
        let answer = try await MechanismsAnswer.compute(program, paths: 8, threads: 1) { set, _ in
            asked.append(set)
            return switched
        }
        #expect(answer.rows.map(\.verdict) == [.works, .small, .wrongSign, .dead])
        #expect(answer.rows[0].effect.value == -24)
        #expect(answer.failures.map(\.mechanism) == ["little", "wrong"])
        #expect(asked == .init(repeating: ["sales = 0"], count: 4))
    }

    @Test("A verdict asks for three errors either way: of being there, and of being too small")
    func verdicts() {
        typealias Row = MechanismsAnswer.Row
        #expect(Row.judge(0.0908, error: 0.0098, least: 0.1) == .works)
        #expect(Row.judge(0.0705, error: 0.0098, least: 0.1) == .small)
        #expect(Row.judge(0.0290, error: 0.0098, least: 0) == .dead)
        #expect(Row.judge(-0.0908, error: 0.0098, least: 0.1) == .wrongSign)
        #expect(Row.judge(5, error: 0, least: 5) == .works)
    }

    @Test("Drawing assumptions finds the one that decides, and its range moves the odds")
    func ranges() async throws {
        let program = try Reading.program(
            """
            scenario: {name: ranges, start: 2026Q1, quarters: 4, paths: 8}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
              firm: {kind: party, cash: 10 USD, equity: 10 USD}
            contracts:
              costs: {kind: payment, payer: firm, payee: world, amount: "2 USD assumption 1..9 USD, decides"}
              alms: {kind: payment, payer: world, payee: firm, amount: "0.1 USD assumption 0..0.2 USD, does not"}
            """)
        let answer = try await AssumptionRanges.compute(
            program.scenario, shocks: [], screened: 2_000, paths: 16, threads: 2)
        #expect(answer.top[0].input == "contracts.costs.amount")
        #expect(answer.top[0].weight > 0.5 && answer.top[1].weight < 0.1)
        #expect(answer.odds[0].probability.value == 0 && answer.odds[0].low == 0 && answer.odds[0].high == 1)
    }

    @Test("A measure that is mistyped in the evidence is found by `check`, at its place")
    func findings() throws {
        let program = try Reading.program(
            text(
                "calibration:\n  a: {measure: parties.firm.revenu, unit: USD, period: 2031, low: 1, high: 2, role: input}"
            ))
        let found = program.evidenceFindings().map(\.description)
        #expect(found.count == 2)
        #expect(found[0].contains("did you mean \"parties.firm.revenue\"?"))
        #expect(found[1].contains("the period lies outside the run"))
    }
}
