// SPDX-License-Identifier: Apache-2.0
// Ordinary least squares.
#include "engine/least_squares.h"
#include "engine/linear_algebra.h"
#include "engine/normal_equations.h"

#include <math.h>
#include <string.h>

enum error linear_fit_allocate(
    size_t observations, size_t coefficients, struct arena *arena, struct linear_fit *ret_fit)
{
    ret_fit->observations = observations;
    ret_fit->coefficients = coefficients;
    ret_fit->coefficient = arena_array(arena, double, coefficients);
    ret_fit->standard_error = arena_array(arena, double, coefficients);
    ret_fit->covariance = arena_array(arena, double, coefficients *coefficients);
    ret_fit->residual = arena_array(arena, double, observations);
    bool is_there =
        ret_fit->coefficient && ret_fit->standard_error && ret_fit->covariance && ret_fit->residual;
    return is_there ? ERROR_NONE : ERROR_MEMORY;
}

void linear_fit_residuals(struct linear_fit *fit, const double *regressor, const double *dependent)
{
    size_t n = fit->observations;
    memcpy(fit->residual, dependent, n * sizeof(double));
    for (size_t j = 0; j < fit->coefficients; j++)
        for (size_t i = 0; i < n; i++)
            fit->residual[i] -= regressor[j * n + i] * fit->coefficient[j];
    fit->sum_of_squares = linear_algebra_dot(n, fit->residual, fit->residual);
    double mean = 0, total = 0;
    for (size_t i = 0; i < n; i++)
        mean += dependent[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        total += (dependent[i] - mean) * (dependent[i] - mean);
    fit->r_squared = total > 0 ? 1 - fit->sum_of_squares / total : 0;
}

void linear_fit_standard_errors(struct linear_fit *fit)
{
    for (size_t j = 0; j < fit->coefficients; j++)
        fit->standard_error[j] = sqrt(fit->covariance[j * fit->coefficients + j]);
}

static enum error check(const struct least_squares_data *data, const struct covariance_choice *errors,
    struct engine_refusals *refusals)
{
    size_t n = data->observations, k = data->regressors;
    if (n == 0 || k == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->regressor, n * k) || !engine_is_finite(data->dependent, n))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (covariance_degrees(errors, n, k) == 0)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    return covariance_check(errors, n, refusals);
}

// inverse moments inverse; where columns nearly depend, by an orthonormal basis of them.
static enum error covariance_of(const struct least_squares_data *data, const struct covariance_choice *errors,
    const double *inverse, bool is_near_dependent, struct arena *arena, struct linear_fit *fit)
{
    size_t n = data->observations, k = data->regressors;
    const double *columns = data->regressor;
    double *moments = arena_array(arena, double, k *k), *factor = NULL;
    if (!moments) return ERROR_MEMORY;
    if (is_near_dependent) {
        double *basis = arena_array(arena, double, n *k);
        factor = arena_array(arena, double, k *k);
        if (!basis || !factor) return ERROR_MEMORY;
        enum error error = linear_algebra_basis(n, k, data->regressor, arena, basis);
        if (error != ERROR_NONE) return error;
        linear_algebra_cross(n, k, basis, k, data->regressor, factor);
        columns = basis;
    }
    enum error error = covariance_moments(errors, n, k, columns, fit->residual, fit->degrees, arena, moments);
    if (error != ERROR_NONE) return error;
    return factor ? covariance_of_basis(k, factor, moments, arena, fit->covariance)
                  : covariance_sandwich(k, inverse, moments, arena, fit->covariance);
}

enum error least_squares_fit(const struct least_squares_data *data, const struct covariance_choice *errors,
    struct arena *arena, struct linear_fit *ret_fit)
{
    *ret_fit = (struct linear_fit){0};
    size_t n = data->observations, k = data->regressors;
    enum error error = check(data, errors, &ret_fit->refusals);
    if (error != ERROR_NONE) return error;
    error = linear_fit_allocate(n, k, arena, ret_fit);
    double *inverse = arena_array(arena, double, k *k);
    if (error != ERROR_NONE || !inverse) return ERROR_MEMORY;
    error = normal_equations_solve(
        errors->help, n, k, data->regressor, data->dependent, arena, ret_fit->coefficient, inverse);
    bool is_near_dependent = error == ERROR_INVALID;
    if (is_near_dependent)
        error = linear_algebra_tall_least_squares(
            errors->help, n, k, data->regressor, data->dependent, arena, ret_fit->coefficient, inverse);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    linear_fit_residuals(ret_fit, data->regressor, data->dependent);
    ret_fit->degrees = covariance_degrees(errors, n, k);
    error = covariance_of(data, errors, inverse, is_near_dependent, arena, ret_fit);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    double correction = covariance_correction(errors, n, k);
    for (size_t i = 0; i < k * k; i++)
        ret_fit->covariance[i] *= correction;
    linear_fit_standard_errors(ret_fit);
    return ERROR_NONE;
}
