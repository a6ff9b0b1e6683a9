import Lanes
import Ledger
import Model

/// `X(t) = X(t-1) exp((mu - sigma^2 / 2) / 4 + sigma sqrt(1/4) z)`, z standard normal (Black and Scholes 1973).
package struct GeometricBrownian: Driver {
    package static let schema = Schema(
        kind: "geometric-brownian",
        meaning: "Geometric Brownian motion: the expected value grows by `drift` a year.",
        attributes: [
            driverUnit,
            Attribute("start", .quantityIn(attribute: "unit"), "Value in the first quarter."),
            Attribute(
                "drift", .quantity("per year"), default: "0 %", range: -0.99...10,
                "Growth of the expected value, per year."),
            Attribute(
                "volatility", .quantity("share"), range: 0...5, "Standard deviation of the yearly log change."),
        ],
        lines: driverLines)

    package let value: Row<Scalar>
    private let start: Row<Scalar>
    private let drift: Row<Scalar>
    private let volatility: Row<Scalar>
    private let innovation: Innovation

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        start = compiler.input(item, "start")
        drift = compiler.input(item, "drift")
        volatility = compiler.input(item, "volatility")
        innovation = Innovation(item, compiler)
    }

    package func observe(_ block: Block) {
        let (value, before) = (block[value], block[value.previous])
        if block.quarter == 0 {
            let start = block[start]
            for lane in 0..<block.width { value[lane] = start[lane] }
            return
        }
        let (drift, sigma, z) = (block[drift], block[volatility], block[innovation.row])
        let width = block.width
        for lane in 0..<width { value[lane] = 1 + drift[lane] }
        fillLogarithms(from: value, into: value, count: width, on: block.arena.instructions)
        for lane in 0..<width {
            let s = sigma[lane]
            value[lane] = (value[lane] - 0.5 * s * s) * 0.25 + 0.5 * s * z[lane]
        }
        fillExponentials(from: value, into: value, count: width, on: block.arena.instructions)
        for lane in 0..<width { value[lane] = before[lane] * value[lane] }
    }
}
