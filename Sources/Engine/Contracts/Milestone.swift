import Calendar
import Lanes
import Model

/// A part of a contract that comes once: in the first quarter of its time in which its milestone is reached.
struct Milestone: Sendable {
    private let quarters: ClosedRange<Int>
    private let level: Row<Scalar>
    /// 1 once it has come.
    let done: Row<Whole>

    /// Reads `from`, `until` and `milestone`.
    init(_ record: Record, path: String, _ compiler: Compiler) {
        let from = compiler.horizonOffset(record.quarter("from"), at: record.place)
        let until = record.optionalQuarter("until").map { compiler.offset($0) } ?? compiler.quarters
        quarters = from...max(from, until)
        level = compiler.input(record.input("milestone"), path: "\(path).milestone")
        done = compiler.whole()
    }

    func isOpen(_ block: Block) -> Bool { quarters.contains(block.quarter) }

    /// Reached, and not yet come.
    func isReached(_ block: Block, lane: Int) -> Bool { block[done][lane] == 0 && block[level][lane] >= 1 }
}
