// SPDX-License-Identifier: Apache-2.0
// The agents whose choices make up shares: from a file, from points of integration, or both together.
#ifndef TANDEM_PRICING_PRICE_AGENTS_H
#define TANDEM_PRICING_PRICE_AGENTS_H

#include "pricing/price_fitting.h"

#define PRICE_AGENTS_MAXIMUM ((size_t)10000000)

struct price_agents {
    size_t count, columns;
    size_t *start;  // markets + 1
    double *weight; // agents
    double *values; // agents x columns: terms of the agents, then draws. *arena*
};

// The column of a parameter among the values.
size_t price_agents_column(const struct price_random_spec *spec, size_t parameter);
// Without integration the rows of the file are the agents. With it and no term of agents, each market has the
// points; with both, the product rule joins every point with every row, and a sequence takes the rows in
// turn.
MUST_CHECK enum error price_agents_read(
    struct price_fitting *fitting, const struct price_markets *markets, struct price_agents *ret_agents);

#endif
