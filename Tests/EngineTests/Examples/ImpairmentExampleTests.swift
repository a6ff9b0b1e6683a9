import Engine
import Foundation
import Ledger
import Testing

/// Equipment that cannot earn its book value, worked out by hand: ten units for 1000, written down over eight quarters.
struct ImpairmentExampleTests {
    private func example(_ price: String, rules: String = "") throws -> Example {
        try Example(
            quarters: 3,
            parties: """
                cloud: {kind: party, cash: 1000 USD, equity: 1000 USD, cost-of-capital: 20 %, book-life: 2 years}
                """,
            """
            \(rules)
            markets:
              gpu: {kind: compute, price: \(price), utilisation: 100 %, decline: 0 %, buyer: world}
            generations:
              chip: {power: 1 kW/unit, performance: 1, life: 8 quarters}
            sites:
              here:
                owner: cloud
                it-load: 0 MW
                projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
            contracts:
              chips:
                kind: purchase-order
                buyer: cloud
                seller: world
                site: here
                generation: chip
                units: 10 units
                amount: 1000 USD
                payments: [{quarter: 2026Q1, share: 100 %}]
                deliveries: [{quarter: 2026Q1, share: 100 %}]
            """)
    }

    /// Rent of ten units for so many quarters, the first now, at a yearly rate.
    private func value(_ price: Double, quarters: Int, rate: Double) -> Double {
        (0..<quarters).reduce(0) { $0 + 10 * price * 2190 * pow(1 + rate, -Double($1) / 4) }
    }

    @Test("Worth less than its book value but able to earn it: not written down")
    func earnsItsBook() throws {
        // Seven rents of 131.40 are 919.80, worth 805 today: the one is above the 875 of book value, the other below.
        #expect(value(0.006, quarters: 7, rate: 0) > 875)
        #expect(value(0.006, quarters: 7, rate: 0.2) < 875)
        let example = try example("0.006 USD/GPU-h")
        #expect(example.balance("cloud", .equipment) == [875_00, 750_00, 625_00])
        #expect(example.balance("cloud", .impairment) == [0, 0, 0])
    }

    @Test("Not able to earn it: written down to what it is worth, and down from there")
    func writtenDown() throws {
        // Six rents of 109.50 are 657, below 750.
        let fair = cents(value(0.005, quarters: 6, rate: 0.2))
        #expect(fair < 657_00)
        let example = try example("{2026Q1: 0.006 USD/GPU-h, 2026Q2: 0.005 USD/GPU-h}")
        #expect(example.balance("cloud", .equipment)[...1] == [875_00, fair])
        #expect(example.balance("cloud", .impairment)[...1] == [0, 750_00 - fair])
        // What is left is written off over the six quarters left, and stays below what five rents are worth.
        let part = cents(Double(fair) / 100 / 6)
        #expect(Double(fair - part) / 100 < value(0.005, quarters: 5, rate: 0.2))
        #expect(example.balance("cloud", .equipment)[2] == fair - part)
    }

    @Test("No write-down where the rules switch it off")
    func off() throws {
        let example = try example("0.001 USD/GPU-h", rules: "rules:\n  all: {impairment: false}")
        #expect(example.balance("cloud", .equipment) == [875_00, 750_00, 625_00])
    }
}
