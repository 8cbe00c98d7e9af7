// SPDX-License-Identifier: Apache-2.0
// A demand model as estimated (or given), at any prices and at any draw of its parameters: what elasticities,
// counterfactual prices, best prices and simulations are worked out from.
//
// The price is the first column in the term of the price; it may stand in any other term too.
#ifndef TANDEM_PRICING_PRICE_DEMAND_H
#define TANDEM_PRICING_PRICE_DEMAND_H

#include "engine/demand_responses.h"
#include "engine/normal_draw.h"
#include "engine/random_coefficients_market.h"
#include "pricing/price_fitting.h"
#include "pricing/price_term_slope.h"

// A column of regressors in which the price stands.
struct price_slot {
    const struct price_term *term;
    size_t index;  // among the columns that the term gives
    size_t column; // of the matrix
};

struct price_slots {
    struct price_slot *slot;
    size_t count;
};

// Parameters in one row: linear coefficients, random coefficients, rho. `value` may be a draw.
struct price_parameters {
    double *value;      // linear_columns + parameters + 1
    double *covariance; // square of that; NULL: not known, so that nothing can be drawn
    size_t size;
};

struct price_demand {
    struct price_fitting *fitting;
    struct price_markets *markets;
    struct price_term_slopes slopes;
    struct price_slots linear, random;
    const double *price, *share, *seen_delta; // of a row, at the estimates
    double *delta;                            // of a row, at the parameters at hand
    const double *x1;                         // rows x linear_columns: the regressors at prices seen
    size_t linear_columns, parameters;
    struct price_parameters estimate, now;
    const struct random_coefficients_data *data; // NULL: no agents
    const uint32_t *nest;                        // of a row, or NULL
    double *factor;                              // of the covariance; NULL until drawn
    struct random_coefficients_market inverting; // finds delta of a draw
    size_t largest, most_agents;                 // of a market
    double *row;                                 // as many as the largest market has: for callers
    bool is_drawn;                               // the parameters at hand are a draw
    double *taste;                               // random columns x most_agents, of the market at hand
    // The market at hand.
    size_t market, first, products;
    struct demand_market at;
    struct demand_responses responses;
};

// Terms of X1 in the order of its columns; a constant comes last and is no term. `ret` has fitting, markets,
// share, seen_delta, data, nest, x1, estimate, linear_columns and parameters set. ERROR_INVALID after a
// warning where the price stands in a way that cannot be differentiated.
MUST_CHECK enum error price_demand_prepare(
    struct price_demand *demand, const struct price_terms *const linear[], size_t lists);
// Goes to a market, with the parameters at hand.
void price_demand_enter(struct price_demand *demand, size_t market);
// Responses of the market at hand at prices of its products; NULL: those seen.
void price_demand_compute(struct price_demand *demand, const double *price);
// Draws parameters and finds delta again: from the shares seen (is_inverted), or by moving it with the linear
// coefficients, as PyBLP does. False: these parameters cannot be (no delta gives the shares, or rho outside).
MUST_CHECK bool price_demand_draw(
    struct price_demand *demand, uint64_t seed, uint64_t number, bool is_inverted);
// The same, with delta found from the shares seen in one market only, which is then at hand.
MUST_CHECK bool price_demand_draw_in(
    struct price_demand *demand, uint64_t seed, uint64_t number, size_t market);
// Finds delta of all markets from the shares seen, at the parameters at hand; false where there is none.
MUST_CHECK bool price_demand_invert(struct price_demand *demand);
// Back to the estimates.
void price_demand_restore(struct price_demand *demand);

#endif
