// SPDX-License-Identifier: Apache-2.0
// What a term gives for one row when the price is another than the one seen, and its derivative by the price:
// so that elasticities and other prices can be worked out wherever the price stands.
#ifndef TANDEM_PRICING_PRICE_TERM_SLOPE_H
#define TANDEM_PRICING_PRICE_TERM_SLOPE_H

#include "pricing/price_table.h"

// The table, with what dummies need. Numbers of the columns have to be known: the terms were worked out
// before (see price_matrix.h).
struct price_term_slopes {
    const struct price_table *table;
    size_t price;     // the column that is the price
    uint32_t **group; // [name] of dummies; NULL where not needed
    size_t *groups;
};

struct price_slope {
    double value, slope;
};

// The first column that stands in the term: of the term of the price, the price. PRICE_NAMES_MAXIMUM: none.
size_t price_term_first_column(const struct price_term *term);
// Whether the column stands in the term, other than in a dummy.
bool price_term_has_column(const struct price_term *term, size_t column);
MUST_CHECK enum error price_term_slopes_prepare(
    const struct price_table *table, size_t price, struct arena *arena, struct price_term_slopes *ret);
// Looks at a term, once, before it is asked about. ERROR_INVALID: it counts rows, which is not known here.
MUST_CHECK enum error price_term_slopes_add(
    struct price_term_slopes *slopes, const struct price_term *term, struct arena *arena);
// How many columns the term gives.
size_t price_term_columns(const struct price_term_slopes *slopes, const struct price_term *term);
// Column `index` of the term, in a row, at a price.
struct price_slope price_term_at(const struct price_term_slopes *slopes, const struct price_term *term,
    size_t index, size_t row, double price);

#endif
