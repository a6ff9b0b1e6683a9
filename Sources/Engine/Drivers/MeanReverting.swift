import Lanes
import Ledger
import Model

/// Ornstein-Uhlenbeck, exact over a quarter (Uhlenbeck and Ornstein 1930; Vasicek 1977):
/// `X(t) = m + (X(t-1) - m) e^(-k/4) + sigma sqrt((1 - e^(-k/2)) / (2k)) z`; with `in: logs` for ln X.
package struct MeanReverting: Driver {
    package static let schema = Schema(
        kind: "mean-reverting",
        meaning: "Returns to a mean: interest rates in levels, prices in logs.",
        attributes: [
            driverUnit,
            Attribute("start", .quantityIn(attribute: "unit"), "Value in the first quarter."),
            Attribute("mean", .quantityIn(attribute: "unit"), "Value it returns to: in logs, the median."),
            Attribute(
                "speed", .quantity("per year"), range: 0...50, "Speed of return per year: half life ln 2 / speed."),
            Attribute(
                "volatility", .quantityIn(attribute: "volatility-unit"),
                "Standard deviation per square root of a year; in logs, of the log (then without a unit)."),
            Attribute(
                "volatility-unit", .text, default: "1",
                "Unit of `volatility`: that of the driver in levels, `1` in logs."),
            Attribute("in", .choice(["levels", "logs"]), default: "levels", "What follows the process."),
            Attribute("floor", .quantityIn(attribute: "unit"), default: "", "Lowest value, if any."),
        ],
        lines: driverLines)

    package let value: Row<Scalar>
    private let start: Row<Scalar>
    private let mean: Row<Scalar>
    private let speed: Row<Scalar>
    private let volatility: Row<Scalar>
    private let floor: Row<Scalar>?
    private let inLogs: Bool
    private let innovation: Innovation

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        start = compiler.input(item, "start")
        mean = compiler.input(item, "mean")
        speed = compiler.input(item, "speed")
        volatility = compiler.input(item, "volatility")
        floor = compiler.optionalInput(item, "floor")
        inLogs = item.record.choice("in") == "logs"
        innovation = Innovation(item, compiler)
    }

    package func observe(_ block: Block) {
        let (value, before) = (block[value], block[value.previous])
        let width = block.width
        if block.quarter == 0 {
            let start = block[start]
            for lane in 0..<width { value[lane] = start[lane] }
        } else {
            let (mean, speed, sigma, z) = (block[mean], block[speed], block[volatility], block[innovation.row])
            for lane in 0..<width {
                let k = speed[lane]
                let decay = exponential(-0.25 * k)
                let variance = k > 1e-9 ? (1 - decay * decay) / (2 * k) : 0.25
                let noise = sigma[lane] * squareRoot(variance) * z[lane]
                if inLogs {
                    let m = naturalLogarithm(mean[lane])
                    value[lane] = exponential(m + (naturalLogarithm(before[lane]) - m) * decay + noise)
                } else {
                    value[lane] = mean[lane] + (before[lane] - mean[lane]) * decay + noise
                }
            }
        }
        if let floor {
            let floor = block[floor]
            for lane in 0..<width { value[lane] = value[lane] < floor[lane] ? floor[lane] : value[lane] }
        }
    }
}
