import Engine
import Ledger
import Testing

/// A share of revenue, worked out by hand.
struct RevenueShareExampleTests {
    private let share = """
        drivers:
          so-far: {kind: value, unit: USD, value: = contracts.share.paid}
        contracts:
          sales: {kind: payment, payer: world, payee: shop, amount: 100 USD}
          share: {kind: revenue-share, payer: shop, payee: lab, share: 25 %, cap: 60 USD}
        """
    private let lab = "lab: {kind: party, equity: 0 USD}"

    @Test("A quarter of last quarter's revenue until the cap is reached, cost of one and revenue of the other")
    func cap() throws {
        let example = try Example(quarters: 6, parties: "shop: {kind: party, equity: 0 USD}\n\(lab)", share)
        #expect(example.paid("contracts.share", "revenue share") == [0, 25_00, 25_00, 10_00, 0, 0])
        #expect(isNear(example.driver("so-far"), [0, 0, 25, 50, 60, 60]))
        #expect(example.balance("shop", .operatingCost) == [0, 25_00, 25_00, 10_00, 0, 0])
        #expect(example.balance("lab", .revenue) == [0, 25_00, 25_00, 10_00, 0, 0])
        #expect(example.cash("shop") == [100_00, 175_00, 250_00, 340_00, 440_00, 540_00])
    }

    @Test("A formula as its base: what was paid under one contract, within its dates")
    func base() throws {
        let example = try Example(
            quarters: 5, parties: "shop: {kind: party, cash: 50 USD, equity: 50 USD}\n\(lab)",
            """
            contracts:
              sales: {kind: payment, payer: world, payee: shop, amount: 100 USD}
              more: {kind: payment, payer: world, payee: shop, amount: 40 USD}
              share:
                kind: revenue-share
                payer: shop
                payee: lab
                share: 50 %
                base: = contracts.more.paid
                from: 2026Q3
                until: 2026Q4
            """)
        #expect(example.paid("contracts.share", "revenue share") == [0, 0, 20_00, 20_00, 0])
    }

    @Test("A payer in default passes nothing more on; what it owed is a claim, paid when the estate is distributed")
    func failedPayer() throws {
        let example = try Example(
            quarters: 7, parties: "shop: {kind: party, equity: 0 USD}\n\(lab)",
            share + "\n  costs: {kind: payment, payer: shop, payee: world, amount: 130 USD, ends-at-default: true}")
        #expect(
            example.state("shop") == [.grace, .defaulted, .estate, .estate, .estate, .estate, .resolved])
        // 100 of 130, then 100 of 160: nothing is left for the share of 25. Three quarters of sales and the sale of the business for
        // 5 x 400, less 5 %, are 2200 for 60 and 25.
        #expect(example.paid("contracts.costs", "payment") == [100_00, 100_00, 0, 0, 0, 0, 60_00])
        #expect(example.due("contracts.share", "revenue share") == [0, 25_00, 0, 0, 0, 0, 25_00])
        #expect(example.paid("contracts.share", "revenue share") == [0, 0, 0, 0, 0, 0, 25_00])
        #expect(example.balance("lab", .receivables) == [0, 25_00, 25_00, 25_00, 25_00, 25_00, 0])
        #expect(example.paid("parties.shop", "what creditors leave, to the owners").last == 2115_00)
    }

    @Test("A payee in default is still paid: the share belongs to its estate")
    func failedPayee() throws {
        let example = try Example(
            quarters: 4, parties: "shop: {kind: party, equity: 0 USD}\n\(lab)",
            share + "\n  costs: {kind: payment, payer: lab, payee: world, amount: 90 USD, ends-at-default: true}")
        #expect(example.state("lab") == [.grace, .defaulted, .estate, .estate])
        #expect(example.paid("contracts.share", "revenue share") == [0, 25_00, 25_00, 10_00])
        #expect(example.cash("lab") == [0, 0, 25_00, 35_00])
    }
}
