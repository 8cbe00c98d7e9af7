// SPDX-License-Identifier: Apache-2.0
// Nevo's public cereal data as the models of market shares take them, for tests and for the comparison of
// speed.
#ifndef TANDEM_TESTS_ENGINE_CEREAL_H
#define TANDEM_TESTS_ENGINE_CEREAL_H

#include "engine/logit_demand.h"
#include "engine/random_coefficients.h"
#include "table.h"

// A parameter of random coefficients, without bounds.
#define PARAMETER(at, by, from)                                                                              \
    {                                                                                                        \
        .column = (at), .agent_column = (by), .start = (from)                                                \
    }

// Random coefficients with demographics, as Nevo (2000) has them, with product effects absorbed.
void cereal_tastes(struct arena *arena, struct fixed_effects *effects, struct random_coefficients_data *ret);
// Shares, prices and twenty instruments; no effects.
void cereal_shares(struct arena *arena, struct table *table, struct logit_demand_data *ret);
// Adds nests by a column (NULL: one nest), and the instrument that goes with them.
void cereal_nests(
    struct arena *arena, const struct table *table, const char *nests, struct logit_demand_data *data);

#endif
