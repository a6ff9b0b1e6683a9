#include "clanes.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

// The kernels of Lanes, compiled once per instruction set. The sets differ in how many lanes an instruction takes and in
// nothing else: products and sums are never fused, so all give the same bits.

#pragma STDC FP_CONTRACT OFF

/// Rows are aligned to 64 bytes; what is passed in from elsewhere may be aligned to 8 only.
typedef double eight_doubles __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t eight_amounts __attribute__((ext_vector_type(8), aligned(8)));

#include "kernels/elementary.h"
#include "kernels/normal.h"
#include "kernels/random.h"

#define KERNEL(name) name##_baseline
#include "kernels/rows.h"
#undef KERNEL

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define KERNEL(name) name##_avx2
#include "kernels/rows.h"
#undef KERNEL
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))), apply_to = function)
#define KERNEL(name) name##_avx512
#include "kernels/rows.h"
#undef KERNEL
#pragma clang attribute pop

int clanes_best_set(void) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512bw"))
        return 2;
    return __builtin_cpu_supports("avx2") ? 1 : 0;
}

const clanes_kernels *clanes_kernels_of(int set) {
    return set == 2 ? &kernels_avx512 : set == 1 ? &kernels_avx2 : &kernels_baseline;
}

#else

int clanes_best_set(void) { return 0; }

const clanes_kernels *clanes_kernels_of(int set) { return &kernels_baseline; }

#endif

void clanes_prefer_large_pages(void *memory, unsigned long bytes) {
#if defined(__linux__)
    // Advice: where it is not taken, everything is as it was.
    (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
}

int clanes_compiled_set(void) {
#if defined(__AVX2__)
    return 1;
#else
    return 0;
#endif
}
