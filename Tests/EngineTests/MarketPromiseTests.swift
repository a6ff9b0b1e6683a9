import Engine
import Lanes
import Ledger
import TestSupport
import Testing

/// What funding markets and estates promise, in scenarios small enough to see through.
struct MarketPromiseTests {
    /// A firm with 100 M of revenue and 40 M of cost a quarter, 300 M of bonds that fall due in 2027Q1, and a market.
    private func roller(open: String = "1 B USD", cash: Int = 20, start: String = "open") -> String {
        """
        scenario: {name: roller, start: 2026Q1, quarters: 12, paths: 16, seed: 1}
        parties:
          firm:
            kind: party
            cash: \(cash) M USD assumption
            other-assets: 900 M USD assumption
            equity: \(600 + cash) M USD assumption
            trailing-revenue: 400 M USD assumption
            trailing-ebitda: 240 M USD assumption
            burn-cover: 0 quarters
            service-cover: 0 quarters
          banks: {kind: sector, issues-money: true}
          investors: {kind: sector}
          world: {kind: sector}
        rules: {all: {bridges: false, owners: world, administrator: world, asset-buyer: world}}
        regime:
          funding:
            start: \(start)
            open-to-tight: 0 %
            tight-to-shut: 0 %
            tight-to-open: 0 %
            shut-to-tight: 0 %
        capital-markets:
          bonds: {investor: investors, open: \(open) assumption, tight: 50 M USD assumption, shut: 0 USD assumption}
        contracts:
          sales: {kind: payment, payer: world, payee: firm, amount: 100 M USD assumption}
          costs: {kind: payment, payer: firm, payee: world, amount: 40 M USD assumption}
          owners: {kind: payout, payer: firm, holder: world, share: 100 % assumption, keep: 20 M USD assumption, from: 2026Q1}
        funding:
          notes:
            kind: bonds
            issuer: firm
            market: bonds
            tenor: 20 quarters assumption
            base-rate: 4 % assumption
            leverage-cap: 3 assumption
            rate: 6 % assumption
            outstanding: [{due: 2027Q1, amount: 300 M USD assumption}]
        """
    }

    private func defaults(_ text: String, _ party: String) async throws -> Int {
        let run = try await Runner(Reading.program(text), audit: true).run(paths: 16)
        #expect(run.audit.allSatisfy { $0.isHeld })
        return run.column("parties.\(party).default")!.count { $0 > 0 }
    }

    @Test("A closed market sinks the one that must roll; an open one does not")
    func closedMarket() async throws {
        #expect(try await defaults(roller(), "firm") == 0)
        #expect(try await defaults(roller(start: "shut"), "firm") == 16)
        #expect(try await defaults(roller(open: "0 USD"), "firm") == 16)
        // Cash in hand for the whole wall needs no market.
        #expect(
            try await defaults(
                roller(start: "shut").replacing("300 M USD", with: "30 M USD").replacing(
                    "equity: 620", with: "equity: 890"), "firm") == 0)
    }

    @Test("An investment-grade party is not sunk by one late customer; without banks behind it, it is")
    func lateCustomer() async throws {
        func text(bridges: Bool) -> String {
            """
            scenario: {name: late, start: 2026Q1, quarters: 8, paths: 16, seed: 1}
            parties:
              strong:
                kind: party
                cash: 1 M USD assumption
                other-assets: 500 M USD assumption
                equity: 501 M USD assumption
                trailing-revenue: 400 M USD assumption
                trailing-ebitda: 100 M USD assumption
                burn-cover: 0 quarters
                service-cover: 0 quarters
              customer: {kind: party, equity: 0 USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            rules: {all: {bridges: \(bridges), owners: world, administrator: world, asset-buyer: world}}
            contracts:
              sales: {kind: payment, payer: world, payee: strong, amount: 60 M USD assumption}
              order: {kind: payment, payer: customer, payee: strong, amount: 40 M USD assumption, rank: trade, until: 2026Q3}
              means: {kind: payment, payer: world, payee: customer, amount: 40 M USD assumption, until: 2026Q2}
              costs: {kind: payment, payer: strong, payee: world, amount: "= 75 M USD + 20 M USD * pulse(2026Q3, 2026Q3) - 25 M USD * step(2026Q4)"}
              owners: {kind: payout, payer: strong, holder: world, share: 100 % assumption, keep: 1 M USD assumption, from: 2026Q1}
            """
        }
        let bridged = try await Runner(Reading.program(text(bridges: true)), audit: true).run(paths: 16)
        let alone = try await Runner(Reading.program(text(bridges: false)), audit: true).run(paths: 16)
        #expect(bridged.column("parties.strong.missed")!.allSatisfy { $0 == 0 })
        #expect(bridged.column("parties.customer.missed")!.allSatisfy { $0 > 0 })
        #expect(alone.column("parties.strong.missed")!.allSatisfy { $0 > 0 })
        // The bridge is repaid with its penalty: the banks' loan is gone at the end.
        let replay = try Replay(Reading.program(text(bridges: true)), path: 0)
        let debts = replay.standings.map { $0[0]!.debt }
        #expect(debts.max()! > 1e6)
        #expect(debts.last == 0)
    }

    @Test("A failed customer's capacity stays in supply, so the rent of all falls")
    func capacityStays() async throws {
        func text(cash: Int) -> String {
            """
            scenario: {name: supply, start: 2026Q1, quarters: 10, paths: 8, seed: 1}
            parties:
              cloud: {kind: party, cash: 900 M USD assumption, equity: 900 M USD assumption, burn-cover: 0 quarters}
              lab: {kind: party, cash: \(cash) M USD assumption, equity: \(cash) M USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            markets:
              compute:
                price: 2 USD/GPU-h assumption
                decline: 20 % assumption
                buyer: world
                wanted: 20000 GPU assumption
                offered-outside: 20000 GPU assumption
            generations: {chip: {power: 2 kW/unit assumption, performance: 2 assumption}}
            sites:
              hall:
                owner: cloud
                pue: 1 assumption
                it-load: 20 MW assumption
                projects: [{name: one, power: 20 MW assumption, hall-ready: 0 quarters, power-ready: 0 quarters}]
            contracts:
              chips:
                kind: purchase-order
                buyer: cloud
                seller: world
                site: hall
                generation: chip
                units: 10000 units assumption
                amount: 300 M USD assumption
                payments: [{quarter: 2026Q1, share: 100 % assumption}]
                deliveries: [{quarter: 2026Q1, share: 100 % assumption}]
              capacity:
                kind: compute
                seller: cloud
                buyer: lab
                site: hall
                price: 10 M USD per MW-year assumption
                term: 40 quarters assumption
                tranches: [{start: 2026Q1, load: 20 MW assumption}]
            """
        }
        let (sound, failed) = (try Reading.program(text(cash: 3_000)), try Reading.program(text(cash: 120)))
        func rents(_ program: Program) throws -> [Double] {
            var rents: [Double] = []
            try Worker(program, width: 8, audit: true).run(firstPath: 0, lanes: 1) { block in
                rents.append(block[program.marketPrice!][0])
            }
            return rents
        }
        let (before, after) = (try rents(sound), try rents(failed))
        #expect(before.allSatisfy { ($0 - 2).magnitude < 1e-9 }, "20,000 wanted, 20,000 offered: the reference rent")
        #expect(after.last! < 0.75 * before.last!, "40,000 offered: \(after)")
        let (one, two) = (try Replay(sound, path: 0), try Replay(failed, path: 0))
        #expect(two.states.last![1].rawValue >= PartyState.defaulted.rawValue)
        #expect(one.states.last![1] == .performing)
        // The same equipment runs in both.
        let site = sound.sites[0]
        var running: [Double] = []
        for program in [sound, failed] {
            try Worker(program, width: 8, audit: true).run(firstPath: 0, lanes: 1) { block in
                if block.quarter == 9 { running.append(block[site.rows.energised][0]) }
            }
        }
        #expect(running[0] == running[1])
    }

    @Test("What a lender loses on a loan is the claim less what came back, to the cent, path by path", arguments: 0..<8)
    func losses(batch: Int) throws {
        var resolved = 0
        for seed in (batch * 12)..<(batch * 12 + 12) {
            let program = try Reading.program(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
            for path in 0..<2 {
                let worker = Worker(program, width: 8, audit: true)
                var written = [Int64](repeating: 0, count: program.loans.count)
                let journal = Journal(lane: 0)
                try worker.run(firstPath: UInt64(path), lanes: 1, journal: journal)
                for entry in journal.entries {
                    let posting = program.postings[entry.posting]
                    guard posting.cause.hasSuffix("written off") else { continue }
                    for (index, loan) in program.loans.enumerated()
                    where posting.subject == loan.subject && loan.ownsWriteOff(posting.cause) {
                        written[index] += entry.amount
                    }
                }
                let block = worker.block
                for (index, loan) in program.loans.enumerated() {
                    let state = PartyState(rawValue: block[loan.borrower.rows.state][0])
                    #expect(block[loan.lost][0] == written[index], "seed \(seed): \(loan.subject)")
                    guard state == .resolved, !program.isGuaranteed(loan) else { continue }
                    resolved += 1
                    #expect(
                        block[loan.claim][0] == block[loan.recovered][0] + block[loan.lost][0],
                        "seed \(seed), path \(path): \(loan.subject)")
                }
            }
        }
        #expect(resolved > 0)
    }
}

extension Loan {
    /// Whether a write-off of this cause under its subject is a loss on the loan.
    fileprivate func ownsWriteOff(_ cause: String) -> Bool {
        [legs.interest, legs.principal, legs.fee].contains { cause == "\($0.cause) written off" }
    }
}

extension Program {
    /// Whether somebody else may pay it off: what a guarantor pays is neither recovered from the borrower nor lost.
    fileprivate func isGuaranteed(_ loan: Loan) -> Bool {
        legs.contains { $0.cause.hasPrefix("guarantee: ") && $0.payee == loan.lender.index }
    }
}
