import Calendar
import Lanes
import Model

/// What adoption curves share: the quarter that their years count from, and a plateau that some paths run into.
///
/// With probability `plateau-probability` the saturation is `plateau-share` of what it was from `plateau-from` on. The curve
/// keeps the level that it has reached and follows its own equation of motion from there towards the new saturation, so
/// that users do not vanish overnight: what is beyond the new saturation falls to it.
struct AdoptionCourse: Sendable {
    static let attributes = [
        Attribute(
            "from", .quarter, default: "",
            "Quarter that years count from, also one before the run; absent, the first of the run."),
        Attribute(
            "plateau-probability", .quantity("share"), default: "", range: 0...1,
            "Odds that a path runs into a plateau; absent, none does."),
        Attribute(
            "plateau-share", .quantity("share"), default: "", range: 0.001...1,
            "Saturation on the plateau, as a share of the saturation without."),
        Attribute(
            "plateau-from", .quarter, default: "",
            "Last quarter of the old course: from here the level bends towards the new saturation."),
    ]

    /// The plateau of the paths that have one.
    struct Plateau: Sendable {
        /// Quarters since the start of the run.
        let quarter: Int
        let probability: Row<Scalar>
        let share: Row<Scalar>
        /// Drawn once per path.
        let uniform: Row<Scalar>
        fileprivate let stream: UInt32

        /// Draws in the first quarter. A path has its plateau where the uniform lies below the probability, so that higher
        /// odds only ever add plateaus.
        func draw(_ block: Block) {
            guard block.quarter == 0 else { return }
            block.random.fillUniforms(
                block[uniform], count: block.width, firstPath: block.firstPath, quarter: 0, stream: stream, draw: 0)
        }
    }

    /// Quarters from the start of the run to the quarter that years count from; may be negative.
    private let origin: Int
    let plateau: Plateau?

    init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        origin = record.optionalQuarter("from").map { compiler.offset($0) } ?? 0
        let probability = compiler.optionalInput(item, "plateau-probability")
        let share = compiler.optionalInput(item, "plateau-share")
        guard let probability, let share, let from = record.optionalQuarter("plateau-from") else {
            plateau = nil
            Self.checkAbsent(item, compiler)
            return
        }
        plateau = Plateau(
            quarter: compiler.horizonOffset(from, at: record.place(of: "plateau-from")), probability: probability,
            share: share, uniform: compiler.plan.scratch(),
            stream: compiler.stream("\(item.path)/plateau", at: item.place))
    }

    /// A plateau is told by three attributes or by none.
    private static func checkAbsent(_ item: Item, _ compiler: Compiler) {
        let names = ["plateau-probability", "plateau-share", "plateau-from"]
        let given = names.filter { item.record.values[$0] != nil }
        guard let first = given.first else { return }
        let missing = names.filter { !given.contains($0) }
        compiler.error(
            "a plateau needs odds, a share and a quarter", at: item.record.place(of: first),
            quote: "\(item.path): \(given.joined(separator: ", "))",
            hint: "add \(missing.map { "`\($0)`" }.joined(separator: " and "))")
    }

    /// Years from `from` to a quarter of the run.
    func years(_ quarter: Int) -> Double { 0.25 * Double(quarter - origin) }
}
