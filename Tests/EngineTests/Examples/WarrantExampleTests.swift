import Engine
import Ledger
import Testing

/// Shares for a customer, worked out by hand.
struct WarrantExampleTests {
    private let warrant = """
        drivers:
          bought: {kind: value, value: "= 1 + step(2026Q3)"}
        contracts:
          others: {kind: equity-investment, investor: world, issuer: vendor, held: 20 %, carrying: 100 USD}
          sales: {kind: payment, payer: world, payee: vendor, amount: 1000 USD}
          warrant:
            kind: warrant
            issuer: vendor
            holder: customer
            tranches:
              - from: 2026Q2
                share: 10 %
                fair-value: 50 USD
                strike: 5 USD
                milestone: = if drivers.bought >= 2 then 1 else 0
        """

    @Test("What vests comes off the seller's revenue at fair value, is exercised at the strike, and dilutes others")
    func vests() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                vendor: {kind: party, cash: 500 USD, equity: 500 USD}
                customer: {kind: party, cash: 100 USD, equity: 100 USD}
                """, warrant)
        #expect(example.booked("contracts.warrant", "warrant vests") == [0, 0, 50_00, 0, 0])
        #expect(example.paid("contracts.warrant", "exercise of the warrant") == [0, 0, 5_00, 0, 0])
        #expect(example.balance("vendor", .revenue) == [1000_00, 1000_00, 950_00, 1000_00, 1000_00])
        #expect(example.balance("customer", .otherIncome) == [0, 0, 50_00, 0, 0])
        // What the revenue loses, equity held by the customer gains; the strike is new money.
        #expect(example.equity("vendor") == [1500_00, 2500_00, 3505_00, 4505_00, 5505_00])
        // Fair value and strike first; then a tenth of 3505 and of 4505.
        #expect(example.balance("customer", .stakes) == [0, 0, 55_00, 350_50, 450_50])
        #expect(example.balance("vendor", .heldEquity, of: "contracts.warrant") == [0, 0, 55_00, 350_50, 450_50])
        // A fifth of 1500 and 2500 a quarter later, then 18 %.
        #expect(example.balance("world", .stakes) == [100_00, 300_00, 500_00, 630_90, 810_90])
    }

    @Test("Nothing vests for the customer of a seller that has failed, or for one that has missed a payment")
    func failed() throws {
        // 1500 of 5000 paid, then nothing: in default before the milestone.
        let cost = "\n  costs: {kind: payment, payer: vendor, payee: world, amount: 5000 USD, ends-at-default: true}"
        let example = try Example(
            quarters: 5,
            parties: """
                vendor: {kind: party, cash: 500 USD, equity: 500 USD}
                customer: {kind: party, cash: 100 USD, equity: 100 USD}
                """, warrant + cost)
        #expect(example.state("vendor")[1] == .defaulted)
        #expect(example.booked("contracts.warrant", "warrant vests") == [0, 0, 0, 0, 0])
        let poor = try Example(
            quarters: 5,
            parties: """
                vendor: {kind: party, cash: 500 USD, equity: 500 USD}
                customer: {kind: party, cash: 10 USD, equity: 10 USD}
                """,
            warrant + "\n  costs: {kind: payment, payer: customer, payee: world, amount: 6 USD, ends-at-default: true}")
        #expect(poor.state("customer") == [.performing, .grace, .defaulted, .estate, .estate])
        #expect(poor.booked("contracts.warrant", "warrant vests") == [0, 0, 0, 0, 0])
    }

    @Test("Who does not pay the strike gets no shares")
    func unpaid() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                vendor: {kind: party, cash: 500 USD, equity: 500 USD}
                customer: {kind: party, cash: 3 USD, burn-cover: 0 quarters, equity: 3 USD}
                """, warrant + "\nrules: {all: {bridges: false}}")
        #expect(example.booked("contracts.warrant", "warrant vests") == [0, 0, 0, 0, 0])
        #expect(example.balance("customer", .otherIncome) == [0, 0, 0, 0, 0])
    }
}
