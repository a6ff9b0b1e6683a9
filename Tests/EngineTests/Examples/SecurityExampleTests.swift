import Engine
import Foundation
import Ledger
import Testing

/// Bonds held to a target, worked out by hand.
struct SecurityExampleTests {
    private let bonds = """
        contracts:
          bonds:
            kind: security
            issuer: state
            holder: saver
            target: {2026Q1: 100 USD, 2026Q4: 40 USD}
            price: {2026Q1: 0.9, 2026Q3: 0.95}
            coupon: 8 %
        """

    /// An issuer that costs bring down.
    private func failing(price: String) throws -> Example {
        try Example(
            quarters: 8,
            parties: """
                state: {kind: party, cash: 100 USD, equity: 100 USD}
                saver: {kind: party, cash: 200 USD, equity: 200 USD}
                """,
            bonds.replacing("{2026Q1: 100 USD, 2026Q4: 40 USD}", with: "100 USD")
                .replacing("{2026Q1: 0.9, 2026Q3: 0.95}", with: "\(price)")
                + "\n  costs: {kind: payment, payer: state, payee: world, amount: 150 USD, ends-at-default: true}")
    }

    @Test("Bought and sold back at the price of the quarter, interest on last quarter's face, revalued in both books")
    func life() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                state: {kind: party, cash: 100 USD, equity: 100 USD}
                saver: {kind: party, cash: 200 USD, equity: 200 USD}
                """, bonds)
        #expect(example.paid("contracts.bonds", "purchase") == [90_00, 0, 0, 0, 0])
        #expect(example.paid("contracts.bonds", "redemption") == [0, 0, 0, 57_00, 0])
        #expect(example.paid("contracts.bonds", "interest") == [0, 2_00, 2_00, 2_00, 80])
        #expect(example.balance("saver", .loans) == [90_00, 90_00, 95_00, 38_00, 38_00])
        #expect(example.balance("state", .debt) == [90_00, 90_00, 95_00, 38_00, 38_00])
        #expect(example.balance("saver", .revaluation) == [0, 0, 5_00, 5_00, 5_00])
        #expect(example.balance("state", .revaluation) == [0, 0, -5_00, -5_00, -5_00])
        #expect(example.cash("saver") == [110_00, 112_00, 114_00, 173_00, 173_80])
    }

    @Test("An issuer that fails pays no more; the holder loses what it holds and the interest it is owed")
    func failedIssuer() throws {
        let example = try failing(price: "0.9")
        // 100 + 90 - 150 = 40, of which the costs of the next quarter take all.
        #expect(example.cash("state") == [40_00, 0, 0, 0, 0, 0, 0, 0])
        #expect(
            example.state("state")
                == [.performing, .grace, .defaulted, .estate, .estate, .estate, .estate, .resolved])
        #expect(example.due("contracts.bonds", "interest") == [0, 2_00, 4_00, 0, 0, 0, 0, 0])
        #expect(example.balance("saver", .loans) == [90_00, 90_00, 90_00, 90_00, 90_00, 90_00, 90_00, 0])
        #expect(example.balance("saver", .creditLoss) == [0, 0, 0, 0, 0, 0, 0, 94_00])
        #expect(example.balance("state", .debt).last == 0)
    }

    @Test("What a failed issuer owes is a claim in its estate: no price moves it any more")
    func failedIssuerPrice() throws {
        let example = try failing(price: "{2026Q1: 0.9, 2027Q1: 0.45}")
        #expect(example.balance("saver", .loans) == [90_00, 90_00, 90_00, 90_00, 90_00, 90_00, 90_00, 0])
        #expect(example.balance("saver", .revaluation).allSatisfy { $0 == 0 })
        #expect(example.balance("saver", .creditLoss).last == 94_00)
    }

    @Test("A holder buys no more than it can pay for, and in default it trades no more but is paid its interest")
    func failedHolder() throws {
        let example = try Example(
            quarters: 4,
            parties: """
                state: {kind: party, cash: 100 USD, equity: 100 USD}
                saver: {kind: party, cash: 45 USD, equity: 45 USD}
                """,
            bonds.replacing("{2026Q1: 0.9, 2026Q3: 0.95}", with: "0.9")
                + "\n  costs: {kind: payment, payer: saver, payee: world, amount: 5 USD, ends-at-default: true}")
        // 40 of the 45 buy a face of 44.44, and no more is bought than there is money for; then 5 of costs are due and 0.89 of
        // interest comes in.
        #expect(example.paid("contracts.bonds", "purchase") == [40_00, 0, 0, 0])
        #expect(example.state("saver") == [.performing, .grace, .defaulted, .estate])
        #expect(example.paid("contracts.bonds", "interest") == [0, 89, 89, 89])
        #expect(example.paid("contracts.bonds", "redemption") == [0, 0, 0, 0])
    }
}
