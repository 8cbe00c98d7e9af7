// SPDX-License-Identifier: Apache-2.0
// The supply side of a specification as the engine takes it.
#ifndef TANDEM_PRICING_PRICE_SUPPLY_H
#define TANDEM_PRICING_PRICE_SUPPLY_H

#include "engine/random_coefficients.h"
#include "pricing/price_fitting.h"

struct price_supply {
    struct random_coefficients_supply supply;
    struct price_matrix cost;
    struct fixed_effects effects;
};

bool price_supply_is_asked(const struct price_spec *spec);
// `lists`: the terms of X1 in the order of its columns; a constant comes last and is no term. The price is
// the first column of its term. ERROR_INVALID after adding a problem.
MUST_CHECK enum error price_supply_read(struct price_fitting *fitting, const struct price_markets *markets,
    const struct price_terms *const lists[], size_t list_count, size_t linear_columns,
    const struct price_matrix *random, struct price_supply *ret_supply);

#endif
