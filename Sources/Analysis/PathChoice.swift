import Engine

/// Which path a reader wants to see.
package enum PathChoice {
    /// The path with the highest value of a metric: the worst loss, the earliest default where the metric is a quarter.
    package static func worst(_ name: String, in run: Run) throws -> UInt64 {
        guard let index = run.metrics.firstIndex(where: { $0.name == name }) else {
            throw UnknownMetric(name: name, known: run.metrics.map(\.name))
        }
        let (metric, column) = (run.metrics[index], run.columns[index])
        // Early is bad for a quarter, low for cash, cover and power, high for losses and loan to value.
        let lowIsBad = metric.kind == .megawatts || name.hasSuffix("lowest-cash") || name.contains(".dscr.")
        var best: (path: Int, badness: Float)?
        for (path, value) in column.enumerated() where !value.isNaN {
            let badness: Float
            switch metric.kind {
            case .quarter: badness = value > 0 ? -value : -.infinity
            default: badness = lowIsBad ? -value : value
            }
            if best.map({ badness > $0.badness }) ?? true { best = (path, badness) }
        }
        guard let best, best.badness > -.infinity else { throw UnknownMetric(name: name, known: []) }
        if !lowIsBad, metric.kind != .quarter, best.badness <= 0 { throw UnknownMetric(name: name, known: []) }
        return UInt64(best.path)
    }
}

/// A metric that a run does not keep, or that has nothing to show in any path.
package struct UnknownMetric: Error, CustomStringConvertible {
    let name: String
    let known: [String]

    package var description: String {
        known.isEmpty
            ? "`\(name)` is zero, or not measured, in every path of this run: there is no worst path to show"
            : "the run keeps no metric `\(name)`; it keeps\n  " + known.joined(separator: "\n  ")
    }
}
