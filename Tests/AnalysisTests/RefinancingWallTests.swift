import Analysis
import Engine
import TestSupport
import Testing

/// CoreWeave's debt table of 30 June 2025 (Form 10-Q, thousands of dollars).
struct RefinancingWallTests {
    private static let instruments: [(name: String, amount: Int, rate: String)] = [
        ("ddtl-1", 1_782_500, "15 %"), ("ddtl-2", 4_953_967, "11 %"), ("revolver", 450_000, "7 %"),
        ("oem", 1_728_388, "9.5 %"), ("other", 256_630, "12 %"),
    ]
    private static let ladder: [(year: String, quarter: String, amount: Int)] = [
        ("2025", "2025Q4", 986_052), ("2026", "2026Q4", 4_218_457), ("2027", "2027Q4", 2_833_142),
        ("2028", "2028Q4", 1_010_054), ("2029", "2029Q4", 123_780),
    ]

    /// The published table gives the ladder of all debt, not of each instrument: the notes are the bullet of 2030, the others
    /// fill the years in the order of the table.
    private static var text: String {
        var left = ladder.map(\.amount)
        var items = ""
        for instrument in instruments {
            var open = instrument.amount
            var steps: [String] = []
            for index in ladder.indices where open > 0 && left[index] > 0 {
                let part = min(open, left[index])
                open -= part
                left[index] -= part
                steps.append("{due: \(ladder[index].quarter), amount: \(part * 1_000) USD assumption}")
            }
            items += item(instrument.name, instrument.rate, steps)
        }
        items += item("notes-2030", "10 %", ["{due: 2030Q2, amount: 2000000000 USD assumption}"])
        return """
            scenario: {name: wall, start: 2025Q3, quarters: 22, paths: 1, seed: 1}
            parties:
              coreweave:
                kind: party
                title: CoreWeave
                cash: 2 B USD assumption
                other-assets: 30 B USD assumption
                equity: \(32_000_000_000 - 11_171_485_000) USD assumption
              banks: {kind: sector, issues-money: true}
              lenders: {kind: sector}
            capital-markets:
              credit: {investor: lenders, open: 1 B USD assumption, tight: 0 USD assumption, shut: 0 USD assumption}
            funding:
            \(items)
            """
    }

    private static func item(_ name: String, _ rate: String, _ steps: [String]) -> String {
        """
          \(name):
            kind: bonds
            issuer: coreweave
            market: credit
            tenor: 20 quarters assumption
            base-rate: 4 % assumption
            leverage-cap: 0 assumption
            rate: \(rate) assumption
            outstanding: [\(steps.joined(separator: ", "))]

        """
    }

    @Test("The refinancing wall of 30 June 2025: total, ladder and run-rate interest as published")
    func wall() throws {
        let program = try Reading.program(Self.text)
        let walls = RefinancingWallAnswer.all(program, try Replay(program, path: 0))
        let wall = try #require(walls.first)
        #expect(walls.count == 1)
        #expect(wall.total == 11_171_485_000)
        let amounts: [Double] = Self.ladder.map { Double($0.amount) * 1_000 } + [2_000_000_000]
        #expect(wall.ladder.map(\.year) == Self.ladder.map(\.year) + ["2030"])
        #expect(wall.ladder.map(\.amount) == amounts)
        // 309.7 M USD a quarter: balances times effective rates over four. Reported gross interest was 279.3.
        #expect((wall.interestPerQuarter - 309.7e6).magnitude < 0.05e6)
        #expect(wall.loans.count == 6)
        #expect(wall.loans.allSatisfy { $0.outstanding > 0 })
        // Less unamortised discount of 119,984: the balance sheet's 3,627,664 current and 7,423,837 non-current.
        let carried: Double = 3_627_664 + 7_423_837
        #expect(wall.total / 1_000 - 119_984 == carried)
    }

    @Test("A loan whose interest is due twice a year costs a quarter's share of it in each quarter")
    func earnedInterest() throws {
        let program = try Reading.program(
            """
            scenario: {name: wall, start: 2026Q1, quarters: 2}
            parties:
              banks: {kind: sector, issues-money: true}
              lenders: {kind: sector}
              firm: {kind: party, cash: 2000 USD assumption, equity: 960 USD assumption}
            contracts:
              note:
                kind: instrument
                creditor: lenders
                debtor: firm
                terms: {contractType: PAM, statusDate: 2025-06-30, initialExchangeDate: 2025-07-01,
                  maturityDate: 2026-07-01, notionalPrincipal: 1000, nominalInterestRate: 0.08,
                  dayCountConvention: 30E360, cycleOfInterestPayment: P6ML1}
            """)
        let wall = try #require(RefinancingWallAnswer.all(program, try Replay(program, path: 0)).first)
        #expect(wall.interestPerQuarter == 20)
        #expect(wall.averageRate == 0.08)
        #expect(wall.ladder.map(\.amount) == [1_000])
    }
}
