/// How much of each party's revenue is money that had passed through that party before.
///
///     let own = try network.ownMoney()
///     own.share[0]          // of each dollar of party 0's revenue, so much was its own money come back
///
/// Revenue is the flows of kind `.revenue` and what comes from `.customer`. The share supposes that parties mix their
/// money pro rata; `lower` and `upper` do not.
public struct OwnMoney: Sendable {
    /// Revenue of each party.
    public internal(set) var revenue: [Double]
    /// The part of it that had been at the same party before: `sum over j of R_ji a_i(j)`,
    /// `a_i(j) = T_i N_ij / (N_ii T_j)`.
    public internal(set) var amount: [Double]
    /// `amount` over `revenue`, 0 to 1; nil without revenue.
    public internal(set) var share: [Double?]
    /// Own money of all parties over revenue of all parties; nil without revenue.
    public internal(set) var systemShare: Double?
    /// The narrower sum: only money that left the party as financing and came back as revenue, counted at its first
    /// return.
    public internal(set) var financedRoundTrip: [Double]
    /// The least that can be own money however money is mixed: internal revenue less the most that outsiders could
    /// have paid for. Above zero it shows that outsiders could not have funded it all.
    public internal(set) var lower: [Double]
    /// The most that can be own money however money is mixed: what could go from the party back to its revenue.
    public internal(set) var upper: [Double]
}

extension FlowNetwork {
    /// Own-money revenue of every party, with its bounds and the financed round trip.
    ///
    /// Source: the share generalises Finn's index; the bounds are this library's own, from the decomposition of flows
    /// (Ford and Fulkerson 1962).
    /// - Throws: `NetworkError` with `.tooLarge` above 2,000 parties.
    public func ownMoney() throws(NetworkError) -> OwnMoney {
        let mixing = try Mixing(self)
        let zero = [Double](repeating: 0, count: count)
        var result = OwnMoney(
            revenue: zero, amount: zero, share: .init(repeating: nil, count: count), systemShare: nil,
            financedRoundTrip: zero, lower: zero, upper: zero)
        var revenueFlows = [[Int]](repeating: [], count: count)
        var financingFlows = revenueFlows
        for (index, flow) in flows.enumerated() {
            if flow.kind == .revenue { revenueFlows[flow.to].append(index) }
            if flow.kind == .financing { financingFlows[flow.from].append(index) }
        }
        for inflow in inflows where inflow.source == .customer { result.revenue[inflow.to] += inflow.amount }
        for party in 0..<count {
            let seen = mixing.sharesSeen(by: party)
            var paid = zero
            var internalRevenue = 0.0
            for index in revenueFlows[party] {
                let flow = flows[index]
                internalRevenue += flow.amount
                // A payment to oneself is own money by its nature.
                result.amount[party] += flow.amount * (flow.from == party ? 1 : seen[flow.from])
                if throughflow[flow.from] > 0 { paid[flow.from] += flow.amount / throughflow[flow.from] }
            }
            result.revenue[party] += internalRevenue
            if result.revenue[party] > 0 { result.share[party] = result.amount[party] / result.revenue[party] }
            var handedOut = zero
            for index in financingFlows[party] { handedOut[flows[index].to] += flows[index].amount }
            result.financedRoundTrip[party] = mixing.arriving(at: party, start: handedOut, ending: paid)
            if internalRevenue > 0 {
                result.upper[party] = mostFromItself(party)
                result.lower[party] = max(0, internalRevenue - mostFromOutside(party))
            }
        }
        let total = result.revenue.reduce(0, +)
        if total > 0 { result.systemShare = result.amount.reduce(0, +) / total }
        return result
    }

    /// The maximum flow from what `party` pays to what it receives as revenue.
    private func mostFromItself(_ party: Int) -> Double {
        var graph = ResidualGraph(nodes: count + 1)
        for flow in flows where flow.amount > 0 {
            if flow.to != party { graph.add(flow.from, flow.to, flow.amount) }
            if flow.to == party && flow.kind == .revenue { graph.add(flow.from, count, flow.amount) }
        }
        return graph.maximumFlow(party, count)
    }

    /// The maximum flow from outside to the revenue of `party` when the party itself pays nobody.
    private func mostFromOutside(_ party: Int) -> Double {
        var graph = ResidualGraph(nodes: count + 2)
        for flow in flows where flow.amount > 0 && flow.from != party {
            if flow.to != party { graph.add(flow.from, flow.to, flow.amount) }
            if flow.to == party && flow.kind == .revenue { graph.add(flow.from, count, flow.amount) }
        }
        for node in 0..<count where node != party && entering[node] > 0 { graph.add(count + 1, node, entering[node]) }
        return graph.maximumFlow(count + 1, count)
    }
}
