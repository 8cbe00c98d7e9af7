// SPDX-License-Identifier: Apache-2.0
// Linear regression with instruments: two-stage least squares and two-step GMM.
//
// One step:  b = (X'Z (Z'Z)^-1 Z'X)^-1 X'Z (Z'Z)^-1 Z'y (Wooldridge 2010, equation 5.16).
// Two steps: b = (X'Z W Z'X)^-1 X'Z W Z'y with W the inverse of the moments of the first step's residuals
// (Hansen
//            1982; Wooldridge 2010, equation 8.26).
// Covariance: (G'WG)^-1 G'W S W G (G'WG)^-1, G = Z'X, with S the moments of the final residuals; for
// COVARIANCE_CLASSICAL with two steps (G'WG)^-1, W being by observation. Computed in an orthonormal basis of
// Z, so that instruments of unequal size do no harm.
#ifndef TANDEM_ENGINE_INSTRUMENTAL_VARIABLES_H
#define TANDEM_ENGINE_INSTRUMENTAL_VARIABLES_H

#include "engine/least_squares.h"

struct instrumental_variables_data {
    size_t observations;
    size_t endogenous_columns; // 0 is least squares
    size_t exogenous_columns;
    size_t instrument_columns;
    const double *endogenous; // regressors that need an instrument, such as the price
    const double
        *exogenous; // regressors that are their own instruments, the constant among them; NULL if none
    const double *instrument; // further instruments
    const double *dependent;
};

struct instrumental_variables_options {
    struct covariance_choice errors;
    unsigned steps;            // 1 or 2
    bool is_weighting_centred; // the weights of step two come from moments less their mean
};

struct instrumental_variables_fit {
    struct linear_fit linear; // coefficients: endogenous columns first, then exogenous
    double objective;         // n g'Wg: one step e'Z(Z'Z)^-1Z'e, two steps Hansen's J
    double over_identification,
        over_identification_p;          // Sargan's statistic (one step) or Hansen's J; p is chi-squared
    size_t over_identification_degrees; // 0: exactly identified, nothing to test
};

MUST_CHECK enum error instrumental_variables_fit(const struct instrumental_variables_data *data,
    const struct instrumental_variables_options *options, struct arena *arena,
    struct instrumental_variables_fit *ret_fit);

struct instrument_tests {
    double *first_stage_f; // *arena*: one an endogenous column; F of the excluded instruments, with `errors`
    double weakest_f;
    double wu_hausman,
        wu_hausman_p; // Wu (1973): F of the first-stage residuals added to the regression, classical
    size_t wu_hausman_degrees[2];
    struct engine_refusals
        refusals; // WEAK_INSTRUMENTS when the weakest F is below 10 (Staiger and Stock 1997)
};

// Whether the instruments move what they are to move, and whether they were needed. The F is a Wald statistic
// by `errors` divided by the number of excluded instruments.
MUST_CHECK enum error instrument_tests_run(const struct instrumental_variables_data *data,
    const struct covariance_choice *errors, struct arena *arena, struct instrument_tests *ret_tests);

#endif
