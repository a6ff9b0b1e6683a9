import Engine
import Lanes
import Model

/// A number of a run that a question is about: a mean, a percentile or a share of paths of a measure or metric.
///
///     parties.iren.in-default@2028                mean over paths; of a yes or no the share of paths
///     P50(parties.openai.cash@2027Q4)             percentile
///     P(parties.iren.cash@2027 < 1 B USD)         share of paths
///     mean(contracts.gpu-loan.lost)               a metric, as `plimsoll explain --worst` knows them
package struct Statistic: Sendable {
    enum Kind: Sendable {
        case mean
        /// Of 100.
        case percentile(Double)
        case share(Comparison)
    }

    /// As written.
    package let text: String
    let kind: Kind
    let kept: Kept
    /// What values are counted in; nil where nothing says.
    let unit: Unit?
    /// Whether values are shares of paths.
    package let isShare: Bool
    private let antithetic: Bool

    /// - Throws: `Diagnostics` for a text that names no number of the run.
    package init(_ text: String, in program: Program) throws {
        self.text = text
        antithetic = program.scenario.settings.antithetic
        var inner = text.trimmed
        var head = "mean"
        if let open = inner.firstIndex(of: "("), inner.last == ")" {
            head = String(inner[..<open]).trimmed
            inner = String(inner[inner.index(after: open)...].dropLast()).trimmed
        }
        var comparison: Comparison?
        if let parts = Comparison.split(inner) {
            inner = parts.left
            guard head == "P" else {
                throw Condition.wrong("a comparison stands inside `P(...)` only", text)
            }
            let unit = Self.unit(of: inner, program)
            comparison = Comparison(parts.sign, try Condition.limit(parts.right, in: unit, of: text))
        }
        (kept, unit) = try Self.kept(inner, program)
        switch head {
        case "mean": kind = .mean
        case "P": kind = .share(comparison ?? Comparison(.above, 0))
        default:
            guard head.hasPrefix("P"), let percent = Double(head.dropFirst()), percent > 0, percent < 100 else {
                throw Condition.wrong(
                    "`\(head)` is no statistic", text,
                    hint: "write `mean(...)`, `P(...)` for a share of paths, or `P50(...)`")
            }
            kind = .percentile(percent)
        }
        if case .share = kind {
            isShare = true
        } else {
            // A sum of several counts parties.
            let measure = inner.split(separator: "@").first.map { String($0).trimmed } ?? ""
            isShare = measure.hasSuffix(".in-default") && !measure.contains(" ")
        }
    }

    private static func unit(of inner: String, _ program: Program) -> Unit? {
        program.unit(ofMeasure: String(inner.split(separator: "@").first ?? "").trimmed)
    }

    /// `MEASURE@PERIOD`, or a metric. A flow without a period is that of the whole run, a stock that at its end.
    private static func kept(_ inner: String, _ program: Program) throws -> (Kept, Unit?) {
        let parts = inner.split(separator: "@", maxSplits: 1).map { String($0).trimmed }
        let name = parts.first ?? ""
        if let index = Overview.metrics(of: program).firstIndex(where: { $0.name == name }) {
            guard parts.count == 1 else {
                throw Condition.wrong(
                    "`\(name)` is a metric of whole paths and has no period", inner,
                    hint: "leave `@\(parts[1])` out, or name a measure such as `parties.NAME.in-default`")
            }
            let kind = Overview.metrics(of: program)[index].kind
            return (.metric(index), kind == .dollars ? .usd : kind == .megawatts ? .megawatts : .dimensionless)
        }
        let measure = try program.measure(name)
        let whole = 0...(program.quarters - 1)
        let period = try parts.count == 2 ? Period(parts[1], in: program).quarters : whole
        return (.measure(measure, period), program.unit(ofMeasure: name))
    }

    /// The number with the standard error of sampling, from the values of all paths. What was never measured is left out.
    func estimate(_ values: [Double]) -> Estimate {
        let values = values.contains(where: \.isNaN) ? values.filter { !$0.isNaN } : values
        switch kind {
        case .mean: return Estimate(meanOf: values, antithetic: antithetic)
        case .share(let comparison):
            return Estimate(shareOf: values.map { comparison.holds($0) }, antithetic: antithetic)
        case .percentile(let percent): return Self.percentile(values, percent / 100)
        }
    }

    /// The change of the number between two runs on the same random numbers.
    func change(from before: [Double], to after: [Double]) -> Estimate {
        let pairs = zip(before, after).filter { !$0.isNaN && !$1.isNaN }
        switch kind {
        case .mean:
            return Estimate(differenceOf: pairs.map(\.1), and: pairs.map(\.0), antithetic: antithetic)
        case .share(let comparison):
            func flags(_ values: [Double]) -> [Double] { values.map { comparison.holds($0) ? 1 : 0 } }
            return Estimate(
                differenceOf: flags(pairs.map(\.1)), and: flags(pairs.map(\.0)), antithetic: antithetic)
        case .percentile:
            // As if the runs were independent, which errs towards too wide.
            let (a, b) = (estimate(before), estimate(after))
            return Estimate(
                value: b.value - a.value,
                standardError: squareRoot(a.standardError * a.standardError + b.standardError * b.standardError))
        }
    }

    /// A percentile with half the distance between the order statistics one standard deviation of a binomial either side
    /// (David and Nagaraja, "Order Statistics", 2003, section 7.1) as its standard error.
    private static func percentile(_ values: [Double], _ share: Double) -> Estimate {
        let sorted = values.sorted()
        guard let last = sorted.indices.last else { return Estimate(value: .nan, standardError: .nan) }
        func at(_ position: Double) -> Double {
            let position = min(max(0, position), Double(last))
            let below = Int(position)
            let above = min(below + 1, last)
            return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
        }
        let centre = share * Double(last)
        let step = squareRoot(Double(sorted.count) * share * (1 - share))
        return Estimate(value: at(centre), standardError: (at(centre + step) - at(centre - step)) / 2)
    }

    /// As people read it: `10.2 %`, `5.1 B USD`.
    func show(_ value: Double) -> String {
        WrittenUnit(of: unit, isShare: isShare, near: value).text(value)
    }

    /// `10.2 ±0.4 %`.
    func show(_ estimate: Estimate) -> String {
        let unit = WrittenUnit(
            of: unit, isShare: isShare, near: max(estimate.value.magnitude, estimate.standardError))
        let numbers =
            "\(Numerals.significant(unit.number(estimate.value))) ±\(Numerals.significant(unit.number(estimate.standardError), 2))"
        return unit.symbol.isEmpty ? numbers : "\(numbers) \(unit.symbol)"
    }
}

/// `<= 10 %`: what a number is held against.
struct Comparison: Sendable {
    enum Sign: String, Sendable, CaseIterable {
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    let sign: Sign
    let limit: Double

    init(_ sign: Sign, _ limit: Double) { (self.sign, self.limit) = (sign, limit) }

    func holds(_ value: Double) -> Bool {
        switch sign {
        case .atMost: return value <= limit
        case .atLeast: return value >= limit
        case .below: return value < limit
        case .above: return value > limit
        }
    }

    /// How far a number is on the good side of the limit.
    func margin(_ value: Double) -> Double {
        sign == .atMost || sign == .below ? limit - value : value - limit
    }

    /// A text at the first sign that stands in no brackets; nil where there is none.
    static func split(_ text: String) -> (left: String, sign: Sign, right: String)? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "<", ">":
                guard depth == 0 else { continue }
                let sign = Sign.allCases.first { text[index...].hasPrefix($0.rawValue) }!
                let right = text[index...].dropFirst(sign.rawValue.count)
                return (String(text[..<index]).trimmed, sign, String(right).trimmed)
            default: continue
            }
        }
        return nil
    }
}

/// What shall be true of a run: `P(parties.x.in-default@2028) <= 10 %`.
package struct Condition: Sendable {
    package let text: String
    package let statistic: Statistic
    let comparison: Comparison

    /// - Throws: `Diagnostics` for a text that is no condition on a number of the run.
    package init(_ text: String, in program: Program) throws {
        self.text = text
        guard let parts = Comparison.split(text) else {
            throw Self.wrong("a condition compares a number with a limit", text)
        }
        statistic = try Statistic(parts.left, in: program)
        let unit = statistic.isShare ? Unit.dimensionless : statistic.unit
        comparison = Comparison(parts.sign, try Self.limit(parts.right, in: unit, of: text))
    }

    func holds(_ estimate: Estimate) -> Bool { comparison.holds(estimate.value) }

    /// `10 %`, `5 B USD`, `1.2`: a number in base units.
    static func limit(_ text: String, in unit: Unit?, of whole: String) throws -> Double {
        let digits = text.prefix { $0.isNumber || "+-.,_".contains($0) }
        let rest = String(text.dropFirst(digits.count)).trimmed
        guard let number = Double(digits.filter { $0 != "," && $0 != "_" }) else {
            throw wrong("the limit is no number", whole)
        }
        if rest.isEmpty {
            if let unit, !unit.isDimensionless { throw wrong("a unit is missing: \(text) of what?", whole) }
            return number
        }
        guard let written = Unit(rest) else {
            throw wrong("`\(rest)` is no unit", whole, hint: "write for example `10 %`, `5 B USD` or `200 MW`")
        }
        if let unit, !written.isCompatible(with: unit) {
            throw wrong("\(rest) cannot be compared with \(unit.isDimensionless ? "a plain number" : "\(unit)")", whole)
        }
        return Unit.scaled(number, written)
    }

    static func wrong(_ message: String, _ text: String, hint: String? = nil) -> Diagnostics {
        Diagnostics([
            Diagnostic(
                at: Place(file: "condition", line: 1, column: 1), message, quote: text,
                hint: hint
                    ?? "write for example `P(parties.NAME.in-default@2028) <= 10 %` or `P50(parties.NAME.cash@2027Q4) >= 5 B USD`"
            )
        ])
    }
}

extension Unit {
    /// A number of a unit in base units: 10 % is exactly 0.1.
    fileprivate static func scaled(_ number: Double, _ unit: Unit) -> Double {
        unit.convert(number, to: unit.base) ?? number * unit.factor
    }
}

extension String {
    /// Without spaces at its ends.
    var trimmed: String { String(drop { $0 == " " }).trimmedAtEnd }

    private var trimmedAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
