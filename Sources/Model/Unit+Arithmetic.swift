extension Unit {
    /// The unit of a product; nil where an exponent leaves -9...9. A rate times a plain number stays a rate.
    public func multiplied(by other: Unit) -> Unit? { combined(with: other, sign: 1) }

    /// The unit of a quotient; nil where an exponent leaves -9...9.
    public func divided(by other: Unit) -> Unit? { combined(with: other, sign: -1) }

    /// The unit of a whole power; nil where an exponent leaves -9...9.
    public func raised(to exponent: Int) -> Unit? {
        guard abs(exponent) <= 9 else { return nil }
        var result = Unit()
        for _ in 0..<abs(exponent) {
            guard let next = exponent > 0 ? result.multiplied(by: self) : result.divided(by: self) else { return nil }
            result = next
        }
        return result
    }

    /// The unit of a square root; nil if an exponent is odd.
    public var squareRoot: Unit? {
        guard [money, power, equipment, time].allSatisfy({ $0 % 2 == 0 }) else { return nil }
        var result = Unit(
            money: Int(money) / 2, power: Int(power) / 2, equipment: Int(equipment) / 2, time: Int(time) / 2,
            factor: factor.squareRoot())
        result.symbol = result.factor == 1 ? result.baseSymbol : ""
        return result
    }

    private func combined(with other: Unit, sign: Int) -> Unit? {
        let exponents = [
            Int(money) + sign * Int(other.money), Int(power) + sign * Int(other.power),
            Int(equipment) + sign * Int(other.equipment), Int(time) + sign * Int(other.time),
        ]
        guard exponents.allSatisfy({ abs($0) <= 9 }) else { return nil }
        var result = Unit(
            money: exponents[0], power: exponents[1], equipment: exponents[2], time: exponents[3],
            factor: sign > 0 ? factor * other.factor : factor / other.factor)
        result.isRate = result.isDimensionless && isDimensionless && (isRate != other.isRate) && (sign > 0 || isRate)
        return result
    }

    public static func * (left: Unit, right: Unit) -> Unit { trapping(left.multiplied(by: right)) }
    public static func / (left: Unit, right: Unit) -> Unit { trapping(left.divided(by: right)) }

    private static func trapping(_ unit: Unit?) -> Unit {
        guard var unit else { preconditionFailure("a unit's exponent leaves -9...9") }
        if unit.factor == 1 { unit.symbol = unit.baseSymbol }
        return unit
    }
}
