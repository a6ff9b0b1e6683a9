import FinancialNetwork
import Testing

@Suite("Clearing in cents over 2,000 random quarters")
struct CentsPropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...2_000

    @Test("nobody pays more than it owes or has, and no cent appears or vanishes")
    func limits() {
        for seed in Self.seeds {
            let quarter = CentsCase(seed: seed)
            let outcome = quarter.clear()
            for party in 0..<quarter.parties {
                let paid = quarter.sum(outcome.paid, paidBy: party)
                let owed = quarter.sum(quarter.due, paidBy: party)
                let received = quarter.sum(outcome.paid, paidTo: party)
                #expect(paid + outcome.shortfall[party] == owed)
                #expect(outcome.shortfall[party] >= 0)
                guard !quarter.alwaysPays[party] else {
                    #expect(outcome.shortfall[party] == 0 && !outcome.isDefault[party])
                    continue
                }
                let used = outcome.backstopUsed[party]
                #expect(paid <= quarter.cash[party] + received + used)
                #expect(used == max(0, min(quarter.backstop[party], owed - quarter.cash[party] - received)))
                // It keeps nothing but odd cents while it is short.
                if outcome.shortfall[party] > 0 {
                    let kept = quarter.cash[party] + received + used - paid
                    #expect(kept >= 0 && kept < 4)
                }
            }
            #expect(zip(outcome.paid, quarter.due).allSatisfy { $0 >= 0 && $0 <= $1 })
        }
    }

    @Test("equal rank, equal share but the odd cents, and no junior cent before the senior rank is paid")
    func shares() {
        for seed in Self.seeds {
            let quarter = CentsCase(seed: seed)
            let outcome = quarter.clear()
            for (one, first) in quarter.legs.enumerated() {
                for (two, second) in quarter.legs.enumerated() where first.payer == second.payer {
                    if first.rank == second.rank {
                        let gap =
                            Int128(outcome.paid[one]) * Int128(quarter.due[two])
                            - Int128(outcome.paid[two]) * Int128(quarter.due[one])
                        #expect(abs(gap) <= Int128(max(quarter.due[one], quarter.due[two])))
                    } else if first.rank < second.rank, outcome.paid[two] > 0 {
                        #expect(outcome.paid[one] == quarter.due[one])
                    }
                }
            }
        }
    }

    @Test("more cash anywhere never lowers a payment")
    func monotone() {
        for seed in Self.seeds {
            var quarter = CentsCase(seed: seed)
            let before = quarter.clear()
            var random = Seeded(seed ^ 0xABCD)
            let lucky = Int.random(in: 0..<quarter.parties, using: &random)
            quarter.cash[lucky] += Int64.random(in: 0...1_000, using: &random)
            let after = quarter.clear()
            #expect(zip(before.paid, after.paid).allSatisfy { $0 <= $1 })
        }
    }

    @Test("the order of parties and of legs changes no amount")
    func order() {
        for seed in Self.seeds {
            let quarter = CentsCase(seed: seed)
            let outcome = quarter.clear()
            var random = Seeded(seed ^ 0x1234)
            let newName = Array(0..<quarter.parties).shuffled(using: &random)
            let newPlace = quarter.legs.indices.shuffled(using: &random)
            var other = quarter
            for party in 0..<quarter.parties {
                other.alwaysPays[newName[party]] = quarter.alwaysPays[party]
                other.cash[newName[party]] = quarter.cash[party]
                other.backstop[newName[party]] = quarter.backstop[party]
            }
            for leg in quarter.legs.indices {
                let old = quarter.legs[leg]
                other.legs[newPlace[leg]] = .init(payer: newName[old.payer], payee: newName[old.payee], rank: old.rank)
                other.due[newPlace[leg]] = quarter.due[leg]
            }
            let again = other.clear()
            #expect(quarter.legs.indices.allSatisfy { again.paid[newPlace[$0]] == outcome.paid[$0] })
            #expect((0..<quarter.parties).allSatisfy { again.isDefault[newName[$0]] == outcome.isDefault[$0] })
            #expect((0..<quarter.parties).allSatisfy { again.wave[newName[$0]] == outcome.wave[$0] })
            #expect(again.rounds == outcome.rounds)
        }
    }

    @Test("clearing what was cleared changes nothing")
    func twice() {
        for seed in Self.seeds {
            var quarter = CentsCase(seed: seed)
            let outcome = quarter.clear()
            quarter.due = outcome.paid
            let again = quarter.clear()
            #expect(again.paid == outcome.paid)
            #expect(again.rounds == 0 && !again.isDefault.contains(true))
        }
    }
}
