import Engine
import Model

extension StoryAnswer {
    /// The story of a path with the turning points of the party that it is about.
    /// - Parameters:
    ///   - metric: that the path was chosen by, if it was.
    ///   - paths: paths of the stored run; the band that a path leaves is that of the first 1,000, of a large scenario 256.
    package static func told(
        _ replay: Replay, of program: Program, metric: String? = nil, paths: Int, threads: Int
    ) async throws -> StoryAnswer {
        var story = StoryAnswer(replay, of: program, metric: metric)
        if let party = subject(replay, of: program, metric: metric) {
            try await story.addTurns(
                replay, of: program, about: party, paths: min(program.isLarge ? 256 : 1_000, paths), threads: threads)
        }
        return story
    }

    /// Whom a path is about: the party of a metric or of its loan; else the first to default; else the one that owes most.
    package static func subject(_ replay: Replay, of program: Program, metric: String? = nil) -> Party? {
        let words = (metric ?? "").split(separator: ".").map(String.init)
        if words.count > 1 {
            if words[0] == "parties", let own = program.parties.first(where: { $0.name == words[1] }) { return own }
            if words[0] == "sites", let site = program.sites.first(where: { $0.name == words[1] }) {
                return program.parties[site.owner]
            }
            if let loan = program.loans.first(where: { $0.subject == words[0] + "." + words[1] }) {
                return loan.borrower
            }
        }
        let firms = program.parties.filter { !$0.isSector }
        let failed = firms.compactMap { party in
            replay.states.firstIndex { $0[party.index].rawValue >= PartyState.defaulted.rawValue }.map {
                (quarter: $0, party: party)
            }
        }
        if let first = failed.min(by: { ($0.quarter, $0.party.index) < ($1.quarter, $1.party.index) }) {
            return first.party
        }
        func debt(_ party: Party) -> Int64 {
            program.loans.filter { $0.borrower.index == party.index }
                .reduce(0) { $0 + program.openingMaturities(of: $1).reduce(0, +) }
        }
        return firms.max { (debt($0), $1.index) < (debt($1), $0.index) }
    }
}
