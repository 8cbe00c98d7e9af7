// SPDX-License-Identifier: Apache-2.0
// Expected derivatives and prices.
#include "engine/random_coefficients_expected.h"
#include "engine/linear_algebra.h"
#include "engine/random_coefficients_market.h"
#include "engine/random_coefficients_supply.h"

#include <string.h>

// The derivatives of delta by the parameters, and of f(cost) by them and by the coefficients of X1.
static enum error differentiate(const struct random_coefficients_data *data, const double *delta,
    const struct random_coefficients_fit *fit, struct arena *arena, double *by_theta, double *costs)
{
    size_t n = data->observations;
    struct random_coefficients_market market;
    struct random_coefficients_pricing pricing;
    double *rooms = arena_array(arena, double, 3 * n);
    if (!rooms) return ERROR_MEMORY;
    enum error error = random_coefficients_market_prepare(data, arena, &market);
    if (error == ERROR_NONE && data->supply)
        error = random_coefficients_pricing_prepare(data, arena, &pricing);
    for (size_t t = 0; error == ERROR_NONE && t < data->markets; t++) {
        random_coefficients_market_enter(&market, t, fit->parameter);
        random_coefficients_market_place(&market, delta + market.first);
        error = random_coefficients_market_derivative(&market, by_theta);
        if (error != ERROR_NONE || !data->supply) continue;
        error = random_coefficients_pricing_enter(&pricing, t, fit->parameter, fit->linear, delta);
        if (error == ERROR_NONE)
            error = random_coefficients_pricing_costs(&pricing, rooms, rooms + n, rooms + 2 * n);
        if (error == ERROR_NONE)
            random_coefficients_pricing_derivative(&pricing, rooms + 2 * n, by_theta, costs);
    }
    return error;
}

// The inverse of the residuals' covariance: 1/variance of one side, or two by two.
static void invert_covariance(const struct random_coefficients_fit *fit, size_t n, double inverse[4])
{
    const double *residual[2] = {fit->residual, fit->cost_residual};
    double mean[2] = {0}, sum[4] = {0};
    size_t sides = fit->cost_residual ? 2 : 1;
    for (size_t s = 0; s < sides; s++)
        for (size_t i = 0; i < n; i++)
            mean[s] += residual[s][i] / (double)n;
    for (size_t a = 0; a < sides; a++)
        for (size_t b = 0; b < sides; b++)
            for (size_t i = 0; i < n; i++)
                sum[2 * a + b] += (residual[a][i] - mean[a]) * (residual[b][i] - mean[b]) / (double)n;
    double all = sides == 1 ? sum[0] : sum[0] * sum[3] - sum[1] * sum[2];
    inverse[0] = sides == 1 ? 1 / all : sum[3] / all;
    inverse[1] = inverse[2] = sides == 1 ? 0 : -sum[1] / all;
    inverse[3] = sides == 1 ? 0 : sum[0] / all;
}

enum error random_coefficients_optimal_instruments(const struct random_coefficients_data *expected,
    const double *delta, const struct random_coefficients_fit *fit, const bool *is_wanted,
    struct arena *arena, double *demand, double *supply)
{
    size_t n = expected->observations, parameters = expected->parameters, at = 0;
    size_t all = parameters + expected->linear_columns;
    double inverse[4];
    double *by_theta = arena_array(arena, double, n *(parameters + 1));
    double *costs = arena_array(arena, double, expected->supply ? n *all : 1);
    if (!by_theta || !costs) return ERROR_MEMORY;
    enum error error = differentiate(expected, delta, fit, arena, by_theta, costs);
    if (error != ERROR_NONE) return error;
    invert_covariance(fit, n, inverse);
    for (size_t p = 0; p < all; p++) {
        if (!is_wanted[p]) continue;
        const double *x1 = p < parameters ? NULL : expected->linear + (p - parameters) * n;
        for (size_t i = 0; i < n; i++) {
            double of_demand = x1 ? -x1[i] : by_theta[p * n + i];
            double of_costs = expected->supply ? costs[p * n + i] : 0;
            demand[at * n + i] = inverse[0] * of_demand + inverse[1] * of_costs;
            if (expected->supply) supply[at * n + i] = inverse[2] * of_demand + inverse[3] * of_costs;
        }
        at++;
    }
    return ERROR_NONE;
}

enum error random_coefficients_expected_price(
    const struct random_coefficients_data *data, const double *price, struct arena *arena, double *expected)
{
    size_t n = data->observations, l = data->instrument_columns;
    double *basis = arena_array(arena, double, n *l), *left = arena_array(arena, double, n);
    double *part = arena_array(arena, double, l), *fitted = arena_array(arena, double, n);
    struct engine_refusals refusals = {0};
    if (!basis || !left || !part || !fitted) return ERROR_MEMORY;
    memcpy(basis, data->instrument, n * l * sizeof(double));
    memcpy(left, price, n * sizeof(double));
    enum error error = ERROR_NONE;
    if (data->effects) error = fixed_effects_absorb(data->effects, l, basis, arena, &refusals);
    if (error == ERROR_NONE && data->effects)
        error = fixed_effects_absorb(data->effects, 1, left, arena, &refusals);
    if (error == ERROR_NONE) error = linear_algebra_basis(n, l, basis, arena, basis);
    if (error != ERROR_NONE) return error;
    linear_algebra_cross(n, l, basis, 1, left, part);
    linear_algebra_product(n, l, 1, basis, part, fitted);
    for (size_t i = 0; i < n; i++)
        expected[i] = price[i] - left[i] + fitted[i];
    return ERROR_NONE;
}
