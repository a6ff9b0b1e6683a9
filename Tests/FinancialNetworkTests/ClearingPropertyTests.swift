import FinancialNetwork
import Testing

@Suite("Clearing over 500 random networks")
struct ClearingPropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...500

    @Test("greatest and least are where plain rounds from all and from nothing end")
    func rounds() throws {
        for seed in Self.seeds {
            let random = RandomNetwork(seed: seed)
            let network = try random.network()
            #expect(gap(network.clear().payments, random.rounds(fromAll: true)) < 1e-9, "seed \(seed)")
            #expect(gap(network.clearLeast().payments, random.rounds(fromAll: false)) < 1e-9, "seed \(seed)")
        }
    }

    @Test("nobody pays more than it owes or has, and without costs no value is lost")
    func limits() throws {
        for seed in Self.seeds {
            var random = RandomNetwork(seed: seed)
            for costs in [true, false] {
                if !costs { (random.alpha, random.beta) = (1, 1) }
                let clearing = try random.network().clear()
                for party in 0..<random.count {
                    let owed = random.dues.reduce(0) { $0 + $1[party] }
                    #expect(clearing.payments[party] <= owed)
                    #expect(clearing.payments[party] <= random.assets[party] + clearing.received[party] + 1e-9)
                    #expect(clearing.isDefault[party] || clearing.payments[party] == owed)
                }
                if !costs {
                    let kept = clearing.equity.reduce(0, +)
                    let spent = clearing.totalPaid - clearing.received.reduce(0, +)
                    #expect((random.assets.reduce(0, +) - kept - spent).magnitude < 1e-9)
                    #expect(clearing.bankruptcyCost == 0)
                }
            }
        }
    }

    @Test("a junior tier gets nothing before the senior one is paid")
    func seniority() throws {
        for seed in Self.seeds {
            let random = RandomNetwork(seed: seed)
            let clearing = try random.network().clear()
            for party in 0..<random.count {
                for tier in 1..<max(1, random.tiers.count) where clearing.paymentsByTier[tier][party] > 1e-9 {
                    #expect((clearing.paymentsByTier[tier - 1][party] - random.dues[tier - 1][party]).magnitude < 1e-9)
                }
            }
        }
    }

    @Test("more assets anywhere never lower a payment")
    func monotone() throws {
        for seed in Self.seeds {
            var random = RandomNetwork(seed: seed)
            let before = try random.network().clear()
            random.assets[Int(seed) % random.count] += 0.5
            let after = try random.network().clear()
            #expect(zip(before.payments, after.payments).allSatisfy { $0 <= $1 + 1e-9 })
        }
    }

    @Test("clearing what was cleared changes nothing")
    func twice() throws {
        for seed in Self.seeds {
            var random = RandomNetwork(seed: seed)
            let clearing = try random.network().clear()
            let dues = random.dues
            for tier in random.tiers.indices {
                // What is left of a drained loop is rounding, and no network to clear again.
                let ratio = (0..<random.count).map {
                    let paid = clearing.paymentsByTier[tier][$0]
                    return paid > 1e-9 ? paid / dues[tier][$0] : 0
                }
                for debt in random.tiers[tier].obligations.indices {
                    random.tiers[tier].obligations[debt].amount *= ratio[random.tiers[tier].obligations[debt].debtor]
                }
                for party in 0..<random.count { random.tiers[tier].toOutside[party] *= ratio[party] }
            }
            let again = try random.network().clear()
            #expect(again.defaultCount == 0)
            #expect(gap(again.payments, clearing.payments) < 1e-9)
        }
    }

    /// Around a closed loop of defaulted parties the cents that floors leave behind are missed again in every round, and
    /// may drain it: such loops are the exceptions, and even then payments in cents are never the higher ones.
    @Test("payments in whole cents are within one cent per leg of payments in real numbers, but for closed loops")
    func cents() throws {
        var loops = 0
        for seed in CentsPropertyTests.seeds {
            let quarter = CentsCase(seed: seed)
            let outcome = quarter.clear()
            let tiers = (0..<3).map { rank in
                ObligationNetwork.Tier(
                    obligations: quarter.legs.indices.filter { quarter.legs[$0].rank == rank }.map {
                        .init(quarter.legs[$0].payer, quarter.legs[$0].payee, Double(quarter.due[$0]))
                    }, toOutside: .init(repeating: 0, count: quarter.parties))
            }
            let means = (0..<quarter.parties).map {
                quarter.alwaysPays[$0] ? 1e18 : Double(quarter.cash[$0] + quarter.backstop[$0])
            }
            let real = try ObligationNetwork(externalAssets: means, tiers: tiers).clear()
            var within = outcome.isGreatest
            for party in 0..<quarter.parties {
                let gap = real.payments[party] - Double(quarter.sum(outcome.paid, paidBy: party))
                let slack = real.payments[party] * 1e-12 + 1e-3
                #expect(gap >= -slack, "seed \(seed)")
                within = within && gap <= Double(quarter.legs.count) + slack
            }
            loops += within ? 0 : 1
        }
        #expect(loops <= 10)
    }

    @Test("a loop that drains by a millionth of what it passes on is solved, in any tier")
    func drain() throws {
        let drained = try ObligationNetwork(
            externalAssets: [0, 0],
            tiers: [
                .init(obligations: [], toOutside: [1, 0]),
                .init(obligations: [.init(0, 1, 1e9), .init(1, 0, 1e9)], toOutside: [0, 0]),
            ]
        ).clear()
        #expect(gap(drained.payments, [0, 0]) < 1e-3)
        let leaking = try ObligationNetwork(
            externalAssets: [1, 0],
            tiers: [.init(obligations: [.init(0, 1, 1e6), .init(1, 0, 1e6)], toOutside: [10, 0])]
        ).clear()
        #expect(gap(leaking.payments, [100_001, 100_000], scale: 1e6) < 1e-9)
        #expect(leaking.isDefault == [true, true])
    }

    @Test("a malformed network is refused with its name, the row and the number")
    func malformed() {
        let outside = [0.0, 0.0]
        func message(_ debts: [ObligationNetwork.Obligation], _ assets: [Double] = [1, 1], alpha: Double = 1) -> String
        {
            do {
                _ = try ObligationNetwork(
                    name: "net", alpha: alpha, externalAssets: assets,
                    tiers: [.init(obligations: debts, toOutside: outside)])
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(message([.init(0, 1, 2), .init(0, 1, -3)]) == "net: liabilities, row 1: -3 is negative")
        #expect(
            message([.init(0, 7, 2)]) == "net: liabilities, row 0: node 7 is not one of the 2 nodes, counted from 0")
        #expect(message([.init(1, 1, 2)]) == "net: liabilities, row 0: node 1 owes or pays itself")
        #expect(message([.init(0, 1, .nan)]) == "net: liabilities, row 0: nan is not a number that can be summed")
        #expect(message([], [1, -.infinity]).hasPrefix("net: external_assets, row 1: -inf"))
        #expect(message([], alpha: 1.5) == "net: alpha: 1.5 is not between 0 and 1")
        #expect(message([], [1]) == "net: to_outside of tier 0: 2 entries where 1 are expected")
    }
}
