import Analysis
import Engine
import TestSupport
import Testing

struct GrowthTests {
    /// 100 B USD in 2025 and 405 in 2026, paid with the order, all at one site: at home, where power is modelled, or abroad, where its
    /// supply is given.
    private func text(site: String = "home", regions: [String] = ["home: {title: Home, supply: 1000 MW}"]) -> String {
        """
        scenario: {name: growth, start: 2025Q1, quarters: 8, paths: 8}
        parties:
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
          cloud: {kind: party, cash: 900 B USD, equity: 900 B USD}
        regions:
        \(regions.map { "  " + $0 }.joined(separator: "\n"))
        sites:
          here: {owner: cloud, region: \(site), it-load: 100 MW, pue: 1.2}
        plans:
          halls: {party: cloud, seller: world, site: here, guidance: {2025Q1: 100 B USD per year, 2026Q1: 405 B USD per year}, deposit: 100 %, lead: 1 quarter}
        """
    }

    @Test("305 more on 30.5 trillion is a point of growth; less 55 % of imports 0.45")
    func byHand() async throws {
        let answer = try await GrowthAnswer.compute(Reading.program(text()), paths: 8, threads: 1)
        #expect(answer.rows.map { ($0.domestic.value / 1e9).rounded() } == [100, 405])
        #expect(answer.rows[0].contribution == nil)
        #expect((try #require(answer.rows[1].contribution).value - 1).magnitude < 1e-6)
        #expect((try #require(answer.rows[1].netContribution).value - 0.45).magnitude < 1e-6)
        #expect((answer.rows[0].share.value - 100 / 305.0).magnitude < 1e-6)
        #expect(answer.assumptions.count == 3 && answer.assumptions.allSatisfy { !$0.reason.isEmpty })
        #expect(answer.domestic == ["Home"] && answer.abroad.isEmpty)
    }

    private let twoRegions = [
        "home: {title: Home, projects: [{name: line, power: 1000 MW, power-ready: 0 quarters}]}",
        "elsewhere: {title: Elsewhere, supply: 1000 MW}",
    ]

    @Test(
        "What is built where power is simply given, beside a country whose power is modelled, is no domestic investment"
    )
    func abroad() async throws {
        let answer = try await GrowthAnswer.compute(
            Reading.program(text(site: "elsewhere", regions: twoRegions)), paths: 8, threads: 1)
        #expect(answer.rows.allSatisfy { $0.domestic.value == 0 && $0.capex.value > 0 })
        #expect(answer.domestic == ["Home"] && answer.abroad == ["Elsewhere"])
    }

    @Test("A region whose power is simply given is left out of the answer about power, and named")
    func given() async throws {
        let answer = try await PowerAnswer.compute(Reading.program(text(regions: twoRegions)), paths: 8, threads: 1)
        #expect(answer.regions.map(\.region) == ["home"] && answer.given == ["Elsewhere"])
        let only = try await PowerAnswer.compute(Reading.program(text()), paths: 8, threads: 1)
        #expect(only.regions.map(\.region) == ["home"] && only.given.isEmpty, "where none is modelled none is left out")
    }
}
