extension TextCursor {
    /// Reads the number that comes next: `-1,200.5`, `1_000`, `2.5e9`. Nil if none does.
    ///
    /// Underscores, and outside of lists commas, may part groups of three digits.
    mutating func number(inList: Bool = false) throws(TextProblem) -> Double? {
        let start = at
        let sign = take("-" as Unicode.Scalar) ? "-" : take("+" as Unicode.Scalar) ? "" : ""
        try refuseWords(start)
        guard let first = peek(), first.isDigit || (first == "." && peek(1)?.isDigit == true) else {
            at = start
            return nil
        }
        var digits = try wholePart(inList: inList)
        if peek() == ".", peek(1)?.isDigit == true {
            at += 1
            digits += "." + plainDigits()
        }
        if let mark = peek(), mark == "e" || mark == "E" {
            let signed = peek(1) == "-" || peek(1) == "+"
            if peek(signed ? 2 : 1)?.isDigit == true {
                let minus = peek(1) == "-"
                at += signed ? 2 : 1
                digits += "e" + (minus ? "-" : "") + plainDigits()
            }
        }
        if peek() == ".", peek(1) != "." {
            throw TextProblem("a decimal point needs a digit after it", at: at)
        }
        guard digits.count <= 400, let value = Double(sign + (digits.hasPrefix(".") ? "0" : "") + digits),
            value.isFinite
        else { throw TextProblem("the number is too large", at: start) }
        return value
    }

    /// Whether a number comes next.
    func startsNumber() -> Bool {
        guard let first = peek() else { return false }
        return first.isDigit || ((first == "-" || first == "+" || first == ".") && peek(1)?.isDigit == true)
    }

    private func refuseWords(_ start: Int) throws(TextProblem) {
        switch word().unicodeScalars.map({ String($0.lowered) }).joined() {
        case "nan": throw TextProblem("NaN is not a number that a model can use", at: start, hint: "give its value")
        case "inf", "infinity":
            throw TextProblem("infinity is not a number that a model can use", at: start, hint: "give a large value")
        default: break
        }
        if peek() == "~" || peek() == "≈" {
            throw TextProblem(
                "\"about\" is no value", at: start, hint: "write the number and `assumption` with its range")
        }
    }

    private mutating func plainDigits() -> String {
        let start = at
        while let next = peek(), next.isDigit || (next == "_" && peek(1)?.isDigit == true) { at += 1 }
        return text(start, at).filter { $0 != "_" }
    }

    private mutating func wholePart(inList: Bool) throws(TextProblem) -> String {
        var digits = plainDigits()
        guard !inList else { return digits }
        while peek() == ",", peek(1)?.isDigit == true {
            let group = (1...4).map { peek($0)?.isDigit ?? false }
            guard group[0], group[1], group[2], !group[3], !digits.isEmpty else {
                throw TextProblem(
                    "a comma parts groups of three digits", at: at, hint: "write a decimal point: `35.2`, not `35,2`")
            }
            at += 1
            digits += text(at, at + 3)
            at += 3
        }
        return digits
    }
}

/// A number as people write it: `35`, `0.75`, `1.2e+09` only where it must be.
func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}
