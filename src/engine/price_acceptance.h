// SPDX-License-Identifier: Apache-2.0
// Which prices people accept (Gabor and Granger 1966, Economica 33, 43-70): demand, revenue and profit.
//
// D(p) is the share of respondents whose highest accepted price is p or more; revenue p D(p), profit
// (p - cost) D(p), per person asked; the elasticity between two prices by midpoints,
// (dD / mean D) / (dp / mean p) (Allen 1934). Intervals: respondents drawn again; where only shares are
// known, and how many were asked, yes and no drawn again by the binomial distribution at each price.
#ifndef TANDEM_ENGINE_PRICE_ACCEPTANCE_H
#define TANDEM_ENGINE_PRICE_ACCEPTANCE_H

#include "engine/resample.h"

struct price_acceptance_data {
    size_t prices;
    const double *price; // above 0, rising
    // Either respondents: of each, how many of the prices are not above the highest that it accepts …
    size_t respondents;
    const uint32_t *accepted;
    const double *weight; // NULL: all the same
    // … or shares, and how many were asked (NULL: not known, so no intervals).
    const double *share, *asked;
    double cost; // not a number: no profit
};

struct price_acceptance_point {
    double demand, revenue, profit;
    struct resample_interval demand_interval, revenue_interval;
    double elasticity; // from this price to the next; not a number at the last, and where demand is 0 on both
    double best_share; // of the draws in which this price has the highest revenue
};

struct price_acceptance_fit {
    struct price_acceptance_point *point;                 // *arena*, one a price
    size_t best_revenue, best_profit;                     // numbers of prices; the lowest of equals
    struct resample_interval revenue_price, profit_price; // of the best prices
    bool is_rising;                                       // demand rises somewhere: shares only
    bool is_at_end; // the best price is the lowest or the highest asked: it may lie beyond
    struct engine_refusals refusals;
};

MUST_CHECK enum error price_acceptance_fit(const struct price_acceptance_data *data,
    const struct resample_options *options, const struct engine_help *help, struct arena *arena,
    struct price_acceptance_fit *ret_fit);

#endif
