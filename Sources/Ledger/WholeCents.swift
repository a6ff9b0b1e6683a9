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
