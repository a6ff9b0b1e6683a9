public import Calendar

/// One number of a scenario as the analyst wrote it: its form, its unit, where it came from and where it stands.
///
/// `number`s in `form` are in the canonical unit of the attribute (`unit`): the reader has converted them.
public struct Input: Sendable, Equatable {
    public indirect enum Form: Sendable, Equatable {
        case constant(Double)
        /// Drawn once per path.
        case distribution(Distribution)
        /// Recomputed each quarter.
        case formula(Formula)
        /// From each quarter on, the value that holds until the next entry; before the first, the first.
        case series([Step])
    }

    public struct Step: Sendable, Equatable {
        public var from: Quarter
        public var value: Double
        public init(from: Quarter, value: Double) {
            self.from = from
            self.value = value
        }
    }

    public var form: Form
    public var unit: Unit
    public var provenance: Provenance
    public var place: Place
    /// The text as written, for quotes and for the list of inputs.
    public var text: String

    /// The range of a fixed number that is an assumption; nil for any other, and for one without a range.
    public var assumedRange: (low: Double, high: Double)? {
        guard case .constant = form, case .assumption(_, let low?, let high?) = provenance, low < high else {
            return nil
        }
        return (low, high)
    }

    public init(_ form: Form, unit: Unit, provenance: Provenance, place: Place, text: String) {
        self.form = form
        self.unit = unit
        self.provenance = provenance
        self.place = place
        self.text = text
    }
}

/// Where a number came from.
public enum Provenance: Sendable, Equatable {
    /// Facts of the ledger, by id.
    case facts([String])
    /// Our own assumption: the reason, and the range in the input's unit, where given.
    case assumption(reason: String, low: Double?, high: Double?)
    /// Computed from other inputs by a formula.
    case derived
    /// The default of the schema.
    case schemaDefault
    /// A bare number: a warning.
    case none
}

/// A probability distribution as written: its shape and numbers in the canonical unit.
public struct Distribution: Sendable, Equatable {
    public enum Shape: String, Sendable, CaseIterable {
        case uniform, triangular, pert, normal, lognormal, beta, discrete, quantiles
    }
    public var shape: Shape
    /// `uniform(low, high)`, `triangular(low, mode, high)`, `pert(low, mode, high)`, `normal(mean, sd)`,
    /// `lognormal(median, sigma of the log)`, `beta(alpha, beta, low, high)`, `quantiles(p5, p50, p95)`;
    /// for `discrete`, the values.
    public var parameters: [Double]
    /// For `discrete`, the probabilities; else empty.
    public var probabilities: [Double]

    public init(_ shape: Shape, _ parameters: [Double], probabilities: [Double] = []) {
        self.shape = shape
        self.parameters = parameters
        self.probabilities = probabilities
    }
}
