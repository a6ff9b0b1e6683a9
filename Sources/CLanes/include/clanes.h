#ifndef CLANES_H
#define CLANES_H

/// The correctly rounded square root. It never sets errno, so a loop that calls it can be vectorised;
/// Swift's own `squareRoot()` keeps an errno branch on Linux.
static inline __attribute__((always_inline)) double clanes_sqrt(double value) {
    return __builtin_elementwise_sqrt(value);
}

#endif
