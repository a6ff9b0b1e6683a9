import Engine
import Ledger
import Testing

/// A rescue, worked out by hand.
struct RescueExampleTests {
    /// A firm that burns 60 a quarter with 100 in hand: 40 of the second 60 are paid.
    private func firm(_ terms: String, rescuer: String = "world") -> String {
        """
        contracts:
          costs: {kind: payment, payer: firm, payee: world, amount: 60 USD, ends-at-default: true}
          help: {kind: rescue, rescuer: \(rescuer), beneficiary: firm, rate: 8 %, \(terms)}
        """
    }
    private let parties = "firm: {kind: party, cash: 100 USD, equity: 100 USD}"

    @Test("Off by default: the missed payment becomes a default")
    func off() throws {
        let example = try Example(quarters: 4, parties: parties, firm("cap: 1000 USD"))
        #expect(example.state("firm") == [.performing, .grace, .defaulted, .estate])
        #expect(example.paid("contracts.help", "draw") == [0, 0, 0, 0])
    }

    @Test("Switched on: the arrears of 20 and the 60 of the quarter are lent, and the firm is out of grace")
    func on() throws {
        let example = try Example(quarters: 6, parties: parties, firm("cap: 1000 USD, active: 1"))
        // In grace every other quarter: what is missing then is lent with its interest of 2 % of the balance.
        // Q3 lends 20 + 60 = 80. Q4 owes 60 and 1.60 and pays nothing: Q5 lends both, 60 again and 1.60 again.
        #expect(example.paid("contracts.help", "draw") == [0, 0, 80_00, 0, 123_20, 0])
        #expect(
            example.state("firm") == [.performing, .grace, .performing, .grace, .performing, .grace])
        #expect(example.paid("contracts.costs", "payment") == [60_00, 40_00, 80_00, 0, 120_00, 0])
        #expect(example.due("contracts.help", "interest") == [0, 0, 0, 1_60, 3_20, 4_06])
        #expect(example.balance("firm", .debt) == [0, 0, 80_00, 80_00, 203_20, 203_20])
        #expect(example.balance("world", .loans) == [0, 0, 80_00, 80_00, 203_20, 203_20])
    }

    @Test("The cap binds: with 70 of the 80 lent the firm fails, and the lender claims what it lent")
    func cap() throws {
        let example = try Example(quarters: 4, parties: parties, firm("cap: 70 USD, active: 1"))
        #expect(example.paid("contracts.help", "draw") == [0, 0, 70_00, 0])
        #expect(example.state("firm") == [.performing, .grace, .defaulted, .estate])
        #expect(example.balance("world", .loans) == [0, 0, 70_00, 70_00])
    }

    @Test("A rescuer with books of its own lends no more than it has beyond what it owes")
    func poorRescuer() throws {
        let example = try Example(
            quarters: 4, parties: parties + "\nparent: {kind: party, cash: 100 USD, equity: 100 USD}",
            firm("cap: 1000 USD, active: 1", rescuer: "parent")
                + "\n  own: {kind: payment, payer: parent, payee: world, amount: 10 USD}")
        // 100 - 2 x 10, less 10 due now.
        #expect(example.paid("contracts.help", "draw") == [0, 0, 70_00, 0])
        #expect(example.state("parent") == [.performing, .performing, .performing, .grace])
        #expect(example.state("firm")[2] == .defaulted)
    }
}
