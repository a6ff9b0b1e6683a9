// Whole cents from dollars and back, bit for bit those of Ledger/WholeCents.swift.

INLINE int64_t whole_cents(double dollars) {
    double cents = dollars * 100;
    int64_t whole = (int64_t)(bits_of(cents + 6755399441055744) - 0x4338000000000000);
    return __builtin_fabs(cents) <= 2251799813685248 ? whole : INT64_MAX;
}

/// An amount within 2^51 cents as a double, without the conversion that AVX2 and its elders lack.
INLINE double real_cents(int64_t cents) {
    return double_of((uint64_t)cents + 0x4338000000000000) - 6755399441055744;
}
