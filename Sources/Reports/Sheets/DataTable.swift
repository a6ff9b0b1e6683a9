/// A table as data: for a page, and for a CSV file with full numbers.
package struct DataTable: Sendable, Codable {
    package struct Column: Sendable, Codable {
        package var title: String
        /// Unit of its numbers; empty for text.
        package var unit: String
        package var isNumber: Bool

        package init(_ title: String, unit: String = "", isNumber: Bool = true) {
            self.title = title
            self.unit = unit
            self.isNumber = isNumber
        }

        package static func text(_ title: String) -> Column { Column(title, isNumber: false) }
    }

    package struct Cell: Sendable, Codable {
        /// As people read it.
        package var text: String
        /// As machines do; nil for a text.
        package var number: Double?
        /// Standard error of the number, where it is an estimate.
        package var error: Double?
        /// Where the cell leads.
        package var link: String?

        package init(_ text: String, number: Double? = nil, error: Double? = nil, link: String? = nil) {
            self.text = text
            self.number = number
            self.error = error
            self.link = link
        }

        package static func figure(_ value: Double?) -> Cell { Cell(Figure.text(value), number: value) }

        /// - Parameter paths: of which it is a share: where none has it the text is a bound, `<0.3`.
        package static func percent(
            _ share: Double?, error: Double? = nil, digits: Int = 1, of paths: Int? = nil
        ) -> Cell {
            let text = share.map { Figure.text($0 * 100, digits: digits) } ?? "–"
            let bound = share == 0 ? paths.map { "<\(PathShare.bound(of: $0))" } : nil
            return Cell(
                bound ?? text + (error.map { " ±\(Figure.text($0 * 100, digits: digits))" } ?? ""),
                number: share.map { $0 * 100 },
                error: error.map { $0 * 100 })
        }

        package static func estimate(_ value: Double, error: Double, scale: Double = 1) -> Cell {
            Cell(
                "\(Figure.text(value * scale)) ±\(Figure.text(error * scale))", number: value * scale,
                error: error * scale)
        }
    }

    package var id: String
    package var title: String
    package var columns: [Column]
    package var rows: [[Cell]]
    package var note: String

    package init(_ id: String, title: String, columns: [Column], rows: [[Cell]] = [], note: String = "") {
        self.id = id
        self.title = title
        self.columns = columns
        self.rows = rows
        self.note = note
    }
}

extension DataTable {
    /// Comma-separated values with units in the headings; an estimate's standard error has a column of its own.
    package var csv: String {
        let hasError = columns.indices.map { column in rows.contains { $0[column].error != nil } }
        var heading: [String] = []
        for (index, column) in columns.enumerated() {
            let unit = column.unit.isEmpty ? "" : " [\(column.unit)]"
            heading.append(column.title + unit)
            if hasError[index] { heading.append("\(column.title), standard error\(unit)") }
        }
        let lines = rows.map { row in
            row.enumerated().flatMap { index, cell -> [String] in
                // A page shows a dash where there is no number; a file has nothing there.
                let own = cell.number.map { $0.isFinite ? "\($0)" : "" } ?? (cell.text == "–" ? "" : cell.text)
                return hasError[index] ? [own, cell.error.map { "\($0)" } ?? ""] : [own]
            }
        }
        return ([heading] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// RFC 4180; a text that a spreadsheet would run as a formula is kept from it.
    private static func quoted(_ text: String) -> String {
        var text = text
        if let first = text.first, "=@+\t".contains(first) || (first == "-" && Double(text) == nil) {
            text = "'" + text
        }
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension Chart {
    /// The numbers behind a picture.
    package var table: DataTable {
        if kind == .sankey {
            return DataTable(
                id, title: title, columns: [.text("from"), .text("to"), .text("what"), .init("amount", unit: unit)],
                rows: links.map { [.init($0.from), .init($0.to), .init($0.kind), .figure($0.value)] }, note: note)
        }
        if kind == .curve {
            return DataTable(
                id, title: title, columns: [.text("curve"), .init(axis), .init("value", unit: unit)] + ends(band),
                rows: series.flatMap { own in
                    own.at.indices.map { index in
                        [.init(own.name), .figure(own.at[index]), .figure(own.values[index])]
                            + (hasBand ? [.figure(at(own.low, index)), .figure(at(own.high, index))] : [])
                    }
                }, note: note)
        }
        if kind == .heat {
            return DataTable(
                id, title: title, columns: [.text(axis)] + categories.map { .init($0, unit: unit) },
                rows: series.map { own in [.init(own.name)] + own.values.map { .figure($0) } }, note: note)
        }
        var columns: [DataTable.Column] = [.text(axis)]
        for own in series {
            columns.append(.init(own.name.isEmpty ? title : own.name, unit: unit))
            if !own.low.isEmpty {
                columns += [.init("\(own.name) low", unit: unit), .init("\(own.name) high", unit: unit)]
            }
        }
        let rows = categories.indices.map { index -> [DataTable.Cell] in
            var row: [DataTable.Cell] = [.init(categories[index])]
            for own in series {
                row.append(.figure(at(own.values, index)))
                if !own.low.isEmpty { row += [.figure(at(own.low, index)), .figure(at(own.high, index))] }
            }
            return row
        }
        return DataTable(id, title: title, columns: columns, rows: rows, note: note)
    }

    private var hasBand: Bool { series.contains { !$0.low.isEmpty } }

    private func ends(_ band: String) -> [DataTable.Column] {
        hasBand ? [.init("low", unit: unit), .init("high", unit: unit)] : []
    }

    private func at(_ values: [Double?], _ index: Int) -> Double? {
        values.indices.contains(index) ? values[index] : nil
    }
}
