import Model

/// A CSV file (RFC 4180): quotes, quotes doubled within quotes, line breaks within quotes, any line ends.
struct CSVText {
    struct Cell {
        var text: String
        var place: Place
    }
    let heading: [String]
    /// Rows as long as the heading.
    let rows: [[Cell]]

    init(_ text: String, file: String) throws(Diagnostic) {
        var rows: [[Cell]] = []
        var row: [Cell] = []
        var cell = ""
        var line = 1
        var start = 1
        var isQuoted = false
        var wasQuoted = false
        func place() -> Place { Place(file: file, line: start, column: row.count + 1) }
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            if isQuoted {
                if scalar == "\"" && next == "\"" {
                    cell.unicodeScalars.append(scalar)
                    next = scalars.next()
                } else if scalar == "\"" {
                    isQuoted = false
                } else {
                    if scalar == "\n" { line += 1 }
                    cell.unicodeScalars.append(scalar)
                }
                continue
            }
            switch scalar {
            case "\"" where cell.isEmpty && !wasQuoted:
                isQuoted = true
                wasQuoted = true
            case "\"":
                throw Diagnostic(
                    at: place(), "a quote stands within an unquoted cell", quote: cell + "\"",
                    hint: "quote the whole cell and double the quotes within it")
            case ",":
                row.append(Cell(text: cell, place: place()))
                (cell, wasQuoted) = ("", false)
            case "\r": break
            case "\n":
                row.append(Cell(text: cell, place: place()))
                if row.count > 1 || !row[0].text.isEmpty { rows.append(row) }
                (row, cell, wasQuoted) = ([], "", false)
                line += 1
                start = line
            default: cell.unicodeScalars.append(scalar)
            }
        }
        if isQuoted {
            throw Diagnostic(at: place(), "a quoted cell is not closed", quote: Diagnostic.shortened(cell))
        }
        if !cell.isEmpty || !row.isEmpty { rows.append(row + [Cell(text: cell, place: place())]) }
        guard let first = rows.first else {
            throw Diagnostic(at: Place(file: file, line: 1, column: 1), "the table is empty", hint: "the first line names the columns")
        }
        heading = first.map { $0.text.trimmed }
        for row in rows where row.count != heading.count {
            throw Diagnostic(
                at: row[0].place, "the row has \(row.count) cells, the heading \(heading.count)",
                quote: Diagnostic.shortened(row.map(\.text).joined(separator: ",")),
                hint: "quote cells that hold a comma")
        }
        self.rows = Array(rows.dropFirst())
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
