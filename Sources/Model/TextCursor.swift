/// A reading position in a text, by Unicode scalars so that columns agree with those of editors and YAML marks.
struct TextCursor {
    let scalars: [Unicode.Scalar]
    var at = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { at >= scalars.count }

    /// The scalar so many places ahead.
    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        let index = at + ahead
        return index >= 0 && index < scalars.count ? scalars[index] : nil
    }

    mutating func skipSpaces() {
        while let next = peek(), next == " " || next == "\t" || next == "\n" || next == "\r" { at += 1 }
    }

    /// Takes a scalar if it comes next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        at += 1
        return true
    }

    /// Takes a text of several scalars if it comes next.
    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard at + wanted.count <= scalars.count, Array(scalars[at..<at + wanted.count]) == wanted else { return false }
        at += wanted.count
        return true
    }

    /// The letters and digits that come next, starting with a letter; empty if none.
    func word() -> String {
        guard let first = peek(), first.isLetter else { return "" }
        var end = at
        while end < scalars.count, scalars[end].isLetter || scalars[end].isDigit { end += 1 }
        return text(at, end)
    }

    /// Takes a whole word if it comes next.
    mutating func takeWord(_ wanted: String) -> Bool {
        guard word() == wanted else { return false }
        at += wanted.unicodeScalars.count
        return true
    }

    func text(_ from: Int, _ to: Int) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[max(0, from)..<min(to, scalars.count)])
        return String(result)
    }

    /// The rest of the text, without spaces at its ends.
    func rest() -> String {
        var (from, to) = (at, scalars.count)
        while from < to, scalars[from].isSpace { from += 1 }
        while to > from, scalars[to - 1].isSpace { to -= 1 }
        return text(from, to)
    }

    /// What comes next, for a message: a word, or one scalar.
    func next() -> String {
        let word = word()
        if !word.isEmpty { return word }
        return isAtEnd ? "the end" : text(at, at + 1)
    }
}

extension Unicode.Scalar {
    var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isSpace: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" }
}
