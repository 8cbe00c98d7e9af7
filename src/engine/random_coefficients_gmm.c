// SPDX-License-Identifier: Apache-2.0
// The objective of the random-coefficients logit and its gradient.
#include "engine/random_coefficients_gmm.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

// The logit's delta, where every inversion starts.
static enum error start_delta(
    const struct random_coefficients_data *data, double *start, struct engine_refusals *refusals)
{
    for (size_t t = 0; t < data->markets; t++) {
        double outside = 1;
        for (size_t j = data->market_start[t]; j < data->market_start[t + 1]; j++) {
            outside -= data->share[j];
            if (!(data->share[j] > 0)) return engine_refuse(refusals, ENGINE_REFUSAL_SHARES);
        }
        if (!(outside > 0)) return engine_refuse(refusals, ENGINE_REFUSAL_SHARES);
        for (size_t j = data->market_start[t]; j < data->market_start[t + 1]; j++)
            start[j] = log(data->share[j]) - log(outside);
    }
    return ERROR_NONE;
}

static bool is_sloped(const struct random_coefficients_data *data, size_t column)
{
    size_t n = data->observations;
    for (size_t i = 0; data->supply && i < n; i++)
        if (data->supply->linear_slope[column * n + i] != 0) return true;
    return false;
}

static enum error sort_columns(struct random_coefficients_problem *p, struct arena *arena)
{
    const struct random_coefficients_data *data = p->data;
    p->sloped = arena_array(arena, size_t, data->linear_columns);
    p->flat = arena_array(arena, size_t, data->linear_columns);
    if (!p->sloped || !p->flat) return ERROR_MEMORY;
    for (size_t k = 0; k < data->linear_columns; k++)
        if (is_sloped(data, k))
            p->sloped[p->sloped_count++] = k;
        else
            p->flat[p->flat_count++] = k;
    p->searched = data->parameters + p->sloped_count;
    p->concentrated = p->flat_count + (data->supply ? data->supply->cost_columns : 0);
    p->demand_moments = data->instrument_columns;
    p->moments = p->demand_moments + (data->supply ? data->supply->instrument_columns : 0);
    return ERROR_NONE;
}

static enum error allocate(struct random_coefficients_problem *p, struct arena *arena)
{
    const struct random_coefficients_data *data = p->data;
    size_t n = data->observations, m = p->moments, of_supply = data->supply ? n : 0;
    size_t cost_columns = data->supply ? data->supply->cost_columns : 0;
    struct {
        double **place;
        size_t count;
    } rooms[] = {{&p->start, n}, {&p->delta, n}, {&p->weights, n}, {&p->linear, n * data->linear_columns},
        {&p->basis, n * p->demand_moments}, {&p->cost, of_supply}, {&p->transformed, of_supply},
        {&p->cost_slope, of_supply}, {&p->supply_weights, of_supply}, {&p->cost_columns, n * cost_columns},
        {&p->supply_basis, n * (m - p->demand_moments)}, {&p->a, m * p->concentrated},
        {&p->a_weighted, m * p->concentrated}, {&p->a_basis, m * p->concentrated},
        {&p->a_sloped, p->demand_moments * p->sloped_count}, {&p->root, m * m}, {&p->q, m}, {&p->g, m},
        {&p->part, m}, {&p->pull, m}, {&p->coefficients, data->linear_columns}, {&p->last, p->searched},
        {&p->last_gradient, p->searched}, {&p->market_gradient, data->markets * p->searched}};
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        if (!(*rooms[i].place = arena_array(arena, double, rooms[i].count ? rooms[i].count : 1)))
            return ERROR_MEMORY;
    return ERROR_NONE;
}

static enum error prepare_workers(struct random_coefficients_problem *p, struct arena *arena)
{
    const struct random_coefficients_data *data = p->data;
    const struct engine_help *help = p->options->help;
    size_t products = 0, most = help && help->share ? RANDOM_COEFFICIENTS_WORKERS : 1;
    p->workers = data->markets < most ? data->markets : most;
    for (size_t t = 0; t < data->markets; t++)
        if (data->market_start[t + 1] - data->market_start[t] > products)
            products = data->market_start[t + 1] - data->market_start[t];
    for (size_t w = 0; w < p->workers; w++) {
        struct random_coefficients_worker *worker = &p->worker[w];
        enum error error = random_coefficients_market_prepare(data, arena, &worker->market);
        if (error == ERROR_NONE && data->supply)
            error = random_coefficients_pricing_prepare(data, arena, &worker->pricing);
        worker->weights = arena_array(arena, double, products);
        worker->gradient = arena_array(arena, double, data->parameters + data->linear_columns);
        if (error != ERROR_NONE || !worker->weights || !worker->gradient) return ERROR_MEMORY;
    }
    return ERROR_NONE;
}

// basis'X of one side's columns into rows from `row` on and columns from `column` on of `a`.
static void fill_side(struct random_coefficients_problem *p, const double *basis, size_t moments, size_t row,
    const double *columns, size_t column)
{
    size_t n = p->data->observations;
    for (size_t i = 0; i < moments; i++)
        p->a[column * p->moments + row + i] = linear_algebra_dot(n, basis + i * n, columns);
}

static void fill_a(struct random_coefficients_problem *p)
{
    size_t n = p->data->observations, l = p->demand_moments;
    for (size_t k = 0; k < p->flat_count; k++)
        fill_side(p, p->basis, l, 0, p->linear + p->flat[k] * n, k);
    for (size_t k = p->flat_count; k < p->concentrated; k++)
        fill_side(p, p->supply_basis, p->moments - l, l, p->cost_columns + (k - p->flat_count) * n, k);
    for (size_t k = 0; k < p->sloped_count; k++)
        for (size_t i = 0; i < l; i++)
            p->a_sloped[k * l + i] = linear_algebra_dot(n, p->basis + i * n, p->linear + p->sloped[k] * n);
    for (size_t i = 0; i < p->moments; i++)
        p->root[i * p->moments + i] = 1;
}

// Copies columns, takes the effects out, and makes a basis of them where it is asked for.
static enum error absorb(struct random_coefficients_problem *p, const struct fixed_effects *effects,
    size_t columns, const double *from, bool is_basis, double *to, struct arena *arena,
    struct engine_refusals *refusals)
{
    size_t n = p->data->observations;
    enum error error = ERROR_NONE;
    if (columns) memcpy(to, from, n * columns * sizeof(double));
    if (columns && effects) error = fixed_effects_absorb(effects, columns, to, arena, refusals);
    if (error == ERROR_NONE && is_basis) {
        error = linear_algebra_basis(n, columns, to, arena, to);
        if (error == ERROR_INVALID) return engine_refuse(refusals, ENGINE_REFUSAL_SINGULAR);
    }
    return error;
}

enum error random_coefficients_problem_weigh(
    struct random_coefficients_problem *p, struct arena *arena, struct engine_refusals *refusals)
{
    p->has_last = false;
    if (!p->concentrated) return ERROR_NONE;
    memcpy(p->a_weighted, p->a, p->moments * p->concentrated * sizeof(double));
    linear_algebra_solve_lower(p->moments, p->root, p->concentrated, p->a_weighted);
    enum error error = linear_algebra_basis(p->moments, p->concentrated, p->a_weighted, arena, p->a_basis);
    return error == ERROR_INVALID ? engine_refuse(refusals, ENGINE_REFUSAL_SINGULAR) : error;
}

enum error random_coefficients_problem_prepare(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct arena *arena,
    struct random_coefficients_problem *ret_problem, struct engine_refusals *refusals)
{
    struct random_coefficients_problem *p = ret_problem;
    const struct random_coefficients_supply *supply = data->supply;
    *p = (struct random_coefficients_problem){.data = data, .options = options};
    enum error error = sort_columns(p, arena);
    if (error == ERROR_NONE) error = allocate(p, arena);
    if (error == ERROR_NONE) error = prepare_workers(p, arena);
    if (error == ERROR_NONE) error = start_delta(data, p->start, refusals);
    if (error == ERROR_NONE)
        error =
            absorb(p, data->effects, data->linear_columns, data->linear, false, p->linear, arena, refusals);
    if (error == ERROR_NONE)
        error =
            absorb(p, data->effects, p->demand_moments, data->instrument, true, p->basis, arena, refusals);
    if (error == ERROR_NONE && supply)
        error = absorb(
            p, supply->effects, supply->cost_columns, supply->cost, false, p->cost_columns, arena, refusals);
    if (error == ERROR_NONE && supply)
        error = absorb(p, supply->effects, supply->instrument_columns, supply->instrument, true,
            p->supply_basis, arena, refusals);
    if (error != ERROR_NONE) return error;
    fill_a(p);
    return random_coefficients_problem_weigh(p, arena, refusals);
}

// The markets of one worker, one after the other.
static void each_market(struct random_coefficients_problem *p, size_t number,
    enum error (*visit)(
        struct random_coefficients_problem *p, struct random_coefficients_worker *worker, size_t market))
{
    struct random_coefficients_worker *worker = &p->worker[number];
    size_t markets = p->data->markets;
    worker->error = ERROR_NONE;
    worker->is_stopped_by_costs = false;
    for (size_t t = number * markets / p->workers;
         worker->error == ERROR_NONE && t < (number + 1) * markets / p->workers; t++)
        worker->error = visit(p, worker, t);
}

static enum error worst(const struct random_coefficients_problem *p)
{
    for (size_t w = 0; w < p->workers; w++)
        if (p->worker[w].error != ERROR_NONE) return p->worker[w].error;
    return ERROR_NONE;
}

static enum error solve_market(
    struct random_coefficients_problem *p, struct random_coefficients_worker *worker, size_t number)
{
    struct random_coefficients_market *market = &worker->market;
    size_t first = p->data->market_start[number];
    random_coefficients_market_enter(market, number, p->last);
    memcpy(p->delta + first, p->start + first, market->products * sizeof(double));
    enum error error = random_coefficients_market_invert(
        market, p->options->contraction_tolerance, p->options->contraction_limit, p->delta + first);
    if (error != ERROR_NONE || !p->data->supply) return error;
    error = random_coefficients_pricing_enter(&worker->pricing, number, p->last, p->coefficients, p->delta);
    if (error == ERROR_NONE)
        error = random_coefficients_pricing_costs(&worker->pricing, p->cost, p->transformed, p->cost_slope);
    worker->is_stopped_by_costs = error == ERROR_INVALID;
    return error;
}

static void solve_part(void *work, size_t number)
{
    each_market(work, number, solve_market);
}

static enum error differentiate_market(
    struct random_coefficients_problem *p, struct random_coefficients_worker *worker, size_t number)
{
    struct random_coefficients_market *market = &worker->market;
    const struct random_coefficients_data *data = p->data;
    double *gradient = worker->gradient, *row = p->market_gradient + number * p->searched;
    size_t first = data->market_start[number];
    memset(gradient, 0, (data->parameters + data->linear_columns) * sizeof(double));
    random_coefficients_market_enter(market, number, p->last);
    memcpy(worker->weights, p->weights + first, market->products * sizeof(double));
    if (data->supply) {
        enum error error =
            random_coefficients_pricing_enter(&worker->pricing, number, p->last, p->coefficients, p->delta);
        if (error != ERROR_NONE) return error;
        random_coefficients_pricing_gradient(
            &worker->pricing, p->supply_weights, p->cost_slope, worker->weights, gradient);
    }
    random_coefficients_market_place(market, p->delta + first);
    enum error error = random_coefficients_market_gradient(market, worker->weights, gradient);
    memcpy(row, gradient, data->parameters * sizeof(double));
    for (size_t k = 0; k < p->sloped_count; k++)
        row[data->parameters + k] = gradient[data->parameters + p->sloped[k]];
    return error;
}

static void differentiate_part(void *work, size_t number)
{
    each_market(work, number, differentiate_market);
}

// Moments before the linear coefficients that are concentrated out.
static void fill_moments(struct random_coefficients_problem *p, const double *x)
{
    size_t n = p->data->observations, l = p->demand_moments;
    linear_algebra_cross(n, l, p->basis, 1, p->delta, p->q);
    for (size_t k = 0; k < p->sloped_count; k++)
        for (size_t i = 0; i < l; i++)
            p->q[i] -= p->a_sloped[k * l + i] * x[p->data->parameters + k];
    if (p->data->supply)
        linear_algebra_cross(n, p->moments - l, p->supply_basis, 1, p->transformed, p->q + l);
    linear_algebra_solve_lower(p->moments, p->root, 1, p->q);
    memset(p->g, 0, p->moments * sizeof(double));
    if (p->concentrated) {
        linear_algebra_cross(p->moments, p->concentrated, p->a_basis, 1, p->q, p->part);
        linear_algebra_product(p->moments, p->concentrated, 1, p->a_basis, p->part, p->g);
    }
    for (size_t i = 0; i < p->moments; i++)
        p->g[i] = p->q[i] - p->g[i];
}

// pull = root'^-1 g.
static void pull_back(struct random_coefficients_problem *p)
{
    size_t m = p->moments;
    memcpy(p->pull, p->g, m * sizeof(double));
    for (size_t i = m; i-- > 0;) {
        for (size_t k = i + 1; k < m; k++)
            p->pull[i] -= p->root[i * m + k] * p->pull[k];
        p->pull[i] /= p->root[i * m + i];
    }
}

// The gradient from what the markets gave, in their order.
static void add_up(const struct random_coefficients_problem *p, double *gradient)
{
    size_t l = p->demand_moments;
    memset(gradient, 0, p->searched * sizeof(double));
    for (size_t k = 0; k < p->sloped_count; k++)
        gradient[p->data->parameters + k] = -linear_algebra_dot(l, p->a_sloped + k * l, p->pull);
    for (size_t t = 0; t < p->data->markets; t++)
        for (size_t i = 0; i < p->searched; i++)
            gradient[i] += p->market_gradient[t * p->searched + i];
    for (size_t i = 0; i < p->searched; i++)
        gradient[i] *= 2;
}

enum error random_coefficients_problem_evaluate(
    void *context, const double *x, double *ret_value, double *gradient)
{
    struct random_coefficients_problem *p = context;
    size_t n = p->data->observations, l = p->demand_moments;
    if (p->has_last && memcmp(p->last, x, p->searched * sizeof(double)) == 0) {
        *ret_value = p->last_value;
        memcpy(gradient, p->last_gradient, p->searched * sizeof(double));
        return ERROR_NONE;
    }
    p->has_last = false;
    memcpy(p->last, x, p->searched * sizeof(double));
    for (size_t k = 0; k < p->sloped_count; k++)
        p->coefficients[p->sloped[k]] = x[p->data->parameters + k];
    engine_share(p->options->help, p->workers, solve_part, p);
    enum error error = worst(p);
    if (error != ERROR_NONE) return error;
    fill_moments(p, x);
    *ret_value = linear_algebra_dot(p->moments, p->g, p->g);
    error = engine_go_on(p->options->help, 0, 0, *ret_value);
    if (error != ERROR_NONE) return error;
    pull_back(p);
    linear_algebra_product(n, l, 1, p->basis, p->pull, p->weights);
    if (p->data->supply)
        linear_algebra_product(n, p->moments - l, 1, p->supply_basis, p->pull + l, p->supply_weights);
    engine_share(p->options->help, p->workers, differentiate_part, p);
    error = worst(p);
    add_up(p, gradient);
    p->has_last = error == ERROR_NONE;
    p->last_value = *ret_value;
    memcpy(p->last_gradient, gradient, p->searched * sizeof(double));
    return error;
}

enum error random_coefficients_problem_derivative(
    struct random_coefficients_problem *problem, const double *x, double *by_theta, double *costs)
{
    struct random_coefficients_problem *p = problem;
    struct random_coefficients_worker *worker = &p->worker[0];
    enum error error = ERROR_NONE;
    for (size_t t = 0; error == ERROR_NONE && t < p->data->markets; t++) {
        random_coefficients_market_enter(&worker->market, t, x);
        random_coefficients_market_place(&worker->market, p->delta + worker->market.first);
        error = random_coefficients_market_derivative(&worker->market, by_theta);
        if (error != ERROR_NONE || !p->data->supply) continue;
        error = random_coefficients_pricing_enter(&worker->pricing, t, x, p->coefficients, p->delta);
        if (error == ERROR_NONE)
            random_coefficients_pricing_derivative(&worker->pricing, p->cost_slope, by_theta, costs);
    }
    return error;
}
