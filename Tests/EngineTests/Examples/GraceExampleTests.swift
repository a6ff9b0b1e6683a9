import Engine
import Ledger
import Testing

/// What waits while a party has missed a payment, and what its customer owes when it fails.
struct GraceExampleTests {
    private let site = """
        generations: {chip: {power: 2 kW/unit, performance: 1}}
        sites:
          hall:
            owner: buyer
            pue: 1
            it-load: 20 MW
            projects: [{name: one, power: 20 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        """

    @Test("An instalment that falls due while the seller is in grace is paid once the seller pays its way again")
    func instalment() throws {
        let example = try Example(
            quarters: 8,
            parties: """
                buyer: {kind: party, cash: 500 M USD, equity: 500 M USD, burn-cover: 0 quarters}
                seller: {kind: party, cash: 10 M USD, equity: 10 M USD, burn-cover: 0 quarters}
                """,
            """
            rules: {all: {bridges: false}}
            \(site)
            contracts:
              cost: {kind: payment, payer: seller, payee: world, amount: 20 M USD, from: 2026Q2, until: 2026Q2}
              help: {kind: payment, payer: world, payee: seller, amount: 40 M USD, from: 2026Q3, until: 2026Q3}
              servers:
                kind: purchase-order
                buyer: buyer
                seller: seller
                site: hall
                generation: chip
                units: 10000 units
                amount: 100 M USD
                payments: [{quarter: 2026Q3, share: 100 %}]
                deliveries: [{quarter: 2026Q4, share: 100 %}]
            """)
        #expect(example.state("seller").prefix(4) == [.performing, .grace, .performing, .performing])
        #expect(example.cash("buyer") == [500, 500, 500, 400, 400, 400, 400, 400].map { $0 * 1_000_000_00 })
    }

    @Test("Where nobody else wants the capacity, a failed customer owes all that it had promised to take")
    func claim() throws {
        let text = """
            rules: {all: {bridges: false}}
            \(site)
            fleets:
              old: {owner: buyer, site: hall, generation: chip, units: 10000 units, delivered: 2025Q4, cost: 0 USD, book-value: 0 USD}
            contracts:
              capacity:
                kind: compute
                seller: buyer
                buyer: customer
                site: hall
                price: 2 M USD per MW-year
                term: 40 quarters
                tranches: [{start: 2026Q1, load: 20 MW}]
            """
        let example = try Example(
            quarters: 6,
            parties: """
                buyer: {kind: party, cash: 500 M USD, equity: 500 M USD}
                customer: {kind: party, cash: 20 M USD, equity: 20 M USD, burn-cover: 0 quarters}
                """, text)
        // 10 M USD a quarter: two are paid, then none.
        #expect(example.state("customer") == [.performing, .performing, .grace, .defaulted, .estate, .estate])
        let booked = example.balance("customer", .damages)
        #expect(booked[4] > 300 * 1_000_000_00 && booked[4] <= 360 * 1_000_000_00, "\(booked)")
    }
}
