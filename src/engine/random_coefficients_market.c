// SPDX-License-Identifier: Apache-2.0
// Shares, inversion and derivatives of one market.
#include "engine/random_coefficients_market.h"

#include <math.h>
#include <string.h>

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void set(double *values, size_t from, size_t to, double value)
{
    for (size_t i = from; i < to; i++)
        values[i] = value;
}

// Whole registers begin at addresses that a register divides.
static double *aligned(struct arena *arena, size_t count)
{
    double *values = arena_array(arena, double, count + VECTOR_PADDING);
    if (!values) return NULL;
    size_t off = (uintptr_t)values / sizeof(double) % VECTOR_PADDING;
    return off ? values + (VECTOR_PADDING - off) : values;
}

enum error random_coefficients_market_prepare(const struct random_coefficients_data *data,
    struct arena *arena, struct random_coefficients_market *ret_market)
{
    struct random_coefficients_market *m = ret_market;
    size_t products = 0, agents = 0, cells = 0, side = 0;
    *m = (struct random_coefficients_market){.data = data, .kernels = vector_kernels_best()};
    for (size_t i = 0; i < data->agents; i++)
        m->has_negative_weights |= data->weight[i] < 0;
    for (size_t t = 0; t < data->markets; t++) {
        size_t j = vector_padded(data->market_start[t + 1] - data->market_start[t]);
        size_t i = vector_padded(data->agent_start[t + 1] - data->agent_start[t]);
        products = larger(products, j);
        agents = larger(agents, i);
        cells = larger(cells, i * j);
        side = larger(side, m->has_negative_weights ? j : smaller(i, j));
    }
    struct vector_inversion *v = &m->inversion;
    size_t columns = data->random_columns;
    const struct {
        double **place;
        size_t count;
    } room[] = {{&m->appeal, cells}, {&m->choice, cells}, {&m->scaled, cells}, {&m->attraction, products},
        {&m->share, products}, {&m->padding, products}, {&m->weight, agents},
        {&m->column, products * columns}, {&m->factor, agents * columns}, {&m->jacobian, side * side},
        {&m->root, agents}, {&m->by_agent, agents}, {&m->work, larger(products, agents)},
        {&m->other, larger(products, agents)}, {&v->delta, products}, {&v->denominator, agents},
        {&v->sum, products}, {&v->before, products}, {&v->first, products}, {&v->second, products}};
    for (size_t i = 0; i < sizeof(room) / sizeof(*room); i++)
        if (!(*room[i].place = aligned(arena, room[i].count))) return ERROR_MEMORY;
    v->appeal = m->appeal;
    v->weight = m->weight;
    v->share = m->share;
    v->start = m->padding;
    v->attraction = m->attraction;
    return ERROR_NONE;
}

void random_coefficients_market_enter(
    struct random_coefficients_market *market, size_t number, const double *theta)
{
    const struct random_coefficients_data *data = market->data;
    market->first = data->market_start[number];
    market->first_agent = data->agent_start[number];
    size_t count = market->products = data->market_start[number + 1] - market->first;
    size_t agents = market->agents = data->agent_start[number + 1] - market->first_agent;
    size_t stride = market->stride = market->inversion.stride = vector_padded(count);
    size_t rows = market->inversion.rows = vector_padded(agents), columns = data->random_columns;
    market->is_by_agent = !market->has_negative_weights && rows <= stride;
    memcpy(market->share, data->share + market->first, count * sizeof(double));
    set(market->share, count, stride, 1);
    set(market->padding, 0, count, 0);
    set(market->padding, count, stride, 1);
    memcpy(market->weight, data->weight + market->first_agent, agents * sizeof(double));
    set(market->weight, agents, rows, 0);
    for (size_t k = 0; k < columns; k++) {
        memcpy(market->column + k * stride, data->random + k * data->observations + market->first,
            count * sizeof(double));
        set(market->column, k * stride + count, (k + 1) * stride, 0);
    }
    set(market->factor, 0, columns * rows, 0);
    for (size_t p = 0; p < data->parameters; p++) {
        double *factor = market->factor + data->parameter[p].column * rows;
        const double *a = data->agent + data->parameter[p].agent_column * data->agents + market->first_agent;
        for (size_t i = 0; i < agents; i++)
            factor[i] += theta[p] * a[i];
    }
    market->kernels.appeals(
        agents, count, rows, stride, columns, market->factor, market->column, market->appeal);
}

enum error random_coefficients_market_invert(
    struct random_coefficients_market *market, double tolerance, size_t limit, double *delta)
{
    struct vector_inversion *inversion = &market->inversion;
    memcpy(inversion->delta, delta, market->products * sizeof(double));
    set(inversion->delta, market->products, market->stride, 0);
    inversion->contractions = 0;
    bool is_found = market->kernels.invert(inversion, tolerance, limit);
    market->contractions += inversion->contractions;
    memcpy(delta, inversion->delta, market->products * sizeof(double));
    return is_found ? ERROR_NONE : ERROR_INVALID;
}

void random_coefficients_market_place(struct random_coefficients_market *market, const double *delta)
{
    market->kernels.exponential(market->products, delta, market->attraction);
    set(market->attraction, market->products, market->stride, 0);
}

void random_coefficients_market_choose(struct random_coefficients_market *market)
{
    set(market->attraction, market->products, market->stride, 0);
    market->kernels.choices(&market->inversion, market->choice);
}

// I - B'WB of products, where W holds the signs of the weights.
static void fill_by_product(struct random_coefficients_market *market)
{
    size_t rows = market->inversion.rows, stride = market->stride;
    for (size_t k = 0; k < market->products; k++) {
        double *column = market->jacobian + k * stride;
        for (size_t i = 0; i < rows; i++)
            market->by_agent[i] = copysign(market->scaled[i * stride + k], -market->weight[i]);
        market->kernels.times_rows(rows, stride, market->scaled, market->by_agent, column);
        column[k] += 1;
    }
}

// The choices, B, and the factor of I - BB' or I - B'B.
static enum error factor_jacobian(struct random_coefficients_market *market)
{
    size_t rows = market->inversion.rows, stride = market->stride;
    double *scale = market->inversion.sum;
    random_coefficients_market_choose(market);
    market->kernels.times_rows(rows, stride, market->choice, market->weight, scale);
    for (size_t j = 0; j < market->products; j++)
        scale[j] = 1 / sqrt(scale[j]);
    for (size_t i = 0; i < rows; i++)
        market->root[i] = sqrt(fabs(market->weight[i]));
    market->kernels.scale(rows, stride, market->choice, market->root, scale, market->scaled);
    if (market->is_by_agent)
        market->kernels.less_gram(rows, stride, market->scaled, market->jacobian);
    else
        fill_by_product(market);
    bool is_good = market->is_by_agent ? market->kernels.factor(market->agents, rows, market->jacobian)
                                       : market->kernels.factor(market->products, stride, market->jacobian);
    return is_good ? ERROR_NONE : ERROR_INVALID;
}

// Replaces right (stride) by A^-1 right.
static void solve(struct random_coefficients_market *market, double *right)
{
    size_t rows = market->inversion.rows, stride = market->stride;
    const double *scale = market->inversion.sum;
    for (size_t j = 0; j < stride; j++)
        right[j] *= scale[j];
    if (market->is_by_agent) {
        market->kernels.rows_times(rows, stride, market->scaled, right, market->by_agent);
        market->kernels.solve(market->agents, rows, market->jacobian, market->by_agent);
        market->kernels.times_rows(rows, stride, market->scaled, market->by_agent, market->work);
        for (size_t j = 0; j < stride; j++)
            right[j] += market->work[j];
    } else {
        market->kernels.solve(market->products, stride, market->jacobian, right);
    }
    for (size_t j = 0; j < stride; j++)
        right[j] *= scale[j];
}

// With A'lambda = weights: minus sum over agents of a_i w_i sum over products of lambda_j s_ij (x_j -
// mean_i), mean_i the agent's mean of x over its choices; the means are exchanged for those of lambda, so
// that a column of X2 costs two products of the choices with a vector.
enum error random_coefficients_market_gradient(
    struct random_coefficients_market *market, const double *weights, double *gradient)
{
    const struct random_coefficients_data *data = market->data;
    size_t rows = market->inversion.rows, stride = market->stride;
    double *adjoint = market->inversion.before, *mean = market->by_agent, *response = market->root;
    enum error error = factor_jacobian(market);
    if (error != ERROR_NONE) return error;
    memcpy(adjoint, weights, market->products * sizeof(double));
    set(adjoint, market->products, stride, 0);
    solve(market, adjoint);
    market->kernels.rows_times(rows, stride, market->choice, adjoint, mean);
    for (size_t k = 0; k < data->random_columns; k++) {
        const double *x = market->column + k * stride;
        for (size_t j = 0; j < stride; j++)
            market->work[j] = adjoint[j] * x[j];
        market->kernels.rows_times(rows, stride, market->choice, market->work, response);
        market->kernels.rows_times(rows, stride, market->choice, x, market->other);
        for (size_t i = 0; i < rows; i++)
            response[i] = market->weight[i] * (response[i] - mean[i] * market->other[i]);
        for (size_t p = 0; p < data->parameters; p++) {
            if (data->parameter[p].column != k) continue;
            const double *a =
                data->agent + data->parameter[p].agent_column * data->agents + market->first_agent;
            double sum = 0;
            for (size_t i = 0; i < market->agents; i++)
                sum += response[i] * a[i];
            gradient[p] -= sum;
        }
    }
    return ERROR_NONE;
}

enum error random_coefficients_market_derivative(struct random_coefficients_market *market, double *result)
{
    const struct random_coefficients_data *data = market->data;
    size_t rows = market->inversion.rows, stride = market->stride;
    double *right = market->inversion.before, *mean = market->inversion.first;
    enum error error = factor_jacobian(market);
    if (error != ERROR_NONE) return error;
    for (size_t p = 0; p < data->parameters; p++) {
        const double *x = market->column + data->parameter[p].column * stride;
        const double *a = data->agent + data->parameter[p].agent_column * data->agents + market->first_agent;
        double *by_agent = market->by_agent;
        for (size_t i = 0; i < rows; i++)
            by_agent[i] = i < market->agents ? market->weight[i] * a[i] : 0;
        market->kernels.times_rows(rows, stride, market->choice, by_agent, right);
        market->kernels.rows_times(rows, stride, market->choice, x, market->other);
        for (size_t i = 0; i < rows; i++)
            by_agent[i] *= market->other[i];
        market->kernels.times_rows(rows, stride, market->choice, by_agent, mean);
        for (size_t j = 0; j < stride; j++)
            right[j] = mean[j] - right[j] * x[j];
        solve(market, right);
        memcpy(result + p * data->observations + market->first, right, market->products * sizeof(double));
    }
    return ERROR_NONE;
}
