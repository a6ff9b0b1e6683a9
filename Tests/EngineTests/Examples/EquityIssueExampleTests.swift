import Engine
import Ledger
import Testing

/// New shares sold outside, worked out by hand: 97 needed, at an issue cost of 3 %, of a firm worth 900.
struct EquityIssueExampleTests {
    @Test(
        "Shareholders pay 100 for a tenth of 1000; the firm gets 97; others keep 90 % of their share",
        arguments: [true, false])
    func issue(isListed: Bool) throws {
        let example = try Example(
            quarters: 4,
            parties: """
                firm: {kind: party, equity: 0 USD, equity-value: 900 USD, listed: \(isListed), burn-cover: 0 quarters}
                founder: {kind: party, equity: 0 USD}
                """,
            """
            drivers:
              share: {kind: value, value: = contracts.stake.share}
            contracts:
              stake: {kind: equity-investment, investor: founder, issuer: firm, held: 10 %}
              bill: {kind: payment, payer: firm, payee: world, amount: 97 USD, from: 2026Q2, until: 2026Q2}
            funding:
              issue: {kind: equity, issuer: firm, investor: world, open: 50 %, fee: 3 %}
            """)
        #expect(example.paid("funding.issue", "issue of shares") == [0, 97_00, 0, 0])
        #expect(example.balance("firm", .paidInCapital) == [0, 97_00, 97_00, 97_00])
        #expect(isNear(example.driver("share"), [0.1, 0.1, 0.09, 0.09]))
        // A listed firm is worth what its revenue and the mood say; another the last round's price and its money.
        #expect(isNear(example.equityValue("firm"), isListed ? [900, 900, 900, 900] : [900, 1000, 1000, 1000]))
    }

    @Test("No more than the share of equity value that markets take: 1 % of 900 less its cost")
    func limit() throws {
        let example = try Example(
            quarters: 2, parties: "firm: {kind: party, equity: 0 USD, equity-value: 900 USD}",
            """
            contracts:
              bill: {kind: payment, payer: firm, payee: world, amount: 97 USD, from: 2026Q2, until: 2026Q2}
            funding:
              issue: {kind: equity, issuer: firm, investor: world, open: 1 %, fee: 3 %}
            """)
        #expect(example.paid("funding.issue", "issue of shares") == [0, 8_73])
        #expect(example.state("firm") == [.performing, .grace])
    }
}
