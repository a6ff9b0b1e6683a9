import Lanes
import Model

/// Measures of a program by path and quarter.
package struct SeriesRun: Sendable {
    package let measures: [Measure]
    package let paths: Int
    package let quarters: Int
    /// By measure: path by path, quarter by quarter.
    private let values: [[Float]]

    /// Runs so many paths, from path 0 on, on several threads.
    package static func compute(
        _ program: Program, _ measures: [Measure], paths: Int, threads: Int, width: Int? = nil,
        variation: Variation? = nil
    ) async throws -> SeriesRun {
        let quarters = program.quarters
        let share = (paths + max(1, threads) - 1) / max(1, threads)
        let width = width ?? program.blockWidth(paths: share)
        var values = measures.map { _ in [Float](repeating: 0, count: paths * quarters) }
        let blocks = stride(from: 0, to: paths, by: width).map { $0..<min($0 + width, paths) }
        var waiting = blocks.makeIterator()
        try await withThrowingTaskGroup(of: (Worker, Range<Int>, [[Float]]).self) { group in
            func start(_ worker: Worker) {
                guard let lanes = waiting.next() else { return }
                group.addTask {
                    try Task.checkCancellation()
                    return (worker, lanes, try record(worker, lanes, measures, quarters, variation))
                }
            }
            for _ in 0..<min(max(1, threads), blocks.count) { start(Worker(program, width: width, audit: false)) }
            while let (worker, lanes, part) = try await group.next() {
                for (measure, numbers) in part.enumerated() {
                    values[measure].replaceSubrange(
                        lanes.lowerBound * quarters..<lanes.upperBound * quarters, with: numbers)
                }
                start(worker)
            }
        }
        return SeriesRun(measures: measures, paths: paths, quarters: quarters, values: values)
    }

    private static func record(
        _ worker: Worker, _ lanes: Range<Int>, _ measures: [Measure], _ quarters: Int,
        _ variation: Variation?
    ) throws -> [[Float]] {
        var part = measures.map { _ in [Float](repeating: 0, count: lanes.count * quarters) }
        try worker.run(firstPath: UInt64(lanes.lowerBound), lanes: lanes.count, variation: variation) { block in
            for (number, measure) in measures.enumerated() {
                let now = measure.values(block)
                for lane in 0..<lanes.count { part[number][lane * quarters + block.quarter] = Float(now[lane]) }
            }
        }
        return part
    }

    /// A measure's value in each path: summed over the period if it is a flow, else at its end.
    package func values(_ measure: Int, _ period: ClosedRange<Int>) -> [Double] {
        let (numbers, isFlow) = (values[measure], measures[measure].isFlow)
        return (0..<paths).map { path in
            guard isFlow else { return Double(numbers[path * quarters + period.upperBound]) }
            return period.reduce(0) { $0 + Double(numbers[path * quarters + $1]) }
        }
    }
}
