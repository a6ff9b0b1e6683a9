import Foundation
import TestSupport
import Testing

/// Runs that are stopped from outside: what they had finished is kept, and they go on to the same end.
@Suite(.serialized)
struct KilledRunTests {
    private let tool = CommandLineTool()
    private static let run = ["run", "childress", "--paths", "6000", "--no-effects", "--threads", "1"]

    /// Times that a run is killed; a longer verification asks for more.
    private static let kills = ProcessInfo.processInfo.environment["PLIMSOLL_KILLS"].flatMap(Int.init) ?? 20

    @Test("A run killed at any moment goes on to the digest of an undisturbed one")
    func killedAnywhere() throws {
        let clock = ContinuousClock.now
        let whole = try digest(tool.run(Self.run + ["--no-store", "--json"]))
        let length = (ContinuousClock.now - clock) / .seconds(1)
        var random = SystemRandomNumberGenerator()
        var stopped = 0
        for round in 0..<Self.kills {
            let store = CommandLineTool()
            defer { try? FileManager.default.removeItem(atPath: (store.store as NSString).deletingLastPathComponent) }
            let process = try store.start(Self.run)
            let moment = Double.random(in: 0...length * 1.1, using: &random)
            Thread.sleep(forTimeInterval: moment)
            kill(process.processIdentifier, round % 2 == 0 ? SIGKILL : SIGTERM)
            process.waitUntilExit()
            let row = try runs(store).first
            let status = row?["status"] as? String
            let done = row?["pathsDone"] as? Int ?? 0
            #expect(done % 512 == 0 || done == 6_000, "killed after \(moment) s")
            if status == "finished" {
                #expect(row?["digest"] as? String == whole, "killed after \(moment) s")
            } else if status != nil {
                stopped += 1
                #expect(status == "unfinished", "killed after \(moment) s")
                #expect(try digest(store.run(["run", "--resume", "1", "--json", "--no-effects"])) == whole)
                let after = try runs(store).first
                #expect(after?["status"] as? String == "finished" && after?["digest"] as? String == whole)
            }
        }
        #expect(stopped > 0, "no kill came within a run")
    }

    @Test("A stopped run shows as unfinished, replays, and has others beside it")
    func unfinished() throws {
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
        #expect(try tool.run(["run", "childress", "--paths", "64", "--no-effects"]).code == 0)
        #expect(try runs(tool).count == 2)
        #expect(try tool.run(["explain", "1", "--path", "5"]).code == 0)
    }

    @Test("Only an unfinished run goes on, and only as it was begun")
    func refused() throws {
        #expect(try tool.run(["run", "childress", "--paths", "64", "--no-effects"]).code == 0)
        let again = try tool.run(["run", "--resume", "latest"])
        #expect(again.code == 1 && again.errors.contains("run 1 is finished, and only an unfinished run can go on"))
        let none = try tool.run(["run", "--resume", "7"])
        #expect(none.code == 1 && none.errors.contains("there is no run `7`"))
        for more in [["--paths", "9"], ["--seed", "9"], ["--no-store"], ["childress"], ["--shock", "rents-down"]] {
            let result = try tool.run(["run", "--resume", "latest"] + more)
            #expect(result.code == 2 && result.errors.contains("--resume goes on with a run as it was begun"))
        }
        let audited = try tool.run(["run", "--resume", "latest", "--audit"])
        #expect(audited.code == 2 && audited.errors.contains("--resume computes only what is missing"))
    }

    @Test("Two runs on one store at once are both kept, each with its digest")
    func together() throws {
        let processes = try (1...2).map { try tool.start(Self.run + ["--seed", "\($0)"]) }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus) == [0, 0])
        let rows = try runs(tool)
        #expect(rows.map { $0["status"] as? String } == ["finished", "finished"])
        for seed in 1...2 {
            let alone = try digest(tool.run(Self.run + ["--seed", "\(seed)", "--no-store", "--json"]))
            #expect(rows.contains { $0["seed"] as? Int == seed && $0["digest"] as? String == alone })
        }
    }

    @Test("A disk that is full stops a run with words; with room again it goes on", .enabled(if: SmallDisk.isAllowed))
    func fullDisk() throws {
        let disk = try SmallDisk(kilobytes: 1_024)
        let full = CommandLineTool(store: disk.path + "/runs.plimsoll")
        let stopped = try full.run(Self.run)
        #expect(stopped.code == 1 && !stopped.isCrash)
        #expect(stopped.errors.contains("the disk is full; make room and go on with `plimsoll run --resume"))
        let row = try #require(try runs(full).first)
        #expect(row["status"] as? String == "unfinished")
        let shard = try full.run([
            "run", "childress", "--paths", "6000", "--shard", "1/1", "--out", disk.path + "/a.shard",
        ])
        #expect(shard.code == 1 && shard.errors.contains("\(disk.path)/a.shard: no space left on device"))
        let names = try FileManager.default.contentsOfDirectory(atPath: disk.path)
        #expect(!names.contains { $0.hasSuffix(".shard") || $0.hasSuffix(".part") })
        try disk.grow(kilobytes: 32_768)
        let whole = try digest(tool.run(Self.run + ["--no-store", "--json"]))
        #expect(try digest(full.run(["run", "--resume", "latest", "--json", "--no-effects"])) == whole)
    }

    @Test("Where nothing may be written the answer is printed all the same, and the reason why it is not stored")
    func readOnly() throws {
        // Not even the system's administrator may make files here.
        let sealed = CommandLineTool(store: "/proc/runs.plimsoll")
        let result = try sealed.run(["run", "childress", "--paths", "64", "--no-effects", "--json"])
        #expect(result.code == 0)
        #expect(
            result.errors.contains(
                "warning: the run is not stored: /proc/runs.plimsoll: the run store cannot be opened"))
        #expect(try !digest(result).isEmpty)
        let shard = try sealed.run(["run", "childress", "--paths", "64", "--shard", "1/2", "--out", "/proc/a.shard"])
        #expect(shard.code == 1 && shard.errors.contains("/proc/a.shard: "))
    }

    private func digest(_ result: CommandLineTool.Result) throws -> String {
        let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return try #require(answer?["digest"] as? String, "\(result.errors)")
    }

    private func runs(_ tool: CommandLineTool) throws -> [[String: Any]] {
        let result = try tool.run(["runs", "--json"])
        #expect(result.code == 0, "\(result.errors)")
        return try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]] ?? []
    }

    private func pathsDone(_ tool: CommandLineTool) throws -> Int {
        try runs(tool).first?["pathsDone"] as? Int ?? 0
    }
}

/// A disk in memory of a few kilobytes, where the system lets us have one.
private final class SmallDisk {
    let path = TemporaryFolder.make()

    static let isAllowed = (try? SmallDisk(kilobytes: 64)) != nil

    init(kilobytes: Int) throws { try Self.call("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path]) }

    deinit {
        try? Self.call("umount", [path])
        try? FileManager.default.removeItem(atPath: path)
    }

    func grow(kilobytes: Int) throws { try Self.call("mount", ["-o", "remount,size=\(kilobytes)k", path]) }

    private struct Refused: Error {}

    private static func call(_ command: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refused() }
    }
}
