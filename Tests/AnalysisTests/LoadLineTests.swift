import Analysis
import Engine
import TestSupport
import Testing

/// A firm that earns 10 a quarter and pays a cost drawn once per path between 0 and 10: with sales down by s it fails in a share s of
/// paths.
struct LoadLineTests {
    static func text(scale: Int = 1) -> String {
        """
        scenario: {name: thin, title: A thin firm, start: 2026Q1, quarters: 8, paths: 400, seed: 5}
        parties:
          thin: {kind: party, title: Thin, equity: 0 USD assumption}
          idle: {kind: party, title: Idle, equity: 0 USD assumption}
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
        drivers:
          cost: {kind: value, unit: M USD, value: "uniform(0, \(10 * scale)) M USD assumption"}
        contracts:
          sales: {kind: payment, payer: world, payee: thin, amount: \(10 * scale) M USD assumption \(8 * scale)..\(12 * scale) M USD}
          costs: {kind: payment, payer: thin, payee: world, amount: = drivers.cost}
        shocks:
          sales-down: {kind: scale, title: sales lower, targets: [contracts.sales.amount], from: 2026Q1, size: -40 %}
          costs-up: {kind: shift, title: costs higher, targets: [contracts.costs.amount], from: 2026Q2, size: \(scale) M USD}
          late: {kind: scale, title: too late to matter, targets: [contracts.sales.amount], from: 2027Q4, size: -50 %}
        """
    }

    private func lines(_ text: String, _ request: LoadLineRequest = .init()) async throws -> LoadLineAnswer {
        try await LoadLineAnswer.compute(Reading.scenario(text), request, paths: 400, threads: 2)
    }

    private func row(
        _ answer: LoadLineAnswer, _ party: String, _ shock: String, _ threshold: Double
    ) throws -> LoadLineAnswer.Row {
        try #require(answer.rows.first { $0.party == party && $0.shock == shock && $0.threshold == threshold })
    }

    @Test("A shock that is on throughout moves where load lines begin; one of severity 0 moves nothing")
    func standing() async throws {
        let alone = try await lines(Self.text(), .init(shocks: [ShockSetting(name: "late")]))
        var request = LoadLineRequest(shocks: [ShockSetting(name: "late")])
        request.standing = [ShockSetting(name: "sales-down", severity: 0)]
        let still = try await lines(Self.text(), request)
        #expect(still.parties.map(\.unshocked.value) == alone.parties.map(\.unshocked.value))
        request.standing = [ShockSetting(name: "sales-down")]
        let begins = try await lines(Self.text(), request).parties[0].unshocked
        // Sales lower by 40 % make 40 % of paths fail.
        #expect((begins.value - 0.4).magnitude < 3 * begins.standardError)
    }

    @Test("Sales down by s make a share s of paths fail: load lines at -5 % and -50 %, within their intervals")
    func closedForm() async throws {
        let answer = try await lines(Self.text())
        for threshold in [0.05, 0.5] {
            let row = try row(answer, "thin", "sales-down", threshold)
            let (severity, low, high) = try (
                #require(row.severity), #require(row.low), #require(row.high)
            )
            // A share of paths p of 400 has a standard error of sqrt(p (1 - p) / 400), and a severity is a share.
            let error: Double = 5 * (threshold * (1 - threshold)).squareRoot()
            let distance: Double = abs(severity + 100 * threshold)
            #expect(distance < 3 * error + 1, "\(severity)")
            #expect(low > severity && high < severity && row.unit == "%" && row.isMonotone)
            #expect(row.text.hasPrefix("-") && row.text.hasSuffix(" %"))
        }
        let costs = try row(answer, "thin", "costs-up", 0.05)
        let more = try #require(costs.severity)
        #expect(abs(more - 0.5) < 0.4)
        #expect(costs.unit == "M USD")
    }

    @Test("Who owes nothing has no load line; what comes too late has none within the range")
    func none() async throws {
        let answer = try await lines(Self.text())
        #expect(try row(answer, "idle", "sales-down", 0.05).verdict == .owesNothing)
        #expect(answer.parties.first { $0.party == "idle" }?.owes == false)
        let late = try row(answer, "thin", "late", 0.5)
        #expect(late.verdict == .never && late.severity == nil && late.text == "never within the range")
        let early = try await lines(Self.text(), LoadLineRequest(parties: ["thin"], by: "2026Q1"))
        #expect(early.rows.allSatisfy { $0.verdict == .never } && early.by == "2026Q1")
    }

    @Test("A load line put back as a shock gives its odds within three standard errors")
    func putBack() async throws {
        let answer = try await lines(Self.text())
        let row = try row(answer, "thin", "sales-down", 0.5)
        let severity = try #require(row.severity) / 100
        let program = try Reading.program(
            Self.text(), shocks: [ShockSetting(name: "sales-down", severity: severity)])
        let run = try await Runner(program).run(paths: 400)
        let odds = Estimate(
            shareOf: (run.column("parties.thin.default") ?? []).map { $0 > 0 }, antithetic: false)
        #expect(abs(odds.value - 0.5) < 3 * odds.standardError, "\(odds)")
    }

    @Test("Twice the money, the same load lines")
    func money() async throws {
        let (one, two) = try await (lines(Self.text()), lines(Self.text(scale: 2)))
        for (before, after) in zip(one.rows, two.rows) where before.shock != "costs-up" {
            #expect(before.severity == after.severity && before.verdict == after.verdict)
        }
        let (single, double) = try (row(one, "thin", "costs-up", 0.5), row(two, "thin", "costs-up", 0.5))
        #expect(single.verdict == double.verdict)
        if let a = single.severity, let b = double.severity { #expect(abs(b - 2 * a) < 1e-9) }
    }

    @Test("Already failing without a shock is said, and the grid begins at the odds of the scenario as it stands")
    func already() async throws {
        let text = Self.text().replacing("uniform(0, 10)", with: "uniform(8, 12)")
        let answer = try await lines(text, LoadLineRequest(parties: ["thin"]))
        let row = try row(answer, "thin", "sales-down", 0.05)
        #expect(row.verdict == .alreadyAbove && row.severity == nil)
        let run = try await Runner(Reading.program(text)).run(paths: 400)
        let share = Double((run.column("parties.thin.default") ?? []).count { $0 > 0 }) / 400
        #expect(answer.grid.first { $0.shock == "sales-down" && $0.severity == 0 }?.odds == share)
    }

    @Test("A shock that first hurts and then helps is not monotone")
    func bent() async throws {
        let text = Self.text().replacing(
            "costs: {kind: payment, payer: thin, payee: world, amount: = drivers.cost}",
            with: """
                costs: {kind: payment, payer: thin, payee: world, amount: = 1 M USD * drivers.push.value * (3.2 - drivers.push.value)}
                """
        ).replacing(
            "drivers:\n", with: "drivers:\n  push: {kind: value, value: 0.1 assumption}\n"
        ).replacing(
            "late: {kind: scale, title: too late to matter, targets: [contracts.sales.amount], from: 2027Q4, size: -50 %}",
            with: "push: {kind: shift, targets: [drivers.push.value], from: 2026Q1, size: 1.55}"
        ).replacing("amount: 10 M USD", with: "amount: 2 M USD").replacing("8..12", with: "1..3")
        let answer = try await lines(text, LoadLineRequest(parties: ["thin"], shocks: [ShockSetting(name: "push")]))
        let row = try row(answer, "thin", "push", 0.5)
        #expect(row.verdict == .found && !row.isMonotone)
    }

    @Test("A scenario without shocks says so; so does a party that is not there")
    func errors() async throws {
        let bare = try Reading.scenario(String(Self.text().split(separator: "shocks:")[0]))
        await #expect(throws: (any Error).self) {
            try await LoadLineAnswer.compute(bare, .init(), paths: 8, threads: 1)
        }
        await #expect(throws: (any Error).self) {
            try await LoadLineAnswer.compute(
                Reading.scenario(Self.text()), LoadLineRequest(parties: ["thick"]), paths: 8, threads: 1)
        }
    }
}
