import FinancialNetwork
import Testing

struct ClearingReferenceTests {
    struct File: Decodable {
        var clearing: [Case]
    }

    struct Case: Decodable {
        struct Tier: Decodable {
            var liabilities: [[Double]]
            var toOutside: [Double]
        }
        struct Expected: Decodable {
            var paymentTotal: [Double]
            var paymentByTier: [[Double]]?
            var `default`: [Int]
            var equity: [Double]
            var recoveryRate: [Double?]
            var totalObligations: Double
            var totalPaid: Double
            var bankruptcyCostTotal: Double
            var leastPaymentTotal: [Double]?
            var unique: Bool?
            var signedEquity: [Double]?
        }
        var name: String
        var alpha: Double
        var beta: Double
        var externalAssets: [Double]
        var tiers: [Tier]
        var expected: Expected

        func network() throws -> ObligationNetwork {
            try ObligationNetwork(
                name: name, alpha: alpha, beta: beta, externalAssets: externalAssets,
                tiers: tiers.map { tier in
                    .init(
                        obligations: tier.liabilities.map { .init(Int($0[0]), Int($0[1]), $0[2]) },
                        toOutside: tier.toOutside)
                })
        }
    }

    @Test("every shared clearing case comes out within 1e-9 of its largest obligation")
    func shared() throws {
        guard let file = try References.read(File.self, "clearing.json") else { return }
        var worst = 0.0
        for item in file.clearing {
            let network = try item.network()
            let clearing = network.clear()
            let expected = item.expected
            let scale = max(1, network.obligations.max() ?? 0)
            var gaps = [
                gap(clearing.payments, expected.paymentTotal, scale: scale),
                gap(clearing.equity, expected.equity, scale: scale),
                gap([clearing.totalPaid], [expected.totalPaid], scale: scale),
                gap([clearing.totalObligations], [expected.totalObligations], scale: scale),
                gap([clearing.bankruptcyCost], [expected.bankruptcyCostTotal], scale: scale),
                gap(clearing.recoveryRate.map { $0 ?? -1 }, expected.recoveryRate.map { $0 ?? -1 }),
            ]
            for (tier, payments) in (expected.paymentByTier ?? []).enumerated() {
                gaps.append(gap(clearing.paymentsByTier[tier], payments, scale: scale))
            }
            if let signed = expected.signedEquity { gaps.append(gap(clearing.netWorth, signed, scale: scale)) }
            let least = network.clearLeast()
            gaps.append(gap(least.payments, expected.leastPaymentTotal ?? clearing.payments, scale: scale))
            worst = max(worst, gaps.max() ?? 0)
            #expect((gaps.max() ?? 0) < 1e-9, "\(item.name): \(gaps)")
            #expect(clearing.isDefault.map { $0 ? 1 : 0 } == expected.default, "\(item.name)")
            #expect(network.isUnique(greatest: clearing, least: least) == expected.unique, "\(item.name)")
        }
        print("clearing: \(file.clearing.count) shared cases, worst gap \(worst)")
    }
}
