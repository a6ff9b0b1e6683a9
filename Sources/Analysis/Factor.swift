import Engine
import Lanes
import Model

/// An input that is not known for sure: an assumption with a range, or a number that is drawn once per path.
struct Factor: Sendable {
    /// Its place among the program's inputs.
    let index: Int
    let path: String
    /// As written, without its source.
    let text: String
    let unit: WrittenUnit
    let stream: UInt32
    /// Whether it is an assumption with a range; else it is drawn.
    let isAssumption: Bool
    /// The written number of an assumption, the median of a draw.
    let middle: Double
    private let quantile: @Sendable (Double) -> Double
    private let scored: @Sendable (Double) -> Double

    /// Its value at a share of its range or distribution; of a range every part counts alike.
    func value(at share: Double) -> Double { quantile(share) }

    /// Its value so many standard deviations from the middle. A range is read as the span from 5 to 95 %, the written number
    /// as the median: the skewed normal through the three, within what the schema allows.
    func value(score: Double) -> Double { scored(score) }

    init?(_ index: Int, _ program: Program) {
        let slot = program.inputs[index]
        let words = slot.value.text.split(separator: " ")
        text = words.prefix { $0 != "assumption" && !$0.hasPrefix("@") }.joined(separator: " ")
        (self.index, path, stream) = (index, slot.path, slot.stream)
        unit = WrittenUnit(of: slot.value)
        let allowed = program.allowedRange(of: slot.path)
        if let range = slot.value.assumedRange, case .constant(let written) = slot.value.form {
            // A wait that has lasted so long already cannot be shorter.
            let low = max(range.low, slot.above ?? -.infinity)
            guard low < range.high else { return nil }
            isAssumption = true
            let width = range.high - low
            quantile = { low + width * $0 }
            middle = written
            let skewed = QuantileFunction.percentiles(p5: range.low, p50: written, p95: range.high)
            let isSound = written > range.low && written < range.high && skewed.problem() == nil
            let shape =
                isSound ? skewed : .normal(mean: written, standardDeviation: (range.high - range.low) / 3.29)
            let (least, most) = (max(allowed.lowerBound, slot.above ?? -.infinity), allowed.upperBound)
            scored = { min(max(shape.value(at: openUniform(fromNormal: $0)), least), most) }
        } else if let drawn = slot.quantile, !slot.isCorrelated(in: program.scenario) {
            isAssumption = false
            quantile = drawn
            scored = { drawn(openUniform(fromNormal: $0)) }
            middle = drawn(0.5)
        } else {
            return nil
        }
    }

    static func all(of program: Program) -> [Factor] { program.inputs.indices.compactMap { Factor($0, program) } }
}
