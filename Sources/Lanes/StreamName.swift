/// The stream number of a random thing's name, as in `projects/UC_PJM/delay`: the same on every machine, for ever.
///
/// FNV-1a over the UTF-8 bytes in 64 bits, finished with the mixer of MurmurHash3 and folded to 32. Two names of one
/// program that share a number are an error of compilation; among 1,000 names that happens about once in 8,600 programs.
public func streamIdentifier(_ name: String) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
}
