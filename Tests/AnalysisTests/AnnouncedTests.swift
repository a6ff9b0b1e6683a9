import Analysis
import Engine
import TestSupport
import Testing

struct AnnouncedTests {
    private let text = """
        scenario: {name: announced, start: 2026Q1, quarters: 8, paths: 8}
        parties:
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
          cloud: {kind: party, cash: 1000 USD, equity: 1000 USD}
        sites:
          here:
            owner: cloud
            it-load: 100 MW
            pue: 1.2
            projects:
              - {name: grid, power: 60 MW, hall-ready: 0 quarters, power-ready: 0 quarters}
              - {name: later, power: 60 MW, hall-ready: 0 quarters, power-ready: 40 quarters}
        plans:
          halls: {party: cloud, seller: world, site: here, guidance: 100 USD per year, deposit: 10 %, lead: 2 quarters}
        """

    /// 25 a quarter are ordered; 2.50 are paid at once, 22.50 two quarters later, when 25 are put on the books.
    @Test("What is announced is ordered; two quarters' deliveries of the first year are still to come")
    func byHand() async throws {
        let answer = try await AnnouncedAnswer.compute(Reading.program(text), paths: 8, threads: 1)
        #expect(answer.parties.count == 1 && !answer.hasRegions)
        let years = try #require(answer.parties.first).years
        func rounded(_ value: Estimate) -> Double { (value.value * 100).rounded() / 100 }
        #expect(years.map { rounded($0.announced) } == [100, 100])
        #expect(years.map { rounded($0.committed) } == [100, 100])
        #expect(years.map { rounded($0.funded) } == [10 + 45, 10 + 90])
        #expect(years.map { rounded($0.built) } == [50, 100])
        #expect(years.map { rounded($0.announcedGW) } == [0.12, 0.12])
        #expect(years.map { rounded($0.builtGW) } == [0.06, 0.06])
        #expect((answer.parties[0].energised.value - 0.5).magnitude < 1e-9)
        #expect((answer.parties[0].funded.value - 155.0 / 200).magnitude < 1e-9)
    }

    @Test("A scenario without plans and sites says that nothing is announced")
    func nothing() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/triangle"))
        await #expect(throws: (any Error).self) {
            _ = try await AnnouncedAnswer.compute(program, paths: 4, threads: 1)
        }
    }

    @Test("Committed megawatts never exceed announced ones, on random scenarios", arguments: [4, 11, 30])
    func random(seed: Int) async throws {
        let program = try Program(Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text))
        let answer = try await AnnouncedAnswer.compute(program, paths: 16, threads: 2)
        for year in answer.parties.flatMap(\.years) {
            #expect(year.built.value >= 0 && year.funded.value >= 0 && year.announcedGW.value >= 0)
            if let committed = year.committedGW { #expect(committed.value <= year.announcedGW.value * (1 + 1e-6)) }
        }
    }
}
