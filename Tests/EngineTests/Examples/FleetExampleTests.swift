import Engine
import Ledger
import Testing

/// Equipment that stands before the run, makers that cannot keep up, and what was paid before the first quarter, by hand.
struct FleetExampleTests {
    private let site = """
        sites:
          here:
            owner: cloud
            it-load: 1 MW
            pue: 1
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        generations:
          chip: {power: 1 kW/unit, performance: 1}
          next: {power: 2 kW/unit, performance: 4}
        """

    @Test("A fleet opens the books at its book value and is written down over what is left of its life")
    func depreciation() throws {
        // Delivered two quarters before the start, four years' life: this is the third of 16 quarters, 14 are left.
        let example = try Example(
            quarters: 3, parties: "cloud: {kind: party, equity: 1400 USD, book-life: 4 years}",
            site + """

                fleets:
                  old:
                    owner: cloud
                    site: here
                    generation: chip
                    units: 100 units
                    delivered: 2025Q3
                    cost: 1600 USD
                    book-value: 1400 USD
                """)
        #expect(example.balance("cloud", .equipment) == [1300_00, 1200_00, 1100_00])
        #expect(example.equity("cloud") == [1300_00, 1200_00, 1100_00])
    }

    @Test("A fleet runs from the first quarter and draws power")
    func runs() throws {
        let example = try Example(
            quarters: 2, parties: "cloud: {kind: party, cash: 100 USD, equity: 100 USD}",
            site + """

                fleets:
                  old: {owner: cloud, site: here, generation: chip, units: 500 units, delivered: 2024Q1, cost: 0 USD, book-value: 0 USD}
                drivers:
                  running: {kind: value, unit: MW, value: = sites.here.running}
                """)
        #expect(isNear(example.driver("running"), [0, 0.5]))
    }

    @Test("A maker shares its capacity among what is due; the rest waits")
    func vendor() throws {
        // Due 300 and 100 in the second quarter, capacity 200: half of each; a quarter later the other half.
        let order = { (buyer: String, amount: Int) in
            """
              to-\(buyer):
                kind: purchase-order
                buyer: \(buyer)
                seller: maker
                site: here
                generation: chip
                units: 100 units
                amount: \(amount) USD
                payments: [{quarter: 2026Q2, share: 100 %}]
                deliveries: [{quarter: 2026Q2, share: 100 %}]
            """
        }
        let example = try Example(
            quarters: 4,
            parties: """
                cloud: {kind: party, cash: 300 USD, equity: 300 USD, book-life: 50 years}
                rival: {kind: party, cash: 100 USD, equity: 100 USD, book-life: 50 years}
                maker: {kind: party, equity: 0 USD}
                """,
            site + """

                vendors:
                  maker: {party: maker, capacity: 200 USD per quarter}
                drivers:
                  share: {kind: value, value: = vendors.maker.share}
                contracts:
                \(order("cloud", 300))
                \(order("rival", 100))
                """)
        #expect(example.balance("maker", .revenue) == [0, 200_00, 200_00, 0])
        #expect(example.booked("contracts.to-cloud/1", "delivered, to be paid") == [0, 150_00, 0, 0])
        // The whole price was due when the first half came: the other half is delivered against a prepayment.
        #expect(example.booked("contracts.to-cloud/1", "delivered, paid before") == [0, 0, 150_00, 0])
        #expect(isNear(example.driver("share"), [0, 1, 0.5, 1]))
    }

    @Test("A plan waits for its maker too, and what it ordered last arrives last")
    func plan() throws {
        // 100 ordered a quarter, delivered a quarter later at 50: the queue grows by 50 a quarter.
        let example = try Example(
            quarters: 4,
            parties: """
                cloud: {kind: party, cash: 1000 USD, equity: 1000 USD, book-life: 50 years}
                maker: {kind: party, equity: 0 USD}
                """,
            site + """

                vendors:
                  maker: {party: maker, capacity: 50 USD per quarter}
                plans:
                  growth:
                    party: cloud
                    seller: maker
                    site: here
                    guidance: 400 USD per year
                    lead: 1 quarter
                    hurdle: -100 %
                    roadmap:
                      - {from: 2026Q1, generation: chip, price: 10 USD/unit}
                      - {from: 2026Q2, generation: next, price: 20 USD/unit}
                """)
        // Rounded down to whole cents, plan by plan.
        #expect(example.balance("maker", .revenue) == [0, 50_00, 49_99, 49_99])
        // Of the first kind 50 of 100; then a third of 50, beside 100 of the second kind; then a quarter of 33.34. A fifth of
        // each was paid with the order.
        #expect(example.booked("plans.growth/chip-2026", "delivered, paid before") == [0, 10_00, 3_33, 1_66])
    }

    @Test("A delay below nothing, as a shock may make it, brings delivery and instalment forward")
    func broughtForward() throws {
        let example = try Example(
            quarters: 4, parties: "cloud: {kind: party, cash: 100 USD, equity: 100 USD, book-life: 50 years}",
            site + """

                drivers:
                  early: {kind: value, unit: quarters, value: -1 quarters}
                contracts:
                  order:
                    kind: purchase-order
                    buyer: cloud
                    seller: world
                    site: here
                    generation: chip
                    units: 10 units
                    amount: 100 USD
                    delay: = drivers.early
                    payments: [{quarter: 2026Q3, share: 100 %}]
                    deliveries: [{quarter: 2026Q3, share: 100 %}]
                """)
        #expect(example.cash("cloud") == [100_00, 0, 0, 0])
        #expect(example.booked("contracts.order/1", "delivered, to be paid") == [0, 100_00, 0, 0])
    }

    @Test("Instalments before the first quarter are a prepayment that delivery uses up")
    func paidBefore() throws {
        let example = try Example(
            quarters: 3, parties: "cloud: {kind: party, cash: 60 USD, equity: 100 USD, book-life: 50 years}",
            site + """

                contracts:
                  order:
                    kind: purchase-order
                    buyer: cloud
                    seller: world
                    site: here
                    generation: chip
                    units: 10 units
                    amount: 100 USD
                    payments: [{quarter: 2025Q4, share: 40 %}, {quarter: 2026Q2, share: 60 %}]
                    deliveries: [{quarter: 2026Q2, share: 100 %}]
                """)
        #expect(example.balance("cloud", .prepayments) == [40_00, 0, 0])
        #expect(example.booked("contracts.order/1", "delivered, paid before") == [0, 40_00, 0])
        #expect(example.cash("cloud") == [60_00, 0, 0])
    }

    @Test("What a customer paid ahead before the run is credited like any prepayment")
    func prepaid() throws {
        let example = try Example(
            quarters: 3, parties: "cloud: {kind: party, cash: 50 USD, equity: 30 USD}",
            site + """

                fleets:
                  old: {owner: cloud, site: here, generation: chip, units: 1000 units, delivered: 2024Q1, cost: 0 USD, book-value: 0 USD}
                contracts:
                  capacity:
                    kind: compute
                    seller: cloud
                    buyer: world
                    site: here
                    price: 40 USD per MW-year
                    prepaid: 20 USD
                    credit-over: 2 quarters
                    term: 8 quarters
                    tranches: [{start: 2026Q1, load: 1 MW}]
                """)
        #expect(example.booked("contracts.capacity", "prepayment credited") == [10_00, 10_00, 0])
        #expect(example.cash("cloud") == [50_00, 50_00, 60_00])
    }

    @Test("A ramp brings a project's megawatts in equal parts")
    func ramp() throws {
        let example = try Example(
            quarters: 5, parties: "cloud: {kind: party, equity: 0 USD}",
            """
            sites:
              here:
                owner: cloud
                it-load: 8 MW
                pue: 1
                projects: [{name: grid, power: 8 MW, hall-ready: 0 quarters, power-ready: 1 quarter, ramp: 4 quarters}]
            drivers:
              there: {kind: value, unit: MW, value: = sites.here.energised}
            """)
        #expect(isNear(example.driver("there"), [0, 0, 2, 4, 6]))
    }
}
