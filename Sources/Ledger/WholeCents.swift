public import Lanes

/// Dollars rounded half-even to whole cents. What is not a number, or beyond 2^51 cents, becomes `Int64.max`, which
/// `LedgerAudit.largestAmount` refuses.
///
/// Adding 1.5 x 2^52 leaves a double no bits for fractions, so the addition itself rounds half-even, and the low bits are
/// the integer: no call, and a loop over lanes stays a loop of vector instructions.
@inlinable @inline(__always) public func wholeCents(_ dollars: Double) -> Int64 {
    let cents = dollars * 100
    let shifted = cents + 6_755_399_441_055_744
    let whole = Int64(bitPattern: shifted.bitPattern) &- 0x4338_0000_0000_0000
    return cents.magnitude <= 2_251_799_813_685_248 ? whole : Int64.max
}

/// Whole cents as a real number, exact to 2^51 cents either way. The inverse trick: a loop over lanes stays a loop of
/// vector instructions, where a conversion would be done one by one.
@inlinable @inline(__always) public func realCents(_ cents: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: cents &+ 0x4338_0000_0000_0000)) - 6_755_399_441_055_744
}

/// The same for eight lanes at once.
@inlinable @inline(__always) public func wholeCents(_ dollars: EightDoubles) -> EightIntegers {
    let cents = dollars * 100
    let whole = unsafeBitCast(cents + 6_755_399_441_055_744, to: EightIntegers.self) &- 0x4338_0000_0000_0000
    let magnitude = unsafeBitCast(
        unsafeBitCast(cents, to: EightIntegers.self) & 0x7FFF_FFFF_FFFF_FFFF, to: EightDoubles.self)
    return EightIntegers(repeating: .max).replacing(with: whole, where: magnitude .<= 2_251_799_813_685_248)
}

/// The same for eight lanes at once.
@inlinable @inline(__always) public func realCents(_ cents: EightIntegers) -> EightDoubles {
    unsafeBitCast(cents &+ 0x4338_0000_0000_0000, to: EightDoubles.self) - 6_755_399_441_055_744
}

/// Eight lanes of dollars rounded half-even to cents that stay real numbers: those of `wholeCents`, to 2^51.
@inlinable @inline(__always) public func roundedCents(_ dollars: EightDoubles) -> EightDoubles {
    (dollars * 100 + 6_755_399_441_055_744) - 6_755_399_441_055_744
}
