import FinancialNetwork
import Foundation

// bench clear FILE OUT | bench cycles FILE LENGTH | bench finn FILE
//
// FILE holds doubles: for each network the number of parties, the number of edges, alpha, beta, external assets, what
// is owed to outside, and from, to, amount of each edge. Prints seconds, with payments in OUT or a count.

let arguments = CommandLine.arguments
let data = try Data(contentsOf: URL(filePath: arguments[2]))
let numbers = data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }

struct Problem {
    var alpha = 1.0
    var beta = 1.0
    var assets: [Double] = []
    var outside: [Double] = []
    var edges: [(Int, Int, Double)] = []
}

var problems: [Problem] = []
var place = 0
while place < numbers.count {
    let (parties, edges) = (Int(numbers[place]), Int(numbers[place + 1]))
    var problem = Problem(alpha: numbers[place + 2], beta: numbers[place + 3])
    place += 4
    problem.assets = Array(numbers[place..<place + parties])
    problem.outside = Array(numbers[place + parties..<place + 2 * parties])
    place += 2 * parties
    for edge in 0..<edges {
        let row = place + 3 * edge
        problem.edges.append((Int(numbers[row]), Int(numbers[row + 1]), numbers[row + 2]))
    }
    place += 3 * edges
    problems.append(problem)
}

/// Seconds of this process on a core, so that other work on the machine does not count: the best of three.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<3 {
        let start = clock()
        try work()
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    return best
}

switch arguments[1] {
case "clear":
    let tiers = problems.map { problem in
        ObligationNetwork.Tier(
            obligations: problem.edges.map { .init($0.0, $0.1, $0.2) }, toOutside: problem.outside)
    }
    var networks: [ObligationNetwork] = []
    networks.reserveCapacity(problems.count)
    let layout = try seconds {
        networks.removeAll(keepingCapacity: true)
        for (problem, tier) in zip(problems, tiers) {
            networks.append(
                try ObligationNetwork(
                    alpha: problem.alpha, beta: problem.beta, externalAssets: problem.assets, tiers: [tier]))
        }
    }
    var payments: [Double] = []
    payments.reserveCapacity(problems.reduce(0) { $0 + $1.assets.count })
    let time = seconds {
        payments.removeAll(keepingCapacity: true)
        for network in networks { payments += network.clear().payments }
    }
    try payments.withUnsafeBytes { try Data($0).write(to: URL(filePath: arguments[3])) }
    print(time, layout)
case "cycles":
    let problem = problems[0]
    let network = try FlowNetwork(
        count: problem.assets.count, flows: problem.edges.map { .init($0.0, $0.1, $0.2) })
    var count = 0
    let length = Int(arguments[3]) ?? 1
    // A hundred times, for one is too short to be timed.
    let time = seconds { for _ in 0..<100 { count = network.cycles(lengthAtMost: length, limit: .max).count } }
    print(time / 100, count)
default:
    let networks = try problems.map { problem in
        try FlowNetwork(
            count: problem.assets.count, flows: problem.edges.map { .init($0.0, $0.1, $0.2) },
            inflows: problem.assets.enumerated().map { .init($0, $1, .customer) })
    }
    var sum = 0.0
    let time = try seconds {
        sum = 0
        for network in networks { sum += try network.circularity().finnCyclingIndex }
    }
    print(time, sum)
}
