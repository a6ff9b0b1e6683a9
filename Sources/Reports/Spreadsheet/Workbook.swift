/// A spreadsheet as data: sheets of rows of texts, numbers and formulas.
package struct Workbook: Sendable {
    package enum Style: Int, CaseIterable, Sendable {
        case plain, heading, label, number, ratio, total
    }

    package struct Cell: Sendable {
        package enum Content: Sendable {
            case text(String)
            case number(Double)
            /// A formula without its `=`, and the value that it has.
            case formula(String, Double?)
            case empty
        }
        package let content: Content
        package let style: Style

        static func text(_ text: String, _ style: Style = .plain) -> Cell { Cell(content: .text(text), style: style) }
        static func number(_ value: Double?, _ style: Style = .number) -> Cell {
            value.map { $0.isFinite ? Cell(content: .number($0), style: style) : empty } ?? empty
        }
        static func formula(_ text: String, _ value: Double?, _ style: Style = .number) -> Cell {
            Cell(content: .formula(text, value), style: style)
        }
        static let empty = Cell(content: .empty, style: .plain)
    }

    package struct Sheet: Sendable {
        package var name: String
        package var rows: [[Cell]] = []
        /// Columns and rows that stay in view.
        package var frozen: (columns: Int, rows: Int) = (1, 1)
        package var widths: [Double] = [34, 12]
    }

    package var sheets: [Sheet] = []

    /// The name of a column: A, B, ... Z, AA.
    package static func column(_ index: Int) -> String {
        var (index, name) = (index, "")
        repeat {
            name = String(UnicodeScalar(UInt8(65 + index % 26))) + name
            index = index / 26 - 1
        } while index >= 0
        return name
    }
}
