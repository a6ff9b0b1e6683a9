import Engine

/// Which path a reader wants to see.
package enum PathChoice {
    /// The path with the worst value of a metric: the largest loss, the lowest earnings, the earliest default.
    package static func worst(_ name: String, in run: Run) throws -> UInt64 {
        let (metric, column) = try find(name, in: run)
        // Early is bad for a quarter, low for cash, earnings, cover and power, high for losses and loan to value.
        let lowIsBad =
            metric.kind == .megawatts || name.contains(".dscr.")
            || name.hasSuffix(".lowest-cash") || name.hasSuffix(".earnings")
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

    /// The path whose value of a metric lies nearest to what a share of the paths stays below; paths in which it is not measured,
    /// and quarters that never come, are left out.
    package static func typical(_ name: String, share: Double, in run: Run) throws -> UInt64 {
        let (metric, column) = try find(name, in: run)
        let isEvent = metric.kind == .quarter || metric.kind == .cause
        let values = column.enumerated().filter { !$0.element.isNaN && !(isEvent && $0.element <= 0) }
        guard let middle = Quantiles(values.map(\.element))(share) else { throw UnknownMetric(name: name, known: []) }
        let nearest = values.min {
            ((Double($0.element) - middle).magnitude, $0.offset) < ((Double($1.element) - middle).magnitude, $1.offset)
        }
        return UInt64(nearest!.offset)
    }

    private static func find(_ name: String, in run: Run) throws -> (Metric, [Float]) {
        guard let index = run.metrics.firstIndex(where: { $0.name == name }) else {
            throw UnknownMetric(name: name, known: run.metrics.map(\.name))
        }
        return (run.metrics[index], run.columns[index])
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
