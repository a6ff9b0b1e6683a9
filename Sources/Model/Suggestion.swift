/// The nearest name to a mistyped one.
public enum Suggestion {
    /// Candidates that are looked at, so that a large file full of mistakes is still answered soon.
    private static let mostCandidates = 5_000

    /// The candidate with the fewest edits (insert, delete, replace, swap neighbours; case counts half), if few enough:
    /// a third of the longer name's length, at least one. Of equals the first.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(name.unicodeScalars.prefix(80))
        var best: (distance: Int, name: String)?
        for candidate in candidates.prefix(mostCandidates) {
            let other = Array(candidate.unicodeScalars.prefix(80))
            let limit = 2 * max(1, max(typed.count, other.count) / 3)
            guard abs(typed.count - other.count) * 2 <= limit else { continue }
            let distance = typed.map(\.lowered) == other.map(\.lowered) ? 0 : editDistance(typed, other)
            if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
        }
        return best?.name
    }

    /// `did you mean "price"?`, or the fallback where nothing is near.
    public static func hint(
        for name: String, among candidates: some Sequence<String>, otherwise fallback: String? = nil
    ) -> String? {
        nearest(to: name, among: candidates).map { "did you mean \"\($0)\"?" } ?? fallback
    }

    /// `a, b, c, ...`: a list of at most `limit` names.
    public static func list(_ names: some Collection<String>, limit: Int = 12) -> String {
        names.prefix(limit).joined(separator: ", ") + (names.count > limit ? ", ..." : "")
    }

    /// Twice the Damerau-Levenshtein distance (restricted): a change of case costs 1, any other edit 2.
    static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var previous = Array(0...b.count).map { 2 * $0 }
        for i in 0..<a.count {
            var current = [2 * (i + 1)]
            for j in 0..<b.count {
                let replace = a[i] == b[j] ? 0 : a[i].lowered == b[j].lowered ? 1 : 2
                var cost = min(previous[j] + replace, previous[j + 1] + 2, current[j] + 2)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 2) }
                current.append(cost)
            }
            (before, previous) = (previous, current)
        }
        return previous[b.count]
    }
}

extension Unicode.Scalar {
    var lowered: Unicode.Scalar { ("A"..."Z").contains(self) ? Unicode.Scalar(value + 32)! : self }
}
