import Calendar
import Engine
import FinancialNetwork
import Model

/// Who paid whom on one path, quarter by quarter, by what it was for; in which state each party stood; and the loops in which
/// financing comes back as revenue.
package struct FlowsAnswer: Sendable, Codable {
    package var path: UInt64
    package var parties: [Party]
    package var quarters: [Quarter]
    package var loops: [Loop]

    package struct Party: Sendable, Codable {
        package var party: String
        package var title: String
        package var label: String
        package var isSector: Bool
    }

    package struct Quarter: Sendable, Codable {
        package var quarter: String
        package var flows: [Flow]
        /// State of each party of `parties`: `performing`, `breach`, `grace`, `defaulted`, `estate`, `resolved`.
        package var states: [String]
    }

    package struct Flow: Sendable, Codable {
        package var from: String
        package var to: String
        /// `operating`, `prepayment`, `investing`, `debt service`, `financing`.
        package var what: String
        package var dollars: Double
    }

    /// Parties through which money went round in the run, with the largest deal of each leg of the way.
    package struct Loop: Sendable, Codable {
        package var parties: [String]
        /// The deal behind each step, from each party to the next.
        package var deals: [String]
        /// The smallest step: dollars over the whole run. Loops share steps, so these do not add up.
        package var smallest: Double
        /// Whether a step of it is financing.
        package var hasFinancing: Bool
    }
}

extension FlowsAnswer {
    package init(_ replay: Replay, of program: Program) throws {
        path = replay.path
        parties = program.parties.map {
            Party(party: $0.name, title: $0.title, label: $0.label, isSector: $0.isSector)
        }
        let start = program.scenario.settings.start
        quarters = replay.payments.enumerated().map { number, payments in
            var sums: [Key: Int64] = [:]
            for leg in program.legs where payments[leg.index] > 0 && leg.payer != leg.payee {
                sums[Key(from: leg.payer, to: leg.payee, what: leg.cashClass.title), default: 0] += payments[leg.index]
            }
            let flows = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { key, cents in
                Flow(
                    from: program.parties[key.from].name, to: program.parties[key.to].name, what: key.what,
                    dollars: Double(cents) / 100)
            }
            return Quarter(
                quarter: start.advanced(by: number).description, flows: flows,
                states: replay.states[number].map { "\($0)" })
        }
        loops = try Self.loops(replay, program)
    }

    private struct Key: Hashable, Comparable {
        let from, to: Int
        let what: String

        static func < (left: Key, right: Key) -> Bool {
            (left.from, left.to, left.what) < (right.from, right.to, right.what)
        }
    }

    /// Loops of at most four parties over the whole run, the largest first.
    private static func loops(_ replay: Replay, _ program: Program) throws -> [Loop] {
        let flows = PathFlows(replay, program)
        let firms = program.parties.filter { !$0.isSector }
        var totals: [[Int]: (all: Double, financing: Double, deals: [String: Double])] = [:]
        for quarter in replay.books.indices {
            for (leg, amount) in flows.amounts(quarter) {
                guard let from = flows.node[leg.payer], let to = flows.node[leg.payee], from != to else { continue }
                guard leg.isFinancing || leg.isRevenue else { continue }
                var total = totals[[from, to]] ?? (0, 0, [:])
                total.all += amount
                if leg.isFinancing { total.financing += amount }
                total.deals["\(leg.subject.split(separator: ".").last ?? ""): \(leg.cause)", default: 0] += amount
                totals[[from, to]] = total
            }
        }
        let network = try FlowNetwork(
            name: "path \(replay.path)", count: firms.count,
            flows: totals.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
                .init($0.key[0], $0.key[1], $0.value.all)
            })
        let found = network.cycles(lengthAtMost: 4, limit: 50_000).map { cycle -> Loop in
            let steps = cycle.parties.indices.map { index in
                totals[[cycle.parties[index], cycle.parties[(index + 1) % cycle.parties.count]]]!
            }
            return Loop(
                parties: cycle.parties.map { firms[$0].title },
                deals: steps.map { step in step.deals.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "" },
                smallest: cycle.smallestFlow, hasFinancing: steps.contains { $0.financing > 0 })
        }
        return Array(
            found.filter(\.hasFinancing).sorted {
                ($1.smallest, $0.parties.joined()) < ($0.smallest, $1.parties.joined())
            }
            .prefix(20))
    }
}

extension CashClass {
    /// What a payment is for, in words.
    package var title: String {
        switch self {
        case .operating: return "operating"
        case .prepayment: return "prepayment"
        case .investing: return "investing"
        case .debtService: return "debt service"
        case .financing: return "financing"
        }
    }
}
