// SPDX-License-Identifier: Apache-2.0
// Cost regressors, their instruments, and how the price moves every column of demand.
#include "pricing/price_supply.h"

#include <math.h>
#include <string.h>

#include "engine/logit_demand.h"
#include "pricing/price_term_slope.h"

bool price_supply_is_asked(const struct price_spec *spec)
{
    return spec->supply.regressors.count > 0 || spec->supply.has_constant;
}

// The derivative by the price of each column that the terms give, into `columns` from `at` on.
static enum error fill_slopes(struct price_fitting *fitting, struct price_term_slopes *slopes,
    const struct price_terms *terms, double *columns, size_t *at)
{
    size_t n = fitting->table.rows;
    for (size_t i = 0; i < terms->count; i++) {
        bool is_moved = price_term_has_column(terms->term[i], slopes->price);
        enum error error = price_term_slopes_add(slopes, terms->term[i], fitting->arena);
        if (error == ERROR_MEMORY) return error;
        size_t count = error ? 1 : price_term_columns(slopes, terms->term[i]); // a count gives one column
        for (size_t k = 0; is_moved && k < count; k++)
            for (size_t row = 0; row < n; row++) {
                double price = fitting->table.numbers[slopes->price][row];
                columns[(*at + k) * n + row] = price_term_at(slopes, terms->term[i], k, row, price).slope;
            }
        *at += count;
    }
    return ERROR_NONE;
}

// Where the search for the price coefficient starts when nothing is said: at the logit's.
static enum error logit_start(
    struct price_fitting *fitting, const struct price_markets *markets, double *ret_start)
{
    struct logit_demand_fit fit;
    struct logit_demand_data data = {fitting->table.rows, markets->markets, 0, markets->market, NULL,
        markets->share.values, markets->price.values, markets->regressors.columns,
        markets->instruments.columns, markets->regressors.values, markets->instruments.values,
        fitting->effects.ways ? &fitting->effects : NULL};
    struct instrumental_variables_options options = {.errors = {.kind = COVARIANCE_HC0}, .steps = 1};
    enum error error = logit_demand_fit(&data, &options, fitting->arena, &fit);
    if (error == ERROR_MEMORY) return error;
    if (!error && fit.price_coefficient < 0) {
        *ret_start = fit.price_coefficient;
        return ERROR_NONE;
    }
    problem_add(fitting->problems, NULL,
        "The logit gives no negative price coefficient for the search to start at; write \"price start = "
        "…\".");
    return ERROR_INVALID;
}

// X3 and the instruments of its side: those given and X3's own columns in which the price does not stand.
static enum error fill_columns(struct price_fitting *fitting, struct price_supply *ret)
{
    const struct price_spec *spec = fitting->spec;
    size_t n = fitting->table.rows;
    struct price_matrix instruments;
    enum error error =
        price_fitting_matrix(fitting, &spec->supply.regressors, spec->supply.has_constant, &ret->cost);
    enum error of_instruments = price_fitting_matrix(fitting, &spec->supply.instruments, false, &instruments);
    if (!error) error = of_instruments;
    if (error) return error;
    size_t own = ret->cost.columns, more = instruments.columns;
    double *all = arena_array(fitting->arena, double, n *(own + more));
    if (!all) return ERROR_MEMORY;
    if (more) memcpy(all, instruments.values, n * more * sizeof *all);
    memcpy(all + n * more, ret->cost.values, n * own * sizeof *all);
    ret->supply.cost_columns = own;
    ret->supply.instrument_columns = own + more;
    ret->supply.cost = ret->cost.values;
    ret->supply.instrument = all;
    ret->effects = (struct fixed_effects){.observations = n, .ways = spec->supply.absorb.count};
    for (size_t i = 0; !error && i < spec->supply.absorb.count; i++) {
        uint32_t *group;
        error = price_table_groups(&fitting->table, spec->supply.absorb.column[i], fitting->arena, &group,
            &ret->effects.groups[i], NULL);
        ret->effects.group[i] = group;
    }
    if (ret->effects.ways) ret->supply.effects = &ret->effects;
    return error;
}

static enum error check_terms(struct price_fitting *fitting, size_t price)
{
    const struct price_terms *lists[] = {
        &fitting->spec->supply.regressors, &fitting->spec->supply.instruments};
    enum error error = ERROR_NONE;
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            if (price_term_has_column(lists[l]->term[i], price)) {
                problem_add(fitting->problems, NULL,
                    "%.*s: the price stands among what explains costs; it follows from them.",
                    TEXT_PRINT(lists[l]->term[i]->source));
                error = ERROR_INVALID;
            }
    return error;
}

enum error price_supply_read(struct price_fitting *fitting, const struct price_markets *markets,
    const struct price_terms *const lists[], size_t list_count, size_t linear_columns,
    const struct price_matrix *random, struct price_supply *ret_supply)
{
    const struct price_spec *spec = fitting->spec;
    size_t n = fitting->table.rows, price = price_term_first_column(spec->price.term[0]), at = 0;
    struct price_term_slopes slopes;
    *ret_supply = (struct price_supply){0};
    enum error error = check_terms(fitting, price);
    if (!error) error = fill_columns(fitting, ret_supply);
    if (!error) error = price_term_slopes_prepare(&fitting->table, price, fitting->arena, &slopes);
    if (error) return error;
    double *linear = arena_array(fitting->arena, double, n *(linear_columns + 1));
    double *of_random = arena_array(fitting->arena, double, n *(random->columns + 1));
    double *start = arena_array(fitting->arena, double, linear_columns + 1);
    if (!linear || !of_random || !start) return ERROR_MEMORY;
    for (size_t l = 0; !error && l < list_count; l++)
        error = fill_slopes(fitting, &slopes, lists[l], linear, &at);
    at = 0;
    if (!error) error = fill_slopes(fitting, &slopes, &spec->random.terms, of_random, &at);
    if (error) return error;
    start[0] = spec->random.price_start;
    if (!spec->random.is_linear_price_left_out && isnan(start[0]))
        error = logit_start(fitting, markets, &start[0]);
    if (spec->random.is_linear_price_left_out) start[0] = 0;
    ret_supply->supply.price = fitting->table.numbers[price];
    ret_supply->supply.firm = markets->firm;
    ret_supply->supply.linear_slope = linear;
    ret_supply->supply.random_slope = of_random;
    ret_supply->supply.linear_start = start;
    ret_supply->supply.is_log = spec->supply.is_log;
    ret_supply->supply.cost_low =
        spec->supply.bounds.count ? spec->supply.bounds.value[0] : -(double)INFINITY;
    ret_supply->supply.cost_high =
        spec->supply.bounds.count > 1 ? spec->supply.bounds.value[1] : (double)INFINITY;
    return error;
}
