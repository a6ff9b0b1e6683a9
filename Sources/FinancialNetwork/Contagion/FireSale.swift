/// Parties that sell a common asset to pay their debts, and push its price down for everyone.
///
/// Each sells `min(units, shortfall / q)`, the price is `q = exp(-impact x all units sold)` from 1 at the start, and
/// debts clear with what cash and units are worth at that price. Of the prices at which all this holds the answer is
/// the highest.
///
/// Source: Cifuentes, Ferrucci and Shin 2005, Journal of the European Economic Association 3:556.
public struct FireSale: Sendable, Equatable {
    /// The price of the asset, 0 to 1: 0 where it falls below any number.
    public let price: Double
    /// Units each party sells.
    public let unitsSold: [Double]
    /// Payments, defaults and the rest at that price.
    public let clearing: Clearing

    /// Finds the highest price, from 1 downward: a lower price means more units sold, so no round overshoots.
    ///
    /// - Parameters:
    ///   - name: What errors call the network.
    ///   - cash: The cash of each party, zero or more.
    ///   - units: Units of the asset each party holds, zero or more.
    ///   - priceImpact: The fall of the logarithm of the price per unit sold, zero or more.
    ///   - tiers: The debts, most senior first.
    /// - Throws: `NetworkError` for sizes that disagree and numbers out of range.
    public init(
        name: String = "network", cash: [Double], units: [Double], priceImpact: Double,
        tiers: [ObligationNetwork.Tier]
    ) throws(NetworkError) {
        let check = Check(network: name)
        try check.amounts("cash", cash, count: cash.count)
        try check.amounts("illiquid_units", units, count: cash.count)
        try check.amount("price_impact", nil, priceImpact)
        var network = try ObligationNetwork(name: name, externalAssets: cash, tiers: tiers)
        var price = 1.0
        var sold = [Double](repeating: 0, count: cash.count)
        var clearing = network.clear()
        for _ in 0..<100_000 {
            network.externalAssets = cash.indices.map { cash[$0] + price * units[$0] }
            clearing = network.clear()
            var total = 0.0
            for party in cash.indices {
                let lack = max(0, clearing.payments[party] - cash[party] - clearing.received[party])
                // Who is in default sells all, who lacks nothing sells nothing; the division would say so but for the
                // last digit, or for a price of 0.
                sold[party] =
                    clearing.isDefault[party] ? units[party] : lack > 0 ? min(units[party], lack / price) : 0
                total += sold[party]
            }
            let next = exponential(-priceImpact * total)
            if price - next <= 1e-16 { break }
            price = next
        }
        self.price = price
        unitsSold = sold
        self.clearing = clearing
    }
}

/// e to the power of a number of zero or less, without any library, within a few units of the last place: the power
/// series of what is left after whole powers of two.
func exponential(_ power: Double) -> Double {
    if power < -745 { return 0 }
    // e^(k ln 2 + r) with |r| <= ln 2 / 2; ln 2 in two parts so that r is exact to the last place.
    let doublings = Double(Int(power * 1.442_695_040_888_963_4 - 0.5))
    let rest = (power - doublings * 0.693_147_180_369_123_8) - doublings * 1.908_214_929_270_587_7e-10
    var term = 1.0
    var sum = 1.0
    for order in 1...18 {
        term *= rest / Double(order)
        sum += term
    }
    return Double(sign: .plus, exponent: Int(doublings), significand: sum)
}
