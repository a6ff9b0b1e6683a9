import Model

extension YAMLText {
    /// Refuses, before the parser sees it, text that would exhaust its stack, memory or time: deep nesting, very many
    /// values, control characters, and aliases, which can multiply each other.
    static func checkShape(_ text: String, _ file: String) throws(Diagnostic) {
        var shape = Shape()
        var scan = text
        let problem = scan.withUTF8 { shape.problem(in: $0) }
        guard let problem else { return }
        throw Diagnostic(
            at: Place(file: file, line: problem.line, column: problem.column), problem.message, quote: problem.quote,
            hint: problem.hint)
    }

    private struct Problem {
        var line: Int
        var column: Int
        var message: String
        var quote: String?
        var hint: String?
    }

    /// One pass over the bytes.
    private struct Shape {
        private var line = 1
        private var start = 0
        private var openBrackets = 0
        private var values = 0
        /// Blanks and dashes at the start of the line: how deep a block is nested at most.
        private var lead = 0
        private var isLeading = true
        /// The last byte of the line that is not a blank; a line end before the first.
        private var last = UInt8(ascii: "\n")
        private var anchors: Set<String> = []
        private var aliases: [(name: String, line: Int, column: Int)] = []

        mutating func problem(in bytes: UnsafeBufferPointer<UInt8>) -> Problem? {
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if let problem = note(byte, at: index, in: bytes) { return problem }
                if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") { last = byte }
                index += 1
            }
            guard let alias = aliases.first(where: { anchors.contains($0.name) }) else { return nil }
            return Problem(
                line: alias.line, column: alias.column, message: "aliases (`*name`) are not allowed",
                quote: "*\(alias.name)", hint: "write the value out")
        }

        private mutating func note(_ byte: UInt8, at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Problem? {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                start = index + 1
                (isLeading, lead) = (true, 0)
                values += 1
            case UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case 0: return found(index, "the file holds a NUL byte: it is no text")
            case 1..<0x20: return found(index, "the file holds a control character (code \(byte)): it is no text")
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                openBrackets += 1
                values += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): openBrackets = max(0, openBrackets - 1)
            case UInt8(ascii: ","), UInt8(ascii: ":"): values += 1
            case UInt8(ascii: "&") where startsValue: anchors.insert(name(after: index, in: bytes))
            case UInt8(ascii: "*") where startsValue:
                let name = name(after: index, in: bytes)
                if !name.isEmpty { aliases.append((name, line, index - start + 1)) }
            default: break
            }
            if isLeading, Self.leads.contains(byte) {
                lead += 1
            } else if byte != UInt8(ascii: "\n") {
                isLeading = false
            }
            if openBrackets > 2 * YAMLText.deepest || lead > 4 * YAMLText.deepest {
                return found(
                    index, "maps and lists are nested more than \(YAMLText.deepest) deep",
                    hint: "close the brackets, or write the value flat")
            }
            if values > YAMLText.mostValues {
                return found(
                    index, "the file holds more than \(YAMLText.mostValues) values", hint: "part it into files")
            }
            return nil
        }

        /// Whether a value, a key or an entry of a list may start here.
        private var startsValue: Bool { Self.starts.contains(last) }

        private static let leads = Set(" -?:".utf8)
        private static let starts = Set("\n\r:-?,[{".utf8)

        private func name(after index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
            let rest = bytes[(index + 1)...].prefix(200).prefix { byte in
                byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (48...57).contains(byte)
                    || (65...90).contains(byte) || (97...122).contains(byte)
            }
            return String(decoding: rest, as: UTF8.self)
        }

        private func found(_ index: Int, _ message: String, hint: String? = nil) -> Problem {
            Problem(line: line, column: index - start + 1, message: message, quote: nil, hint: hint)
        }
    }
}
