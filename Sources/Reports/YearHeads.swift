/// Heads of columns by year where quarters are summed: a year of which the run has fewer than four quarters has a star.
struct YearHeads {
    /// Quarters of the years that are not whole.
    let parts: [Int: ClosedRange<Int>]

    /// - Parameters:
    ///   - start: the first quarter of the run, as `2026Q2`.
    ///   - end: the last one.
    init(from start: String, to end: String) {
        func numbers(_ quarter: String) -> [Int] { quarter.split(separator: "Q").compactMap { Int($0) } }
        let (first, last) = (numbers(start), numbers(end))
        guard first.count == 2, last.count == 2, (1...4).contains(first[1]), (1...4).contains(last[1]) else {
            parts = [:]
            return
        }
        let isOne = first[0] == last[0]
        guard first[0] < last[0] || (isOne && first[1] <= last[1]) else {
            parts = [:]
            return
        }
        let quarters = [(first[0], first[1]...(isOne ? last[1] : 4)), (last[0], (isOne ? first[1] : 1)...last[1])]
        parts = Dictionary(quarters.filter { $0.1 != 1...4 }, uniquingKeysWith: { own, _ in own })
    }

    /// `2027`, or `2026*`.
    func text(_ year: Int) -> String { parts[year] == nil ? "\(year)" : "\(year)*" }

    /// `* 2026: April to December, three quarters.` Empty where all years are whole.
    func note(_ years: some Sequence<Int>) -> String {
        let texts = years.compactMap { year -> String? in
            guard let part = parts[year] else { return nil }
            let first = ["January", "April", "July", "October"][part.lowerBound - 1]
            let last = ["March", "June", "September", "December"][part.upperBound - 1]
            return "\(year): \(first) to \(last), \(["one quarter", "two quarters", "three quarters"][part.count - 1])"
        }
        return texts.isEmpty ? "" : "* \(texts.joined(separator: "; "))."
    }

    /// What a table leaves out for lack of room, `2027, 2028 left out: COLUMNS=120 shows them.`; nil where it is nothing.
    /// - Parameter isWider: whether a wide terminal shows it.
    static func leftOut(_ missing: some Collection<String>, isWider: Bool) -> String? {
        guard !missing.isEmpty else { return nil }
        let place = isWider ? "COLUMNS=120 shows \(missing.count == 1 ? "it" : "them")" : "all are in --json"
        return "\(missing.joined(separator: ", ")) left out: \(place)."
    }

    /// A year with the quarters of it that are in the run, where there are fewer than four: `2026 (3/4)`.
    static func text(_ year: String, quarters: Int) -> String {
        quarters < 4 ? "\(year) (\(quarters)/4)" : year
    }
}
