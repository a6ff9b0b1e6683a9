extension GeneratedScenario {
    /// This scenario several times over in one network: parties, assets and contracts as often as that, drivers, markets,
    /// sectors and rules once. Each copy's first party pays the next one's, so that what happens in one reaches others.
    public func copies(_ count: Int) -> GeneratedScenario {
        let parties = items.filter { $0.section == "parties" && $0.lines.contains("kind: party") }.map(\.name)
        let owned = items.filter { item in
            ["sites", "fleets", "vendors", "plans", "contracts", "labs", "funding"].contains(item.section)
                || parties.contains(item.name) && item.section == "parties"
        }
        let shared = items.filter { item in !owned.contains { $0.section == item.section && $0.name == item.name } }
        let names = Set(owned.map(\.name))
        var joined = self
        joined.items = shared.map { item in
            Item(
                section: item.section, name: item.name, lines: item.lines.map { Self.renamed($0, names, "-of-0") },
                needs: [])
        }
        for copy in 0..<count {
            joined.items += owned.map { item in
                Item(
                    section: item.section, name: "\(item.name)-of-\(copy)",
                    lines: item.lines.map { Self.renamed($0, names, "-of-\(copy)") }, needs: [])
            }
            guard count > 1 else { continue }
            joined.items.append(
                Item(
                    section: "contracts", name: "link-\(copy)",
                    lines: [
                        "kind: payment", "payer: \(parties[0])-of-\(copy)",
                        "payee: \(parties[0])-of-\((copy + 1) % count)",
                        "amount: 1 M USD assumption",
                    ], needs: []))
        }
        return joined
    }

    /// A line with each whole word that is one of the names lengthened, keys and kinds apart.
    private static func renamed(_ line: String, _ names: Set<String>, _ suffix: String) -> String {
        guard !line.hasPrefix("kind:") else { return line }
        var result = ""
        var word = ""
        for character in line + "\n" {
            if character.isLetter || character.isNumber || character == "-" {
                word.append(character)
                continue
            }
            let isKey = character == ":" && !result.contains(":")
            result += names.contains(word) && !isKey ? word + suffix : word
            word = ""
            result.append(character)
        }
        return String(result.dropLast())
    }
}
