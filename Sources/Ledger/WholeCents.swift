public import Lanes

/// What rounding by addition adds: 1.5 x 2^52, as a number and as its bits; and the largest amount, 2^51 cents, that it rounds.
@usableFromInline enum Rounding {
    @inlinable @inline(__always) static var shift: Double { 6_755_399_441_055_744 }
    @inlinable @inline(__always) static var bits: Int64 { 0x4338_0000_0000_0000 }
    @inlinable @inline(__always) static var largest: Double { 2_251_799_813_685_248 }
}

/// Dollars rounded half-even to whole cents. What is not a number, or beyond 2^51 cents, becomes `Int64.max`, which
/// `LedgerAudit.largestAmount` refuses.
///
/// Adding 1.5 x 2^52 leaves a double no bits for fractions, so the addition itself rounds half-even, and the low bits are
/// the integer: no call, and a loop over lanes stays a loop of vector instructions.
@inlinable @inline(__always) public func wholeCents(_ dollars: Double) -> Int64 {
    let cents = dollars * 100
    let shifted = cents + Rounding.shift
    let whole = Int64(bitPattern: shifted.bitPattern) &- Rounding.bits
    return cents.magnitude <= Rounding.largest ? whole : Int64.max
}

/// Whole cents as a real number, exact to 2^51 cents either way. The inverse trick: a loop over lanes stays a loop of
/// vector instructions, where a conversion would be done one by one.
@inlinable @inline(__always) public func realCents(_ cents: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: cents &+ Rounding.bits)) - Rounding.shift
}

/// The same for eight lanes at once.
@inlinable @inline(__always) public func wholeCents(_ dollars: EightDoubles) -> EightIntegers {
    let cents = dollars * 100
    let whole = unsafeBitCast(cents + Rounding.shift, to: EightIntegers.self) &- Rounding.bits
    let magnitude = unsafeBitCast(
        unsafeBitCast(cents, to: EightIntegers.self) & 0x7FFF_FFFF_FFFF_FFFF, to: EightDoubles.self)
    return EightIntegers(repeating: .max).replacing(with: whole, where: magnitude .<= Rounding.largest)
}

/// The same for eight lanes at once.
@inlinable @inline(__always) public func realCents(_ cents: EightIntegers) -> EightDoubles {
    unsafeBitCast(cents &+ Rounding.bits, to: EightDoubles.self) - Rounding.shift
}

/// Eight lanes of dollars rounded half-even to cents that stay real numbers: those of `wholeCents`, to 2^51.
@inlinable @inline(__always) public func roundedCents(_ dollars: EightDoubles) -> EightDoubles {
    (dollars * 100 + Rounding.shift) - Rounding.shift
}
