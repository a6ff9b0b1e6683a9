/// The values of all paths of a run, a column per metric: in memory, or where a source reads them when asked.
///
/// A run of a million paths keeps more numbers than fit in memory; an answer looks at a few columns at a time.
package struct Columns: Sendable, Sequence {
    private enum Place: Sendable {
        case memory([[Float]])
        case source(any ColumnSource)
    }
    private let place: Place

    package init(_ columns: [[Float]]) { place = .memory(columns) }
    package init(_ source: some ColumnSource) { place = .source(source) }

    /// Metrics.
    package var count: Int {
        switch place {
        case .memory(let columns): columns.count
        case .source(let source): source.metrics
        }
    }

    package var paths: Int {
        switch place {
        case .memory(let columns): columns.first?.count ?? 0
        case .source(let source): source.paths
        }
    }

    /// All paths' values of a metric.
    package subscript(metric: Int) -> [Float] {
        switch place {
        case .memory(let columns): columns[metric]
        case .source(let source): source.column(metric)
        }
    }

    /// Runs through all paths, some hundreds at a time: `each` gets their values, metric by metric.
    package func forEachSlice(_ each: ([ArraySlice<Float>]) throws -> Void) rethrows {
        var first = 0
        while first < paths {
            let slice = first..<Swift.min(first + Runner.chunk, paths)
            switch place {
            case .memory(let columns): try each(columns.map { $0[slice] })
            case .source(let source): try each(source.values(of: slice).map { $0[...] })
            }
            first = slice.upperBound
        }
    }

    package func makeIterator() -> AnyIterator<[Float]> {
        var metric = 0
        return AnyIterator {
            guard metric < count else { return nil }
            defer { metric += 1 }
            return self[metric]
        }
    }
}

/// Where columns lie that are not held in memory.
package protocol ColumnSource: Sendable {
    var metrics: Int { get }
    var paths: Int { get }
    /// All paths' values of a metric.
    func column(_ metric: Int) -> [Float]
    /// The values of a range of paths, metric by metric.
    func values(of paths: Range<Int>) -> [[Float]]
}
