/// A place in a file of a scenario: what an editor can jump to.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// Path of the file, relative to the scenario's folder.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Column, from 1.
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { "\(file):\(line):\(column)" }
}

/// One finding about a scenario: where, what, the text it is about, and what to do.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Hashable, Sendable { case error, warning }

    public var severity: Severity
    public var place: Place
    public var message: String
    /// The words of the input that the message is about.
    public var quote: String?
    public var hint: String?

    public init(
        _ severity: Severity = .error, at place: Place, _ message: String, quote: String? = nil, hint: String? = nil
    ) {
        self.severity = severity
        self.place = place
        self.message = message
        self.quote = quote
        self.hint = hint
    }

    /// `scenario.yaml:41:12: error: ...`, then the quoted input and the hint on lines of their own.
    public var description: String {
        var text = "\(place): \(severity.rawValue): \(message)"
        if let quote { text += "\n    | \(quote)" }
        if let hint { text += "\n    hint: \(hint)" }
        return text
    }
}

/// All findings about a scenario, thrown at once when one of them is an error.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
    public var all: [Diagnostic]

    public init(_ all: [Diagnostic] = []) { self.all = all }

    public var errors: [Diagnostic] { all.filter { $0.severity == .error } }
    public var warnings: [Diagnostic] { all.filter { $0.severity == .warning } }
    public var description: String { all.map(\.description).joined(separator: "\n") }
}
