import Analysis
import Engine
import Model
import TestSupport
import Testing

/// Goal seek on the firm of the load lines: with sales x it fails in a share 1 - x / 10 of paths.
struct SolveTests {
    private func solve(
        _ find: String, _ condition: String, times: Bool = false, from: String? = nil, to: String? = nil,
        text: String = LoadLineTests.text()
    ) async throws -> SolveAnswer {
        try await SolveAnswer.compute(
            Reading.program(text), find: find, times: times, from: from, to: to, so: condition, paths: 400, threads: 2,
            recompiled: { try Reading.program(text, set: [($0, $1)]) })
    }

    @Test("Sales of 8 keep failures at 20 %: found, with an interval around it, and true when put back")
    func input() async throws {
        let answer = try await solve("contracts.sales.amount", "P(parties.thin.in-default@2027) <= 20 %", from: "0 USD")
        let value = try #require(answer.value)
        #expect(answer.verdict == .found && answer.side == "at least" && answer.unit == "M USD")
        // The standard error of a share of 20 % of 400 paths is 2 points, of sales a fifth of a million.
        #expect(abs(value - 8) < 3 * 0.2)
        let (low, high) = try (#require(answer.low), #require(answer.high))
        #expect(low < value && high > value && high - low < 1.2)
        let program = try Reading.program(
            LoadLineTests.text(), set: [("contracts.sales.amount", "\(value) M USD assumption")])
        let run = try await Runner(program).run(paths: 400)
        let share = Double((run.column("parties.thin.default") ?? []).count { $0 > 0 }) / 400
        #expect(share <= 0.2)
        #expect(share == answer.verified?.number.value)
        #expect(answer.putBack.hasPrefix("--set contracts.sales.amount='"))
    }

    @Test("A common factor, a severity and a percentile are found too")
    func kinds() async throws {
        let factor = try await solve(
            "contracts.sales.amount", "parties.thin.in-default@2027 <= 20 %", times: true)
        let times = try #require(factor.value)
        #expect(factor.isMultiplier)
        #expect(abs(times - 0.8) < 0.06)
        let shock = try await solve("shocks.sales-down.size", "parties.thin.in-default@2027 <= 20 %")
        let severity = try #require(shock.value)
        #expect(abs(severity + 20) < 6)
        #expect(shock.unit == "%")
        #expect(shock.putBack.hasPrefix("--shock sales-down='-"))
        // Half the paths pay less than 5 a quarter: after eight quarters their sales of 10 have left 40.
        let percentile = try await solve(
            "contracts.sales.amount", "P50(parties.thin.cash@end) >= 40 M USD", from: "5 M USD")
        let sales = try #require(percentile.value)
        #expect(abs(sales - 10) < 1)
        let metric = try await solve("contracts.sales.amount", "P(parties.thin.default) > 30 %", from: "1 M USD")
        #expect(metric.verdict == .found && metric.side == "at most")
    }

    @Test("What is never true, and what always is, is said with the numbers at both ends")
    func nothing() async throws {
        let never = try await solve("contracts.sales.amount", "P(parties.idle.in-default) >= 10 %")
        #expect(never.verdict == .never && never.value == nil && never.points.count >= 2)
        let always = try await solve("contracts.sales.amount", "P(parties.idle.in-default) <= 10 %")
        #expect(always.verdict == .always && always.points.allSatisfy(\.holds))
    }

    @Test("A number that goes up and down is called not monotone")
    func bent() async throws {
        let text = LoadLineTests.text().replacing(
            "amount: = drivers.cost",
            with: "amount: = 1 M USD * drivers.push.value * (12 - drivers.push.value)"
        ).replacing("drivers:\n", with: "drivers:\n  push: {kind: value, value: 1 assumption 0..12}\n")
        let answer = try await solve(
            "drivers.push.value", "P(parties.thin.in-default) <= 50 %", from: "0", to: "12", text: text)
        #expect(answer.verdict == .found && !answer.isMonotone && answer.side == "at most")
        #expect(try #require(answer.value) < 2)
    }

    @Test(
        "What cannot be asked is an error that quotes it",
        arguments: [
            ("contracts.sales.amont", "parties.thin.in-default <= 20 %", "did you mean \"contracts.sales.amount\"?"),
            ("contracts.sales.amount", "parties.thin.in-default", "a condition compares a number with a limit"),
            ("contracts.sales.amount", "parties.thin.cash <= 20 %", "% cannot be compared with USD"),
            ("contracts.sales.amount", "parties.thin.cash <= 20", "a unit is missing"),
            ("contracts.sales.amount", "Q(parties.thin.cash) <= 20 USD", "`Q` is no statistic"),
            ("contracts.sales.amount", "P(parties.thick.in-default) <= 20 %", "no measure is called"),
            ("contracts.sales.amount", "parties.thin.default@2027 <= 2", "is a metric of whole paths"),
        ])
    func errors(find: String, condition: String, message: String) async throws {
        do {
            _ = try await solve(find, condition)
            Issue.record("\(condition) was answered")
        } catch let diagnostics as Diagnostics {
            #expect(diagnostics.description.contains(message), "\(diagnostics)")
        }
    }

    @Test("The nearest bad case is the design point of a plane: known distance and direction")
    func reverseStress() async throws {
        // Sales of 10 and costs of 8, a standard deviation of 1 each, two of them known by their ranges: the firm fails once
        // costs pass sales, 2 / sqrt(2) standard deviations away, both halfway.
        let text = """
            scenario: {name: plane, start: 2026Q1, quarters: 4, paths: 100, seed: 3}
            parties:
              firm: {kind: party, equity: 0 USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            contracts:
              sales: {kind: payment, payer: world, payee: firm, amount: "10 M USD assumption 8.3551463730..11.6448536270 M USD"}
              costs: {kind: payment, payer: firm, payee: world, amount: "8 M USD assumption 6.3551463730..9.6448536270 M USD"}
              alms: {kind: payment, payer: world, payee: world-2, amount: "1 M USD assumption 0..2 M USD"}
            """.replacing("  world: {kind: sector}", with: "  world: {kind: sector}\n  world-2: {kind: sector}")
        let answer = try await ReverseStressAnswer.compute(
            Reading.program(text), so: "P(parties.firm.in-default@end) >= 50 %", paths: 400, threads: 2)
        #expect(answer.verdict == .found && answer.moves.count == 2)
        #expect(abs(answer.distance - 1.4142) < 0.15, "\(answer.distance)")
        #expect(answer.verified.value >= 0.5 && answer.current.value == 0)
        for move in answer.moves { #expect(abs(move.share - 0.5) < 0.2, "\(move)") }
        let already = try await ReverseStressAnswer.compute(
            Reading.program(text), so: "P(parties.firm.in-default@end) <= 50 %", paths: 100, threads: 1)
        #expect(already.verdict == .already)
        let never = try await ReverseStressAnswer.compute(
            Reading.program(text), so: "parties.firm.cash@2026Q1 >= 900 B USD", paths: 100, threads: 1)
        #expect(never.verdict == .tooFar || never.verdict == .nothingMoves)
    }

    @Test("The front page asks for the same revenue as `solve --revenue`, and says on how many paths")
    func sameNeed() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026"))
        let run = try await Runner(program, threads: 2).run(paths: 2)
        var page = OverviewAnswer(run, of: program, seconds: 0)
        try await page.addBuildOut(program, paths: 2, traced: 1, threads: 2)
        #expect(page.followedPaths == 2)
        let need = page.revenue.filter { $0.of == "need" }
        let solved = try await RevenueNeedAnswer.compute(program, rate: 0.1, paths: 2, threads: 2)
        #expect(need.count == 7)
        // Of two paths the median is the mean.
        for (own, year) in zip(need, solved.years) {
            #expect("\(own.year)" == year.year)
            #expect((own.dollars.p50 / year.needed.value - 1).magnitude < 1e-5, "\(own.year)")
        }
    }

    @Test("Revenue needed is wear and a return on book value; a scenario that sells no AI says so")
    func revenue() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026"))
        let answer = try await RevenueNeedAnswer.compute(program, rate: 0.1, paths: 8, threads: 2)
        let none = try await RevenueNeedAnswer.compute(program, rate: 0, paths: 8, threads: 2)
        #expect(answer.years.last?.year == "whole run" && answer.years.count == 8)
        for (year, bare) in zip(answer.years, none.years) {
            #expect(abs(bare.needed.value - bare.wear.value) < 1)
            #expect(year.needed.value > year.wear.value && year.paid.standardError > 0)
            let rest = year.paid.value - year.needed.value - year.surplus.value
            #expect(abs(rest) < 1)
        }
        // The return of a part of a year is that part's: 2026 begins with its second quarter.
        #expect(answer.years.first?.quarters == 3)
        await #expect(throws: Diagnostics.self) {
            try await RevenueNeedAnswer.compute(
                Reading.program(LoadLineTests.text()), rate: 0.1, paths: 8, threads: 1)
        }
    }
}
