import Engine
import Lanes
import Ledger
import TestSupport
import Testing

/// Cash that a lender takes beyond what is scheduled, and lines of credit that end.
struct SweepExampleTests {
    private func line(_ terms: String) -> String {
        """
        rules: {all: {bridges: false}}
        contracts:
          costs: {kind: payment, payer: firm, payee: world, amount: 10 USD, ends-at-default: true}
          line: {kind: facility, borrower: firm, lender: banks, base-rate: 0 %, margin: 0 %, repayment: bullet, \(terms)}
        """
    }

    @Test("A line that is closed to draws takes nothing before it is due: what it took it would not give back")
    func closed() throws {
        let example = try Example(
            quarters: 6, parties: "firm: {kind: party, cash: 100 USD, equity: 0 USD}",
            line("commitment: 100 USD, drawn: 100 USD, purpose: liquidity, available-until: 2026Q1, maturity: 2029Q4"))
        #expect(example.state("firm").allSatisfy { $0 == .performing })
        #expect(example.paid("contracts.costs", "payment") == [10_00, 10_00, 10_00, 10_00, 10_00, 10_00])
        #expect(example.balance("firm", .debt).last == 100_00)
    }

    @Test("Nothing is lent in the quarter in which a line matures, or later")
    func matured() throws {
        let example = try Example(
            quarters: 8, parties: "firm: {kind: party, cash: 10 USD, other-assets: 90 USD, equity: 100 USD}",
            line("commitment: 300 USD, purpose: liquidity, maturity: 2026Q4"))
        #expect(example.paid("contracts.line", "draw").dropFirst(3).allSatisfy { $0 == 0 })
        #expect(example.state("firm").last!.rawValue >= PartyState.defaulted.rawValue)
    }

    @Test("Cover of a loan without instalments is interest alone, from its first test on")
    func bulletCover() throws {
        let program = try Reading.program(
            """
            scenario: {name: cover, start: 2026Q1, quarters: 8}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
              firm: {kind: party, cash: 500 USD, equity: 400 USD}
            contracts:
              costs: {kind: payment, payer: firm, payee: world, amount: 10 USD}
              loan:
                kind: facility
                borrower: firm
                lender: banks
                commitment: 100 USD
                drawn: 100 USD
                purpose: term
                base-rate: 8 %
                margin: 0 %
                maturity: 2027Q2
                repayment: bullet
                covenants: [{test: dscr, limit: 1.2, from: 2026Q3, actions: [step-up]}]
            """)
        var found: [(cover: Double, broken: Int64)] = []
        let loan = program.facilities[0]
        try Worker(program, width: 8, audit: true).run(firstPath: 0, lanes: 1) { block in
            found.append((block[loan.rows.dscr][0], block[loan.borrower.rows.breaches][0]))
        }
        #expect(found.prefix(2).allSatisfy { $0.cover == 0 && $0.broken == 0 })
        // 10 spent a quarter for interest of 2: -5; the 100 due in 2027Q2 are no part of it.
        // The step-up makes it 2.50 from the second on.
        #expect(isNear([found[2].cover, found[3].cover], [-5, -20 / 4.5]), "\(found)")
        #expect(found[4...5].allSatisfy { (-4.5 ... -4).contains($0.cover) }, "\(found)")
        #expect(found[2...4].allSatisfy { $0.broken == 1 })
    }
}
