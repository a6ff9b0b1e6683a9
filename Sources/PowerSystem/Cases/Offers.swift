/// What a family can compute, by name; each is computed only when it is asked for.
struct Offers {
    typealias Maker = (AskedShape?) throws(PowerError) -> CaseValue

    private var makers: [(names: [String], make: Maker)] = []
    /// How many of them are printed where nothing is asked for; nil for all.
    private var unasked: Int?
    /// Names that carry a number, such as "P_at_least_500MW": tried where no plain name fits.
    private var patterns: [(example: String, make: (String, AskedShape) throws(PowerError) -> CaseValue?)] = []

    /// What is offered from here on is printed only where it is asked for by name.
    mutating func onlyWhenAsked() { unasked = unasked ?? makers.count }

    /// Offers a result under any of `names`; the first is the one that is printed where nothing is asked for.
    mutating func add(_ names: String..., make: @escaping Maker) { add(names, make: make) }

    /// Offers a result under any of the names in a list.
    mutating func add(_ names: [String], make: @escaping Maker) { makers.append((names, make)) }

    /// Offers a plain number.
    mutating func add(_ names: String..., number: @autoclosure @escaping () -> Double) {
        makers.append((names, { (_: AskedShape?) throws(PowerError) in .number(number()) }))
    }

    mutating func addPattern(
        _ example: String, make: @escaping (String, AskedShape) throws(PowerError) -> CaseValue?
    ) { patterns.append((example, make)) }

    /// The key under which a table names what was asked for and is not computed for these inputs.
    static let notComputed = "not_computed"

    /// The table of what is asked for, in that order; of everything offered where no table is asked for.
    ///
    /// Names that are not offered are listed under `not_computed`.
    ///
    /// - Throws: `PowerError` where nothing that is asked for is offered.
    func table(_ asked: AskedShape?) throws(PowerError) -> CaseValue {
        guard case .table(let entries)? = asked else {
            var fields: [CaseValue.Field] = []
            for (names, make) in makers.prefix(unasked ?? makers.count) {
                fields.append(.init(names[0], try make(nil)))
            }
            return .fields(fields)
        }
        var fields: [CaseValue.Field] = []
        var others: [String] = []
        for entry in entries {
            if let value = try result(entry) {
                fields.append(.init(entry.key, value))
            } else {
                others.append(entry.key)
            }
        }
        guard let first = others.first else { return .fields(fields) }
        if fields.isEmpty {
            let known = makers.map { $0.names[0] } + patterns.map(\.example)
            throw PowerError(
                "expected, \(first)",
                "is not computed for these inputs; ask for some of: " + known.joined(separator: ", "))
        }
        return .fields(fields + [.init(Self.notComputed, .list(others.map { .text($0) }))])
    }

    /// A single result of this name, or nil.
    func maker(_ key: String) -> Maker? {
        let wanted = Self.plain(key)
        return makers.first { $0.names.contains { Self.plain($0) == wanted } }?.make
    }

    /// What is asked for by a name; nil for a name that is not offered.
    private func result(_ entry: AskedShape.Entry) throws(PowerError) -> CaseValue? {
        if let make = maker(entry.key) { return try make(entry.shape) }
        for pattern in patterns {
            if let value = try pattern.make(entry.key, entry.shape) { return value }
        }
        return nil
    }

    /// Letters and digits in lower case: spelling apart.
    static func plain(_ key: String) -> String { String(key.lowercased().filter { $0.isLetter || $0.isNumber }) }
}

extension Offers {
    /// Offers what a distribution of times answers: chances by time, quantiles, percentiles.
    mutating func addDistribution(
        _ cumulativeNames: [String], cumulative: @escaping (Double) -> Double, quantile: @escaping (Double) -> Double
    ) {
        makers.append(
            (
                cumulativeNames,
                { (asked: AskedShape?) throws(PowerError) in
                    Self.byNumber(asked, otherwise: [2, 4, 8, 12, 20], cumulative)
                }
            ))
        addPattern("quantiles_quarters, p10_p90_quarters") { (key: String, shape: AskedShape) throws(PowerError) in
            if Offers.plain(key).hasPrefix("quantile") {
                return Self.byNumber(shape, otherwise: [0.1, 0.5, 0.9], quantile)
            }
            guard key.lowercased().hasPrefix("p"), key.dropFirst().first?.isNumber == true else { return nil }
            let levels = CaseNumber.within(key).filter { $0 > 0 && $0 < 100 }
            guard !levels.isEmpty else { return nil }
            let values = levels.map { quantile($0 / 100) }
            return values.count == 1 ? .number(values[0]) : .numbers(values)
        }
    }

    /// A table of `value` at the numbers asked for as keys, or at `otherwise`.
    static func byNumber(
        _ asked: AskedShape?, otherwise: [Double], _ value: (Double) -> Double
    ) -> CaseValue {
        if case .list(let count)? = asked { return .numbers((0..<count).map { value(Double($0)) }) }
        let keys = asked?.numbers ?? []
        let points = keys.isEmpty ? otherwise.map { (CaseNumber.text($0), $0) } : keys.map { ($0.key, $0.number) }
        return .table(points.map { ($0.0, .number(value($0.1))) })
    }
}

extension CaseNumber {
    /// The numbers written in a name: 10 and 90 in "p10_p90_quarters".
    static func within(_ name: String) -> [Double] {
        name.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
    }
}
