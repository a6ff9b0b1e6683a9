import Engine
import Foundation
import Ledger
import Testing

/// Money for shares, worked out by hand.
struct EquityInvestmentExampleTests {
    private let parties = """
        investor: {kind: party, cash: 1000 USD, equity: 1000 USD}
        startup: {kind: party, cash: 100 USD, equity: 100 USD, equity-value: 140 USD, listed: false}
        """
    private let rounds = """
        drivers:
          units: {kind: value, value: {2026Q1: 0, 2026Q3: 5}}
        contracts:
          first:
            kind: equity-investment
            investor: investor
            issuer: startup
            tranches: [{from: 2026Q2, amount: 60 USD, milestone: = if drivers.units >= 5 then 1 else 0}]
          second:
            kind: equity-investment
            investor: world
            issuer: startup
            tranches: [{from: 2026Q4, amount: 100 USD}]
        """

    @Test("A milestone met late: paid then, x / (V + x) bought, diluted by later money, carried at book a quarter old")
    func late() throws {
        let example = try Example(quarters: 6, parties: parties, rounds)
        // 60 at 140 before the money buys 30 %; 100 at 200, the last round's price, buys a third and leaves 20 %.
        #expect(example.paid("contracts.first", "purchase of shares") == [0, 0, 60_00, 0, 0, 0])
        #expect(example.paid("contracts.second", "purchase of shares") == [0, 0, 0, 100_00, 0, 0])
        #expect(isNear(example.equityValue("startup"), [140, 140, 200, 300, 300, 300]))
        #expect(example.equity("startup") == [100_00, 100_00, 160_00, 260_00, 260_00, 260_00])
        // At cost in the quarter of purchase; then 30 % of 160, then 20 % of 260. The sector: cost, then a third of 260.
        #expect(example.balance("investor", .stakes) == [0, 0, 60_00, 48_00, 52_00, 52_00])
        #expect(example.balance("world", .stakes) == [0, 0, 0, 100_00, 86_67, 86_67])
        #expect(
            example.balance("startup", .heldEquity, of: "contracts.first") == [0, 0, 60_00, 48_00, 52_00, 52_00])
        #expect(example.balance("investor", .revaluation) == [0, 0, 0, -12_00, -8_00, -8_00])
        #expect(example.balance("startup", .revaluation) == [0, 0, 0, 12_00, 21_33, 21_33])
        #expect(example.cash("investor") == [1000_00, 1000_00, 940_00, 940_00, 940_00, 940_00])
    }

    @Test("Two investors in one quarter: all shares still sum to one")
    func together() throws {
        let example = try Example(
            quarters: 2,
            parties: """
                a: {kind: party, cash: 100 USD, equity: 100 USD}
                b: {kind: party, cash: 100 USD, equity: 100 USD}
                old: {kind: party, equity: 0 USD}
                startup: {kind: party, equity: 0 USD, equity-value: 100 USD, listed: false}
                """,
            """
            drivers:
              shares:
                kind: value
                value: = contracts.one.share + contracts.two.share + contracts.founder.share
              of-two: {kind: value, value: = contracts.two.share}
            contracts:
              founder: {kind: equity-investment, investor: old, issuer: startup, held: 100 %}
              one: {kind: equity-investment, investor: a, issuer: startup, tranches: [{from: 2026Q1, amount: 100 USD}]}
              two: {kind: equity-investment, investor: b, issuer: startup, tranches: [{from: 2026Q1, amount: 50 USD}]}
            """)
        // 100 + 100 + 50: the second pays 50 for a fifth of 250.
        #expect(isNear(example.driver("shares"), [1, 1]))
        #expect(isNear(example.driver("of-two"), [0, 0.2]))
    }

    @Test("An investor short of money buys what it can pay; the rest is not owed, and it is in grace for a quarter")
    func shortInvestor() throws {
        let example = try Example(
            quarters: 4,
            parties: """
                investor: {kind: party, cash: 10 USD, equity: 10 USD}
                startup: {kind: party, cash: 100 USD, equity: 100 USD, equity-value: 140 USD, listed: false}
                """, rounds.replacing("{2026Q1: 0, 2026Q3: 5}", with: "5"))
        #expect(example.due("contracts.first", "purchase of shares") == [0, 60_00, 0, 0])
        #expect(example.paid("contracts.first", "purchase of shares") == [0, 10_00, 0, 0])
        #expect(example.state("investor") == [.performing, .grace, .performing, .performing])
        // 10 / 150 of 110.
        #expect(example.balance("investor", .stakes) == [0, 10_00, 7_33, 7_33])
    }

    @Test("An issuer that fails gets no more tranches, and the stake goes to zero with its book value")
    func failedIssuer() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                investor: {kind: party, cash: 1000 USD, equity: 1030 USD}
                startup: {kind: party, cash: 100 USD, equity: 100 USD, equity-value: 140 USD, listed: false}
                """,
            """
            contracts:
              stake:
                kind: equity-investment
                investor: investor
                issuer: startup
                held: 30 %
                carrying: 30 USD
                tranches: [{from: 2026Q4, amount: 60 USD}]
              costs: {kind: payment, payer: startup, payee: world, amount: 80 USD, ends-at-default: true}
            """)
        // Cash 100 - 80 = 20; then 20 of 80 is paid, then nothing of 60 + 80.
        #expect(example.paid("contracts.costs", "payment") == [80_00, 20_00, 0, 0, 0])
        #expect(example.state("startup") == [.performing, .grace, .defaulted, .estate, .estate])
        #expect(example.due("contracts.stake", "purchase of shares") == [0, 0, 0, 0, 0])
        // Book value 20, then -60: 30 % of what it was a quarter before, never below zero.
        #expect(example.equity("startup") == [20_00, -60_00, -140_00, -140_00, -140_00])
        #expect(example.balance("investor", .stakes) == [30_00, 6_00, 0, 0, 0])
        #expect(isNear(example.equityValue("startup"), [140, 140, 0, 0, 0]))
    }
}
