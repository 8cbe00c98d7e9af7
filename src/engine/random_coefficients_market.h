// SPDX-License-Identifier: Apache-2.0
// One market of the random-coefficients logit: its shares, the delta that gives the shares seen, and
// derivatives.
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_MARKET_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_MARKET_H

#include "engine/random_coefficients.h"

// Room for the largest market (*arena*), and the numbers of the market at hand.
struct random_coefficients_market {
    const struct random_coefficients_data *data;
    size_t first, products, first_agent, agents;
    double *taste, *taste_by_product;       // exp(mu), agent after agent and product after product
    double *choice;                         // s_ij, agent after agent
    double *attraction, *denominator, *sum; // exp(delta); 1 + sum of attractions; work
    double *x0, *step, *bend;               // of SQUAREM
    double *jacobian, *right;               // products x products; products x parameters
    size_t contractions;
};

MUST_CHECK enum error random_coefficients_market_prepare(const struct random_coefficients_data *data,
    struct arena *arena, struct random_coefficients_market *ret_market);
// Goes to a market and computes its tastes at the parameters.
void random_coefficients_market_enter(
    struct random_coefficients_market *market, size_t number, const double *theta);
// Finds delta (products), which is where it starts. ERROR_INVALID when it does not converge.
MUST_CHECK enum error random_coefficients_market_invert(
    struct random_coefficients_market *market, double tolerance, size_t limit, double *delta);
// Adds to gradient (parameters) the derivative of weights'delta by the parameters, at the delta just found.
MUST_CHECK enum error random_coefficients_market_gradient(
    struct random_coefficients_market *market, const double *weights, double *gradient);
// Writes the derivative of delta by the parameters into rows of result (observations x parameters).
MUST_CHECK enum error random_coefficients_market_derivative(
    struct random_coefficients_market *market, double *result);

#endif
