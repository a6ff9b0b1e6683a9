import Lanes
import Ledger
import Model

/// Logistic growth (Verhulst 1838; of technologies Fisher and Pry 1971): `X(t) = K / (1 + e^(-s (t - m)))`, t in years.
///
/// It solves `dX/dt = s X (1 - X / K)`. After a plateau at T with share a, `X(t) = a K / (1 + (a K / X(T) - 1) e^(-s (t - T)))`.
package struct Logistic: Driver {
    package static let schema = Schema(
        kind: "logistic",
        meaning: "Adoption along an S-curve that is symmetric about its midpoint.",
        attributes: [
            driverUnit,
            Attribute("saturation", .quantityIn(attribute: "unit"), "Level that it tends to."),
            Attribute("midpoint", .quantity("years"), "Years after `from` at which half of the saturation is reached."),
            Attribute(
                "speed", .quantity("per year"), range: 0...50,
                "Growth per year while adoption is low: from 10 % to 90 % of the saturation in 4.39 / speed years."),
        ] + AdoptionCourse.attributes,
        lines: driverLines)

    package let value: Row<Scalar>
    private let saturation: Row<Scalar>
    private let midpoint: Row<Scalar>
    private let speed: Row<Scalar>
    private let course: AdoptionCourse

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        saturation = compiler.input(item, "saturation")
        midpoint = compiler.input(item, "midpoint")
        speed = compiler.input(item, "speed")
        course = AdoptionCourse(item, compiler)
    }

    package func observe(_ block: Block) {
        let value = block[value]
        let (saturation, midpoint, speed) = (block[saturation], block[midpoint], block[speed])
        let now = course.years(block.quarter)
        for lane in 0..<block.width {
            value[lane] = saturation[lane] / (1 + exponential(-speed[lane] * (now - midpoint[lane])))
        }
        guard let plateau = course.plateau else { return }
        plateau.draw(block)
        guard block.quarter > plateau.quarter else { return }
        let (uniform, probability, share) = (block[plateau.uniform], block[plateau.probability], block[plateau.share])
        let bend = course.years(plateau.quarter)
        for lane in 0..<block.width where uniform[lane] < probability[lane] {
            // K / X - 1 at the bend, kept finite: an infinite one times a vanished exponential is not a number.
            let exponent = -speed[lane] * (bend - midpoint[lane])
            let gap = exponential(exponent < 700 ? exponent : 700)
            let rest = (share[lane] * (1 + gap) - 1) * exponential(-speed[lane] * (now - bend))
            value[lane] = share[lane] * saturation[lane] / (1 + rest)
        }
    }
}
