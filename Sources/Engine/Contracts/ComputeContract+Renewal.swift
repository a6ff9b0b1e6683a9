import Lanes
import Model

/// The decision at the end of a tranche: the customer renews if it would lack the compute (a lab that had as much idle last
/// quarter does not), the seller if the price covers running cost.
///
/// `P = multiplier x logistic(k0 + k1 ln(spot/contract) + k2 (u - 0.9))`, 0 for a customer in grace; the new price is
/// the lower of the old one and spot less a discount. One uniform against P, so that worse odds never renew more.
struct Renewal: Sendable {
    static let attributes = [
        Attribute(
            "renewal-term", .constant("quarters"), default: "0 quarters", range: 0...400,
            "Length of one renewal; 0 for none."),
        Attribute(
            "renewal-base", .quantity("1"), default: "1 assumption 0..2, even odds are 0", range: -20...20,
            "k0 of the odds of renewal: 1 means 73 % where spot equals the contract's price."),
        Attribute(
            "renewal-price", .quantity("1"), default: "1.5 assumption 0.5..3, response to price", range: 0...50,
            "k1: how the odds rise with ln(spot/contract)."),
        Attribute(
            "renewal-utilisation", .quantity("1"), default: "4 assumption 1..8, response to scarcity",
            range: 0...100, "k2: how the odds rise with the market's utilisation above 90 %."),
        Attribute(
            "renewal-multiplier", .quantity("share"), default: "100 %", range: 0...1,
            "Scales the odds: what a shock to renewals changes."),
        Attribute(
            "renewal-discount", .quantity("share"), default: "5 % assumption 0..20 %, wholesale rebate", range: 0...1,
            "Discount to spot of a renewed price."),
    ]

    let term: Int64
    private let coefficients: [Row<Scalar>]
    private let multiplier: Row<Scalar>
    private let discount: Row<Scalar>
    private let stream: UInt32
    private let uniform: Row<Scalar>

    init(_ item: Item, _ compiler: Compiler) {
        term = Int64(compiler.quartersConstant(item.record, "renewal-term"))
        coefficients = ["renewal-base", "renewal-price", "renewal-utilisation"].map { compiler.input(item, $0) }
        multiplier = compiler.input(item, "renewal-multiplier")
        discount = compiler.input(item, "renewal-discount")
        stream = compiler.stream("\(item.path)/renewal", at: item.place)
        uniform = compiler.plan.scratch()
        market = compiler.market
    }
    private let market: ComputeMarket?

    func decide(_ block: Block, _ contract: ComputeContract, _ tranche: Tranche) {
        let width = block.width
        let (state, remaining, price) = (block[tranche.state], block[tranche.remaining], block[tranche.price])
        var any = false
        for lane in 0..<width {
            any =
                any
                || (remaining[lane] <= 0 && (state[lane] == Tranche.State.live || state[lane] == Tranche.State.renewed))
        }
        guard any else { return }
        let chance = block[uniform]
        block.random.fillUniforms(
            chance, count: width, firstPath: block.firstPath, quarter: 0, stream: stream, draw: tranche.number)
        let (k0, k1, k2) = (block[coefficients[0]], block[coefficients[1]], block[coefficients[2]])
        let (multiplier, discount) = (block[multiplier], block[discount])
        let (customer, seller) = (block[contract.buyer.rows.state], block[contract.seller.rows.state])
        let (performance, cost) = (
            block[contract.site.rows.rentRating], block[contract.site.rows.runningCost.previous]
        )
        let (idle, rating) = (block[contract.buyer.rows.idleCompute], block[contract.site.rows.performance])
        for lane in 0..<width where remaining[lane] <= 0 {
            guard state[lane] == Tranche.State.live || state[lane] == Tranche.State.renewed else { continue }
            let spot = market.map { block[$0.rentUnit][lane] * performance[lane] * 8_760 } ?? 0
            let use = market.map { block[$0.utilisation][lane] } ?? 0
            let offer = spot * (1 - discount[lane])
            let newPrice = offer < price[lane] ? offer : price[lane]
            let odds = k0[lane] + k1[lane] * naturalLogarithm(spot / price[lane]) + k2[lane] * (use - 0.9)
            let probability = multiplier[lane] / (1 + exponential(-odds))
            let willing =
                state[lane] == Tranche.State.live && term > 0 && spot > 0 && newPrice > cost[lane]
                && customer[lane] < PartyState.grace.rawValue && idle[lane] < tranche.load * rating[lane]
                && seller[lane] < PartyState.defaulted.rawValue
            if willing && chance[lane] < probability {
                state[lane] = Tranche.State.renewed
                remaining[lane] = term
                price[lane] = newPrice
            } else {
                state[lane] = Tranche.State.ended
            }
        }
    }
}
