import Engine

/// What revenue from AI has to pay for equipment: its wear, and a return on its book value.
///
///     need = sum over quarters of (depreciation + rate / 4 x book value at the end of the quarter)
///
/// A part of a year asks for its own quarters' return only.
enum RevenueNeed {
    /// Formulas of the wear (of equipment and halls, in the owners' books) and of the book value; nil where nobody owns equipment.
    static func measures(of program: Program) -> (wear: String, book: String)? {
        let owners = Set(program.cohorts.map(\.owner)).map { program.parties[$0].name }.sorted()
        guard !owners.isEmpty else { return nil }
        return (
            owners.map { "parties.\($0).depreciation" }.joined(separator: " + "),
            owners.map { "fleets.\($0).book-value" }.joined(separator: " + ")
        )
    }

    /// Dollars needed, path by path.
    /// - Parameters:
    ///   - wear: dollars of each quarter, by path.
    ///   - book: dollars at the end of each quarter, by path.
    ///   - rate: yearly return on book value.
    static func dollars(wear: [[Double]], book: [[Double]], rate: Double) -> [Double] {
        var sums = [Double](repeating: 0, count: wear.first?.count ?? 0)
        for (wear, book) in zip(wear, book) {
            for path in sums.indices { sums[path] += wear[path] + rate / 4 * book[path] }
        }
        return sums
    }
}
