// SPDX-License-Identifier: Apache-2.0
// Logit and nested logit demand from market shares.
#include "engine/logit_demand.h"

#include <math.h>
#include <string.h>

static enum error check(const struct logit_demand_data *data, struct engine_refusals *refusals)
{
    size_t n = data->observations;
    if (n == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->share, n) || !engine_is_finite(data->price, n))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (!engine_is_below(data->market, n, data->markets) ||
        (data->nests && !engine_is_below(data->nest, n, data->nests)) ||
        (data->effects && data->effects->observations != n))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    for (size_t i = 0; i < n; i++)
        if (!(data->share[i] > 0)) return engine_refuse(refusals, ENGINE_REFUSAL_SHARES);
    return ERROR_NONE;
}

// The share of each observation's market that bought anything, and of its nest (1 without nests).
static enum error add_up(const struct logit_demand_data *data, struct arena *arena, double *inside,
    double *of_nest, struct engine_refusals *refusals)
{
    size_t n = data->observations, nests = data->nests ? data->nests : 1;
    if (data->markets > SIZE_MAX / nests) return ERROR_MEMORY;
    double *market = arena_array(arena, double, data->markets);
    double *nest = arena_array(arena, double, data->markets *nests);
    if (!market || !nest) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        market[data->market[i]] += data->share[i];
        nest[data->market[i] * nests + (data->nests ? data->nest[i] : 0)] += data->share[i];
    }
    for (size_t i = 0; i < n; i++) {
        inside[i] = market[data->market[i]];
        of_nest[i] = data->nests ? nest[data->market[i] * nests + data->nest[i]] : 1;
        if (!(inside[i] < 1)) return engine_refuse(refusals, ENGINE_REFUSAL_SHARES);
    }
    return ERROR_NONE;
}

// The columns of the regression: dependent, price, ln share of nest, exogenous, instruments; without the
// effects.
static enum error arrange(const struct logit_demand_data *data, struct arena *arena, double *inside,
    double *of_nest, struct logit_demand_fit *fit, struct instrumental_variables_data *ret)
{
    size_t n = data->observations, endogenous = data->nests ? 2 : 1;
    size_t columns = 1 + endogenous + data->exogenous_columns + data->instrument_columns;
    double *all = arena_array(arena, double, n *columns);
    if (!all) return ERROR_MEMORY;
    double *exogenous = all + (1 + endogenous) * n, *instrument = exogenous + data->exogenous_columns * n;
    for (size_t i = 0; i < n; i++) {
        all[i] = log(data->share[i]) - log(1 - inside[i]);
        all[n + i] = data->price[i];
        if (data->nests) all[2 * n + i] = log(data->share[i] / of_nest[i]);
    }
    if (data->exogenous_columns)
        memcpy(exogenous, data->exogenous, n * data->exogenous_columns * sizeof(double));
    if (data->instrument_columns)
        memcpy(instrument, data->instrument, n * data->instrument_columns * sizeof(double));
    *ret = (struct instrumental_variables_data){.observations = n,
        .endogenous_columns = endogenous,
        .endogenous = all + n,
        .exogenous_columns = data->exogenous_columns,
        .exogenous = exogenous,
        .instrument_columns = data->instrument_columns,
        .instrument = instrument,
        .dependent = all};
    return data->effects ? fixed_effects_absorb(data->effects, columns, all, arena, &fit->refusals)
                         : ERROR_NONE;
}

enum error logit_demand_fit(const struct logit_demand_data *data,
    const struct instrumental_variables_options *options, struct arena *arena,
    struct logit_demand_fit *ret_fit)
{
    *ret_fit = (struct logit_demand_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error != ERROR_NONE) return error;
    size_t n = data->observations;
    struct instrumental_variables_options chosen = *options;
    struct instrumental_variables_data columns;
    double *inside = arena_array(arena, double, n), *of_nest = arena_array(arena, double, n);
    ret_fit->own_elasticity = arena_array(arena, double, n);
    if (!inside || !of_nest || !ret_fit->own_elasticity) return ERROR_MEMORY;
    error = add_up(data, arena, inside, of_nest, &ret_fit->refusals);
    if (error == ERROR_NONE && data->effects)
        error = fixed_effects_count(data->effects, arena, &chosen.errors, &ret_fit->refusals);
    if (error == ERROR_NONE) error = arrange(data, arena, inside, of_nest, ret_fit, &columns);
    if (error == ERROR_NONE)
        error = instrumental_variables_fit(&columns, &chosen, arena, &ret_fit->regression);
    ret_fit->refusals.bits |= ret_fit->regression.linear.refusals.bits;
    if (error != ERROR_NONE) return error;
    double alpha = ret_fit->price_coefficient = ret_fit->regression.linear.coefficient[0];
    double rho = ret_fit->rho = data->nests ? ret_fit->regression.linear.coefficient[1] : 0;
    for (size_t i = 0; i < n; i++) {
        double s = data->share[i];
        ret_fit->own_elasticity[i] =
            alpha * data->price[i] / (1 - rho) * (1 - rho * s / of_nest[i] - (1 - rho) * s);
        ret_fit->mean_own_elasticity += ret_fit->own_elasticity[i] / (double)n;
    }
    if (alpha >= 0) (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_WRONG_SIGN);
    if (!(rho >= 0 && rho < 1)) (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NEST_CORRELATION);
    return ERROR_NONE;
}

void logit_demand_elasticities(size_t count, const double *share, const double *price, const uint32_t *nest,
    double price_coefficient, double rho, double *elasticities)
{
    if (!nest) rho = 0;
    for (size_t k = 0; k < count; k++) {
        double of_nest = 0;
        for (size_t j = 0; nest && j < count; j++)
            if (nest[j] == nest[k]) of_nest += share[j];
        for (size_t j = 0; j < count; j++) {
            double response = -share[k];
            if (nest && nest[j] == nest[k]) response -= rho / (1 - rho) * share[k] / of_nest;
            if (j == k) response += 1 / (1 - rho);
            elasticities[k * count + j] = price_coefficient * price[k] * response;
        }
    }
}
