#ifndef CLANES_H
#define CLANES_H

#include <stdint.h>

/// The correctly rounded square root. It never sets errno, so a loop that calls it can be vectorised;
/// Swift's own `squareRoot()` keeps an errno branch on Linux.
static inline __attribute__((always_inline)) double clanes_sqrt(double value) {
    return __builtin_elementwise_sqrt(value);
}

/// Fetches the first eight cache lines of a row ahead of its use: from there on the processor follows by itself.
static inline __attribute__((always_inline)) void clanes_prefetch(const void *_Nonnull row) {
    for (long line = 0; line < 8; line++) __builtin_prefetch((const char *)row + 64 * line);
}

/// What the numbers of one row are drawn for: the names that `RandomSource` gives to its uniforms.
typedef struct {
    uint64_t seed, first_path, quarter, stream, draw;
    /// 1 where paths come in antithetic pairs, else 0.
    uint64_t pair_mask;
} clanes_draw;

/// The kernels of one instruction set. All sets give the same bits: no fused multiply-add, no reordering.
typedef struct {
    void (*_Nonnull uniforms)(double *_Nonnull out, long count, const clanes_draw *_Nonnull draw);
    void (*_Nonnull normal_quantiles)(const double *_Nonnull uniforms, double *_Nonnull out, long count);
    void (*_Nonnull exponentials)(const double *_Nonnull in, double *_Nonnull out, long count);
    void (*_Nonnull logarithms)(const double *_Nonnull in, double *_Nonnull out, long count);
    /// (e^x - 1) / x.
    void (*_Nonnull growth_ratios)(const double *_Nonnull in, double *_Nonnull out, long count);
    /// out = weights[0] * in[0] + weights[1] * in[1] + ..., added from left to right; weights of 0 are left out.
    void (*_Nonnull mix)(
        double *_Nonnull out, double *_Nonnull const *_Nonnull in, const double *_Nonnull weights, long terms,
        long count);
    /// Adds the amounts to the first `debits` of the listed rows and takes them from the others. Returns 0, having done
    /// nothing, where every amount is 0; else at least the largest magnitude of any amount, and at most twice that. Rows are
    /// 64-byte aligned and a multiple of 8 lanes wide.
    int64_t (*_Nonnull post)(
        int64_t *_Nonnull base, const int64_t *_Nonnull amounts, const int32_t *_Nonnull rows, long debits, long all,
        long width);
} clanes_kernels;

/// Number of instruction sets: 0 is what every machine of this kind has, 1 has AVX2, 2 has AVX-512.
enum { CLANES_SETS = 3 };

/// The best set that this machine has.
int clanes_best_set(void);

/// The set that everything else is compiled for.
int clanes_compiled_set(void);

/// Asks for pages of 2 MiB, where the system has them to give.
void clanes_prefer_large_pages(void *_Nonnull memory, unsigned long bytes);

/// The kernels of a set; of the best below it where it was not compiled for this kind of machine.
const clanes_kernels *_Nonnull clanes_kernels_of(int set);

#endif
