/// A random valid scenario as text that a person can read: head, and items by section that can be left out one by one.
public struct GeneratedScenario: Sendable {
    public struct Item: Sendable {
        public let section: String
        public let name: String
        /// The attributes, a line each, without indentation.
        public let lines: [String]
        /// Items that this one names.
        public let needs: [String]
    }

    public var seed: UInt64
    public var quarters: Int
    public var items: [Item]

    /// `scenario.yaml` of it.
    public var text: String {
        var text = """
            scenario:
              name: random-\(seed)
              start: 2026Q1
              quarters: \(quarters)
              paths: 50
              seed: \(seed)

            """
        for section in [
            "parties", "rules", "drivers", "markets", "generations", "suppliers", "regions", "sites", "fleets",
            "vendors", "plans",
            "contracts", "labs", "segments", "regime",
            "capital-markets", "funding", "shocks",
        ] {
            let own = items.filter { $0.section == section }
            guard !own.isEmpty else { continue }
            text += "\(section):\n"
            for item in own {
                text += "  \(item.name):\n"
                for line in item.lines { text += "    \(line)\n" }
            }
        }
        return text
    }

    /// Smaller scenarios that are still valid: without one item that nothing else names, or with half the quarters.
    var smaller: [GeneratedScenario] {
        let needed = Set(items.flatMap(\.needs))
        var result: [GeneratedScenario] = []
        for (index, item) in items.enumerated() where !needed.contains("\(item.section).\(item.name)") {
            guard item.section != "parties" || !item.lines.contains("issues-money: true") else { continue }
            var copy = self
            copy.items.remove(at: index)
            result.append(copy)
        }
        return result
    }

    /// The smallest scenario found, leaving out item by item, for which something still goes wrong.
    public func shrunk(while fails: (GeneratedScenario) -> Bool) -> GeneratedScenario {
        var current = self
        while let next = current.smaller.first(where: fails) { current = next }
        return current
    }
}
