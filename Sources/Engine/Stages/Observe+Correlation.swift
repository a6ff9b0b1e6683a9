import Lanes
import Ledger
import Model

/// The quarterly normal shocks of all drivers, correlated where the scenario says so.
struct CorrelatedNormals: Sendable {
    private let innovations: [Innovation]
    private let mix: CorrelationMix

    init(_ compiler: Compiler) {
        innovations = compiler.innovations
        mix = CorrelationMix(
            compiler, members: compiler.innovations.map { ($0.name, $0.row) })
    }

    func run(_ block: Block) {
        for innovation in innovations {
            let row = block[innovation.row]
            block.random.fillUniforms(
                row, count: block.width, firstPath: block.firstPath, quarter: block.quarter,
                stream: innovation.stream, draw: 0)
            fillNormalQuantiles(from: row, into: row, count: block.width)
        }
        mix.run(block)
    }
}

/// Numbers drawn once per path that the scenario correlates: their normal scores are mixed (a Gaussian copula).
struct CorrelatedDraws: Sendable {
    private struct Draw: Sendable {
        let entry: InputTable.Entry
        let distribution: DrawnInput
    }
    private let draws: [Draw]
    private let mix: CorrelationMix

    init(_ compiler: Compiler, entries: [InputTable.Entry]) {
        // A driver's name is that of its quarterly shocks, where it has any: numbers that it draws once have names of their own.
        let named = Set(compiler.scenario.correlations.flatMap { [$0.first, $0.second] })
            .subtracting(compiler.innovations.map(\.name))
        draws = entries.compactMap { entry in
            guard case .draw(let distribution) = entry.source,
                named.contains(entry.path) || named.contains(entry.owner)
            else { return nil }
            return Draw(entry: entry, distribution: distribution)
        }
        mix = CorrelationMix(
            compiler,
            members: draws.map { (named.contains($0.entry.path) ? $0.entry.path : $0.entry.owner, $0.entry.base) })
    }

    func begin(_ block: Block) {
        guard !mix.isEmpty else { return }
        for draw in draws {
            let row = block[draw.entry.base]
            block.random.fillUniforms(
                row, count: block.width, firstPath: block.firstPath, quarter: 0, stream: draw.entry.stream, draw: 0)
            fillNormalQuantiles(from: row, into: row, count: block.width)
        }
        mix.run(block)
        for draw in draws {
            let row = block[draw.entry.base]
            for lane in 0..<block.width {
                row[lane] = draw.distribution.value(at: openUniform(fromNormal: row[lane]))
            }
        }
    }
}

/// Mixes independent standard normals so that they have the scenario's correlations.
struct CorrelationMix: Sendable {
    private let rows: [Row<Scalar>]
    private let mixed: [Row<Scalar>]
    private let matrix: CorrelationMatrix?
    var isEmpty: Bool { matrix == nil }

    init(_ compiler: Compiler, members: [(name: String, row: Row<Scalar>)]) {
        let index = Dictionary(members.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let pairs = compiler.scenario.correlations.filter { index[$0.first] != nil && index[$0.second] != nil }
        let used = Set(pairs.flatMap { [index[$0.first]!, index[$0.second]!] }).sorted()
        let place = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
        var entries = used.indices.map { row in used.indices.map { $0 == row ? 1.0 : 0.0 } }
        for pair in pairs {
            let (a, b) = (place[index[pair.first]!]!, place[index[pair.second]!]!)
            entries[a][b] = pair.rho
            entries[b][a] = pair.rho
        }
        var matrix: CorrelationMatrix?
        if !used.isEmpty {
            do {
                matrix = try CorrelationMatrix(names: used.map { members[$0].name }, entries: entries)
            } catch {
                compiler.error(
                    "\(error)", at: pairs[0].place, quote: "\(pairs[0].first), \(pairs[0].second): \(pairs[0].rho)",
                    hint: "change the correlations to valid ones")
            }
        }
        self.matrix = matrix
        rows = matrix == nil ? [] : used.map { members[$0].row }
        mixed = rows.map { _ in compiler.plan.scratch(Scalar.self) }
    }

    func run(_ block: Block) {
        guard let matrix else { return }
        matrix.correlate(rows.map { block[$0] }, into: mixed.map { block[$0] }, count: block.width)
        for (row, source) in zip(rows, mixed) {
            let (target, value) = (block[row], block[source])
            for lane in 0..<block.width { target[lane] = value[lane] }
        }
    }
}

extension InputTable.Entry {
    /// `drivers.adoption` of `drivers.adoption.value`.
    var owner: String {
        guard let dot = path.lastIndex(of: ".") else { return path }
        return String(path[..<dot])
    }

    /// `drivers.policy` of `drivers.policy.states.0.value`.
    var item: String { path.split(separator: ".").prefix(2).joined(separator: ".") }
}
