import Engine
import Foundation
import Ledger
import Testing

/// A sound firm with a late customer, worked out by hand.
struct BridgeExampleTests {
    private let parties = """
        firm: {kind: party, cash: 5 USD, equity: 5 USD, trailing-revenue: 400 USD, trailing-ebitda: 100 USD}
        customer: {kind: party, equity: 0 USD}
        """
    private func text(regime: Int, rules: String = "") -> String {
        """
        \(rules)
        regime:
          markets: {at-least: \(regime), open-to-tight: 0 %}
        contracts:
          income:
            kind: payment
            payer: world
            payee: customer
            amount: {2026Q1: 100 USD, 2026Q2: 50 USD, 2026Q3: 200 USD}
          sales: {kind: payment, payer: customer, payee: firm, amount: 100 USD}
          costs: {kind: payment, payer: firm, payee: world, amount: 95 USD}
        """
    }

    @Test(
        "A customer pays 50 of 100: the 35 that are lacking are lent for a quarter, at 2 %, by the banks",
        arguments: [0, 1])
    func bridged(regime: Int) throws {
        let example = try Example(quarters: 5, parties: parties, text(regime: regime))
        #expect(example.paid("contracts.sales", "payment") == [100_00, 50_00, 150_00, 100_00, 100_00])
        #expect(example.paid("parties.firm", "draw") == [0, 35_00, 0, 0, 0])
        #expect(example.paid("parties.firm", "principal") == [0, 0, 35_00, 0, 0])
        #expect(example.paid("parties.firm", "penalty of the bridge") == [0, 0, 70, 0, 0])
        #expect(example.paid("parties.firm", "interest") == [0, 0, 0, 0, 0])
        #expect(example.cash("firm") == [10_00, 0, 19_30, 24_30, 29_30])
        #expect(example.balance("banks", .loans) == [0, 35_00, 0, 0, 0])
        #expect(example.state("firm").allSatisfy { $0 == .performing })
        #expect(example.state("customer")[1] == .grace)
    }

    @Test("No bridge where markets are shut, or the rules know none")
    func none() throws {
        for text in [text(regime: 2), text(regime: 0, rules: "rules:\n  all: {bridges: false}")] {
            let example = try Example(quarters: 2, parties: parties, text)
            #expect(example.grade("firm")[0] == "aaa")
            #expect(example.state("firm") == [.performing, .grace])
            #expect(example.paid("contracts.costs", "payment") == [95_00, 60_00])
        }
    }

    @Test("No bridge below BBB: 350 of debt on 80 of EBITDA is BB")
    func lowGrade() throws {
        let example = try Example(
            quarters: 2,
            parties: parties.replacing("equity: 5 USD, trailing-revenue", with: "equity: -345 USD, trailing-revenue"),
            text(regime: 0) + """

                capital-markets:
                  buyers: {investor: world, open: 0 USD, tight: 0 USD, shut: 0 USD}
                funding:
                  notes:
                    kind: bonds
                    issuer: firm
                    market: buyers
                    tenor: 4 quarters
                    base-rate: 0 %
                    leverage-cap: 0
                    outstanding: [{due: 2040Q1, amount: 350 USD}]
                """)
        #expect(example.grade("firm")[0] == "bb")
        #expect(example.state("firm") == [.performing, .grace])
    }

    @Test("A bridge is at most a quarter's revenue, in the first year of a run that knows no year before it too")
    func size() throws {
        // 100 of revenue in the first quarter: a bridge of 100 in the second, for 40 + 95 less 5 + 10 and 50 received.
        let example = try Example(
            quarters: 2,
            parties: parties.replacing(", trailing-revenue: 400 USD, trailing-ebitda: 100 USD", with: ""),
            text(regime: 0) + "\n  tools: {kind: payment, payer: firm, payee: world, amount: 40 USD, from: 2026Q2}")
        #expect(example.grade("firm")[0] == "aaa")
        #expect(example.paid("parties.firm", "draw") == [0, 75_00])
    }
}
