import Foundation
import TestSupport
import Testing

/// Damaged files, stores, arguments and requests by the thousand: an answer or words. `make verify` goes on for an hour.
@Suite("Damaged input") struct FuzzTests {
    /// The program beside the running tests.
    private static let binary = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("plimsoll").path

    /// How many cases of a subject a minute's testing can afford.
    private static let counts: [(FuzzSubject, Int)] = [
        (.scenario, 400), (.actus, 1_500), (.finance, 1_500), (.network, 1_000), (.power, 600), (.store, 300),
        (.arguments, 300),
    ]

    @Test("Whatever is damaged, the program answers with a value or with words", arguments: counts)
    func cases(subject: FuzzSubject, count: Int) throws {
        let tally = try Fuzzing(subject, binary: Self.binary).run(from: 0, count: count)
        #expect(tally.faults.isEmpty, "\(tally.faults.map(\.description).joined(separator: "\n"))")
        #expect(tally.cases == count)
        // A generator of which nothing is accepted tries the first check alone.
        #expect(tally.accepted > count / 50, "\(tally.accepted) of \(count) were accepted")
    }

    @Test("Whatever a request holds, the workbench answers below 500 and goes on")
    func requests() throws {
        let tally = try FuzzServer.run(binary: Self.binary, from: 0, count: 600)
        #expect(tally.faults.isEmpty, "\(tally.faults.map { "\($0.seed): \($0.what)" })")
        #expect(tally.accepted > 20)
    }

    @Test("The damage of a seed is the same everywhere")
    func reproducible() throws {
        var (one, two, other) = (Mutator(seed: 5), Mutator(seed: 5), Mutator(seed: 6))
        let sound = Array("{\"cases\": [{\"inputs\": {\"amounts\": [-1, 2]}}]}".utf8)
        let damaged = (0..<50).map { _ in one.mutated(sound) }
        #expect(damaged == (0..<50).map { _ in two.mutated(sound) })
        #expect(damaged != (0..<50).map { _ in other.mutated(sound) })
        #expect(Set(damaged).count > 40)
    }

    @Test("A child that crashes, runs on or takes too much is told apart from one that answers")
    func watching() throws {
        let folder = TemporaryFolder.make()
        let limits = RepeatedTool.Limits(seconds: 1, megabytes: 300)
        let tool = RepeatedTool(binary: Self.binary, folder: folder, limits: limits)
        #expect(try tool.perform(["check", "triangle"]) != .ended(code: 0, printed: 0))
        guard case .ended(code: 1, let printed) = try tool.perform(["check", "nowhere"]) else {
            Issue.record("a missing scenario is refused")
            return
        }
        #expect(printed > 0)
        guard
            case .tooLong = try tool.perform(["run", "childress", "--paths", "1000000", "--no-store", "--no-effects"])
        else {
            Issue.record("a long run is stopped")
            return
        }
        // The next command line has a child of its own.
        guard case .ended(code: 0, _) = try tool.perform(["check", "triangle"]) else {
            Issue.record("another child is started")
            return
        }
    }
}
