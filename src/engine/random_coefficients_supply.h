// SPDX-License-Identifier: Apache-2.0
// The supply side of one market of the random-coefficients logit: what firms that set all their prices
// (Bertrand-Nash) add to their costs, and how that answers to the parameters.
//
// First-order conditions (BLP 1995, section 3.2; CG20, equation 7): s = Delta eta, Delta_jk = -ds_k/dp_j for
// products j, k of one firm, else 0, with ds_k/dp_j = sum over agents of w_i alpha_ij s_ik ((j = k) - s_ij)
// and alpha_ij the derivative of utility by the price. Delta falls into a block a firm, so every system is
// as small as a firm's line. Shares are those seen at all parameters, so Delta d eta = -(d Delta) eta. The
// gradient goes backwards through this: with Delta'y = h, h'd eta is the differential of
//   B = sum_i w_i (sum_j y_j alpha_ij eta_j s_ij - sum_f (sum_j in f y_j alpha_ij s_ij)(sum_k in f eta_k
//   s_ik))
// at y and eta held fixed, so it costs one pass over agents and products for all parameters together.
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_SUPPLY_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_SUPPLY_H

#include "engine/random_coefficients.h"

// Room for the largest market (*arena*), and the numbers of the market at hand. Products stand firm after
// firm here; `member` says which product of the market a place holds.
struct random_coefficients_pricing {
    const struct random_coefficients_data *data;
    const size_t *member;       // of all markets: the places of their products
    const size_t *group_start;  // firm lines of all markets, in observations; one more at the end
    const size_t *market_group; // markets + 1: the lines of a market
    size_t number, first, products, first_agent, agents;
    const bool *is_sloped; // whether the price moves a column of X2; then likewise of X1
    double *random, *random_slope, *linear_slope; // the market's parts of these columns
    double *choice;                               // s_ij, agent after agent
    double *sensitivity;                          // alpha_ij, likewise
    double *factors;                              // of Delta, line after line
    size_t *pivot;
    double *eta, *adjoint, *work, *line, *sum, *other; // a product each
};

MUST_CHECK enum error random_coefficients_pricing_prepare(const struct random_coefficients_data *data,
    struct arena *arena, struct random_coefficients_pricing *ret_pricing);
// Goes to a market: choices, sensitivities and eta at the parameters, the coefficients of X1 and delta (of
// all observations). ERROR_INVALID when the first-order conditions have no solution.
MUST_CHECK enum error random_coefficients_pricing_enter(struct random_coefficients_pricing *pricing,
    size_t number, const double *theta, const double *linear, const double *delta);
// Fills the market's part of cost, f(cost) and f's derivative, which is 0 where a cost was set to a bound
// (each observations long). ERROR_INVALID when a cost has no logarithm.
MUST_CHECK enum error random_coefficients_pricing_costs(
    const struct random_coefficients_pricing *pricing, double *cost, double *transformed, double *slope);
// Adds to `gradient` (parameters, then the coefficients of X1) the derivative of weights'f(cost) at delta
// held fixed, and to `by_delta` its derivative by delta. `weights`, `slope`: of all observations; by_delta:
// of the market's products.
void random_coefficients_pricing_gradient(struct random_coefficients_pricing *pricing, const double *weights,
    const double *slope, double *by_delta, double *gradient);
// Writes the derivative of f(cost) by the parameters, then by the coefficients of X1, into rows of result
// (observations x (parameters + columns)), from that of delta by the parameters (observations x parameters).
void random_coefficients_pricing_derivative(
    struct random_coefficients_pricing *pricing, const double *slope, const double *by_theta, double *result);

#endif
