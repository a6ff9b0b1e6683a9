import Reports

/// A table about a network, column by column, so that numbers of a column share their digits.
struct NetworkTable {
    /// What stands in a column, one entry per row.
    enum Cells {
        case words([String])
        /// Amounts in the unit of the file; nil where there is none.
        case amounts([Double?])
        /// Shares of one, shown in percent.
        case shares([Double?])
        /// Numbers that name something, such as a period.
        case ordinals([Int])
    }

    /// Columns from left to right, each with its heading.
    let columns: [(heading: String, cells: Cells)]

    init(_ columns: [(heading: String, cells: Cells)]) { self.columns = columns }

    /// Lines of at most `width` characters where words can be cut to fit; none for a table without rows.
    func lines(width: Int) -> [String] {
        let texts = columns.map { Self.texts($0.cells) }
        guard let rows = texts.first?.count, rows > 0 else { return [] }
        var table = TextTable(
            columns.map(\.heading),
            columns.map {
                if case .words = $0.cells { .left } else { .right }
            })
        for row in 0..<rows { table.add(texts.map { $0[row] }) }
        return table.lines(width: width)
    }

    private static func texts(_ cells: Cells) -> [String] {
        switch cells {
        case .words(let words): return words
        case .ordinals(let ordinals): return ordinals.map(String.init)
        case .shares(let shares): return shares.map { $0.map { Figures.percent($0) } ?? Figures.none }
        case .amounts(let amounts):
            let decimals = Figures.decimals(amounts.compactMap(\.self))
            return amounts.map { $0.map { Figures.fixedOrLess($0, decimals: decimals) } ?? Figures.none }
        }
    }
}
