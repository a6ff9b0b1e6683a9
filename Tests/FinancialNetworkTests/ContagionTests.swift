import FinancialNetwork
import Testing

struct ContagionTests {
    @Test("losses that feed on themselves end with everything lost, however small the shock")
    func explosive() throws {
        for weight in [1, 1 + 1e-9, 1e10] {
            let rank = try LinearDebtRank(
                exposures: [[0, weight], [weight, 0]], equity: [1, 1], shock: [1e-9, 0])
            #expect(rank.relativeLoss == [1, 1])
        }
        let slow = try LinearDebtRank(exposures: [[0, 0.999], [1, 0]], equity: [1, 1], shock: [1e-6, 0])
        #expect(gap(slow.relativeLoss, [1e-3, 1e-3]) < 1e-12)
    }

    @Test("a failure takes another with it, wave by wave")
    func waves() throws {
        let network = try CrossHoldings(
            holdings: [[0, 0, 0], [0.5, 0, 0], [0, 0.5, 0]], assetShares: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            assetPrices: [1, 1, 1], failureCosts: [1, 1, 1], thresholds: [0.6, 0.7, 1.2])
        // Half of 0 has outside owners, so 0.5; 1 has (1 + 0.5) / 2 = 0.75; 2 has 1 + 0.75 = 1.75.
        let cascade = network.cascade()
        #expect(cascade.waves == [[0], [1], [2]])
        #expect(gap(cascade.values, [0, 0, 0]) < 1e-12)
    }

    @Test("a price that falls without end is zero, not an endless search")
    func collapse() throws {
        let sale = try FireSale(
            cash: [0], units: [1e100], priceImpact: 1e100, tiers: [.init(obligations: [], toOutside: [5])])
        #expect(sale.price == 0)
        #expect(sale.clearing.payments == [0])
    }

    @Test("who can pay from cash sells nothing, at a price of zero too")
    func solvent() throws {
        let sale = try FireSale(
            cash: [0, 1_000], units: [100, 50], priceImpact: 100, tiers: [.init(obligations: [], toOutside: [100, 10])])
        #expect(sale.price == 0)
        #expect(sale.unitsSold == [100, 0])
        #expect(sale.clearing.isDefault == [true, false])
        #expect(sale.clearing.payments == [0, 10])
    }

    @Test("the network of the systemicrisk manual")
    func manual() throws {
        let ring = { (alpha: Double, beta: Double) in
            try ObligationNetwork(
                alpha: alpha, beta: beta, externalAssets: [0.5, 0.625, 0.75],
                tiers: [
                    .init(
                        obligations: (0..<3).flatMap { from in
                            (0..<3).filter { $0 != from }.map { .init(from, $0, 0.5) }
                        },
                        toOutside: [1.5, 0.5, 0.5])
                ]
            ).clear().payments
        }
        #expect(gap(try ring(1, 1), [1.473214, 1.419643, 1.5]) < 1e-6)
        #expect(gap(try ring(0.5, 0.7), [0.502020, 0.514705, 0.565381]) < 1e-6)
    }
}
