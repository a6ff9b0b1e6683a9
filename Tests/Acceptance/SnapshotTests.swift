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

    @Test("The turning points of a childress path whose loan is accelerated")
    func turns() async throws {
        let program = try Reading.program(
            folder: PackageRoot.path("Scenarios/childress"), shocks: [ShockSetting(name: "power-late")])
        let replay = try Replay(program, path: 3)
        var story = StoryAnswer(replay, of: program)
        let party = try #require(StoryAnswer.subject(replay, of: program, metric: "contracts.gpu-loan.lost"))
        #expect(party.name == "iren")
        try await story.addTurns(replay, of: program, about: party, paths: 200, threads: 2)
        try expectSame(StoryPage.text(story, width: 80), as: "childress-turns")
    }

    @Test("Where revenue came from: the triangle, one party and all")
    func trace() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/triangle"))
        let chips = try await TraceSample.compute(program, party: "chips", by: "quarter", paths: 2, threads: 2)
        try expectSame(TracePage.text(chips, width: 80), as: "triangle-trace")
        let all = try await TraceSample.everybody(program, paths: 2, threads: 2)
        try expectSame(TracePage.everybody(all, width: 80), as: "triangle-trace-all")
    }

    @Test("Questions about the childress deal", arguments: [80, 120])
    func questions(columns: Int) async throws {
        let program = try Reading.program(
            folder: PackageRoot.path("Scenarios/childress"), shocks: [ShockSetting(name: "power-late")])
        let (paths, threads) = (200, 2)
        let run = try await Runner(program, threads: threads).run(paths: paths)
        let pages = [
            LossesPage.text(
                try await LossesAnswer.compute(run, program, if: "iren", written: paths, threads: threads),
                width: columns),
            LivesPage.text(
                try await LivesAnswer.compute(program, paths: paths, threads: threads), width: columns),
            RenewalsPage.text(
                try await RenewalsAnswer.compute(program, paths: paths, threads: threads), width: columns),
            ValuePage.text(
                try await ValueAnswer.compute(
                    program, valuations: ["iren": 20e9], paths: paths, threads: threads), width: columns),
            AnnouncedPage.text(
                try await AnnouncedAnswer.compute(program, paths: paths, threads: threads), width: columns),
        ]
        for page in pages {
            #expect(page.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(page)")
        }
        try expectSame(pages.joined(separator: "\n"), as: "childress-questions-\(columns)")
    }

    @Test("Growth of a small economy and its published tables")
    func tables() async throws {
        let program = try Reading.program(
            """
            scenario: {name: small, start: 2026Q1, quarters: 8, paths: 8}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
              cloud: {kind: party, cash: 900 B USD, equity: 900 B USD}
            regions: {home: {title: Home, supply: 1000 MW}}
            sites: {here: {owner: cloud, region: home, it-load: 100 MW, pue: 1.2}}
            plans:
              halls: {party: cloud, seller: world, site: here, guidance: {2026Q1: 100 B USD per year, 2027Q1: 400 B USD per year}, deposit: 100 %, lead: 1 quarter}
            tables:
              kupperman:
                title: Revenue that spending needs
                source: a newsletter
                class: A
                formula: spread-cost
                inputs: [{name: spending, value: 400}, {name: margin, value: 0.25}, {name: life-5, value: 5}]
                results: [{name: revenue-5, value: 320, unit: B USD}]
                measure: parties.cloud.capex
                period: 2026
                against: spending
                scope: one cloud
              bridge:
                title: A bridge with a hole
                source: a bank
                class: C
                formula: open-bridge
                inputs: [{name: need, value: 10}, {name: source-cash, value: 6}, {name: gap, value: 3}]
                results: [{name: gap, value: 3}]
            """)
        let growth = try await GrowthAnswer.compute(program, paths: 8, threads: 1)
        let tables = try await TablesAnswer.compute(program, paths: 8, threads: 1)
        try expectSame(
            GrowthPage.text(growth, width: 80) + "\n" + TablesPage.text(tables, width: 80), as: "small-growth-tables")
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

    @Test(
        "Help",
        arguments: ["", "run", "check", "explain", "trace", "answer", "loadline", "solve", "sensitivity", "compare"])
    func help(command: String) throws {
        let result = try CommandLineTool().run(command.isEmpty ? ["--help"] : [command, "--help"])
        #expect(result.code == 0)
        try expectSame(result.output, as: "help\(command.isEmpty ? "" : "-" + command)")
    }
}
