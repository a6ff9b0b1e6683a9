import Model

/// A CSV file (RFC 4180): quotes, quotes doubled within quotes, line breaks within quotes, any line ends.
struct CSVText {
    struct Cell {
        var text: String
        /// Where the text starts, after the quote if there is one.
        var place: Place
    }
    /// The names in the first line, without blanks around them.
    let heading: [String]
    /// Rows as long as the heading; blank lines are left out.
    let rows: [[Cell]]

    static let mostColumns = 1_000
    static let mostCells = 4_000_000
    /// Wrong rows that are reported before the rest is left unread.
    static let mostFindings = 20

    /// Reads a table. What is wrong in single rows goes to `findings`, and the row is left out.
    init(_ text: String, file: String, findings: inout [Diagnostic]) throws(Diagnostic) {
        var reader = CSVReader(text, file: file)
        guard let first = try reader.row() else {
            throw Diagnostic(
                at: Place(file: file, line: 1, column: 1), "the table is empty",
                hint: "the first line names the columns")
        }
        heading = first.map { $0.text.trimmed }
        try Self.check(heading: first)
        var rows: [[Cell]] = []
        var wrong = 0
        while let row = try reader.row() {
            guard row.count == heading.count else {
                findings.append(
                    Diagnostic(
                        at: Place(file: file, line: row[0].place.line, column: 1),
                        "the row has \(row.count) cells, the heading \(heading.count)",
                        quote: Diagnostic.shortened(row.prefix(20).map(\.text).joined(separator: ",")),
                        hint: "quote cells that hold a comma"))
                wrong += 1
                if wrong >= Self.mostFindings { break }
                continue
            }
            rows.append(row)
            guard rows.count * heading.count <= Self.mostCells else {
                throw Diagnostic(at: row[0].place, "the table has more than \(Self.mostCells) cells")
            }
        }
        self.rows = rows
    }

    private static func check(heading: [Cell]) throws(Diagnostic) {
        guard heading.count <= mostColumns else {
            throw Diagnostic(at: heading[0].place, "the table has more than \(mostColumns) columns")
        }
        var known = Set<String>()
        for cell in heading where !known.insert(cell.text.trimmed).inserted {
            throw Diagnostic(at: cell.place, "two columns have the same name", quote: cell.text.trimmed)
        }
    }
}

/// Reads the rows of a CSV text one by one.
private struct CSVReader {
    private let file: String
    private var scalars: String.UnicodeScalarView.Iterator
    private var next: Unicode.Scalar?
    private var line = 1
    private var column = 1

    init(_ text: String, file: String) {
        self.file = file
        scalars = text.unicodeScalars.makeIterator()
        next = scalars.next()
    }

    private var place: Place { Place(file: file, line: line, column: column) }

    private mutating func advance() {
        if next == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        next = scalars.next()
    }

    /// The next row that is not blank; nil at the end.
    mutating func row() throws(Diagnostic) -> [CSVText.Cell]? {
        while next != nil {
            var row = [try cell()]
            while next == "," {
                advance()
                row.append(try cell())
                guard row.count <= CSVText.mostColumns + 1 else {
                    throw Diagnostic(at: place, "the row has more than \(CSVText.mostColumns) cells")
                }
            }
            if next == "\r" { advance() }
            if next == "\n" { advance() }
            if row.count > 1 || !row[0].text.isEmpty { return row }
        }
        return nil
    }

    private mutating func cell() throws(Diagnostic) -> CSVText.Cell {
        if next == "\"" { return try quoted() }
        var cell = CSVText.Cell(text: "", place: place)
        while let scalar = next, scalar != ",", scalar != "\n", scalar != "\r" {
            guard scalar != "\"" else {
                throw Diagnostic(
                    at: cell.place, "a quote stands within an unquoted cell",
                    quote: Diagnostic.shortened(cell.text + "\""),
                    hint: "quote the whole cell and double the quotes within it")
            }
            try check(scalar)
            cell.text.unicodeScalars.append(scalar)
            advance()
        }
        return cell
    }

    private mutating func quoted() throws(Diagnostic) -> CSVText.Cell {
        let start = place
        advance()
        var cell = CSVText.Cell(text: "", place: place)
        while let scalar = next {
            try check(scalar)
            advance()
            if scalar != "\"" {
                cell.text.unicodeScalars.append(scalar)
            } else if next == "\"" {
                cell.text.unicodeScalars.append(scalar)
                advance()
            } else {
                guard next == nil || next == "," || next == "\n" || next == "\r" else {
                    throw Diagnostic(
                        at: place, "text follows a quoted cell", quote: Diagnostic.shortened(cell.text),
                        hint: "double the quotes within a quoted cell")
                }
                return cell
            }
        }
        throw Diagnostic(at: start, "a quoted cell is not closed", quote: Diagnostic.shortened(cell.text))
    }

    private func check(_ scalar: Unicode.Scalar) throws(Diagnostic) {
        guard scalar.value != 0 else { throw Diagnostic(at: place, "the file holds a NUL byte: it is no text") }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var view = Substring(self)
        while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }
}
