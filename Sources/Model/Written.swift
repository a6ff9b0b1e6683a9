/// What was written at an attribute that only its kind can read, such as the terms of a contract of another standard:
/// texts, lists and maps, each with its place.
public indirect enum Written: Sendable {
    case text(String, Place)
    case list([Written], Place)
    case map([Entry], Place)

    /// A name and what stands at it.
    public struct Entry: Sendable {
        public var name: String
        public var place: Place
        public var value: Written

        public init(name: String, place: Place, value: Written) {
            self.name = name
            self.place = place
            self.value = value
        }
    }

    public var place: Place {
        switch self {
        case .text(_, let place), .list(_, let place), .map(_, let place): place
        }
    }

    /// What it is, for messages.
    public var what: String {
        switch self {
        case .text(let text, _): "`\(text)`"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
