import Engine
import Model
import TestSupport
import Testing

/// Measures of a run: what can be followed, and over which periods.
struct MeasureTests {
    private func program() throws -> Program {
        try Reading.program(
            """
            scenario: {name: measures, start: 2026Q2, quarters: 7, paths: 10}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
              firm: {kind: party, cash: 1000 USD, equity: 1000 USD}
            contracts:
              sales: {kind: payment, payer: world, payee: firm, amount: {2026Q2: 10 USD, 2027Q1: 20 USD}}
              costs: {kind: payment, payer: firm, payee: world, amount: 4 USD}
            """)
    }

    @Test("Flows are added up over a period, stocks count at its end, sums carry signs")
    func periods() async throws {
        let program = try program()
        let names = [
            "parties.firm.revenue", "parties.firm.cash", "parties.firm.net-income - parties.firm.operating-cash-flow",
        ]
        let run = try await SeriesRun.compute(
            program, try names.map { try program.measure($0) }, paths: 3, threads: 2)
        func value(_ measure: Int, _ period: String) throws -> Double {
            run.values(measure, try Period(period, in: program).quarters)[2]
        }
        #expect(try value(0, "2026") == 30)
        #expect(try value(0, "2027") == 80)
        #expect(try value(0, "2026Q4-2027Q1") == 30)
        #expect(try value(1, "2026") == 1018)
        #expect(try value(1, "end") == 1082)
        #expect(try value(2, "2027") == 0)
    }

    @Test("Years that the run does not cover, and names that nothing has, are errors that say what there is")
    func errors() throws {
        let program = try program()
        #expect(throws: Diagnostics.self) { try Period("2031", in: program) }
        #expect(throws: Diagnostics.self) { try Period("soon", in: program) }
        do {
            _ = try program.measure("parties.firm.revenu")
            Issue.record("a wrong name was taken")
        } catch let error as Diagnostics {
            #expect(error.description.contains("did you mean \"parties.firm.revenue\"?"))
        }
    }
}
