import Lanes
import Ledger
import Model

/// A chain of named states, each with a value (Norris 1997; for regimes of a time series Hamilton 1989):
/// `P(S(t) = j | S(t-1) = i) = odds[i][j]` from one quarter to the next.
///
/// One uniform per quarter against the row's cumulative odds, in the order of the states: with states from the best to the
/// worst, worse odds never give a better draw.
package struct MarkovChain: Driver {
    package static let schema = Schema(
        kind: "markov",
        meaning: "A chain of states, each with a value: policy, weather, moods of a market.",
        attributes: [
            driverUnit,
            Attribute("states", .records(stateAttributes), "The states, from the best to the worst."),
            Attribute("start", .text, "Name of the state in the first quarter."),
        ],
        lines: driverLines)

    private static let stateAttributes = [
        Attribute("name", .text, "Name of the state."),
        Attribute("value", .quantityIn(attribute: "unit"), "Value while it lasts, in the unit of the driver."),
        Attribute(
            "odds", .list(.constant("share")), range: 0...1,
            "Odds of each state a quarter later, in the order of the states: they add up to 100 %."),
    ]

    package let value: Row<Scalar>
    private let values: [Row<Scalar>]
    /// Cumulative odds, row by row of the transition matrix.
    private let cumulative: [Double]
    private let start: Int64
    private let state: Row<Whole>
    private let uniform: Row<Scalar>
    private let stream: UInt32

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        let states = item.record.records("states")
        values = states.enumerated().map {
            compiler.input($1.input("value"), path: "\(item.path).states.\($0).value")
        }
        cumulative = states.flatMap { Self.cumulated($0, states: states.count, compiler) }
        start = Int64(Self.start(item, states, compiler))
        state = compiler.plan.state()
        uniform = compiler.plan.scratch()
        stream = compiler.stream("\(item.path)/state", at: item.place)
    }

    package func observe(_ block: Block) {
        let (value, state) = (block[value], block[state])
        let values = values.map { block[$0] }
        if block.quarter == 0 {
            state.fill(start, block.width)
        } else {
            let (before, uniform) = (block[self.state.previous], block[uniform])
            block.random.fillUniforms(
                uniform, count: block.width, firstPath: block.firstPath, quarter: block.quarter, stream: stream, draw: 0
            )
            let count = values.count
            for lane in 0..<block.width {
                let row = Int(before[lane]) * count
                var next: Int64 = 0
                for column in 0..<count where uniform[lane] >= cumulative[row + column] { next += 1 }
                state[lane] = next
            }
        }
        for lane in 0..<block.width { value[lane] = values[Int(state[lane])][lane] }
    }

    // MARK: Reading

    /// The row of a state with its odds added up. From the last state that can follow on, the sum is beyond every uniform:
    /// rounding must not lead to a state with odds of zero.
    private static func cumulated(_ state: Record, states count: Int, _ compiler: Compiler) -> [Double] {
        let odds = state.inputs("odds")
        let numbers = odds.map { input -> Double in
            guard case .constant(let number) = input.form else { return 0 }
            return number
        }
        let (name, row) = (state.text("name"), odds.map(\.shortText).joined(separator: ", "))
        guard numbers.count == count else {
            compiler.error(
                "state `\(name)` has odds of \(numbers.count) states; the chain has \(count)",
                at: state.place(of: "odds"), quote: row, hint: "give one for each state, in the order of the states")
            return [Double](repeating: 2, count: count)
        }
        let sum = numbers.reduce(0, +)
        if (sum - 1).magnitude > 1e-9 {
            compiler.error(
                "the odds of state `\(name)` add up to \((sum * 1e8).rounded() / 1e6) %", at: state.place(of: "odds"),
                quote: row, hint: "a row of the transition matrix adds up to 100 %")
        }
        let last = numbers.lastIndex { $0 > 0 } ?? 0
        var total = 0.0
        return numbers.enumerated().map { column, number in
            total += number
            return column >= last ? 2 : total
        }
    }

    private static func start(_ item: Item, _ states: [Record], _ compiler: Compiler) -> Int {
        let names = states.map { $0.text("name") }
        for (index, name) in names.enumerated() where names.firstIndex(of: name) != index {
            compiler.error(
                "two states have the same name", at: states[index].place(of: "name"), quote: name,
                hint: "rename one of the two")
        }
        let wanted = item.record.text("start")
        guard let start = names.firstIndex(of: wanted) else {
            compiler.error(
                "the chain has no state `\(wanted)`", at: item.record.place(of: "start"), quote: wanted,
                hint: Suggestion.hint(
                    for: wanted, among: names,
                    otherwise: names.isEmpty
                        ? "`states` is empty: give a name, a value and odds for each"
                        : "states are: \(Suggestion.list(names))"))
            return 0
        }
        return start
    }
}
