import Reports

/// A page made: what it says, the same as data, and what can be chosen on it.
struct PageContent: Sendable {
    var sheet: Sheet
    /// The answer as the command line prints it with `--json`.
    var json: @Sendable () throws -> String
    /// A form above the page, as HTML.
    var controls = ""
    /// HTML before and after the sheet's blocks.
    var before = ""
    var after = ""

    init(_ sheet: Sheet, json: @escaping @Sendable () throws -> String) {
        self.sheet = sheet
        self.json = json
    }
}

/// The pages about a run, in the order of the journey.
enum PageName: String, CaseIterable, Sendable {
    case overview, money
    case loadLines = "load-lines"
    case parties, power, compute, stories, facts, compare, edit

    func title(_ labels: Labels) -> String {
        switch self {
        case .overview: return labels[.overview]
        case .money: return labels[.money]
        case .loadLines: return labels[.loadLines]
        case .parties: return labels[.parties]
        case .power: return labels[.power]
        case .compute: return labels[.compute]
        case .stories: return labels[.stories]
        case .facts: return labels[.facts]
        case .compare: return labels[.compare]
        case .edit: return labels[.edit]
        }
    }
}
