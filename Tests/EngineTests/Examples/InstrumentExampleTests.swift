import ACTUS
import Calendar
import Engine
import Foundation
import Ledger
import TestSupport
import Testing

/// Contracts of the ACTUS standard between two parties, worked out by hand on months of 30 days.
struct InstrumentExampleTests {
    private let rich = """
        bank: {kind: party, cash: 200000 USD, equity: 200000 USD}
        firm: {kind: party, cash: 200000 USD, equity: 200000 USD}
        """

    private func contract(_ terms: String, _ more: String = "") -> String {
        """
        contracts:
          note:
            kind: instrument
            creditor: bank
            debtor: firm
            terms: {\(terms)}
        \(more.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        """
    }

    private let bullet = """
        contractType: PAM, initialExchangeDate: 2026-02-15, maturityDate: 2027-02-15, notionalPrincipal: 1000, \
        nominalInterestRate: 0.08, dayCountConvention: 30E360, cycleAnchorDateOfInterestPayment: 2026-08-15, \
        cycleOfInterestPayment: P6ML1
        """

    /// Payoffs of the library's events in whole cents, by quarter of the payment day and type.
    private func events(_ terms: Terms, _ type: EventType, quarters: Int) throws -> [Int64] {
        var sums = [Int64](repeating: 0, count: quarters)
        for event in try ACTUS.Contract(terms: terms).events() where event.type == type {
            sums[Quarter("2026Q1")!.distance(to: Quarter(containing: event.time.day))] += cents(event.payoff)
        }
        return sums
    }

    @Test("A bullet loan: lent, interest twice a year earned by the day, repaid at the end")
    func bulletLoan() throws {
        let example = try Example(quarters: 5, parties: rich, contract(bullet))
        #expect(example.paid("contracts.note", "draw") == [1_000_00, 0, 0, 0, 0])
        #expect(example.paid("contracts.note", "interest") == [0, 0, 40_00, 0, 40_00])
        #expect(example.paid("contracts.note", "principal") == [0, 0, 0, 0, 1_000_00])
        #expect(example.balance("firm", .debt) == [1_000_00, 1_000_00, 1_000_00, 1_000_00, 0])
        // 46 days to April are 46/360 of 80.00, 136 to July; then the same after the payment of August.
        #expect(example.balance("firm", .payables) == [10_22, 30_22, 10_22, 30_22, 0])
        #expect(example.balance("bank", .receivables) == [10_22, 30_22, 10_22, 30_22, 0])
        #expect(example.booked("contracts.note", "interest earned") == [10_22, 20_00, 20_00, 20_00, 9_78])
        #expect(example.cash("firm") == [201_000_00, 201_000_00, 200_960_00, 200_960_00, 199_920_00])
    }

    @Test("What falls due in a quarter is what the library's events of the quarter pay, in whole cents")
    func libraryEvents() throws {
        let terms: Terms = [
            "contractType": "PAM", "contractID": "note", "contractRole": "RPA", "currency": "USD",
            "statusDate": "2025-12-31", "initialExchangeDate": "2026-02-15", "maturityDate": "2027-02-15",
            "notionalPrincipal": 1000, "nominalInterestRate": 0.08, "dayCountConvention": "30E360",
            "cycleAnchorDateOfInterestPayment": "2026-08-15", "cycleOfInterestPayment": "P6ML1",
        ]
        let example = try Example(quarters: 5, parties: rich, contract(bullet))
        #expect(try example.paid("contracts.note", "interest") == events(terms, .interestPayment, quarters: 5))
        #expect(try example.paid("contracts.note", "principal") == events(terms, .maturity, quarters: 5))
        #expect(
            try example.paid("contracts.note", "draw").map { -$0 } == events(terms, .initialExchange, quarters: 5))
    }

    private let annuity = """
        contractType: ANN, initialExchangeDate: 2026-01-01, maturityDate: 2027-01-01, notionalPrincipal: 1200, \
        nominalInterestRate: 0.12, dayCountConvention: 30E360, cycleAnchorDateOfInterestPayment: 2026-02-01, \
        cycleOfInterestPayment: P1ML1, cycleAnchorDateOfPrincipalRedemption: 2026-02-01, \
        cycleOfPrincipalRedemption: P1ML1
        """

    @Test("A monthly annuity: 106.62 a month, the last instalment takes the odd cents")
    func annuityLoan() throws {
        let example = try Example(quarters: 5, parties: rich, contract(annuity))
        #expect(example.paid("contracts.note", "draw") == [1_200_00, 0, 0, 0, 0])
        #expect(example.paid("contracts.note", "interest") == [23_05, 27_39, 18_52, 9_40, 1_06])
        #expect(example.paid("contracts.note", "principal") == [190_18, 292_47, 301_33, 310_46, 105_56])
        #expect(example.balance("bank", .loans) == [1_009_82, 717_35, 416_02, 105_56, 0])
    }

    private let swap = """
        contractType: SWPPV, contractRole: RFL, initialExchangeDate: 2026-01-01, maturityDate: 2027-01-01, \
        notionalPrincipal: 100000, nominalInterestRate: 0.05, nominalInterestRate2: 0.04, dayCountConvention: 30E360, \
        cycleAnchorDateOfInterestPayment: 2026-04-01, cycleOfInterestPayment: P3ML1, \
        cycleAnchorDateOfRateReset: 2026-04-01, cycleOfRateReset: P3ML1, marketObjectCodeOfRateReset: SOFR
        """
    private let sofr = """
        market:
          - {object: SOFR, values: {2026Q1: 4 %, 2026Q3: 6 %}}
        """

    @Test("A swap: fixed interest one way, floating the other, or the difference")
    func swapLegs() throws {
        let gross = try Example(quarters: 5, parties: rich, contract(swap + ", deliverySettlement: D", sofr))
        #expect(gross.paid("contracts.note", "interest") == [0, 1_250_00, 1_250_00, 1_250_00, 1_250_00])
        #expect(gross.paid("contracts.note", "interest to the debtor") == [0, 1_000_00, 1_000_00, 1_500_00, 1_500_00])
        let net = try Example(quarters: 5, parties: rich, contract(swap + ", deliverySettlement: S", sofr))
        #expect(net.paid("contracts.note", "interest") == [0, 250_00, 250_00, 0, 0])
        #expect(net.paid("contracts.note", "interest to the debtor") == [0, 0, 0, 250_00, 250_00])
        for example in [gross, net] {
            // A quarter's interest is earned before the day after it, on which it is paid.
            #expect(example.balance("bank", .receivables) == [250_00, 250_00, -250_00, -250_00, 0])
            #expect(example.cash("bank") == [200_000_00, 200_250_00, 200_500_00, 200_250_00, 200_000_00])
            #expect(example.balance("bank", .loans) == [0, 0, 0, 0, 0])
        }
    }

    @Test("A loan that runs at the start opens with its principal and the interest accrued on it")
    func opening() throws {
        let example = try Example(
            quarters: 4,
            parties: """
                bank: {kind: party, cash: 500 USD, equity: 1510.22 USD}
                firm: {kind: party, cash: 2000 USD, equity: 989.78 USD}
                """,
            contract(
                """
                contractType: PAM, statusDate: 2025-11-14, initialExchangeDate: 2025-11-15, \
                maturityDate: 2026-11-15, notionalPrincipal: 1000, nominalInterestRate: 0.08, \
                dayCountConvention: 30E360, cycleAnchorDateOfInterestPayment: 2026-05-15, cycleOfInterestPayment: P6ML1
                """))
        #expect(example.paid("contracts.note", "draw") == [0, 0, 0, 0])
        #expect(example.paid("contracts.note", "interest") == [0, 40_00, 0, 40_00])
        #expect(example.paid("contracts.note", "principal") == [0, 0, 0, 1_000_00])
        #expect(example.booked("contracts.note", "interest earned") == [20_00, 20_00, 20_00, 9_78])
        #expect(example.balance("bank", .loans) == [1_000_00, 1_000_00, 1_000_00, 0])
    }

    private let thin = """
        bank: {kind: party, cash: 2000 USD, equity: 2000 USD}
        firm: {kind: party, cash: 60 USD, other-assets: 500 USD, equity: 560 USD}
        """
    private let costs = """

          costs: {kind: payment, payer: firm, payee: world, amount: 300 USD, ends-at-default: true}
        rules:
          all: {government: world, asset-buyer: world, administrator: world, owners: world,
            other-recovery: 50 % assumption, estate-costs: 5 % assumption, sale-quarters: 1 quarter assumption}
        """

    @Test("A debtor that fails owes principal and accrued interest, and its estate pays its share of both")
    func failedDebtor() throws {
        let example = try Example(
            quarters: 8, parties: thin,
            contract(bullet.replacing("maturityDate: 2027-02-15", with: "maturityDate: 2029-02-15")) + costs)
        // 60 + 1000 - 300 = 760, 460, then 300 and 40 of interest: 120; the rest of the costs is missed twice.
        #expect(example.cash("firm").prefix(5) == [760_00, 460_00, 120_00, 0, 0])
        #expect(example.state("firm").prefix(5) == [.performing, .performing, .performing, .grace, .defaulted])
        // Owed are 1000.00, 40.00 and 10.22 accrued since, and 480.00 of costs. The other assets bring 250.00 less 12.50,
        // 15.52 % of it all.
        #expect(example.balance("firm", .payables, of: "contracts.note: interest")[4] == 50_22)
        #expect(example.due("contracts.note", "interest") == [0, 0, 40_00, 0, 40_00, 0, 7_79, 0])
        #expect(example.due("contracts.note", "principal") == [0, 0, 0, 0, 0, 0, 155_20, 0])
        #expect(example.due("contracts.costs", "payment")[6] == 74_49)
        #expect(example.balance("bank", .creditLoss) == [0, 0, 0, 0, 0, 0, 844_80 + 42_43, 0])
        #expect(example.balance("firm", .debt).last == 0)
    }

    @Test("A creditor that can lend only a part is owed that part")
    func shortCreditor() throws {
        let example = try Example(
            quarters: 5,
            parties: """
                bank: {kind: party, cash: 400 USD, equity: 400 USD}
                firm: {kind: party, cash: 60 USD, equity: 60 USD}
                """, contract(bullet))
        #expect(example.paid("contracts.note", "draw") == [400_00, 0, 0, 0, 0])
        #expect(example.paid("contracts.note", "interest") == [0, 0, 16_00, 0, 16_00])
        #expect(example.paid("contracts.note", "principal") == [0, 0, 0, 0, 400_00])
        #expect(example.balance("firm", .debt) == [400_00, 400_00, 400_00, 400_00, 0])
        #expect(example.balance("firm", .payables).last == 0)
    }

    @Test("Of a swap nothing more falls due when a side has failed; what had accrued is claimed")
    func failedSwap() throws {
        let example = try Example(
            quarters: 6,
            parties: """
                bank: {kind: party, cash: 200000 USD, equity: 200000 USD}
                firm: {kind: party, cash: 300 USD, equity: 300 USD}
                """, contract(swap + ", deliverySettlement: S", sofr) + costs)
        #expect(example.state("firm").prefix(3) == [.performing, .grace, .defaulted])
        #expect(example.due("contracts.note", "interest").prefix(4) == [0, 250_00, 500_00, 0])
        // Of the 500 due, 250 are set off that have accrued against them in the quarter of the default.
        #expect(example.balance("bank", .receivables).prefix(4) == [250_00, 500_00, 250_00, 250_00])
        #expect(example.paid("contracts.note", "interest to the debtor") == [0, 0, 0, 0, 0, 0])
    }

    @Test("Interest that is not paid is added to the principal")
    func capitalised() throws {
        let example = try Example(
            quarters: 5, parties: rich,
            contract(bullet + ", capitalizationEndDate: 2026-08-15"))
        #expect(example.paid("contracts.note", "interest") == [0, 0, 0, 0, 41_60])
        #expect(example.paid("contracts.note", "principal") == [0, 0, 0, 0, 1_040_00])
        #expect(example.balance("firm", .debt) == [1_000_00, 1_000_00, 1_040_00, 1_040_00, 0])
    }

    @Test("Fees, a discount, a prepayment and a payoff in another currency, each to its side")
    func sides() throws {
        let loan = try Example(
            quarters: 5, parties: rich,
            contract(
                bullet
                    + """
                    , premiumDiscountAtIED: -20, prepaymentEffect: A, feeRate: 5, feeBasis: A, \
                    cycleAnchorDateOfFee: 2026-05-15, cycleOfFee: P6ML1
                    """,
                """
                observed:
                  - {time: 2026-11-15, type: PP, value: 400 USD}
                """))
        #expect(loan.paid("contracts.note", "payoff") == [20_00, 0, 0, 0, 0])
        #expect(loan.paid("contracts.note", "fee") == [0, 5_00, 0, 5_00, 5_00])
        #expect(loan.paid("contracts.note", "principal") == [0, 0, 0, 400_00, 600_00])
        // 20 for the first three months on 1,000 and 12 for the others on 600.
        #expect(loan.paid("contracts.note", "interest") == [0, 0, 40_00, 0, 32_00])
        let forward = try Example(
            quarters: 3, parties: rich,
            contract(
                """
                contractType: FXOUT, contractRole: BUY, maturityDate: 2026-08-01, notionalPrincipal: 1000, \
                currency2: EUR, notionalPrincipal2: 900, deliverySettlement: D
                """,
                """
                market:
                  - {object: EUR/USD, values: 1.2}
                """))
        #expect(forward.paid("contracts.note", "payoff") == [0, 0, 1_000_00])
        #expect(forward.paid("contracts.note", "payoff to the debtor") == [0, 0, 1_080_00])
    }

    @Test("The side of the record does not matter to what a loan pays; a liability is the debtor's record")
    func role() throws {
        let asset = try Example(quarters: 5, parties: rich, contract(bullet + ", contractRole: RPA"))
        let liability = try Example(quarters: 5, parties: rich, contract(bullet + ", contractRole: RPL"))
        for cause in ["draw", "interest", "principal"] {
            #expect(asset.paid("contracts.note", cause) == liability.paid("contracts.note", cause))
        }
    }
}
