/// Reads the text of a numeric attribute.
///
///     35.2 B USD @p412                          a constant with its facts: @p412, @p413
///     75 % assumption 65..85 %, typical         an assumption with its range and reason
///     triangular(28, 35, 60) B USD per GW @p1   a distribution, drawn once per path
///     = drivers.sofr + 450 bp                   a formula, recomputed each quarter
///
/// Numbers of the result are in the attribute's unit. A bare number is a value of a dimensionless attribute only.
public struct ValueReader {
    /// The attribute's unit: what the value is converted to.
    public var unit: Unit
    /// What the value may be, in the attribute's unit.
    public var range: ClosedRange<Double>?
    /// Only a constant will do.
    public var isFixed: Bool
    /// What formulas and facts can refer to.
    public var environment: Formula.Environment

    public init(
        _ unit: Unit, range: ClosedRange<Double>? = nil, isFixed: Bool = false,
        environment: Formula.Environment = .init()
    ) {
        self.unit = unit
        self.range = range
        self.isFixed = isFixed
        self.environment = environment
    }

    /// Reads a value. `place` is where the text begins.
    public func read(_ text: String, at place: Place) throws(TextProblem) -> Input {
        guard text.utf8.count <= 20_000 else { throw TextProblem("the value is longer than 20,000 bytes") }
        var cursor = TextCursor(text)
        cursor.skipSpaces()
        let form: Input.Form
        let start = cursor.at
        if cursor.take("=" as Unicode.Scalar) {
            guard !isFixed else {
                throw TextProblem(
                    "a formula cannot stand here: the number is fixed for the whole run", at: start,
                    hint: "write a constant")
            }
            var reader = FormulaReader(cursor, environment, place: place)
            form = .formula(try reader.formula(in: unit))
            cursor = reader.cursor
        } else if let distribution = try distribution(&cursor) {
            guard !isFixed else {
                throw TextProblem(
                    "a distribution cannot stand here: the number is fixed for the whole run", at: start,
                    hint: "write a constant")
            }
            try checkRange(distribution, at: start)
            form = .distribution(distribution)
        } else {
            let value = try constant(&cursor)
            let isBare = cursor.peek(-1).map { ("0"..."9").contains($0) || $0 == "." } ?? false
            try checkRange(value, at: start, isBare: isBare)
            form = .constant(value)
        }
        var provenance = try provenance(&cursor, of: form)
        if provenance == .none, case .formula = form { provenance = .derived }
        return Input(form, unit: unit, provenance: provenance, place: place, text: text)
    }

    /// Reads a number and its unit.
    func constant(_ cursor: inout TextCursor) throws(TextProblem) -> Double {
        let start = cursor.at
        guard let number = try cursor.number() else {
            if cursor.isAtEnd { throw TextProblem("a value is missing", at: start, hint: example) }
            throw TextProblem(
                "expected a number, found \"\(Diagnostic.shortened(cursor.rest()))\"", at: start, hint: example)
        }
        let written = try readUnit(&cursor)
        return try converted(number, from: written, at: start)
    }

    /// The unit that follows a number, if any does; what is neither a unit nor the value's source is an error.
    func readUnit(_ cursor: inout TextCursor) throws(TextProblem) -> Unit? {
        let end = cursor.at
        cursor.skipSpaces()
        if cursor.peek() == ".", cursor.peek(1) == "." {
            throw TextProblem(
                "a span is not a value", at: cursor.at,
                hint: "write a distribution, `uniform(low, high)`, or the likely value and `assumption low..high`")
        }
        if isAtSource(cursor) {
            cursor.at = end
            return nil
        }
        var reader = UnitReader(cursor, isInFormula: false)
        guard let unit = try reader.unit() else { throw reader.unknown() }
        cursor = reader.cursor
        cursor.skipSpaces()
        guard isAtSource(cursor) else { throw UnitReader(cursor, isInFormula: false).unknown() }
        return unit
    }

    /// Whether the value's source or its end comes next.
    func isAtSource(_ cursor: TextCursor) -> Bool {
        guard let next = cursor.peek() else { return true }
        return next == "@" || next == "," || next == ";" || cursor.word() == "assumption"
    }

    /// The number in the attribute's unit. No unit will do for a dimensionless attribute.
    func converted(_ number: Double, from written: Unit?, at offset: Int) throws(TextProblem) -> Double {
        guard let result = (written ?? Unit()).convert(number, to: unit) else {
            guard let written else {
                throw TextProblem("a unit is missing: \(plain(number)) of what?", at: offset, hint: example)
            }
            if written.isRate, unit.isDimensionless {
                throw TextProblem(
                    "a rate per year cannot stand for a share", at: offset, hint: "drop the time: `75 %`")
            }
            throw TextProblem("\(written) cannot be given where \(unit) is wanted", at: offset, hint: example)
        }
        guard result.isFinite else { throw TextProblem("the number is too large", at: offset) }
        return result
    }

    /// How a value of the attribute may be written.
    var example: String {
        if unit.isRate { return "write for example `4.3 %` or `450 bp`" }
        if unit.isDimensionless { return "write a number, for example `75 %` or `0.75`" }
        return "write for example `1 \(unit)`"
    }
}
