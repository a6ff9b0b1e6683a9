import Engine
import Model

extension OverviewAnswer {
    /// Who fails in the paths in which one party fails, and how often otherwise.
    package struct Conditional: Sendable, Codable {
        package var party: String
        package var title: String
        /// Share of all paths in which it defaults.
        package var share: Estimate
        package var others: [Other]

        package struct Other: Sendable, Codable {
            package var party: String
            package var title: String
            /// Share of those paths in which this one defaults in the same quarter or later, and of the other paths in which it
            /// defaults at all.
            package var share: Estimate
            package var otherwise: Double
        }
    }

    /// Losses on loans by lender.
    package struct LenderLoss: Sendable, Codable {
        package var lender: String
        package var title: String
        package var expected: Estimate
        package var p95: Double
    }

    /// A party's revenue that is its own money come round: means over the paths that were traced.
    package struct OwnMoney: Sendable, Codable {
        package var party: String
        package var title: String
        package var paths: Int
        /// Dollars over the run.
        package var revenue: Double
        package var ownFinancing: Double
        package var ownMoney: Double
        /// Cents of a dollar of revenue: what it financed itself; all own money; and what is certain and possible within quarters.
        package var centsFinanced: Double
        package var centsOwn: Double
        package var centsLower: Double
        package var centsUpper: Double
    }
}

extension RunReader {
    func conditional() -> [OverviewAnswer.Conditional] {
        let firms = program.parties.filter { !$0.isSector }
        let columns = firms.map { column("parties.\($0.name).default") }
        return firms.indices.compactMap { index -> OverviewAnswer.Conditional? in
            let own = columns[index]
            let hit = own.indices.filter { own[$0] > 0 }
            guard hit.count >= 5 else { return nil }
            let others = firms.indices.filter { $0 != index }.compactMap { other -> OverviewAnswer.Conditional.Other? in
                let flags = hit.map { columns[other][$0] > 0 && columns[other][$0] >= own[$0] }
                let share = Estimate(shareOf: flags, antithetic: false)
                let rest = own.indices.filter { own[$0] == 0 }
                let otherwise =
                    rest.isEmpty
                    ? 0 : Double(rest.count { columns[other][$0] > 0 }) / Double(rest.count)
                guard share.value - otherwise > 3 * share.standardError, share.value > 0.02 else { return nil }
                return .init(party: firms[other].name, title: firms[other].title, share: share, otherwise: otherwise)
            }
            let antithetic = program.scenario.settings.antithetic
            return .init(
                party: firms[index].name, title: firms[index].title,
                share: Estimate(shareOf: own.map { $0 > 0 }, antithetic: antithetic),
                others: others.sorted {
                    ($1.share.value - $1.otherwise, $0.party) < ($0.share.value - $0.otherwise, $1.party)
                })
        }.sorted { ($1.share.value, $0.party) < ($0.share.value, $1.party) }
    }

    func lossesByLender() -> [OverviewAnswer.LenderLoss] {
        let loans = program.listedLoans
        let lenders = loans.map(\.lender.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return lenders.map { name in
            let own = loans.filter { $0.lender.name == name }
            let lost = run.losses(on: own)
            return .init(
                lender: name, title: own[0].lender.title,
                expected: Estimate(meanOf: lost, antithetic: program.scenario.settings.antithetic),
                p95: Quantiles(lost.map { Float($0) })(0.95) ?? 0)
        }.sorted { ($1.expected.value, $0.lender) < ($0.expected.value, $1.lender) }
    }
}

extension OverviewAnswer {
    /// Traces a few paths: every party whose revenue is to some part its own money.
    package static func ownMoney(_ program: Program, paths: Int, threads: Int) async throws -> [OwnMoney] {
        let parties = program.parties.filter { !$0.isSector }
        let paths = try await ReplayedPaths.map(program, paths: paths, threads: threads) { replay in
            let trace = try PathTrace(replay, program)
            return try parties.map { try TraceAnswer($0, trace, of: program) }
        }
        return parties.indices.compactMap { index -> OwnMoney? in
            let (party, traces) = (parties[index], paths.map { $0[index] })
            func mean(_ value: (TraceAnswer) -> Double) -> Double {
                traces.reduce(0) { $0 + value($1) } / Double(max(1, traces.count))
            }
            let (revenue, own) = (mean(\.revenue), mean(\.ownMoney))
            guard revenue > 0, own / revenue > 0.0005 else { return nil }
            let (lower, upper) = (
                mean { $0.quarters.reduce(0) { $0 + $1.lower } }, mean { $0.quarters.reduce(0) { $0 + $1.upper } }
            )
            let financed = mean(\.ownFinancing)
            return OwnMoney(
                party: party.name, title: party.title, paths: paths.count, revenue: revenue, ownFinancing: financed,
                ownMoney: own, centsFinanced: 100 * financed / revenue, centsOwn: 100 * own / revenue,
                centsLower: 100 * lower / revenue, centsUpper: 100 * upper / revenue)
        }.sorted { ($1.centsOwn, $0.party) < ($0.centsOwn, $1.party) }
    }
}
