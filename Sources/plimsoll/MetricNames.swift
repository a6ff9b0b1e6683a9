import Model

/// Names of the metrics that a run keeps, for those who mistype one.
enum MetricNames {
    /// So many names are shown of those that are near.
    static let shown = 5

    /// The names nearest to one that is not there: by spelling, then those that hold most of its words, then any.
    static func nearest(to name: String, among names: [String]) -> [String] {
        var near: [String] = []
        var rest = names
        while near.count < shown, let next = Suggestion.nearest(to: name, among: rest) {
            near.append(next)
            rest.removeAll { $0 == next }
        }
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        let ranked = rest.enumerated().map { place, name in
            (shared: words.count { name.lowercased().contains($0) }, place: place, name: name)
        }
        near += ranked.sorted { ($1.shared, $0.place) < ($0.shared, $1.place) }.map(\.name)
        return Array(near.prefix(shown))
    }

    /// What to say where a run has no metric of a name.
    static func problem(_ name: String, run: Int64, among names: [String]) -> Problem {
        Problem(
            "run \(run) keeps no metric `\(name)`; nearest are: "
                + nearest(to: name, among: names).joined(separator: ", ")
                + "; `plimsoll explain \(run) --metrics` lists all \(names.count)")
    }
}
