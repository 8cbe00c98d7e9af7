// SPDX-License-Identifier: Apache-2.0
// Two-stage least squares and two-step GMM.
#include "engine/instrumental_variables.h"
#include "engine/distribution.h"
#include "engine/linear_algebra.h"

#include <string.h>

// The problem in terms of a basis of the instruments: q = basis'y, a = basis'X.
struct projection {
    size_t n, k, l;
    double *x, *basis, *a, *q;
    double *bread, *moments, *g;
};

static enum error check(const struct instrumental_variables_data *data,
    const struct instrumental_variables_options *options, struct engine_refusals *refusals)
{
    size_t n = data->observations, k = data->endogenous_columns + data->exogenous_columns;
    if (n == 0 || k == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (options->steps < 1 || options->steps > 2) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (!engine_is_finite(data->endogenous, n * data->endogenous_columns) ||
        !engine_is_finite(data->exogenous, n * data->exogenous_columns) ||
        !engine_is_finite(data->instrument, n * data->instrument_columns) ||
        !engine_is_finite(data->dependent, n))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (data->instrument_columns < data->endogenous_columns)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS);
    if (covariance_degrees(&options->errors, n, k) == 0 ||
        n < data->exogenous_columns + data->instrument_columns)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    return covariance_check(&options->errors, n, refusals);
}

// Two blocks of columns side by side (*arena*), or NULL.
static double *join(size_t rows, size_t left_columns, const double *left, size_t right_columns,
    const double *right, struct arena *arena)
{
    double *joined = arena_array(arena, double, rows *(left_columns + right_columns));
    if (!joined) return NULL;
    if (left_columns) memcpy(joined, left, rows * left_columns * sizeof(double));
    if (right_columns) memcpy(joined + rows * left_columns, right, rows * right_columns * sizeof(double));
    return joined;
}

static enum error project(
    const struct instrumental_variables_data *data, struct arena *arena, struct projection *ret)
{
    size_t n = data->observations, k = data->endogenous_columns + data->exogenous_columns;
    size_t l = data->exogenous_columns + data->instrument_columns;
    *ret = (struct projection){.n = n, .k = k, .l = l};
    ret->x =
        join(n, data->endogenous_columns, data->endogenous, data->exogenous_columns, data->exogenous, arena);
    ret->basis =
        join(n, data->exogenous_columns, data->exogenous, data->instrument_columns, data->instrument, arena);
    ret->a = arena_array(arena, double, l *k);
    ret->q = arena_array(arena, double, l);
    ret->g = arena_array(arena, double, l);
    ret->bread = arena_array(arena, double, k *k);
    ret->moments = arena_array(arena, double, l *l);
    if (!ret->x || !ret->basis || !ret->a || !ret->q || !ret->g || !ret->bread || !ret->moments)
        return ERROR_MEMORY;
    return linear_algebra_basis(n, l, ret->basis, arena, ret->basis);
}

// One minimisation with the weights that the basis carries; fills coefficients, residuals, g and the
// objective.
static enum error minimise(const struct instrumental_variables_data *data, struct projection *p,
    struct arena *arena, struct instrumental_variables_fit *fit)
{
    linear_algebra_cross(p->n, p->l, p->basis, p->k, p->x, p->a);
    linear_algebra_cross(p->n, p->l, p->basis, 1, data->dependent, p->q);
    enum error error =
        linear_algebra_least_squares(p->l, p->k, p->a, 1, p->q, arena, fit->linear.coefficient, p->bread);
    if (error != ERROR_NONE) return error;
    linear_fit_residuals(&fit->linear, p->x, data->dependent);
    linear_algebra_cross(p->n, p->l, p->basis, 1, fit->linear.residual, p->g);
    fit->objective = linear_algebra_dot(p->l, p->g, p->g);
    return ERROR_NONE;
}

// Weights for step two: with L L' the moments of this step, the basis becomes basis L'^-1, so that W is one.
static enum error reweight(const struct instrumental_variables_options *options, struct projection *p,
    struct arena *arena, const struct linear_fit *fit)
{
    struct covariance_choice errors = options->errors;
    if (errors.kind == COVARIANCE_CLASSICAL) errors.kind = COVARIANCE_HC0;
    enum error error =
        covariance_moments(&errors, p->n, p->l, p->basis, fit->residual, fit->degrees, arena, p->moments);
    if (error != ERROR_NONE) return error;
    if (options->is_weighting_centred)
        for (size_t j = 0; j < p->l; j++)
            for (size_t i = 0; i < p->l; i++)
                p->moments[j * p->l + i] -= p->g[i] * p->g[j] / (double)p->n;
    error = linear_algebra_factor(p->l, p->moments);
    if (error == ERROR_NONE) linear_algebra_divide_right(p->n, p->l, p->moments, p->basis);
    return error;
}

// bread a' moments a bread, by a basis of a; with two steps and classical errors the bread alone.
static enum error covariance_of(const struct instrumental_variables_options *options, struct projection *p,
    struct arena *arena, struct linear_fit *fit)
{
    size_t k = p->k, l = p->l;
    if (options->steps == 2 && options->errors.kind == COVARIANCE_CLASSICAL) {
        memcpy(fit->covariance, p->bread, k * k * sizeof(double));
        return ERROR_NONE;
    }
    enum error error = covariance_moments(
        &options->errors, p->n, l, p->basis, fit->residual, fit->degrees, arena, p->moments);
    double *half = arena_array(arena, double, l *k), *meat = arena_array(arena, double, k *k);
    double *basis = arena_array(arena, double, l *k), *factor = arena_array(arena, double, k *k);
    if (error != ERROR_NONE || !half || !meat || !basis || !factor) return ERROR_MEMORY;
    error = linear_algebra_basis(l, k, p->a, arena, basis);
    if (error != ERROR_NONE) return error;
    linear_algebra_cross(l, k, basis, k, p->a, factor);
    linear_algebra_product(l, l, k, p->moments, basis, half);
    linear_algebra_cross(l, k, basis, k, half, meat);
    error = covariance_of_basis(k, factor, meat, arena, fit->covariance);
    double correction = covariance_correction(&options->errors, p->n, k);
    for (size_t i = 0; i < k * k; i++)
        fit->covariance[i] *= correction;
    return error;
}

enum error instrumental_variables_fit(const struct instrumental_variables_data *data,
    const struct instrumental_variables_options *options, struct arena *arena,
    struct instrumental_variables_fit *ret_fit)
{
    *ret_fit = (struct instrumental_variables_fit){0};
    struct linear_fit *fit = &ret_fit->linear;
    enum error error = check(data, options, &fit->refusals);
    if (error != ERROR_NONE) return error;
    size_t n = data->observations, k = data->endogenous_columns + data->exogenous_columns;
    struct projection p;
    error = linear_fit_allocate(n, k, arena, fit);
    if (error == ERROR_NONE) error = project(data, arena, &p);
    fit->degrees = covariance_degrees(&options->errors, n, k);
    if (error == ERROR_NONE) error = minimise(data, &p, arena, ret_fit);
    if (error == ERROR_NONE && options->steps == 2) {
        error = reweight(options, &p, arena, fit);
        if (error == ERROR_NONE) error = minimise(data, &p, arena, ret_fit);
    }
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error == ERROR_NONE) error = covariance_of(options, &p, arena, fit);
    if (error != ERROR_NONE) return error;
    linear_fit_standard_errors(fit);
    ret_fit->over_identification_degrees = p.l - p.k;
    if (p.l > p.k) {
        double variance = options->steps == 2 ? 1 : fit->sum_of_squares / (double)n;
        ret_fit->over_identification = ret_fit->objective / variance;
        ret_fit->over_identification_p =
            distribution_chi_squared_above(ret_fit->over_identification, (double)(p.l - p.k));
    }
    return ERROR_NONE;
}
