// SPDX-License-Identifier: Apache-2.0
// What is worked out from a demand model once it is estimated, as the specification asks: elasticities,
// diversion, costs, surplus, concentration, prices under other owners, and how sure all that is.
#ifndef TANDEM_PRICING_PRICE_AFTER_H
#define TANDEM_PRICING_PRICE_AFTER_H

#include "pricing/price_demand.h"

// The words of "after = …", as bits.
enum price_after {
    PRICE_AFTER_ELASTICITIES = 1 << 0,
    PRICE_AFTER_DIVERSION = 1 << 1,
    PRICE_AFTER_COSTS = 1 << 2,
    PRICE_AFTER_SURPLUS = 1 << 3,
    PRICE_AFTER_HHI = 1 << 4,
    PRICE_AFTER_AGGREGATE = 1 << 5,
    PRICE_AFTER_BOOTSTRAP = 1 << 6,
    PRICE_AFTER_MERGER = 1 << 7,
    PRICE_AFTER_MONOPOLY = 1 << 8,
    PRICE_AFTER_SINGLE = 1 << 9,
    PRICE_AFTER_SAME = 1 << 10,
    PRICE_AFTER_OWNERS = PRICE_AFTER_HHI | PRICE_AFTER_MERGER | PRICE_AFTER_MONOPOLY | PRICE_AFTER_SINGLE |
                         PRICE_AFTER_SAME, // those that are about owners
};

// What several sheets are made of.
struct price_after_work {
    struct price_fitting *fitting;
    struct price_demand *demand;
    const uint32_t *firm;     // of a row; NULL: no owners known
    uint32_t *merged;         // of a row, after the merger; NULL: none asked for
    uint32_t *single, *alone; // of a row: an owner each; one for all
    double *cost;             // of a row; NULL: not known
    bool is_cost_given;       // by the specification; else what makes the prices seen best for their owners
    const struct text *product;
    struct price_sheet *summary;
};

// Own elasticities and markups of the result, then the sheets asked for.
MUST_CHECK enum error price_after(struct price_fitting *fitting, struct price_demand *demand);

// Adds a line to the summary of the result: mean, median and range of so many values.
MUST_CHECK enum error price_after_summarise(
    struct price_after_work *work, const char *what, const double *values, size_t count);
void price_after_sort(double *values, size_t count);
// The value below which the part lies, between neighbours (Hyndman and Fan 1996, type 7), of sorted values.
double price_after_quantile(const double *sorted, size_t count, double part);

// price_after_sheets.c: elasticities, diversion, surplus, concentration, aggregate.
MUST_CHECK enum error price_after_responses(struct price_after_work *work);
// price_after_owners.c: costs and markups, prices under other owners.
MUST_CHECK enum error price_after_costs(struct price_after_work *work);
MUST_CHECK enum error price_after_counterfactuals(struct price_after_work *work);
// price_after_bootstrap.c
MUST_CHECK enum error price_after_bootstrap(struct price_after_work *work);

#endif
