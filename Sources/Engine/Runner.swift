/// Runs a program over many paths on several threads. The numbers depend on program, seed and path alone.
package struct Runner: Sendable {
    package let program: Program
    package var threads: Int
    /// Paths per block, a multiple of 8: as `Program.blockWidth` says where nil.
    package var width: Int?
    package var audit: Bool
    /// For a counterfactual program: by path, the party (counted from 1) that a sector stands behind.
    package var guaranteed: [Int32] = []
    /// Numbers laid over the program. A run under one is looked at, never stored.
    package var variation: Variation?

    /// Paths per chunk: what is finished and stored at once.
    package static let chunk = 512

    package init(_ program: Program, threads: Int = 1, width: Int? = nil, audit: Bool = false) {
        self.program = program
        self.threads = max(1, threads)
        self.width = width
        self.audit = audit
    }

    /// A finished part of a run.
    package struct Chunk: Sendable {
        package let firstPath: Int
        /// Values by path, then metric.
        package let rows: [[Float]]

        package var paths: Range<Int> { firstPath..<firstPath + rows.count }

        /// Writes the values into columns of a whole run: one column per metric, one value per path in each.
        package func fill(_ columns: inout [[Float]]) {
            for (path, row) in zip(paths, rows) {
                for (metric, value) in row.enumerated() { columns[metric][path] = value }
            }
        }
    }

    /// Runs the paths of a range, reporting each finished chunk, in any order.
    package func run(
        paths: Range<Int>, skipping done: Set<Int> = [], finished: (Chunk) throws -> Void
    ) async throws -> [AuditFinding] {
        let starts = stride(from: paths.lowerBound, to: paths.upperBound, by: Self.chunk).filter { !done.contains($0) }
        var waiting = starts.makeIterator()
        var findings: [AuditFinding] = []
        try await withThrowingTaskGroup(of: (Worker, Chunk).self) { group in
            func start(_ worker: Worker) -> Bool {
                guard let first = waiting.next() else { return false }
                let last = min(first + Self.chunk, paths.upperBound)
                group.addTask { [self] in (worker, try chunk(worker, first..<last)) }
                return true
            }
            let width = width ?? program.blockWidth(paths: min(Self.chunk, paths.count))
            for _ in 0..<min(threads, starts.count) {
                _ = start(Worker(program, width: width, audit: audit))
            }
            while let (worker, chunk) = try await group.next() {
                // What is finished is stored while its worker goes on.
                if !start(worker) { findings = Self.merge(findings, worker.findings) }
                try finished(chunk)
            }
        }
        return findings
    }

    private func chunk(_ worker: Worker, _ paths: Range<Int>) throws -> Chunk {
        var rows: [[Float]] = []
        rows.reserveCapacity(paths.count)
        let width = worker.block.width
        var first = paths.lowerBound
        while first < paths.upperBound {
            try Task.checkCancellation()
            let lanes = min(width, paths.upperBound - first)
            try worker.run(firstPath: UInt64(first), lanes: lanes, guaranteed: guaranteed, variation: variation)
            for lane in 0..<lanes { rows.append(worker.values(lane: lane)) }
            first += lanes
        }
        return Chunk(firstPath: paths.lowerBound, rows: rows)
    }

    /// The worst that either part of a run found.
    package static func merge(_ left: [AuditFinding], _ right: [AuditFinding]) -> [AuditFinding] {
        if left.isEmpty || right.isEmpty { return left + right }
        return zip(left, right).map { AuditFinding(check: $0.check, worst: max($0.worst, $1.worst)) }
    }

    /// Runs all paths and keeps every metric.
    package func run(
        paths: Int, overrides: [String] = [], finished: (Chunk) throws -> Void = { _ in }
    ) async throws -> Run {
        let metrics = Overview.metrics(of: program)
        guard paths <= (1 << 30) / max(1, metrics.count) else {
            throw RunError.tooLarge(paths: paths, metrics: metrics.count)
        }
        var columns = metrics.map { _ in [Float](repeating: .nan, count: paths) }
        let findings = try await run(paths: 0..<paths) { chunk in
            chunk.fill(&columns)
            try finished(chunk)
        }
        return Run(
            manifest: Manifest(program, paths: paths, overrides: overrides), metrics: metrics,
            columns: Columns(columns), audit: findings)
    }
}
