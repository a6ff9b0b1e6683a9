import Calendar
import Lanes
import Model

/// The seven letter grades of credit, what leverage each allows, and what spread each pays in each state of the markets.
package struct CreditGrade: Sendable {
    package static let schema = Schema(
        kind: "grade",
        meaning:
            "A letter grade: the leverage that earns it and the spread it pays. Either none or all seven are given.",
        attributes: [
            Attribute(
                "leverage", .quantity("1"), range: 0...1e9,
                "Net debt over EBITDA of the last four quarters up to which a party has this grade."),
            Attribute(
                "contracted", .quantity("1"), range: 0...1e9,
                "For a party without profit: net debt over the contracted revenue of the coming year."),
            Attribute("open", .quantity("per year"), range: 0...1, "Spread over the base rate while markets are open."),
            Attribute("tight", .quantity("per year"), range: 0...1, "Spread while they are tight."),
            Attribute("shut", .quantity("per year"), range: 0...1, "Spread while they are shut."),
        ])

    package static let names = ["aaa", "aa", "a", "bbb", "bb", "b", "ccc"]
    /// The lowest investment grade, as an index into `names`.
    package static let lowestInvestmentGrade: Int64 = 3
    /// The best grade that a party without profit can have.
    static let bestWithoutProfit: Int64 = 4

    let leverage: Row<Scalar>
    let contracted: Row<Scalar>
    /// By state of the markets: open, tight, shut.
    let spreads: [Row<Scalar>]

    /// Used where a scenario has no `grades`. Leverage as in the financial risk profiles that rating agencies publish;
    /// spreads near long-run averages of corporate bond indices by rating.
    private static let defaults: [[String]] = [
        ["0.5", "0.1", "45 bp", "70 bp", "110 bp"], ["1.5", "0.3", "65 bp", "100 bp", "160 bp"],
        ["2", "0.6", "90 bp", "150 bp", "240 bp"], ["3", "1", "130 bp", "230 bp", "380 bp"],
        ["4.5", "2", "250 bp", "420 bp", "700 bp"], ["6.5", "4", "400 bp", "700 bp", "1200 bp"],
        ["1000000", "1000000", "850 bp", "1300 bp", "2000 bp"],
    ]

    init(_ item: Item, _ compiler: Compiler) {
        leverage = compiler.input(item, "leverage")
        contracted = compiler.input(item, "contracted")
        spreads = ["open", "tight", "shut"].map { compiler.input(item, $0) }
    }

    /// The seven grades of a scenario, best first.
    static func table(_ compiler: Compiler) -> [CreditGrade] {
        let items = compiler.scenario["grades"]
        guard !items.isEmpty else {
            return zip(names, defaults).map { name, texts in
                let given = Dictionary(uniqueKeysWithValues: zip(schema.attributes.map(\.name), texts))
                let place = compiler.scenario.settings.place
                return CreditGrade(
                    Item.standing(schema, section: "grades", name: name, texts: given, at: place), compiler)
            }
        }
        let known = Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0) })
        let missing = names.filter { known[$0] == nil }
        for item in items where !names.contains(item.name) {
            compiler.error(
                "unknown grade `\(item.name)`", at: item.place, quote: item.path,
                hint: "grades are \(names.joined(separator: ", "))")
        }
        if !missing.isEmpty {
            compiler.error(
                "grades are missing: \(missing.joined(separator: ", "))", at: items[0].place, quote: "grades",
                hint: "give all seven or none")
        }
        return names.map { CreditGrade(known[$0] ?? items[0], compiler) }
    }
}

extension Item {
    /// An item that stands where a scenario has none: attributes at the given texts, or at their defaults.
    static func standing(
        _ schema: Schema, section: String, name: String, texts: [String: String] = [:], at place: Place
    ) -> Item {
        var record = Record(place: place)
        for attribute in schema.attributes {
            guard let text = texts[attribute.name] ?? attribute.defaultText, !text.isEmpty else { continue }
            let unit: Unit
            switch attribute.type {
            case .quantity(let own), .constant(let own): unit = own
            case .flag:
                record.values[attribute.name] = .flag(text == "true", place)
                continue
            case .choice:
                record.values[attribute.name] = .choice(text, place)
                continue
            default: continue
            }
            do {
                let marked = text.contains("assumption") ? text : "\(text) assumption"
                record.values[attribute.name] = .input(try ValueReader(unit).read(marked, at: place))
            } catch {
                preconditionFailure("the default `\(text)` cannot be read: \(error)")
            }
        }
        return Item(section: section, kind: schema.kind, name: name, record: record, place: place)
    }
}
