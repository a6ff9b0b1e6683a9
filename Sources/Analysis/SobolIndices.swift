import Lanes

/// Shares of a variance: what an input explains by itself (first order), and with all its interactions (total).
///
/// From a function's values at two independent sets of points A and B, and at A with one input after the other taken from B.
/// First order: mean of f(B) (f(AB) - f(A)) over the variance (Saltelli and others 2010, table 2, formula b); total: half the mean
/// of (f(A) - f(AB))^2 over the variance (Jansen 1999). Values are centred first, which changes neither and steadies the first.
package struct SobolIndices: Sendable {
    package let first: [Double]
    package let total: [Double]
    /// 95 % intervals by bootstrap over points.
    package let firstInterval: [ClosedRange<Double>]
    package let totalInterval: [ClosedRange<Double>]
    package let variance: Double

    /// - Parameters:
    ///   - a, b: values at both sets of points.
    ///   - ab: by input, values at the points of A with that input from B.
    package init(a: [Double], b: [Double], ab: [[Double]], resamples: Int = 400, seed: UInt64 = 1) {
        let count = a.count
        let all = a.reduce(0, +) + b.reduce(0, +) + ab.reduce(0) { $0 + $1.reduce(0, +) }
        let centre = all / Double(max(1, count * (2 + ab.count)))
        let (a, b, ab) = (a.map { $0 - centre }, b.map { $0 - centre }, ab.map { $0.map { $0 - centre } })
        let rows = Array(0..<count)
        let whole = Self.indices(a, b, ab, rows)
        (first, total, variance) = (whole.first, whole.total, whole.variance)
        let random = RandomSource(seed: seed)
        let stream = streamIdentifier("bootstrap")
        var firsts = ab.map { _ in [Double]() }
        var totals = firsts
        for sample in 0..<resamples {
            let drawn = rows.map {
                min(
                    count - 1,
                    Int(random.uniform(path: UInt64($0), quarter: 0, stream: stream, draw: sample) * Double(count)))
            }
            let own = Self.indices(a, b, ab, drawn)
            for input in ab.indices {
                firsts[input].append(own.first[input])
                totals[input].append(own.total[input])
            }
        }
        firstInterval = firsts.map(Self.middle)
        totalInterval = totals.map(Self.middle)
    }

    private static func indices(
        _ a: [Double], _ b: [Double], _ ab: [[Double]], _ rows: [Int]
    ) -> (first: [Double], total: [Double], variance: Double) {
        let count = Double(max(1, rows.count))
        var (sum, squares) = (0.0, 0.0)
        for row in rows {
            sum += a[row] + b[row]
            squares += a[row] * a[row] + b[row] * b[row]
        }
        let mean = sum / (2 * count)
        let variance = squares / (2 * count) - mean * mean
        guard variance > 0 else { return (ab.map { _ in 0 }, ab.map { _ in 0 }, 0) }
        return (
            ab.map { mixed in rows.reduce(0) { $0 + b[$1] * (mixed[$1] - a[$1]) } / count / variance },
            ab.map { mixed in
                rows.reduce(0) { $0 + (a[$1] - mixed[$1]) * (a[$1] - mixed[$1]) } / (2 * count) / variance
            }, variance
        )
    }

    private static func middle(_ values: [Double]) -> ClosedRange<Double> {
        let quantiles = Quantiles(values.map { Float($0) })
        return (quantiles(0.025) ?? 0)...(quantiles(0.975) ?? 0)
    }
}

/// Points that fill each input's range evenly: one in every one of so many equal parts (McKay, Beckman and Conover 1979).
package enum LatinHypercube {
    /// Shares between 0 and 1: by input, then by point. The same seed and names give the same points.
    package static func points(_ count: Int, inputs names: [String], seed: UInt64) -> [[Double]] {
        let random = RandomSource(seed: seed)
        return names.map { name in
            let stream = streamIdentifier("hypercube/\(name)")
            func uniform(_ point: Int, _ draw: Int) -> Double {
                random.uniform(path: UInt64(point), quarter: 0, stream: stream, draw: draw)
            }
            let keys = (0..<count).map { uniform($0, 0) }
            let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
            var column = [Double](repeating: 0, count: count)
            for (part, point) in order.enumerated() {
                column[point] = (Double(part) + uniform(point, 1)) / Double(count)
            }
            return column
        }
    }
}
