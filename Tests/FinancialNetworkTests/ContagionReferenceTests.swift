import FinancialNetwork
import Testing

struct ContagionReferenceTests {
    struct File: Decodable {
        var extra: [Case]
    }

    struct Case: Decodable {
        var name: String
        var family: String
        // Cross-holdings.
        var holdings: [[Double]]?
        var assetShares: [[Double]]?
        var assetPrices: [Double]?
        var failureCost: [Double]?
        var threshold: [Double]?
        // Fire sale.
        var cash: [Double]?
        var illiquidUnits: [Double]?
        var liabilities: [[Double]]?
        var toOutside: [Double]?
        var priceImpact: Double?
        // Linear DebtRank.
        var exposure: [[Double]]?
        var equity0: [Double]?
        var shock: [Double]?
        var expected: Expected

        enum CodingKeys: String, CodingKey {
            case name, family, assetPrices, failureCost, threshold, cash, illiquidUnits, liabilities, toOutside
            case priceImpact, exposure, equity0, shock, expected
            case holdings = "C"
            case assetShares = "D"
        }
    }

    struct Expected: Decodable {
        var dependency: [[Double]]?
        var value: [Double]?
        var failed: [Int]?
        var waves: [[Int]]?
        var price: Double?
        var payment: [Double]?
        var unitsSold: [Double]?
        var `default`: [Int]?
        var relativeLoss: [Double]?
        var equity: [Double]?
        var debtrankExcess: Double?

        enum CodingKeys: String, CodingKey {
            case value, failed, waves, price, payment, unitsSold, `default`, relativeLoss, equity, debtrankExcess
            case dependency = "A"
        }
    }

    @Test("every shared case of cross-holdings, fire sale and DebtRank comes out within 1e-9")
    func shared() throws {
        guard let file = try References.read(File.self, "clearing.json") else { return }
        for item in file.extra {
            let expected = item.expected
            var worst = 0.0
            if let holdings = item.holdings {
                let network = try CrossHoldings(
                    name: item.name, holdings: holdings, assetShares: item.assetShares ?? [],
                    assetPrices: item.assetPrices ?? [], failureCosts: item.failureCost ?? [],
                    thresholds: item.threshold ?? [])
                let cascade = network.cascade()
                worst = gap(network.dependency.flatMap { $0 }, (expected.dependency ?? []).flatMap { $0 })
                worst = max(worst, gap(cascade.values, expected.value ?? []))
                #expect(cascade.hasFailed.map { $0 ? 1 : 0 } == expected.failed, "\(item.name)")
                #expect(cascade.waves == expected.waves, "\(item.name)")
            } else if let cash = item.cash {
                let sale = try FireSale(
                    name: item.name, cash: cash, units: item.illiquidUnits ?? [], priceImpact: item.priceImpact ?? 0,
                    tiers: [
                        .init(
                            obligations: (item.liabilities ?? []).map { .init(Int($0[0]), Int($0[1]), $0[2]) },
                            toOutside: item.toOutside ?? [])
                    ])
                worst = gap([sale.price], [expected.price ?? -1])
                worst = max(worst, gap(sale.clearing.payments, expected.payment ?? []))
                worst = max(worst, gap(sale.unitsSold, expected.unitsSold ?? []))
                #expect(sale.clearing.isDefault.map { $0 ? 1 : 0 } == expected.default, "\(item.name)")
            } else {
                let rank = try LinearDebtRank(
                    name: item.name, exposures: item.exposure ?? [], equity: item.equity0 ?? [],
                    shock: item.shock ?? [])
                worst = gap(rank.relativeLoss, expected.relativeLoss ?? [])
                worst = max(worst, gap(rank.equity, expected.equity ?? []))
                worst = max(worst, gap([rank.excess], [expected.debtrankExcess ?? -1]))
            }
            print("\(item.name): gap \(worst)")
            #expect(worst < 1e-9, "\(item.name)")
        }
    }
}
