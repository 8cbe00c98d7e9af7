// SPDX-License-Identifier: Apache-2.0
// How fast this processor is at the moment, as the limit to hold the engines against.
#include "bench_pricing.h"

#include <math.h>

// Chains of products with a sum that wait for nothing but themselves: enough of them to fill two units.
#define CHAINS 12
#define PEAK(name, target, type)                                                                             \
    __attribute__((noinline)) target static double name(size_t rounds)                                       \
    {                                                                                                        \
        type chain[CHAINS], by = (type){0} + 0.999999, plus = (type){0} + 1e-6;                              \
        for (int c = 0; c < CHAINS; c++)                                                                     \
            chain[c] = (type){0} + c;                                                                        \
        for (size_t i = 0; i < rounds; i++)                                                                  \
            _Pragma("GCC unroll 12") for (int c = 0; c < CHAINS; c++) chain[c] = chain[c] * by + plus;       \
        double sum = 0;                                                                                      \
        for (int c = 0; c < CHAINS; c++)                                                                     \
            sum += chain[c][0];                                                                              \
        return sum;                                                                                          \
    }

#ifdef __clang__ // has no such attribute, and needs none
#define PLAIN
#define WITH(features) __attribute__((target(features)))
#else
#define PLAIN __attribute__((optimize("O3")))
#define WITH(features) __attribute__((target(features), optimize("O3", "fp-contract=fast")))
#endif

typedef double two __attribute__((vector_size(16)));
PEAK(peak_two, PLAIN, two)
#ifdef __x86_64__
typedef double four __attribute__((vector_size(32)));
typedef double eight __attribute__((vector_size(64)));
PEAK(peak_four, WITH("avx2,fma"), four)
PEAK(peak_eight, WITH("avx512f"), eight)
#endif

static double peak(const struct vector_kernels *kernels)
{
    enum { rounds = 400000 };
    double best = 0;
    volatile double keep = 0;
    for (int i = 0; i < 10; i++) {
        double start = bench_seconds(), lanes = 2;
        switch (kernels->name[3]) { // baseline, avx2, avx512
#ifdef __x86_64__
        case '2':
            keep += peak_four(rounds);
            lanes = 4;
            break;
        case '5':
            keep += peak_eight(rounds);
            lanes = 8;
            break;
#endif
        default: keep += peak_two(rounds);
        }
        best = fmax(best, lanes * CHAINS * rounds / (bench_seconds() - start));
    }
    (void)keep;
    return best;
}

static double rate_of(void (*kernel)(size_t, const double *, double *), double from, double to)
{
    enum { count = 1024, rounds = 200 };
    double x[count], y[count], best = 0;
    for (size_t i = 0; i < count; i++)
        x[i] = from + (to - from) * (double)i / count;
    for (int r = 0; r < 10; r++) {
        double start = bench_seconds();
        for (int k = 0; k < rounds; k++)
            kernel(count, x, y);
        best = fmax(best, (double)count * rounds / (bench_seconds() - start));
    }
    return best;
}

struct bench_rates bench_rates(const struct vector_kernels *kernels)
{
    return (struct bench_rates){.products = peak(kernels),
        .exponentials = rate_of(kernels->exponential, -5, 5),
        .logarithms = rate_of(kernels->logarithm, 0.5, 2)};
}
