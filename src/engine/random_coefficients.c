// SPDX-License-Identifier: Apache-2.0
// The GMM estimate of the random-coefficients logit: what is asked for is checked, then searched step by
// step.
#include "engine/random_coefficients.h"
#include "engine/linear_algebra.h"
#include "engine/minimise.h"
#include "engine/random_coefficients_gmm.h"

#include <math.h>
#include <string.h>

static bool is_bounded(const struct random_coefficients_parameter *parameter)
{
    return parameter->low < parameter->high;
}

static enum error check_ranges(const struct random_coefficients_data *data, struct engine_refusals *refusals)
{
    bool is_good = data->market_start[0] == 0 && data->market_start[data->markets] == data->observations &&
                   data->agent_start[0] == 0 && data->agent_start[data->markets] == data->agents &&
                   (!data->effects || data->effects->observations == data->observations);
    for (size_t t = 0; t < data->markets; t++)
        is_good &= data->market_start[t] < data->market_start[t + 1] &&
                   data->agent_start[t] < data->agent_start[t + 1];
    for (size_t p = 0; p < data->parameters; p++) {
        const struct random_coefficients_parameter *parameter = &data->parameter[p];
        is_good &= parameter->column < data->random_columns &&
                   parameter->agent_column < data->agent_columns && isfinite(parameter->start);
        is_good &= !is_bounded(parameter) ||
                   (parameter->start >= parameter->low && parameter->start <= parameter->high);
    }
    return is_good ? ERROR_NONE : engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
}

static enum error check_supply(const struct random_coefficients_data *data, struct engine_refusals *refusals)
{
    const struct random_coefficients_supply *supply = data->supply;
    size_t n = data->observations;
    if (!engine_is_finite(supply->cost, n * supply->cost_columns) ||
        !engine_is_finite(supply->instrument, n * supply->instrument_columns) ||
        !engine_is_finite(supply->price, n) ||
        !engine_is_finite(supply->linear_slope, n * data->linear_columns) ||
        !engine_is_finite(supply->random_slope, n * data->random_columns) ||
        !engine_is_finite(supply->linear_start, data->linear_columns))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (supply->cost_columns == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!(supply->cost_low < supply->cost_high) || (supply->effects && supply->effects->observations != n))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (supply->instrument_columns < supply->cost_columns)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS);
    return n > supply->instrument_columns ? ERROR_NONE
                                          : engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
}

static enum error check(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct engine_refusals *refusals)
{
    size_t n = data->observations, estimated = data->linear_columns, moments = data->instrument_columns;
    if (n == 0 || data->markets == 0 || (data->parameters == 0 && !data->supply))
        return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (options->steps < 1) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (check_ranges(data, refusals) != ERROR_NONE) return ERROR_INVALID;
    if (!engine_is_finite(data->share, n) || !engine_is_finite(data->linear, n * data->linear_columns) ||
        !engine_is_finite(data->random, n * data->random_columns) ||
        !engine_is_finite(data->instrument, n * data->instrument_columns) ||
        !engine_is_finite(data->weight, data->agents) ||
        !engine_is_finite(data->agent, data->agents * data->agent_columns))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (covariance_check(&options->errors, n, refusals) != ERROR_NONE ||
        covariance_check(&options->weights, n, refusals) != ERROR_NONE)
        return ERROR_INVALID;
    if (data->supply && check_supply(data, refusals) != ERROR_NONE) return ERROR_INVALID;
    for (size_t p = 0; p < data->parameters; p++)
        estimated += !data->parameter[p].is_fixed;
    if (data->supply) {
        estimated += data->supply->cost_columns;
        moments += data->supply->instrument_columns;
    }
    if (moments < estimated) return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS);
    return n > data->instrument_columns ? ERROR_NONE
                                        : engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
}

static enum error allocate(
    const struct random_coefficients_data *data, struct arena *arena, struct random_coefficients_fit *fit)
{
    size_t n = data->observations, costs = data->supply ? data->supply->cost_columns : 0;
    struct {
        double **place;
        size_t count;
        bool is_wanted;
    } rooms[] = {{&fit->parameter, data->parameters, true}, {&fit->parameter_error, data->parameters, true},
        {&fit->linear, data->linear_columns + 1, true}, {&fit->linear_error, data->linear_columns + 1, true},
        {&fit->delta, n, true}, {&fit->residual, n, true}, {&fit->cost_coefficient, costs, costs > 0},
        {&fit->cost_error, costs, costs > 0}, {&fit->cost, n, costs > 0},
        {&fit->cost_residual, n, costs > 0}};
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        if (rooms[i].is_wanted && !(*rooms[i].place = arena_array(arena, double, rooms[i].count)))
            return ERROR_MEMORY;
    return ERROR_NONE;
}

// What is searched for: where it starts, and between what.
struct search {
    double *x, *low, *high, *gradient;
    bool *is_free;
};

static enum error begin(
    const struct random_coefficients_problem *p, struct arena *arena, struct search *ret_search)
{
    const struct random_coefficients_data *data = p->data;
    size_t size = p->searched;
    double *rooms = arena_array(arena, double, 4 * size);
    *ret_search = (struct search){
        rooms, rooms + size, rooms + 2 * size, rooms + 3 * size, arena_array(arena, bool, size)};
    if (!rooms || !ret_search->is_free) return ERROR_MEMORY;
    for (size_t i = 0; i < size; i++) {
        bool is_random = i < data->parameters;
        double start = is_random ? data->parameter[i].start
                                 : data->supply->linear_start[p->sloped[i - data->parameters]];
        bool is_fixed = is_random && data->parameter[i].is_fixed;
        bool is_boxed = is_random && is_bounded(&data->parameter[i]);
        ret_search->x[i] = start;
        ret_search->low[i] = is_fixed ? start : is_boxed ? data->parameter[i].low : -(double)INFINITY;
        ret_search->high[i] = is_fixed ? start : is_boxed ? data->parameter[i].high : (double)INFINITY;
    }
    return ERROR_NONE;
}

// Where the search starts there is no value.
static enum error refuse_start(
    const struct random_coefficients_problem *p, struct random_coefficients_fit *fit)
{
    for (size_t w = 0; w < p->workers; w++)
        if (p->worker[w].is_stopped_by_costs)
            return engine_refuse(&fit->refusals, ENGINE_REFUSAL_COSTS_NOT_POSITIVE);
    return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
}

static enum error evaluate(struct random_coefficients_problem *p, const struct search *search,
    struct arena *arena, struct random_coefficients_fit *fit)
{
    enum error error = random_coefficients_problem_evaluate(p, search->x, &fit->objective, search->gradient);
    fit->evaluations++;
    if (error == ERROR_INVALID) return refuse_start(p, fit);
    return error == ERROR_NONE ? random_coefficients_problem_residuals(p, arena, fit) : error;
}

static enum error search_once(struct random_coefficients_problem *p, struct search *search,
    struct arena *arena, struct random_coefficients_fit *fit)
{
    struct minimise_problem problem = {p->searched, random_coefficients_problem_evaluate, p};
    struct minimise_options options = {.gradient_tolerance = p->options->gradient_tolerance,
        .iteration_limit = p->options->iteration_limit,
        .lower = search->low,
        .upper = search->high};
    struct minimise_result result;
    double *inverse = NULL;
    for (size_t i = 0; i < p->searched; i++)
        search->is_free[i] = search->low[i] < search->high[i];
    enum error error = random_coefficients_problem_guess(p, search->x, search->is_free, arena, &inverse);
    options.inverse = p->options->is_plain_search ? NULL : inverse;
    if (error == ERROR_NONE) error = minimise(&problem, &options, arena, search->x, &result);
    if (error == ERROR_INVALID) return refuse_start(p, fit);
    if (error != ERROR_NONE) return error;
    fit->iterations += result.iterations;
    fit->evaluations += result.evaluations;
    fit->is_converged = result.is_converged;
    // The search may have ended with a trial elsewhere: delta has to be that of the minimum.
    return evaluate(p, search, arena, fit);
}

static void count_bounds(
    const struct random_coefficients_problem *p, struct search *search, struct random_coefficients_fit *fit)
{
    for (size_t i = 0; i < p->searched; i++) {
        bool is_fixed = search->low[i] == search->high[i];
        bool is_at_bound = search->x[i] <= search->low[i] || search->x[i] >= search->high[i];
        search->is_free[i] = !is_at_bound;
        fit->parameters_at_bounds += is_at_bound && !is_fixed;
    }
}

enum error random_coefficients_fit(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct arena *arena,
    struct random_coefficients_fit *ret_fit)
{
    *ret_fit = (struct random_coefficients_fit){0};
    struct random_coefficients_problem p;
    struct search search;
    enum error error = check(data, options, &ret_fit->refusals);
    if (error == ERROR_NONE) error = allocate(data, arena, ret_fit);
    if (error == ERROR_NONE)
        error = random_coefficients_problem_prepare(data, options, arena, &p, &ret_fit->refusals);
    if (error == ERROR_NONE) error = begin(&p, arena, &search);
    if (error == ERROR_NONE && options->is_weighted_from_start) {
        error = evaluate(&p, &search, arena, ret_fit);
        if (error == ERROR_NONE) error = random_coefficients_problem_reweight(&p, arena, ret_fit);
    }
    for (unsigned step = 1; error == ERROR_NONE && step <= options->steps; step++) {
        if (step > 1) error = random_coefficients_problem_reweight(&p, arena, ret_fit);
        if (error == ERROR_NONE) error = search_once(&p, &search, arena, ret_fit);
    }
    if (error != ERROR_NONE) return error;
    memcpy(ret_fit->parameter, search.x, data->parameters * sizeof(double));
    count_bounds(&p, &search, ret_fit);
    error = random_coefficients_problem_errors(&p, search.x, search.is_free, arena, ret_fit);
    for (size_t w = 0; w < p.workers; w++)
        ret_fit->contractions += p.worker[w].market.contractions;
    if (error == ERROR_NONE && !ret_fit->is_converged)
        (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return error;
}
