import Engine
import Foundation
import Ledger
import Testing

/// Debt against signed contracts and against assets, worked out by hand.
struct SecuredDebtExampleTests {
    private func text(_ funding: String, rent: String = "") -> String {
        """
        sites:
          here:
            owner: owner
            it-load: 0 MW
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        capital-markets:
          funds: {investor: world, open: 1000 USD, tight: 1000 USD, shut: 1000 USD}
        funding:
          loan: {issuer: owner, market: funds, tenor: 20 quarters, base-rate: 4 %, \(funding)}
        contracts:
          extension:
            kind: purchase-order
            buyer: owner
            seller: world
            site: here
            amount: 100 USD
            payments: [{quarter: 2026Q2, share: 100 %}]
            deliveries: [{quarter: 2026Q2, share: 100 %}]
        \(rent)
        """
    }
    private func owner(_ cash: Int, _ terms: String = "") -> String {
        "owner: {kind: party, cash: \(cash) USD, equity: \(cash) USD, burn-cover: 0 quarters, service-cover: 0 quarters"
            + "\(terms)}"
    }
    /// 2 % a quarter, and ten dollars of rent in each.
    private let rate = ", cost-of-capital: 8.243216 %"
    private func lease(_ tenant: String, start: String = "2026Q1") -> String {
        "  hall: {kind: lease, tenant: \(tenant), landlord: owner, rent: 40 USD per year, term: 8 quarters, "
            + "start: \(start)}"
    }
    /// Present value of payments of 10 that start next quarter.
    private func annuity(_ count: Int, wait: Int = 0) -> Double {
        (1...count).reduce(0) { $0 + 10 * pow(1.02, -Double($1 + wait)) }
    }

    @Test(
        "80 % of the present value of six rents to come, at the spread of the tenant's grade",
        arguments: ["world", "tenant"])
    func contracts(payer: String) throws {
        let example = try Example(
            quarters: 3, parties: owner(0, rate) + "\ntenant: {kind: party, cash: 500 USD, equity: 500 USD}",
            text("kind: asset-backed, advance-rate: 80 %", rent: lease(payer)))
        // 56.0143 x 0.8 of the 80 that are lacking.
        let lent = cents(0.8 * annuity(6))
        #expect(lent == 44_81)
        #expect(example.paid("funding.loan", "draw") == [0, lent, 0])
        // A sector counts as BBB, 130 bp; a tenant without profit as BB, 250 bp.
        let spread = payer == "world" ? 0.013 : 0.025
        #expect(example.grade("tenant")[0] == "bb")
        #expect(example.due("funding.loan", "interest") == [0, 0, cents(44.81 * (0.04 + spread) / 4)])
    }

    @Test("A lease that starts in six quarters backs a loan, one that starts in seven does not", arguments: [6, 7])
    func later(wait: Int) throws {
        let example = try Example(
            quarters: 2, parties: owner(0, rate),
            text(
                "kind: asset-backed, advance-rate: 80 %",
                rent: lease("world", start: wait == 6 ? "2028Q1" : "2028Q2")))
        #expect(example.paid("funding.loan", "draw") == [0, wait == 6 ? cents(0.8 * annuity(8, wait: 6)) : 0])
    }

    @Test("A tenant that has missed a payment backs nothing")
    func tenantInGrace() throws {
        let example = try Example(
            quarters: 2, parties: owner(0, rate) + "\ntenant: {kind: party, cash: 3 USD, equity: 3 USD}",
            text("kind: asset-backed, advance-rate: 80 %", rent: lease("tenant")))
        #expect(example.state("tenant")[0] == .grace)
        #expect(example.paid("funding.loan", "draw") == [0, 0])
    }

    @Test("60 % of the book value of buildings, other secured debt counted, at the owner's grade, with a fee")
    func loanToValue() throws {
        let stock = """
              stock:
                kind: purchase-order
                buyer: owner
                seller: world
                site: here
                amount: 100 USD
                payments: [{quarter: 2026Q1, share: 100 %}]
                deliveries: [{quarter: 2026Q1, share: 100 %}]
            """
        let example = try Example(
            quarters: 3, parties: owner(100, ", trailing-ebitda: 40 USD"),
            text("kind: private-credit, ltv: 60 %, premium: 5 %, fee: 1 %", rent: stock))
        // 98.75 is left of the building; the one that comes now counts at its book value too: 198.75 x 0.6.
        #expect(example.balance("owner", .buildings)[0] == 98_75)
        #expect(example.paid("funding.loan", "draw") == [0, 100_00, 3_36])
        #expect(example.due("funding.loan", "arrangement fee") == [0, 0, 1_00])
        // No debt and profit: AAA. 100 x (4 + 0.45 + 5) % / 4.
        #expect(example.due("funding.loan", "interest") == [0, 0, 2_36])

        let more =
            "  more: {kind: private-credit, issuer: owner, market: funds, tenor: 9 quarters, base-rate: 4 %, ltv: 40 %}"
        let second = try Example(
            quarters: 2, parties: owner(100, ", trailing-ebitda: 40 USD"),
            text("kind: private-credit, ltv: 30 %", rent: stock).replacing("contracts:", with: more + "\ncontracts:"))
        #expect(second.paid("funding.loan", "draw") == [0, cents(0.3 * 198.75)])
        #expect(second.paid("funding.more", "draw") == [0, cents(0.4 * 198.75) - cents(0.3 * 198.75)])
    }
}
