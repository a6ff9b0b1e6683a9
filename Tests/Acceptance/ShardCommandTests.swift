import Foundation
import TestSupport
import Testing

/// A run cut into shards, by the commands that a cluster uses.
struct ShardCommandTests {
    private let tool = CommandLineTool()
    private let folder = TemporaryFolder.make()
    private static let run = ["run", "childress", "--paths", "1500", "--no-effects"]

    private func shard(_ part: String, _ more: [String] = [], run: [String] = Self.run) throws -> String {
        let path = "\(folder)/\(part.replacing("/", with: "-"))\(more.joined()).shard"
        let result = try tool.run(run.filter { $0 != "--no-effects" } + ["--shard", part, "--out", path] + more)
        #expect(result.code == 0, "\(result.errors)")
        return path
    }

    private func object(_ result: CommandLineTool.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test("Merged shards give the answer of the run on one machine, but for the time it took")
    func merged() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var whole = try object(tool.run(Self.run + ["--json", "--audit"]))
        let files = try ["3/3", "1/3", "2/3"].map { try shard($0, ["--audit"]) }
        var merged = try object(tool.run(["merge"] + files + ["--json"]))
        #expect(merged["digest"] as? String == whole["digest"] as? String)
        whole["seconds"] = nil
        merged["seconds"] = nil
        #expect(whole as NSDictionary == merged as NSDictionary)
        // The store has both, and replays the merged one.
        let runs = try tool.run(["runs", "--json"])
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(runs.output.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["status"] as? String } == ["finished", "finished"])
        #expect(Set(rows.map { $0["digest"] as? String }).count == 1)
        #expect(try tool.run(["explain", "2", "--path", "1400"]).code == 0)
    }

    @Test("A run that lies in a file gives the answer of one in memory")
    func spilled() throws {
        let run = ["run", "childress", "--paths", "4500", "--no-effects", "--no-store", "--json"]
        var (small, large) = (try object(tool.run(run + ["--memory", "1"])), try object(tool.run(run)))
        small["seconds"] = nil
        large["seconds"] = nil
        #expect(small as NSDictionary == large as NSDictionary)
    }

    @Test("What does not fit together is refused at once, each file by name, and nothing is stored")
    func refused() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try shard("1/3")
        let seed = try shard("2/3", ["--seed", "7"])
        let shock = try shard("2/3", ["--shock", "rents-down"])
        let damaged = try shard("3/3")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: damaged))
        bytes[bytes.count / 2] ^= 4
        try bytes.write(to: URL(fileURLWithPath: damaged))
        let broken = try tool.run(["merge", first, seed, shock, "/dev/null", "\(folder)/none.shard"])
        #expect(broken.code == 1 && !broken.isCrash && broken.output.isEmpty)
        for part in [
            "\(seed): another run's shard: its seed is 7",
            "\(shock): another run's shard: its set of shocks is rents-down",
            "/dev/null: it is no file", "none.shard: no such file",
            "no file holds paths 500 to 1499; run `--shard 2/3`, `--shard 3/3`",
        ] { #expect(broken.errors.contains(part), "\(part)\n\(broken.errors)") }
        let bad = try tool.run(["merge", first, try shard("2/3"), damaged, "--check"])
        #expect(bad.code == 1)
        #expect(bad.errors.contains("\(damaged): paths 1000 to 1499: the numbers are not those that were written"))
        #expect(try tool.run(["runs"]).output.hasPrefix("no runs"))
    }

    @Test(
        "A shard that is none is refused as wrong usage",
        arguments: [
            ["--shard", "0/3", "--out", "x"], ["--shard", "4/3", "--out", "x"], ["--shard", "1", "--out", "x"],
            ["--shard", "1/3"], ["--out", "x"], ["--shard", "1/3", "--out", "x", "--json"],
            ["--shard", "99999999999999999999/3", "--out", "x"],
        ])
    func usage(arguments: [String]) throws {
        let result = try tool.run(["run", "childress"] + arguments, in: folder)
        #expect(result.code == 2 && !result.isCrash)
        #expect(result.errors.contains("--shard") || result.errors.contains("--out"))
    }
}
