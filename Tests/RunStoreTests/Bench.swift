import Calendar
import Engine
import Foundation
import GRDB
import Model
import RunStore

/// A folder of its own for a test, gone when the test is.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Changes a store behind its back.
    func tamper(_ name: String, _ sql: String) throws {
        try DatabaseQueue(path: path(name)).inDatabase { try $0.execute(sql: sql) }
    }
}

/// Random numbers from a seed (SplitMix64): a test that fails fails again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// A made-up run: what a scenario would give, without running one.
struct Example {
    var manifest: Manifest
    var scenario: Scenario
    var metrics: [Metric]
    var chunks: [Runner.Chunk]
    var audit = AuditCheck.allCases.map { AuditFinding($0, worst: $0 == .power ? 1e-12 : 0) }

    /// Random bits for every value: every kind of NaN, both zeros, infinities and subnormals occur.
    init(name: String = "childress", paths: Int = 40, metrics count: Int = 5, chunk: Int = 16, seed: UInt64 = 1) {
        var random = Seeded(seed)
        let start = Quarter(year: 2026, number: 1)
        manifest = Manifest(
            scenario: name, scenarioHash: SHA256.digest(of: name), version: Program.version, seed: .max - seed,
            paths: paths, start: start, quarters: 24,
            shocks: [ShockSetting(name: "late-power", severity: 0.1 + 0.2), ShockSetting(name: "rents")],
            overrides: ["contracts.loan.rate=7 %", "paths=40"])
        scenario = Scenario(
            settings: .init(
                name: name, start: start, quarters: 24, place: Place(file: "scenario.yaml", line: 1, column: 1)),
            files: [
                .init(path: "scenario.yaml", text: "scenario:\n  name: \(name)\n"),
                .init(path: "facts/größe.csv", text: "id,value\r\n\"a\u{0}\",e\u{301}\u{1F6A2}\n"),
                .init(path: "empty.yaml", text: ""),
            ])
        let kinds: [Metric.Kind] = [.quarter, .dollars, .ratio, .megawatts, .cause]
        metrics = (0..<count).map {
            Metric(name: "parties.iren.\($0)", kind: kinds[$0 % kinds.count], title: "IREN: number \($0)")
        }
        chunks = stride(from: 0, to: paths, by: chunk).map { first in
            Runner.Chunk(
                from: first,
                rows: (first..<min(first + chunk, paths)).map { _ in
                    (0..<count).map { _ in Float(bitPattern: UInt32.random(in: 0...(.max), using: &random)) }
                })
        }
    }

    /// The run that the store should give back.
    var run: Run {
        let rows = chunks.sorted { $0.firstPath < $1.firstPath }.flatMap(\.rows)
        return Run(
            manifest, metrics: metrics,
            columns: Columns(metrics.indices.map { metric in rows.map { $0[metric] } }), audit: audit)
    }

    func begin(in store: RunStore) throws -> Int64 {
        try store.begin(
            manifest: manifest, scenario: scenario, metrics: metrics, machine: "2 cores", command: "plimsoll run",
            at: Date(timeIntervalSince1970: 1_774_958_400))
    }

    func finish(_ run: Int64, in store: RunStore) throws {
        try store.finish(run, digest: self.run.digest, audit: audit, seconds: 1.25, summary: #"{"paths":40}"#)
    }

    /// Stores the whole run, chunks in any order.
    func store(in store: RunStore) throws -> Int64 {
        let run = try begin(in: store)
        for chunk in chunks.reversed() { try store.append(chunk, to: run) }
        try finish(run, in: store)
        return run
    }
}

extension RunStore {
    /// The first paths of the chunks that are stored.
    func firstPaths(of run: Int64) throws -> Set<Int> {
        var paths: Set<Int> = []
        try forEachChunk(of: run) { paths.insert($0.firstPath) }
        return paths
    }
}

extension Run {
    /// The bits of every number: NaN equals itself.
    var bits: [[UInt32]] { columns.map { $0.map(\.bitPattern) } }
}
