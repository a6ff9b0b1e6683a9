import Analysis
import Engine
import Foundation
import TestSupport
import Testing

struct ImpliedOddsTests {
    @Test("A spread's odds stand beside the run's, by year, marked where they are twofold apart")
    func besideTheRun() async throws {
        let program = try Reading.program(
            """
            scenario: {name: odds, start: 2026Q1, quarters: 20, paths: 8}
            parties:
              banks: {kind: sector, issues-money: true}
              firm: {kind: party, equity: 0 USD}
              safe: {kind: party, equity: 0 USD}
            spreads:
              asked: {kind: spread, party: firm, spread: 600 bp assumption, recovery: 40 % assumption, note: it is idle}
            """)
        let answer = OverviewAnswer(try await Runner(program).run(paths: 8), of: program, seconds: 0, shocked: [])
        let implied = try #require(answer.defaults.first { $0.party == "firm" }?.implied)
        #expect(answer.defaults.first { $0.party == "safe" }?.implied == nil)
        #expect(implied.byYear.map(\.year) == [2026, 2027, 2028, 2029, 2030], "every year that ends within the run")
        // A hazard of 10 % a year over 1 to 5 years.
        for (year, years) in zip(implied.byYear, [1.0, 2, 3, 4, 5]) {
            #expect((year.implied - (1 - exp(-0.1 * years))).magnitude < 1e-12)
            #expect(year.run == 0 && year.isTwofold)
        }
        #expect(implied.note == "it is idle")
    }
}
