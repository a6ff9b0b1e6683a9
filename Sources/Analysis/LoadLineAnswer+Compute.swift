import Calendar
import Engine
import Model

/// What a load line is asked for.
package struct LoadLineRequest: Sendable {
    /// Names of parties; all of them where empty.
    package var parties: [String] = []
    /// Names of shocks, each with the severity at which its range ends; all shocks where empty.
    package var shocks: [ShockSetting] = []
    /// Shocks that are on throughout, each at its severity; those that are looked at come on top of them.
    package var standing: [ShockSetting] = []
    /// A period whose last quarter counts; the run's last where nil.
    package var by: String?
    package var thresholds = [0.05, 0.5]
    /// Ranges go from 0 to so many times the shock's size.
    package var reach = 2.0
    /// Steps of the first grid, and how often a step in which a threshold lies is halved.
    package var levels = 6
    package var rounds = 2

    package init(parties: [String] = [], shocks: [ShockSetting] = [], by: String? = nil) {
        (self.parties, self.shocks, self.by) = (parties, shocks, by)
    }
}

extension LoadLineAnswer {
    /// Compiles the scenario once with all shocks and runs one severity after the other, each for all parties.
    /// - Parameters:
    ///   - each: told of paths done and to do.
    ///   - found: shown what is known so far, shock by shock.
    package static func compute(
        _ scenario: Scenario, _ request: LoadLineRequest, paths: Int, threads: Int,
        each: (Int, Int) -> Void = { _, _ in }, found: (LoadLineAnswer) -> Void = { _ in }
    ) async throws -> LoadLineAnswer {
        let chosen = request.shocks.isEmpty ? scenario["shocks"].map { ShockSetting(name: $0.name) } : request.shocks
        let program = try Program(scenario, shocks: request.standing + chosen.map { ShockSetting(name: $0.name) })
        guard !chosen.isEmpty else {
            throw program.lacks("the scenario has no shocks", hint: "add a section `shocks`, as `childress` has")
        }
        let firms = try program.firms(named: request.parties)
        let last = try request.by.map { try Period($0, in: program).quarters.upperBound } ?? program.quarters - 1
        let kept = try firms.map {
            Kept.measure(try program.measure("parties.\($0.name).in-default"), last...last)
        }
        var search = LoadLineSearch(
            VariedRuns(program, keeping: kept, threads: threads), request, chosen, paths: paths,
            antithetic: scenario.settings.antithetic)
        let date = scenario.settings.start.advanced(by: last).description
        try await search.run(each: each) { found($0.answer(firms, by: date)) }
        return search.answer(firms, by: date)
    }
}

extension Program {
    /// The parties of these names, or all; outside sectors are none.
    func firms(named names: [String]) throws -> [Party] {
        let firms = parties.filter { !$0.isSector }
        guard !names.isEmpty else { return firms }
        return try names.map { name in
            guard let firm = firms.first(where: { $0.name == name }) else {
                let known = firms.map(\.name)
                throw Diagnostics([
                    Diagnostic(
                        at: Place(file: "party", line: 1, column: 1), "no party is called `\(name)`", quote: name,
                        hint: Suggestion.hint(
                            for: name, among: known,
                            otherwise: "parties of \(scenario.settings.name) are: \(Suggestion.list(known, limit: 40))")
                    )
                ])
            }
            return firm
        }
    }

    /// Whether anything that the scenario writes down can make a party pay; tax and estates follow from the rest.
    func owes(_ party: Party) -> Bool {
        legs.contains { $0.payer == party.index && !$0.subject.hasPrefix("parties.") }
    }
}
