// Kernels over whole rows. Included once per instruction set, with KERNEL(name) giving each its own name.

#define EACH_LANE _Pragma("clang loop vectorize(assume_safety)")

static void KERNEL(uniforms)(double *out, long count, const clanes_draw *draw) {
    uint64_t first = draw->first_path, quarter = draw->quarter, stream = draw->stream, pair = draw->draw >> 1;
    uint64_t key0 = LOW(draw->seed), key1 = draw->seed >> 32, mask = draw->pair_mask;
    // Written per half of the output, so that the other half's last round is not computed.
    if (draw->draw & 1) {
        _Pragma("clang loop vectorize(assume_safety) interleave_count(2)")
        for (long lane = 0; lane < count; lane++)
            out[lane] = uniform(first + (uint64_t)lane, quarter, stream, pair, 1, key0, key1, mask);
    } else {
        _Pragma("clang loop vectorize(assume_safety) interleave_count(2)")
        for (long lane = 0; lane < count; lane++)
            out[lane] = uniform(first + (uint64_t)lane, quarter, stream, pair, 0, key0, key1, mask);
    }
}

/// The central function on every lane; the tails, a seventh of all lanes, are gathered and computed side by side.
static void KERNEL(normal_quantiles)(const double *uniforms, double *out, long count) {
    enum { PART = 64 };
    for (long start = 0; start < count; start += PART) {
        long lanes = count - start < PART ? count - start : PART;
        const double *u = uniforms + start;
        double *z = out + start;
        uint8_t place[PART];
        double tail[PART], distance[PART], value[PART];
        uint64_t outside = 0;
        for (long lane = 0; lane < lanes; lane++) outside |= (uint64_t)!is_central(u[lane]) << lane;
        long tails = 0;
        for (; outside != 0; outside &= outside - 1) {
            place[tails] = (uint8_t)__builtin_ctzll(outside);
            tail[tails] = u[place[tails]];
            tails++;
        }
        long padded = (tails + 7) & ~7L;
        for (long index = tails; index < padded; index++) tail[index] = 0.01;
        EACH_LANE for (long lane = 0; lane < lanes; lane++) z[lane] = central(u[lane]);
        double farthest = 0;
        for (long first = 0; first < padded; first += 8) {
            _Pragma("clang loop vectorize_width(8) interleave_count(1)")
            for (long index = first; index < first + 8; index++) {
                distance[index] = tail_distance(tail[index]);
                value[index] = with_side(near_tail(distance[index]), tail[index]);
            }
        }
        for (long index = 0; index < tails; index++) z[place[index]] = value[index];
        for (long index = 0; index < tails; index++)
            farthest = distance[index] <= farthest ? farthest : distance[index];
        if (farthest <= 5) continue;
        for (long index = 0; index < tails; index++)
            if (!(distance[index] <= 5)) z[place[index]] = beyond_near_tail(distance[index], tail[index]);
    }
}

static void KERNEL(exponentials)(const double *in, double *out, long count) {
    _Pragma("clang loop vectorize(assume_safety) interleave_count(4)")
    for (long lane = 0; lane < count; lane++) out[lane] = exponential(in[lane]);
}

static void KERNEL(logarithms)(const double *in, double *out, long count) {
    _Pragma("clang loop vectorize(assume_safety) interleave_count(2)")
    for (long lane = 0; lane < count; lane++) out[lane] = logarithm(in[lane]);
}

/// Eight lanes at a time: most groups lie wholly on one side of the bound between series and exponential.
static void KERNEL(growth_ratios)(const double *in, double *out, long count) {
    long lane = 0;
    for (; lane + 8 <= count; lane += 8) {
        double x[8];
        int small = 0;
        for (long i = 0; i < 8; i++) {
            x[i] = in[lane + i];
            small += is_near_zero(x[i]);
        }
        if (small == 8)
            EACH_LANE for (long i = 0; i < 8; i++) out[lane + i] = growth_series(x[i]);
        else if (small == 0)
            EACH_LANE for (long i = 0; i < 8; i++) out[lane + i] = (exponential(x[i]) - 1) / x[i];
        else
            EACH_LANE for (long i = 0; i < 8; i++) out[lane + i] = growth_ratio(x[i]);
    }
    for (; lane < count; lane++) out[lane] = growth_ratio(in[lane]);
}

static void KERNEL(mix)(double *out, double *const *in, const double *weights, long terms, long count) {
    long lane = 0;
    for (; lane + 32 <= count; lane += 32) {
        eight_doubles a = 0, b = 0, c = 0, d = 0;
        for (long term = 0; term < terms; term++) {
            double weight = weights[term];
            if (weight == 0) continue;
            const eight_doubles *row = (const eight_doubles *)(in[term] + lane);
            a += weight * row[0];
            b += weight * row[1];
            c += weight * row[2];
            d += weight * row[3];
        }
        eight_doubles *row = (eight_doubles *)(out + lane);
        row[0] = a;
        row[1] = b;
        row[2] = c;
        row[3] = d;
    }
    for (; lane < count; lane++) {
        double sum = 0;
        for (long term = 0; term < terms; term++)
            if (weights[term] != 0) sum += weights[term] * in[term][lane];
        out[lane] = sum;
    }
}

static int64_t KERNEL(post)(
    int64_t *base, const int64_t *amounts, const int32_t *rows, long debits, long all, long width
) {
    // Lanes before the first amount have nothing to be booked; most rows of amounts have none at all.
    long lane = 0;
    while (lane < width && __builtin_reduce_or(*(const eight_amounts *)(amounts + lane)) == 0) lane += 8;
    if (lane == width) return 0;
    // Rows of narrow blocks are short: the processor has them before it has been told.
    if (width >= 256)
        for (long row = 0; row < all; row++) clanes_prefetch(base + rows[row] * width + lane);
    // Of a negative amount its complement, which is less than its magnitude by 1.
    eight_amounts magnitudes = 0;
    if (all == 4 && debits == 2) {
        // What one party pays another: two accounts in each of two books.
        int64_t *a = base + rows[0] * width, *b = base + rows[1] * width;
        int64_t *c = base + rows[2] * width, *d = base + rows[3] * width;
        for (; lane < width; lane += 8) {
            eight_amounts amount = *(const eight_amounts *)(amounts + lane);
            // One after the other: a row may be listed twice.
            *(eight_amounts *)(a + lane) += amount;
            *(eight_amounts *)(b + lane) += amount;
            *(eight_amounts *)(c + lane) -= amount;
            *(eight_amounts *)(d + lane) -= amount;
            magnitudes |= amount ^ (amount < 0);
        }
        return __builtin_reduce_or(magnitudes) + 1;
    }
    for (; lane < width; lane += 8) {
        eight_amounts amount = *(const eight_amounts *)(amounts + lane);
        for (long row = 0; row < all; row++) {
            eight_amounts *balance = (eight_amounts *)(base + rows[row] * width + lane);
            *balance = row < debits ? *balance + amount : *balance - amount;
        }
        magnitudes |= amount ^ (amount < 0);
    }
    return __builtin_reduce_or(magnitudes) + 1;
}

#undef EACH_LANE

static const clanes_kernels KERNEL(kernels) = {
    .uniforms = KERNEL(uniforms),
    .normal_quantiles = KERNEL(normal_quantiles),
    .exponentials = KERNEL(exponentials),
    .logarithms = KERNEL(logarithms),
    .growth_ratios = KERNEL(growth_ratios),
    .mix = KERNEL(mix),
    .post = KERNEL(post),
};
