extension ScenarioGenerator {
    /// What electricity costs: a process, the states of a chain, or changes drawn from a history.
    mutating func addPower() {
        let unit = "unit: USD per MWh"
        let choices: [[String]] = [
            [
                "kind: mean-reverting", unit, "start: 50 USD per MWh assumption", "mean: 60 USD per MWh assumption",
                "speed: 1 per year assumption", "volatility: 50 % assumption", "in: logs",
            ],
            [
                "kind: markov", unit, "start: calm", "states:",
                "  - {name: calm, value: 40 USD per MWh assumption, odds: [80 % assumption, 15 % assumption, 5 % assumption]}",
                "  - {name: tight, value: = 80 USD per MWh * exp(5 * drivers.rate), "
                    + "odds: [30 % assumption, 50 % assumption, 20 % assumption]}",
                "  - {name: crisis, value: 400 USD per MWh assumption, odds: [0, 100 % assumption, 0]}",
            ],
            [
                "kind: bootstrap", unit, "in: logs", "block-length: \(drivers.pick([1, 4])) quarters assumption",
                "start: 45 USD per MWh assumption", "data:",
            ] + [38, 44, 71, 180, 95, 60, 52, 49].map { "  - \($0) USD per MWh assumption" },
        ]
        add("drivers", "power", drivers.pick(choices), needs: ["drivers.rate"])
    }

    /// What scales use and payments: a draw, in half of the scenarios along a curve of adoption.
    mutating func addLuck() {
        let draw = "uniform(0.2, 1.2) assumption"
        guard drivers.chance(0.5) else { return add("drivers", "luck", ["kind: value", "value: \(draw)"]) }
        var curve = drivers.pick([
            [
                "kind: logistic", "saturation: \(draw)", "midpoint: uniform(-1, 3) years assumption",
                "speed: \(drivers.pick([0.5, 3])) per year assumption",
            ],
            [
                "kind: bass", "market: \(draw)", "innovation: 3 % per year assumption",
                "imitation: uniform(0.2, 2) per year assumption", "start: \(drivers.pick([0, 0.1])) assumption",
            ],
            [
                "kind: gompertz", "saturation: \(draw)", "inflection: uniform(-1, 3) years assumption",
                "speed: \(drivers.pick([0.5, 3])) per year assumption",
            ],
        ])
        if drivers.chance(0.5) { curve.append("from: 2024Q3") }
        if drivers.chance(0.5) {
            curve += [
                "plateau-probability: 60 % assumption", "plateau-share: uniform(0.1, 1) assumption",
                "plateau-from: \(quarter(3))",
            ]
        }
        add("drivers", "adoption", curve)
        add("drivers", "luck", ["kind: value", "value: = 0.2 + drivers.adoption"], needs: ["drivers.adoption"])
    }
}
