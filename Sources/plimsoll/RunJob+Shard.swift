import ArgumentParser
import Engine
import Model
import RunStore

/// `2/8`: the second of eight parts of a run's paths.
struct Part {
    let number, of: Int

    init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
            throw ValidationError("--shard needs K/N with K from 1 to N, as in 2/8, not `\(text)`")
        }
        (self.number, of) = (number, count)
    }
}

extension RunJob {
    /// Computes one part of the paths into a file. What it holds depends on the scenario and the part alone.
    func write(_ part: Part, to path: String) async throws {
        guard part.of <= paths else {
            throw Problem("--shard \(part.number)/\(part.of): \(paths) paths make at most \(paths) shards")
        }
        let clock = ContinuousClock.now
        let header = ShardHeader(
            Manifest(program, paths: paths, overrides: overrides), shard: part.number, of: part.of,
            metrics: Overview.metrics(of: program), files: program.scenario.files)
        let writer = try ShardWriter(path, header)
        let bar = ProgressBar("shard \(part.number)/\(part.of)", total: header.paths.count)
        defer { bar.finish() }
        var done = 0
        do {
            let findings = try await Runner(program, threads: threads, width: width, audit: audit).run(
                paths: header.paths
            ) { chunk in
                try writer.append(chunk)
                done += chunk.rows.count
                bar.update(done)
            }
            let seconds = (ContinuousClock.now - clock) / .seconds(1)
            try writer.finish(audit: audit ? findings : [], seconds: seconds, machine: Machine.name)
        } catch {
            writer.discard()
            throw error
        }
        Console.error(
            "shard \(part.number) of \(part.of): paths \(header.paths.lowerBound) to \(header.paths.upperBound - 1) in "
                + path)
    }
}
