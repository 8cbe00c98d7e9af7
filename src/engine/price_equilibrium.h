// SPDX-License-Identifier: Apache-2.0
// Prices that firms set against each other in one market, each at the price where no change of its own pays
// (Bertrand-Nash), or one firm's best answer to prices of rivals that stay.
//
// The zeta-markup of Morrow and Skerlos (2011, equation 27): p = c + zeta(p), zeta = Lambda^-1 (owner *
// Gamma)' (p - c) - Lambda^-1 s, which settles where the iteration on p = c - (owner * ds/dp')^-1 s does not.
// Bounds are kept by projection: p = within bounds(c + zeta(p)). Where that stands still, the conditions of
// Karush, Kuhn and Tucker hold, since dprofit/dp_j = Lambda_jj (p_j - c_j - zeta_j) and Lambda_jj < 0; they
// are measured again at the end.
#ifndef TANDEM_ENGINE_PRICE_EQUILIBRIUM_H
#define TANDEM_ENGINE_PRICE_EQUILIBRIUM_H

#include "engine/demand_responses.h"

struct price_equilibrium_data {
    const struct demand_market *market;
    const double *cost;       // of a product: marginal
    const uint32_t *firm;     // who sets a product's price; products of one number are one owner's
    const double *low, *high; // of a price; NULL: none; low = high: the price stays
    const double *start;      // where the iteration begins, such as prices seen
};

struct price_equilibrium_options {
    double tolerance; // 1e-12: on a step of prices, and on the step times Lambda
    size_t iteration_limit;
};

struct price_equilibrium_fit {
    double *price; // of a product; the caller's, with room for the products
    size_t iterations;
    double worst; // the largest violation of the conditions: profit a unit of price
    bool is_converged;
};

// `responses` was prepared, and holds shares and derivatives at the prices found afterwards. ERROR_INVALID
// when the prices run away or do not settle.
MUST_CHECK enum error price_equilibrium_find(const struct price_equilibrium_data *data,
    const struct price_equilibrium_options *options, struct demand_responses *responses,
    struct price_equilibrium_fit *fit);

#endif
