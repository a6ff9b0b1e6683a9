import Lanes

/// One row of real numbers with its own memory.
struct TestRow {
    private let arena: Arena
    let values: Column<Double>

    init(_ width: Int) {
        var plan = RowPlan()
        let row = plan.scratch(Scalar.self)
        arena = Arena(plan: plan, width: width)
        values = arena[row]
    }
}

/// The sample's mean and its standard error.
func meanAndError(_ sample: [Double]) -> (mean: Double, error: Double) {
    let n = Double(sample.count)
    let mean = sample.reduce(0, +) / n
    let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (mean, (variance / n).squareRoot())
}

/// |actual - expected| over |expected|, or the difference itself where 0 is expected.
func relativeError(_ actual: Double, _ expected: Double) -> Double {
    expected == 0 || actual == expected ? abs(actual - expected) : abs(actual / expected - 1)
}
