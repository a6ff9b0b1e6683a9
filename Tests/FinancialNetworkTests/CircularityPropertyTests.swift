import FinancialNetwork
import Testing

@Suite("Circularity over 200 random networks")
struct CircularityPropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...200

    /// Balanced: what a party gets beyond what it pays to others leaves, what it lacks comes from outside.
    static func network(_ seed: UInt64, onlyRevenue: Bool = false) throws -> FlowNetwork {
        var random = Seeded(seed)
        let count = Int.random(in: 2...9, using: &random)
        let kinds: [FlowNetwork.Kind] = onlyRevenue ? [.revenue] : [.revenue, .financing, .other]
        var flows: [FlowNetwork.Flow] = []
        var net = [Double](repeating: 0, count: count)
        for from in 0..<count {
            for to in 0..<count where to != from && Int.random(in: 0..<3, using: &random) == 0 {
                let amount = Double(Int.random(in: 1...30, using: &random))
                flows.append(.init(from, to, amount, kinds.randomElement(using: &random) ?? .other))
                net[from] -= amount
                net[to] += amount
            }
        }
        let sources: [FlowNetwork.Source] = onlyRevenue ? [.customer] : [.customer, .capital, .cash]
        var inflows: [FlowNetwork.Inflow] = []
        for party in 0..<count {
            let lacks = max(0, -net[party]) + Double(Int.random(in: 1...5, using: &random))
            inflows.append(.init(party, lacks, sources.randomElement(using: &random) ?? .cash))
            net[party] += lacks
        }
        return try FlowNetwork(count: count, flows: flows, inflows: inflows, outflows: net.map { max(0, $0) })
    }

    @Test("own money lies between its bounds, and the financed round trip within own money")
    func bounds() throws {
        for seed in Self.seeds {
            let own = try Self.network(seed).ownMoney()
            for party in own.amount.indices {
                #expect(own.lower[party] <= own.amount[party] + 1e-9, "seed \(seed)")
                #expect(own.amount[party] <= own.upper[party] + 1e-9, "seed \(seed)")
                #expect(own.financedRoundTrip[party] <= own.amount[party] + 1e-9, "seed \(seed)")
                #expect(own.share[party].map { $0 >= 0 && $0 <= 1 } ?? true)
            }
        }
    }

    @Test("where every inflow is revenue the own-money share is Finn's, by another way")
    func finn() throws {
        for seed in Self.seeds {
            let network = try Self.network(seed, onlyRevenue: true)
            let own = try network.ownMoney()
            let found = try network.circularity()
            let shares = own.share.map { $0 ?? 0 }
            #expect(gap(shares, found.visits.map { 1 - 1 / $0 }) < 1e-12, "seed \(seed)")
            #expect(((own.systemShare ?? 0) - found.finnCyclingIndex).magnitude < 1e-12)
        }
    }

    @Test("the sources of every party's money sum to one")
    func funding() throws {
        for seed in Self.seeds {
            let network = try Self.network(seed)
            let split = try network.fundingSplit()
            for party in 0..<network.count {
                #expect((split.values.reduce(0) { $0 + $1[party] } - 1).magnitude < 1e-12, "seed \(seed)")
            }
        }
    }

    @Test("what nets pair by pair can go round, and what goes round nets among all")
    func circulation() throws {
        for seed in Self.seeds {
            let network = try Self.network(seed)
            let (netting, circulation) = (network.netting(), network.maximumCirculation())
            #expect(netting.bilateral <= circulation.amount + 1e-9)
            #expect(circulation.amount <= netting.multilateral + 1e-9)
            #expect((circulation.amount == 0) == network.cycles(lengthAtMost: network.count).isEmpty)
        }
    }

    @Test("cycles are each found once, as by trying every path")
    func cycles() throws {
        for seed in Self.seeds {
            let network = try Self.network(seed)
            var next = [Set<Int>](repeating: [], count: network.count)
            for flow in network.flows { next[flow.from].insert(flow.to) }
            func paths(_ path: [Int], _ length: Int) -> Int {
                let last = path[path.count - 1]
                var count = next[last].contains(path[0]) ? 1 : 0
                if path.count == length { return count }
                for node in next[last] where node > path[0] && !path.contains(node) {
                    count += paths(path + [node], length)
                }
                return count
            }
            for length in 1...5 {
                let expected = (0..<network.count).reduce(0) { $0 + paths([$1], length) }
                let found = network.cycles(lengthAtMost: length)
                #expect(found.count == expected && Set(found).count == expected, "seed \(seed) length \(length)")
                #expect(found.allSatisfy { $0.parties.count <= length && $0.smallestFlow > 0 })
            }
        }
    }

    @Test("a closed group passes its money round for ever, and leaves others as they are")
    func closed() throws {
        let network = try FlowNetwork(
            count: 3, flows: [.init(0, 1, 5, .financing), .init(1, 0, 5, .revenue)], inflows: [.init(2, 1, .customer)])
        let found = try network.circularity()
        #expect(found.visits == [.infinity, .infinity, 1])
        #expect(found.cycledThroughflow == 10)
        let own = try network.ownMoney()
        #expect(own.share == [1, nil, 0])
        #expect(own.financedRoundTrip == [5, 0, 0])
        #expect(own.lower == [5, 0, 0])
    }

    @Test("a malformed flow is refused with its row and the number, and so is a party that pays what it never got")
    func malformed() throws {
        #expect(throws: NetworkError(network: "net", part: "flows", row: 1, value: -1, reason: .negative)) {
            try FlowNetwork(name: "net", count: 2, flows: [.init(0, 1, 1), .init(0, 1, -1)])
        }
        #expect(throws: NetworkError(network: "net", part: "flows", row: 0, value: 2, reason: .unknownNode(count: 2))) {
            try FlowNetwork(name: "net", count: 2, flows: [.init(0, 2, 1)])
        }
        let poor = try FlowNetwork(
            name: "net", count: 2, flows: [.init(0, 1, 9)], inflows: [.init(0, 1, .customer)])
        #expect(throws: NetworkError.self) { try poor.circularity() }
    }
}
