// SPDX-License-Identifier: Apache-2.0
// The bootstrap: respondents drawn with replacement, and intervals from what the draws give.
//
// Efron (1979); percentile intervals: Efron and Tibshirani, An Introduction to the Bootstrap (1993), 13.3.
#ifndef TANDEM_ENGINE_RESAMPLE_H
#define TANDEM_ENGINE_RESAMPLE_H

#include "engine/engine.h"

struct resample_options {
    size_t replications; // 0: no interval
    uint64_t seed;
    double interval_outside; // probability outside the interval, such as 0.05
};

// What the replications say of one number. Not a number where there were none.
struct resample_interval {
    double error, low, high;
    size_t without; // replications in which the number did not exist
};

// Who is drawn in replication `number`, the same on every machine: `taken` (count) becomes their numbers.
void resample_draw(uint64_t seed, uint64_t number, size_t count, uint32_t *taken);
// Standard deviation and percentiles of the values, which are sorted; those that are no number are left out.
void resample_interval(
    double *values, size_t count, double outside, double *room, struct resample_interval *ret_interval);
// Sorts from low to high; `room` has as many places.
void resample_sort(double *values, size_t count, double *room);
// The quantile of sorted values, between neighbours by a straight line (Hyndman and Fan 1996, type 7).
double resample_quantile(const double *sorted, size_t count, double probability);

#endif
