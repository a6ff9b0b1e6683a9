public import CLanes

// Elementary functions in plain arithmetic: no libm, no fused multiply-add, no branch, so that loops over lanes
// vectorise and every machine gives the same bits.

/// e to the power `x`.
///
/// Relative error below 2e-16 for normal results; subnormal results are rounded once more. Above 709.7827... the
/// result is infinity, below about -745.13 it is 0; NaN gives NaN.
/// Method: x = n ln 2 + r with |r| <= ln(2) / 2, Taylor series of degree 13 in r, scaling by 2^n in two exact halves.
@inlinable @inline(__always) public func exponential(_ x: Double) -> Double {
    let capped = x > 710 ? 710 : x
    let clamped = capped < -746 ? -746 : capped
    let n = (clamped * 0x1.71547652b82fep0 + 0x1.8p52) - 0x1.8p52
    let r = (clamped - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33
    var p = 1.0 / 6_227_020_800
    p = p * r + 1.0 / 479_001_600
    p = p * r + 1.0 / 39_916_800
    p = p * r + 1.0 / 3_628_800
    p = p * r + 1.0 / 362_880
    p = p * r + 1.0 / 40_320
    p = p * r + 1.0 / 5_040
    p = p * r + 1.0 / 720
    p = p * r + 1.0 / 120
    p = p * r + 1.0 / 24
    p = p * r + 1.0 / 6
    p = p * r + 0.5
    let mantissa = 1 + (r + r * r * p)
    let firstHalf = (n * 0.5 + 0x1.8p52) - 0x1.8p52
    return mantissa * powerOfTwo(firstHalf) * powerOfTwo(n - firstHalf)
}

/// 2^n for a whole n in -1022...1023.
@inlinable @inline(__always) func powerOfTwo(_ n: Double) -> Double {
    Double(bitPattern: (n + (0x1.8p52 + 1023)).bitPattern << 52)
}

/// The natural logarithm of `x`.
///
/// Relative error below 2.2e-16, near 1 as well. 0 gives minus infinity, a negative number NaN, infinity infinity;
/// subnormal arguments are as exact as others.
/// Method and coefficients: FDLIBM, e_log.c (Sun Microsystems, 1993): x = 2^k (1 + f), s = f / (2 + f).
@inlinable @inline(__always) public func naturalLogarithm(_ x: Double) -> Double {
    let isTiny = x < 0x1p-1022
    let scaled = isTiny ? x * 0x1p54 : x
    let bits = scaled.bitPattern
    // Adding 1 - sqrt(1/2) in bit patterns moves the cut between exponents from 1 to sqrt(1/2).
    let biased = (bits &+ 0x0009_5F61_9980_C433) >> 52
    let exponent = Double(bitPattern: biased | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
    let k = isTiny ? exponent - 54 : exponent
    let f = Double(bitPattern: bits &- (biased << 52) &+ 0x3FF0_0000_0000_0000) - 1
    let s = f / (2 + f)
    let z = s * s
    var p = 1.479819860511658591e-01
    p = p * z + 1.531383769920937332e-01
    p = p * z + 1.818357216161805012e-01
    p = p * z + 2.222219843214978396e-01
    p = p * z + 2.857142874366239149e-01
    p = p * z + 3.999999999940941908e-01
    p = p * z + 6.666666666666735130e-01
    let half = 0.5 * f * f
    let finite = k * 6.93147180369123816490e-01 - ((half - (s * (half + p * z) + k * 1.90821492927058770002e-10)) - f)
    let positive = x == .infinity ? .infinity : finite
    return x > 0 ? positive : (x == 0 ? -.infinity : .nan)
}

/// The correctly rounded square root; NaN below zero.
@inlinable @inline(__always) public func squareRoot(_ x: Double) -> Double {
    clanes_sqrt(x)
}

/// `base` to the power `exponent`, as e^(exponent ln base): for bases that are not negative.
///
/// Relative error below (2 + |exponent ln base|) 2.3e-16. Anything to the power 0 is 1; 0 to a positive power is 0, to a
/// negative one infinity; a negative base gives NaN, unless the exponent is 0.
@inlinable @inline(__always) public func power(_ base: Double, _ exponent: Double) -> Double {
    let raised = exponential(exponent * naturalLogarithm(base))
    return exponent == 0 ? 1 : raised
}

/// `base` to a whole power by repeated squaring, for a base of any sign. Relative error below |exponent| 2.3e-16.
@inlinable public func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent.magnitude
    while rest > 0 {
        if rest & 1 == 1 { result *= square }
        square *= square
        rest >>= 1
    }
    return exponent < 0 ? 1 / result : result
}

/// (e^x - 1) / x, 1 at x = 0: exact to 1e-15 relative where the plain form would cancel.
@inlinable public func exponentialGrowthRatio(_ x: Double) -> Double {
    if x > 0.5 || x < -0.5 { return (exponential(x) - 1) / x }
    // Sum of x^k / (k + 1)! to k = 15, by Horner's rule.
    var sum = 1.0 / 20_922_789_888_000
    sum = sum * x + 1.0 / 1_307_674_368_000
    sum = sum * x + 1.0 / 87_178_291_200
    sum = sum * x + 1.0 / 6_227_020_800
    sum = sum * x + 1.0 / 479_001_600
    sum = sum * x + 1.0 / 39_916_800
    sum = sum * x + 1.0 / 3_628_800
    sum = sum * x + 1.0 / 362_880
    sum = sum * x + 1.0 / 40_320
    sum = sum * x + 1.0 / 5_040
    sum = sum * x + 1.0 / 720
    sum = sum * x + 1.0 / 120
    sum = sum * x + 1.0 / 24
    sum = sum * x + 1.0 / 6
    sum = sum * x + 1.0 / 2
    sum = sum * x + 1.0 / 1
    return sum
}
