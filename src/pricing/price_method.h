// SPDX-License-Identifier: Apache-2.0
// The methods that a price specification may ask for: one table.
#ifndef TANDEM_PRICING_PRICE_METHOD_H
#define TANDEM_PRICING_PRICE_METHOD_H

#include "pricing/price_fitting.h"

struct price_method_row {
    const char *name;  // as specifications write it
    const char *title; // for people: "Two-stage least squares"
    enum error (*fit)(struct price_fitting *fitting);
    uint32_t roles;       // the files that it needs, bits by enum price_role
    enum price_role data; // the file whose rows are the observations
};

// Static; never NULL.
const struct price_method_row *price_method_of(enum price_method method);

#endif
