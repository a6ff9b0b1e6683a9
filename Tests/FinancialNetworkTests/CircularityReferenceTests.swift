import FinancialNetwork
import Testing

struct CircularityReferenceTests {
    struct File: Decodable {
        var models: [Model]
        var ownMoneyCases: [OwnMoneyCase]
    }

    struct Model: Decodable {
        struct Throughflow: Decodable {
            var total: Double
            var cycled: Double
            var index: Double
            var nodeThroughflow: [Double]
            var nodeNDiag: [Double]

            enum CodingKeys: String, CodingKey {
                case nodeThroughflow, nodeNDiag
                case total = "TST"
                case cycled = "TSTc"
                case index = "FCI"
            }
        }
        struct Extra: Decodable {
            var internalGross: Double
            var maxCirculation: Double
            var maxCirculationShare: Double
            var bilateralNetted: Double
            var excessMultilateral: Double
            var nSimpleCycles: Int?
        }
        var name: String
        var n: Int
        var flows: [[Double]]
        var inputs: [Double]
        var outputs: [Double]
        var numpy: Throughflow
        var extra: Extra

        func network() throws -> FlowNetwork {
            try FlowNetwork(
                name: name, count: n, flows: flows.map { .init(Int($0[0]), Int($0[1]), $0[2]) },
                inflows: inputs.enumerated().map { .init($0, $1, .customer) }, outflows: outputs)
        }
    }

    struct OwnMoneyCase: Decodable {
        struct Expected: Decodable {
            var throughflow: [Double]
            var revenue: [Double]
            var ownMoneyRevenue: [Double]
            var ownMoneyShare: [Double?]
            var systemOwnMoneyShare: Double?
            var financedRoundTrip: [Double]
            var ownMoneyLower: [Double]
            var ownMoneyUpper: [Double]
            var index: Double
            var fundingSplit: [String: [Double]]
            var maxCirculation: Double
            var maxCirculationShare: Double
            var nettingExcess: Double

            enum CodingKeys: String, CodingKey {
                case throughflow, revenue, ownMoneyRevenue, ownMoneyShare, systemOwnMoneyShare, financedRoundTrip
                case ownMoneyLower, ownMoneyUpper, fundingSplit, maxCirculation, maxCirculationShare, nettingExcess
                case index = "FCI"
            }
        }
        var name: String
        var n: Int
        var flows: [MixedRow]
        var externalIn: [MixedRow]
        var externalOut: [[Double]]
        var expected: Expected

        func network() throws -> FlowNetwork {
            var outflows = [Double](repeating: 0, count: n)
            for row in externalOut { outflows[Int(row[0])] += row[1] }
            let kinds: [String: FlowNetwork.Kind] = ["revenue": .revenue, "financing": .financing]
            return try FlowNetwork(
                name: name, count: n,
                flows: flows.map { .init($0.index(0), $0.index(1), $0.numbers[2], kinds[$0.words[0]] ?? .other) },
                inflows: externalIn.map { .init($0.index(0), $0.numbers[1], .init(rawValue: $0.words[0])) },
                outflows: outflows)
        }
    }

    @Test("every shared flow model gives its cycling index, throughflow, circulation and netting within 1e-9")
    func models() throws {
        guard let file = try References.read(File.self, "circularity.json") else { return }
        var worst = 0.0
        for model in file.models {
            let network = try model.network()
            let found = try network.circularity()
            let netting = network.netting()
            let circulation = network.maximumCirculation()
            let scale = max(1, model.numpy.total)
            let gaps = [
                gap(network.throughflow, model.numpy.nodeThroughflow, scale: scale),
                gap(found.visits, model.numpy.nodeNDiag, scale: model.numpy.nodeNDiag.max() ?? 1),
                gap([found.totalThroughflow], [model.numpy.total], scale: scale),
                gap([found.cycledThroughflow], [model.numpy.cycled], scale: scale),
                gap([found.finnCyclingIndex], [model.numpy.index]),
                gap([network.internalGross], [model.extra.internalGross], scale: scale),
                gap([circulation.amount], [model.extra.maxCirculation], scale: scale),
                gap([circulation.share], [model.extra.maxCirculationShare]),
                gap([netting.bilateral], [model.extra.bilateralNetted], scale: scale),
                gap([netting.multilateral], [model.extra.excessMultilateral], scale: scale),
            ]
            worst = max(worst, gaps.max() ?? 0)
            #expect((gaps.max() ?? 0) < 1e-9, "\(model.name): \(gaps)")
            if let cycles = model.extra.nSimpleCycles, cycles < 100_000 {
                #expect(network.cycles(lengthAtMost: model.n).count == cycles, "\(model.name)")
            }
        }
        print("models: \(file.models.count) shared cases, worst gap \(worst)")
    }

    @Test("every shared own-money case comes out within 1e-9")
    func ownMoney() throws {
        guard let file = try References.read(File.self, "circularity.json") else { return }
        var worst = 0.0
        for item in file.ownMoneyCases {
            let network = try item.network()
            let own = try network.ownMoney()
            let expected = item.expected
            let circulation = network.maximumCirculation()
            var gaps = [
                gap(network.throughflow, expected.throughflow),
                gap(own.revenue, expected.revenue),
                gap(own.amount, expected.ownMoneyRevenue),
                gap(own.share.map { $0 ?? -1 }, expected.ownMoneyShare.map { $0 ?? -1 }),
                gap([own.systemShare ?? -1], [expected.systemOwnMoneyShare ?? -1]),
                gap(own.financedRoundTrip, expected.financedRoundTrip),
                gap(own.lower, expected.ownMoneyLower),
                gap(own.upper, expected.ownMoneyUpper),
                gap([try network.circularity().finnCyclingIndex], [expected.index]),
                gap([circulation.amount], [expected.maxCirculation]),
                gap([circulation.share], [expected.maxCirculationShare]),
                gap([network.netting().multilateral], [expected.nettingExcess]),
            ]
            let split = try network.fundingSplit()
            for (source, shares) in expected.fundingSplit {
                gaps.append(gap(split[.init(rawValue: source)] ?? [], shares))
            }
            worst = max(worst, gaps.max() ?? 0)
            #expect((gaps.max() ?? 0) < 1e-9, "\(item.name): \(gaps)")
        }
        print("own money: \(file.ownMoneyCases.count) shared cases, worst gap \(worst)")
    }
}
