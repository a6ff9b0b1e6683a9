public import Calendar

extension Formula {
    /// What a formula can refer to.
    public struct Environment {
        /// A line that a path names: its full path and the unit in which it is kept.
        public struct Line: Sendable, Equatable {
            public var path: String
            public var unit: Unit
            public init(_ path: String, _ unit: Unit) {
                self.path = path
                self.unit = unit
            }
        }

        /// The line that a dotted path as written names, if any.
        public var line: (String) -> Line?
        /// All paths that could be meant, for suggestions.
        public var paths: () -> [String]
        /// A fact by id.
        public var fact: (String) -> Fact?
        /// All ids of facts, for suggestions.
        public var factNames: () -> [String]
        /// The first simulated quarter: `2027Q1` in a formula is its number of quarters from here.
        public var start: Quarter

        public init(
            start: Quarter = Quarter(year: 2026, number: 1), line: @escaping (String) -> Line? = { _ in nil },
            paths: @escaping () -> [String] = { [] }, fact: @escaping (String) -> Fact? = { _ in nil },
            factNames: @escaping () -> [String] = { [] }
        ) {
            self.line = line
            self.paths = paths
            self.fact = fact
            self.factNames = factNames
            self.start = start
        }

        /// Lines by their path, and nothing else.
        public init(start: Quarter = Quarter(year: 2026, number: 1), lines: [String: Unit], facts: [Fact] = []) {
            let byName = Dictionary(facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            self.init(
                start: start, line: { path in lines[path].map { Line(path, $0) } }, paths: { lines.keys.sorted() },
                fact: { byName[$0] }, factNames: { facts.map(\.id) })
        }

        func unknownFact(_ id: String, at offset: Int) -> TextProblem {
            TextProblem(
                "unknown fact \"\(id)\"", at: offset,
                hint: Suggestion.hint(
                    for: id, among: factNames(), otherwise: "facts are listed in the files that `facts:` names"))
        }
    }

    /// Reads a formula without its `=` for an attribute in `unit`.
    ///
    /// From weakest to strongest: `if c then a else b`, `or`, `and`, `not`, comparisons, `+ -`, `* /`, unary `-`, `^`.
    /// A hyphen between two letters or digits belongs to a name, so a minus after a name has spaces around it:
    /// `drivers.gpu-rent - 1 USD/GPU-h`.
    public init(
        _ text: String, in unit: Unit, environment: Environment, at place: Place = Place(file: "", line: 1, column: 1)
    ) throws(TextProblem) {
        var reader = FormulaReader(TextCursor(text), environment, place: place)
        self = try reader.formula(in: unit)
        guard reader.cursor.isAtEnd else {
            throw TextProblem("expected an operator, found \"\(reader.cursor.next())\"", at: reader.cursor.at)
        }
    }
}
