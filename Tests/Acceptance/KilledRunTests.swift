import Foundation
import TestSupport
import Testing

/// A run that is killed: what it had finished is kept and shown for what it is.
struct KilledRunTests {
    @Test("A run killed in the middle leaves the store readable and shows as unfinished")
    func killed() throws {
        let tool = CommandLineTool()
        let process = try tool.start(["run", "childress", "--paths", "2000000", "--no-effects", "--threads", "1"])
        defer { process.terminate() }
        // Killed as soon as a first chunk is in the store, whenever that is.
        let deadline = Date().addingTimeInterval(120)
        var done = 0
        while done == 0, Date() < deadline, process.isRunning { done = try pathsDone(tool) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        let kept = try pathsDone(tool)
        #expect(kept >= done && kept > 0 && kept < 2_000_000)
        let row = try #require(try runs(tool).first)
        #expect(row["status"] as? String == "unfinished")
        // The store goes on working: another run beside it, and a replay of a path of the killed one.
        #expect(try tool.run(["run", "childress", "--paths", "64", "--no-effects"]).code == 0)
        #expect(try runs(tool).count == 2)
        #expect(try tool.run(["explain", "1", "--path", "5"]).code == 0)
    }

    private func runs(_ tool: CommandLineTool) throws -> [[String: Any]] {
        let result = try tool.run(["runs", "--json"])
        guard result.code == 0 else { return [] }
        return try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]] ?? []
    }

    private func pathsDone(_ tool: CommandLineTool) throws -> Int {
        try runs(tool).first?["pathsDone"] as? Int ?? 0
    }
}
