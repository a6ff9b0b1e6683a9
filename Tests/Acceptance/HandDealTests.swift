import Engine
import Foundation
import Ledger
import TestSupport
import Testing

/// A deal of twelve quarters worked out by hand, in a performing and a default variant, matched to the cent.
struct HandDealTests {
    /// One figure of the hand calculation: quarter, what it is, and its value in cents or as measured.
    private struct Figure {
        let quarter: Int
        let item: String
        let value: String
    }

    private func figures(_ variant: String) throws -> [Figure] {
        let text = try String(
            contentsOfFile: PackageRoot.path("Tests/Acceptance/HandDeal/\(variant).csv"), encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            try #require(cells.count == 3, "\(line)")
            let year = try #require(Int(cells[0].prefix(4)))
            let number = try #require(Int(cells[0].suffix(1)))
            return Figure(quarter: (year - 2026) * 4 + number - 1, item: cells[1], value: cells[2])
        }
    }

    /// Everything the engine says of a path, under the names of the hand calculation.
    private struct Books {
        var cents: [[String: Int64]]
        var measured: [[String: Double]]

        init(_ program: Program, _ replay: Replay) {
            cents = []
            measured = []
            for quarter in 0..<program.quarters {
                var values: [String: Int64] = [:]
                for leg in program.legs {
                    values["due \(leg.subject) \(leg.cause)", default: 0] += replay.dues[quarter][leg.index]
                    values["paid \(leg.subject) \(leg.cause)", default: 0] += replay.payments[quarter][leg.index]
                }
                for party in program.parties {
                    values.merge(Self.balances(party, quarter, program, replay)) { $0 + $1 }
                }
                for entry in replay.entries where entry.quarter == quarter {
                    let cause = program.postings[entry.posting].cause
                    if cause == "depreciation" { values["depreciation", default: 0] += entry.amount }
                    if cause == "income tax accrued", program.postings[entry.posting].subject == "parties.operator" {
                        values["tax accrued", default: 0] += entry.amount
                    }
                }
                for party in program.parties {
                    values["state \(party.name)"] = replay.states[quarter][party.index].rawValue
                }
                cents.append(values)
                let tests = program.facilities.flatMap { $0.covenantTerms.map(\.test) }
                measured.append(
                    Dictionary(
                        zip(tests.map { "covenant \($0)" }, replay.covenants[quarter]), uniquingKeysWith: { a, _ in a })
                )
            }
        }

        private static func balances(
            _ party: Party, _ quarter: Int, _ program: Program, _ replay: Replay
        ) -> [String: Int64] {
            var values: [String: Int64] = [:]
            for (account, balance) in zip(program.chart.accounts, replay.books[quarter].balances)
            where account.party == party.index {
                let shown = balance * account.kind.statementSign
                values["balance \(party.name) \(account.kind.title)", default: 0] += shown
                // Equity as a statement shows it: assets less liabilities.
                if account.kind.nature == .asset { values["balance \(party.name) equity", default: 0] += shown }
                if account.kind.nature == .liability { values["balance \(party.name) equity", default: 0] -= shown }
            }
            return values
        }
    }

    @Test("The hand deal is matched to the cent", arguments: ["performing", "default"])
    func matched(variant: String) throws {
        let program = try Reading.program(folder: PackageRoot.path("Tests/Acceptance/HandDeal/\(variant)"))
        let books = Books(program, try Replay(program, path: 0))
        let figures = try figures(variant)
        #expect(figures.count > 300, "the hand calculation covers all of it")
        for figure in figures {
            let label: Comment = "\(variant), quarter \(figure.quarter): \(figure.item)"
            if let measured = books.measured[figure.quarter][figure.item] {
                let expected = try #require(Double(figure.value), label)
                #expect((measured - expected).magnitude <= 1e-9 * max(1, expected.magnitude), label)
            } else {
                let expected = try #require(Int64(figure.value), label)
                #expect(books.cents[figure.quarter][figure.item, default: 0] == expected, label)
            }
        }
        // Nothing is left out: what the engine pays, the hand calculation pays too.
        for (quarter, values) in books.cents.enumerated() {
            let listed = Set(figures.filter { $0.quarter == quarter }.map(\.item))
            for (item, value) in values where item.hasPrefix("paid ") && value != 0 {
                #expect(
                    listed.contains(item),
                    "\(variant), quarter \(quarter): \(item) = \(value) is not in the hand calculation")
            }
        }
    }

    @Test(
        "In the default variant the chain runs its course: late power, stopped draws, default, estate, the lender's loss"
    )
    func chain() throws {
        let program = try Reading.program(folder: PackageRoot.path("Tests/Acceptance/HandDeal/default"))
        let sentences = try Replay(program, path: 0).events.map(\.sentence)
        let steps = [
            "power falls behind the announced load", "the lender stops further draws", "misses a payment", "defaults",
            "becomes an estate", "is resolved",
        ]
        var from = 0
        for step in steps {
            let found = sentences[from...].firstIndex { $0.contains(step) }
            from = try #require(found, "\(step) does not come after what it follows from: \(sentences)")
        }
    }
}
