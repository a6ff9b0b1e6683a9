import Engine
import Foundation
import Ledger
import Testing

/// Leases of a hall, worked out by hand: ten dollars a quarter.
struct LeaseExampleTests {
    /// A tenant that pays a first bill of 10, half of the rent, and then nothing: in default in the second quarter.
    private let tenant = "tenant: {kind: party, cash: 15 USD, equity: 15 USD}\nlandlord: {kind: party, equity: 0 USD}"
    private func lease(term: Int, start: String = "2026Q1", more: String = "") -> String {
        """
        contracts:
          costs: {kind: payment, payer: tenant, payee: world, amount: 10 USD, ends-at-default: true}
          more-costs: {kind: payment, payer: tenant, payee: world, amount: 8 USD, from: 2026Q2, ends-at-default: true}
          hall:
            kind: lease
            tenant: tenant
            landlord: landlord
            rent: 40 USD per year
            start: \(start)
            term: \(term) quarters
            relet-to: world\(more)
        """
    }

    @Test(
        "A rejected lease: the greater of a year and 15 % of what remains, at most three years",
        arguments: zip([4, 20, 60, 100], [20_00, 40_00, 87_00, 120_00] as [Int64]))
    func rejected(term: Int, claim: Int64) throws {
        // Two quarters are gone: 2, 18, 58 and 98 remain; 15 % of 58 is 8.7.
        let example = try Example(quarters: 8, parties: tenant, lease(term: term))
        #expect(example.state("tenant")[...2] == [.grace, .defaulted, .estate])
        #expect(example.paid("contracts.hall", "rent") == [5_00, 0, 0, 0, 0, 0, 0, 0])
        #expect(
            example.booked("contracts.hall", "claim for the rejected lease") == [0, 0, claim, 0, 0, 0, 0, 0])
        // Let again from the fourth quarter after default, at 82.5 %, as long as the lease would have run.
        let relet: Int64 = term > 4 ? 8_25 : 0
        #expect(
            example.paid("contracts.hall", "rent of the next tenant") == [0, 0, 0, 0, 0, relet, relet, relet])
        // The estate has nothing: 5 + 10 of rent and the claim are lost.
        #expect(example.balance("landlord", .creditLoss)[6] == claim + 15_00)
    }

    @Test("A lease that has not started is rejected too, and is not let before it would have started")
    func notStarted() throws {
        let example = try Example(
            quarters: 8, parties: tenant.replacing("15 USD", with: "10 USD"), lease(term: 20, start: "2027Q3"))
        #expect(example.state("tenant")[...3] == [.performing, .grace, .defaulted, .estate])
        #expect(
            example.booked("contracts.hall", "claim for the rejected lease") == [0, 0, 0, 40_00, 0, 0, 0, 0])
        #expect(example.paid("contracts.hall", "rent of the next tenant") == [0, 0, 0, 0, 0, 0, 8_25, 8_25])
    }

    @Test("The rent of a lease that has run for two years has risen twice; what remains is what is still to come")
    func escalator() throws {
        let example = try Example(
            quarters: 4, parties: "tenant: {kind: party, cash: 500 USD, equity: 500 USD}",
            """
            drivers:
              left: {kind: value, unit: USD, value: = contracts.hall.remaining}
            contracts:
              hall:
                kind: lease
                tenant: tenant
                landlord: world
                rent: 40 USD per year
                escalator: 10 %
                start: 2024Q1
                term: 12 quarters
            """)
        #expect(example.paid("contracts.hall", "rent") == [12_10, 12_10, 12_10, 12_10])
        #expect(isNear(example.driver("left"), [0, 36.3, 24.2, 12.1]))
    }

    @Test("An estate keeps the lease of a hall that earns its rent; the buyers of its equipment pay in its place")
    func kept() throws {
        let example = try Example(
            quarters: 7,
            parties: """
                tenant: {kind: party, cash: 10 USD, equity: 10 USD}
                landlord: {kind: party, equity: 0 USD}
                lab: {kind: party, cash: 900 USD, equity: 900 USD}
                """,
            """
            markets:
              gpu: {kind: compute, price: 0 USD/GPU-h, utilisation: 100 %, decline: 0 %, buyer: world}
            generations:
              chip: {power: 1 kW/unit, performance: 1, life: 60 quarters}
            sites:
              here:
                owner: tenant
                it-load: 1 MW
                pue: 1
                projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
            """ + "\n"
                + lease(term: 20, more: "\n    site: here").replacing("amount: 10 USD", with: "amount: 150 USD")
                    + """

                      chips:
                        kind: purchase-order
                        buyer: tenant
                        seller: world
                        site: here
                        generation: chip
                        units: 1000 units
                        amount: 10 USD
                        payments: [{quarter: 2026Q1, share: 100 %}]
                        deliveries: [{quarter: 2026Q1, share: 100 %}]
                      capacity:
                        kind: compute
                        seller: tenant
                        buyer: lab
                        site: here
                        price: 400 USD per MW-year
                        tranches: [{start: 2026Q1, load: 1 MW}]
                        term: 40 quarters
                    """)
        #expect(example.state("tenant")[...2] == [.grace, .defaulted, .estate])
        #expect(example.booked("contracts.hall", "claim for the rejected lease").allSatisfy { $0 == 0 })
        #expect(example.paid("contracts.hall", "rent paid by the estate") == [0, 0, 7_50, 5_00, 2_50, 0, 0])
        #expect(
            example.paid("contracts.hall", "rent paid by the buyers of the equipment")
                == [0, 0, 2_50, 5_00, 7_50, 10_00, 10_00])
        #expect(example.paid("contracts.hall", "rent of the next tenant").allSatisfy { $0 == 0 })
    }

    @Test("On the balance sheet from its start on: liability and right of use are the present value of rents to come")
    func balanceSheet() throws {
        let example = try Example(
            quarters: 5,
            parties: "tenant: {kind: party, cash: 20 USD, equity: 20 USD, trailing-ebitda: 40 USD}",
            """
            rules:
              all: {leases: on}
            contracts:
              sales: {kind: payment, payer: world, payee: tenant, amount: {2026Q1: 10 USD, 2026Q3: 20 USD}}
              costs: {kind: payment, payer: tenant, payee: world, amount: 5 USD, until: 2026Q2}
              hall:
                kind: lease
                tenant: tenant
                landlord: world
                rent: 40 USD per year
                start: 2026Q3
                term: 8 quarters
            """)
        // Outside landlords discount at 8 % a year.
        let expected = [0, 0, 7, 6, 5].map { count in
            cents((0..<count).reduce(0) { $0 + 10 * pow(1.08, -Double($1 + 1) / 4) })
        }
        #expect(example.balance("tenant", .leaseLiability) == expected)
        #expect(example.balance("tenant", .rightOfUse) == expected)
        #expect(example.balance("tenant", .leaseCost) == [0, 0, 10_00, 10_00, 10_00])
        // Net of 40 in cash, over 10 + 5 + 5 + 10 of EBITDA.
        #expect(example.cash("tenant")[2] == 40_00)
        #expect(isNear([example.leverage("tenant")[2]], [(Double(expected[2]) / 100 - 40) / 30]))
    }
}
