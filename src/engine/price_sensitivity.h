// SPDX-License-Identifier: Apache-2.0
// Van Westendorp's price sensitivity meter, with the extension of Newton, Miller and Smith.
//
// Each respondent names four prices: too cheap < cheap < expensive < too expensive. On the prices that were
// named, F being a share of respondents: too cheap = 1 - F(too cheap <= p), not cheap = F(cheap <= p),
// expensive = F(expensive <= p), too expensive = F(too expensive <= p); at the lowest answer of a question
// its F is 0. (van Westendorp 1976, ESOMAR congress, 139-167, with the steps as the R package
// pricesensitivitymeter takes them.) Newton, Miller and Smith (1993): who says how likely a purchase is at
// the cheap and at the expensive price buys with that (calibrated) probability there, with none outside the
// two outer prices, and between them along straight lines; trial is the mean, revenue the price times trial.
#ifndef TANDEM_ENGINE_PRICE_SENSITIVITY_H
#define TANDEM_ENGINE_PRICE_SENSITIVITY_H

#include "engine/resample.h"

// Where one curve reaches another they may run together for several of the prices: which of these is taken.
// LINEAR: curves are drawn straight between prices, and the first crossing is taken.
enum price_sensitivity_crossing {
    PRICE_SENSITIVITY_MIN,
    PRICE_SENSITIVITY_MAX,
    PRICE_SENSITIVITY_MEAN,
    PRICE_SENSITIVITY_MEDIAN,
    PRICE_SENSITIVITY_LINEAR,
};

enum price_sensitivity_point {
    PRICE_SENSITIVITY_LOWER,   // point of marginal cheapness
    PRICE_SENSITIVITY_UPPER,   // point of marginal expensiveness
    PRICE_SENSITIVITY_IDP,     // cheap meets expensive
    PRICE_SENSITIVITY_OPP,     // too cheap meets too expensive
    PRICE_SENSITIVITY_TRIAL,   // most would try
    PRICE_SENSITIVITY_REVENUE, // highest revenue
    PRICE_SENSITIVITY_POINTS
};

struct price_sensitivity_data {
    size_t respondents;
    const double *too_cheap, *cheap, *expensive, *too_expensive; // too_cheap may be NULL: not asked
    const double *trial_cheap, *trial_expensive; // calibrated probabilities of buying; NULL: not asked
    const double *weight;                        // NULL: all the same
};

struct price_sensitivity_options {
    enum price_sensitivity_crossing crossing;
    bool is_narrower;             // the range from expensive x too cheap to cheap x too expensive
    bool is_keeping_intransitive; // answers out of order are kept
    bool is_between_steps;        // straight lines by number of price, not by price, as older R versions
    double trial_at_too_cheap, trial_at_too_expensive;
    struct resample_options resample;
};

enum price_sensitivity_curve {
    PRICE_CURVE_TOO_CHEAP,
    PRICE_CURVE_CHEAP,
    PRICE_CURVE_EXPENSIVE,
    PRICE_CURVE_TOO_EXPENSIVE,
    PRICE_CURVE_TRIAL,
    PRICE_CURVE_REVENUE,
    PRICE_CURVES
};

struct price_sensitivity_fit {
    size_t used, intransitive; // respondents; who was left out, or would be
    size_t prices;
    double *price;                          // *arena*: all that were named, each once, from low to high
    double *curve[PRICE_CURVES];            // *arena*: shares at the prices; NULL where not asked
    double point[PRICE_SENSITIVITY_POINTS]; // not a number where curves do not meet
    struct resample_interval interval[PRICE_SENSITIVITY_POINTS];
    double best_trial, best_revenue; // their height
    struct engine_refusals refusals;
};

MUST_CHECK enum error price_sensitivity_fit(const struct price_sensitivity_data *data,
    const struct price_sensitivity_options *options, const struct engine_help *help, struct arena *arena,
    struct price_sensitivity_fit *ret_fit);

#endif
