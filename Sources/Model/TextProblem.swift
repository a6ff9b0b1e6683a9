/// What is wrong with a text: the part that a diagnostic adds to a place.
public struct TextProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    /// Where in the text: a count of Unicode scalars from its start.
    public var offset: Int
    public var hint: String?

    public init(_ message: String, at offset: Int = 0, hint: String? = nil) {
        self.message = message
        self.offset = offset
        self.hint = hint
    }

    /// The message, then the hint after a semicolon.
    public var description: String { hint.map { "\(message); \($0)" } ?? message }

    /// The same problem of a text that starts so many scalars into a longer one.
    public func shifted(by scalars: Int) -> TextProblem {
        TextProblem(message, at: offset + scalars, hint: hint)
    }
}

extension Diagnostic {
    /// A problem of a text, put at its place. `start` is where the text begins.
    public init(_ problem: TextProblem, of text: String, from start: Place) {
        var place = start
        place.column += problem.offset
        self.init(at: place, problem.message, quote: Diagnostic.shortened(text), hint: problem.hint)
    }

    /// A text as a quote: one line of at most 100 characters.
    public static func shortened(_ text: String) -> String {
        var line = ""
        for character in text.prefix(101) {
            line.append(character.isNewline || character == "\t" ? " " : character)
        }
        return line.count > 100 ? line.prefix(97) + "..." : line
    }
}
