// SPDX-License-Identifier: Apache-2.0
// Shares, inversion and derivatives of one market.
#include "engine/random_coefficients_market.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

enum error random_coefficients_market_prepare(const struct random_coefficients_data *data,
    struct arena *arena, struct random_coefficients_market *ret_market)
{
    size_t products = 0, agents = 0;
    for (size_t t = 0; t < data->markets; t++) {
        size_t j = data->market_start[t + 1] - data->market_start[t];
        size_t i = data->agent_start[t + 1] - data->agent_start[t];
        products = j > products ? j : products;
        agents = i > agents ? i : agents;
    }
    struct random_coefficients_market *m = ret_market;
    *m = (struct random_coefficients_market){.data = data};
    double **cells[] = {&m->taste, &m->taste_by_product, &m->choice};
    double **rows[] = {&m->attraction, &m->sum, &m->x0, &m->step, &m->bend};
    bool is_there = true;
    for (size_t i = 0; i < 3; i++)
        is_there &= (*cells[i] = arena_array(arena, double, products *agents)) != NULL;
    for (size_t i = 0; i < 5; i++)
        is_there &= (*rows[i] = arena_array(arena, double, products)) != NULL;
    m->denominator = arena_array(arena, double, agents);
    m->jacobian = arena_array(arena, double, products *products);
    m->right = arena_array(arena, double, products * data->parameters);
    return is_there && m->denominator && m->jacobian && m->right ? ERROR_NONE : ERROR_MEMORY;
}

void random_coefficients_market_enter(
    struct random_coefficients_market *market, size_t number, const double *theta)
{
    const struct random_coefficients_data *data = market->data;
    market->first = data->market_start[number];
    market->products = data->market_start[number + 1] - market->first;
    market->first_agent = data->agent_start[number];
    market->agents = data->agent_start[number + 1] - market->first_agent;
    size_t count = market->products;
    memset(market->taste, 0, count * market->agents * sizeof(double));
    for (size_t p = 0; p < data->parameters; p++) {
        const double *x = data->random + data->parameter[p].column * data->observations + market->first;
        const double *a = data->agent + data->parameter[p].agent_column * data->agents + market->first_agent;
        for (size_t i = 0; i < market->agents; i++) {
            double factor = theta[p] * a[i];
            for (size_t j = 0; j < count; j++)
                market->taste[i * count + j] += factor * x[j];
        }
    }
    for (size_t i = 0; i < market->agents; i++)
        for (size_t j = 0; j < count; j++)
            market->taste_by_product[j * market->agents + i] = market->taste[i * count + j] =
                exp(market->taste[i * count + j]);
}

// sum = shares / attraction, at the attraction given.
static void add_shares(struct random_coefficients_market *market)
{
    size_t count = market->products, agents = market->agents;
    double *restrict denominator = market->denominator, *restrict sum = market->sum;
    const double *weight = market->data->weight + market->first_agent;
    for (size_t i = 0; i < agents; i++)
        denominator[i] = 1;
    for (size_t j = 0; j < count; j++) {
        const double *restrict taste = market->taste_by_product + j * agents;
        double attraction = market->attraction[j];
        for (size_t i = 0; i < agents; i++)
            denominator[i] += taste[i] * attraction;
    }
    for (size_t j = 0; j < count; j++)
        sum[j] = 0;
    for (size_t i = 0; i < agents; i++) {
        const double *restrict taste = market->taste + i * count;
        double factor = weight[i] / denominator[i];
        for (size_t j = 0; j < count; j++)
            sum[j] += factor * taste[j];
    }
}

// One contraction of BLP (1995, equation 6.8): x becomes x + change, change = ln(shares seen) - ln(shares at
// x). Returns the largest change.
static double contract(struct random_coefficients_market *market, double *x, double *change)
{
    const double *share = market->data->share + market->first;
    double most = 0;
    add_shares(market);
    market->contractions++;
    for (size_t j = 0; j < market->products; j++) {
        double next = share[j] / market->sum[j]; // attraction * share / (attraction * sum)
        change[j] = log(next / market->attraction[j]);
        x[j] += change[j];
        market->attraction[j] = next;
        most = fabs(change[j]) <= most ? most : fabs(change[j]); // keeps NaN
    }
    return most;
}

enum error random_coefficients_market_invert(
    struct random_coefficients_market *market, double tolerance, size_t limit, double *delta)
{
    size_t count = market->products;
    double longest = 1, *first = market->step, *second = market->bend;
    for (size_t j = 0; j < count; j++)
        market->attraction[j] = exp(delta[j]);
    for (size_t i = 0; i < limit; i += 3) {
        memcpy(market->x0, delta, count * sizeof(double));
        double most = contract(market, delta, first);
        if (most < tolerance) return ERROR_NONE;
        if (!isfinite(most)) return ERROR_INVALID;
        most = contract(market, delta, second);
        if (most < tolerance) return ERROR_NONE;
        if (!isfinite(most)) return ERROR_INVALID;
        double length = 0, bend = 0;
        for (size_t j = 0; j < count; j++) {
            second[j] -= first[j];
            length += first[j] * first[j];
            bend += second[j] * second[j];
        }
        double step = bend > 0 ? fmax(1, fmin(longest, sqrt(length / bend))) : 1;
        if (step >= longest) longest *= 4;
        for (size_t j = 0; j < count; j++) {
            delta[j] = market->x0[j] + 2 * step * first[j] + step * step * second[j];
            market->attraction[j] = exp(delta[j]);
        }
        most = contract(market, delta, first);
        if (most < tolerance) return ERROR_NONE;
        if (!isfinite(most)) return ERROR_INVALID;
    }
    return ERROR_INVALID;
}

// The choice probabilities of every agent, and the factor of the derivative of shares by delta.
static enum error factor_jacobian(struct random_coefficients_market *market)
{
    size_t count = market->products;
    const double *weight = market->data->weight + market->first_agent;
    add_shares(market);
    memset(market->jacobian, 0, count * count * sizeof(double));
    for (size_t i = 0; i < market->agents; i++) {
        double *choice = market->choice + i * count;
        for (size_t j = 0; j < count; j++)
            choice[j] = market->taste[i * count + j] * market->attraction[j] / market->denominator[i];
        for (size_t k = 0; k < count; k++) {
            double factor = weight[i] * choice[k];
            market->jacobian[k * count + k] += factor;
            for (size_t j = k; j < count; j++)
                market->jacobian[k * count + j] -= factor * choice[j];
        }
    }
    return linear_algebra_factor(count, market->jacobian);
}

enum error random_coefficients_market_gradient(
    struct random_coefficients_market *market, const double *weights, double *gradient)
{
    const struct random_coefficients_data *data = market->data;
    size_t count = market->products;
    enum error error = factor_jacobian(market);
    if (error != ERROR_NONE) return error;
    double *adjoint = market->sum;
    memcpy(adjoint, weights, count * sizeof(double));
    linear_algebra_solve_factored(count, market->jacobian, 1, adjoint);
    for (size_t i = 0; i < market->agents; i++) {
        double *choice = market->choice + i * count, weight = data->weight[market->first_agent + i], mean = 0;
        for (size_t j = 0; j < count; j++)
            mean += adjoint[j] * choice[j];
        for (size_t j = 0; j < count; j++)
            market->x0[j] = choice[j] * (adjoint[j] - mean) * weight;
        for (size_t k = 0; k < data->random_columns; k++) {
            const double *x = data->random + k * data->observations + market->first;
            double response = 0;
            for (size_t j = 0; j < count; j++)
                response += market->x0[j] * x[j];
            for (size_t p = 0; p < data->parameters; p++)
                if (data->parameter[p].column == k)
                    gradient[p] -=
                        response *
                        data->agent[data->parameter[p].agent_column * data->agents + market->first_agent + i];
        }
    }
    return ERROR_NONE;
}

enum error random_coefficients_market_derivative(struct random_coefficients_market *market, double *result)
{
    const struct random_coefficients_data *data = market->data;
    size_t count = market->products;
    enum error error = factor_jacobian(market);
    if (error != ERROR_NONE) return error;
    memset(market->right, 0, count * data->parameters * sizeof(double));
    for (size_t p = 0; p < data->parameters; p++) {
        const double *x = data->random + data->parameter[p].column * data->observations + market->first;
        const double *a = data->agent + data->parameter[p].agent_column * data->agents + market->first_agent;
        for (size_t i = 0; i < market->agents; i++) {
            double *choice = market->choice + i * count, mean = 0;
            double factor = data->weight[market->first_agent + i] * a[i];
            for (size_t j = 0; j < count; j++)
                mean += choice[j] * x[j];
            for (size_t j = 0; j < count; j++)
                market->right[p * count + j] -= factor * choice[j] * (x[j] - mean);
        }
    }
    linear_algebra_solve_factored(count, market->jacobian, data->parameters, market->right);
    for (size_t p = 0; p < data->parameters; p++)
        memcpy(result + p * data->observations + market->first, market->right + p * count,
            count * sizeof(double));
    return ERROR_NONE;
}
