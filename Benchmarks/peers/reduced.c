// The reduced model in C, the way a C programmer writes it who wants speed and nothing else: static rows of LANES lanes, every
// size known, everything in one file for the compiler to see. Only the functions of one lane (Philox, normal quantile,
// exponential) are those of Sources/CLanes, so that the bits are the same; loops are its own.
//
//     clang -O3 -ffp-contract=off -mavx2 -I Sources/CLanes -I Sources/CLanes/include reduced.c && ./a.out reduced 4096
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clanes.h"

#pragma STDC FP_CONTRACT OFF

#include "kernels/elementary.h"
#include "kernels/normal.h"
#include "kernels/random.h"

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

#ifndef LANES
#define LANES 32
#endif
enum { DRIVERS = 20, LOANS = 200, PARTIES = 40, QUARTERS = 32, ROUNDS = 6 };

typedef double real_row[LANES] __attribute__((aligned(64)));
typedef int64_t cents_row[LANES] __attribute__((aligned(64)));

#define EACH _Pragma("clang loop vectorize(assume_safety)") for (int lane = 0; lane < LANES; lane++)

static double factor[DRIVERS][DRIVERS];
static real_row drawn[DRIVERS], normal[DRIVERS], value[DRIVERS], level[DRIVERS], rate[DRIVERS];
static cents_row cash[PARTIES], payables[PARTIES], receivables[PARTIES], expense[PARTIES], income[PARTIES];
static cents_row revenue[PARTIES], cost, state[PARTIES], worst[PARTIES], debt[LOANS], asset[LOANS];
static real_row means[PARTIES], owed[PARTIES], share[PARTIES], due_real[LOANS];
static cents_row due[LOANS], arrears[LOANS];
static int payer[LOANS], payee[LOANS];

static void factorise(void) {
    for (int column = 0; column < DRIVERS; column++) {
        double pivot = 1;
        for (int k = 0; k < column; k++) pivot -= factor[column][k] * factor[column][k];
        double root = clanes_sqrt(pivot);
        factor[column][column] = root;
        for (int row = column + 1; row < DRIVERS; row++) {
            double sum = 0.3;
            for (int k = 0; k < column; k++) sum -= factor[row][k] * factor[column][k];
            factor[row][column] = sum / root;
        }
    }
}

/// Of 32 lanes, a bit for each of which says whether it lies in a tail.
enum { PART = 32 };

static void to_normals(double *row) {
    uint8_t place[PART];
    double tail[PART + 8], value[PART + 8];
    uint64_t outside = 0;
    for (int lane = 0; lane < PART; lane++) outside |= (uint64_t)!is_central(row[lane]) << lane;
    int tails = 0;
    for (; outside != 0; outside &= outside - 1) {
        place[tails] = (uint8_t)__builtin_ctzll(outside);
        tail[tails] = row[place[tails]];
        tails++;
    }
    for (int index = tails; index < ((tails + 7) & ~7); index++) tail[index] = 0.01;
    _Pragma("clang loop vectorize(assume_safety)") for (int lane = 0; lane < PART; lane++) row[lane] = central(row[lane]);
    for (int first = 0; first < tails; first += 8) {
        _Pragma("clang loop vectorize_width(8) interleave_count(1)") for (int index = first; index < first + 8; index++)
            value[index] = with_side(near_tail(tail_distance(tail[index])), tail[index]);
    }
    for (int index = 0; index < tails; index++) {
        double distance = tail_distance(tail[index]);
        row[place[index]] = distance <= 5 ? value[index] : beyond_near_tail(distance, tail[index]);
    }
}

static void draw_normals(real_row *rows, uint64_t first, uint64_t quarter) {
    for (int d = 0; d < DRIVERS; d++) {
        _Pragma("clang loop vectorize(assume_safety) interleave_count(2)") for (int lane = 0; lane < LANES; lane++)
            rows[d][lane] = uniform(first + (uint64_t)lane, quarter, (uint64_t)d + 1, 0, 0, 2026, 0, 0);
        for (int part = 0; part < LANES; part += PART) to_normals(rows[d] + part);
    }
}

static void move_drivers(void) {
    for (int d = 0; d < DRIVERS; d++) {
        EACH normal[d][lane] = 0;
        for (int k = 0; k <= d; k++) {
            double weight = factor[d][k];
            EACH normal[d][lane] += weight * drawn[k][lane];
        }
    }
    for (int d = 0; d < DRIVERS; d++) {
        double deviation = 0.05 + 0.005 * (double)d;
        double decay = d % 2 == 1 ? 0.9 : 1, trend = d % 2 == 1 ? 0 : -0.5 * deviation * deviation;
        EACH level[d][lane] = level[d][lane] * decay + (trend + deviation * normal[d][lane]);
        _Pragma("clang loop vectorize(assume_safety) interleave_count(4)") for (int lane = 0; lane < LANES; lane++)
            value[d][lane] = exponential(level[d][lane]);
        EACH rate[d][lane] = (0.02 + 0.03 * value[d][lane]) * 0.25;
    }
}

static void earn_and_accrue(void) {
    for (int p = 1; p < PARTIES; p++) {
        double dollars = 1000000 + 20000 * (double)p;
        EACH {
            int64_t amount = whole_cents(dollars * value[p % DRIVERS][lane]);
            cash[p][lane] += amount;
            cost[lane] += amount;
            revenue[p][lane] -= amount;
            cash[0][lane] -= amount;
        }
    }
    memset(owed, 0, sizeof owed);
    for (int l = 0; l < LOANS; l++) {
        int p = payer[l], q = payee[l];
        int64_t current[LANES];
        EACH {
            int64_t cents = whole_cents(-real_cents(debt[l][lane]) / 100 * rate[l % DRIVERS][lane]);
            int64_t performs = state[p][lane] < 2 ? -1 : 0;
            current[lane] = cents & performs;
            due[l][lane] = (cents + arrears[l][lane]) & performs;
            due_real[l][lane] = real_cents(due[l][lane]);
            owed[p][lane] += due_real[l][lane];
        }
        EACH {
            expense[p][lane] += current[lane];
            receivables[q][lane] += current[lane];
            payables[p][lane] -= current[lane];
            income[q][lane] -= current[lane];
        }
    }
}

static void clear_payments(void) {
    for (int p = 0; p < PARTIES; p++) EACH share[p][lane] = 1;
    for (int round = 0; round < ROUNDS; round++) {
        for (int p = 0; p < PARTIES; p++) EACH means[p][lane] = real_cents(cash[p][lane]);
        for (int l = 0; l < LOANS; l++)
            EACH means[payee[l]][lane] += due_real[l][lane] * share[payer[l]][lane];
        for (int p = 1; p < PARTIES; p++) {
            EACH {
                double part = means[p][lane] / owed[p][lane];
                double positive = part > 0 ? part : 0;
                share[p][lane] = owed[p][lane] > means[p][lane] ? positive : 1;
            }
        }
    }
}

static void pay_and_close(void) {
    for (int l = 0; l < LOANS; l++) {
        int p = payer[l], q = payee[l];
        EACH {
            int64_t paid = whole_cents(due_real[l][lane] * share[p][lane] * 0.01);
            arrears[l][lane] = due[l][lane] - paid;
            payables[p][lane] += paid;
            cash[q][lane] += paid;
            cash[p][lane] -= paid;
            receivables[q][lane] -= paid;
        }
    }
    static cents_row worth[PARTIES];
    for (int p = 0; p < PARTIES; p++) {
        EACH {
            int64_t next = share[p][lane] < 1 ? state[p][lane] + 1 : state[p][lane] == 1 ? 0 : state[p][lane];
            state[p][lane] = next < 2 ? next : 2;
            worth[p][lane] = cash[p][lane] + payables[p][lane] + receivables[p][lane];
        }
    }
    for (int l = 0; l < LOANS; l++) {
        EACH worth[payer[l]][lane] += debt[l][lane];
        EACH worth[payee[l]][lane] += asset[l][lane];
    }
    for (int p = 0; p < PARTIES; p++)
        EACH worst[p][lane] = worth[p][lane] < worst[p][lane] ? worth[p][lane] : worst[p][lane];
}

typedef struct { int64_t accrued, paid, defaults, worst; double prices; } outcome;

static outcome run(long paths) {
    outcome result = {0};
    for (long first = 0; first < paths; first += LANES) {
        memset(cash, 0, sizeof cash); memset(payables, 0, sizeof payables); memset(receivables, 0, sizeof receivables);
        memset(expense, 0, sizeof expense); memset(income, 0, sizeof income); memset(revenue, 0, sizeof revenue);
        memset(cost, 0, sizeof cost); memset(state, 0, sizeof state); memset(worst, 0, sizeof worst);
        memset(arrears, 0, sizeof arrears); memset(level, 0, sizeof level);
        for (int p = 1; p < PARTIES; p++) EACH cash[p][lane] = 2000000000 + (int64_t)p * 50000000;
        for (int l = 0; l < LOANS; l++) {
            int64_t principal = 10000000000 + (int64_t)l * 12345678;
            EACH { debt[l][lane] = -principal; asset[l][lane] = principal; }
        }
        for (uint64_t quarter = 1; quarter <= QUARTERS; quarter++) {
            draw_normals(drawn, (uint64_t)first, quarter);
            move_drivers();
            earn_and_accrue();
            clear_payments();
            pay_and_close();
        }
        for (int p = 0; p < PARTIES; p++)
            for (int lane = 0; lane < LANES; lane++) {
                result.accrued += expense[p][lane];
                result.paid += expense[p][lane] + payables[p][lane];
                result.worst += worst[p][lane];
                result.defaults += state[p][lane] == 2;
            }
        for (int d = 0; d < DRIVERS; d++)
            for (int lane = 0; lane < LANES; lane++) result.prices += value[d][lane];
    }
    return result;
}

static double cpu_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/// The plainest loop that books: a row added to a row, leg by leg, over the rows that the model's accruals touch.
static void add_rows(long times) {
    static cents_row amount[LOANS];
    for (int l = 0; l < LOANS; l++) EACH amount[l][lane] = l + lane;
    double start = cpu_seconds();
    for (long time = 0; time < times; time++)
        for (int l = 0; l < LOANS; l++) {
            EACH expense[payer[l]][lane] += amount[l][lane];
            EACH receivables[payee[l]][lane] += amount[l][lane];
            EACH payables[payer[l]][lane] -= amount[l][lane];
            EACH income[payee[l]][lane] -= amount[l][lane];
        }
    double seconds = cpu_seconds() - start;
    int64_t sum = 0;
    for (int p = 0; p < PARTIES; p++) for (int lane = 0; lane < LANES; lane++) sum += expense[p][lane] * (p + 1);
    printf("{\"seconds\": %.9f, \"ns\": %.6f, \"sum\": %lld}\n", seconds,
        seconds * 1e9 / ((double)times * LOANS * 4 * LANES), (long long)sum);
}

int main(int count, char **arguments) {
    long size = count > 2 ? atol(arguments[2]) : 2048;
    for (int l = 0; l < LOANS; l++) {
        payer[l] = 1 + l % (PARTIES - 1);
        payee[l] = (l * 7 + 3) % PARTIES;
    }
    if (count > 1 && strcmp(arguments[1], "rows") == 0) {
        add_rows(size);
        return 0;
    }
    factorise();
    run(64);
    double start = cpu_seconds();
    outcome result = run(size);
    double seconds = cpu_seconds() - start;
    printf("{\"seconds\": %.9f, \"ns\": %.3f, \"accrued\": %lld, \"paid\": %lld, \"defaults\": %lld, \"worst\": %lld, "
        "\"prices\": %.17g}\n", seconds, seconds * 1e9 / ((double)size * QUARTERS), (long long)result.accrued,
        (long long)result.paid, (long long)result.defaults, (long long)result.worst, result.prices);
    return 0;
}
