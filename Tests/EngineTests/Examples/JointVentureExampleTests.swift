import Engine
import Foundation
import Ledger
import Testing

/// A vehicle of two partners, worked out by hand.
struct JointVentureExampleTests {
    private let venture = """
        sites:
          hall:
            owner: vehicle
            it-load: 0 MW
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        contracts:
          order:
            kind: purchase-order
            buyer: vehicle
            seller: world
            site: hall
            amount: 100 USD
            payments: [{quarter: 2026Q1, share: 50 %}, {quarter: 2026Q2, share: 50 %}]
            deliveries: [{quarter: 2026Q2, share: 100 %}]
          venture:
            kind: joint-venture
            vehicle: vehicle
            sponsor: sponsor
            investor: investor
            sponsor-share: 20 %
            orders: [order]
            payout-from: 2026Q4
            guarantee-at: 2027Q1
            guaranteed-value: 120 USD
            guarantee-cap: 40 USD
            residual-value: 80 %
          rent: {kind: payment, payer: sponsor, payee: vehicle, amount: 8 USD, from: 2026Q3}
        """

    @Test("Calls and payouts 20/80, the residual value made good up to the cap, carried at the share of book value")
    func life() throws {
        let example = try Example(
            quarters: 6,
            parties: """
                sponsor: {kind: party, cash: 200 USD, equity: 200 USD}
                investor: {kind: party, cash: 200 USD, equity: 200 USD}
                vehicle: {kind: party, equity: 0 USD}
                """, venture)
        let contract = "contracts.venture"
        #expect(example.paid(contract, "capital of the sponsor") == [10_00, 10_00, 0, 0, 0, 0])
        #expect(example.paid(contract, "capital of the investor") == [40_00, 40_00, 0, 0, 0, 0])
        // Cash of the quarter before: a rent of 8 each time, then a rent and the guarantee.
        #expect(example.paid(contract, "payout to the sponsor") == [0, 0, 0, 1_60, 1_60, 9_60])
        #expect(example.paid(contract, "payout to the investor") == [0, 0, 0, 6_40, 6_40, 38_40])
        // The building of 100 is written down by 100 / 80 a quarter from delivery on. 80 % of 96.25 is 77: 43 short, 40 paid.
        #expect(example.balance("vehicle", .buildings) == [0, 98_75, 97_50, 96_25, 95_00, 93_75])
        #expect(example.paid(contract, "residual value guarantee") == [0, 0, 0, 0, 40_00, 0])
        #expect(example.cash("vehicle") == [0, 0, 8_00, 8_00, 48_00, 8_00])
        #expect(example.equity("vehicle") == [50_00, 98_75, 105_50, 104_25, 143_00, 101_75])
        // A fifth of book value a quarter before, plus what was paid in and less what was paid out since.
        let sponsor: [Int64] = [10_00, 20_00, 19_75, 19_50, 19_25, 19_00]
        #expect(example.balance("sponsor", .stakes) == sponsor)
        #expect(example.balance("investor", .stakes) == sponsor.map { $0 * 4 })
        #expect(example.balance("vehicle", .heldEquity) == sponsor.map { $0 * 5 })
        #expect(example.cash("sponsor") == [190_00, 180_00, 172_00, 165_60, 119_20, 120_80])
    }

    @Test("Without a cap the sponsor makes good all of the 43")
    func withoutCap() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                sponsor: {kind: party, cash: 200 USD, equity: 200 USD}
                investor: {kind: party, cash: 200 USD, equity: 200 USD}
                vehicle: {kind: party, equity: 0 USD}
                """, venture.replacing("    guarantee-cap: 40 USD\n", with: ""))
        #expect(example.paid("contracts.venture", "residual value guarantee") == [0, 0, 0, 0, 43_00])
    }

    @Test("A partner that cannot pay is not called twice; the vehicle owes its supplier the rest and fails")
    func shortPartner() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                sponsor: {kind: party, cash: 200 USD, equity: 200 USD}
                investor: {kind: party, cash: 60 USD, equity: 60 USD}
                vehicle: {kind: party, equity: 0 USD}
                """, venture)
        #expect(example.due("contracts.venture", "capital of the investor") == [40_00, 40_00, 0, 0, 0])
        #expect(example.paid("contracts.venture", "capital of the investor") == [40_00, 20_00, 0, 0, 0])
        #expect(example.paid("contracts.order", "instalment on what was delivered") == [0, 30_00, 8_00, 0, 0])
        #expect(example.state("investor") == [.performing, .grace, .performing, .performing, .performing])
        #expect(example.state("vehicle") == [.performing, .grace, .defaulted, .estate, .estate])
        // The partners' claim ends with the vehicle's payouts; no guarantee was in force yet, and none is called before its date.
        #expect(example.paid("contracts.venture", "payout to the investor") == [0, 0, 0, 0, 0])
    }

    @Test("A sponsor that has failed makes nothing good")
    func failedSponsor() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                sponsor: {kind: party, cash: 40 USD, equity: 40 USD}
                investor: {kind: party, cash: 200 USD, equity: 200 USD}
                vehicle: {kind: party, equity: 0 USD}
                """,
            venture + "\n  costs: {kind: payment, payer: sponsor, payee: world, amount: 15 USD, ends-at-default: true}")
        // 40 - 10 - 15, then 5 of 10 for capital after costs.
        #expect(example.paid("contracts.venture", "capital of the sponsor") == [10_00, 0, 0, 0, 0])
        #expect(example.state("sponsor")[2] == .defaulted)
        #expect(example.paid("contracts.venture", "residual value guarantee") == [0, 0, 0, 0, 0])
    }
}
