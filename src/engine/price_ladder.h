// SPDX-License-Identifier: Apache-2.0
// The best prices of a line out of a few rungs each (a ladder), with everybody else's prices as they are.
//
// Logit, all agents alike: profit over prices is a ratio of sums over products, so the best rungs for a
// profit guessed are found product by product, and the guess rises to the best in a few steps (Dinkelbach
// 1967; a case of Rusmevichientong, Shen and Shmoys 2010): exact for any line. Agents that differ: every
// combination where there are not too many; else from the best start one product at a time, and no
// combination can earn more than the same ratio with prices of his own for each agent: the gap is what is not
// known. With nests there is no such bound.
#ifndef TANDEM_ENGINE_PRICE_LADDER_H
#define TANDEM_ENGINE_PRICE_LADDER_H

#include "engine/demand_responses.h"

struct price_ladder_data {
    const struct demand_market *market;
    const double *cost;          // of a product
    const double *start;         // prices of all products; those not of the line stay
    size_t own_count;            // products of the line
    const size_t *own;           // their numbers in the market
    size_t rungs;                // prices of the ladder
    const double *rung;          // rising
    const bool *is_allowed;      // own_count x rungs, product after product: each has at least one
    size_t combinations_at_most; // to be tried one by one; beyond that, product by product
};

struct price_ladder_fit {
    double *price; // of all products; the caller's
    double profit; // of the line, a potential buyer
    double bound;  // no combination earns more; not a number: not known
    bool is_exact;
};

// ERROR_INVALID: a product has no rung. ERROR_MEMORY.
MUST_CHECK enum error price_ladder_find(const struct price_ladder_data *data, struct arena *arena,
    struct demand_responses *responses, struct price_ladder_fit *fit);

#endif
