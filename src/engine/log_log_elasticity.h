// SPDX-License-Identifier: Apache-2.0
// The price elasticity of a product from its sales history, and whether a price may be recommended on it.
//
// ln quantity = elasticity ln price + controls + effects + error, by least squares, or with instruments for
// the price by two-stage least squares or two-step GMM. The interval is by Student's t with the degrees of
// freedom of the errors (clusters - 1 when by cluster). The refusals are rules of ours, not published ones,
// save F < 10 (Staiger and Stock 1997).
#ifndef TANDEM_ENGINE_LOG_LOG_ELASTICITY_H
#define TANDEM_ENGINE_LOG_LOG_ELASTICITY_H

#include "engine/fixed_effects.h"
#include "engine/instrumental_variables.h"

struct log_log_elasticity_data {
    size_t observations;
    const double *quantity, *price; // above 0, as they are: the logarithms are taken here
    size_t control_columns;
    const double
        *control; // used as they are: take logarithms of rivals' prices before; no constant, it is added
    size_t instrument_columns;
    const double *instrument;            // for the price; NULL when the price is taken as given
    const struct fixed_effects *effects; // NULL when none
};

struct log_log_elasticity_options {
    struct covariance_choice errors; // `absorbed` is filled here
    unsigned steps;                  // with instruments: 1 or 2
    size_t price_changes_needed;     // fewer are refused
    double interval_outside;         // probability outside the interval, such as 0.05
    double asked_price;              // a price to be judged; 0 when none
};

struct log_log_elasticity_fit {
    double elasticity, standard_error;
    double interval[2];
    double lowest_price, highest_price;
    size_t price_changes; // observations whose price differs from the one before, within the first effect
    double weakest_f;     // of the first stage; 0 without instruments
    double wu_hausman_p;  // 0 without instruments
    double over_identification_p; // 0 when exactly identified
    struct linear_fit linear;     // price first, then controls, then the constant unless there are effects
    struct engine_refusals refusals;
};

// Estimates, and lists every reason not to recommend a price on the estimate: TOO_FEW_PRICE_CHANGES,
// WEAK_INSTRUMENTS, WRONG_SIGN, PRICE_OUTSIDE_RANGE, INTERVAL_REACHES_MINUS_ONE.
MUST_CHECK enum error log_log_elasticity_fit(const struct log_log_elasticity_data *data,
    const struct log_log_elasticity_options *options, struct arena *arena,
    struct log_log_elasticity_fit *ret_fit);

#endif
