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
    private let regime: FundingRegime?

    /// A driver, and where a shock changes it the row that others read.
    private struct ObservedDriver: Sendable {
        let name: String
        let driver: any Driver
        let shown: Row<Scalar>?
        let shocks: [AppliedShock.Effect]

        func observe(_ block: Block) {
            driver.observe(block)
            block.checkFinite(driver.value, subject: name)
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
                name: compiler.driverItems[index].path, driver: compiler.drivers[index],
                shown: compiler.shownRows[index],
                shocks: effects["\(compiler.driverItems[index].path).value"] ?? [])
        }
        normals = CorrelatedNormals(compiler)
        draws = CorrelatedDraws(compiler, entries: inputs)
        steps = Self.order(compiler, inputs)
        openings = compiler.openings
        regime = compiler.regime
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
        if let variation = block.variation {
            for index in variation.moves.keys { inputs[index].vary(block) }
        }
    }

    func run(_ block: Block) {
        for party in closed {
            let retained = block[party.retained]
            for row in party.rows {
                let balance = block[row]
                guard balance.hasAny(block.width) else { continue }
                var magnitudes = EightIntegers.zero
                for group in 0..<block.width / 8 {
                    let amount = balance[eight: group]
                    retained[eight: group] &+= amount
                    balance[eight: group] = .zero
                    magnitudes |= amount ^ (amount &>> 63)
                }
                var largest: Int64 = 0
                for lane in 0..<8 { largest |= magnitudes[lane] }
                // Of a negative amount the complement was taken, which is less by 1.
                block.count(moved: largest + 1)
            }
        }
        normals.run(block)
        for step in steps {
            switch step {
            case .input(let index): inputs[index].observe(block)
            case .driver(let index): drivers[index].observe(block)
            }
        }
        regime?.observe(block)
    }

    // MARK: Order

    /// Sorts inputs and drivers so that each comes after what it reads. A circle is an error that prints it.
    private static func order(_ compiler: Compiler, _ entries: [InputTable.Entry]) -> [Step] {
        let inputCount = entries.count
        var reads: [[Int]] = entries.map { $0.driversRead.map { $0 + inputCount } }
        let owners = Dictionary(grouping: entries.indices) { entries[$0].item }
        for item in compiler.driverItems { reads.append(owners[item.path] ?? []) }
        // In the first quarters a lag reads what it lags, so that comes first too, unless it needs the lag itself.
        for (node, entry) in entries.enumerated() {
            for driver in entry.driversReadFirst where !reaches(driver + inputCount, node, reads) {
                reads[node].append(driver + inputCount)
            }
        }
        func name(_ node: Int) -> String {
            node < inputCount ? entries[node].path : compiler.driverItems[node - inputCount].path
        }
        var isDone = [Bool](repeating: false, count: reads.count)
        var isOpen = isDone
        var sorted: [Int] = []
        // A stack of its own: a chain of formulas may be as long as a scenario.
        var trail: [(node: Int, next: Int)] = []
        for root in reads.indices where !isDone[root] {
            trail.append((root, 0))
            isOpen[root] = true
            while let (node, next) = trail.last {
                guard next < reads[node].count else {
                    trail.removeLast()
                    isOpen[node] = false
                    isDone[node] = true
                    sorted.append(node)
                    continue
                }
                trail[trail.count - 1].next += 1
                let read = reads[node][next]
                if isDone[read] { continue }
                if isOpen[read] {
                    let circle = trail[trail.firstIndex { $0.node == read }!...].map(\.node)
                    let drivers = circle.filter { $0 >= inputCount }.map(name)
                    compiler.error(
                        "formulas need each other within one quarter", at: place(of: read, compiler, entries),
                        quote: (drivers + drivers.prefix(1)).joined(separator: " -> "),
                        hint: "break the circle with lag(...)")
                    continue
                }
                isOpen[read] = true
                trail.append((read, 0))
            }
        }
        return sorted.map { $0 < inputCount ? .input($0) : .driver($0 - inputCount) }
    }

    /// Whether one step reads another, directly or through others.
    private static func reaches(_ from: Int, _ to: Int, _ reads: [[Int]]) -> Bool {
        var (seen, open): (Set<Int>, [Int]) = ([from], [from])
        while let node = open.popLast() {
            if node == to { return true }
            for next in reads[node] where seen.insert(next).inserted { open.append(next) }
        }
        return false
    }

    private static func place(of node: Int, _ compiler: Compiler, _ entries: [InputTable.Entry]) -> Place {
        node < entries.count ? entries[node].place : compiler.driverItems[node - entries.count].place
    }
}
