extension FlowNetwork {
    /// Who funded each party: of the money that passes through it, the share that first came in from each source.
    ///
    /// `share = (sum over k of z_k N_ki) / T_i`, `z_k` what the source brings to party k. The shares of a party sum to
    /// one. Customers, capital and cash are always among the keys. A party that nothing passes through, or a closed
    /// group, where money would pile up without end, has zeros.
    ///
    /// - Throws: `NetworkError` with `.tooLarge` above 2,000 parties.
    public func fundingSplit() throws(NetworkError) -> [Source: [Double]] {
        let mixing = try Mixing(self)
        var brought: [Source: [Double]] = [:]
        let zero = [Double](repeating: 0, count: count)
        for source in [Source.customer, .capital, .cash] { brought[source] = zero }
        for inflow in inflows { brought[inflow.source, default: zero][inflow.to] += inflow.amount }
        return brought.mapValues { amounts in
            (0..<count).map { party in
                if throughflow[party] == 0 || mixing.isClosed(party) { return 0 }
                var sum = 0.0
                for start in 0..<count where amounts[start] > 0 {
                    sum += amounts[start] * mixing.visits(from: start, to: party)
                }
                return sum / throughflow[party]
            }
        }
    }
}
