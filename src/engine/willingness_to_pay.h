// SPDX-License-Identifier: Apache-2.0
// What people would pay for one unit more of each explanation: -b_k / b_price, and how sure that is.
//
// By the delta method (Oehlert 1992: the variance is g'Vg with g the derivatives of the ratio), and by
// drawing coefficients from their normal distribution (Krinsky and Robb 1986), since a ratio is skewed.
#ifndef TANDEM_ENGINE_WILLINGNESS_TO_PAY_H
#define TANDEM_ENGINE_WILLINGNESS_TO_PAY_H

#include "engine/engine.h"

struct willingness_to_pay {
    double value, error, low, high;                        // delta method
    double drawn_mean, drawn_error, drawn_low, drawn_high; // Krinsky and Robb: percentiles of the draws
};

struct willingness_to_pay_options {
    size_t price;       // which coefficient is the price's
    double outside;     // probability outside the intervals, such as 0.05
    size_t simulations; // at least 2
    uint64_t seed;
};

// `ret` has a place for each coefficient; that of the price stays empty. WRONG_SIGN when the price's
// coefficient is not below 0. `ret_wrong` counts draws in which it was not.
MUST_CHECK enum error willingness_to_pay(size_t coefficients, const double *coefficient,
    const double *covariance, const struct willingness_to_pay_options *options, struct arena *arena,
    struct engine_refusals *refusals, struct willingness_to_pay *ret, size_t *ret_wrong);

#endif
