/// Where a unit of money goes when every party mixes what it gets: `G_ij = F_ij / T_i` and `N = (I - G)^-1`.
///
/// A group of parties that pass on all they get to one another, and lose nothing to outside, would keep money for
/// ever: `I - G` has no inverse. Such closed groups are left out of N, which changes nothing for the others, because
/// nothing comes back from them, and are treated by themselves.
struct Mixing {
    let network: FlowNetwork
    /// N, with rows and columns of closed groups equal to those of the identity.
    private var inverse: SquareMatrix
    /// G.
    private var shares: SquareMatrix
    /// The closed group of each party, or -1.
    private let group: [Int]

    /// The largest network in which closed groups are solved party by party.
    private static var closedLimit: Int { 200 }

    init(_ network: FlowNetwork) throws(NetworkError) {
        let check = Check(network: network.name)
        try check.denseNodes(network.count)
        self.network = network
        group = network.closedGroups()
        if let error = network.grosslyUnbalanced() { throw error }
        let closed = group.count { $0 >= 0 }
        if closed > Self.closedLimit {
            throw check.fail("flows", nil, Double(closed), .tooLarge(limit: Self.closedLimit))
        }
        shares = SquareMatrix(size: network.count)
        inverse = .identity(network.count)
        for flow in network.flows where network.throughflow[flow.from] > 0 {
            let share = flow.amount / network.throughflow[flow.from]
            shares[flow.from, flow.to] += share
            if group[flow.from] < 0 && group[flow.to] < 0 { inverse[flow.from, flow.to] -= share }
        }
        if !inverse.invert(smallestPivot: 1e-300) {
            throw check.fail("flows", nil, Double(network.count), .closedHoldings)
        }
    }

    /// How often a unit that is at `party` is there in all.
    func visits(_ party: Int) -> Double { group[party] < 0 ? inverse[party, party] : .infinity }

    /// The share of each other party's money that has been at `party` before: `a(j) = T_i N_ij / (N_ii T_j)`.
    func sharesSeen(by party: Int) -> [Double] {
        let flow = network.throughflow
        let first = firstVisits(from: party)
        return (0..<network.count).map { flow[$0] > 0 && $0 != party ? flow[party] * first[$0] / flow[$0] : 0 }
    }

    /// For each j how often a unit that leaves `party` is at j before it is back: `N_ij / N_ii`.
    private func firstVisits(from party: Int) -> [Double] {
        if group[party] < 0 {
            let own = inverse[party, party]
            return (0..<network.count).map { inverse[party, $0] / own }
        }
        let without = self.without(party)
        return (0..<network.count).map { column in
            (0..<network.count).reduce(0) { $0 + shares[party, $1] * without[$1, column] }
        }
    }

    /// Of what `start` puts at each party, how much ends at `party` by the edges of `ending`, and has not been at
    /// `party` in between: `start (I - G without party)^-1 ending`.
    func arriving(at party: Int, start: [Double], ending: [Double]) -> Double {
        var sum = 0.0
        if group[party] < 0 {
            // The inverse without one row and column is N_jk - N_ji N_ik / N_ii.
            let own = inverse[party, party]
            for from in 0..<network.count where start[from] > 0 && from != party {
                for to in 0..<network.count where ending[to] > 0 && to != party {
                    let visits = inverse[from, to] - inverse[from, party] * inverse[party, to] / own
                    sum += start[from] * max(0, visits) * ending[to]
                }
            }
            return sum
        }
        let without = self.without(party)
        for from in 0..<network.count where start[from] > 0 && from != party {
            for to in 0..<network.count where ending[to] > 0 && to != party {
                sum += start[from] * without[from, to] * ending[to]
            }
        }
        return sum
    }

    /// How often a unit at the row's party is at the column's party in all, for funding.
    func visits(from: Int, to: Int) -> Double { inverse[from, to] }

    /// Whether the party is in a closed group.
    func isClosed(_ party: Int) -> Bool { group[party] >= 0 }

    /// `(I - G)^-1` without the row and column of `party`, and without other closed groups, from which nothing returns.
    private func without(_ party: Int) -> SquareMatrix {
        var matrix = SquareMatrix.identity(network.count)
        let stays = (0..<network.count).map { $0 != party && (group[$0] < 0 || group[$0] == group[party]) }
        for row in 0..<network.count where stays[row] {
            for column in 0..<network.count where stays[column] { matrix[row, column] -= shares[row, column] }
        }
        _ = matrix.invert(smallestPivot: 1e-300)
        return matrix
    }
}

extension FlowNetwork {
    /// An error for a party that pays other parties a quarter more than it gets: published models are balanced to a few
    /// per cent.
    fileprivate func grosslyUnbalanced() -> NetworkError? {
        var spent = [Double](repeating: 0, count: count)
        for flow in flows { spent[flow.from] += flow.amount }
        let party = (0..<count).first { spent[$0] > throughflow[$0] * 1.25 }
        return party.map {
            Check(network: name)
                .fail("flows of party \($0)", nil, spent[$0], .unbalanced(received: throughflow[$0]))
        }
    }
}
