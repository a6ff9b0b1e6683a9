/// What an attribute may hold.
public indirect enum AttributeType: Sendable {
    /// A number with a unit: constant, distribution, series or formula. Read into `unit`.
    case quantity(Unit)
    /// A number in the unit that the text attribute of this name gives for the same item: a driver's `unit: USD/GPU-h`.
    /// A line of the item whose unit is `Unit.declared` has that unit too.
    case quantityIn(attribute: String)
    /// A number in the unit of the attribute that the path attribute (or list of paths, the first counts) of this name
    /// points to: the size of a shock.
    case quantityOfTarget(attribute: String)
    /// A number that is fixed for the whole run: constant only (a term in quarters, a life).
    case constant(Unit)
    case whole
    case flag
    case text
    case quarter
    case choice([String])
    /// The name of an item of one of these sections.
    case reference([String])
    /// The path of a numeric attribute of an item: `contracts.a.price`, `drivers.rent`.
    case path
    case list(AttributeType)
    case records([Attribute])
    /// A map, list or table whose names and values the kind reads itself.
    case written
}

/// One attribute of a kind: the row of the table that drives reading, checks, `--set`, schema files and the reference.
public struct Attribute: Sendable {
    public var name: String
    public var type: AttributeType
    /// The text that is read when the scenario says nothing; nil means the attribute must be given,
    /// an empty string that it may be absent.
    public var defaultText: String?
    /// Closed range of allowed numbers, in the attribute's unit.
    public var range: ClosedRange<Double>?
    public var meaning: String

    public init(
        _ name: String, _ type: AttributeType, default defaultText: String? = nil, range: ClosedRange<Double>? = nil,
        _ meaning: String
    ) {
        self.name = name
        self.type = type
        self.defaultText = defaultText
        self.range = range
        self.meaning = meaning
    }

    public var isRequired: Bool { defaultText == nil }
}

/// A kind of item: what may be written about it.
public struct Schema: Sendable {
    public var kind: String
    /// One or two sentences: what it is.
    public var meaning: String
    public var attributes: [Attribute]
    /// Numbers of such an item that formulas may read as `section.name.line`, each last quarter's or, for drivers,
    /// this quarter's value: name, unit, meaning.
    public var lines: [Line]

    public init(kind: String, meaning: String, attributes: [Attribute], lines: [Line] = []) {
        self.kind = kind
        self.meaning = meaning
        self.attributes = attributes
        self.lines = lines
    }

    public struct Line: Sendable {
        public var name: String
        public var unit: Unit
        public var meaning: String
        /// An amount of the quarter, which a period adds up; else a value at its end.
        public var isFlow: Bool
        public init(_ name: String, _ unit: Unit, _ meaning: String, isFlow: Bool = false) {
            self.isFlow = isFlow
            self.name = name
            self.unit = unit
            self.meaning = meaning
        }
    }
}

/// The sections of a scenario and the kinds that each may hold: given to the reader, which knows none of them.
public struct SchemaCatalogue: Sendable {
    public struct Section: Sendable {
        public var name: String
        public var meaning: String
        /// With one kind only, items need not say `kind:`.
        public var kinds: [Schema]
        public init(_ name: String, _ meaning: String, kinds: [Schema]) {
            self.name = name
            self.meaning = meaning
            self.kinds = kinds
        }
    }
    public var sections: [Section]
    public init(_ sections: [Section]) { self.sections = sections }

    public func section(_ name: String) -> Section? { sections.first { $0.name == name } }
}
