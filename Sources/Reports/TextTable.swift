/// A table of text for a terminal: columns as wide as their widest cell, numbers to the right.
package struct TextTable {
    package enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]]

    package init(_ heading: [String], _ alignments: [Alignment]) {
        self.alignments = alignments
        rows = [heading]
    }

    package mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Lines of at most `width` characters.
    package func lines(width: Int, indent: Int = 2) -> [String] {
        var widths = alignments.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        // Texts give way to numbers: the widest column of text is cut until the line fits.
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) + indent - width
        while excess > 0,
            let widest = widths.indices.filter({ alignments[$0] == .left && widths[$0] > 8 }).max(by: {
                widths[$0] < widths[$1]
            })
        {
            widths[widest] -= 1
            excess -= 1
        }
        return rows.map { row in
            let cells = zip(row, zip(widths, alignments)).map { cell, shape in
                let text = cell.count > shape.0 ? String(cell.prefix(max(1, shape.0 - 1))) + "…" : cell
                let space = String(repeating: " ", count: max(0, shape.0 - text.count))
                return shape.1 == .left ? text + space : space + text
            }
            let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
            return line.trimmedRight
        }
    }
}

extension String {
    package var trimmedRight: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The text broken at spaces into lines of at most `width` characters.
    package func wrapped(_ width: Int, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: true) {
            if !line.isEmpty && line.count + 1 + word.count + indent > width {
                lines.append(margin + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(margin + line) }
        return lines
    }
}
