import Engine
import Model

/// Who loses what, over all paths or given that one party fails: by lender and kind of loan, and by party that lent.
package struct LossesAnswer: Sendable, Codable {
    /// Paths of the run, and those in which the party fails; all where none is named.
    package var paths: Int
    package var conditional: Int
    /// The party that fails; nil for all paths.
    package var party: String?
    package var title: String?
    /// Share of paths in which it fails.
    package var probability: Estimate?
    package var lenders: [Lender]
    /// Its own loans, and those of others: given that it fails.
    package var direct: Estimate
    package var ofOthers: Estimate
    /// Loans of others in the paths in which it does not fail.
    package var ofOthersOtherwise: Estimate?
    package var creditors: [Creditor]
    package var failures: [Failure]

    package struct Lender: Sendable, Codable {
        package var lender: String
        package var title: String
        /// What the scenario calls it, or `outside sector`.
        package var kind: String
        /// Dollars, mean over the paths, and exceeded in 5 % of them.
        package var expected: Estimate
        package var p95: Double
        /// Over all paths, whoever fails; only where a party is named.
        package var unconditional: Estimate?
        package var channels: [Channel]
    }

    /// A kind of loan: bonds, private credit, asset-backed, bank facility.
    package struct Channel: Sendable, Codable {
        package var channel: String
        package var expected: Estimate
    }

    /// A party, not an outside sector, that writes off what others owe it: loans, invoices, prepayments.
    package struct Creditor: Sendable, Codable {
        package var party: String
        package var title: String
        package var expected: Estimate
        package var otherwise: Estimate?
    }

    package struct Failure: Sendable, Codable {
        package var party: String
        package var title: String
        /// Share of those paths in which it defaults in the same quarter or later, and of the others in which it defaults.
        package var share: Estimate
        package var otherwise: Estimate
    }
}

extension LossesAnswer {
    /// Reads the answer off a stored run; what parties write off is looked at on some of its paths again.
    ///
    /// - Parameter written: paths that are looked at again.
    /// - Throws: `Diagnostics` where the party is unknown or fails in no path.
    package static func compute(
        _ run: Run, _ program: Program, if name: String?, written: Int, threads: Int
    ) async throws -> LossesAnswer {
        let own = try name.map { try program.firm($0, asked: "--if") }
        guard !program.listedLoans.isEmpty else {
            throw program.lacks("nobody owes a loan in the scenario", hint: "add a `facility`, or `funding`")
        }
        let failed = own.map { run.column("parties.\($0.name).default") ?? [] }
        let hit = (0..<run.paths).filter { path in failed.map { $0[path] > 0 } ?? true }
        guard hit.count >= 2 else {
            throw program.lacks(
                "\(own?.title ?? "it") fails in \(hit.count) of \(run.paths) paths: too few to say who loses",
                hint: "name another party, run more paths, or switch on a shock")
        }
        let firms = program.parties.filter { !$0.isSector }
        let series = try await SeriesRun.compute(
            program, try firms.map { try program.measure("parties.\($0.name).credit-losses") },
            paths: min(written, run.paths), threads: threads)
        return LossesAnswer(run, program, own, hit: hit, failed: failed, series, firms)
    }

    private init(
        _ run: Run, _ program: Program, _ own: Party?, hit: [Int], failed: [Float]?, _ series: SeriesRun,
        _ firms: [Party]
    ) {
        let antithetic = program.scenario.settings.antithetic
        let loans = program.listedLoans
        // Whole pairs of antithetic paths need not be among those that are hit.
        func mean(_ values: [Double], _ paths: [Int]) -> Estimate {
            Estimate(meanOf: paths.map { values[$0] }, antithetic: antithetic && paths.count == run.paths)
        }
        let rest = (0..<run.paths).filter { path in failed.map { $0[path] <= 0 } ?? false }
        paths = run.paths
        conditional = hit.count
        party = own?.name
        title = own?.title
        probability = failed.map { Estimate(shareOf: $0.map { $0 > 0 }, antithetic: antithetic) }
        let names = loans.map(\.lender.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        lenders = names.map { name in
            let lent = loans.filter { $0.lender.name == name }
            let all = run.losses(on: lent)
            let kinds = lent.map { program.kind(of: $0) }.reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            let lender = lent[0].lender
            return Lender(
                lender: name, title: lender.title,
                kind: lender.label.isEmpty ? "party" : lender.label == "sector" ? "outside sector" : lender.label,
                expected: mean(all, hit), p95: Quantiles(hit.map { Float(all[$0]) })(0.95) ?? 0,
                unconditional: own.map { _ in Estimate(meanOf: all, antithetic: antithetic) },
                channels: kinds.map { kind in
                    Channel(
                        channel: kind, expected: mean(run.losses(on: lent.filter { program.kind(of: $0) == kind }), hit)
                    )
                })
        }.sorted { ($1.expected.value, $0.lender) < ($0.expected.value, $1.lender) }
        let ownLoans = run.losses(on: loans.filter { $0.borrower.index == own?.index })
        let others = run.losses(on: loans.filter { $0.borrower.index != own?.index })
        direct = mean(ownLoans, hit)
        ofOthers = mean(others, hit)
        ofOthersOtherwise = rest.isEmpty ? nil : mean(others, rest)
        let whole = 0...(series.quarters - 1)
        let seen = (hit.filter { $0 < series.paths }, rest.filter { $0 < series.paths })
        creditors = firms.enumerated().compactMap { index, firm -> Creditor? in
            let values = series.values(index, whole)
            guard seen.0.count >= 2 else { return nil }
            let given = Estimate(meanOf: seen.0.map { values[$0] }, antithetic: false)
            guard given.value > 0 else { return nil }
            return Creditor(
                party: firm.name, title: firm.title, expected: given,
                otherwise: seen.1.count < 2
                    ? nil : Estimate(meanOf: seen.1.map { values[$0] }, antithetic: false))
        }.sorted { ($1.expected.value, $0.party) < ($0.expected.value, $1.party) }
        failures = firms.compactMap { firm -> Failure? in
            guard let failed, let own, firm.index != own.index else { return nil }
            let column = run.column("parties.\(firm.name).default") ?? []
            let share = Estimate(
                shareOf: hit.map { column[$0] > 0 && column[$0] >= failed[$0] }, antithetic: false)
            guard share.value > 0 else { return nil }
            return Failure(
                party: firm.name, title: firm.title, share: share,
                otherwise: Estimate(shareOf: rest.map { column[$0] > 0 }, antithetic: false))
        }.sorted { ($1.share.value, $0.party) < ($0.share.value, $1.party) }
    }
}

extension Program {
    /// The kind of a loan's item: `facility`, `bonds`, `private-credit`.
    func kind(of loan: Loan) -> String {
        let words = loan.subject.split(separator: ".", maxSplits: 1).map(String.init)
        guard words.count == 2 else { return "loan" }
        return scenario[words[0]].first { $0.name == words[1] }?.kind ?? "loan"
    }
}
