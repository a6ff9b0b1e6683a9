import Engine
import Foundation
import Ledger
import Testing

/// A plan of investment, worked out by hand: 100 a quarter, a fifth with the order.
struct PlanExampleTests {
    private func halls(_ terms: String = "", seller: String = "world") -> String {
        """
        sites:
          here:
            owner: cloud
            it-load: 0 MW
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        plans:
          halls: {party: cloud, seller: \(seller), site: here, guidance: 400 USD per year, deposit: 20 %\(terms)}
        """
    }
    private func cloud(_ cash: Int, _ more: String = "") -> String {
        "cloud: {kind: party, cash: \(cash) USD, equity: \(cash) USD\(more)}"
    }
    private let deposit = "deposit on new orders"

    @Test("Paid 20/40/40: with the order, two quarters on, and on delivery in the third; then it is written down")
    func money() throws {
        let example = try Example(
            quarters: 6, parties: cloud(1000), halls(", lead: 3 quarters, progress: 40 %"))
        #expect(example.paid("plans.halls", deposit) == [20_00, 20_00, 20_00, 20_00, 20_00, 20_00])
        #expect(example.paid("plans.halls", "progress payment") == [0, 0, 40_00, 40_00, 40_00, 40_00])
        #expect(example.paid("plans.halls", "payment on delivery") == [0, 0, 0, 40_00, 40_00, 40_00])
        // Three deposits and a progress payment are under way at any time.
        #expect(example.balance("cloud", .prepayments) == [20_00, 40_00, 100_00, 100_00, 100_00, 100_00])
        // 100 - 1.25; then a second one, and a third in the same year as the second: 2.50 of their 200.
        #expect(example.balance("cloud", .buildings) == [0, 0, 0, 98_75, 196_25, 292_50])
        #expect(example.cash("cloud") == [980_00, 960_00, 900_00, 800_00, 700_00, 600_00])
    }

    @Test("An order that arrives in the next quarter has no half-way: it is paid once")
    func shortLead() throws {
        let example = try Example(quarters: 4, parties: cloud(1000), halls(", lead: 1 quarter, progress: 40 %"))
        #expect(example.paid("plans.halls", deposit) == [20_00, 20_00, 20_00, 20_00])
        #expect(example.paid("plans.halls", "progress payment") == [0, 0, 0, 0])
        #expect(example.paid("plans.halls", "payment on delivery") == [0, 80_00, 80_00, 80_00])
        #expect(example.balance("cloud", .prepayments) == [20_00, 20_00, 20_00, 20_00])
    }

    @Test("New orders are cut by what their deposits lack, obligations are not, and default forfeits what was prepaid")
    func cut() throws {
        let example = try Example(quarters: 7, parties: cloud(150), halls(", lead: 3 quarters"))
        // 90 in hand for 20 + 80: half an order. Then nothing for 80: no order, grace, default.
        #expect(example.paid("plans.halls", deposit) == [20_00, 20_00, 20_00, 10_00, 0, 0, 0])
        #expect(example.due("plans.halls", "payment on delivery") == [0, 0, 0, 80_00, 80_00, 80_00, 0])
        #expect(example.paid("plans.halls", "payment on delivery") == [0, 0, 0, 80_00, 0, 0, 0])
        #expect(
            example.state("cloud")
                == [.performing, .performing, .performing, .performing, .grace, .defaulted, .estate])
        #expect(example.booked("plans.halls", "prepayment forfeited") == [0, 0, 0, 0, 0, 30_00, 0])
        #expect(example.balance("world", .otherIncome)[5] == 30_00)
        #expect(example.balance("cloud", .prepayments)[5] == 0)
    }

    @Test("A deposit that a late customer keeps from being paid stays due: only new orders are cut")
    func unpaidDeposit() throws {
        let example = try Example(
            quarters: 2, parties: cloud(0) + "\nlate: {kind: party, equity: 0 USD}",
            halls()
                + """

                contracts:
                  sales: {kind: payment, payer: late, payee: cloud, amount: 20 USD, until: 2026Q1}
                  income: {kind: payment, payer: world, payee: late, amount: 20 USD, from: 2026Q2}
                """)
        #expect(example.paid("contracts.sales", "payment") == [0, 20_00])
        #expect(example.due("plans.halls", deposit) == [20_00, 20_00])
        #expect(example.paid("plans.halls", deposit) == [0, 20_00])
        #expect(example.state("cloud") == [.grace, .performing])
    }

    @Test("A seller that fails takes no more orders; what was prepaid is claimed and lost in its estate")
    func failedSeller() throws {
        let example = try Example(
            quarters: 8, parties: cloud(150) + "\nmaker: {kind: party, cash: 10 USD, equity: 10 USD}",
            halls(", lead: 3 quarters", seller: "maker")
                + """

                contracts:
                  costs: {kind: payment, payer: maker, payee: world, amount: 100 USD, ends-at-default: true}
                """)
        #expect(example.paid("plans.halls", deposit) == [20_00, 0, 0, 0, 0, 0, 0, 0])
        #expect(example.state("maker").prefix(2) == [.grace, .defaulted])
        #expect(example.balance("cloud", .prepayments) == [20_00, 20_00, 20_00, 20_00, 20_00, 20_00, 0, 0])
        #expect(example.balance("cloud", .creditLoss)[6] == 20_00)
        #expect(example.balance("cloud", .buildings).allSatisfy { $0 == 0 })
    }

    @Test("No order where a unit earns less than its price and the hurdle: 4 x 2190 at 1 USD/h against 8000 x 1.1")
    func gate() throws {
        let example = try Example(
            quarters: 4, parties: cloud(1000, ", cost-of-capital: 0 %"),
            """
            markets:
              gpu: {kind: compute, price: 1 USD/GPU-h, utilisation: 100 %, decline: 0 %, buyer: world}
            generations:
              chip: {power: 1 kW/unit, performance: 1, life: 4 quarters}
            """ + "\n"
                + halls(
                    ", generation: chip, price: 8000 USD/unit, hurdle: {2026Q1: 9.4 %, 2026Q3: 9.6 %, 2026Q4: 9.5 %}"))
        // 8760 is 9.5 % above 8000.
        #expect(example.paid("plans.halls", deposit) == [20_00, 20_00, 0, 20_00])
    }

    @Test("ln m = 0.8 ln m(t-1) + 0.5 s + 0.1 ln m of the leader, a quarter later each")
    func multiplier() throws {
        let example = try Example(
            quarters: 7,
            parties: cloud(5000, ", expected-growth: 0 %") + "\nrival: {kind: party, cash: 5000 USD, equity: 5000 USD}",
            halls()
                + """

                  chase: {party: rival, seller: world, site: here, guidance: 400 USD per year, leader: halls}
                drivers:
                  m: {kind: value, value: = plans.halls.multiplier}
                  follower: {kind: value, value: = plans.chase.multiplier}
                contracts:
                  sales: {kind: payment, payer: world, payee: cloud, amount: {2026Q1: 100 USD, 2026Q3: 150 USD}}
                """)
        // Revenue 100, 100, 150, 150, 150 with g = 0, 0, 0, 0.15, 0.105: a surprise in the third quarter, then falling short.
        let surprises = [0, 0, log(1.5), log(1 / 1.15), log(1 / 1.105), log(1 / 1.0735)]
        var (m, chase): ([Double], [Double]) = ([0], [0])
        for surprise in surprises {
            chase.append(0.8 * chase.last! + 0.1 * m.last!)
            m.append(0.8 * m.last! + 0.5 * surprise)
        }
        // m of a quarter answers the surprise of the one before; a line shows last quarter's.
        #expect(isNear(example.driver("m"), [1] + m.dropLast().map { exp($0) }, within: 1e-12))
        #expect(isNear(example.driver("follower"), [1] + chase.dropLast().map { exp($0) }, within: 1e-12))
        #expect(isNear(Array(m[3...4]), [0.202733, 0.092305], within: 1e-5))
        #expect(example.paid("plans.halls", deposit) == m.map { cents(Double(cents(100 * exp($0))) / 100 * 0.2) })
    }

    @Test("A plan that watches a customer answers the customer's revenue, not its own")
    func watched() throws {
        let example = try Example(
            quarters: 5,
            parties: cloud(5000, ", expected-growth: 0 %")
                + "\nlab: {kind: party, cash: 500 USD, equity: 500 USD, expected-growth: 0 %}",
            halls(", watches: lab")
                + """

                contracts:
                  sales: {kind: payment, payer: world, payee: cloud, amount: {2026Q1: 100 USD, 2026Q2: 150 USD}}
                  seats: {kind: payment, payer: world, payee: lab, amount: {2026Q1: 100 USD, 2026Q3: 80 USD}}
                """)
        // The customer's revenue falls to 80 % in the third quarter; the plan answers in the fourth.
        let paid = example.paid("plans.halls", deposit)
        #expect(paid[...2] == [20_00, 20_00, 20_00])
        #expect(paid[3] == cents(Double(cents(100 * exp(0.5 * log(0.8)))) / 100 * 0.2))
    }

    @Test("m is at most 1.5, and tight markets take 5 % off its logarithm each quarter")
    func bounds() throws {
        let jump = try Example(
            quarters: 4, parties: cloud(9000, ", expected-growth: 0 %"),
            halls()
                + """

                contracts:
                  sales: {kind: payment, payer: world, payee: cloud, amount: {2026Q1: 100 USD, 2026Q3: 9000 USD}}
                """)
        #expect(jump.paid("plans.halls", deposit) == [20_00, 20_00, 20_00, 30_00])
        let tight = try Example(
            quarters: 3, parties: cloud(1000),
            halls() + "\nregime:\n  markets: {start: tight, tight-to-open: 0 %, tight-to-shut: 0 %}")
        let expected = [-0.05, -0.09, -0.122].map { cents(Double(cents(100 * exp($0))) / 100 * 0.2) }
        #expect(tight.paid("plans.halls", deposit) == expected)
    }
}
