// SPDX-License-Identifier: Apache-2.0
// Demand from market shares with random coefficients, alone or with costs.
#include <math.h>
#include <string.h>

#include "engine/distribution.h"
#include "pricing/price_after.h"
#include "pricing/price_fit_random.h"

// The number of columns of X1 before the regressors: the price, or none.
static size_t prices(const struct price_spec *spec)
{
    return spec->random.is_linear_price_left_out ? 0 : 1;
}

// Which columns of the regressors the price stands in: they need instruments as the price does.
static enum error find_moved(
    struct price_fitting *fitting, const struct price_markets *markets, bool **ret_is_moved)
{
    const struct price_terms *terms = &fitting->spec->regressors;
    size_t price = price_term_first_column(fitting->spec->price.term[0]), at = 0;
    struct price_term_slopes slopes;
    bool *is_moved = arena_array(fitting->arena, bool, markets->regressors.columns + 1);
    enum error error =
        is_moved ? price_term_slopes_prepare(&fitting->table, price, fitting->arena, &slopes) : ERROR_MEMORY;
    for (size_t i = 0; !error && i < terms->count; i++) {
        error = price_term_slopes_add(&slopes, terms->term[i], fitting->arena);
        size_t count =
            error ? 1 : price_term_columns(&slopes, terms->term[i]); // a count of rows is one column
        if (error == ERROR_INVALID) error = ERROR_NONE;
        for (size_t k = 0; k < count; k++)
            is_moved[at++] = price_term_has_column(terms->term[i], price);
    }
    *ret_is_moved = is_moved;
    return error;
}

// X1: price, regressors; instruments: those given and the regressors, which are their own.
static enum error arrange(struct price_fitting *fitting, const struct price_markets *markets,
    double **ret_linear, double **ret_instruments, size_t *ret_instrument_columns)
{
    size_t n = fitting->table.rows, own = markets->regressors.columns, more = markets->instruments.columns;
    size_t first = prices(fitting->spec);
    double *linear = arena_array(fitting->arena, double, n *(own + 1));
    double *instruments = arena_array(fitting->arena, double, n *(own + more));
    bool *is_moved;
    if (!linear || !instruments) return ERROR_MEMORY;
    enum error error = find_moved(fitting, markets, &is_moved);
    if (error) return error;
    if (first) memcpy(linear, markets->price.values, n * sizeof(double));
    if (own) memcpy(linear + n * first, markets->regressors.values, n * own * sizeof(double));
    memcpy(instruments, markets->instruments.values, n * more * sizeof(double));
    for (size_t k = 0; k < own; k++)
        if (!is_moved[k])
            memcpy(instruments + n * more++, markets->regressors.values + n * k, n * sizeof(double));
    *ret_linear = linear;
    *ret_instruments = instruments;
    *ret_instrument_columns = more;
    return ERROR_NONE;
}

size_t price_random_lists(const struct price_spec *spec, const struct price_terms *lists[2])
{
    size_t count = 0;
    if (prices(spec)) lists[count++] = &spec->price;
    lists[count++] = &spec->regressors;
    return count;
}

// Demand at the estimates. ERROR_INVALID after a warning where it cannot be worked out at other prices.
static enum error demand_of(struct price_fitting *fitting, struct price_random_data *all,
    const struct random_coefficients_fit *fit, struct price_demand *ret_demand)
{
    const struct random_coefficients_data *data = &all->data;
    size_t linear = data->linear_columns, parameters = data->parameters, size = linear + parameters + 1;
    const struct price_terms *terms[2];
    *ret_demand = (struct price_demand){.fitting = fitting,
        .markets = &all->markets,
        .share = all->markets.share.values,
        .seen_delta = fit->delta,
        .x1 = data->linear,
        .linear_columns = linear,
        .parameters = parameters,
        .data = data};
    double *values = arena_array(fitting->arena, double, size);
    double *covariance = arena_array(fitting->arena, double, size *size);
    if (!values || !covariance) return ERROR_MEMORY;
    memcpy(values, fit->linear, linear * sizeof *values);
    memcpy(values + linear, fit->parameter, parameters * sizeof *values);
    for (size_t i = 0; i + 1 < size;
         i++) // the fit has random coefficients first; here linear ones come first
        for (size_t j = 0; j + 1 < size; j++) {
            size_t row = i < linear ? i + parameters : i - linear;
            size_t column = j < linear ? j + parameters : j - linear;
            covariance[j * size + i] = fit->covariance[column * (size - 1) + row];
        }
    ret_demand->estimate = (struct price_parameters){values, covariance, size};
    size_t lists = price_random_lists(fitting->spec, terms);
    return price_demand_prepare(ret_demand, terms, lists);
}

// The search's own account: for who compares packages.
static enum error tell_search(struct price_fitting *fitting, const struct random_coefficients_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"steps", "steps", PRICE_CELL_WHOLE},
        {"iterations", "iterations", PRICE_CELL_WHOLE}, {"evaluations", "evaluations", PRICE_CELL_WHOLE},
        {"contractions", "contractions", PRICE_CELL_WHOLE}, {"moments", "moments", PRICE_CELL_WHOLE},
        {"estimated", "estimated", PRICE_CELL_WHOLE}, {"agents", "agents", PRICE_CELL_WHOLE},
        {"costs_at_bounds", "costs at bounds", PRICE_CELL_WHOLE},
        {"parameters_at_bounds", "parameters at bounds", PRICE_CELL_WHOLE}};
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "search", "Search", columns, sizeof columns / sizeof columns[0]);
    if (!sheet) return ERROR_MEMORY;
    const union price_cell cells[] = {{.whole = fitting->spec->steps}, {.whole = fit->iterations},
        {.whole = fit->evaluations}, {.whole = fit->contractions}, {.whole = fit->moments},
        {.whole = fit->estimated}, {.whole = fitting->result->agents}, {.whole = fit->clipped_costs},
        {.whole = fit->parameters_at_bounds}};
    return price_sheet_row(sheet, cells);
}

static enum error take_random(struct price_fitting *fitting, const struct random_coefficients_fit *fit)
{
    const struct price_random_spec *random = &fitting->spec->random;
    for (size_t p = 0; p < random->count; p++) {
        const struct price_random *one = &random->parameter[p];
        const char *name = arena_print(fitting->arena, "%.*s x %.*s",
            TEXT_PRINT(random->terms.term[one->term]->source), TEXT_PRINT(one->source));
        if (!name) return ERROR_MEMORY;
        bool is_known = fit->parameter_error[p] > 0;
        price_fitting_estimate(
            fitting, text_from(name), fit->parameter[p], is_known ? fit->parameter_error[p] : (double)NAN, 0);
        if (!is_known && !one->is_fixed)
            price_fitting_warn(fitting,
                "%s ended at its bound, or at 0 where the moments do not answer to it, so it has no standard "
                "error.",
                name);
    }
    return ERROR_NONE;
}

static enum error take(struct price_fitting *fitting, const struct price_markets *markets,
    const struct price_supply *supply, const struct random_coefficients_fit *fit)
{
    const struct price_spec *spec = fitting->spec;
    struct price_result *result = fitting->result;
    size_t costs = fit->cost ? supply->cost.columns : 0, first = prices(spec);
    result->estimates = 0;
    enum error error =
        price_fitting_allocate(fitting, spec->random.count + markets->regressors.columns + 1 + costs);
    if (error) return error;
    for (size_t j = 0; j < markets->regressors.columns + first; j++)
        price_fitting_estimate(fitting,
            j < first ? markets->price.names[0] : markets->regressors.names[j - first], fit->linear[j],
            fit->linear_error[j], 0);
    error = take_random(fitting, fit);
    for (size_t j = 0; !error && j < costs; j++) {
        const char *name = arena_print(fitting->arena, "cost: %.*s", TEXT_PRINT(supply->cost.names[j]));
        if (!name) return ERROR_MEMORY;
        price_fitting_estimate(fitting, text_from(name), fit->cost_coefficient[j], fit->cost_error[j], 0);
    }
    if (fit->clipped_costs)
        price_fitting_warn(fitting, "%zu costs were set to a bound of \"cost bounds\".", fit->clipped_costs);
    result->objective = fit->objective;
    result->iterations = fit->iterations;
    result->evaluations = fit->evaluations;
    if (spec->steps > 1 &&
        fit->moments > fit->estimated) { // Hansen's J: the weights are those of the moments
        result->over_identification = fit->objective;
        result->over_identification_degrees = fit->moments - fit->estimated;
        result->over_identification_p =
            distribution_chi_squared_above(fit->objective, (double)result->over_identification_degrees);
    }
    return error;
}

static enum error list_parameters(
    struct price_fitting *fitting, const struct random_coefficients_parameter **ret_parameters)
{
    const struct price_random_spec *random = &fitting->spec->random;
    struct random_coefficients_parameter *parameters =
        arena_array(fitting->arena, struct random_coefficients_parameter, random->count + 1);
    if (!parameters) return ERROR_MEMORY;
    for (size_t p = 0; p < random->count; p++) {
        const struct price_random *one = &random->parameter[p];
        parameters[p] = (struct random_coefficients_parameter){.column = one->term,
            .agent_column = price_agents_column(random, p),
            .start = one->start,
            .is_fixed = one->is_fixed,
            .low = one->low,
            .high = one->high};
    }
    *ret_parameters = parameters;
    return ERROR_NONE;
}

static enum error read_all(struct price_fitting *fitting, struct price_random_data *all)
{
    const struct price_spec *spec = fitting->spec;
    double *linear, *instruments;
    const struct random_coefficients_parameter *parameters;
    const struct price_terms *lists[2];
    size_t first = prices(spec), instrument_columns = 0, list_count = price_random_lists(spec, lists);
    enum error error = price_markets_read(fitting, &all->markets);
    enum error of_agents = error == ERROR_MEMORY ? error : ERROR_NONE;
    if (!error) error = price_fitting_matrix(fitting, &spec->random.terms, false, &all->random);
    if (!of_agents && all->markets.label) of_agents = price_agents_read(fitting, &all->markets, &all->agents);
    if (!error) error = of_agents;
    if (!error && price_supply_is_asked(spec))
        error = price_supply_read(fitting, &all->markets, lists, list_count,
            all->markets.regressors.columns + first, &all->random, &all->supply);
    if (!error) error = arrange(fitting, &all->markets, &linear, &instruments, &instrument_columns);
    if (!error) error = list_parameters(fitting, &parameters);
    if (error) return error;
    fitting->result->agents = all->agents.count;
    all->data = (struct random_coefficients_data){.observations = fitting->table.rows,
        .markets = all->markets.markets,
        .market_start = all->markets.start,
        .share = all->markets.share.values,
        .linear_columns = all->markets.regressors.columns + first,
        .linear = linear,
        .random_columns = all->random.columns,
        .random = all->random.values,
        .instrument_columns = instrument_columns,
        .instrument = instruments,
        .effects = fitting->effects.ways ? &fitting->effects : NULL,
        .agents = all->agents.count,
        .agent_columns = all->agents.columns,
        .agent_start = all->agents.start,
        .weight = all->agents.weight,
        .agent = all->agents.values,
        .parameters = spec->random.count,
        .parameter = parameters,
        .supply = price_supply_is_asked(spec) ? &all->supply.supply : NULL};
    return ERROR_NONE;
}

// What the first of two estimates was.
static enum error tell_first(struct price_fitting *fitting)
{
    static const struct price_sheet_column columns[] = {{"name", "", PRICE_CELL_TEXT},
        {"value", "estimate", PRICE_CELL_REAL}, {"se", "std. error", PRICE_CELL_REAL}};
    const struct price_result *result = fitting->result;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "first_estimates", "Before optimal instruments",
        columns, sizeof columns / sizeof columns[0]);
    if (!sheet) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && i < result->estimates; i++) {
        const union price_cell cells[] = {{.text = result->estimate[i].name},
            {.real = result->estimate[i].value}, {.real = result->estimate[i].error}};
        error = price_sheet_row(sheet, cells);
    }
    const union price_cell objective[] = {
        {.text = text_from("objective")}, {.real = result->objective}, {.real = (double)NAN}};
    return error ? error : price_sheet_row(sheet, objective);
}

// Estimates once more with the instruments that are best at the first estimates.
static enum error fit_again(struct price_fitting *fitting, struct price_random_data *all,
    const struct random_coefficients_options *options, size_t warnings, struct random_coefficients_fit *fit)
{
    struct price_demand demand;
    struct price_random_data *next = arena_object(fitting->arena, struct price_random_data);
    if (!next) return ERROR_MEMORY;
    enum error error = demand_of(fitting, all, fit, &demand);
    if (!error) error = price_optimal_instruments(fitting, all, fit, &demand, next);
    if (error) return error == ERROR_INVALID ? ERROR_NONE : error; // a warning says why
    error = tell_first(fitting);
    if (error) return error;
    struct random_coefficients_fit second;
    error = random_coefficients_fit(&next->data, options, fitting->arena, &second);
    if (error == ERROR_INVALID) {
        price_fitting_warn(fitting, "With optimal instruments there is no estimate; the first one stands.");
        return ERROR_NONE;
    }
    if (error) return error;
    *fit = second;
    fitting->result->warnings = warnings; // those of the first estimate go with it
    return take(fitting, &all->markets, &all->supply, fit);
}

enum error price_fit_random(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_random_data all = {0};
    struct random_coefficients_fit fit = {0};
    struct price_demand demand;
    enum error error = read_all(fitting, &all);
    size_t warnings = fitting->result->warnings;
    if (error) return error;
    struct random_coefficients_options options = {.steps = (unsigned)spec->steps,
        .gradient_tolerance = spec->gradient_tolerance,
        .contraction_tolerance = spec->contraction_tolerance,
        .iteration_limit = spec->iterations,
        .contraction_limit = spec->contractions,
        .errors = fitting->errors,
        .weights = fitting->errors,
        .is_weighting_uncentred = !spec->is_weighting_centred,
        .is_weighted_from_start = spec->random.is_weighted_from_start,
        .is_plain_search = spec->random.is_plain_search,
        .help = fitting->help};
    options.weights.kind = spec->random.weighting_covariance;
    if (fitting->effects.ways)
        error = fixed_effects_count(&fitting->effects, fitting->arena, &options.errors, &fit.refusals);
    if (!error) error = random_coefficients_fit(&all.data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    error = take(fitting, &all.markets, &all.supply, &fit);
    if (!error && spec->random.has_optimal_instruments)
        error = fit_again(fitting, &all, &options, warnings, &fit);
    if (!error) error = tell_search(fitting, &fit);
    if (!error) error = demand_of(fitting, &all, &fit, &demand);
    fitting->further = fit.refusals;
    if (!error) error = price_after(fitting, &demand);
    if (!error && fitting->result->elasticity.value && fitting->result->elasticity.mean >= 0)
        (void)engine_refuse(&fitting->further, ENGINE_REFUSAL_WRONG_SIGN);
    bool is_of_data = error == ERROR_INVALID && fitting->problems->count > 0;
    if (error && (error != ERROR_INVALID || is_of_data)) return error; // else a warning says why
    return price_fitting_settle(fitting, ERROR_NONE, fit.refusals, true);
}
