import Engine
import Ledger
import Testing

/// A stake sold for money, worked out by hand: a tenth of a firm with a book value of 600.
struct StakeSaleExampleTests {
    private func sale(value: Int, regime: Int) throws -> Example {
        try Example(
            quarters: 3,
            parties: """
                holder: {kind: party, equity: 60 USD, burn-cover: 0 quarters, service-cover: 0 quarters}
                firm: {kind: party, cash: 600 USD, equity: 600 USD, equity-value: \(value) USD}
                """,
            """
            drivers:
              share: {kind: value, value: = contracts.stake.share}
            regime:
              markets: {at-least: \(regime), open-to-tight: 0 %}
            contracts:
              stake: {kind: equity-investment, investor: holder, issuer: firm, held: 10 %, carrying: 60 USD}
              bill: {kind: payment, payer: holder, payee: world, amount: 30 USD, from: 2026Q2, until: 2026Q2}
            funding:
              sale:
                kind: stake-sale
                holder: holder
                buyer: world
                stakes: [stake]
                share: 50 %
                open: 10 %
            """)
    }

    @Test(
        "30 needed: 30 / (100 x (1 - discount)) of the stake goes, at a gain over its part of the 60 carried",
        arguments: [0, 1, 2])
    func gain(regime: Int) throws {
        let example = try sale(value: 1000, regime: regime)
        // Worth 90, 85 and 65 after the discount: 1/3, 30/85 and 30/65 of the stake, carried at 20, 21.18 and 27.69.
        let part = 30 / [90.0, 85, 65][regime]
        let sold = cents(60 * part)
        #expect(sold == [20_00, 21_18, 27_69][regime])
        #expect(example.paid("funding.sale", "sale of contracts.stake") == [0, 30_00, 0])
        #expect(example.balance("holder", .otherIncome) == [0, 30_00 - sold, 0])
        #expect(example.balance("world", .otherAssets) == [0, 30_00, 30_00])
        // The rest is carried at its share of 600; what was sold is equity of the firm held outside.
        let kept = cents(60 * (1 - part))
        #expect(example.balance("holder", .stakes) == [60_00, kept, kept])
        #expect(example.balance("firm", .heldEquity) == [60_00, kept, kept])
        #expect(example.balance("firm", .paidInCapital) == [0, sold, sold])
        #expect(isNear(example.driver("share"), [0.1, 0.1, 0.1 * (1 - part)]))
        #expect(example.state("holder")[1] == .performing)
    }

    @Test("At most half of the stake goes, below what it is carried at: a loss, and a bill that is not paid in full")
    func loss() throws {
        let example = try sale(value: 300, regime: 0)
        // 300 x 10 % x 0.9 = 27, half of it 13.50 for a carrying amount of 30.
        #expect(example.paid("funding.sale", "sale of contracts.stake")[1] == 13_50)
        #expect(example.balance("holder", .impairment) == [0, 16_50, 0])
        #expect(example.balance("holder", .stakes) == [60_00, 30_00, 30_00])
        #expect(example.paid("contracts.bill", "payment") == [0, 13_50, 0])
        #expect(example.state("holder") == [.performing, .grace, .defaulted])
    }
}
