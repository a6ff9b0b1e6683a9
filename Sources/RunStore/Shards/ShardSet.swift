import Engine
import Synchronization

/// The shards of one run, all of them, as the run that they are together. Values stay in the files.
package final class ShardSet: Sendable {
    /// In the order of their paths.
    package let shards: [Shard]
    /// What stopped a value from being read, if something did.
    private let failure = Mutex<ShardError?>(nil)

    package var manifest: Manifest { shards[0].header.manifest }

    /// Opens files and checks that they are one run: the same scenario, version, seed and shocks; each path once.
    ///
    /// Throws `ShardErrors` with everything that is wrong with any of them.
    package init(_ paths: [String]) throws {
        var problems: [ShardError] = []
        var shards: [Shard] = []
        for path in paths {
            do {
                shards.append(try Shard(path))
            } catch {
                problems.append(error)
            }
        }
        if let first = shards.first {
            for shard in shards.dropFirst() { if let mixed = Self.difference(shard, first) { problems.append(mixed) } }
            shards.removeAll { Self.difference($0, first) != nil }
            shards.sort { ($0.header.paths.lowerBound, $0.path) < ($1.header.paths.lowerBound, $1.path) }
            problems += Self.coverage(shards)
        }
        guard problems.isEmpty else { throw ShardErrors(problems) }
        self.shards = shards
    }

    /// The run: values are read from the files when asked for.
    ///
    /// - Parameter verifying: whether all values are first compared with their checksums.
    package func run(verifying: Bool = true) throws -> Run {
        if verifying {
            var problems: [ShardError] = []
            for shard in shards {
                do { try shard.verify() } catch { problems.append(error) }
            }
            guard problems.isEmpty else { throw ShardErrors(problems) }
        }
        let audit = shards.map(\.audit).reduce([]) { Runner.merge($0, $1) }
        return Run(manifest, metrics: shards[0].header.metrics, columns: Columns(self), audit: audit)
    }

    /// Throws if a value could not be read since the set was opened: answers drawn from it are void.
    package func requireReadable() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func reading(_ body: () throws(ShardError) -> Void) {
        do { try body() } catch { failure.withLock { $0 = $0 ?? error } }
    }

    /// In what a shard differs from the first, if it is not of the same run.
    private static func difference(_ shard: Shard, _ first: Shard) -> ShardError? {
        let (own, other) = (shard.header.manifest, first.header.manifest)
        func list(_ shocks: [ShockSetting]) -> String {
            shocks.isEmpty ? "none" : shocks.map(\.text).joined(separator: " ")
        }
        let fields: [(String, String, String)] = [
            ("scenario", own.scenario, other.scenario), ("version", own.version, other.version),
            ("seed", "\(own.seed)", "\(other.seed)"), ("number of paths", "\(own.paths)", "\(other.paths)"),
            ("set of shocks", list(own.shocks), list(other.shocks)),
            ("set of inputs changed", own.overrides.joined(separator: " "), other.overrides.joined(separator: " ")),
            ("scenario's hash", own.scenarioHash, other.scenarioHash),
        ]
        if let (what, found, wanted) = fields.first(where: { $0.1 != $0.2 }) {
            return .mixed(path: shard.path, first: first.path, what: what, found: found, wanted: wanted)
        }
        guard own == other, shard.header.metrics == first.header.metrics, shard.header.files == first.header.files
        else {
            return .mixed(
                path: shard.path, first: first.path, what: "list of quarters or metrics", found: "another",
                wanted: "the run's")
        }
        return nil
    }

    /// Paths in two files, and paths in none.
    private static func coverage(_ shards: [Shard]) -> [ShardError] {
        var problems: [ShardError] = []
        var missing: [Range<Int>] = []
        var (end, last) = (0, shards[0])
        for shard in shards {
            let paths = shard.header.paths
            if paths.lowerBound > end { missing.append(end..<paths.lowerBound) }
            if paths.lowerBound < end {
                let both = paths.lowerBound..<min(end, paths.upperBound)
                problems.append(.overlap(path: shard.path, first: last.path, paths: both))
            }
            if paths.upperBound > end { (end, last) = (paths.upperBound, shard) }
        }
        let all = shards[0].header.manifest.paths
        if end < all { missing.append(end..<all) }
        guard !missing.isEmpty else { return problems }
        return problems + [.missing(missing, shards: names(of: missing, shards))]
    }

    /// The shards that would hold missing paths, where all files are cut alike.
    private static func names(of missing: [Range<Int>], _ shards: [Shard]) -> [String] {
        let header = shards[0].header
        guard shards.allSatisfy({ $0.header.of == header.of }) else { return [] }
        return (1...header.of).compactMap { number in
            let other = ShardHeader(header.manifest, shard: number, of: header.of, metrics: [], files: [])
            return missing.contains { $0.overlaps(other.paths) } ? "\(number)/\(header.of)" : nil
        }
    }
}

extension ShardSet: ColumnSource {
    package var metrics: Int { shards[0].header.metrics.count }
    package var paths: Int { manifest.paths }

    package func column(_ metric: Int) -> [Float] {
        var column = [Float](repeating: .nan, count: paths)
        reading { () throws(ShardError) in for shard in shards { try shard.read(metric, into: &column) } }
        return column
    }

    package func values(of paths: Range<Int>) -> [[Float]] {
        var table = [[Float]](repeating: [Float](repeating: .nan, count: paths.count), count: metrics)
        reading { () throws(ShardError) in
            for shard in shards where shard.header.paths.overlaps(paths) { try shard.read(paths, into: &table) }
        }
        return table
    }
}

/// Everything that is wrong with a set of shards, at once.
package struct ShardErrors: Error, Equatable, CustomStringConvertible, Sendable {
    package let errors: [ShardError]
    init(_ errors: [ShardError]) { self.errors = errors }
    package var description: String { errors.map(\.description).joined(separator: "\nerror: ") }
}
