// SPDX-License-Identifier: Apache-2.0
// What people with known part-worths would choose from a set of products.
//
// First choice: the product of highest utility; equals share. Share of preference: exp(u) / sum exp(u).
// Randomized first choice (Huber, Orme and Miller 2001): first choice, averaged over draws in which each
// part-worth of a respondent gets a normal error, common to all products, and each product a Gumbel error;
// with Gumbel(1) alone it is share of preference. Elasticities are those of the total share of preference,
// from sum over respondents of b P (1 - P); the best price of one product maximises (price - cost) times its
// share of preference, the others' prices fixed.
#ifndef TANDEM_ENGINE_CHOICE_SIMULATION_H
#define TANDEM_ENGINE_CHOICE_SIMULATION_H

#include "engine/engine.h"

struct choice_simulation_data {
    size_t products, attributes, respondents;
    const double *attribute;  // products x attributes
    const double *part_worth; // respondents x attributes
    const double *weight;     // of respondents, not below 0, not all 0; NULL: 1
    bool has_outside;         // one may take nothing, of utility 0: the last of the shares
};

struct choice_simulation_errors {
    double attribute, product; // spread of the normal error, scale of the Gumbel error
    size_t draws;              // of each respondent
    uint64_t seed;
};

// The number of shares: products, and the outside option.
size_t choice_simulation_shares(const struct choice_simulation_data *data);
// Shares of each respondent (respondents x shares), from which any weighted mean follows.
void choice_simulation_first_choice(const struct choice_simulation_data *data, double *share);
void choice_simulation_preference(const struct choice_simulation_data *data, double *share);
MUST_CHECK enum error choice_simulation_randomized(const struct choice_simulation_data *data,
    const struct choice_simulation_errors *errors, const struct engine_help *help, struct arena *arena,
    double *share);
// The weighted means of such shares; `weight` NULL: 1.
void choice_simulation_mean(
    const struct choice_simulation_data *data, const double *share, const double *weight, double *mean);

// elasticity (products x shares): [product * shares + j] of share j to the price of the product, with the
// shares of preference by respondent. `price` is the attribute that is the price.
void choice_simulation_elasticities(const struct choice_simulation_data *data, const double *share,
    size_t price, const double *weight, double *elasticity);

struct choice_simulation_best {
    double price, profit, share;
    bool is_at_edge; // more might be earned beyond the range
};

// The best price of a product between two prices, the best of a grid of 400 steps, then where the profit's
// derivative is 0. `room` has 2 * respondents places. Profit is by respondent.
void choice_simulation_best_price(const struct choice_simulation_data *data, size_t product, size_t price,
    double cost, double lowest, double highest, const double *weight, double *room,
    struct choice_simulation_best *ret_best);

#endif
