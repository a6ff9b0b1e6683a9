import Model

extension Record {
    /// The names that a list of references holds, with their places.
    func references(_ name: String) -> [(name: String, place: Place)] {
        list(name).compactMap { value in
            guard case .reference(_, let item, let place) = value else { return nil }
            return (item, place)
        }
    }

    /// The attribute paths that a list holds, with their places.
    func paths(_ name: String) -> [(path: String, place: Place)] {
        list(name).compactMap { value in
            guard case .path(let path, let place) = value else { return nil }
            return (path, place)
        }
    }
}

extension Input {
    /// The number as written, without its source: `1.25` of `1.25 assumption ...`.
    var shortText: String {
        let words = text.split(separator: " ")
        return words.prefix { $0 != "assumption" && $0 != "assumption:" && !$0.hasPrefix("@") }.joined(separator: " ")
    }
}
