// Elementary functions of one lane, bit for bit those of Lanes/Elementary.swift and Lanes/NormalDistribution.swift, which
// give methods and sources. Always inlined, so that each is compiled for the instruction set of the kernel around it.

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t bits_of(double value) {
    union { double value; uint64_t bits; } both = {.value = value};
    return both.bits;
}

INLINE double double_of(uint64_t bits) {
    union { uint64_t bits; double value; } both = {.bits = bits};
    return both.value;
}

INLINE double power_of_two(double n) { return double_of(bits_of(n + (0x1.8p52 + 1023)) << 52); }

INLINE double exponential(double x) {
    double capped = x > 710 ? 710 : x;
    double clamped = capped < -746 ? -746 : capped;
    double n = (clamped * 0x1.71547652b82fep0 + 0x1.8p52) - 0x1.8p52;
    double r = (clamped - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33;
    double p = 1.0 / 6227020800;
    p = p * r + 1.0 / 479001600;
    p = p * r + 1.0 / 39916800;
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    double mantissa = 1 + (r + r * r * p);
    double first_half = (n * 0.5 + 0x1.8p52) - 0x1.8p52;
    return mantissa * power_of_two(first_half) * power_of_two(n - first_half);
}

/// The logarithm of a number that is positive, finite and not subnormal.
INLINE double logarithm_of_normal(double x, double shift) {
    uint64_t bits = bits_of(x);
    uint64_t biased = (bits + 0x00095F619980C433) >> 52;
    double k = double_of(biased | 0x4330000000000000) - (0x1p52 + 1023) - shift;
    double f = double_of(bits - (biased << 52) + 0x3FF0000000000000) - 1;
    double s = f / (2 + f);
    double z = s * s;
    double p = 1.479819860511658591e-01;
    p = p * z + 1.531383769920937332e-01;
    p = p * z + 1.818357216161805012e-01;
    p = p * z + 2.222219843214978396e-01;
    p = p * z + 2.857142874366239149e-01;
    p = p * z + 3.999999999940941908e-01;
    p = p * z + 6.666666666666735130e-01;
    double half = 0.5 * f * f;
    return k * 6.93147180369123816490e-01 - ((half - (s * (half + p * z) + k * 1.90821492927058770002e-10)) - f);
}

INLINE double logarithm(double x) {
    int is_tiny = x < 0x1p-1022;
    double finite = logarithm_of_normal(is_tiny ? x * 0x1p54 : x, is_tiny ? 54 : 0);
    double positive = x == __builtin_inf() ? __builtin_inf() : finite;
    return x > 0 ? positive : (x == 0 ? -__builtin_inf() : __builtin_nan(""));
}

/// Whether (e^x - 1) / x is computed by its series.
INLINE int is_near_zero(double x) { return !((x > 0.5) | (x < -0.5)); }

/// (e^x - 1) / x near 0: the sum of x^k / (k + 1)! to k = 15, by Horner's rule.
INLINE double growth_series(double x) {
    double sum = 1.0 / 20922789888000;
    sum = sum * x + 1.0 / 1307674368000;
    sum = sum * x + 1.0 / 87178291200;
    sum = sum * x + 1.0 / 6227020800;
    sum = sum * x + 1.0 / 479001600;
    sum = sum * x + 1.0 / 39916800;
    sum = sum * x + 1.0 / 3628800;
    sum = sum * x + 1.0 / 362880;
    sum = sum * x + 1.0 / 40320;
    sum = sum * x + 1.0 / 5040;
    sum = sum * x + 1.0 / 720;
    sum = sum * x + 1.0 / 120;
    sum = sum * x + 1.0 / 24;
    sum = sum * x + 1.0 / 6;
    sum = sum * x + 1.0 / 2;
    return sum * x + 1.0;
}

/// (e^x - 1) / x, 1 where x is 0.
INLINE double growth_ratio(double x) {
    double near = growth_series(x), far = (exponential(x) - 1) / (is_near_zero(x) ? 1 : x);
    return is_near_zero(x) ? near : far;
}
