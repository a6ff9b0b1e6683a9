public import Calendar

/// What the analyst wrote, read and checked: the first of the five values that the house hands on.
public struct Scenario: Sendable {
    public var settings: Settings
    /// Items by section (`parties`, `contracts`, `drivers` ...), in the order of the files.
    public var sections: [String: [Item]]
    public var correlations: [Correlation]
    public var facts: [Fact]
    /// The text of every file read, in order: what the run's manifest keeps and hashes.
    public var files: [SourceFile]
    /// Warnings found while reading.
    public var warnings: [Diagnostic]

    public init(
        settings: Settings, sections: [String: [Item]] = [:], correlations: [Correlation] = [], facts: [Fact] = [],
        files: [SourceFile] = [], warnings: [Diagnostic] = []
    ) {
        self.settings = settings
        self.sections = sections
        self.correlations = correlations
        self.facts = facts
        self.files = files
        self.warnings = warnings
    }

    public subscript(section: String) -> [Item] { sections[section] ?? [] }

    /// The scenario's head: the map `scenario:` of `scenario.yaml`.
    public struct Settings: Sendable {
        public var name: String
        public var title: String
        /// What the reader should know first: scope, date of the data, what is left out.
        public var description: String
        /// First simulated quarter; opening books are those of the quarter before.
        public var start: Quarter
        /// Number of simulated quarters.
        public var quarters: Int
        /// Paths of a run when the command line says nothing.
        public var paths: Int
        public var seed: UInt64
        public var antithetic: Bool
        /// Year whose dollars real prices are in.
        public var priceYear: Int
        /// Last date of the data, as text.
        public var dataAsOf: String
        public var place: Place

        public init(
            name: String, title: String = "", description: String = "", start: Quarter, quarters: Int,
            paths: Int = 1_000, seed: UInt64 = 1, antithetic: Bool = false, priceYear: Int = 2026,
            dataAsOf: String = "", place: Place
        ) {
            self.name = name
            self.title = title
            self.description = description
            self.start = start
            self.quarters = quarters
            self.paths = paths
            self.seed = seed
            self.antithetic = antithetic
            self.priceYear = priceYear
            self.dataAsOf = dataAsOf
            self.place = place
        }

        /// How many quarters a run may have: up to a century.
        public static let allowedQuarters = 1...400
        /// How many paths a run may have.
        public static let allowedPaths = 1...100_000_000

        /// The last simulated quarter.
        public var end: Quarter { start.advanced(by: quarters - 1) }
    }

    public struct SourceFile: Sendable, Equatable {
        public var path: String
        public var text: String
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }
}

/// One named thing of a section: a party, a contract, a driver.
public struct Item: Sendable {
    public var section: String
    public var kind: String
    public var name: String
    public var record: Record
    public var place: Place

    public init(section: String, kind: String, name: String, record: Record, place: Place) {
        self.section = section
        self.kind = kind
        self.name = name
        self.record = record
        self.place = place
    }

    /// `contracts.microsoft-iren`: how formulas, shocks and `--set` name this item.
    public var path: String { "\(section).\(name)" }
}

/// Attribute values by name; every attribute of the schema with a default is present.
public struct Record: Sendable {
    public var values: [String: Value]
    public var place: Place

    public init(_ values: [String: Value] = [:], place: Place) {
        self.values = values
        self.place = place
    }
}

/// The value of an attribute, of the type that its schema names.
public indirect enum Value: Sendable {
    case input(Input)
    case whole(Int, Place)
    case flag(Bool, Place)
    case text(String, Place)
    case choice(String, Place)
    /// The name of an item of one of the sections that the schema allows; existence has been checked.
    case reference(section: String, name: String, Place)
    case quarter(Quarter, Place)
    case records([Record])
    case list([Value])
    /// An attribute path (`contracts.a.price`) that a shock or a target names.
    case path(String, Place)
    /// As it stands in the file.
    case written(Written)
}

/// The correlation of two drivers or groups of random draws.
public struct Correlation: Sendable {
    public var first: String
    public var second: String
    public var rho: Double
    public var provenance: Provenance
    public var place: Place
    public init(first: String, second: String, rho: Double, provenance: Provenance, place: Place) {
        self.first = first
        self.second = second
        self.rho = rho
        self.provenance = provenance
        self.place = place
    }
}

/// One sourced statement of the facts ledger.
public struct Fact: Sendable, Equatable {
    public var id: String
    public var subject: String
    public var counterparty: String
    public var quantity: String
    public var value: String
    public var unit: String
    public var period: String
    /// announced, committed, funded, built, reported, forecast, opinion, recalled ...
    public var kind: String
    public var source: String
    public var locator: String
    public var confidence: String
    public var note: String
    public init(
        id: String, subject: String, counterparty: String, quantity: String, value: String, unit: String,
        period: String, kind: String, source: String, locator: String, confidence: String, note: String
    ) {
        self.id = id
        self.subject = subject
        self.counterparty = counterparty
        self.quantity = quantity
        self.value = value
        self.unit = unit
        self.period = period
        self.kind = kind
        self.source = source
        self.locator = locator
        self.confidence = confidence
        self.note = note
    }
}
