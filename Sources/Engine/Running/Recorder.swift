import Lanes

/// Looks at every quarter of every path and keeps numbers: results are asked for, not always paid for.
package protocol Recorder {
    /// What it keeps, in the order of `values`.
    static func metrics(of program: Program) -> [Metric]
    init(_ program: Program, width: Int)
    /// Before the first quarter of a block.
    mutating func begin()
    /// After Close of each quarter.
    mutating func quarter(_ block: Block)
    /// After the last quarter: all metrics of one lane. What was never measured is NaN.
    func values(lane: Int, _ block: Block) -> [Float]
}
