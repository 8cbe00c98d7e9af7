// SPDX-License-Identifier: Apache-2.0
// What the fit of random coefficients is given, and its second round with optimal instruments.
#ifndef TANDEM_PRICING_PRICE_FIT_RANDOM_H
#define TANDEM_PRICING_PRICE_FIT_RANDOM_H

#include "pricing/price_agents.h"
#include "pricing/price_demand.h"
#include "pricing/price_supply.h"

struct price_random_data {
    struct price_markets markets;
    struct price_matrix random;
    struct price_agents agents;
    struct price_supply supply;
    struct random_coefficients_data data;
};

// The terms of X1 in the order of its columns (a constant comes last and is no term), at most two lists.
size_t price_random_lists(const struct price_spec *spec, const struct price_terms *lists[2]);
// The same with the instruments that are best at the estimates, which is also where the next search starts.
// `demand` is at the estimates. ERROR_INVALID after a warning says why there are none.
MUST_CHECK enum error price_optimal_instruments(struct price_fitting *fitting,
    const struct price_random_data *seen, const struct random_coefficients_fit *fit,
    struct price_demand *demand, struct price_random_data *ret_next);

#endif
