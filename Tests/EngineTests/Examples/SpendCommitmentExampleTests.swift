import Engine
import Ledger
import Testing

/// A promise to spend, worked out by hand.
struct SpendCommitmentExampleTests {
    private func promise(orders: String, until: String = "2026Q3") -> String {
        """
        drivers:
          left: {kind: value, unit: USD, value: = contracts.promise.remaining}
        contracts:
          orders: {kind: payment, payer: customer, payee: cloud, amount: \(orders), ends-at-default: true}
          promise:
            kind: spend-commitment
            customer: customer
            supplier: cloud
            amount: 100 USD
            from: 2026Q1
            until: \(until)
            counts: = contracts.orders.paid
        """
    }
    private let cloud = "cloud: {kind: party, equity: 0 USD}"

    @Test("What was not spent by the date falls due the quarter after: 100 less three times 20")
    func shortfall() throws {
        let example = try Example(
            quarters: 5, parties: "customer: {kind: party, cash: 200 USD, equity: 200 USD}\n\(cloud)",
            promise(orders: "20 USD"))
        #expect(example.paid("contracts.promise", "shortfall of the commitment") == [0, 0, 0, 40_00, 0])
        #expect(isNear(example.driver("left"), [100, 100, 80, 60, 40]))
        #expect(example.balance("customer", .damages) == [0, 0, 0, 40_00, 0])
        #expect(example.balance("cloud", .otherIncome) == [0, 0, 0, 40_00, 0])
    }

    @Test("Nothing falls due where enough was spent")
    func spent() throws {
        let example = try Example(
            quarters: 5, parties: "customer: {kind: party, cash: 200 USD, equity: 200 USD}\n\(cloud)",
            promise(orders: "34 USD"))
        #expect(example.due("contracts.promise", "shortfall of the commitment") == [0, 0, 0, 0, 0])
    }

    @Test(
        "A customer that fails owes the rest as an unsecured claim, also where it fails in the last quarter that counts",
        arguments: ["2026Q2", "2027Q2"])
    func failedCustomer(until: String) throws {
        // 20 of 35 due: 20 x 20 / 35 = 11.42 of the orders is paid. The estate has nothing.
        let example = try Example(
            quarters: 8, parties: "customer: {kind: party, cash: 20 USD, equity: 20 USD}\n\(cloud)",
            promise(orders: "20 USD", until: until)
                + "\n  costs: {kind: payment, payer: customer, payee: world, amount: 15 USD, ends-at-default: true}")
        #expect(Array(example.state("customer").prefix(3)) == [.grace, .defaulted, .estate])
        #expect(example.paid("contracts.orders", "payment") == [11_42, 0, 0, 0, 0, 0, 0, 0])
        #expect(
            example.booked("contracts.promise", "claim for the broken commitment")
                == [0, 0, 88_58, 0, 0, 0, 0, 0])
        // Lost with it: 8.58 and 20 of orders.
        #expect(example.balance("cloud", .creditLoss) == [0, 0, 0, 0, 0, 0, 88_58 + 28_58, 0])
        #expect(example.due("contracts.promise", "shortfall of the commitment").allSatisfy { $0 == 0 })
    }
}
