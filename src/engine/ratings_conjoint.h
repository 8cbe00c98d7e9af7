// SPDX-License-Identifier: Apache-2.0
// Conjoint analysis of ratings: part-worths of each respondent by least squares, and shares of new profiles.
//
// rating = constant + sum over attributes of the part-worth of the profile's level. EFFECTS: the part-worths
// of an attribute add up to 0; DUMMY: that of its first level is 0 (Green and Rao 1971; the coding of R's
// contr.sum and contr.treatment). Importance of an attribute: its range of part-worths over the sum of
// ranges, averaged over respondents. A respondent buys, of the profiles simulated: the one of highest utility
// (the first of equals); BTL: each with probability U / sum U; logit: exp(U) / sum exp(U). (Green and Krieger
// 1988.)
#ifndef TANDEM_ENGINE_RATINGS_CONJOINT_H
#define TANDEM_ENGINE_RATINGS_CONJOINT_H

#include "engine/resample.h"

struct ratings_data {
    size_t profiles, attributes, respondents;
    const uint32_t *levels; // how many each attribute has
    const uint32_t *level;  // profiles x attributes, from 0
    const double *rating;   // profiles x respondents
    size_t simulated;
    const uint32_t *simulation; // simulated x attributes
};

struct ratings_options {
    bool is_dummy_coded;
    bool is_leaving_out_negative; // who has a negative utility does not count in BTL (never does) and logit
    struct resample_options resample;
};

struct ratings_number {
    double value;
    struct resample_interval interval;
};

struct ratings_share {
    double utility; // mean
    struct ratings_number highest, btl, logit;
};

struct ratings_fit {
    size_t level_count;     // of all attributes
    double *worth;          // *arena*, (1 + level_count) x respondents: constant, then part-worths
    double *pooled, *error; // *arena*, 1 + level_count
    size_t degrees;         // of the pooled fit
    double r_squared, residual_error;
    struct ratings_number *importance; // *arena*, one an attribute
    struct ratings_share *share;       // *arena*, one a simulated profile
    double *utility;                   // *arena*, simulated x respondents
    size_t negative;                   // respondents with a negative utility among those simulated
    struct engine_refusals refusals;
};

MUST_CHECK enum error ratings_conjoint_fit(const struct ratings_data *data,
    const struct ratings_options *options, const struct engine_help *help, struct arena *arena,
    struct ratings_fit *ret_fit);

#endif
