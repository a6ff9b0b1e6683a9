import Calendar
import Lanes
import Ledger
import Model

/// Changes drawn from history: the stationary bootstrap (Politis and Romano 1994, JASA 89, 1303-1313).
///
/// The quarterly changes `d` of the data, `x(i+1) - x(i)` or `ln x(i+1) - ln x(i)`, are drawn in blocks: with probability
/// `1 / block-length` a quarter begins a new block at a change of equal odds, else it takes the change after the last one
/// drawn, the first after the last. So each quarter's change has the data's mean and variance, and the covariance at lag k is
/// `(1 - 1 / block-length)^k` of that of the data taken as a circle.
package struct Bootstrap: Driver {
    package static let schema = Schema(
        kind: "bootstrap",
        meaning: "Quarterly changes drawn from history in blocks of random length.",
        attributes: [
            driverUnit,
            Attribute(
                "data", .list(.quantityIn(attribute: "unit")),
                "Values quarter by quarter, at least three: a list, a table by quarter without a gap, or a column of a "
                    + "CSV file."),
            Attribute("in", .choice(["levels", "logs"]), default: "levels", "What changes are taken of."),
            Attribute(
                "block-length", .quantity("quarters"),
                default: "4 quarters assumption 2..8 quarters, a year of history stays together", range: 1...400,
                "Expected length of a block; 1 draws each quarter by itself."),
            Attribute(
                "start", .quantityIn(attribute: "unit"), default: "",
                "Value in the first quarter; absent, the last of the data."),
        ],
        lines: driverLines)

    package let value: Row<Scalar>
    private let changes: [Double]
    private let last: Double
    private let start: Row<Scalar>?
    private let length: Row<Scalar>
    private let inLogs: Bool
    /// Place in `changes` of the one drawn.
    private let place: Row<Whole>
    private let renewal: Row<Scalar>
    private let choice: Row<Scalar>
    private let stream: UInt32

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        inLogs = item.record.choice("in") == "logs"
        let data = Self.data(item, inLogs: inLogs, compiler)
        changes = zip(data, data.dropFirst()).map { [inLogs] before, after in
            inLogs ? naturalLogarithm(after) - naturalLogarithm(before) : after - before
        }
        last = data.last ?? 0
        start = compiler.optionalInput(item, "start")
        length = compiler.input(item, "block-length")
        place = compiler.plan.state()
        renewal = compiler.plan.scratch()
        choice = compiler.plan.scratch()
        stream = compiler.stream("\(item.path)/block", at: item.place)
    }

    package func observe(_ block: Block) {
        let (value, before) = (block[value], block[value.previous])
        let width = block.width
        if block.quarter == 0 {
            value.fill(last, width)
            if let start {
                let start = block[start]
                for lane in 0..<width { value[lane] = start[lane] }
            }
            return
        }
        let (renewal, choice) = (block[renewal], block[choice])
        block.random.fillUniforms(
            renewal, count: width, firstPath: block.firstPath, quarter: block.quarter, stream: stream, draw: 0)
        block.random.fillUniforms(
            choice, count: width, firstPath: block.firstPath, quarter: block.quarter, stream: stream, draw: 1)
        let (place, former, length) = (block[place], block[place.previous], block[length])
        let isFirst = block.quarter == 1
        let count = Int64(changes.count)
        for lane in 0..<width {
            let isNew = isFirst || renewal[lane] * length[lane] < 1
            let next = former[lane] + 1 < count ? former[lane] + 1 : 0
            // Below `count`: the largest uniform times a count rounds to less than the count.
            place[lane] = isNew ? Int64(choice[lane] * Double(count)) : next
            let change = changes[Int(place[lane])]
            value[lane] = inLogs ? before[lane] * exponential(change) : before[lane] + change
        }
    }

    // MARK: Reading

    private static func data(_ item: Item, inLogs: Bool, _ compiler: Compiler) -> [Double] {
        let inputs = item.record.inputs("data")
        var data: [Double] = []
        for input in inputs {
            switch input.form {
            case .constant(let number): data.append(number)
            case .series(let steps) where inputs.count == 1:
                for (step, next) in zip(steps, steps.dropFirst()) where step.from.distance(to: next.from) != 1 {
                    compiler.error(
                        "the data leave out what comes after \(step.from)", at: input.place,
                        quote: "\(step.from), \(next.from)", hint: "give every quarter once, without a gap")
                }
                data = steps.map(\.value)
            case .series, .distribution, .formula:
                compiler.error(
                    "data to draw from are plain numbers", at: input.place, quote: input.text,
                    hint: "write a list of numbers, or one table by quarter")
            }
        }
        if data.count < 3 {
            compiler.error(
                "the bootstrap needs at least three values to draw changes from", at: item.record.place(of: "data"),
                quote: inputs.map(\.shortText).joined(separator: ", "), hint: "give a longer history in `data`")
        }
        if inLogs, let index = data.firstIndex(where: { !($0 > 0) }) {
            let input = inputs.count == data.count ? inputs[index] : inputs[0]
            compiler.error(
                "a value of zero or less has no logarithm", at: input.place, quote: input.text,
                hint: "write `in: levels`")
        }
        return data
    }
}
