// SPDX-License-Identifier: Apache-2.0
// Best-worst scaling of items (case 1, "maxdiff"): counts, and logit models.
//
// PAIRS: of all ordered pairs of a set (i best, j worst) the one with the largest b_i - b_j + error is
// chosen. MARGINAL: best by a logit over the set with b, worst by a logit over the set with -b. SEQUENTIAL:
// the same, but worst among what is left after the best. (Marley and Louviere 2005; Flynn and Marley 2014;
// Aizaki, Nakatani and Sato 2014.) By Newton's method; what is needed of the answers are the sums of best
// minus worst and how often each set was answered.
#ifndef TANDEM_ENGINE_BEST_WORST_H
#define TANDEM_ENGINE_BEST_WORST_H

#include "engine/resample.h"

enum best_worst_model { BEST_WORST_PAIRS, BEST_WORST_MARGINAL, BEST_WORST_SEQUENTIAL };

#define BEST_WORST_SET_MAXIMUM 64 // items of a set

struct best_worst_data {
    size_t items, respondents, answers;
    const uint32_t *respondent;   // of an answer
    const uint32_t *start;        // answers + 1: where the set of an answer begins among `shown`
    const uint32_t *shown;        // items of the sets
    const uint32_t *best, *worst; // items
    uint32_t base;                // whose b is 0
};

struct best_worst_options {
    enum best_worst_model model;
    struct resample_options resample; // of respondents, for the shares
};

struct best_worst_item {
    size_t shown, best, worst;
    double mean, deviation;            // of best minus worst, over respondents
    double b, error;                   // 0 for the base
    double share;                      // exp(b) / sum of exp(b)
    struct resample_interval interval; // of the share
};

struct best_worst_fit {
    struct best_worst_item *item; // *arena*
    double *covariance;           // *arena*, items x items; rows and columns of the base are 0
    double log_likelihood, null_log_likelihood;
    size_t iterations;
    struct engine_refusals refusals;
};

// ERROR_INVALID with SEPARATION where an item is never, or always, chosen so that no finite b exists: counts
// and shown are filled all the same.
MUST_CHECK enum error best_worst_fit(const struct best_worst_data *data,
    const struct best_worst_options *options, const struct engine_help *help, struct arena *arena,
    struct best_worst_fit *ret_fit);

#endif
