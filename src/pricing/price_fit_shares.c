// SPDX-License-Identifier: Apache-2.0
// Demand from market shares: logit and nested logit, and what all methods of shares have in common.
#include <math.h>
#include <string.h>

#include "engine/linear_algebra.h"
#include "engine/logit_demand.h"
#include "pricing/price_fitting.h"

// Puts the rows of a market together, in the order of the markets' first rows.
static enum error gather(struct price_fitting *fitting, struct price_markets *markets)
{
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
    return price_table_reorder(table, order, fitting->arena);
}

enum error price_markets_read(struct price_fitting *fitting, struct price_markets *ret)
{
    const struct price_spec *spec = fitting->spec;
    size_t firms;
    *ret = (struct price_markets){0};
    enum error error = gather(fitting, ret);
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
    fitting->result->row_market = fitting->table.cells[spec->market];
    if (spec->product != PRICE_NO_COLUMN) fitting->result->row_product = fitting->table.cells[spec->product];
    return ERROR_NONE;
}

// Whether the column stands anywhere in the term.
static bool has_column(const struct price_term *term, size_t column)
{
    if (!term) return false;
    if (term->kind == PRICE_TERM_COLUMN && term->column == column) return true;
    return has_column(term->first, column) || has_column(term->second, column);
}

bool price_markets_is_plain(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    const struct price_term *price = spec->price.term[0];
    bool is_plain = price->kind == PRICE_TERM_COLUMN;
    for (size_t i = 0; is_plain && i < spec->regressors.count; i++)
        is_plain = !has_column(spec->regressors.term[i], price->column);
    for (size_t i = 0; is_plain && i < spec->random_terms.count; i++)
        is_plain = spec->random_terms.term[i]->kind == PRICE_TERM_COLUMN ||
                   !has_column(spec->random_terms.term[i], price->column);
    if (!is_plain)
        price_fitting_warn(fitting,
            "Elasticities are given where the price is a plain column that stands in no "
            "other term.");
    return is_plain;
}

bool price_markets_markup(
    struct price_fitting *fitting, const struct price_markets *markets, size_t market, double *response)
{
    size_t first = markets->start[market], count = markets->start[market + 1] - first;
    double *margin = arena_array(fitting->arena, double, count);
    if (!margin) return false;
    for (size_t k = 0; k < count; k++)
        for (size_t j = 0; j < count; j++)
            if (markets->firm[first + j] != markets->firm[first + k]) response[k * count + j] = 0;
    memcpy(margin, markets->share.values + first, count * sizeof(double));
    if (linear_algebra_solve_positive_definite(count, response, 1, fitting->arena, margin) != ERROR_NONE)
        return false;
    for (size_t j = 0; j < count; j++)
        fitting->result->markup.value[first + j] = margin[j] / markets->price.values[first + j];
    return true;
}

// Markups of the logit: -ds_j/dp_k = -elasticity_jk s_j / p_k.
static enum error markups(struct price_fitting *fitting, const struct price_markets *markets,
    const uint32_t *nest, double alpha, double rho)
{
    struct price_result *result = fitting->result;
    bool is_solved = true;
    result->markup.value = arena_array(fitting->arena, double, fitting->table.rows);
    if (!result->markup.value) return ERROR_MEMORY;
    for (size_t t = 0; is_solved && t < markets->markets; t++) {
        size_t first = markets->start[t], count = markets->start[t + 1] - first;
        const double *share = markets->share.values + first, *price = markets->price.values + first;
        double *response = arena_array(fitting->arena, double, count *count);
        if (!response) return ERROR_MEMORY;
        logit_demand_elasticities(count, share, price, nest ? nest + first : NULL, alpha, rho, response);
        for (size_t k = 0; k < count; k++)
            for (size_t j = 0; j < count; j++)
                response[k * count + j] *= -share[j] / price[k];
        is_solved = price_markets_markup(fitting, markets, t, response);
    }
    if (is_solved) return price_fitting_spread(fitting, &result->markup);
    result->markup.value = NULL;
    price_fitting_warn(fitting, "Markups have no solution at these estimates.");
    return ERROR_NONE;
}

enum error price_fit_logit(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_result *result = fitting->result;
    struct price_markets markets;
    struct logit_demand_fit fit;
    uint32_t *nest = NULL;
    size_t nests = 0;
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
    bool is_plain = price_markets_is_plain(fitting);
    if (is_plain) {
        result->elasticity.value = fit.own_elasticity;
        error = price_fitting_spread(fitting, &result->elasticity);
    }
    if (!error && is_plain && markets.firm && fit.price_coefficient < 0 && fit.rho >= 0 && fit.rho < 1)
        error = markups(fitting, &markets, nest, fit.price_coefficient, fit.rho);
    return price_fitting_settle(fitting, error, fit.refusals, true);
}
