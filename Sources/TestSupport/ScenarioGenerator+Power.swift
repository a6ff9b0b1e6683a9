extension ScenarioGenerator {
    /// A power region with its makers for half of the scenarios: shared supply or not, every kind of source and lead.
    ///
    /// Random numbers of its own, so that the rest of a scenario is the same with and without.
    mutating func addRegion() {
        let kept = random
        random = SeededGenerator(seed: seed &+ 1_000_003)
        defer { random = kept }
        guard random.chance(0.5) else { return }
        for maker in ["maker-0", "maker-1"] {
            add(
                "suppliers", maker,
                [
                    "backlog: \(random.pick([0, 30, 200])) MW assumption",
                    "slots: \(random.pick([0, 4, 25])) MW per quarter assumption",
                    "ceiling: \(random.pick([10, 60])) MW per quarter assumption",
                    "expansion: \(random.pick([0, 10, 60])) % assumption",
                    "threshold: \(random.pick([0, 3])) quarters assumption",
                ])
        }
        var lines = ["regulation: = drivers.luck - 0.5"]
        let hasSupply = random.chance(0.4)
        if hasSupply { lines.append("supply: \(random.pick([3, 30, 300])) MW assumption") }
        let hasProjects = random.chance(0.4)
        if hasProjects { lines += ["projects:"] + project("common", power: 20, hasHall: false) }
        let makers = ["suppliers.maker-0", "suppliers.maker-1"]
        add("regions", "north", lines, needs: ["drivers.luck"] + makers)
        for _ in 0..<2 { powerProjects.append(project("more", power: 12, hasHall: true)) }
        allocation = random.pick(["proportional", "queue", "max-min", "by-value"])
        guard hasSupply || hasProjects else { return }
        add(
            "sites", "rest",
            [
                "owner: \(parties[0])", "region: north", "pue: 1.4 assumption", "it-load: 40 MW assumption",
                "wanted: = drivers.luck", "queue-date: 2024Q1",
            ], needs: ["regions.north", "drivers.luck", "parties.\(parties[0])"])
    }

    /// A project of any source, with any of the leads.
    mutating func project(_ name: String, power: Double, hasHall: Bool) -> [String] {
        let source = random.pick([
            "grid", "grid-flexible", "gas-turbine", "engine", "fuel-cell", "nuclear", "nuclear-restart", "new-nuclear",
            "solar-storage", "battery", "converted-mine", "diesel", "space",
        ])
        var lines = ["  - name: \(name)", "    source: \(source)", "    power: \(power) MW assumption"]
        if hasHall { lines.append("    hall-ready: uniform(0, 3) quarters assumption") }
        let queued = random.pick([0, 2, 5])
        lines += [
            "    power-ready: \(random.pick(["lognormal(4, 0.5)", "triangular(1, 3, 12)", "quantiles(2, 4, 9)"])) quarters assumption",
            "    queued: \(queued) quarters", "    firmness: \(random.pick([60, 100])) % assumption",
            "    delay-response: \(random.pick([0, 1])) assumption", "    withdrawal-response: 0.5 assumption",
        ]
        if random.chance(0.5) { lines.append("    withdrawal: \(random.pick([0, 20, 60])) % assumption") }
        if random.chance(0.3) {
            lines += [
                "    stages:", "      - {lead: 1 quarter, pass: 90 % assumption}",
                "      - {lead: \"uniform(0, 3) quarters assumption\", pass: 70 % assumption}",
            ]
        }
        if random.chance(0.3) { lines += ["    leads:", "      - {lead: \"lognormal(3, 0.4) quarters assumption\"}"] }
        if random.chance(0.2) { lines.append("    permit: \(quarter(3))") }
        if random.chance(0.3) { lines.append("    temporary: 3 quarters") }
        if fleets.chance(0.4) { lines.append("    ramp: 3 quarters") }
        if source == "space" || random.chance(0.15) {
            lines.append("    trigger: = if drivers.luck > 0.6 then 1 else 0")
        } else if random.chance(0.5) {
            lines += [
                "    supplier: \(random.pick(["maker-0", "maker-1"]))",
                "    ordered: \(random.pick(["2025Q2", quarter(1)]))",
                "    installation: uniform(0, 2) quarters assumption",
            ]
        }
        if source == "diesel" { lines.append("    permit-hours: 876 hours") }
        if source == "converted-mine" { lines.append("    conversion: 2 quarters assumption") }
        return lines
    }
}
