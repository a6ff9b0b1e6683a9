// Philox4x32-10 in 64-bit lanes. Only the low half of a word counts: what a multiplication leaves in the high half is
// masked where it is read, which costs nothing because the multiplier reads the low half anyway.

#define LOW(word) ((word) & 0xFFFFFFFFu)

#define PHILOX_ROUND(number) do { \
    uint64_t first = LOW(c0) * 0xD2511F53u; \
    uint64_t second = LOW(c2) * 0xCD9E8D57u; \
    c0 = (second >> 32) ^ c1 ^ LOW(key0 + (number) * 0x9E3779B9u); \
    c1 = second; \
    c2 = (first >> 32) ^ c3 ^ LOW(key1 + (number) * 0xBB67AE85u); \
    c3 = first; \
} while (0)

/// One uniform: RandomSource.swift gives the layout.
INLINE double uniform(
    uint64_t path, uint64_t quarter, uint64_t stream, uint64_t pair, uint64_t is_second, uint64_t key0, uint64_t key1,
    uint64_t pair_mask
) {
    uint64_t mirrored = path & pair_mask;
    uint64_t drawn = path - mirrored;
    uint64_t c0 = LOW(drawn), c1 = ((drawn >> 32) << 16) | quarter, c2 = stream, c3 = pair;
    PHILOX_ROUND(0ull);
    PHILOX_ROUND(1ull);
    PHILOX_ROUND(2ull);
    PHILOX_ROUND(3ull);
    PHILOX_ROUND(4ull);
    PHILOX_ROUND(5ull);
    PHILOX_ROUND(6ull);
    PHILOX_ROUND(7ull);
    PHILOX_ROUND(8ull);
    PHILOX_ROUND(9ull);
    uint64_t low = is_second ? c2 : c0, high = is_second ? c3 : c1;
    uint64_t bits = ((high << 32) | LOW(low)) >> 12;
    uint64_t flipped = bits ^ ((0 - mirrored) >> 12);
    return double_of(flipped | 0x3FF0000000000000) - 1 + 0x1p-53;
}
