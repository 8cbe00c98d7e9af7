// SPDX-License-Identifier: Apache-2.0
// Market shares by logit and nested logit, estimated as a linear regression with instruments.
//
// Logit: ln s_j - ln s_0 = X b + error (Berry 1994, equation 13). Nested logit: the same with rho ln(s_j /
// s_nest) added (Berry 1994, equation 28); that share is endogenous, so it needs an instrument, such as the
// number of products of the nest in the market. With one rho for all nests this is linear, and needs no
// search.
#ifndef TANDEM_ENGINE_LOGIT_DEMAND_H
#define TANDEM_ENGINE_LOGIT_DEMAND_H

#include "engine/fixed_effects.h"
#include "engine/instrumental_variables.h"

struct logit_demand_data {
    size_t observations, markets, nests; // nests 0: plain logit
    const uint32_t *market;              // one number an observation
    const uint32_t *nest;                // one number an observation; products of no nest are a nest each
    const double *share;                 // of all who could have bought
    const double *price;
    size_t exogenous_columns, instrument_columns;
    const double *exogenous; // regressors besides the price, such as a constant
    const double *instrument;
    const struct fixed_effects *effects; // NULL when none
};

struct logit_demand_fit {
    struct instrumental_variables_fit
        regression; // price, then rho if there are nests, then the exogenous columns
    double price_coefficient, rho;
    double *own_elasticity; // *arena*: one an observation
    double mean_own_elasticity;
    struct engine_refusals refusals; // also WRONG_SIGN, and OUT_OF_RANGE when rho is not in [0, 1)
};

MUST_CHECK enum error logit_demand_fit(const struct logit_demand_data *data,
    const struct instrumental_variables_options *options, struct arena *arena,
    struct logit_demand_fit *ret_fit);

// elasticities (count x count) of the products of one market: row j, column k is the change of j's share by
// k's price (Berry 1994, section 4). `nest` may be NULL.
void logit_demand_elasticities(size_t count, const double *share, const double *price, const uint32_t *nest,
    double price_coefficient, double rho, double *elasticities);

#endif
