import Engine
import Lanes
import TestSupport
import Testing

/// Labs, segments and compute, in a scenario small enough to work out by hand.
struct DemandTests {
    /// One lab with a site of 20 MW of chips (2 kW and 2 H100-equivalents each: 20,000 H100-equivalents), one segment whose units
    /// take 2,190 H100-hours, so that a unit is one H100-equivalent for the quarter.
    private func text(
        volume: String = "10000", rent: String = "2 USD/GPU-h assumption", delay: String = "0 quarters",
        market: String = "",
        lab: [String] = [], segment: [String] = [], second: Bool = false
    ) -> String {
        """
        scenario: {name: demand, start: 2026Q1, quarters: 8, paths: 8, seed: 4}
        parties:
          lab: {kind: party, cash: 900 M USD assumption, equity: 900 M USD assumption, burn-cover: 0 quarters}
          rival: {kind: party, cash: 900 M USD assumption, equity: 900 M USD assumption, burn-cover: 0 quarters}
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
          users: {kind: sector}
        markets:
          compute: {price: \(rent), utilisation: 100 % assumption, decline: 20 % assumption, buyer: world\(market)}
        generations: {chip: {power: 2 kW/unit assumption, performance: 2 assumption}}
        sites:
          hall:
            owner: lab
            pue: 1 assumption
            it-load: 20 MW assumption
            delay: \(delay)
            projects: [{name: one, power: 20 MW assumption, hall-ready: 0 quarters, power-ready: 0 quarters}]
        contracts:
          chips:
            kind: purchase-order
            buyer: lab
            seller: world
            site: hall
            generation: chip
            units: 10000 units assumption
            amount: 300 M USD assumption
            payments: [{quarter: 2026Q1, share: 100 % assumption}]
            deliveries: [{quarter: 2026Q1, share: 100 % assumption}]
        labs:
          one:
            party: lab
            sites: [hall]
            noise: 0 assumption
            step-odds: 0 % assumption
            training-share: 0 % assumption
            sublet: 0 % assumption
            \(lab.joined(separator: "\n    "))
          \(second ? "two: {party: rival, noise: 0 assumption, step-odds: 0 % assumption, spot-limit: 4000 GPU assumption}" : "")
        segments:
          seats:
            customers: users
            volume: \(volume)
            price: 5000 USD assumption
            intensity: 2190 GPU-h assumption
            elasticity: 0 assumption
            \(segment.joined(separator: "\n    "))
            shares:
              - {lab: one, share: \(second ? 60 : 100) % assumption}
              \(second ? "- {lab: two, share: 40 % assumption}" : "")
        """
    }

    private struct Quarter {
        var revenue, served, obtained, training, rent, use: Double
    }

    private func quarters(_ text: String, lab: Int = 0) throws -> [Quarter] {
        let program = try Reading.program(text)
        var result: [Quarter] = []
        let replay = try Replay(program, path: 0)
        try Worker(program, width: 8, audit: true).run(firstPath: 0, lanes: 1) { block in
            let rows = program.labs[lab].rows
            let leg = program.legs.first { $0.cause == "service of \(program.labs[lab].name)" }!
            result.append(
                Quarter(
                    revenue: Double(replay.payments[block.quarter][leg.index]) / 100, served: block[rows.served][0],
                    obtained: block[rows.obtained][0], training: block[rows.training][0],
                    rent: block[program.marketPrice!][0], use: 0))
        }
        return result
    }

    @Test("Revenue is volume x price x collected share x what compute allows")
    func rationed() throws {
        // 10,000 units against 20,000 H100-equivalents: all served, 10,000 x 5,000.
        let calm = try quarters(text())
        #expect(calm.allSatisfy { $0.served == 1 && ($0.revenue - 50e6).magnitude < 1 })
        // 40,000 units: half is served.
        let short = try quarters(text(volume: "40000"))
        #expect(short.allSatisfy { ($0.served - 0.5).magnitude < 1e-9 && ($0.revenue - 100e6).magnitude < 1 })
        // Half of list price is collected, a fifth of the volume is free.
        let cash = try quarters(text(segment: ["collected: 50 % assumption", "free: 20 % assumption"]))
        #expect(cash.allSatisfy { ($0.revenue - 50e6 * 0.5 * 0.8).magnitude < 1 })
    }

    @Test("A lab whose power is late earns less until it comes")
    func latePower() throws {
        let (early, late) = (try quarters(text()), try quarters(text(delay: "3 quarters")))
        for quarter in 0..<3 {
            #expect(late[quarter].revenue == 0)
            #expect(early[quarter].revenue > 0)
        }
        #expect(late[5].revenue == early[5].revenue)
    }

    @Test(
        "What a lab lacks it rents at spot, as far as it may, and pays for; half of the rest goes to rivals with room")
    func spot() throws {
        let alone = try quarters(text(volume: "24000", lab: ["spot-limit: 3000 GPU assumption"]))
        // 20,000 own and 3,000 rented of 24,000.
        #expect((alone[0].served - 23_000.0 / 24_000).magnitude < 1e-9)
        let program = try Reading.program(text(volume: "24000", lab: ["spot-limit: 3000 GPU assumption"]))
        let replay = try Replay(program, path: 0)
        let rented = program.legs.first { $0.cause == "compute rented at spot" }!
        #expect(Double(replay.payments[0][rented.index]) / 100 == 3_000 * 2 * 2_190)
        // Two labs share 30,000 by 60 and 40 %: 18,000 are the first's, which has room for 2,000 more. The second wants 12,000
        // and rents 4,000; half of the 8,000 it cannot serve looks elsewhere, 2,000 find room.
        let two = try quarters(text(volume: "30000", second: true))
        #expect((two[0].revenue - 20_000 * 5_000).magnitude < 1)
    }

    @Test("A budget beyond what a lab has rents at spot to train, and part of its spare cash is budget")
    func rentedTraining() throws {
        // 10,000 of 20,000 are left; a share of 132 % of 200 M a year buys 66 M a quarter: at 2 dollars 15,068 H100-equivalents.
        let rich = text(lab: ["training-spot: 4000 GPU assumption"])
            .replacing("training-share: 0 % assumption", with: "training-share: 132 % assumption")
        let limited = try quarters(rich)
        #expect((limited[5].training - 14_000).magnitude < 1e-6)
        #expect((limited[5].obtained - 24_000).magnitude < 1e-6)
        let program = try Reading.program(rich)
        let replay = try Replay(program, path: 0)
        let rented = program.legs.first { $0.cause == "compute rented at spot" }!
        #expect(Double(replay.payments[5][rented.index]) / 100 == 4_000 * 2 * 2_190)
        let free = try quarters(rich.replacing("training-spot: 4000 GPU", with: "training-spot: 90000 GPU"))
        #expect((free[5].training - 66e6 / (2 * 2_190)).magnitude < 1)
        // 900 M of cash, nothing kept: 3 % of it is 27 M in the first quarter, before any revenue has come.
        let cash = try quarters(text(lab: ["cash-share: 3 % assumption"]))
        #expect((cash[0].training - 27e6 / (2 * 2_190)).magnitude < 1)
    }

    @Test("Training gets what service leaves, within its budget; the unused is sublet")
    func training() throws {
        // Revenue of 200 M a year: a share of 44 % buys 22 M a quarter of compute, at 2 dollars an hour 5,022 H100-equivalents.
        let trained = try quarters(
            text().replacing("training-share: 0 % assumption", with: "training-share: 44 % assumption"))
        #expect((trained[5].training - 22e6 / (2 * 2_190)).magnitude < 1)
        // Without training 10,000 of 20,000 are left, and let at 2 dollars an hour.
        let idle = text().replacing("sublet: 0 % assumption", with: "sublet: 100 % assumption")
        let program = try Reading.program(idle)
        let replay = try Replay(program, path: 0)
        let sublet = program.legs.first { $0.cause == "compute sublet at spot" }!
        for quarter in [0, 5] {
            let (paid, due) = (Double(replay.payments[quarter][sublet.index]) / 100, 43_800_000.0)
            #expect((paid - due).magnitude < 1, "from the first quarter on")
        }
    }

    @Test("Machines of a lab that has failed are let at spot for its estate")
    func failedLab() throws {
        let ruin = "  ruin: {kind: payment, payer: lab, payee: world, amount: 2 B USD assumption, from: 2026Q4}\nlabs:"
        let program = try Reading.program(text().replacing("labs:", with: ruin))
        let replay = try Replay(program, path: 0)
        let spot = program.legs.first { $0.cause == "capacity let at spot" && $0.subject == "sites.hall" }!
        let service = program.legs.first { $0.cause == "service of one" }!
        let paid = replay.payments.map { (spot: $0[spot.index], service: $0[service.index]) }
        #expect(paid[..<3].allSatisfy { $0.spot == 0 && $0.service > 0 }, "its own while it lives")
        let after = try #require(paid.firstIndex { $0.service == 0 })
        #expect(paid[after].spot > 0)
    }

    @Test("A customer renews capacity that it would lack, and no other, whatever the odds")
    func renewal() throws {
        // The second hall's 20 MW are let to the lab for a year: with its own, 40,000 H100-equivalents.
        func text(volume: Int) -> String {
            self.text(volume: "\(volume)", lab: ["contracts: [capacity]"])
                .replacing(
                    "contracts:\n  chips:",
                    with: """
                          annex:
                            owner: rival
                            pue: 1 assumption
                            it-load: 20 MW assumption
                            projects: [{name: two, power: 20 MW assumption, hall-ready: 0 quarters, power-ready: 0 quarters}]
                        contracts:
                          capacity:
                            kind: compute
                            seller: rival
                            buyer: lab
                            site: annex
                            price: 8 M USD per MW-year assumption
                            term: 4 quarters assumption
                            renewal-term: 40 quarters assumption
                            renewal-base: 20 assumption
                            tranches: [{start: 2026Q1, load: 20 MW assumption}]
                          more:
                            kind: purchase-order
                            buyer: rival
                            seller: world
                            site: annex
                            generation: chip
                            units: 10000 units assumption
                            amount: 300 M USD assumption
                            payments: [{quarter: 2026Q1, share: 100 % assumption}]
                            deliveries: [{quarter: 2026Q1, share: 100 % assumption}]
                          chips:
                        """)
        }
        let (needed, idle) = (try quarters(text(volume: 39_000)), try quarters(text(volume: 10_000)))
        #expect(needed[2].obtained == 40_000 && idle[2].obtained == 40_000)
        #expect(needed[6].obtained == 40_000)
        #expect(idle[6].obtained == 20_000)
    }

    @Test("Demand answers the rent of compute: a rent that falls raises what is wanted by the elasticity")
    func elasticity() throws {
        let falling = text(rent: "{2026Q1: 2 USD/GPU-h assumption, 2026Q3: 1 USD/GPU-h assumption}")
            .replacing("elasticity: 0 assumption", with: "elasticity: 0.5 assumption")
        let result = try quarters(falling)
        #expect((result[1].revenue - 50e6).magnitude < 1)
        // Half the rent last quarter, elasticity one half: 2^0.5 times the volume.
        #expect((result[4].revenue - 50e6 * 2.0.squareRoot()).magnitude < 10)
    }

    @Test("A better model wins customers, slowly where they are sticky; a clear lead earns a markup")
    func quality() throws {
        let even = try quarters(
            text(volume: "10000", segment: ["stickiness: 50 % assumption", "sensitivity: 2 assumption"], second: true))
        let ahead = try quarters(
            text(
                volume: "10000", lab: ["quality: 0.5 assumption"],
                segment: ["stickiness: 50 % assumption", "sensitivity: 2 assumption", "lead-markup: 10 % assumption"],
                second: true))
        // Half of the customers stay, half choose: even odds when models are alike.
        #expect((even[0].revenue - 6_000 * 5_000).magnitude < 1)
        #expect(even[7].revenue < even[0].revenue)
        #expect(ahead[0].revenue > even[0].revenue * 1.09, "0.5 ahead of the threshold of 0.3: a markup")
        #expect(ahead[7].revenue > ahead[0].revenue)
    }

    @Test("More outside capacity never raises rents, and a bust in demand lowers them")
    func clears() throws {
        func market(_ outside: Int, wanted: Int = 10_000) -> String {
            ", wanted: \(wanted) GPU assumption, offered-outside: \(outside) GPU assumption"
        }
        let scarce = try quarters(text(market: market(5_000)))
        let plenty = try quarters(text(market: market(20_000)))
        let bust = try quarters(text(market: market(5_000, wanted: 4_000)))
        for quarter in 0..<8 {
            #expect(plenty[quarter].rent <= scarce[quarter].rent)
            #expect(bust[quarter].rent <= scarce[quarter].rent)
        }
        #expect(bust[7].rent < scarce[7].rent)
    }
}
