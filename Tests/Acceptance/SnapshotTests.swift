import Analysis
import Engine
import Foundation
import Reports
import TestSupport
import Testing

/// Pages as they were when somebody last looked at them. `PLIMSOLL_SNAPSHOTS=write make test` writes them anew: read the
/// difference before it is committed.
struct SnapshotTests {
    private func expectSame(_ text: String, as name: String) throws {
        let path = PackageRoot.path("Tests/Acceptance/Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["PLIMSOLL_SNAPSHOTS"] == "write" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == kept, "\(name) differs from its snapshot")
    }

    @Test("The answer page of the childress deal, at 80 and 120 columns", arguments: [80, 120])
    func overview(columns: Int) async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/childress"))
        let run = try await Runner(program, threads: 2, audit: true).run(paths: 1_000)
        var shocked: [(ShockSetting, Run)] = []
        for item in ["power-late", "rents-down"] {
            let setting = ShockSetting(name: item)
            let other = try Program(program.scenario, shocks: [setting])
            shocked.append((setting, try await Runner(other, threads: 2).run(paths: 1_000)))
        }
        let answer = OverviewAnswer(run, of: program, seconds: 0, shocked: shocked)
        try expectSame(OverviewPage.text(answer, width: columns), as: "childress-\(columns)")
    }

    @Test("The story of the hand deal's default")
    func story() throws {
        let program = try Reading.program(folder: PackageRoot.path("Tests/Acceptance/HandDeal/default"))
        let story = StoryAnswer(try Replay(program, path: 0), of: program)
        try expectSame(StoryPage.text(story, width: 80), as: "hand-deal-default")
    }

    @Test("The facts that disagree")
    func facts() throws {
        let scenario = try Reading.program(folder: PackageRoot.path("Scenarios/childress")).scenario
        try expectSame(FactsPage.text(FactsAnswer(scenario), conflictsOnly: true, width: 80), as: "childress-conflicts")
    }

    @Test("Load lines of the childress deal and of the triangle, at 80 and 120 columns", arguments: [80, 120])
    func loadLines(columns: Int) async throws {
        var text = ""
        for (folder, paths) in [("childress", 200), ("triangle", 20)] {
            let scenario = try Reading.program(folder: PackageRoot.path("Scenarios/\(folder)")).scenario
            let answer = try await LoadLineAnswer.compute(scenario, .init(), paths: paths, threads: 2)
            text += LoadLinePage.text(answer, width: columns) + "\n"
        }
        try expectSame(text, as: "loadline-\(columns)")
    }

    @Test("A goal seek, and the nearest bad case, of the childress deal")
    func solve() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/childress"))
        let found = try await SolveAnswer.compute(
            program, find: "shocks.power-late.size", times: false, from: nil, to: nil,
            so: "P(parties.iren.in-default@2030) <= 30 %", paths: 200, threads: 2, recompiled: { _, _ in program })
        let stress = try await ReverseStressAnswer.compute(
            program, so: "P(parties.iren.in-default@2030) >= 50 %", paths: 200, threads: 2)
        try expectSame(
            SolvePage.text(found, width: 80) + "\n" + ReverseStressPage.text(stress, width: 80), as: "solve")
    }

    @Test("What matters for the childress deal, at 80 and 120 columns", arguments: [80, 120])
    func sensitivity(columns: Int) async throws {
        var request = SensitivityRequest()
        (request.metric, request.top) = ("P(parties.iren.in-default@2030)", 5)
        (request.screened, request.points) = (500, 128)
        let answer = try await SensitivityAnswer.compute(
            Reading.program(folder: PackageRoot.path("Scenarios/childress")), request, paths: 200, threads: 2)
        try expectSame(SensitivityPage.text(answer, width: columns), as: "sensitivity-\(columns)")
    }

    @Test("The childress deal beside itself with dearer debt and late power")
    func compare() async throws {
        func side(_ name: String, _ set: [(key: String, value: String)], _ shocks: [ShockSetting]) throws -> CompareSide
        {
            let program = try Reading.program(folder: PackageRoot.path("Scenarios/childress"), set: set)
            return CompareSide(name: name, scenario: program.scenario, shocks: shocks)
        }
        let answer = try await CompareAnswer.compute(
            side("childress", [], []),
            side(
                "changed", [("contracts.gpu-loan.margin", "600 bp")],
                [ShockSetting(name: "power-late", severity: 2)]), paths: 400, threads: 2)
        try expectSame(ComparePage.text(answer, width: 80), as: "compare")
    }

    @Test("Help", arguments: ["", "run", "check", "explain", "loadline", "solve", "sensitivity", "compare"])
    func help(command: String) throws {
        let result = try CommandLineTool().run(command.isEmpty ? ["--help"] : [command, "--help"])
        #expect(result.code == 0)
        try expectSame(result.output, as: "help\(command.isEmpty ? "" : "-" + command)")
    }
}
