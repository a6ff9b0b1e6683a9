import Lanes
import Ledger
import Model

/// A geometric Brownian motion with rare jumps (Merton 1976): each quarter, with probability `1 - e^(-frequency/4)`,
/// the value is multiplied by `e^J`, J normal with mean `jump-mean` and deviation `jump-deviation`.
package struct Jump: Driver {
    package static let schema = Schema(
        kind: "jump",
        meaning: "Geometric Brownian motion with rare jumps: prices that break.",
        attributes: [
            driverUnit,
            Attribute("start", .quantityIn(attribute: "unit"), "Value in the first quarter."),
            Attribute(
                "drift", .quantity("per year"), default: "0 %", range: -0.99...10,
                "Growth of the value between jumps, per year."),
            Attribute(
                "volatility", .quantity("share"), range: 0...5,
                "Standard deviation of the yearly log change between jumps."),
            Attribute("frequency", .quantity("per year"), range: 0...100, "Expected jumps a year."),
            Attribute("jump-mean", .quantity("share"), "Mean of the jump of the logarithm: -0.36 is a fall of 30 %."),
            Attribute("jump-deviation", .quantity("share"), default: "0 %", range: 0...5, "Its standard deviation."),
        ],
        lines: driverLines)

    package let value: Row<Scalar>
    private let inputs: [Row<Scalar>]
    private let innovation: Innovation
    private let stream: UInt32
    private let chance: Row<Scalar>
    private let size: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        inputs = ["start", "drift", "volatility", "frequency", "jump-mean", "jump-deviation"].map {
            compiler.input(item, $0)
        }
        innovation = Innovation(item, compiler)
        stream = compiler.stream("\(item.path)/jump", at: item.place)
        chance = compiler.plan.scratch(Scalar.self)
        size = compiler.plan.scratch(Scalar.self)
    }

    package func observe(_ block: Block) {
        let (value, before) = (block[value], block[value.previous])
        let width = block.width
        if block.quarter == 0 {
            let start = block[inputs[0]]
            for lane in 0..<width { value[lane] = start[lane] }
            return
        }
        let (chance, size) = (block[chance], block[size])
        block.random.fillUniforms(
            chance, count: width, firstPath: block.firstPath, quarter: block.quarter, stream: stream, draw: 0)
        block.random.fillUniforms(
            size, count: width, firstPath: block.firstPath, quarter: block.quarter, stream: stream, draw: 1)
        let (drift, sigma, z) = (block[inputs[1]], block[inputs[2]], block[innovation.row])
        let (frequency, mean, deviation) = (block[inputs[3]], block[inputs[4]], block[inputs[5]])
        for lane in 0..<width {
            let s = sigma[lane]
            var step = (naturalLogarithm(1 + drift[lane]) - 0.5 * s * s) * 0.25 + 0.5 * s * z[lane]
            // A higher frequency only ever adds jumps: the uniform is compared with a threshold that falls.
            let quiet = exponential(-0.25 * frequency[lane])
            if chance[lane] > quiet { step += mean[lane] + deviation[lane] * normalQuantile(size[lane]) }
            value[lane] = before[lane] * exponential(step)
        }
    }
}
