// SPDX-License-Identifier: Apache-2.0
// The second round of a random-coefficients fit: expected prices, the data at them, and the instruments that
// follow, arranged as PyBLP does (Conlon and Gortmaker 2020, section 2.5): for each parameter searched for,
// the expected derivative; for X1's other columns in which the price stands, the column at expected prices;
// and what moves the other side only.
#include <math.h>
#include <string.h>

#include "engine/price_equilibrium.h"
#include "engine/random_coefficients_expected.h"
#include "pricing/price_fit_random.h"

struct expecting {
    struct price_fitting *fitting;
    const struct price_random_data *seen;
    const struct random_coefficients_fit *fit;
    struct price_demand *demand;
    double *price, *share, *delta, *cost;
    double *linear, *random, *linear_slope, *random_slope;
    struct random_coefficients_data data;
    struct random_coefficients_supply supply;
};

static enum error allocate(struct expecting *e)
{
    const struct random_coefficients_data *data = &e->seen->data;
    struct arena *arena = e->fitting->arena;
    size_t n = data->observations, x1 = n * (data->linear_columns + 1), x2 = n * (data->random_columns + 1);
    struct {
        double **place;
        size_t count;
    } rooms[] = {{&e->price, n}, {&e->share, n}, {&e->delta, n}, {&e->cost, n}, {&e->linear, x1},
        {&e->random, x2}, {&e->linear_slope, x1}, {&e->random_slope, x2}};
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        if (!(*rooms[i].place = arena_array(arena, double, rooms[i].count))) return ERROR_MEMORY;
    memcpy(e->linear, data->linear, n * data->linear_columns * sizeof(double));
    memcpy(e->random, data->random, n * data->random_columns * sizeof(double));
    return ERROR_NONE;
}

// Delta and costs without the residuals.
static void clear_residuals(struct expecting *e)
{
    const struct random_coefficients_fit *fit = e->fit;
    bool is_log = e->seen->data.supply && e->seen->supply.supply.is_log;
    for (size_t i = 0; i < e->seen->data.observations; i++) {
        e->demand->delta[i] = fit->delta[i] - fit->residual[i];
        if (!fit->cost) continue;
        e->cost[i] =
            is_log ? exp(log(fit->cost[i]) - fit->cost_residual[i]) : fit->cost[i] - fit->cost_residual[i];
    }
}

// The prices that firms would set without residuals; those that instruments explain where there are no costs.
static enum error expect_prices(struct expecting *e)
{
    const struct random_coefficients_data *data = &e->seen->data;
    const struct price_equilibrium_options options = {1e-12, 5000};
    struct price_demand *demand = e->demand;
    if (!data->supply)
        return random_coefficients_expected_price(data, demand->price, e->fitting->arena, e->price);
    for (size_t t = 0; t < data->markets; t++) {
        size_t first = data->market_start[t];
        struct price_equilibrium_fit found = {.price = e->price + first};
        price_demand_enter(demand, t);
        struct price_equilibrium_data market = {.market = &demand->at,
            .cost = e->cost + first,
            .firm = e->seen->markets.firm + first,
            .start = demand->price + first};
        enum error error = price_equilibrium_find(&market, &options, &demand->responses, &found);
        if (error) return error;
    }
    return ERROR_NONE;
}

static void move_columns(
    struct expecting *e, const struct price_slots *slots, double *columns, double *slopes)
{
    size_t n = e->seen->data.observations;
    for (size_t s = 0; s < slots->count; s++)
        for (size_t i = 0; i < n; i++) {
            const struct price_slot *slot = &slots->slot[s];
            struct price_slope at =
                price_term_at(&e->demand->slopes, slot->term, slot->index, i, e->price[i]);
            columns[slot->column * n + i] = at.value;
            slopes[slot->column * n + i] = at.slope;
        }
}

// The data at the expected prices, and the shares and delta there.
static void expect_data(struct expecting *e)
{
    const struct random_coefficients_data *data = &e->seen->data;
    size_t n = data->observations;
    move_columns(e, &e->demand->linear, e->linear, e->linear_slope);
    move_columns(e, &e->demand->random, e->random, e->random_slope);
    for (size_t i = 0; i < n; i++) {
        e->delta[i] = e->demand->delta[i];
        for (size_t k = 0; k < data->linear_columns; k++)
            e->delta[i] += (e->linear[k * n + i] - data->linear[k * n + i]) * e->fit->linear[k];
    }
    for (size_t t = 0; t < data->markets; t++) {
        price_demand_enter(e->demand, t);
        price_demand_compute(e->demand, e->price + data->market_start[t]);
        memcpy(e->share + data->market_start[t], e->demand->responses.share,
            e->demand->products * sizeof(double));
    }
    e->data = *data;
    e->data.share = e->share;
    e->data.linear = e->linear;
    e->data.random = e->random;
    if (!data->supply) return;
    e->supply = *data->supply;
    e->supply.price = e->price;
    e->supply.linear_slope = e->linear_slope;
    e->supply.random_slope = e->random_slope;
    e->data.supply = &e->supply;
}

// A set of instruments that grows column by column.
struct growing {
    double *column;
    size_t count, rows;
};

static void grow(struct growing *set, const double *column)
{
    memcpy(set->column + set->count++ * set->rows, column, set->rows * sizeof(double));
}

static bool is_moved(const struct price_demand *demand, size_t column)
{
    for (size_t s = 0; s < demand->linear.count; s++)
        if (demand->linear.slot[s].column == column) return true;
    return false;
}

// The name of a column of X1 that is no price.
static struct text name_of(const struct price_random_data *seen, size_t column)
{
    return seen->markets.regressors
        .names[column - (seen->data.linear_columns - seen->markets.regressors.columns)];
}

static bool is_among(struct text name, const struct text *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(name, names[i])) return true;
    return false;
}

// What stands in one side only, and each side's own columns.
static void add_columns(struct expecting *e, struct growing *demand, struct growing *supply)
{
    const struct price_random_data *seen = e->seen;
    const struct random_coefficients_data *data = &seen->data;
    size_t n = data->observations;
    for (size_t k = 0; k < data->linear_columns; k++) {
        if (is_moved(e->demand, k)) {
            if (!data->supply) grow(demand, e->linear + k * n);
            continue;
        }
        grow(demand, data->linear + k * n);
        struct text name = name_of(seen, k);
        if (data->supply && !is_among(name, seen->supply.cost.names, seen->supply.cost.columns) &&
            !text_is(name, "constant"))
            grow(supply, data->linear + k * n);
    }
    for (size_t k = 0; data->supply && k < seen->supply.cost.columns; k++) {
        struct text name = seen->supply.cost.names[k];
        grow(supply, seen->supply.cost.values + k * n);
        if (!is_among(name, seen->markets.regressors.names, seen->markets.regressors.columns) &&
            !text_is(name, "constant"))
            grow(demand, seen->supply.cost.values + k * n);
    }
}

static enum error make_instruments(struct expecting *e, struct growing *demand, struct growing *supply)
{
    const struct random_coefficients_data *data = &e->seen->data;
    struct arena *arena = e->fitting->arena;
    size_t n = data->observations, wanted = 0, all = data->parameters + data->linear_columns;
    size_t most = all + data->linear_columns + e->seen->supply.cost.columns;
    bool *is_wanted = arena_array(arena, bool, all);
    *demand = (struct growing){arena_array(arena, double, n *most), 0, n};
    *supply = (struct growing){arena_array(arena, double, n *most), 0, n};
    if (!is_wanted || !demand->column || !supply->column) return ERROR_MEMORY;
    for (size_t p = 0; p < all; p++) { // what has an error was estimated
        is_wanted[p] = p < data->parameters ? e->fit->parameter_error[p] > 0
                                            : data->supply && is_moved(e->demand, p - data->parameters);
        wanted += is_wanted[p];
    }
    enum error error = random_coefficients_optimal_instruments(
        &e->data, e->delta, e->fit, is_wanted, arena, demand->column, supply->column);
    demand->count = wanted;
    supply->count = data->supply ? wanted : 0;
    if (!error) add_columns(e, demand, supply);
    return error;
}

// The next search begins at the estimates.
static enum error start_there(struct expecting *e, struct price_random_data *next)
{
    const struct random_coefficients_data *data = &e->seen->data;
    struct random_coefficients_parameter *parameters =
        arena_array(e->fitting->arena, struct random_coefficients_parameter, data->parameters + 1);
    if (!parameters) return ERROR_MEMORY;
    for (size_t p = 0; p < data->parameters; p++) {
        parameters[p] = data->parameter[p];
        parameters[p].start = e->fit->parameter[p];
    }
    next->data.parameter = parameters;
    next->supply.supply.linear_start = e->fit->linear;
    return ERROR_NONE;
}

enum error price_optimal_instruments(struct price_fitting *fitting, const struct price_random_data *seen,
    const struct random_coefficients_fit *fit, struct price_demand *demand,
    struct price_random_data *ret_next)
{
    struct expecting e = {.fitting = fitting, .seen = seen, .fit = fit, .demand = demand};
    struct growing of_demand, of_supply;
    enum error error = allocate(&e);
    if (error) return error;
    clear_residuals(&e);
    error = expect_prices(&e);
    if (!error) expect_data(&e);
    if (!error) error = make_instruments(&e, &of_demand, &of_supply);
    price_demand_restore(demand);
    if (error == ERROR_INVALID)
        price_fitting_warn(fitting,
            "No prices can be expected at the first estimates, so the instruments stay those given.");
    if (error) return error;
    *ret_next = *seen;
    ret_next->data.instrument = of_demand.column;
    ret_next->data.instrument_columns = of_demand.count;
    if (seen->data.supply) {
        ret_next->supply.supply.instrument = of_supply.column;
        ret_next->supply.supply.instrument_columns = of_supply.count;
        ret_next->data.supply = &ret_next->supply.supply;
    }
    return start_there(&e, ret_next);
}
