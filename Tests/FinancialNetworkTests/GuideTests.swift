import FinancialNetwork
import Foundation
import TestSupport
import Testing

/// The page of the library says what works.
struct GuideTests {
    @Test("The examples of the guide run, and print what it says")
    func examples() throws {
        var printed: [String] = []
        func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }
        let ring = try ObligationNetwork(
            name: "ring", alpha: 0.5, beta: 0.7, externalAssets: [0.5, 0.625, 0.75],
            tiers: [
                .init(
                    obligations: [.init(0, 1, 0.5), .init(1, 2, 0.5), .init(2, 0, 0.5)],
                    toOutside: [1.5, 0.5, 0.5])
            ])
        let clearing = ring.clear()
        for party in 0..<ring.count {
            print(party, clearing.payments[party], clearing.isDefault[party] ? "default" : "solvent")
        }
        print(clearing.bankruptcyCost)

        let pair = try ObligationNetwork(
            name: "pair", externalAssets: [0, 0],
            tiers: [.init(obligations: [.init(0, 1, 1), .init(1, 0, 1)], toOutside: [0, 0])])
        let greatest = pair.clear()  // payments [1, 1]: nobody need default
        let least = pair.clearLeast()  // payments [0, 0]: nor need anybody pay
        print(pair.isUnique(greatest: greatest, least: least))  // false

        let triangle = try FlowNetwork(
            name: "triangle", count: 3,
            flows: [.init(0, 1, 10, .financing), .init(1, 2, 30, .revenue), .init(2, 0, 20, .revenue)],
            inflows: [
                .init(0, 80, .customer), .init(1, 15, .capital), .init(1, 5, .customer), .init(2, 10, .customer),
            ],
            outflows: [90, 0, 20])
        let own = try triangle.ownMoney()
        print(own.share[0] ?? 0)  // 0.05: five cents of each dollar
        print(own.lower[0], own.upper[0])  // between 0 and 10, however money is mixed
        print(try triangle.circularity().finnCyclingIndex)  // 0.05
        print(triangle.maximumCirculation().share)  // 0.5 of all flows could go round in loops
        print(try triangle.fundingSplit()[.customer]?[0] ?? 0)  // 0.92 of its money first came from customers

        let loop = try PoolTracing(
            name: "loop", openingCash: [100, 0, 0],
            postings: [.init(1, 0, 1, 10, .financing), .init(1, 1, 2, 10, .revenue), .init(2, 2, 0, 10, .revenue)],
            origin: 0)
        let trace = loop.traceExactly()
        print(trace.own, trace.receipts[0].earlier)  // 10 10: all of it left a period earlier
        #expect(
            printed == [
                "0 0.42872197739030465 default", "1 0.38752634604330327 default", "2 0.5106342211151561 default",
                "1.1043782333780419", "false", "0.05", "0.0 10.0", "0.04999999999999994", "0.5", "0.9210526315789472",
                "10 10",
            ])
    }

    @Test("These are the examples of the guide")
    func same() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        #expect(try Guide("FinancialNetwork").missing(from: source) == [])
    }
}
