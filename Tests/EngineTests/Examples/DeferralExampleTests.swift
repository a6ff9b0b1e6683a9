import Engine
import Ledger
import Testing

/// A customer short of money puts capacity off, worked out by hand: one megawatt for 100 a quarter.
struct DeferralExampleTests {
    private func text(_ income: String) -> String {
        """
        markets:
          gpu: {kind: compute, price: 0 USD/GPU-h, utilisation: 100 %, decline: 0 %, buyer: world}
        generations:
          chip: {power: 1 kW/unit, performance: 1, life: 60 quarters}
        sites:
          here:
            owner: cloud
            it-load: 1 MW
            pue: 1
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        contracts:
          chips:
            kind: purchase-order
            buyer: cloud
            seller: world
            site: here
            generation: chip
            units: 1000 units
            amount: 10 USD
            payments: [{quarter: 2026Q1, share: 100 %}]
            deliveries: [{quarter: 2026Q1, share: 100 %}]
          capacity:
            kind: compute
            seller: cloud
            buyer: lab
            site: here
            price: 400 USD per MW-year
            tranches: [{start: 2026Q1, load: 1 MW}]
            term: 40 quarters
            deferral-step: 10 %
            deferral-floor: 50 %
            deferral-return: 3 %
            deferral-penalty: 20 %
          income: {kind: payment, payer: world, payee: lab, amount: \(income)}
        """
    }
    private let cloud = "cloud: {kind: party, cash: 10 USD, equity: 10 USD}"

    @Test("x 0.9 a quarter down to a half while money lacks, then 3 points back; a fifth of what is put off is due")
    func ramp() throws {
        // It lacks its minimum cash, not the money for its bills, so it never misses a payment.
        let example = try Example(
            quarters: 13,
            parties: cloud
                + "\nlab: {kind: party, equity: 0 USD, minimum-cash: {2026Q1: 5000 USD, 2028Q2: 0 USD}}",
            text("100 USD"))
        let taken = [1, 0.9, 0.81, 0.729, 0.6561, 0.59049, 0.531441, 0.5, 0.5, 0.5, 0.53, 0.56, 0.59]
        let invoices = taken.map { cents(100 * $0 + 0.2 * 100 * (1 - $0)) }
        #expect(invoices[1] == 92_00 && invoices[7] == 60_00 && invoices[10] == 62_40)
        #expect(example.paid("contracts.capacity", "capacity") == invoices)
        #expect(example.state("lab").allSatisfy { $0 == .performing })
    }

    @Test("With notice, load is put off while cash lasts fewer quarters of the shortfall than that")
    func notice() throws {
        // 450 of cash, 60 a quarter short: 390, 330, ... are under three quarters' shortfall from 179 on, so in the sixth.
        let example = try Example(
            quarters: 8, parties: cloud + "\nlab: {kind: party, cash: 450 USD, equity: 450 USD}",
            text("40 USD").replacing("deferral-step: 10 %", with: "deferral-step: 10 %\n    deferral-notice: 3"))
        let invoices = example.paid("contracts.capacity", "capacity")
        #expect(invoices[...4].allSatisfy { $0 == 100_00 })
        #expect(invoices[5] == cents(90 + 0.2 * 10))
        #expect(example.state("lab").allSatisfy { $0 == .performing })
    }

    @Test("What a customer has left stands idle before others rent it")
    func vacancy() throws {
        func rented(_ vacancy: String) throws -> [Int64] {
            try Example(
                quarters: 6, parties: cloud + "\nlab: {kind: party, cash: 900 USD, equity: 900 USD}",
                text("0 USD").replacing("term: 40 quarters", with: "term: 2 quarters\n    vacancy: \(vacancy)")
                    .replacing("price: 0 USD/GPU-h", with: "price: 1 USD/GPU-h")
            ).paid("sites.here", "capacity let at spot")
        }
        // 1,000 units at one dollar an hour are 2.19 M a quarter; the contract ends after the second.
        let full: Int64 = 2_190_000_00
        #expect(try rented("0 quarters") == [0, 0, full, full, full, full])
        #expect(try rented("2 quarters") == [0, 0, 0, 0, full, full])
        #expect(try rented("1.5 quarters") == [0, 0, 0, full / 2, full, full])
    }

    @Test("A missed bill puts a tenth off in the next quarter, in which the arrears are paid, and the load comes back")
    func missed() throws {
        let example = try Example(
            quarters: 7, parties: cloud + "\nlab: {kind: party, equity: 0 USD}",
            text("{2026Q1: 100 USD, 2026Q2: 80 USD, 2026Q3: 200 USD}"))
        #expect(
            example.due("contracts.capacity", "capacity")
                == [100_00, 100_00, 20_00 + 92_00, 94_40, 96_80, 99_20, 100_00])
        #expect(example.paid("contracts.capacity", "capacity")[1...2] == [80_00, 112_00])
        #expect(example.state("lab")[...2] == [.performing, .grace, .performing])
    }
}
