import Analysis
import Engine
import Model
import TestSupport
import Testing

/// Every question about scenarios that nobody chose: random ones, and the base case on a few paths. Each gives finite numbers with
/// their errors, or says why it does not apply.
struct AnswersOnScenariosTests {
    private func check(_ program: Program, paths: Int) async throws {
        let run = try await Runner(program, threads: 2).run(paths: paths)
        try await finite {
            try await LossesAnswer.compute(run, program, if: nil, written: paths, threads: 2)
        } values: {
            $0.lenders.flatMap { [$0.expected] + $0.channels.map(\.expected) } + $0.creditors.map(\.expected)
        }
        try await finite {
            try await LivesAnswer.compute(program, lives: [3, 8], paths: paths, threads: 2)
        } values: {
            $0.parties.flatMap {
                [$0.depreciation, $0.netIncome] + $0.lives.flatMap { [$0.netIncome, $0.tax] + $0.byYear }
            }
        }
        try await finite {
            try await RenewalsAnswer.compute(program, paths: paths, threads: 2)
        } values: {
            $0.sellers.flatMap { $0.lost + $0.invoiced + [$0.defaultChange, $0.breachChange] }
                + $0.lenders.map(\.outliving)
        }
        try await finite {
            try await ValueAnswer.compute(program, paths: paths, threads: 2)
        } values: {
            $0.megawatts.flatMap { $0.years.compactMap { $0 } }.flatMap { [$0.atSpot, $0.contracted, $0.book] }
                + $0.labs.flatMap { [$0.compute, $0.training, $0.terminal, $0.covers] } + $0.valuations.map(\.revenue)
        }
        try await finite {
            try await AnnouncedAnswer.compute(program, paths: paths, threads: 2)
        } values: {
            $0.parties.flatMap(\.years).flatMap { [$0.announced, $0.committed, $0.funded, $0.built, $0.builtGW] }
        }
        try await finite {
            try await GrowthAnswer.compute(program, paths: paths, threads: 2)
        } values: {
            $0.rows.flatMap {
                [$0.capex, $0.domestic, $0.share] + [$0.contribution, $0.netContribution].compactMap { $0 }
            }
        }
        try await finite {
            try await TraceSample.everybody(program, paths: 2, threads: 2)
        } values: {
            $0.flatMap {
                [$0.total.cents.ownFinancing, $0.total.cents.ownMoney, $0.total.cents.withoutOwn, $0.handedOut]
            }
        }
        let replay = try Replay(program, path: 1)
        var story = StoryAnswer(replay, of: program)
        if let party = StoryAnswer.subject(replay, of: program) {
            try await story.addTurns(replay, of: program, about: party, paths: paths, threads: 2)
            #expect(story.turns.contains { $0.kind == .departure } && story.turns.contains { $0.kind == .failure })
            #expect(story.turns.allSatisfy { !$0.text.isEmpty })
        }
    }

    private func finite<Answer>(_ compute: () async throws -> Answer, values: (Answer) -> [Estimate]) async throws {
        do {
            let estimates = values(try await compute())
            #expect(estimates.allSatisfy { $0.value.isFinite && $0.standardError.isFinite && $0.standardError >= 0 })
        } catch let reason as Diagnostics {
            #expect(reason.all.allSatisfy { !$0.message.isEmpty && $0.hint != nil })
        }
    }

    @Test("Random scenarios", arguments: [1, 10, 24, 36, 77])
    func random(seed: Int) async throws {
        try await check(
            Program(Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text)), paths: 16)
    }

    @Test("The base case and one deal", arguments: ["base-2026", "childress", "triangle", "region"])
    func builtIn(name: String) async throws {
        try await check(Reading.program(folder: PackageRoot.path("Scenarios/\(name)")), paths: 16)
    }
}
