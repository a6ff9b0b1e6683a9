import Engine
import Foundation
import Lanes
import TestSupport
import Testing

/// The state of the funding markets against its odds.
struct RegimeExampleTests {
    /// The state in a quarter, path by path. A line shows last quarter's, so the run is one quarter longer.
    private func states(_ regime: String, quarter: Int, _ sections: String = "", paths: Int = 4096) throws -> [Int] {
        let program = try Reading.program(
            """
            scenario: {name: example, start: 2026Q1, quarters: \(quarter + 2)}
            drivers:
              state: {kind: value, value: = regime.markets.state}
            regime:
              markets: {\(regime)}
            \(sections.isEmpty ? "parties: {banks: {kind: sector, issues-money: true}}" : sections)
            """)
        let row = program.driverRow("state")!
        let worker = Worker(program, width: 64, audit: false)
        var found: [Int] = []
        for first in stride(from: 0, to: paths, by: 64) {
            try worker.run(firstPath: UInt64(first), lanes: 64) { block in
                guard block.quarter == quarter + 1 else { return }
                found += (0..<64).map { Int(block[row][$0]) }
            }
        }
        return found
    }

    private func share(_ states: [Int], _ state: Int) -> Double {
        Double(states.count { $0 == state }) / Double(states.count)
    }

    private func isNear(_ found: Double, _ odds: Double, paths: Int = 4096) -> Bool {
        (found - odds).magnitude < 3 * (odds * (1 - odds) / Double(paths)).squareRoot()
    }

    @Test("A spread 100 bp wider: odds of worse markets x e^0.5, of better ones / e^0.5")
    func spread() throws {
        let odds = "tight-to-shut: 12 %, tight-to-open: 25 %, open-to-tight: 8 %, shut-to-tight: 35 %, "
        let wider = odds + "spread: {2026Q1: 2 %, 2026Q2: 3 %}, "
        let calm = try states(odds + "start: tight", quarter: 1)
        #expect(isNear(share(calm, 2), 0.12))
        #expect(isNear(share(calm, 0), 0.25))
        let tense = try states(wider + "start: tight", quarter: 1)
        #expect(isNear(share(tense, 2), 0.12 * exp(0.5)))
        #expect(isNear(share(tense, 0), 0.25 / exp(0.5)))
        #expect(isNear(share(try states(wider + "start: open", quarter: 1), 1), 0.08 * exp(0.5)))
        #expect(isNear(share(try states(wider + "start: shut", quarter: 1), 1), 0.35 / exp(0.5)))
        // Same uniform: no path is better off with the wider spread.
        #expect(zip(calm, tense).allSatisfy { $0 <= $1 })
    }

    @Test("Odds are at most a half, and a floor on the state is no part of the chain")
    func bounds() throws {
        let capped = try states(
            "open-to-tight: 40 %, spread: {2026Q1: 0 %, 2026Q2: 5 %}, start: open", quarter: 1)
        #expect(isNear(share(capped, 1), 0.5))
        #expect(capped.allSatisfy { $0 < 2 })
        let floored = try states(
            "open-to-tight: 0 %, start: open, at-least: {2026Q1: 2, 2026Q3: 0}", quarter: 1, paths: 64)
        #expect(floored.allSatisfy { $0 == 2 })
        let after = try states(
            "open-to-tight: 0 %, start: open, at-least: {2026Q1: 2, 2026Q3: 0}", quarter: 2, paths: 64)
        #expect(after.allSatisfy { $0 == 0 })
    }

    @Test("However violent a spread is, markets stay open, tight or shut, and odds of nothing stay nothing")
    func violent() throws {
        let (rise, fall) = ("spread: {2026Q1: 0 %, 2026Q2: 100 %}", "spread: {2026Q1: 100 %, 2026Q2: 0 %}")
        let shut = try states("spread-response: 100, start: shut, \(rise)", quarter: 1, paths: 256)
        #expect(shut.allSatisfy { $0 == 2 })
        let open = try states("spread-response: 100, start: open, \(fall)", quarter: 1, paths: 256)
        #expect(open.allSatisfy { $0 == 0 })
        let tight = try states(
            "spread-response: 100, start: tight, tight-to-open: 0 %, \(fall)", quarter: 1, paths: 256)
        #expect(tight.allSatisfy { $0 == 1 })
    }

    @Test("Worse base odds never give a better state, in no path and no quarter")
    func monotone() throws {
        for quarter in [1, 4, 8] {
            let mild = try states("open-to-tight: 8 %, tight-to-shut: 12 %", quarter: quarter, paths: 1024)
            let harsh = try states("open-to-tight: 16 %, tight-to-shut: 24 %", quarter: quarter, paths: 1024)
            #expect(zip(mild, harsh).allSatisfy { $0 <= $1 })
        }
    }

    @Test("The default of three quarters of all debt makes worse markets e^(1.2 x 0.75) times as likely, by amount")
    func defaults() throws {
        let debtors = """
            parties:
              banks: {kind: sector, issues-money: true}
              big: {kind: party, equity: -300 USD}
              small: {kind: party, cash: 900 USD, equity: 800 USD}
            contracts:
              costs: {kind: payment, payer: big, payee: banks, amount: 1 USD, ends-at-default: true}
              big-debt: {kind: security, issuer: big, holder: banks, held: 300 USD, target: 300 USD, coupon: 0 %}
              small-debt: {kind: security, issuer: small, holder: banks, held: 100 USD, target: 100 USD, coupon: 0 %}
            """
        // Grace, default, and in the third quarter the answer. Before it the chain is kept open by odds of zero.
        let found = try states(
            "open-to-tight: {2026Q1: 0 %, 2026Q3: 8 %}, start: open", quarter: 2, debtors)
        #expect(isNear(share(found, 1), 0.08 * exp(1.2 * 0.75)))
    }

    @Test("Revenue that halves where growth of nothing was expected doubles the odds of worse markets")
    func surprise() throws {
        let lab = """
            parties:
              banks: {kind: sector, issues-money: true}
              lab: {kind: party, equity: 0 USD, expected-growth: 0 %}
            contracts:
              sales: {kind: payment, payer: banks, payee: lab, amount: {2026Q1: 100 USD, 2026Q2: 50 USD}}
            """
        let found = try states(
            "open-to-tight: {2026Q1: 0 %, 2026Q3: 8 %}, start: open, bellwethers: [lab]", quarter: 2, lab)
        #expect(isNear(share(found, 1), 0.16))
    }
}
