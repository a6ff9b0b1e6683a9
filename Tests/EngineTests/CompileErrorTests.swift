import Engine
import TestSupport
import Testing

/// What a user reads when a scenario cannot be computed.
struct CompileErrorTests {
    private func text(_ sections: String, quarters: Int = 8) -> String {
        """
        scenario: {name: t, start: 2026Q1, quarters: \(quarters)}
        \(sections)
        """
    }

    private let parties = """
        parties:
          banks: {kind: sector, issues-money: true}
          a: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
          b: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
        """

    @Test("Opening books that do not balance: both sides and the equity that would balance are shown")
    func openingBooks() {
        let found = Reading.findings(
            text(
                """
                parties:
                  banks: {kind: sector, issues-money: true}
                  a: {kind: party, cash: 1 M USD assumption, other-assets: 2 M USD assumption, equity: 2.5 M USD assumption}
                """))
        #expect(found.contains("scenario.yaml:4:"))
        #expect(
            found.contains(
                "opening books of `a` do not balance: assets 3,000,000 USD, liabilities 0 USD, equity 2,500,000 USD"))
        #expect(found.contains("hint: equity = assets - liabilities = 3,000,000 USD"))
    }

    @Test("A date off the horizon is quoted with the horizon")
    func horizon() {
        let found = Reading.findings(
            text(
                parties
                    + "\ncontracts:\n  p: {kind: payment, payer: a, payee: b, amount: 1 USD assumption, from: 2031Q1}"))
        #expect(found.contains("date off the horizon: the run covers 2026Q1 to 2027Q4"))
        #expect(found.contains("| 2031Q1"))
    }

    @Test("More IT load than a site's power is an error at the load")
    func beyondSite() {
        let site = """

            sites:
              s:
                owner: a
                pue: 1.25 assumption
                it-load: 50 MW assumption
                projects: [{name: p, power: 50 MW assumption, hall-ready: 0 quarters assumption, power-ready: 0 quarters assumption}]
            """
        let found = Reading.findings(text(parties + site))
        #expect(
            found.contains("announced IT load of 50.0 MW is beyond the site: its projects power 40.0 MW of IT load"))
        let contract = """

            contracts:
              c: {kind: compute, seller: a, buyer: b, site: s, price: 1 M USD per MW-year assumption, term: 4 quarters assumption, tranches: [{start: 2026Q2, load: 60 MW assumption}]}
            """
        #expect(
            Reading.findings(text(parties + site.replacing("it-load: 50", with: "it-load: 40") + contract))
                .contains("contracted 60.0 MW of IT load is beyond site `s`, which announces 40.0 MW"))
    }

    @Test("Correlations that contradict each other are shown with the nearest valid matrix")
    func correlations() {
        let found = Reading.findings(
            text(
                parties + """

                    drivers:
                      x: {kind: geometric-brownian, start: 1 assumption, volatility: 10 % assumption}
                      y: {kind: geometric-brownian, start: 1 assumption, volatility: 10 % assumption}
                      z: {kind: geometric-brownian, start: 1 assumption, volatility: 10 % assumption}
                    correlations:
                      - [drivers.x, drivers.y, "0.9 assumption"]
                      - [drivers.x, drivers.z, "0.9 assumption"]
                      - [drivers.y, drivers.z, "-0.9 assumption"]
                    """))
        #expect(found.contains("the correlations contradict each other"))
        #expect(found.contains("drivers.x: [1.0, "))
    }

    @Test("A circle of formulas is printed")
    func circle() {
        let found = Reading.findings(
            text(
                parties + """

                    drivers:
                      x: {kind: value, value: "= drivers.y + 1"}
                      y: {kind: value, value: "= 2 * drivers.x"}
                    """))
        #expect(
            found.contains("drivers.x -> drivers.y -> drivers.x")
                || found.contains("drivers.y -> drivers.x -> drivers.y"))
        #expect(found.contains("lag("))
    }

    @Test("A chain of thousands of formulas compiles")
    func longChain() {
        let chain = (1..<5_000).map { "  x\($0): {kind: value, value: \"= drivers.x\($0 - 1) + 1\"}" }
        let drivers = "\ndrivers:\n  x0: {kind: value, value: 1 assumption}\n" + chain.joined(separator: "\n")
        #expect(Reading.findings(text(parties + drivers)) == "")
    }

    @Test("A scenario without a sector that issues money says so")
    func noMoney() {
        let found = Reading.findings(
            text("parties:\n  a: {kind: party, cash: 1 USD assumption, equity: 1 USD assumption}"))
        #expect(found.contains("exactly one sector must issue the money that others hold as cash"))
    }

    @Test("A guarantee of what nobody owes is refused")
    func emptyGuarantee() {
        let found = Reading.findings(
            text(
                parties + """

                    contracts:
                      p: {kind: payment, payer: banks, payee: b, amount: 1 USD assumption}
                      g: {kind: guarantee, guarantor: a, obligor: b, contract: p, cap: 1 USD assumption}
                    """))
        #expect(found.contains("`b` owes nothing under `contracts.p`"))
    }

    @Test("A contract of a party with itself is refused")
    func selfDealing() {
        let found = Reading.findings(
            text(parties + "\ncontracts:\n  p: {kind: payment, payer: a, payee: a, amount: 1 USD assumption}"))
        #expect(found.contains("a contract needs two different parties"))
    }

    @Test("All errors come at once")
    func allAtOnce() {
        let found = Reading.findings(
            text(
                parties + """

                    contracts:
                      p: {kind: payment, payer: a, payee: a, amount: 1 USD assumption}
                      q: {kind: payment, payer: a, payee: b, amount: 1 USD assumption, until: 2099Q1}
                    """))
        #expect(found.contains("two different parties") && found.contains("date off the horizon"))
    }

    @Test("An amount that a formula makes negative ends the run and names path, quarter, party and cause")
    func negativeAmount() async throws {
        let program = try Reading.program(
            text(
                parties + """

                    contracts:
                      p: {kind: payment, payer: a, payee: b, amount: = 1 USD - 2 USD * step(2026Q3)}
                    """))
        do {
            _ = try await Runner(program).run(paths: 1)
            Issue.record("the run did not stop")
        } catch {
            #expect("\(error)".hasPrefix("path 0, 2026Q3, contracts.p, payment: the amount is -100 cents"))
        }
    }

    @Test("An amount beyond 2^51 cents ends the run instead of overflowing")
    func hugeAmount() async throws {
        let program = try Reading.program(
            text(
                parties + """

                    contracts:
                      p: {kind: payment, payer: banks, payee: b, amount: = 20 T USD * 10}
                    """))
        do {
            _ = try await Runner(program).run(paths: 1)
            Issue.record("the run did not stop")
        } catch {
            #expect("\(error)".contains("path 0, 2026Q1, contracts.p, payment"))
        }
    }

    @Test(
        "A balance that small amounts take beyond 2^51 cents ends the run in that quarter", arguments: [false, true],
        [8, 64])
    func hugeBalance(audit: Bool, width: Int) throws {
        let program = try Reading.program(
            text(
                parties + """

                    contracts:
                      p: {kind: payment, payer: banks, payee: b, amount: 8 T USD assumption}
                    """))
        do {
            try Worker(program, width: width, audit: audit).run(firstPath: 0, lanes: 8)
            Issue.record("the run did not stop")
        } catch {
            #expect("\(error)".hasPrefix("path 0, 2026Q3, party b, account "))
        }
    }
}
