extension [UInt8] {
    /// Adds the four bytes of a number, the lowest first.
    @inlinable package mutating func append(littleEndian number: Float) {
        for byte in 0..<4 { append(UInt8(truncatingIfNeeded: number.bitPattern >> (byte * 8))) }
    }
}
