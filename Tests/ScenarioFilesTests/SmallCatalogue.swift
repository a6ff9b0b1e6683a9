import Model
import ScenarioFiles

/// A catalogue that shows every type of attribute: the reader knows no kind of its own.
let smallCatalogue = SchemaCatalogue([
    .init(
        "parties", "Who has books.",
        kinds: [
            Schema(
                kind: "party", meaning: "A firm.",
                attributes: [
                    Attribute("title", .text, default: "", "Name in reports."),
                    Attribute("cash", .constant("USD"), default: "0 USD", range: 0...1e13, "Opening cash."),
                    Attribute("listed", .flag, default: "false", "On an exchange."),
                    Attribute("staff", .whole, default: "", range: 1...1_000_000, "Heads."),
                ], lines: [.init("cash", "USD", "Cash.")])
        ]),
    .init(
        "contracts", "Promises.",
        kinds: [
            Schema(
                kind: "loan", meaning: "A loan.",
                attributes: [
                    Attribute("lender", .reference(["parties"]), "Who lends."),
                    Attribute("margin", .quantity("per year"), range: 0...1, "Over the base rate."),
                    Attribute("from", .quarter, default: "2026Q1", "First quarter."),
                    Attribute("rank", .choice(["senior", "junior"]), default: "senior", "Order of payment."),
                    Attribute(
                        "draws", .records([Attribute("amount", .quantity("USD"), "Drawn.")]), default: "", "Draws."),
                ]),
            Schema(
                kind: "lease", meaning: "A lease.",
                attributes: [
                    Attribute("tenant", .reference(["parties"]), "Who pays."),
                    Attribute("load", .quantity("MW"), range: 0...1e5, "Megawatts let."),
                ]),
        ]),
    .init(
        "drivers", "Outside numbers.",
        kinds: [
            Schema(
                kind: "value", meaning: "Any number.",
                attributes: [
                    Attribute("unit", .text, default: "1", "Its unit."),
                    Attribute("value", .quantityIn(attribute: "unit"), "The number."),
                ], lines: [.init("value", .declared, "Now.")])
        ]),
    .init(
        "shocks", "Changes.",
        kinds: [
            Schema(
                kind: "shift", meaning: "Adds.",
                attributes: [
                    Attribute("targets", .list(.path), "What moves."),
                    Attribute("size", .quantityOfTarget(attribute: "targets"), "By how much."),
                ])
        ]),
])

let smallScenario = """
    scenario: {name: small, start: 2026Q1, quarters: 8}
    facts: facts.csv
    parties:
      bank: {cash: 5 B USD @p1}
      miner:
        title: A miner
        staff: 1,200
    contracts:
      loan:
        kind: loan
        lender: bank
        margin: = drivers.base + 450 bp
        draws:
          - {amount: 100 M USD @p1}
      hall: {kind: lease, tenant: miner, load: {2026Q1: 0 MW @p1, 2026Q3: "50 MW assumption 40..60 MW, why"}}
    drivers:
      base: {unit: per year, value: 4.3 % @p2}
      rent: {unit: USD/GPU-h, value: "triangular(1, 2, 3) USD/GPU-h @p1"}
    shocks:
      up: {targets: [drivers.base], size: 200 bp}
    correlations:
      - [rent, drivers.base, 0.5 assumption 0.3..0.7, both follow, the cycle]
    """

let factsTable = """
    id,subject,counterparty,quantity,value,unit,period_or_date,kind,source,locator,confidence,note
    p1,A,,cash,5,USD_bn,2026,reported,s.txt,p. 1,high,"with, comma"
    p2,B,,rate,4.3,pct,2026,reported,s.txt,p. 2,high,
    """

let smallFiles = ["scenario.yaml": smallScenario, "facts.csv": factsTable]

func read(
    _ files: [String: String], _ overrides: [(key: String, value: String)] = []
) throws -> Scenario {
    try ScenarioReader(catalogue: smallCatalogue).read(text: files, overrides: overrides)
}

/// All errors of a reading, as they are printed.
func findings(_ files: [String: String], _ overrides: [(key: String, value: String)] = []) -> [String] {
    do {
        _ = try read(files, overrides)
        return []
    } catch let diagnostics as Diagnostics {
        return diagnostics.errors.map(\.description)
    } catch {
        return ["\(error)"]
    }
}

/// The errors of the small scenario with one piece of its text replaced.
func findings(replacing old: String, by new: String) -> [String] {
    findings(["scenario.yaml": replaced(smallScenario, old, by: new), "facts.csv": factsTable])
}

func replaced(_ text: String, _ old: String, by new: String) -> String {
    guard let range = text.firstRange(of: old) else { preconditionFailure("\"\(old)\" is not in the text") }
    return text.replacingCharacters(in: range, with: new)
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + self[range.upperBound...]
    }
}
