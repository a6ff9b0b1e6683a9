import Engine
import Foundation
import Ledger
import Testing

/// Too much is asked of one market, worked out by hand: three firms that each earn 25 a quarter.
struct CapitalMarketExampleTests {
    private func firm(_ name: String, debt: Int) -> String {
        """
        \(name):
          kind: party
          equity: -\(debt) USD
          trailing-ebitda: 100 USD
          burn-cover: 0 quarters
          service-cover: 0 quarters
        """
    }
    private func contracts(_ name: String, order: Int) -> String {
        """
          \(name)-sales: {kind: payment, payer: world, payee: \(name), amount: 25 USD}
          \(name)-hall:
            kind: purchase-order
            buyer: \(name)
            seller: world
            site: here
            amount: \(order) USD
            payments: [{quarter: 2026Q2, share: 100 %}]
            deliveries: [{quarter: 2026Q2, share: 100 %}]
        """
    }
    private func notes(_ name: String, debt: Int) -> String {
        """
          \(name)-notes:
            kind: bonds
            issuer: \(name)
            market: buyers
            tenor: 40 quarters
            base-rate: 0 %
            leverage-cap: 10
            outstanding: [{due: 2040Q1, amount: \(debt) USD}]
        """
    }

    private func example(powder: String = "") throws -> Example {
        try Example(
            quarters: 3,
            parties: [firm("a", debt: 0), firm("b", debt: 250), firm("c", debt: 250)].joined(separator: "\n"),
            """
            drivers:
              powder: {kind: value, unit: USD, value: = capital-markets.buyers.powder}
            sites:
              here:
                owner: a
                it-load: 0 MW
                projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
            contracts:
            \(contracts("b", order: 130))
            \(contracts("a", order: 110))
            \(contracts("c", order: 90))
            capital-markets:
              buyers: {investor: world, open: 100 USD, tight: 50 USD, shut: 0 USD\(powder)}
            funding:
            \(notes("b", debt: 250))
            \(notes("a", debt: 0))
            \(notes("c", debt: 250))
            """)
    }

    @Test("The strongest grade is served first, the others pro rata: 60, then 40 for 80 and 40")
    func rationed() throws {
        let example = try example()
        #expect(["a", "b", "c"].map { example.grade($0)[0] } == ["aaa", "bbb", "bbb"])
        #expect(example.paid("funding.a-notes", "draw") == [0, 60_00, 0])
        #expect(example.paid("funding.b-notes", "draw") == [0, 26_66, 0])
        #expect(example.paid("funding.c-notes", "draw") == [0, 13_33, 0])
        // Without enough for what is due, b and c miss a payment.
        #expect(["a", "b", "c"].map { example.state($0)[1] } == [.performing, .grace, .grace])
    }

    @Test("What is left to lend: before, plus inflow, less what was lent; it binds below the quarter's limit")
    func powder() throws {
        let example = try example(powder: ", powder: 65 USD, inflow-open: 5 USD")
        // 65 + 5 = 70: a gets its 60, b and c share 10.
        #expect(example.paid("funding.a-notes", "draw") == [0, 60_00, 0])
        #expect(example.paid("funding.b-notes", "draw") == [0, 6_66, 0])
        #expect(example.paid("funding.c-notes", "draw") == [0, 3_33, 0])
        #expect(isNear(example.driver("powder"), [65, 70, 5.01]))
    }
}
