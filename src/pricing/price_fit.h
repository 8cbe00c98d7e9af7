// SPDX-License-Identifier: Apache-2.0
// Fits the model of a price specification to its files.
#ifndef TANDEM_PRICING_PRICE_FIT_H
#define TANDEM_PRICING_PRICE_FIT_H

#include "engine/engine.h"
#include "pricing/price_sheet.h"
#include "pricing/price_spec.h"

struct price_file {
    const char *name;    // *borrowed*: in messages
    struct text content; // *borrowed* for as long as the result lives
};

struct price_estimate {
    struct text name;
    double value, error, statistic, probability, low,
        high; // probability and interval by t or, for shares, normal
};

// What one number a product and market comes to.
struct price_spread {
    double *value; // *arena*, one a row of the result; NULL: not computed
    double mean, median, lowest, highest;
};

struct price_first_stage {
    struct text name; // of the endogenous term
    double f;
};

#define PRICE_WARNINGS_MAXIMUM 20
#define PRICE_SHEETS_MAXIMUM 24

struct price_result {
    enum price_method method;
    enum covariance_kind covariance;
    struct text dependent;
    bool is_estimated, is_converged;
    bool is_refused;                 // no estimate, or none to recommend anything on
    struct engine_refusals refusals; // the reasons; of a regression they are warnings only
    size_t observations, markets, agents, clusters, absorbed, left_out;
    struct price_estimate *estimate; // *arena*
    size_t estimates;
    double level; // of the intervals, in percent
    // Not a number where the method has none.
    double r_squared, objective, degrees;
    size_t iterations, evaluations;
    struct price_first_stage *first_stage; // *arena*
    size_t first_stages;
    double weakest_f, wu_hausman, wu_hausman_p, over_identification, over_identification_p;
    size_t over_identification_degrees;
    size_t price_changes; // of an elasticity from sales; 0: not counted
    double lowest_price, highest_price;
    struct price_spread elasticity, markup;      // own-price elasticities; (price - cost) / price
    const struct text *row_market, *row_product; // of the spreads' rows; row_product may be NULL
    const char *warning[PRICE_WARNINGS_MAXIMUM];
    size_t warnings;
    // A price that follows, with its interval, where the method gives one; not a number where not.
    double recommended, recommended_low, recommended_high;
    struct price_sheet
        *sheet[PRICE_SHEETS_MAXIMUM]; // *arena*: what else the method gives, in the order shown
    size_t sheets;
    const char *errors_by;  // *arena*: how the errors were found, where it is none of the covariances
    const char *picture;    // *arena*: a drawing in text, or NULL
    const char *counted_as; // what the observations are, such as "respondents"; NULL: observations
};

// Reads the files' columns and fits. ERROR_NONE also when the data cannot carry an estimate: then is_refused
// says so. ERROR_INVALID after adding problems with the data, ERROR_LIMIT, ERROR_MEMORY, ERROR_CANCELLED.
// `files` has PRICE_ROLE_COUNT places; those that the method does not need may be empty. `help` may be NULL.
// *arena*
MUST_CHECK enum error price_fit(const struct price_spec *spec, const struct price_file *files,
    const struct engine_help *help, struct arena *arena, struct problem_list *problems,
    struct price_result *ret_result);

#endif
