import Engine
import Model

/// Two runs side by side: which inputs differ, and what became of the odds and the losses.
package struct RunComparison: Sendable, Codable {
    package var before: Side
    package var after: Side
    /// The same seed and number of paths: differences are taken path by path.
    package var isPaired: Bool
    package var inputs: [Change]
    package var defaults: [Odds]
    package var losses: [Loss]

    package struct Side: Sendable, Codable {
        package var scenario: String
        package var version: String
        package var paths: Int
        package var seed: UInt64
        package var shocks: [String]
        package var overrides: [String]
        package var digest: String
    }

    /// An input whose text differs; empty where one of the scenarios has none of the name.
    package struct Change: Sendable, Codable {
        package var input: String
        package var before: String
        package var after: String
    }

    package struct Odds: Sendable, Codable {
        package var party: String
        package var title: String
        package var before: Estimate
        package var after: Estimate
        package var change: Estimate
    }

    package struct Loss: Sendable, Codable {
        package var loan: String
        package var title: String
        /// Dollars, mean over all paths.
        package var before: Estimate
        package var after: Estimate
        package var change: Estimate
    }
}

extension RunComparison {
    package init(_ before: Run, of first: Program, _ after: Run, of second: Program) {
        self.before = Side(before)
        self.after = Side(after)
        let paired = before.manifest.seed == after.manifest.seed && before.paths == after.paths
        isPaired = paired
        let old = Dictionary(first.scenario.inputs.map { ($0.path, $0.input.text) }, uniquingKeysWith: { $1 })
        let new = Dictionary(second.scenario.inputs.map { ($0.path, $0.input.text) }, uniquingKeysWith: { $1 })
        inputs = Set(old.keys).union(new.keys).sorted().compactMap { path in
            let (was, now) = (old[path] ?? "", new[path] ?? "")
            return was == now ? nil : Change(input: path, before: was, after: now)
        }
        let antithetic = first.scenario.settings.antithetic && second.scenario.settings.antithetic
        func compare(_ was: [Double], _ now: [Double]) -> (Estimate, Estimate, Estimate) {
            let (left, right) = (
                Estimate(meanOf: was, antithetic: antithetic), Estimate(meanOf: now, antithetic: antithetic)
            )
            guard !paired else { return (left, right, Estimate(differenceOf: now, and: was, antithetic: antithetic)) }
            let error =
                (left.standardError * left.standardError + right.standardError * right.standardError).squareRoot()
            return (left, right, Estimate(value: right.value - left.value, standardError: error))
        }
        defaults = first.parties.filter { !$0.isSector }.compactMap { party -> Odds? in
            let name = "parties.\(party.name).default"
            guard let was = before.column(name), let now = after.column(name) else { return nil }
            let (left, right, change) = compare(was.map { $0 > 0 ? 1 : 0 }, now.map { $0 > 0 ? 1 : 0 })
            return Odds(party: party.name, title: party.title, before: left, after: right, change: change)
        }
        losses = first.listedLoans.compactMap { loan -> Loss? in
            guard let was = before.column("\(loan.subject).lost"), let now = after.column("\(loan.subject).lost") else {
                return nil
            }
            let (left, right, change) = compare(was.map(Double.init), now.map(Double.init))
            guard left.value != 0 || right.value != 0 else { return nil }
            return Loss(loan: loan.subject, title: loan.title, before: left, after: right, change: change)
        }.sorted { ($1.change.value.magnitude, $0.loan) < ($0.change.value.magnitude, $1.loan) }
    }
}

extension RunComparison.Side {
    fileprivate init(_ run: Run) {
        let manifest = run.manifest
        self.init(
            scenario: manifest.scenario, version: manifest.version, paths: run.paths, seed: manifest.seed,
            shocks: manifest.shocks.map { shock in shock.severity.map { "\(shock.name)=\($0)" } ?? shock.name },
            overrides: manifest.overrides, digest: run.digest)
    }
}
