// SPDX-License-Identifier: Apache-2.0
// Feasible optimal instruments for the random-coefficients logit: the derivatives of both sides' residuals by
// the parameters, at what is expected of prices and shares instead of what was seen, weighted by the inverse
// covariance of the residuals (Chamberlain 1987; CG20, section 2.5, evaluated at residuals of zero).
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_EXPECTED_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_EXPECTED_H

#include "engine/random_coefficients.h"

// `expected` is the data with X1, X2, price and slopes at the expected prices, and with the shares that
// follow; `delta` what delta is there. Instruments are written for what `is_wanted` (parameters, then the
// columns of X1 whose coefficient was searched for) asks: demand (observations x wanted), and, with a supply
// side, supply likewise. `fit` is the estimate that residuals and parameters are taken from.
MUST_CHECK enum error random_coefficients_optimal_instruments(const struct random_coefficients_data *expected,
    const double *delta, const struct random_coefficients_fit *fit, const bool *is_wanted,
    struct arena *arena, double *demand, double *supply);
// What instruments explain of the price: fitted values of its regression on the demand side's instruments
// and effects. ERROR_INVALID when they are collinear.
MUST_CHECK enum error random_coefficients_expected_price(
    const struct random_coefficients_data *data, const double *price, struct arena *arena, double *expected);

#endif
