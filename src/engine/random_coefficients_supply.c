// SPDX-License-Identifier: Apache-2.0
// Costs of one market, and their derivatives.
#include "engine/random_coefficients_supply.h"
#include "engine/pivoted_solve.h"

#include <math.h>
#include <string.h>

// Puts the products of every market firm after firm, in the order of each firm's first product.
static enum error group(
    const struct random_coefficients_data *data, struct arena *arena, struct random_coefficients_pricing *ret)
{
    size_t n = data->observations, lines = 0;
    const uint32_t *firm = data->supply->firm;
    size_t *member = arena_array(arena, size_t, n), *start = arena_array(arena, size_t, n + 1);
    size_t *of_market = arena_array(arena, size_t, data->markets + 1);
    bool *is_placed = arena_array(arena, bool, n);
    if (!member || !start || !of_market || !is_placed) return ERROR_MEMORY;
    for (size_t t = 0; t < data->markets; t++) {
        size_t first = data->market_start[t], end = data->market_start[t + 1], at = first;
        for (size_t j = first; j < end; j++) {
            if (is_placed[j]) continue;
            start[lines++] = at;
            for (size_t k = j; k < end; k++)
                if (firm[k] == firm[j]) {
                    is_placed[k] = true;
                    member[at++] = k - first;
                }
        }
        of_market[t + 1] = lines;
    }
    start[lines] = n;
    ret->member = member;
    ret->group_start = start;
    ret->market_group = of_market;
    return ERROR_NONE;
}

static bool is_any(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] != 0) return true;
    return false;
}

static enum error find_slopes(
    const struct random_coefficients_data *data, struct arena *arena, struct random_coefficients_pricing *ret)
{
    size_t n = data->observations, random = data->random_columns;
    bool *is_sloped = arena_array(arena, bool, random + data->linear_columns);
    if (!is_sloped) return ERROR_MEMORY;
    for (size_t k = 0; k < random; k++)
        is_sloped[k] = is_any(data->supply->random_slope + k * n, n);
    for (size_t k = 0; k < data->linear_columns; k++)
        is_sloped[random + k] = is_any(data->supply->linear_slope + k * n, n);
    ret->is_sloped = is_sloped;
    return ERROR_NONE;
}

enum error random_coefficients_pricing_prepare(const struct random_coefficients_data *data,
    struct arena *arena, struct random_coefficients_pricing *ret_pricing)
{
    struct random_coefficients_pricing *p = ret_pricing;
    size_t products = 0, cells = 0, squares = 0;
    *p = (struct random_coefficients_pricing){.data = data};
    enum error error = group(data, arena, p);
    if (error != ERROR_NONE) return error;
    error = find_slopes(data, arena, p);
    if (error != ERROR_NONE) return error;
    for (size_t t = 0; t < data->markets; t++) {
        size_t j = data->market_start[t + 1] - data->market_start[t];
        size_t i = data->agent_start[t + 1] - data->agent_start[t], sum = 0;
        for (size_t f = p->market_group[t]; f < p->market_group[t + 1]; f++) {
            size_t size = p->group_start[f + 1] - p->group_start[f];
            sum += size * size;
        }
        products = j > products ? j : products;
        cells = i * j > cells ? i * j : cells;
        squares = sum > squares ? sum : squares;
    }
    p->choice = arena_array(arena, double, cells);
    p->sensitivity = arena_array(arena, double, cells);
    p->factors = arena_array(arena, double, squares);
    p->pivot = arena_array(arena, size_t, products);
    p->random = arena_array(arena, double, products * data->random_columns);
    p->random_slope = arena_array(arena, double, products * data->random_columns);
    p->linear_slope = arena_array(arena, double, products * data->linear_columns);
    double **rows[] = {&p->eta, &p->adjoint, &p->work, &p->line, &p->sum, &p->other};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!(*rows[i] = arena_array(arena, double, products))) return ERROR_MEMORY;
    if (!p->random || !p->random_slope || !p->linear_slope) return ERROR_MEMORY;
    return p->choice && p->sensitivity && p->factors && p->pivot ? ERROR_NONE : ERROR_MEMORY;
}

// The market's part of a column, in the places of this file.
static void gather(const struct random_coefficients_pricing *pricing, const double *column, double *line)
{
    for (size_t q = 0; q < pricing->products; q++)
        line[q] = column[pricing->first + pricing->member[pricing->first + q]];
}

// Adds factor_i line_j to every cell.
static void add_outer(const struct random_coefficients_pricing *pricing, const double *factor, double scale,
    const double *line, double *cells)
{
    size_t count = pricing->products;
    for (size_t i = 0; i < pricing->agents; i++) {
        double by = factor ? scale * factor[i] : scale;
        for (size_t q = 0; q < count; q++)
            cells[i * count + q] += by * line[q];
    }
}

static const double *agents_of(const struct random_coefficients_pricing *pricing, size_t parameter)
{
    const struct random_coefficients_data *data = pricing->data;
    return data->agent + data->parameter[parameter].agent_column * data->agents + pricing->first_agent;
}

static void fill_utilities(struct random_coefficients_pricing *pricing, const double *theta,
    const double *linear, const double *delta)
{
    const struct random_coefficients_data *data = pricing->data;
    size_t count = pricing->products, n = data->observations, cells = count * pricing->agents;
    const bool *is_linear_sloped = pricing->is_sloped + data->random_columns;
    memset(pricing->sensitivity, 0, cells * sizeof(double));
    memset(pricing->choice, 0, cells * sizeof(double));
    gather(pricing, delta, pricing->line);
    add_outer(pricing, NULL, 1, pricing->line, pricing->choice);
    for (size_t k = 0; k < data->linear_columns; k++) {
        gather(pricing, data->supply->linear_slope + k * n, pricing->linear_slope + k * count);
        if (is_linear_sloped[k])
            add_outer(pricing, NULL, linear[k], pricing->linear_slope + k * count, pricing->sensitivity);
    }
    for (size_t k = 0; k < data->random_columns; k++) {
        gather(pricing, data->random + k * n, pricing->random + k * count);
        gather(pricing, data->supply->random_slope + k * n, pricing->random_slope + k * count);
    }
    for (size_t p = 0; p < data->parameters; p++) {
        size_t k = data->parameter[p].column;
        if (theta[p] == 0) continue;
        add_outer(pricing, agents_of(pricing, p), theta[p], pricing->random + k * count, pricing->choice);
        if (pricing->is_sloped[k])
            add_outer(pricing, agents_of(pricing, p), theta[p], pricing->random_slope + k * count,
                pricing->sensitivity);
    }
}

// Delta of one line, from place `at` on.
static void fill_block(struct random_coefficients_pricing *pricing, size_t at, size_t size, double *block)
{
    const struct random_coefficients_data *data = pricing->data;
    memset(block, 0, size * size * sizeof(double));
    for (size_t i = 0; i < pricing->agents; i++) {
        const double *choice = pricing->choice + i * pricing->products + at;
        const double *sensitivity = pricing->sensitivity + i * pricing->products + at;
        double weight = data->weight[pricing->first_agent + i];
        for (size_t r = 0; r < size; r++)
            pricing->work[r] = weight * sensitivity[r] * choice[r];
        for (size_t c = 0; c < size; c++) {
            for (size_t r = 0; r < size; r++)
                block[c * size + r] += choice[c] * pricing->work[r];
            block[c * size + c] -= pricing->work[c];
        }
    }
}

enum error random_coefficients_pricing_enter(struct random_coefficients_pricing *pricing, size_t number,
    const double *theta, const double *linear, const double *delta)
{
    const struct random_coefficients_data *data = pricing->data;
    size_t count = data->market_start[number + 1] - data->market_start[number];
    pricing->number = number;
    pricing->first = data->market_start[number];
    pricing->products = count;
    pricing->first_agent = data->agent_start[number];
    pricing->agents = data->agent_start[number + 1] - pricing->first_agent;
    fill_utilities(pricing, theta, linear, delta);
    for (size_t i = 0; i < pricing->agents; i++) {
        double *choice = pricing->choice + i * count, sum = 1;
        for (size_t q = 0; q < count; q++)
            sum += choice[q] = exp(choice[q]);
        for (size_t q = 0; q < count; q++)
            choice[q] /= sum;
    }
    gather(pricing, data->share, pricing->eta);
    double *block = pricing->factors;
    for (size_t f = pricing->market_group[number]; f < pricing->market_group[number + 1]; f++) {
        size_t at = pricing->group_start[f] - pricing->first;
        size_t size = pricing->group_start[f + 1] - pricing->group_start[f];
        fill_block(pricing, at, size, block);
        enum error error = pivoted_factor(size, block, pricing->pivot + at);
        if (error != ERROR_NONE) return error;
        pivoted_solve(size, block, pricing->pivot + at, pricing->eta + at);
        block += size * size;
    }
    return ERROR_NONE;
}

enum error random_coefficients_pricing_costs(
    const struct random_coefficients_pricing *pricing, double *cost, double *transformed, double *slope)
{
    const struct random_coefficients_supply *supply = pricing->data->supply;
    for (size_t q = 0; q < pricing->products; q++) {
        size_t j = pricing->first + pricing->member[pricing->first + q];
        double raw = supply->price[j] - pricing->eta[q];
        bool is_low = raw<supply->cost_low, is_high = raw> supply->cost_high;
        cost[j] = is_low ? supply->cost_low : is_high ? supply->cost_high : raw;
        if (!isfinite(cost[j]) || (supply->is_log && !(cost[j] > 0))) return ERROR_INVALID;
        transformed[j] = supply->is_log ? log(cost[j]) : cost[j];
        slope[j] = is_low || is_high ? 0 : supply->is_log ? 1 / cost[j] : 1;
    }
    return ERROR_NONE;
}

// Solves Delta x = right, or its transpose, in place.
static void solve_lines(const struct random_coefficients_pricing *pricing, bool is_transposed, double *right)
{
    const double *block = pricing->factors;
    for (size_t f = pricing->market_group[pricing->number]; f < pricing->market_group[pricing->number + 1];
         f++) {
        size_t at = pricing->group_start[f] - pricing->first;
        size_t size = pricing->group_start[f + 1] - pricing->group_start[f];
        (is_transposed ? pivoted_solve_transposed : pivoted_solve)(
            size, block, pricing->pivot + at, right + at);
        block += size * size;
    }
}

// Each place gets the sum over its line.
static void add_lines(const struct random_coefficients_pricing *pricing, double *places)
{
    for (size_t f = pricing->market_group[pricing->number]; f < pricing->market_group[pricing->number + 1];
         f++) {
        size_t at = pricing->group_start[f] - pricing->first;
        size_t end = pricing->group_start[f + 1] - pricing->first;
        double sum = 0;
        for (size_t q = at; q < end; q++)
            sum += places[q];
        for (size_t q = at; q < end; q++)
            places[q] = sum;
    }
}

// The differentials of B by agent i's choices (with what follows from them by delta) and sensitivities, into
// `line` and `work`.
static void differentiate(struct random_coefficients_pricing *pricing, size_t i)
{
    size_t count = pricing->products;
    const double *choice = pricing->choice + i * count, *sensitivity = pricing->sensitivity + i * count;
    double weight = pricing->data->weight[pricing->first_agent + i], mean = 0;
    for (size_t q = 0; q < count; q++) {
        pricing->sum[q] = pricing->eta[q] * choice[q];
        pricing->other[q] = pricing->adjoint[q] * sensitivity[q] * choice[q];
    }
    add_lines(pricing, pricing->sum);
    add_lines(pricing, pricing->other);
    for (size_t q = 0; q < count; q++) {
        double margin = pricing->eta[q] - pricing->sum[q];
        pricing->line[q] =
            pricing->adjoint[q] * sensitivity[q] * margin - pricing->eta[q] * pricing->other[q];
        pricing->work[q] = weight * choice[q] * pricing->adjoint[q] * margin;
        mean += pricing->line[q] * choice[q];
    }
    for (size_t q = 0; q < count; q++)
        pricing->line[q] = weight * choice[q] * (pricing->line[q] - mean);
}

static double dot(size_t count, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

void random_coefficients_pricing_gradient(struct random_coefficients_pricing *pricing, const double *weights,
    const double *slope, double *by_delta, double *gradient)
{
    const struct random_coefficients_data *data = pricing->data;
    size_t count = pricing->products;
    for (size_t q = 0; q < count; q++) {
        size_t j = pricing->first + pricing->member[pricing->first + q];
        pricing->adjoint[q] = -weights[j] * slope[j];
    }
    solve_lines(pricing, true, pricing->adjoint);
    for (size_t i = 0; i < pricing->agents; i++) {
        differentiate(pricing, i);
        for (size_t q = 0; q < count; q++)
            by_delta[pricing->member[pricing->first + q]] += pricing->line[q];
        for (size_t k = 0; k < data->random_columns; k++) {
            double response = dot(count, pricing->line, pricing->random + k * count);
            if (pricing->is_sloped[k])
                response += dot(count, pricing->work, pricing->random_slope + k * count);
            for (size_t p = 0; p < data->parameters; p++)
                if (data->parameter[p].column == k) gradient[p] += response * agents_of(pricing, p)[i];
        }
        for (size_t k = 0; k < data->linear_columns; k++)
            if (pricing->is_sloped[data->random_columns + k])
                gradient[data->parameters + k] +=
                    dot(count, pricing->work, pricing->linear_slope + k * count);
    }
}

// d Delta eta of one direction, less its sign: `by_delta` how delta moves along it (NULL: not at all), `x`
// and `agent` how utility moves, `x_slope` how sensitivities move; `agent` NULL: 1, `x` NULL: 0.
static void move(struct random_coefficients_pricing *pricing, const double *by_delta, const double *x,
    const double *x_slope, const double *agent, double *result)
{
    size_t count = pricing->products;
    memset(result, 0, count * sizeof(double));
    for (size_t i = 0; i < pricing->agents; i++) {
        const double *choice = pricing->choice + i * count, *sensitivity = pricing->sensitivity + i * count;
        double by = agent ? agent[i] : 1, mean = 0, weight = pricing->data->weight[pricing->first_agent + i];
        for (size_t q = 0; q < count; q++) {
            pricing->sum[q] = pricing->eta[q] * choice[q];
            pricing->work[q] = (by_delta ? by_delta[q] : 0) + (x ? by * x[q] : 0);
            mean += choice[q] * pricing->work[q];
        }
        for (size_t q = 0; q < count; q++) {
            pricing->work[q] = choice[q] * (pricing->work[q] - mean);
            pricing->other[q] = pricing->eta[q] * pricing->work[q];
        }
        add_lines(pricing, pricing->sum);
        add_lines(pricing, pricing->other);
        for (size_t q = 0; q < count; q++)
            result[q] += weight * ((by * x_slope[q] * choice[q] + sensitivity[q] * pricing->work[q]) *
                                          (pricing->eta[q] - pricing->sum[q]) -
                                      sensitivity[q] * choice[q] * pricing->other[q]);
    }
}

void random_coefficients_pricing_derivative(
    struct random_coefficients_pricing *pricing, const double *slope, const double *by_theta, double *result)
{
    const struct random_coefficients_data *data = pricing->data;
    size_t count = pricing->products, n = data->observations;
    for (size_t p = 0; p < data->parameters + data->linear_columns; p++) {
        bool is_random = p < data->parameters;
        size_t k = is_random ? data->parameter[p].column : p - data->parameters;
        if (!is_random && !pricing->is_sloped[data->random_columns + k]) continue;
        if (is_random) {
            gather(pricing, by_theta + p * n, pricing->line);
            move(pricing, pricing->line, pricing->random + k * count, pricing->random_slope + k * count,
                agents_of(pricing, p), pricing->adjoint);
        } else {
            move(pricing, NULL, NULL, pricing->linear_slope + k * count, NULL, pricing->adjoint);
        }
        solve_lines(pricing, false, pricing->adjoint);
        for (size_t q = 0; q < count; q++) {
            size_t j = pricing->first + pricing->member[pricing->first + q];
            result[p * n + j] = -slope[j] * pricing->adjoint[q];
        }
    }
}
