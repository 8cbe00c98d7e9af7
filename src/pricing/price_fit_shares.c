// SPDX-License-Identifier: Apache-2.0
// Demand from market shares: logit and nested logit, and what all methods of shares have in common.
#include <string.h>

#include "engine/logit_demand.h"
#include "pricing/price_after.h"
#include "pricing/price_supply.h"

// All rows are one market.
static enum error gather_all(struct price_fitting *fitting, struct price_markets *markets)
{
    size_t n = fitting->table.rows;
    struct text *names = arena_array(fitting->arena, struct text, n);
    markets->start = arena_array(fitting->arena, size_t, 2);
    markets->market = arena_array(fitting->arena, uint32_t, n);
    markets->label = names;
    if (!names || !markets->start || !markets->market) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        names[i] = text_from("all");
    markets->start[1] = n;
    markets->markets = fitting->result->markets = 1;
    fitting->result->row_market = names;
    return ERROR_NONE;
}

enum error price_markets_gather(struct price_fitting *fitting, struct price_markets *markets)
{
    if (fitting->spec->market == PRICE_NO_COLUMN) return gather_all(fitting, markets);
    struct price_table *table = &fitting->table;
    size_t n = table->rows;
    uint32_t *group, *order = arena_array(fitting->arena, uint32_t, n);
    if (!order) return ERROR_MEMORY;
    enum error error = price_table_groups(
        table, fitting->spec->market, fitting->arena, &group, &markets->markets, &markets->label);
    if (error) return error;
    size_t *start = arena_array(fitting->arena, size_t, markets->markets + 2);
    markets->market = arena_array(fitting->arena, uint32_t, n);
    if (!start || !markets->market) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        start[group[i] + 2]++;
    for (size_t t = 2; t < markets->markets + 2; t++)
        start[t] += start[t - 1];
    for (size_t i = 0; i < n; i++)
        order[start[group[i] + 1]++] = (uint32_t)i;
    for (size_t i = 0; i < n; i++)
        markets->market[i] = group[order[i]];
    markets->start = start;
    fitting->result->markets = markets->markets;
    fitting->result->row_market = table->cells[fitting->spec->market];
    return price_table_reorder(table, order, fitting->arena);
}

enum error price_markets_read(struct price_fitting *fitting, struct price_markets *ret)
{
    const struct price_spec *spec = fitting->spec;
    size_t firms;
    *ret = (struct price_markets){0};
    enum error error = price_markets_gather(fitting, ret);
    if (error) return error;
    enum error errors[] = {price_fitting_matrix(fitting, &spec->dependent, false, &ret->share),
        price_fitting_matrix(fitting, &spec->price, false, &ret->price),
        price_fitting_matrix(fitting, &spec->regressors, spec->has_constant, &ret->regressors),
        price_fitting_matrix(fitting, &spec->instruments, false, &ret->instruments),
        price_fitting_groups(fitting),
        spec->firm == PRICE_NO_COLUMN
            ? ERROR_NONE
            : price_table_groups(&fitting->table, spec->firm, fitting->arena, &ret->firm, &firms, NULL)};
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (errors[i]) return errors[i];
    if (spec->product != PRICE_NO_COLUMN) fitting->result->row_product = fitting->table.cells[spec->product];
    return ERROR_NONE;
}

// What follows from the estimates: elasticities, markups and the sheets asked for.
static enum error after(struct price_fitting *fitting, struct price_markets *markets, const uint32_t *nest,
    const struct logit_demand_fit *fit)
{
    const struct linear_fit *linear = &fit->regression.linear;
    size_t n = fitting->table.rows, own = markets->regressors.columns, fitted = linear->coefficients;
    size_t size = own + 2;
    double *values = arena_array(fitting->arena, double, size),
           *x1 = arena_array(fitting->arena, double, n *(own + 1));
    double *covariance = arena_array(fitting->arena, double, size *size);
    double *delta = arena_array(fitting->arena, double, n);
    if (!values || !x1 || !covariance || !delta) return ERROR_MEMORY;
    memcpy(x1, markets->price.values, n * sizeof *x1);
    memcpy(x1 + n, markets->regressors.values, n * own * sizeof *x1);
    for (size_t i = 0; i < fitted; i++) { // the fit has rho second; here it comes last
        size_t to = i == 0 ? 0 : !nest ? i : i == 1 ? size - 1 : i - 1;
        values[to] = linear->coefficient[i];
        for (size_t j = 0; j < fitted; j++) {
            size_t other = j == 0 ? 0 : !nest ? j : j == 1 ? size - 1 : j - 1;
            covariance[other * size + to] = linear->covariance[j * fitted + i];
        }
    }
    struct price_demand demand = {.fitting = fitting,
        .markets = markets,
        .share = markets->share.values,
        .seen_delta = delta,
        .x1 = x1,
        .linear_columns = own + 1,
        .nest = nest,
        .estimate = {values, covariance, size}};
    const struct price_terms *const terms[] = {&fitting->spec->price, &fitting->spec->regressors};
    enum error error = price_demand_prepare(&demand, terms, 2);
    if (error == ERROR_INVALID) return ERROR_NONE; // a warning says why
    if (!error && !price_demand_invert(&demand)) return ERROR_NONE;
    if (error) return error;
    memcpy(delta, demand.delta, n * sizeof *delta);
    return price_after(fitting, &demand);
}

enum error price_fit_logit(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_result *result = fitting->result;
    struct price_markets markets;
    struct logit_demand_fit fit;
    uint32_t *nest = NULL;
    size_t nests = 0;
    if (price_supply_is_asked(spec)) return price_fit_random(fitting); // a logit, searched with its costs
    enum error error = price_markets_read(fitting, &markets);
    if (!error && spec->method == PRICE_NESTED_LOGIT)
        error = price_table_groups(&fitting->table, spec->nest, fitting->arena, &nest, &nests, NULL);
    if (!error) error = price_fitting_allocate(fitting, markets.regressors.columns + 2);
    if (error) return error;
    struct logit_demand_data data = {fitting->table.rows, markets.markets, nests, markets.market, nest,
        markets.share.values, markets.price.values, markets.regressors.columns, markets.instruments.columns,
        markets.regressors.values, markets.instruments.values,
        fitting->effects.ways ? &fitting->effects : NULL};
    struct instrumental_variables_options options = {
        fitting->errors, (unsigned)spec->steps, spec->is_weighting_centred};
    error = logit_demand_fit(&data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    const struct linear_fit *linear = &fit.regression.linear;
    for (size_t j = 0; j < linear->coefficients; j++) {
        size_t first = nests ? 2 : 1;
        struct text name = j == 0      ? markets.price.names[0]
                           : j < first ? text_from("rho")
                                       : markets.regressors.names[j - first];
        price_fitting_estimate(fitting, name, linear->coefficient[j], linear->standard_error[j], 0);
    }
    result->objective = fit.regression.objective;
    result->degrees = (double)linear->degrees;
    if (fit.regression.over_identification_degrees) {
        result->over_identification = fit.regression.over_identification;
        result->over_identification_p = fit.regression.over_identification_p;
        result->over_identification_degrees = fit.regression.over_identification_degrees;
    }
    fitting->further = fit.refusals;
    if (fit.rho < 1) error = after(fitting, &markets, nest, &fit);
    if (error) return error;
    return price_fitting_settle(fitting, error, fit.refusals, true);
}
