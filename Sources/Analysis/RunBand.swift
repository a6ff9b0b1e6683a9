import Engine
import Model

/// Where a path leaves what most paths of the run do: measures followed on some paths and on the one that is told.
struct RunBand {
    /// A measure that leaves the 5 to 95 % band of the run, for at least two quarters or to the end.
    struct Departure {
        let measure: String
        let quarter: Int
        let value, p5, median, p95: Double
        /// Distance from the band over its width.
        let distance: Double
    }

    private let run: SeriesRun
    private let own: [[Double]]
    private let measures: [Measure]

    /// - Parameter paths: paths of the band, the first ones of the run.
    static func compute(
        _ program: Program, _ names: [String], path: UInt64, paths: Int, threads: Int
    ) async throws -> RunBand {
        let measures = names.compactMap { try? program.measure($0) }
        let run = try await SeriesRun.compute(program, measures, paths: paths, threads: threads)
        var own = measures.map { _ in [Double]() }
        let worker = Worker(program, width: 8, audit: false)
        try worker.run(firstPath: path, lanes: 1) { block in
            for (number, measure) in measures.enumerated() { own[number].append(measure.values(block)[0]) }
        }
        return RunBand(run: run, own: own, measures: measures)
    }

    /// By quarter, in one quarter the farthest from its band first.
    var departures: [Departure] {
        measures.indices.compactMap { departure(of: $0) }
            .sorted { ($0.quarter, $1.distance, $0.measure) < ($1.quarter, $0.distance, $1.measure) }
    }

    private func departure(of measure: Int) -> Departure? {
        let bands = (0..<run.quarters).map { quarter in
            let quantiles = Quantiles(run.values(measure, quarter...quarter).map { Float($0) })
            return (low: quantiles(0.05) ?? 0, middle: quantiles(0.5) ?? 0, high: quantiles(0.95) ?? 0)
        }
        // A value that all but lies on the edge is no departure.
        func isOutside(_ quarter: Int) -> Bool {
            let (band, value) = (bands[quarter], own[measure][quarter])
            let slack = 0.02 * (band.high - band.low) + 1e-6 * max(band.low.magnitude, band.high.magnitude, 1e-9)
            return value < band.low - slack || value > band.high + slack
        }
        let last = run.quarters - 1
        guard let quarter = (0...last).first(where: { isOutside($0) && isOutside(min($0 + 1, last)) }) else {
            return nil
        }
        let (band, value) = (bands[quarter], own[measure][quarter])
        let gap = value < band.low ? band.low - value : value - band.high
        let width = max(band.high - band.low, 1e-3 * band.middle.magnitude, 1e-9)
        return Departure(
            measure: measures[measure].name, quarter: quarter, value: value, p5: band.low, median: band.middle,
            p95: band.high, distance: gap / width)
    }
}
