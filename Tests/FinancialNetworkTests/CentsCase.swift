import FinancialNetwork

/// One random quarter: who may owe whom, and the amounts.
struct CentsCase {
    var parties: Int
    var legs: [CentsClearing.Leg] = []
    var alwaysPays: [Bool]
    var due: [Int64] = []
    var cash: [Int64]
    var backstop: [Int64]

    /// Parties 2 to 12 with up to four legs each, three ranks, amounts from a few cents to billions of dollars.
    init(seed: UInt64) {
        var random = Seeded(seed)
        parties = Int.random(in: 2...12, using: &random)
        let largest: Int64 = [9, 1_000, 10_000_000, 1 << 45].randomElement(using: &random) ?? 9
        alwaysPays = (0..<parties).map { _ in Int.random(in: 0..<6, using: &random) == 0 }
        cash = (0..<parties).map { _ in
            Bool.random(using: &random) ? 0 : Int64.random(in: 0...largest * 2, using: &random)
        }
        for party in 0..<parties where alwaysPays[party] { cash[party] = -cash[party] }
        backstop = (0..<parties).map { _ in
            Int.random(in: 0..<3, using: &random) > 0 ? 0 : Int64.random(in: 0...largest, using: &random)
        }
        for payer in 0..<parties {
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let payee = (payer + Int.random(in: 1..<parties, using: &random)) % parties
                legs.append(.init(payer: payer, payee: payee, rank: Int.random(in: 0..<3, using: &random)))
                due.append(Int64.random(in: 0...largest, using: &random))
            }
        }
    }

    func clear() -> CentsClearing.Outcome {
        var clearing = CentsClearing(parties: parties, legs: legs, alwaysPays: alwaysPays)
        return clearing.clear(due: due, cash: cash, backstop: backstop)
    }

    func sum(_ amounts: [Int64], paidBy party: Int) -> Int64 {
        zip(legs, amounts).reduce(0) { $0 + ($1.0.payer == party ? $1.1 : 0) }
    }

    func sum(_ amounts: [Int64], paidTo party: Int) -> Int64 {
        zip(legs, amounts).reduce(0) { $0 + ($1.0.payee == party ? $1.1 : 0) }
    }
}
