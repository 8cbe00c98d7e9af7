// SPDX-License-Identifier: Apache-2.0
// One market of the random-coefficients logit: its shares, the delta that gives the shares seen, and
// derivatives.
//
// Matrices of agents and products stand agent after agent, `stride` apart: a row is padded to whole registers
// (see vector.h), so product j of agent i is at i * stride + j.
//
// Derivatives need A^-1, A = D - S'WS the derivative of shares by delta (Nevo 2000, appendix), with D the
// shares, W the agents' weights, S their choices. With B = W^1/2 S D^-1/2, A = D^1/2 (I - B'B) D^1/2; with
// fewer agents than products (I - B'B)^-1 = I + B'(I - BB')^-1 B (Woodbury). Both have the same eigenvalues
// but for ones, so neither is less exact than the other.
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_MARKET_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_MARKET_H

#include "engine/random_coefficients.h"
#include "engine/vector.h"

// Room for the largest market (*arena*), and the numbers of the market at hand.
struct random_coefficients_market {
    const struct random_coefficients_data *data;
    struct vector_kernels kernels; // the best of this processor; another may be put here after `prepare`
    size_t first, products, first_agent, agents, stride;
    double *appeal;                    // exp(mu), agent after agent
    double *choice;                    // s_ij, agent after agent: filled by `choose` and the derivatives
    double *scaled;                    // B above
    double *attraction;                // exp(delta)
    struct vector_inversion inversion; // the same, and the work of the inversion
    double *share, *weight, *padding;  // of the market, padded
    double *column, *factor;           // X2 of the market, padded; what they are multiplied by, of agents
    double *jacobian, *root, *work, *other, *by_agent;
    bool is_by_agent, has_negative_weights;
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
// Sets the attractions from delta (products), for what follows.
void random_coefficients_market_place(struct random_coefficients_market *market, const double *delta);
// Fills the choices at the attractions.
void random_coefficients_market_choose(struct random_coefficients_market *market);
// Adds to gradient (parameters) the derivative of weights'delta by the parameters, at the delta just found.
MUST_CHECK enum error random_coefficients_market_gradient(
    struct random_coefficients_market *market, const double *weights, double *gradient);
// Writes the derivative of delta by the parameters into rows of result (observations x parameters).
MUST_CHECK enum error random_coefficients_market_derivative(
    struct random_coefficients_market *market, double *result);

#endif
