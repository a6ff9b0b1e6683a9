/// One number that is kept of every path of a varied run.
package enum Kept: Sendable {
    /// A measure over quarters of the run: added up if it is a flow, else its value at the last of them.
    case measure(Measure, ClosedRange<Int>)
    /// A metric, by its place among `Overview.metrics`.
    case metric(Int)

    /// The quarter by which the number is known; nil for the end of the run.
    fileprivate var last: Int? {
        switch self {
        case .measure(_, let quarters): return quarters.upperBound
        case .metric: return nil
        }
    }
}

/// The same paths under one variation after another, on one set of workers: what load lines, goal seeks and sensitivities
/// are made of. Each run stops at the last quarter that is asked for.
package final class VariedRuns {
    package let program: Program
    package let kept: [Kept]
    private let width: Int
    private let last: Int
    private let needsMetrics: Bool
    private var workers: [Worker]

    /// What one variation gave.
    package struct Outcome: Sendable {
        /// By what is kept, then by path; incomplete where a fault stopped it.
        package var values: [[Double]]
        /// An amount that cannot be booked: the variation lies beyond what the model can follow.
        package var fault: RunError?
    }

    package init(_ program: Program, keeping kept: [Kept], threads: Int, width: Int = 32) {
        self.program = program
        self.kept = kept
        self.width = width
        last = kept.map { $0.last ?? program.quarters - 1 }.max() ?? program.quarters - 1
        needsMetrics = kept.contains { $0.last == nil }
        workers = (0..<max(1, threads)).map { _ in Worker(program, width: width, audit: false) }
    }

    /// One run for each variation. A variation whose amounts cannot be booked has a fault; other errors are thrown.
    /// - Parameter finished: told how many paths are done, of all.
    package func run(
        _ variations: [Variation], paths: Range<Int>, finished: (Int) -> Void = { _ in }
    ) async throws -> [Outcome] {
        var outcomes = variations.map { _ in
            Outcome(values: self.kept.map { _ in [Double](repeating: .nan, count: paths.count) }, fault: nil)
        }
        let blocks = stride(from: paths.lowerBound, to: paths.upperBound, by: width).map {
            $0..<min($0 + width, paths.upperBound)
        }
        var (next, done) = (0, 0)
        let (program, kept, last, needsMetrics) = (program, kept, last, needsMetrics)
        try await withThrowingTaskGroup(of: (Worker, Int, Range<Int>, Result<[[Double]], RunError>).self) { group in
            func start(_ worker: Worker) {
                while next < variations.count * blocks.count {
                    let (number, lanes) = (next / blocks.count, blocks[next % blocks.count])
                    next += 1
                    guard outcomes[number].fault == nil else {
                        done += lanes.count
                        continue
                    }
                    let variation = variations[number]
                    group.addTask {
                        try Task.checkCancellation()
                        do {
                            let part = try worker.follow(
                                lanes, kept, variation, through: needsMetrics ? program.quarters - 1 : last,
                                needsMetrics: needsMetrics)
                            return (worker, number, lanes, .success(part))
                        } catch let error as RunError {
                            guard case .amount = error else { throw error }
                            return (worker, number, lanes, .failure(error))
                        }
                    }
                    return
                }
            }
            for worker in workers { start(worker) }
            while let (worker, number, lanes, result) = try await group.next() {
                done += lanes.count
                switch result {
                case .success(let part):
                    let from = lanes.lowerBound - paths.lowerBound
                    for (place, numbers) in part.enumerated() {
                        outcomes[number].values[place].replaceSubrange(from..<from + lanes.count, with: numbers)
                    }
                case .failure(let fault): outcomes[number].fault = fault
                }
                finished(done)
                start(worker)
            }
        }
        return outcomes
    }
}

extension Worker {
    /// Runs a block under a variation and keeps numbers of its paths: by what is kept, then by lane.
    fileprivate func follow(
        _ paths: Range<Int>, _ kept: [Kept], _ variation: Variation, through last: Int, needsMetrics: Bool
    ) throws -> [[Double]] {
        var part = kept.map { _ in [Double](repeating: 0, count: paths.count) }
        try run(firstPath: UInt64(paths.lowerBound), lanes: paths.count, variation: variation, through: last) { block in
            for (place, one) in kept.enumerated() {
                guard case .measure(let measure, let quarters) = one, quarters.contains(block.quarter),
                    measure.isFlow || block.quarter == quarters.upperBound
                else { continue }
                let now = measure.values(block)
                for lane in 0..<paths.count { part[place][lane] += now[lane] }
            }
        }
        guard needsMetrics else { return part }
        for lane in 0..<paths.count {
            let metrics = values(lane: lane)
            for (place, one) in kept.enumerated() {
                if case .metric(let index) = one { part[place][lane] = Double(metrics[index]) }
            }
        }
        return part
    }
}
