import Engine
import Ledger
import Testing

/// What an estate sells, pays and keeps, worked out by hand.
struct EstateExampleTests {
    /// Earns 10 a quarter, owes 500 in the second quarter, fails in the third, sells in the fourth and fifth, and is resolved in
    /// the sixth.
    private func firm(_ more: String = "") -> String {
        """
        rules: {all: {sale-quarters: 2 quarters, estate-costs: 0 %, other-recovery: 50 %, bridges: false}}
        contracts:
          business: {kind: payment, payer: world, payee: firm, amount: 30 USD}
          costs: {kind: payment, payer: firm, payee: world, amount: 20 USD}
          bill: {kind: payment, payer: firm, payee: world, amount: 500 USD, from: 2026Q2, until: 2026Q2}
        \(more)
        """
    }
    private let parties = "firm: {kind: party, cash: 100 USD, other-assets: 60 USD, equity: 160 USD}"

    @Test("The business goes on until it is sold as a whole for five years of what it earns, and earns nothing after")
    func business() throws {
        let example = try Example(quarters: 8, parties: parties, firm())
        #expect(
            example.state("firm")
                == [.performing, .grace, .defaulted, .estate, .estate, .resolved, .resolved, .resolved])
        #expect(example.paid("contracts.business", "payment") == [30_00, 30_00, 30_00, 30_00, 0, 0, 0, 0])
        // 4 x 10 a year, five of them: more than half of the book value of 60.
        let sale = "sale of the business and other assets by the estate"
        #expect(example.paid("parties.firm", sale) == [0, 0, 0, 0, 200_00, 0, 0, 0])
        #expect(example.balance("firm", .revenue).suffix(4) == [0, 0, 0, 0])
        // But for odd cents.
        #expect(example.cash("firm").suffix(2).allSatisfy { $0 <= 2 })
    }

    @Test("A business that earns nothing fetches what its other assets do")
    func poor() throws {
        let text = firm().replacing("amount: 20 USD", with: "amount: 30 USD")
        let example = try Example(quarters: 6, parties: parties, text)
        #expect(example.paid("parties.firm", "sale of the business and other assets by the estate")[4] == 30_00)
    }

    @Test("What was unpaid at the default is a claim: an estate pays what falls due anew, and the rest by distribution")
    func arrears() throws {
        let example = try Example(quarters: 7, parties: parties, firm())
        // 110 + 30 for 20 + 500, pro rata; then 30 for what is left and 20 more; then the estate.
        let due = example.due("contracts.bill", "payment")
        #expect(due[3] == 0 && due[4] == 0)
        #expect(example.paid("contracts.costs", "payment")[3] == 20_00)
        // 10 earned in the estate and 200 for the business go to what is owed.
        let given = example.paid("contracts.bill", "payment")[5] + example.paid("contracts.costs", "payment")[5]
        #expect((209_98...210_00).contains(given))
    }

    @Test("The lender is paid from its collateral before bills that had fallen due before the default")
    func collateral() throws {
        let example = try Example(
            quarters: 8, parties: "firm: {kind: party, cash: 100 USD, other-assets: 400 USD, equity: 400 USD}",
            firm(
                """
                  loan: {kind: facility, borrower: firm, lender: banks, commitment: 100 USD, drawn: 100 USD,
                    purpose: term, base-rate: 0 %, margin: 0 %, maturity: 2040Q4, repayment: bullet, security: all-assets}
                """))
        #expect(example.paid("contracts.loan", "principal").reduce(0, +) == 100_00)
        #expect(example.balance("banks", .creditLoss).allSatisfy { $0 == 0 })
    }

    @Test("Who buys a hall from the landlord's estate is paid its rent")
    func hall() throws {
        let example = try Example(
            quarters: 8, parties: parties + "\ntenant: {kind: party, cash: 1000 USD, equity: 1000 USD}",
            firm(
                """
                  hall: {kind: lease, tenant: tenant, landlord: firm, rent: 40 USD per year, start: 2026Q1, term: 40 quarters}
                """))
        // Half is sold in the fourth quarter and all of it from the fifth on.
        #expect(example.paid("contracts.hall", "rent") == [10_00, 10_00, 10_00, 5_00, 0, 0, 0, 0])
        #expect(
            example.paid("contracts.hall", "rent paid to who bought the hall")
                == [0, 0, 0, 5_00, 10_00, 10_00, 10_00, 10_00])
        #expect(example.state("tenant").allSatisfy { $0 == .performing })
    }

    /// Two firms that are the same but for their names, which fail together.
    private let twins = ["a", "b"].map { name in
        (
            party: "\(name): {kind: party, cash: 310 M USD, equity: 310 M USD, burn-cover: 0 quarters}",
            site: """
              hall-\(name):
                owner: \(name)
                pue: 1
                it-load: 20 MW
                projects: [{name: one, power: 20 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
            """,
            contracts: """
              chips-\(name):
                kind: purchase-order
                buyer: \(name)
                seller: world
                site: hall-\(name)
                generation: chip
                units: 10000 units
                amount: 300 M USD
                payments: [{quarter: 2026Q1, share: 100 %}]
                deliveries: [{quarter: 2026Q1, share: 100 %}]
              bill-\(name): {kind: payment, payer: \(name), payee: world, amount: "= if time >= 1 then 500 M USD else 0 USD"}
            """
        )
    }

    @Test("Estates that sell in the same quarter get the same price, and a later sale finds buyers again")
    func price() throws {
        let example = try Example(
            quarters: 10, parties: twins.map(\.party).joined(separator: "\n"),
            """
            rules: {all: {depth: 200 M USD, absorption: 1 quarter, bridges: false}}
            markets:
              compute: {price: 2 USD/GPU-h, utilisation: 100 %, decline: 0 %, buyer: world}
            generations: {chip: {power: 2 kW/unit, performance: 2}}
            sites:
            \(twins.map(\.site).joined(separator: "\n"))
            contracts:
            \(twins.map(\.contracts).joined(separator: "\n"))
            """)
        let (a, b) = (
            example.paid("contracts.chips-a/1", "sale by the estate"),
            example.paid("contracts.chips-b/1", "sale by the estate")
        )
        #expect(a == b)
        let sales = a.filter { $0 > 0 }
        #expect(sales.count == 4)
        // Earlier sales weigh e^-1 as much each quarter, so the price settles instead of falling to nothing.
        #expect(sales.dropFirst().allSatisfy { $0 < sales[0] })
        #expect(Double(sales[3]) > 0.5 * Double(sales[2]))
    }
}
