/// An exact ratio of two whole numbers of any size, in lowest terms.
///
///     Fraction(3) / Fraction(4)          // 3/4
public struct Fraction: Sendable, Hashable, CustomStringConvertible {
    private var isNegative: Bool
    private var numerator: Natural
    private var denominator: Natural

    private init(_ isNegative: Bool, _ numerator: Natural, _ denominator: Natural) {
        let common = Natural.greatestCommonDivisor(numerator, denominator)
        self.isNegative = isNegative && !numerator.isZero
        self.numerator = common.isOne ? numerator : numerator.divided(by: common).quotient
        self.denominator = common.isOne ? denominator : denominator.divided(by: common).quotient
    }

    /// A whole number.
    public init(_ whole: Int) {
        self.init(whole < 0, Natural(UInt64(whole.magnitude)), Natural(1))
    }

    /// The exact value of a finite number. Traps for any other.
    public init(_ value: Double) {
        precondition(value.isFinite, "a fraction is finite")
        if value == 0 {
            self.init(0)
            return
        }
        // value = whole x 2^power, with 53 binary digits in whole.
        let power = Int(value.magnitude.exponent) - 52
        let whole = Natural(UInt64(Double(sign: .plus, exponent: 52, significand: value.magnitude.significand)))
        let shift = Natural.two(toThe: power < 0 ? -power : power)
        self.init(value < 0, power < 0 ? whole : whole.times(shift), power < 0 ? shift : Natural(1))
    }

    /// The nearest number, but for the last place.
    public var value: Double {
        let size = numerator.approximation
        let divisor = denominator.approximation
        let ratio = size.significand / divisor.significand
        let result = Double(sign: .plus, exponent: size.exponent - divisor.exponent, significand: ratio)
        return isNegative ? -result : result
    }

    /// Such as `-5/2`, or `20` for a whole number.
    public var description: String {
        (isNegative ? "-" : "") + "\(numerator)" + (denominator.isOne ? "" : "/\(denominator)")
    }

    /// The exact sum.
    public static func + (left: Fraction, right: Fraction) -> Fraction {
        let one = left.numerator.times(right.denominator)
        let two = right.numerator.times(left.denominator)
        let under = left.denominator.times(right.denominator)
        if left.isNegative == right.isNegative { return Fraction(left.isNegative, one.plus(two), under) }
        return one < two
            ? Fraction(right.isNegative, two.minus(one), under) : Fraction(left.isNegative, one.minus(two), under)
    }

    /// The exact difference.
    public static func - (left: Fraction, right: Fraction) -> Fraction {
        left + Fraction(!right.isNegative, right.numerator, right.denominator)
    }

    /// The exact product.
    public static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            left.isNegative != right.isNegative, left.numerator.times(right.numerator),
            left.denominator.times(right.denominator))
    }

    /// The exact quotient. Traps if `right` is zero.
    public static func / (left: Fraction, right: Fraction) -> Fraction {
        precondition(!right.numerator.isZero, "division by zero")
        return Fraction(
            left.isNegative != right.isNegative, left.numerator.times(right.denominator),
            left.denominator.times(right.numerator))
    }
}

extension Fraction: Comparable {
    /// Whether one number is below another, exactly.
    public static func < (left: Fraction, right: Fraction) -> Bool { (left - right).isNegative }
}
