import Analysis
import Engine
import TestSupport
import Testing

/// Published tables of the base case: rebuilt by their formulas.
struct TablesTests {
    private static let answer = Task {
        try await TablesAnswer.compute(
            Reading.program(folder: PackageRoot.path("Scenarios/base-2026")), paths: 8, threads: 2)
    }

    @Test("Every class A row is exact to its last digit, every class B row within its tolerance, class C is overlay")
    func verdicts() async throws {
        let answer = try await Self.answer.value
        for table in answer.tables {
            for row in table.rows {
                switch table.grade {
                case "A": #expect(row.verdict == .exact, "\(table.name): \(row.figure) \(String(describing: row.ours))")
                case "B":
                    #expect(
                        row.verdict == .exact || row.verdict == .within,
                        "\(table.name): \(row.figure) \(String(describing: row.ours))")
                default: #expect(row.verdict == .overlay, "\(table.name): \(row.figure)")
                }
            }
        }
        #expect(answer.count(.off) == 0 && answer.count(.exact) > 60)
        #expect(answer.tables.allSatisfy { !$0.source.isEmpty })
    }

    private func ours(_ table: String, _ figure: String) async throws -> Double {
        let found = try await Self.answer.value.tables.first { $0.name == table }
        return try #require(found?.rows.first { $0.figure == figure }?.ours)
    }

    @Test("Numbers by hand: an annuity, a clearing of three banks, a decay of collateral, a curve of rents")
    func byHand() async throws {
        // 5000 x 0.1 / (1 - 1.1^-15)
        #expect(try await (ours("jpmorgan-650", "payment-15") - 657.37).magnitude < 0.01)
        #expect(try await (ours("jpmorgan-650", "implied-years") - 15.38).magnitude < 0.01)
        #expect(try await (ours("three-banks", "worth-equal-2") - 17.0 / 21).magnitude < 1e-4)
        #expect(try await (ours("h100-curve", "factor") - 0.72474).magnitude < 1e-5)
        #expect(try await ours("coreweave-debt", "instruments") == 11_171_485)
        #expect(try await ours("coreweave-debt", "carrying") == ours("coreweave-debt", "balance-sheet"))
        #expect(try await (ours("coreweave-interest", "quarter") - 309.7).magnitude < 0.05)
    }

    @Test("The HSBC bridge is not called balanced: 253 of it are open")
    func open() async throws {
        let table = try #require(try await Self.answer.value.tables.first { $0.name == "hsbc-bridge" })
        #expect(table.open == 253)
        #expect(table.rows.allSatisfy { $0.verdict == .overlay })
    }

    @Test("A bridge starts at the published number and its steps lead to the scenario's own")
    func bridges() async throws {
        let answer = try await Self.answer.value
        let bridges = answer.tables.compactMap(\.bridge)
        #expect(bridges.count >= 8)
        let jpmorgan = try #require(answer.tables.first { $0.name == "jpmorgan-650" }?.bridge)
        let steps = jpmorgan.steps.filter { $0.step != "spending, as published" }.dropFirst().prefix(4).map(\.value)
        #expect((steps[0] + steps[1] + steps[2] - steps[3]).magnitude < 1e-9 * steps[3].magnitude)
        for bridge in bridges { #expect(!bridge.scope.isEmpty && bridge.own.value.isFinite) }
    }

    @Test("A formula that lacks an input says which, at the table's place")
    func lacking() async throws {
        let program = try Reading.program(
            """
            scenario: {name: tables, start: 2026Q1, quarters: 2, paths: 4}
            parties: {banks: {kind: sector, issues-money: true}, firm: {kind: party, equity: 0 USD}}
            tables:
              half: {source: a page, class: A, formula: spread-cost, inputs: [{name: life-5, value: 5}], results: [{name: revenue-5, value: 1}]}
            """)
        do {
            _ = try await TablesAnswer.compute(program, paths: 4, threads: 1)
            Issue.record("a table without its inputs was rebuilt")
        } catch {
            #expect("\(error)".contains("needs an input `spending`"), "\(error)")
        }
    }

    @Test(
        "A figure that a formula cannot take is an error that quotes it and says what is allowed",
        arguments: [
            (
                "geometric-path", "{name: first, value: 1}, {name: last, value: 2}, {name: years, value: -3}",
                "`years` = -3.0"
            ),
            (
                "annuity-payment", "{name: spending, value: 9}, {name: rate, value: 0.1}, {name: years-x, value: 0.5}",
                "`years-x` = 0.5"
            ),
            (
                "annuity-payment", "{name: spending, value: 9}, {name: rate, value: -1}, {name: years-x, value: 5}",
                "`rate` = -1.0"
            ),
            (
                "need-less-supply", "{name: net, value: 1}, {name: low-x, value: 0}, {name: high-x, value: 1000000000}",
                "`high-x` = 1000000000.0"
            ),
            (
                "need-less-supply", "{name: net, value: 1}, {name: low-x, value: 5}, {name: high-x, value: 4}",
                "`high-x` = 4.0"
            ),
        ])
    func unfit(formula: String, inputs: String, message: String) async throws {
        let program = try Reading.program(
            """
            scenario: {name: tables, start: 2026Q1, quarters: 2, paths: 4}
            parties: {banks: {kind: sector, issues-money: true}, firm: {kind: party, equity: 0 USD}}
            tables:
              bad: {source: a page, class: A, formula: \(formula), inputs: [\(inputs)], results: [{name: gap, value: 1}]}
            """)
        do {
            _ = try await TablesAnswer.compute(program, paths: 4, threads: 1)
            Issue.record("\(formula) was rebuilt")
        } catch {
            #expect("\(error)".contains(message) && "\(error)".contains("hint: give "), "\(error)")
        }
    }

    @Test("Every formula that a scenario may name gives something, but the overlay")
    func formulas() {
        #expect(Evidence.tableFormulas.contains("overlay") && Set(Evidence.tableFormulas).count == 20)
    }
}
