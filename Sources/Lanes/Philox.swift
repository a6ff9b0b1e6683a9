/// The counter-based generator Philox4x32-10: 128 bits in, 128 random bits out, no state.
///
/// Any draw can be had alone and in any order, so a path replays without the others.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011); checked against
/// the known-answer vectors of Random123.
@frozen public struct Philox {
    @usableFromInline var counter0: UInt64
    @usableFromInline var counter1: UInt64
    @usableFromInline var counter2: UInt64
    @usableFromInline var counter3: UInt64

    /// The four output words of counter `(counter0, ..., counter3)` under key `(key0, key1)`.
    @inlinable public static func words(
        _ counter0: UInt32, _ counter1: UInt32, _ counter2: UInt32, _ counter3: UInt32, key: (UInt32, UInt32)
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        let out = Philox(
            UInt64(counter0), UInt64(counter1), UInt64(counter2), UInt64(counter3),
            key0: UInt64(key.0), key1: UInt64(key.1))
        return (
            UInt32(truncatingIfNeeded: out.counter0), UInt32(truncatingIfNeeded: out.counter1),
            UInt32(truncatingIfNeeded: out.counter2), UInt32(truncatingIfNeeded: out.counter3)
        )
    }

    /// Ten rounds on words kept in the low halves of 64-bit integers, the shape that vectorises.
    @inlinable @inline(__always) init(
        _ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64, key0: UInt64, key1: UInt64
    ) {
        counter0 = word0
        counter1 = word1
        counter2 = word2
        counter3 = word3
        // Written out, because a loop inside a loop over lanes would keep the outer one from being vectorised.
        round(0, key0, key1)
        round(1, key0, key1)
        round(2, key0, key1)
        round(3, key0, key1)
        round(4, key0, key1)
        round(5, key0, key1)
        round(6, key0, key1)
        round(7, key0, key1)
        round(8, key0, key1)
        round(9, key0, key1)
    }

    /// Round `number`, whose key is the first one stepped on by the two Weyl constants.
    @inlinable @inline(__always) mutating func round(_ number: UInt64, _ key0: UInt64, _ key1: UInt64) {
        let low = (key0 &+ number &* 0x9E37_79B9) & 0xFFFF_FFFF
        let high = (key1 &+ number &* 0xBB67_AE85) & 0xFFFF_FFFF
        let first = counter0 &* 0xD251_1F53
        let second = counter2 &* 0xCD9E_8D57
        counter0 = (second >> 32) ^ counter1 ^ low
        counter1 = second & 0xFFFF_FFFF
        counter2 = (first >> 32) ^ counter3 ^ high
        counter3 = first & 0xFFFF_FFFF
    }
}
