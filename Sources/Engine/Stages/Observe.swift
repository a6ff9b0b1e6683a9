import Calendar
import Lanes
import Ledger
import Model

/// Stage 1: brings every driver and every input up to date, shocks included, and opens the quarter's books.
struct Observe: Sendable {
    /// What is computed each quarter, in an order in which nothing is read before it is written.
    private enum Step: Sendable {
        case input(Int)
        case driver(Int)
    }

    private let inputs: [InputTable.Entry]
    private let drivers: [ObservedDriver]
    private let normals: CorrelatedNormals
    private let draws: CorrelatedDraws
    private let steps: [Step]
    private let closed: [ClosedParty]
    private let openings: [Opening]

    /// A driver, and where a shock changes it the row that others read.
    private struct ObservedDriver: Sendable {
        let driver: any Driver
        let shown: Row<Scalar>?
        let shocks: [AppliedShock.Effect]

        func observe(_ block: Block) {
            driver.observe(block)
            guard let shown else { return }
            let (target, value) = (block[shown], block[driver.value])
            for lane in 0..<block.width { target[lane] = value[lane] }
            for shock in shocks { shock.run(block, shown) }
        }
    }

    /// A party's income and cost rows and the row they are closed into.
    private struct ClosedParty: Sendable {
        let retained: Row<Cents>
        let rows: [Row<Cents>]
    }

    init(_ compiler: Compiler, shocks: [AppliedShock]) {
        inputs = InputTable.entries(compiler, shocks: shocks)
        let effects = Dictionary(grouping: shocks.flatMap(\.effects), by: \.path)
        drivers = compiler.drivers.indices.map { index in
            ObservedDriver(
                driver: compiler.drivers[index], shown: compiler.shownRows[index],
                shocks: effects["\(compiler.driverItems[index].path).value"] ?? [])
        }
        normals = CorrelatedNormals(compiler)
        draws = CorrelatedDraws(compiler, entries: inputs)
        steps = Self.order(compiler, inputs)
        openings = compiler.openings
        closed = compiler.parties.map { party in
            ClosedParty(
                retained: compiler.account(party.index, .retainedEarnings).row,
                rows: compiler.chart.accounts(of: party.index).filter { $0.kind.isClosedEachQuarter }.map(\.row))
        }
    }

    /// Before the first quarter: opening books, and numbers drawn once per path.
    func begin(_ block: Block) {
        for opening in openings {
            let balance = block[opening.account.row]
            for lane in 0..<block.width { balance[lane] &+= opening.cents }
        }
        for entry in inputs { entry.begin(block) }
        draws.begin(block)
    }

    func run(_ block: Block) {
        for party in closed {
            let retained = block[party.retained]
            for row in party.rows {
                let balance = block[row]
                for lane in 0..<block.width {
                    retained[lane] &+= balance[lane]
                    balance[lane] = 0
                }
            }
        }
        normals.run(block)
        for step in steps {
            switch step {
            case .input(let index): inputs[index].observe(block)
            case .driver(let index): drivers[index].observe(block)
            }
        }
    }

    // MARK: Order

    /// Sorts inputs and drivers so that each comes after what it reads. A circle is an error that prints it.
    private static func order(_ compiler: Compiler, _ entries: [InputTable.Entry]) -> [Step] {
        var reads: [[Int]] = entries.map { $0.driversRead }
        let inputCount = entries.count
        reads = reads.map { $0.map { $0 + inputCount } }
        let byPath = Dictionary(entries.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        for item in compiler.driverItems {
            let own = item.path + "."
            reads.append(byPath.filter { $0.key.hasPrefix(own) }.map(\.value).sorted())
        }
        var state = [Int](repeating: 0, count: reads.count)
        var sorted: [Int] = []
        var trail: [Int] = []
        func name(_ node: Int) -> String {
            node < inputCount ? entries[node].path : compiler.driverItems[node - inputCount].path
        }
        /// The circle's drivers, or its inputs where there is none; the first again at the end.
        func path(_ circle: [Int]) -> [String] {
            let drivers = circle.filter { $0 >= inputCount }.map(name)
            let names = drivers.isEmpty ? circle.dropLast().map(name) : drivers
            let once = names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
            return once + [once[0]]
        }
        func visit(_ node: Int) {
            if state[node] == 2 { return }
            if state[node] == 1 {
                let circle = trail[trail.firstIndex(of: node)!...] + [node]
                let place =
                    node < inputCount ? entries[node].place : compiler.driverItems[node - inputCount].place
                compiler.error(
                    "formulas need each other within one quarter", at: place,
                    quote: path(Array(circle)).joined(separator: " -> "),
                    hint: "break the circle with lag(...)")
                return
            }
            state[node] = 1
            trail.append(node)
            for next in reads[node] { visit(next) }
            trail.removeLast()
            state[node] = 2
            sorted.append(node)
        }
        for node in reads.indices { visit(node) }
        return sorted.map { $0 < inputCount ? .input($0) : .driver($0 - inputCount) }
    }
}
