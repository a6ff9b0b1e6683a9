extension ScenarioGenerator {
    /// What stands at sites before the run, and makers that cannot keep up.
    mutating func addFleets() {
        for site in sites where fleets.chance(0.5) {
            let units = site.load * fleets.pick([50, 200, 600])
            let book = units * fleets.pick([0, 900, 20_000])
            add(
                "fleets", "old-\(site.name)",
                [
                    "owner: \(site.owner)", "site: \(site.name)", "generation: chip",
                    "units: \(units) units assumption",
                    "delivered: \(fleets.pick(["2018Q2", "2024Q1", "2025Q4"]))",
                    "cost: \(units * 25_000) USD assumption", "book-value: \(book) USD assumption",
                ], needs: ["sites.\(site.name)", "parties.\(site.owner)", "generations.chip"])
            equity[site.owner, default: 0] += book
        }
        if let site = sites.first, fleets.chance(0.3) {
            add(
                "fleets", "hall",
                [
                    "owner: \(site.owner)", "site: \(site.name)", "delivered: 2020Q1", "cost: 50 M USD assumption",
                    "book-value: 30 M USD assumption", "book-life: 15 years assumption",
                ], needs: ["sites.\(site.name)", "parties.\(site.owner)"])
            equity[site.owner, default: 0] += 30_000_000
        }
        for party in parties + ["markets"] where fleets.chance(0.4) {
            add(
                "vendors", "maker-\(party)",
                ["party: \(party)", "capacity: = \(fleets.pick([0, 3, 40])) M USD per quarter * drivers.luck"],
                needs: ["parties.\(party)", "drivers.luck"])
        }
    }
}
