import Engine
import Foundation
import Ledger
import Testing

/// Bonds, worked out by hand: a firm that earns 25 a quarter and buys a building of 200 in the second.
struct DebtPoolExampleTests {
    private let firm = """
        firm:
          kind: party
          equity: 0 USD
          trailing-ebitda: 100 USD
          trailing-revenue: 200 USD
          burn-cover: 0 quarters
          service-cover: 0 quarters
        """
    private func bonds(
        _ terms: String, regime: Int = 0, amount: String = "200 USD", sales: String = "amount: 50 USD",
        costs: String = "amount: 25 USD"
    ) -> String {
        """
        sites:
          here:
            owner: firm
            it-load: 0 MW
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        contracts:
          sales: {kind: payment, payer: world, payee: firm, \(sales)}
          costs: {kind: payment, payer: firm, payee: world, \(costs)}
          hall:
            kind: purchase-order
            buyer: firm
            seller: world
            site: here
            amount: \(amount)
            payments: [{quarter: 2026Q2, share: 100 %}]
            deliveries: [{quarter: 2026Q2, share: 100 %}]
        regime:
          markets: {at-least: \(regime), open-to-tight: 0 %}
        capital-markets:
          buyers: {investor: world, open: 1000 USD, tight: 1000 USD, shut: 1000 USD}
        funding:
          notes: {kind: bonds, issuer: firm, market: buyers, \(terms)}
        """
    }

    @Test("A bullet at 4 % and the spread of AAA: what is needed; a quarter later fee and interest; all due at the end")
    func bullet() throws {
        let example = try Example(
            quarters: 7, parties: firm,
            bonds("tenor: 4 quarters, base-rate: 4 %, leverage-cap: 2, fee: 2 %"))
        // 200 + 25 - 50 - 25 in hand. Four quarters on 66.99 has come together: 150 + 1.67 + 25 - 50 - 66.99 is refinanced.
        #expect(example.paid("funding.notes", "draw") == [0, 150_00, 0, 0, 0, 59_68, 0])
        #expect(example.paid("funding.notes", "arrangement fee") == [0, 0, 3_00, 0, 0, 0, 1_19])
        #expect(example.paid("funding.notes", "principal") == [0, 0, 0, 0, 0, 150_00, 0])
        // 150 x 4.45 % / 4 = 1.66875. Then 83.01 of net debt is AA: 59.68 x 4.65 % / 4 = 0.69378.
        #expect(example.paid("funding.notes", "interest") == [0, 0, 1_67, 1_67, 1_67, 1_67, 69])
        #expect(example.grade("firm")[4] == "aa")
        #expect(example.cash("firm") == [25_00, 0, 20_33, 43_66, 66_99, 0, 23_12])
        #expect(example.balance("firm", .debt) == [0, 150_00, 150_00, 150_00, 150_00, 59_68, 59_68])
    }

    @Test("The cap on leverage by state of the markets: 1.5, 80 % and 50 % of it, times 100", arguments: [0, 1, 2])
    func leverageCap(regime: Int) throws {
        let example = try Example(
            quarters: 2, parties: firm,
            bonds("tenor: 4 quarters, base-rate: 4 %, leverage-cap: 1.5", regime: regime, amount: "300 USD"))
        #expect(example.paid("funding.notes", "draw") == [0, [150_00, 120_00, 75_00][regime]])
    }

    @Test("Level repayment loses no cent: 100 in seven parts, four of them 14.29 and three 14.28")
    func level() throws {
        let example = try Example(
            quarters: 10, parties: firm,
            bonds("tenor: 7 quarters, repayment: level, base-rate: 4 %, leverage-cap: 2", amount: "150 USD"))
        #expect(example.paid("funding.notes", "draw") == [0, 100_00, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(
            example.paid("funding.notes", "principal")
                == [0, 0, 14_29, 14_29, 14_29, 14_29, 14_28, 14_28, 14_28, 0])
        #expect(example.balance("firm", .debt).last == 0)
    }

    @Test("An opening ladder at its own rate: 40 fall due in the second quarter, 60 after the run")
    func ladder() throws {
        let example = try Example(
            quarters: 4, parties: firm.replacing("equity: 0 USD", with: "cash: 50 USD\n  equity: -50 USD"),
            bonds(
                "tenor: 4 quarters, base-rate: 4 %, leverage-cap: 2, rate: 6 %, "
                    + "outstanding: [{due: 2026Q2, amount: 40 USD}, {due: 2030Q1, amount: 60 USD}]",
                amount: "0 USD"))
        #expect(example.paid("funding.notes", "interest") == [1_50, 1_50, 90, 90])
        #expect(example.paid("funding.notes", "principal") == [0, 40_00, 0, 0])
        #expect(example.balance("firm", .debt) == [100_00, 60_00, 60_00, 60_00])
        #expect(example.balance("world", .loans) == [100_00, 60_00, 60_00, 60_00])
    }

    @Test("A floating rate moves with its base, a fixed one does not", arguments: [true, false])
    func floating(isFixed: Bool) throws {
        let example = try Example(
            quarters: 4, parties: firm,
            bonds(
                "tenor: 8 quarters, leverage-cap: 2, fixed: \(isFixed), "
                    + "base-rate: {2026Q1: 4 %, 2026Q4: 6 %}"))
        // 150 x 4.45 % / 4, then 150 x 6.45 % / 4 = 2.41875.
        #expect(example.paid("funding.notes", "interest") == [0, 0, 1_67, isFixed ? 1_67 : 2_42])
    }

    @Test("At the cap, debt that falls due is refinanced in full, at the rate of the day alone")
    func refinanced() throws {
        let example = try Example(
            quarters: 4,
            parties: firm.replacing("equity: 0 USD", with: "equity: -150 USD"),
            bonds(
                "tenor: 8 quarters, base-rate: 4 %, leverage-cap: 1.5, rate: 10 %, "
                    + "outstanding: [{due: 2026Q1, amount: 150 USD}]",
                amount: "0 USD")
        )
        // 150 + 3.75 + 25 - 50 = 128.75 is lacking; room is 1.5 x 100 less the nothing that is left of the 150.
        #expect(example.paid("funding.notes", "draw")[0] == 128_75)
        #expect(example.paid("funding.notes", "principal")[0] == 150_00)
        // Graded on 150 of debt: 1.5 x EBITDA is AA, at 65 bp. 128.75 x 4.65 % / 4 = 1.4967; the 10 % are gone.
        #expect(example.paid("funding.notes", "interest")[...1] == [3_75, 1_50])
        #expect(example.state("firm").allSatisfy { $0 == .performing })
    }

    @Test("Two sources of bonds share one room")
    func oneRoom() throws {
        let example = try Example(
            quarters: 2, parties: firm,
            bonds("tenor: 4 quarters, base-rate: 4 %, leverage-cap: 1", amount: "300 USD")
                + "\n  more: {kind: bonds, issuer: firm, market: buyers, tenor: 4 quarters, base-rate: 4 %, "
                + "leverage-cap: 1.2}")
        #expect(example.paid("funding.notes", "draw") == [0, 100_00])
        #expect(example.paid("funding.more", "draw") == [0, 20_00])
    }

    @Test("A borrower that fails: bonds stay a claim, no more interest runs, and the buyers lose what the estate lacks")
    func failed() throws {
        let example = try Example(
            quarters: 8, parties: firm.replacing("equity: 0 USD", with: "cash: 10 USD\n  equity: -90 USD"),
            bonds(
                "tenor: 4 quarters, base-rate: 4 %, leverage-cap: 0, rate: 4 %, "
                    + "outstanding: [{due: 2026Q2, amount: 100 USD}]",
                amount: "0 USD", sales: "amount: 50 USD, until: 2026Q3",
                costs: "amount: 50 USD, ends-at-default: true") + "\nrules:\n  all: {bridges: false}")
        // 10 + 50 - 50 - 1 = 9; of 101 due, 9 is paid on interest and principal alike: 0.08 and 8.91.
        #expect(example.paid("funding.notes", "interest") == [1_00, 8, 0, 0, 0, 0, 0, 0])
        #expect(example.paid("funding.notes", "principal") == [0, 8_91, 0, 0, 0, 0, 0, 0])
        #expect(example.state("firm")[...3] == [.performing, .grace, .defaulted, .estate])
        // Left: a cent that no claim of 1.83 and 91.09 can be given a share of. Lost: 91.09, and 0.92 + 0.91 of interest.
        #expect(example.cash("firm")[6] == 1)
        #expect(example.balance("world", .creditLoss)[7] == 92_92)
        #expect(example.balance("firm", .debt)[7] == 0)
    }
}
