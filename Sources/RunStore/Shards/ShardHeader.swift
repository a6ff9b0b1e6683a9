import Calendar
import Engine
import Foundation
import Model

/// What a shard's file says of itself: the run that it is part of, which part, and all that is needed to compute it again.
package struct ShardHeader: Sendable, Equatable {
    package let manifest: Manifest
    /// Which shard of how many, from 1.
    package let number, of: Int
    package let metrics: [Metric]
    package let files: [Scenario.SourceFile]

    /// - Precondition: `1...of` contains the number, and there are at least as many paths as shards.
    package init(
        _ manifest: Manifest, shard number: Int, of count: Int, metrics: [Metric], files: [Scenario.SourceFile]
    ) {
        precondition(number >= 1 && number <= count && count <= manifest.paths, "a shard of a run has paths")
        self.manifest = manifest
        (self.number, of) = (number, count)
        self.metrics = metrics
        self.files = files
    }

    /// The paths of the shard: shares that differ by one path at most.
    package var paths: Range<Int> {
        let (share, rest) = manifest.paths.quotientAndRemainder(dividingBy: of)
        func first(_ index: Int) -> Int { index * share + min(index, rest) }
        return first(number - 1)..<first(number)
    }

    /// Paths of each chunk of the file, in order.
    var chunks: [Range<Int>] {
        stride(from: paths.lowerBound, to: paths.upperBound, by: Runner.chunk).map {
            $0..<min($0 + Runner.chunk, paths.upperBound)
        }
    }
}

extension ShardHeader: Codable {
    private struct Form: Codable {
        struct Shock: Codable { let name: String, severity: Double? }
        struct Kept: Codable { let name, kind, title: String }
        struct File: Codable { let path, text: String }
        let scenario, scenarioHash, version, seed, start: String
        let paths, quarters, shard, shards: Int
        let shocks: [Shock]
        let overrides: [String]
        let metrics: [Kept]
        let files: [File]
    }

    package init(from decoder: any Decoder) throws {
        let form = try Form(from: decoder)
        func refuse(_ what: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: what))
        }
        guard let seed = UInt64(form.seed), let start = Quarter(form.start) else {
            throw refuse("seed or first quarter is not one")
        }
        guard form.shards >= 1, form.shard >= 1, form.shard <= form.shards, form.shards <= form.paths else {
            throw refuse("shard \(form.shard) of \(form.shards) of \(form.paths) paths is none")
        }
        manifest = Manifest(
            scenario: form.scenario, scenarioHash: form.scenarioHash, version: form.version, seed: seed,
            paths: form.paths, start: start, quarters: form.quarters,
            shocks: form.shocks.map { ShockSetting(name: $0.name, severity: $0.severity) }, overrides: form.overrides)
        (number, of) = (form.shard, form.shards)
        metrics = try form.metrics.map { metric in
            guard let kind = Metric.Kind(rawValue: metric.kind) else { throw refuse("a metric of unknown kind") }
            return Metric(name: metric.name, kind: kind, title: metric.title)
        }
        files = form.files.map { Scenario.SourceFile(path: $0.path, text: $0.text) }
    }

    package func encode(to encoder: any Encoder) throws {
        try Form(
            scenario: manifest.scenario, scenarioHash: manifest.scenarioHash, version: manifest.version,
            seed: "\(manifest.seed)", start: "\(manifest.start)", paths: manifest.paths, quarters: manifest.quarters,
            shard: number, shards: of,
            shocks: manifest.shocks.map { .init(name: $0.name, severity: $0.severity) },
            overrides: manifest.overrides,
            metrics: metrics.map { .init(name: $0.name, kind: $0.kind.rawValue, title: $0.title) },
            files: files.map { .init(path: $0.path, text: $0.text) }
        ).encode(to: encoder)
    }
}

/// What stands at the end of a shard's file, written when all its paths are there.
struct ShardTrailer: Codable {
    struct Check: Codable { let check: String, worst: Double }
    /// SHA-256 of the header's bytes.
    let header: String
    /// SHA-256 of each chunk's first path and values.
    let chunks: [String]
    let audit: [Check]
    let seconds: Double
    let machine: String
}
