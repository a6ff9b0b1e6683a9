import Lanes

/// What sampled years came to, with standard errors.
public struct SequentialEstimate: Sendable, Hashable {
    /// One sampled year.
    public struct Year: Sendable, Hashable {
        /// Hours with unserved load.
        public var hours = 0.0
        /// Unserved energy, in MWh.
        public var energy = 0.0
        /// Spells of hours with unserved load.
        public var events = 0.0
    }

    /// A mean of years and the standard error of it.
    public struct Value: Sendable, Hashable {
        /// The mean of the years: hours, MWh or spells a year, as what it is a mean of.
        public var mean: Double
        /// Of the mean, in its unit; infinite for fewer than two years.
        public var standardError: Double
    }

    /// Years sampled.
    public private(set) var years = 0
    private var sums = [0.0, 0.0, 0.0]
    private var squares = [0.0, 0.0, 0.0]

    mutating func add(_ year: Year) {
        years += 1
        for (index, amount) in [year.hours, year.energy, year.events].enumerated() {
            sums[index] += amount
            squares[index] += amount * amount
        }
    }

    private func value(_ index: Int) -> Value {
        guard years > 1 else { return Value(mean: years == 1 ? sums[index] : 0, standardError: .infinity) }
        let count = Double(years)
        let mean = sums[index] / count
        let variance = max(0, squares[index] - count * mean * mean) / (count - 1)
        return Value(mean: mean, standardError: squareRoot(variance / count))
    }

    /// Loss-of-load expectation, in hours a year.
    public var lossOfLoadExpectation: Value { value(0) }
    /// Expected unserved energy, in MWh a year.
    public var unservedEnergy: Value { value(1) }
    /// Loss-of-load frequency: spells a year.
    public var lossOfLoadFrequency: Value { value(2) }
    /// Expected hours of a spell; nil where none was seen.
    public var lossOfLoadDuration: Double? { sums[2] > 0 ? sums[0] / sums[2] : nil }
}
