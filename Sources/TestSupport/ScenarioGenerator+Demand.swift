extension ScenarioGenerator {
    /// Labs that share segments of demand: on own sites, under the compute contracts they have, and at spot.
    mutating func addDemand() {
        guard random.chance(0.6) else { return }
        let customers = items.filter { $0.section == "contracts" && $0.lines[0] == "kind: compute" }
            .compactMap { item in
                item.lines.first { $0.hasPrefix("buyer: ") }.map { (item.name, String($0.dropFirst("buyer: ".count))) }
            }
        let chosen = Array(parties.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
        for (number, party) in chosen.enumerated() {
            let own = sites.filter { $0.owner == party }.map(\.name)
            let contracts = customers.filter { $0.1 == party }.map(\.0)
            add(
                "labs", "lab-\(number)",
                [
                    "party: \(party)", "sites: [\(own.joined(separator: ", "))]",
                    "contracts: [\(contracts.joined(separator: ", "))]",
                    "spot-limit: \(random.pick([0, 2_000])) GPU assumption",
                    "training-share: \(random.pick([10, 80])) % assumption", "noise: 0.1 assumption",
                    "step-odds: 10 % assumption",
                    "training-spot: \(fleets.pick([0, 5_000])) GPU assumption",
                    "cash-share: \(fleets.pick([0, 10])) % assumption",
                ],
                needs: own.map { "sites.\($0)" } + contracts.map { "contracts.\($0)" } + ["parties.\(party)"])
        }
        let share = 100 / chosen.count
        let shares = chosen.indices.map { number in
            "  - {lab: lab-\(number), share: \(number == 0 ? 100 - share * (chosen.count - 1) : share) % assumption}"
        }
        for name in ["seats", "tokens"] {
            add(
                "segments", name,
                [
                    "customers: markets", "volume: = \(random.pick([1_000, 20_000])) * drivers.luck",
                    "price: \(random.pick([200, 3_000])) USD assumption",
                    "collected: \(random.pick([50, 100])) % assumption",
                    "intensity: \(random.pick([20, 900])) GPU-h assumption",
                    "pass-through: \(name == "tokens" ? 80 : 0) % assumption", "shares:",
                ] + shares, needs: chosen.indices.map { "labs.lab-\($0)" } + ["drivers.luck"])
        }
    }
}
