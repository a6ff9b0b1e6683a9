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

    @Test("Help", arguments: ["", "run", "check", "explain"])
    func help(command: String) throws {
        let result = try CommandLineTool().run(command.isEmpty ? ["--help"] : [command, "--help"])
        #expect(result.code == 0)
        try expectSame(result.output, as: "help\(command.isEmpty ? "" : "-" + command)")
    }
}
