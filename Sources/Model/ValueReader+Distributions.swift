extension ValueReader {
    /// A number in the parentheses of a distribution, as written.
    private struct Argument {
        var label: String
        var number: Double
        var unit: Unit?
        var probability: Double?
        var offset: Int
    }

    /// Reads `triangular(28, 35, 60) B USD`, if a name with a parenthesis comes next.
    func distribution(_ cursor: inout TextCursor) throws(TextProblem) -> Distribution? {
        let start = cursor.at
        let name = cursor.word()
        guard !name.isEmpty, cursor.scalars.dropFirst(start + name.unicodeScalars.count).first(where: { !$0.isSpace }) == "("
        else { return nil }
        guard let shape = Distribution.Shape(rawValue: name) else {
            let names = Distribution.Shape.allCases.map(\.rawValue)
            throw TextProblem(
                "unknown distribution \"\(name)\"", at: start,
                hint: Suggestion.hint(
                    for: name, among: names, otherwise: "distributions are \(Suggestion.list(names))"))
        }
        cursor.at += name.unicodeScalars.count
        cursor.skipSpaces()
        cursor.at += 1
        var arguments: [Argument] = []
        while true {
            guard arguments.count < 1_000 else { throw TextProblem("more than 1,000 numbers", at: start) }
            arguments.append(try argument(&cursor, of: shape))
            cursor.skipSpaces()
            if cursor.take("," as Unicode.Scalar) { continue }
            guard cursor.take(")" as Unicode.Scalar) else {
                throw TextProblem("expected `,` or `)`, found \"\(cursor.next())\"", at: cursor.at)
            }
            break
        }
        let trailing = try readUnit(&cursor)
        return try assemble(shape, arguments, trailing, at: start)
    }

    private func argument(_ cursor: inout TextCursor, of shape: Distribution.Shape) throws(TextProblem) -> Argument {
        cursor.skipSpaces()
        let start = cursor.at
        var label = cursor.word()
        if shape.labels.contains(label) {
            cursor.at += label.unicodeScalars.count
            cursor.skipSpaces()
            if !cursor.take(":" as Unicode.Scalar) { _ = cursor.take("=" as Unicode.Scalar) }
            cursor.skipSpaces()
        } else {
            label = ""
        }
        let numberStart = cursor.at
        guard let number = try cursor.number(inList: true) else {
            throw TextProblem(
                "expected a number, found \"\(cursor.next())\"", at: cursor.at, hint: "write \(shape.form)")
        }
        var argument = Argument(
            label: label, number: number, unit: try argumentUnit(&cursor), offset: label.isEmpty ? numberStart : start)
        guard shape == .discrete else { return argument }
        cursor.skipSpaces()
        guard cursor.take(":" as Unicode.Scalar) || cursor.takeWord("at") else {
            throw TextProblem("the value has no probability", at: cursor.at, hint: "write \(shape.form)")
        }
        cursor.skipSpaces()
        let offset = cursor.at
        guard let odds = try cursor.number(inList: true) else {
            throw TextProblem("the value has no probability", at: offset, hint: "write \(shape.form)")
        }
        let unit = try argumentUnit(&cursor) ?? Unit()
        guard let probability = unit.convert(odds, to: .share) else {
            throw TextProblem("a probability is a share", at: offset, hint: "write `20 %` or `0.2`")
        }
        guard probability >= 0 else {
            throw TextProblem("negative probability \(plain(probability))", at: offset, hint: "write 0 to 100 %")
        }
        guard probability <= 1 else {
            throw TextProblem(
                "probability \(plain(probability)) is above one", at: offset, hint: "write a share: `20 %` or `0.2`")
        }
        argument.probability = probability
        return argument
    }

    private func argumentUnit(_ cursor: inout TextCursor) throws(TextProblem) -> Unit? {
        let end = cursor.at
        cursor.skipSpaces()
        if cursor.word() == "at" { return nil }
        var reader = UnitReader(cursor, isInFormula: true)
        let unit = try reader.unit()
        cursor = reader.cursor
        if unit == nil {
            if !cursor.word().isEmpty { throw reader.unknown() }
            cursor.at = end
        }
        return unit
    }

    /// Puts the arguments in order, converts them to the attribute's unit and checks their shape.
    private func assemble(
        _ shape: Distribution.Shape, _ written: [Argument], _ trailing: Unit?, at start: Int
    ) throws(TextProblem) -> Distribution {
        let arguments = try ordered(written, shape, at: start)
        let fallback = trailing ?? arguments.last { $0.unit != nil }?.unit
        var numbers: [Double] = []
        for (index, argument) in arguments.enumerated() {
            if shape.isPlain(index) {
                guard argument.unit.map({ $0.isDimensionless && !$0.isRate }) ?? true else {
                    throw TextProblem("\(shape.labels[index]) has no unit", at: argument.offset)
                }
                numbers.append(argument.number * (argument.unit?.factor ?? 1))
            } else {
                if let trailing, let own = argument.unit, own != trailing {
                    throw TextProblem("the unit stands inside the parentheses and after them", at: argument.offset)
                }
                numbers.append(try converted(argument.number, from: argument.unit ?? fallback, at: argument.offset))
            }
        }
        if shape == .beta, numbers.count == 2 {
            guard unit.isDimensionless else {
                throw TextProblem("beta needs its ends in \(unit)", at: start, hint: "write \(shape.form)")
            }
            numbers += [0, try converted(1, from: trailing, at: start)]
        }
        let result = Distribution(shape, numbers, probabilities: arguments.compactMap(\.probability))
        if let problem = result.problem {
            throw TextProblem(problem.message, at: start, hint: problem.hint)
        }
        return result
    }

    private func ordered(
        _ written: [Argument], _ shape: Distribution.Shape, at start: Int
    ) throws(TextProblem) -> [Argument] {
        guard shape != .discrete else { return written }
        let counts = shape == .beta ? [2, 4] : [shape.labels.count]
        guard counts.contains(written.count) else {
            throw TextProblem(
                "\(shape.rawValue) has \(counts.map(String.init).joined(separator: " or ")) numbers, not \(written.count)",
                at: start, hint: "write \(shape.form)")
        }
        guard written.contains(where: { !$0.label.isEmpty }) else { return written }
        var result: [Argument] = []
        for label in shape.labels.prefix(written.count) {
            let named = written.filter { $0.label == label }
            guard named.count == 1 else {
                throw TextProblem(
                    named.isEmpty ? "\(label) is missing" : "\(label) is given twice", at: named.last?.offset ?? start,
                    hint: "name all numbers or none: \(shape.form)")
            }
            result.append(named[0])
        }
        return result
    }
}
