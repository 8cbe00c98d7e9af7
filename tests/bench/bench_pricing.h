// SPDX-License-Identifier: Apache-2.0
// The pieces of bench_pricing.
#ifndef TANDEM_TESTS_BENCH_PRICING_H
#define TANDEM_TESTS_BENCH_PRICING_H

#include "engine/random_coefficients.h"
#include "engine/vector.h"

double bench_seconds(void);
double bench_least(bool (*once)(void *context, struct arena *arena), void *context);

// How many a second this processor does now, with data in the nearest cache: products with a sum (FMA, two
// operations), exponentials and logarithms of the level.
struct bench_rates {
    double products, exponentials, logarithms;
};
struct bench_rates bench_rates(const struct vector_kernels *kernels);

// Simulated markets: 2,000 products in so many markets, 200 agents in each, three random coefficients.
void bench_markets(size_t markets, struct arena *arena, struct random_coefficients_data *ret);
// products-M.csv and agents-M.csv of M = 1 and 20 markets.
void bench_write(const char *folder, struct arena *arena);
// Times regressions with absorbed effects on the file of orange juice.
void bench_effects(const char *file, struct arena *arena);
// Times the fit of a price specification.
void bench_spec(const char *path, struct arena *arena);

#endif
