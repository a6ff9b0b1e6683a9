import Calendar
import Lanes
import Ledger
import Model

/// How the inputs of a program get their values: constants and draws once per path, tables and formulas each quarter,
/// shocks on top.
enum InputTable {
    final class Entry: Sendable {
        enum Source: Sendable {
            case constant(Double)
            case draw(DrawnInput)
            /// Value by quarter of the run.
            case series([Double])
            case formula(FormulaProgram)
        }

        /// Its place among the program's inputs.
        let index: Int
        let path: String
        let place: Place
        let stream: UInt32
        let source: Source
        /// The value without shocks; the same row as `row` where no shock acts.
        let base: Row<Scalar>
        let row: Row<Scalar>
        let shocks: [AppliedShock.Effect]
        /// Indices of drivers that the formula reads this quarter.
        let driversRead: [Int]
        /// Drivers that a lag without an initial value reads in the first quarters.
        let driversReadFirst: [Int]

        init(
            index: Int, path: String, place: Place, stream: UInt32, source: Source, base: Row<Scalar>, row: Row<Scalar>,
            shocks: [AppliedShock.Effect], driversRead: [Int], driversReadFirst: [Int]
        ) {
            self.index = index
            self.path = path
            self.place = place
            self.stream = stream
            self.source = source
            self.base = base
            self.row = row
            self.shocks = shocks
            self.driversRead = driversRead
            self.driversReadFirst = driversReadFirst
        }

        var changesEachQuarter: Bool {
            switch source {
            case .constant, .draw: return false
            case .series, .formula: return true
            }
        }

        /// Writes what is fixed for the whole path.
        func begin(_ block: Block) {
            switch source {
            case .constant(let value): block[base].fill(value, block.width)
            case .draw(let distribution):
                let target = block[base]
                block.random.fillUniforms(
                    target, count: block.width, firstPath: block.firstPath, quarter: 0, stream: stream, draw: 0)
                distribution.fill(target, count: block.width)
            case .series, .formula: break
            }
        }

        /// Moves what is fixed for the whole path, once it is drawn.
        func vary(_ block: Block) {
            if !changesEachQuarter { block.variation?[index]?.apply(block[base], block) }
        }

        func observe(_ block: Block) {
            switch source {
            case .constant, .draw: break
            case .series(let values):
                let (now, quarter) = (values[block.quarter], block.quarter)
                // What stands there already is not written again.
                if quarter == 0 || values[quarter - 1] != now || block.variation != nil {
                    block[base].fill(now, block.width)
                }
            case .formula(let program):
                program.run(block)
                let (target, value) = (block[base], block[program.result])
                for lane in 0..<block.width { target[lane] = value[lane] }
            }
            if changesEachQuarter { block.variation?[index]?.apply(block[base], block) }
            guard !shocks.isEmpty else { return }
            let (target, value) = (block[row], block[base])
            for lane in 0..<block.width { target[lane] = value[lane] }
            for shock in shocks { shock.run(block, row) }
        }
    }

    /// Compiles all inputs that the program has claimed.
    static func entries(_ compiler: Compiler, shocks: [AppliedShock]) -> [Entry] {
        let effects = Dictionary(grouping: shocks.flatMap(\.effects), by: \.path)
        return compiler.inputs.enumerated().map { index, slot in
            let acting = effects[slot.path] ?? []
            var (driversRead, first): ([Int], [Int]) = ([], [])
            let source: Entry.Source
            let form = compiler.fixed[slot.path].map { Input.Form.constant($0) } ?? slot.value.form
            switch form {
            case .constant(let value): source = .constant(value)
            case .distribution(let distribution):
                let function = DrawnInput(distribution, above: slot.above)
                if let problem = function.problem {
                    compiler.error(problem, at: slot.value.place, quote: slot.value.text)
                }
                source = .draw(function)
            case .series(let steps): source = .series(compiler.values(of: steps))
            case .formula(let formula):
                driversRead = formula.currentReferences.compactMap { compiler.line($0).driver }
                first = formula.initialReferences.compactMap { compiler.line($0).driver }
                source = .formula(compiler.compile(formula))
            }
            if compiler.fixed[slot.path] == nil { compiler.checkAbove(slot) }
            return Entry(
                index: index, path: slot.path, place: slot.value.place, stream: slot.stream, source: source,
                base: acting.isEmpty ? slot.row : compiler.plan.scratch(Scalar.self), row: slot.row,
                shocks: acting, driversRead: driversRead, driversReadFirst: first)
        }
    }
}

extension Compiler {
    /// The value in each quarter of the run of a table whose entries hold until the next one.
    func values(of steps: [Input.Step]) -> [Double] {
        let sorted = steps.sorted { $0.from < $1.from }
        return (0..<quarters).map { quarter in
            let now = start.advanced(by: quarter)
            return (sorted.last { $0.from <= now } ?? sorted.first)?.value ?? 0
        }
    }
}

extension QuantileFunction {
    init(_ distribution: Distribution) {
        let p = distribution.parameters
        switch distribution.shape {
        case .uniform: self = .uniform(minimum: p[0], maximum: p[1])
        case .triangular: self = .triangular(minimum: p[0], mode: p[1], maximum: p[2])
        case .pert: self = .pert(minimum: p[0], mode: p[1], maximum: p[2])
        case .normal: self = .normal(mean: p[0], standardDeviation: p[1])
        case .lognormal: self = .lognormal(median: p[0], sigma: p[1])
        case .beta: self = .beta(alpha: p[0], beta: p[1])
        case .discrete: self = .discrete(values: p, probabilities: distribution.probabilities)
        case .quantiles: self = .percentiles(p5: p[0], p50: p[1], p95: p[2])
        }
    }
}
