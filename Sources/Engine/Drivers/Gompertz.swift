import Lanes
import Ledger
import Model

/// The curve of Gompertz (1825; as a growth curve Winsor 1932): `X(t) = K exp(-e^(-s (t - i)))`, t in years.
///
/// It solves `dX/dt = s X ln(K / X)`. After a plateau at T with share a, `X(t) = a K (X(T) / (a K))^(e^(-s (t - T)))`.
package struct Gompertz: Driver {
    package static let schema = Schema(
        kind: "gompertz",
        meaning: "Adoption along an S-curve that is steep early and slow to saturate.",
        attributes: [
            driverUnit,
            Attribute("saturation", .quantityIn(attribute: "unit"), "Level that it tends to."),
            Attribute(
                "inflection", .quantity("years"),
                "Years after `from` at which it grows fastest, at 37 % (1/e) of the saturation."),
            Attribute(
                "speed", .quantity("per year"), range: 0...50,
                "Rate per year at which the logarithm of saturation over level shrinks."),
        ] + AdoptionCourse.attributes,
        lines: driverLines)

    package let value: Row<Scalar>
    private let saturation: Row<Scalar>
    private let inflection: Row<Scalar>
    private let speed: Row<Scalar>
    private let course: AdoptionCourse

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        saturation = compiler.input(item, "saturation")
        inflection = compiler.input(item, "inflection")
        speed = compiler.input(item, "speed")
        course = AdoptionCourse(item, compiler)
    }

    package func observe(_ block: Block) {
        let value = block[value]
        let (saturation, inflection, speed) = (block[saturation], block[inflection], block[speed])
        let now = course.years(block.quarter)
        for lane in 0..<block.width {
            value[lane] = saturation[lane] * exponential(-exponential(-speed[lane] * (now - inflection[lane])))
        }
        guard let plateau = course.plateau else { return }
        plateau.draw(block)
        guard block.quarter > plateau.quarter else { return }
        let (uniform, probability, share) = (block[plateau.uniform], block[plateau.probability], block[plateau.share])
        let bend = course.years(plateau.quarter)
        for lane in 0..<block.width where uniform[lane] < probability[lane] {
            // Both kept finite: ln(K / X) at the bend, and the logarithm of a share that a shock has taken to zero.
            let exponent = -speed[lane] * (bend - inflection[lane])
            let gap = exponential(exponent < 700 ? exponent : 700)
            let ceiling = share[lane] > 1e-9 ? share[lane] : 1e-9
            let rest = (gap + naturalLogarithm(ceiling)) * exponential(-speed[lane] * (now - bend))
            value[lane] = ceiling * saturation[lane] * exponential(-rest)
        }
    }
}
