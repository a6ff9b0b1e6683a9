extension Unit {
    /// Reads a unit: `B USD per GW`, `USD/GPU-h`, `kW per unit`, `% per year`, `bp`, `1`.
    ///
    /// Scale words (K, M, B, T) stand before a name, `-` and `*` multiply, `per` and `/` divide what follows up to the
    /// next of them, `^2` raises.
    public init(reading text: String) throws(TextProblem) {
        var reader = UnitReader(TextCursor(text), isInFormula: false)
        reader.cursor.skipSpaces()
        guard let unit = try reader.unit() else { throw reader.unknown() }
        reader.cursor.skipSpaces()
        guard reader.cursor.isAtEnd else { throw reader.unknown() }
        self = unit
    }

    /// As `init(reading:)`, or nil.
    public init?(_ text: String) {
        do { try self.init(reading: text) } catch { return nil }
    }
}

/// Reads the unit that comes next in a text and stops where no more of it follows.
struct UnitReader {
    var cursor: TextCursor
    /// In a formula `1` is a number, and `/` or `*` belong to the unit only if a unit's name follows.
    let isInFormula: Bool

    init(_ cursor: TextCursor, isInFormula: Bool) {
        self.cursor = cursor
        self.isInFormula = isInFormula
    }

    /// The unit that comes next; nil, with the cursor unmoved, if what comes next is none.
    mutating func unit() throws(TextProblem) -> Unit? {
        let start = cursor.at
        var result = Unit()
        if let first = try product() {
            result = first
        } else if cursor.word() != "per" {
            cursor.at = start
            return nil
        }
        var end = cursor.at
        while true {
            cursor.skipSpaces()
            let isPer = cursor.takeWord("per")
            guard isPer || cursor.take("/" as Unicode.Scalar) else { break }
            cursor.skipSpaces()
            guard let divisor = try product() else {
                if isInFormula, !isPer { break }
                throw unknown()
            }
            result = try checked(result.divided(by: divisor), at: start)
            end = cursor.at
        }
        cursor.at = end
        if result.isInverseTime {
            result.time = 0
            result.factor *= Unit.hoursPerYear
            result.isRate = true
        }
        result.symbol = normalised(cursor.text(start, end))
        return result
    }

    private mutating func product() throws(TextProblem) -> Unit? {
        let start = cursor.at
        guard var result = try power() else { return nil }
        while true {
            let end = cursor.at
            if cursor.take("-" as Unicode.Scalar) {
                guard let next = try power() else {
                    cursor.at = end
                    break
                }
                result = try checked(result.multiplied(by: next), at: start)
                continue
            }
            cursor.skipSpaces()
            guard cursor.take("*" as Unicode.Scalar) || cursor.take("·" as Unicode.Scalar) else {
                cursor.at = end
                break
            }
            cursor.skipSpaces()
            guard let next = try power() else {
                cursor.at = end
                break
            }
            result = try checked(result.multiplied(by: next), at: start)
        }
        return result
    }

    private mutating func power() throws(TextProblem) -> Unit? {
        let start = cursor.at
        guard let unit = atom() else { return nil }
        guard cursor.peek() == "^", let digit = cursor.peek(1), digit.isDigit else { return unit }
        cursor.at += 2
        return try checked(unit.raised(to: Int(digit.value) - 48), at: start)
    }

    /// One name, with its scale word. A name with a dot or parenthesis after it is a reference or a call.
    private mutating func atom() -> Unit? {
        let start = cursor.at
        if let first = cursor.peek(), first == "%" || first == "$" {
            cursor.at += 1
            return UnitNames.units[String(first)]
        }
        if !isInFormula, cursor.peek() == "1", cursor.peek(1).map({ $0.isSpace || $0 == "/" }) ?? true {
            cursor.at += 1
            return Unit()
        }
        let word = cursor.word()
        let end = cursor.at + word.unicodeScalars.count
        let after = end < cursor.scalars.count ? cursor.scalars[end] : nil
        if word == "US", after == "$" {
            cursor.at = end + 1
            return UnitNames.units["$"]
        }
        if isInFormula, after == "." || after == "(" { return nil }
        if let unit = UnitNames.units[word] {
            cursor.at = end
            return unit
        }
        guard let scale = UnitNames.scales[word] else { return nil }
        cursor.at = end
        cursor.skipSpaces()
        guard UnitNames.scales[cursor.word()] == nil, var unit = atom(), !unit.isDimensionless else {
            cursor.at = start
            return nil
        }
        unit.factor *= scale
        return unit
    }

    private func checked(_ unit: Unit?, at offset: Int) throws(TextProblem) -> Unit {
        guard let unit else { throw TextProblem("the unit's exponents are too large", at: offset) }
        return unit
    }

    /// The problem that what comes next is no unit.
    func unknown() -> TextProblem {
        if cursor.isAtEnd { return TextProblem("a unit is missing", at: cursor.at, hint: UnitNames.hint) }
        let word = cursor.next()
        if let scale = UnitNames.scales[word], scale > 0 {
            return TextProblem(
                "the scale word \"\(word)\" needs a unit after it", at: cursor.at, hint: "write for example `\(word) USD`")
        }
        let hint =
            UnitNames.currencies.contains(word)
            ? "amounts are in USD: convert it and say how in the assumption"
            : Suggestion.hint(for: word, among: UnitNames.all, otherwise: UnitNames.hint)
        return TextProblem("unknown unit \"\(word)\"", at: cursor.at, hint: hint)
    }

    private func normalised(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// The names that units are made of.
enum UnitNames {
    static let scales: [String: Double] = [
        "K": 1e3, "k": 1e3, "thousand": 1e3, "M": 1e6, "mn": 1e6, "million": 1e6, "B": 1e9, "bn": 1e9,
        "billion": 1e9, "T": 1e12, "tn": 1e12, "trillion": 1e12,
    ]

    static let units: [String: Unit] = {
        var units: [String: Unit] = [:]
        func add(_ names: String, _ unit: Unit) {
            for name in names.split(separator: " ") { units[String(name)] = unit }
        }
        add("USD $ dollar dollars", Unit(money: 1))
        add("W", Unit(power: 1, factor: 1e-6))
        add("kW", Unit(power: 1, factor: 1e-3))
        add("MW", Unit(power: 1))
        add("GW", Unit(power: 1, factor: 1e3))
        add("kWh", Unit(power: 1, time: 1, factor: 1e-3))
        add("MWh", Unit(power: 1, time: 1))
        add("GWh", Unit(power: 1, time: 1, factor: 1e3))
        add("TWh", Unit(power: 1, time: 1, factor: 1e6))
        add("unit units GPU GPUs H100e", Unit(equipment: 1))
        add("h hour hours", Unit(time: 1))
        add("day days", Unit(time: 1, factor: 24))
        add("month months", Unit(time: 1, factor: 730))
        add("quarter quarters", Unit(time: 1, factor: Unit.hoursPerQuarter))
        add("year years", Unit(time: 1, factor: Unit.hoursPerYear))
        add("% pp", Unit(factor: 0.01))
        add("bp bps", Unit(factor: 0.0001))
        add("x share", Unit())
        return units
    }()

    static let all = units.keys.filter { $0.count > 1 }.sorted()
    static let currencies: Set<String> = ["EUR", "GBP", "JPY", "CNY", "CAD", "AUD", "CHF", "KRW", "INR"]
    static let hint = "units are made of USD, MW, MWh, GPU, h, year, quarter, %, bp with K, M, B, T, `per` and `-`"
}
