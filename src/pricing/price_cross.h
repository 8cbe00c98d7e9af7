// SPDX-License-Identifier: Apache-2.0
// Sales of several products with the prices of all of them in every row, as cross-elasticities need them:
// read from a file whose columns are the prices, or put together from one whose rows are a product each.
#ifndef TANDEM_PRICING_PRICE_CROSS_H
#define TANDEM_PRICING_PRICE_CROSS_H

#include "pricing/price_fitting.h"

#define PRICE_CROSS_PRODUCTS_MAXIMUM 200

struct price_cross {
    uint32_t *product; // of a row
    size_t products;
    struct text *label;         // of a product
    struct price_matrix prices; // of all products in a row; not a number where one was not on sale then
    struct text *price_label;   // of a price: its product, or its term when no product has it
    size_t *own;                // of a product: which price is its own
};

// ERROR_INVALID after adding problems. *arena*
MUST_CHECK enum error price_cross_read(struct price_fitting *fitting, struct price_cross *ret_cross);

#endif
