import Lanes
import Ledger
import Model

/// The diffusion model of Bass (1969): adopters `X = m F` with `dF/dt = (p + q F) (1 - F)`, t in years since `from`.
///
/// With `F(0) = 0` its solution is `F(t) = (1 - e^(-(p+q) t)) / (1 + (q/p) e^(-(p+q) t))`. Through a first value `F(0) = f`,
///
///     F(t) = (p (1 - e) + f (q + p e)) / (p + q f + q (1 - f) e),   e = e^(-(p+q) t)
///
/// which is the same curve, begun earlier, in a form that also holds for p = 0. After a plateau at T with share a,
/// `X(t) = a m F(t - T)` through `f = F(T) / a`.
package struct Bass: Driver {
    package static let schema = Schema(
        kind: "bass",
        meaning: "Adoption by innovators and by imitators of those who have adopted.",
        attributes: [
            driverUnit,
            Attribute("market", .quantityIn(attribute: "unit"), "Level when all have adopted."),
            Attribute(
                "innovation", .quantity("per year"), range: 0...10,
                "p: share of those left who adopt in a year unmoved by others; 3 % is typical of durables."),
            Attribute(
                "imitation", .quantity("per year"), range: 0...10,
                "q: the same for each share of the market that has adopted; 38 % is typical of durables."),
            Attribute(
                "start", .quantityIn(attribute: "unit"), default: "",
                "Level in the quarter `from`, which the curve goes through; absent, none has adopted."),
        ] + AdoptionCourse.attributes,
        lines: driverLines)

    package let value: Row<Scalar>
    private let market: Row<Scalar>
    private let innovation: Row<Scalar>
    private let imitation: Row<Scalar>
    private let start: Row<Scalar>?
    /// Share that had adopted in the quarter `from`: kept from the run's first quarter, so that a market which moves
    /// later carries its adopters with it.
    private let adopted: Row<Scalar>
    private let course: AdoptionCourse

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        market = compiler.input(item, "market")
        innovation = compiler.input(item, "innovation")
        imitation = compiler.input(item, "imitation")
        start = compiler.optionalInput(item, "start")
        adopted = compiler.plan.scratch()
        course = AdoptionCourse(item, compiler)
    }

    package func observe(_ block: Block) {
        let (value, adopted) = (block[value], block[adopted])
        let (market, p, q) = (block[market], block[innovation], block[imitation])
        if block.quarter == 0, let start {
            let start = block[start]
            for lane in 0..<block.width { adopted[lane] = market[lane] > 0 ? start[lane] / market[lane] : 0 }
        }
        let now = course.years(block.quarter)
        for lane in 0..<block.width { value[lane] = market[lane] * Self.share(now, p[lane], q[lane], adopted[lane]) }
        guard let plateau = course.plateau else { return }
        plateau.draw(block)
        let bend = max(0, course.years(plateau.quarter))
        guard now > bend else { return }
        let (uniform, probability, share) = (block[plateau.uniform], block[plateau.probability], block[plateau.share])
        for lane in 0..<block.width where uniform[lane] < probability[lane] {
            let reached = Self.share(bend, p[lane], q[lane], adopted[lane])
            let ceiling = share[lane] > 1e-9 ? share[lane] : 1e-9
            value[lane] = ceiling * market[lane] * Self.share(now - bend, p[lane], q[lane], reached / ceiling)
        }
    }

    /// Share of the market that has adopted `years` after it was `first`. Before that, the curve back to zero.
    @inline(__always)
    private static func share(_ years: Double, _ p: Double, _ q: Double, _ first: Double) -> Double {
        // A first value above the market has no past on the curve: it falls to the market from `from` on.
        if years < 0 && first >= 1 { return first }
        let exponent = -(p + q) * years
        let e = exponential(exponent < 700 ? exponent : 700)
        let denominator = p + q * first + q * (1 - first) * e
        let share = (p * (1 - e) + first * (q + p * e)) / denominator
        return denominator > 0 ? (share > 0 ? share : 0) : first
    }
}
