// SPDX-License-Identifier: Apache-2.0
// Which price is best, and what would happen at other prices: answers to `tandem price optimize` and `tandem
// price simulate`, each as a distribution over draws of the parameters.
#ifndef TANDEM_PRICING_PRICE_DECISION_H
#define TANDEM_PRICING_PRICE_DECISION_H

#include "engine/log_log_elasticity.h"
#include "engine/price_equilibrium.h"
#include "pricing/price_after.h"

// A line of products in one market, whose prices are to be decided. Arrays are one a product of the market.
struct price_line {
    struct price_after_work *work;
    struct price_demand *demand;
    size_t market, products;
    size_t own_count;
    size_t *own; // numbers of our products in the market
    bool *is_own;
    uint32_t *owner;           // 0: ours; others by their firms
    const double *today;       // prices
    double *cost, *low, *high; // of a price; ours within margin floor and largest change
    bool *is_allowed;          // own_count x rungs of the ladder
    bool is_rival_answering;   // rivals set their prices anew
    double buyers;             // how many could buy
};

// How a line's prices were found.
struct price_line_answer {
    double *price; // the caller's, of all products
    double profit, bound;
    bool is_exact;
};

// Reads what the specification says of the decision. ERROR_INVALID after adding problems.
MUST_CHECK enum error price_line_read(struct price_after_work *work, struct price_line *ret);
// The best prices at the parameters at hand. ERROR_INVALID: none are best.
MUST_CHECK enum error price_line_best(struct price_line *line, struct price_line_answer *answer);
// Profit of our products at prices of all, at the parameters at hand: shares are then in the responses.
double price_line_profit(struct price_line *line, const double *price);
// Draws parameters, and costs with them where they follow from the prices of today.
MUST_CHECK bool price_line_draw(struct price_line *line, size_t number);
void price_line_restore(struct price_line *line);

// The answers. `refusals` are added to.
MUST_CHECK enum error price_optimize(struct price_after_work *work, struct engine_refusals *refusals);
MUST_CHECK enum error price_simulate(struct price_after_work *work, struct engine_refusals *refusals);
// Whether the instruments move the price, and with nests the share within the nest: the first-stage F of
// each. Below 10, a decision is refused (WEAK_INSTRUMENTS) and a fit is warned of.
MUST_CHECK enum error price_instruments_test(
    struct price_fitting *fitting, const struct price_demand *demand);

// Demand of constant elasticity of one product.
struct price_constant {
    struct text name;
    double elasticity, error, degrees; // degrees 0: normal
    double price, quantity;            // a point that demand goes through, whatever the elasticity
    double today, cost;                // price of today; cost of a unit
    double lowest, highest;            // of the prices seen; equal: none were seen
};

// Best price, or what other prices would do, of each product. Refusals are added to.
MUST_CHECK enum error price_constant_decide(struct price_fitting *fitting,
    const struct price_constant *products, size_t count, struct engine_refusals *refusals);

// The same for an elasticity just estimated from a sales history. Does nothing when only a fit is asked for.
MUST_CHECK enum error price_constant_of_history(struct price_fitting *fitting,
    const struct price_matrix *quantity, const struct price_matrix *price,
    const struct log_log_elasticity_fit *fit, double degrees);

// What sheets of decisions have in common: an interval of draws at the specification's level.
struct price_range {
    double median, low, high;
};
struct price_range price_range_of(struct price_fitting *fitting, double *draws, size_t count);
// The sheet of a profit curve.
struct price_sheet *price_curve_sheet(struct price_fitting *fitting);
// One row of it; quantities and profits are draws, at the price.
struct price_curve_point {
    struct text product;
    const char *mark; // "today", "best", or ""
    double price, quantity, profit;
    double *quantities, *profits; // draws
    size_t draws;
};
MUST_CHECK enum error price_curve_row(
    struct price_fitting *fitting, struct price_sheet *sheet, const struct price_curve_point *point);

#define PRICE_CURVE_POINTS 41

#endif
