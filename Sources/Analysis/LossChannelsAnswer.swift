import Engine
import Model

/// Where losses come from: the same paths with one channel switched off at a time.
package struct LossChannelsAnswer: Sendable, Codable {
    package var paths: Int
    /// Loans lost per path, dollars.
    package var losses: Estimate
    package var rows: [Channel]

    package struct Channel: Sendable, Codable {
        package var channel: String
        package var meaning: String
        /// What losses fall by when the channel is off.
        package var saved: Estimate
    }
}

extension LossChannelsAnswer {
    package static func compute(
        _ scenario: Scenario, shocks: [ShockSetting] = [], paths: Int, threads: Int
    ) async throws -> LossChannelsAnswer {
        let base = try Program(scenario, shocks: shocks)
        let run = try await Runner(base, threads: threads).run(paths: paths)
        let antithetic = scenario.settings.antithetic
        let losses = run.losses(on: base.listedLoans)
        let rules = scenario["rules"].first?.path ?? "rules.default"
        var rows: [Channel] = []
        func add(_ channel: String, _ meaning: String, _ off: Run, _ program: Program) {
            let saved = Estimate(differenceOf: losses, and: off.losses(on: program.listedLoans), antithetic: antithetic)
            rows.append(Channel(channel: channel, meaning: meaning, saved: saved))
        }
        let prices = try Program(scenario, shocks: shocks, fixed: ["\(rules).depth": 1e15])
        add(
            "distressed prices", "sales by estates do not lower the price",
            try await Runner(prices, threads: threads).run(paths: paths), prices)
        if let regime = scenario["regime"].first?.path {
            let fixed = ["default-response", "surprise-response"].map { ("\(regime).\($0)", 0.0) }
            let calm = try Program(scenario, shocks: shocks, fixed: Dictionary(uniqueKeysWithValues: fixed))
            add(
                "funding answers", "the markets' state does not answer defaults or disappointed revenue",
                try await Runner(calm, threads: threads).run(paths: paths), calm)
        }
        let guarded = try Program(scenario, shocks: shocks, isCounterfactual: true)
        var runner = Runner(guarded, threads: threads)
        let firsts = FirstDefaults(run, base)
        runner.guaranteed = firsts.party
        let saved = try await runner.run(paths: paths)
        let contagion = ContagionAnswer.Losses(run, saved, firsts, base, antithetic).contagion
        rows.append(
            Channel(
                channel: "counterparties", meaning: "the first to default in each path is guaranteed; losses of others",
                saved: contagion))
        return LossChannelsAnswer(
            paths: paths, losses: Estimate(meanOf: losses, antithetic: antithetic), rows: rows)
    }
}
