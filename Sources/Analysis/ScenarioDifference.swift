import Calendar
import Engine
import Model

/// One thing in which two scenarios differ, and how to put the second's into the first.
struct ScenarioDifference: Sendable {
    private enum Change: Sendable {
        case attribute(section: String, item: String, name: String, Value?)
        /// A whole item of the second; nil where it has none.
        case item(section: String, name: String, Item?)
        case correlations([Correlation])
        case settings(Scenario.Settings)
        case shock(ShockSetting?, named: String)
    }

    /// `contracts.loan.margin`, `parties.x`, `scenario.start`, `shock power-late`.
    let path: String
    let section: String
    let before: String
    let after: String
    private let change: Change

    /// A scenario and its shocks with the second's in place.
    func apply(to scenario: inout Scenario, _ shocks: inout [ShockSetting]) {
        switch change {
        case .attribute(let section, let item, let name, let value):
            guard let place = scenario[section].firstIndex(where: { $0.name == item }) else { return }
            scenario.sections[section]![place].record.values[name] = value
        case .item(let section, let name, let item):
            var items = scenario[section]
            let place = items.firstIndex { $0.name == name }
            if let place { items.remove(at: place) }
            if let item { items.insert(item, at: place ?? items.count) }
            scenario.sections[section] = items
        case .correlations(let correlations): scenario.correlations = correlations
        case .settings(let settings):
            scenario.settings.start = settings.start
            scenario.settings.quarters = settings.quarters
        case .shock(let setting, let name):
            shocks.removeAll { $0.name == name }
            if let setting { shocks.append(setting) }
        }
    }

    /// Sections that change no path of a run.
    private static let silent = ["calibration", "hindcast", "mechanisms", "facts"]

    /// Everything in which the second differs from the first and that a run can feel.
    static func all(
        _ first: Scenario, _ firstShocks: [ShockSetting], _ second: Scenario, _ secondShocks: [ShockSetting]
    ) -> [ScenarioDifference] {
        var all: [ScenarioDifference] = []
        let (a, b) = (first.settings, second.settings)
        if a.start != b.start || a.quarters != b.quarters {
            all.append(
                .init(
                    path: "scenario.start, quarters", section: "scenario", before: "\(a.start), \(a.quarters)",
                    after: "\(b.start), \(b.quarters)", change: .settings(b)))
        }
        let on = Set((firstShocks + secondShocks).map(\.name))
        for section in Set(first.sections.keys).union(second.sections.keys).sorted() where !silent.contains(section) {
            let (own, other) = (first[section], second[section])
            let names = own.map(\.name) + other.map(\.name).filter { name in !own.contains { $0.name == name } }
            for name in names where section != "shocks" || on.contains(name) {
                all += items(
                    section, name, own.first { $0.name == name }, other.first { $0.name == name })
            }
        }
        func texts(_ pairs: [Correlation]) -> [String] { pairs.map { "\($0.first), \($0.second): \($0.rho)" } }
        if texts(first.correlations) != texts(second.correlations) {
            all.append(
                .init(
                    path: "correlations", section: "correlations", before: "\(first.correlations.count) pairs",
                    after: "\(second.correlations.count) pairs", change: .correlations(second.correlations)))
        }
        for name in on.sorted() {
            let (own, other) = (firstShocks.first { $0.name == name }, secondShocks.first { $0.name == name })
            guard own != other else { continue }
            func text(_ setting: ShockSetting?, _ scenario: Scenario) -> String {
                guard let setting else { return "off" }
                guard let size = scenario["shocks"].first(where: { $0.name == name })?.record.input("size"),
                    case .constant(let usual) = size.form
                else { return "on" }
                return WrittenUnit(of: size).text(setting.severity ?? usual)
            }
            all.append(
                .init(
                    path: "shock \(name)", section: "shocks", before: text(own, first), after: text(other, second),
                    change: .shock(other, named: name)))
        }
        return all
    }

    private static func items(
        _ section: String, _ name: String, _ own: Item?, _ other: Item?
    ) -> [ScenarioDifference] {
        let path = "\(section).\(name)"
        guard let own, let other, own.kind == other.kind else {
            return [
                .init(
                    path: path, section: section, before: own?.kind ?? "-", after: other?.kind ?? "-",
                    change: .item(section: section, name: name, other))
            ]
        }
        let names = Set(own.record.values.keys).union(other.record.values.keys).sorted()
        return names.compactMap { attribute in
            let (before, after) = (own.record.values[attribute], other.record.values[attribute])
            let texts = (before.map(text) ?? "-", after.map(text) ?? "-")
            guard texts.0 != texts.1, attribute != "title" else { return nil }
            let (short, shorter) = Self.apart(texts.0, texts.1)
            return .init(
                path: "\(path).\(attribute)", section: section, before: short, after: shorter,
                change: .attribute(section: section, item: name, name: attribute, after))
        }
    }

    /// Two texts without the words that both begin with, where they are long.
    private static func apart(_ a: String, _ b: String) -> (String, String) {
        guard max(a.count, b.count) > 60 else { return (a, b) }
        let (one, two) = (a.split(separator: " "), b.split(separator: " "))
        let same = zip(one, two).prefix { $0 == $1 }.count
        func rest(_ words: [Substring]) -> String {
            "..." + words.dropFirst(max(0, same - 1)).prefix(8).joined(separator: " ")
        }
        return (rest(one), rest(two))
    }

    /// A value as text, its source left out: only what a run feels.
    private static func text(_ value: Value) -> String {
        switch value {
        case .input(let input):
            switch input.form {
            case .constant(let number): return WrittenUnit(of: input).text(number, digits: 6)
            default:
                let words = input.text.split(separator: " ")
                return words.prefix { !$0.hasPrefix("assumption") && !$0.hasPrefix("@") }.joined(separator: " ")
            }
        case .whole(let number, _): return "\(number)"
        case .flag(let flag, _): return flag ? "true" : "false"
        case .text(let text, _), .choice(let text, _), .path(let text, _): return text
        case .reference(_, let name, _): return name
        case .quarter(let quarter, _): return quarter.description
        case .records(let records): return records.map(text).joined(separator: "; ")
        case .list(let values): return values.map(text).joined(separator: ", ")
        case .written(let written): return text(written)
        }
    }

    private static func text(_ record: Record) -> String {
        record.values.keys.sorted().map { "\($0) \(text(record.values[$0]!))" }.joined(separator: ", ")
    }

    private static func text(_ written: Written) -> String {
        switch written {
        case .text(let text, _): return text
        case .list(let values, _): return values.map(text).joined(separator: ", ")
        case .map(let entries, _): return entries.map { "\($0.name) \(text($0.value))" }.joined(separator: ", ")
        }
    }
}
