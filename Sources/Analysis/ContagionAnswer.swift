import Engine
import Ledger
import Model

/// Who falls if another falls, by counterfactual: the same paths again, each with its first defaulter guaranteed by an
/// outside sector. Parties that now survive are its victims; those that fail in the same quarter are shown beside.
package struct ContagionAnswer: Sendable, Codable {
    package var paths: Int
    package var rows: [First]
    /// Loans lost over all paths, mean per path in dollars: as it is, without what the first defaulters' own lenders
    /// lose, and with the first defaulter guaranteed; the difference of the last two is what contagion costs.
    package var losses: Losses

    package struct First: Sendable, Codable {
        package var party: String
        package var title: String
        /// Share of all paths in which it is the first to default.
        package var first: Estimate
        package var victims: [Victim]
    }

    package struct Victim: Sendable, Codable {
        package var party: String
        package var title: String
        /// Share of those paths in which it defaults, and would not if the first were guaranteed.
        package var share: Estimate
        /// Share of those paths in which it enters default in the same quarter.
        package var sameQuarter: Double
    }

    package struct Losses: Sendable, Codable {
        package var all: Estimate
        package var ofOthers: Estimate
        package var ofOthersGuaranteed: Estimate
        package var contagion: Estimate
    }
}

extension ContagionAnswer {
    /// Runs the scenario twice on the same random numbers.
    package static func compute(
        _ scenario: Scenario, shocks: [ShockSetting] = [], paths: Int, threads: Int
    ) async throws -> ContagionAnswer {
        let base = try Program(scenario, shocks: shocks)
        let run = try await Runner(base, threads: threads).run(paths: paths)
        let firsts = FirstDefaults(run, base)
        let other = try Program(scenario, shocks: shocks, isCounterfactual: true)
        var runner = Runner(other, threads: threads)
        runner.guaranteed = firsts.party
        let saved = try await runner.run(paths: paths)
        return ContagionAnswer(run, saved, firsts, base)
    }

    init(_ run: Run, _ saved: Run, _ firsts: FirstDefaults, _ program: Program) {
        paths = run.paths
        let antithetic = program.scenario.settings.antithetic
        let firms = program.parties.filter { !$0.isSector }
        rows = firms.compactMap { party in
            let own = firsts.party.indices.filter { firsts.party[$0] == Int32(party.index + 1) }
            guard !own.isEmpty else { return nil }
            let victims = firms.filter { $0.index != party.index }.compactMap { victim -> Victim? in
                let before = run.column("parties.\(victim.name).default") ?? []
                let after = saved.column("parties.\(victim.name).default") ?? []
                let falls = own.map { before[$0] > 0 && after[$0] == 0 }
                let together = own.filter { before[$0] > 0 && Int(before[$0]) == firsts.quarter[$0] }.count
                guard falls.contains(true) || together > 0 else { return nil }
                return Victim(
                    party: victim.name, title: victim.title, share: Estimate(shareOf: falls, antithetic: false),
                    sameQuarter: Double(together) / Double(own.count))
            }
            return First(
                party: party.name, title: party.title,
                first: Estimate(
                    shareOf: firsts.party.map { $0 == Int32(party.index + 1) }, antithetic: antithetic),
                victims: victims.sorted { ($1.share.value, $0.party) < ($0.share.value, $1.party) })
        }.sorted { ($1.first.value, $0.party) < ($0.first.value, $1.party) }
        losses = Losses(run, saved, firsts, program, antithetic)
    }
}

extension ContagionAnswer.Losses {
    init(_ run: Run, _ saved: Run, _ firsts: FirstDefaults, _ program: Program, _ antithetic: Bool) {
        let all = run.losses(on: program.listedLoans)
        var (others, guaranteed) = (
            [Double](repeating: 0, count: run.paths), [Double](repeating: 0, count: run.paths)
        )
        for loan in program.listedLoans {
            let (lost, left) = (run.column("\(loan.subject).lost") ?? [], saved.column("\(loan.subject).lost") ?? [])
            for path in 0..<run.paths {
                guard firsts.party[path] != Int32(loan.borrower.index + 1) else { continue }
                others[path] += Double(lost[path])
                guaranteed[path] += Double(left[path])
            }
        }
        self.init(
            all: Estimate(meanOf: all, antithetic: antithetic),
            ofOthers: Estimate(meanOf: others, antithetic: antithetic),
            ofOthersGuaranteed: Estimate(meanOf: guaranteed, antithetic: antithetic),
            contagion: Estimate(differenceOf: others, and: guaranteed, antithetic: antithetic))
    }
}

/// The first party to default in each path; of several in one quarter the one that stands first in the file.
struct FirstDefaults {
    /// Counted from 1; 0 where nobody defaults.
    let party: [Int32]
    /// Quarter of the run, from 1.
    let quarter: [Int]

    init(_ run: Run, _ program: Program) {
        var (party, quarter) = ([Int32](repeating: 0, count: run.paths), [Int](repeating: .max, count: run.paths))
        for firm in program.parties where !firm.isSector {
            for (path, when) in (run.column("parties.\(firm.name).default") ?? []).enumerated()
            where when > 0 && Int(when) < quarter[path] {
                quarter[path] = Int(when)
                party[path] = Int32(firm.index + 1)
            }
        }
        (self.party, self.quarter) = (party, quarter)
    }
}
