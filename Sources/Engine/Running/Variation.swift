import Lanes
import Model

/// Numbers laid over a compiled program for one run: inputs moved, shocks at other severities.
///
/// A run under a variation is bit for bit the run of a program that was compiled with those numbers, on the same random
/// numbers, and saves the compiling. Terms that shape a program (dates, counts, who owes whom) are no inputs and stay.
package struct Variation: Sendable {
    /// What is done to an input's value before shocks: one number for all paths, or one per path from path 0 on.
    package enum Move: Sendable {
        /// Stands in for the value in every quarter, in the unit of the model.
        case replace([Double])
        /// Multiplies the value of each quarter.
        case scale([Double])
    }

    fileprivate(set) var moves: [Int: Move] = [:]
    /// Severity of each shock that the program was compiled with, in their order; nil leaves them as compiled.
    package var severities: [Double]?

    package init(severities: [Double]? = nil) { self.severities = severities }

    /// Moves one input, by its place in `Program.inputs`.
    package subscript(input: Int) -> Move? {
        get { moves[input] }
        set { moves[input] = newValue }
    }
}

extension Program {
    /// The variation that puts one number in for each of some inputs, in every path; what is no input of the program is
    /// left out.
    package func replacing(_ paths: [String], with number: Double) -> Variation {
        let paths = Set(paths)
        var variation = Variation()
        for (index, slot) in inputs.enumerated() where paths.contains(slot.path) {
            variation[index] = .replace([number])
        }
        return variation
    }
}

extension Variation.Move {
    func apply(_ values: Column<Double>, _ block: Block) {
        switch self {
        case .replace(let numbers):
            for lane in 0..<block.lanes { values[lane] = Self.number(numbers, block, lane) }
        case .scale(let numbers):
            for lane in 0..<block.lanes { values[lane] *= Self.number(numbers, block, lane) }
        }
    }

    private static func number(_ numbers: [Double], _ block: Block, _ lane: Int) -> Double {
        numbers.count == 1 ? numbers[0] : numbers[Int(block.firstPath) + lane]
    }
}
