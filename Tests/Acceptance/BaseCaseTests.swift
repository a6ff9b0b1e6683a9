import Analysis
import Engine
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// The built-in base case hangs together: it is clean, it balances, it says what the page promises.
struct BaseCaseTests {
    private func program(_ shocks: String...) throws -> Program {
        try Reading.program(
            folder: PackageRoot.path("Scenarios/base-2026"), shocks: shocks.map { ShockSetting(name: $0) })
    }

    @Test("It has no errors and no warnings, and every number says where it comes from")
    func clean() throws {
        let program = try program()
        #expect(program.scenario.warnings.isEmpty)
        #expect(program.evidenceFindings().isEmpty)
        // Sizes of shocks are questions; figures of a published table have its source.
        let apart = ["shocks.", "tables."]
        let unsourced = program.scenario.inputs.filter { path, input in
            input.provenance == .none && !apart.contains { path.hasPrefix($0) }
        }
        #expect(unsourced.isEmpty)
        #expect(program.scenario["tables"].allSatisfy { !$0.record.text("source").isEmpty })
        let firms = program.parties.filter { !$0.isSector }.count
        #expect((25...36).contains(firms))
        #expect(program.scenario["shocks"].count >= 14)
    }

    @Test("On every path it balances to the cent")
    func audit() async throws {
        let run = try await Runner(program(), threads: 2, audit: true).run(paths: 32)
        for finding in run.audit where finding.check != .power && finding.check != .units {
            #expect(finding.worst == 0, "\(finding.check.rawValue)")
        }
        #expect(run.audit.allSatisfy { $0.isHeld })
    }

    @Test("It opens where the companies reported: capital spending of the four clouds and revenue of the labs")
    func opening() async throws {
        let program = try program()
        let clouds = ["microsoft", "alphabet", "amazon", "meta"].map { "parties.\($0).capex" }.joined(separator: " + ")
        let names = [clouds, "parties.anthropic.revenue", "parties.nvidia.revenue"]
        let run = try await SeriesRun.compute(program, try names.map { try program.measure($0) }, paths: 64, threads: 2)
        func median(_ measure: Int, _ period: String) throws -> Double {
            let values = run.values(measure, try Period(period, in: program).quarters).sorted()
            return values[values.count / 2] / 1e9
        }
        // 650 to 775 B USD guided for 2026 (p311), 131 of it spent in the first quarter.
        #expect((500...660).contains(try median(0, "2026Q2-2026Q4")))
        // 10 to 11.5 (p077), and 85 to 95 (p323), each by a tenth.
        #expect((9...12.7).contains(try median(1, "2026Q2")))
        #expect((76...105).contains(try median(2, "2026Q2")))
    }

    @Test("Neither all safe nor all doomed; a shut market and late power make it worse")
    func sanity() async throws {
        func failures(_ program: Program) async throws -> [Double] {
            let firms = program.parties.filter { !$0.isSector }.map { "parties.\($0.name).in-default" }
            let run = try await SeriesRun.compute(
                program, [try program.measure(firms.joined(separator: " + "))], paths: 128, threads: 2)
            return run.values(0, (program.quarters - 1)...(program.quarters - 1))
        }
        let base = try await failures(program())
        let mean = base.reduce(0, +) / 128
        #expect(mean > 0.2 && mean < 12)
        for shock in ["funding-shut", "power-late"] {
            let change = Estimate(differenceOf: try await failures(program(shock)), and: base, antithetic: false)
            #expect(change.value > 0, "\(shock)")
        }
    }

    @Test("The page keeps to its width and the machine form has every block")
    func page() async throws {
        let program = try program()
        let run = try await Runner(program, threads: 2).run(paths: 64)
        var answer = OverviewAnswer(run, of: program, seconds: 0)
        try await answer.addBuildOut(program, paths: 64, traced: 1, threads: 2)
        for width in [80, 120] {
            let lines = OverviewPage.text(answer, width: width).split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= width })
            for heading in [
                "WHO FAILS", "WHO LOSES", "MONEY", "ANNOUNCED", "WHO FUNDS IT", "RENT OF A UNIT", "REVENUE OF",
                "CALIBRATION", "WHAT IT RESTS ON",
            ] { #expect(lines.contains { $0.hasPrefix(heading) }, "\(heading)") }
        }
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(AnswerJSON.text(answer).utf8)) as? [String: Any])
        for key in [
            "defaults", "losses", "conditional", "money", "announced", "power", "funding", "prices", "revenue",
            "calibration", "assumptions",
        ] { #expect((json[key] as? [Any])?.isEmpty == false || json[key] is [String: Any], "\(key)") }
        let power = try #require((json["power"] as? [[String: Any]])?.first)
        #expect((power["grossShortfallGW"] as? [String: Any])?.keys.sorted() == ["p5", "p50", "p95"])
    }
}
