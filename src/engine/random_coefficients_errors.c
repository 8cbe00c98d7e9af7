// SPDX-License-Identifier: Apache-2.0
// Residuals of the random-coefficients logit, the weights that follow from them, and the covariance of what
// is estimated: (G'WG)^-1 G'WSWG (G'WG)^-1 (Hansen 1982), with G the derivative of the stacked moments.
#include "engine/linear_algebra.h"
#include "engine/random_coefficients_gmm.h"

#include <math.h>
#include <string.h>

enum error random_coefficients_problem_residuals(
    struct random_coefficients_problem *problem, struct arena *arena, struct random_coefficients_fit *fit)
{
    struct random_coefficients_problem *p = problem;
    const struct random_coefficients_data *data = p->data;
    const struct random_coefficients_supply *supply = data->supply;
    size_t n = data->observations, cost_columns = supply ? supply->cost_columns : 0;
    double *solution = arena_array(arena, double, p->concentrated + 1);
    if (!solution) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    if (p->concentrated)
        error = linear_algebra_least_squares(
            p->moments, p->concentrated, p->a_weighted, 1, p->q, arena, solution, NULL);
    if (error != ERROR_NONE) return error;
    memcpy(fit->linear, p->coefficients, data->linear_columns * sizeof(double));
    for (size_t k = 0; k < p->flat_count; k++)
        fit->linear[p->flat[k]] = solution[k];
    memcpy(fit->delta, p->delta, n * sizeof(double));
    memcpy(fit->residual, p->delta, n * sizeof(double));
    if (data->effects) error = fixed_effects_absorb(data->effects, 1, fit->residual, arena, &fit->refusals);
    for (size_t k = 0; k < data->linear_columns; k++)
        for (size_t i = 0; i < n; i++)
            fit->residual[i] -= p->linear[k * n + i] * fit->linear[k];
    if (error != ERROR_NONE || !supply) return error;
    memcpy(fit->cost_coefficient, solution + p->flat_count, cost_columns * sizeof(double));
    memcpy(fit->cost, p->cost, n * sizeof(double));
    memcpy(fit->cost_residual, p->transformed, n * sizeof(double));
    if (supply->effects)
        error = fixed_effects_absorb(supply->effects, 1, fit->cost_residual, arena, &fit->refusals);
    for (size_t k = 0; k < cost_columns; k++)
        for (size_t i = 0; i < n; i++)
            fit->cost_residual[i] -= p->cost_columns[k * n + i] * fit->cost_coefficient[k];
    fit->clipped_costs = 0;
    for (size_t i = 0; i < n; i++)
        fit->clipped_costs += p->cost_slope[i] == 0;
    return error;
}

static double covariance_of(size_t n, const double *a, const double *b)
{
    double mean_a = 0, mean_b = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        mean_a += a[i] / (double)n;
        mean_b += b[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++)
        sum += (a[i] - mean_a) * (b[i] - mean_b) / (double)n;
    return sum;
}

// One variance for each side and their covariance times B'B.
static void classical(
    const struct random_coefficients_problem *p, const struct random_coefficients_fit *fit, double *moments)
{
    size_t n = p->data->observations, m = p->moments, l = p->demand_moments;
    const double *residual[2] = {fit->residual, fit->cost_residual};
    for (size_t j = 0; j < m; j++)
        for (size_t i = 0; i < m; i++) {
            size_t a = i < l ? 0 : 1, b = j < l ? 0 : 1;
            const double *left = a ? p->supply_basis + (i - l) * n : p->basis + i * n;
            const double *right = b ? p->supply_basis + (j - l) * n : p->basis + j * n;
            double cross = a == b ? (i == j ? 1.0 : 0.0) : linear_algebra_dot(n, left, right);
            moments[j * m + i] = cross == 0 ? 0 : cross * covariance_of(n, residual[a], residual[b]);
        }
}

// The covariance of the stacked moments, summed over observations.
static enum error moments_covariance(const struct random_coefficients_problem *p,
    const struct covariance_choice *choice, bool is_centred, const struct random_coefficients_fit *fit,
    struct arena *arena, double *moments)
{
    size_t n = p->data->observations, m = p->moments;
    if (choice->kind == COVARIANCE_CLASSICAL) {
        classical(p, fit, moments);
        return ERROR_NONE;
    }
    bool is_clustered = choice->kind == COVARIANCE_CLUSTER0 || choice->kind == COVARIANCE_CLUSTER1;
    size_t rows = is_clustered ? choice->clusters : n;
    double *scores = arena_array(arena, double, rows *m);
    if (!scores) return ERROR_MEMORY;
    for (size_t j = 0; j < m; j++) {
        bool is_demand = j < p->demand_moments;
        const double *basis = is_demand ? p->basis + j * n : p->supply_basis + (j - p->demand_moments) * n;
        const double *residual = is_demand ? fit->residual : fit->cost_residual;
        double mean = is_centred ? linear_algebra_dot(n, basis, residual) / (double)n : 0;
        for (size_t i = 0; i < n; i++)
            scores[j * rows + (is_clustered ? choice->cluster[i] : i)] += basis[i] * residual[i] - mean;
    }
    linear_algebra_cross(rows, m, scores, m, scores, moments);
    return ERROR_NONE;
}

enum error random_coefficients_problem_reweight(
    struct random_coefficients_problem *problem, struct arena *arena, struct random_coefficients_fit *fit)
{
    struct random_coefficients_problem *p = problem;
    enum error error =
        moments_covariance(p, &p->options->weights, !p->options->is_weighting_uncentred, fit, arena, p->root);
    if (error == ERROR_NONE) error = linear_algebra_factor(p->moments, p->root);
    p->is_weighted = true;
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    return error == ERROR_NONE ? random_coefficients_problem_weigh(p, arena, &fit->refusals) : error;
}

// The derivative of the stacked moments by what is free, and which place of the whole each column belongs to.
static enum error fill_derivative(struct random_coefficients_problem *p, const double *x, const bool *is_free,
    struct arena *arena, double *g, size_t *place, size_t *ret_columns)
{
    const struct random_coefficients_data *data = p->data;
    size_t n = data->observations, m = p->moments, l = p->demand_moments, at = 0;
    double *by_theta = arena_array(arena, double, n *(data->parameters + 1));
    double *costs =
        arena_array(arena, double, data->supply ? n *(data->parameters + data->linear_columns) : 1);
    if (!by_theta || !costs) return ERROR_MEMORY;
    enum error error = random_coefficients_problem_derivative(p, x, by_theta, costs);
    if (error != ERROR_NONE) return error;
    for (size_t i = 0; i < p->searched; i++) {
        if (!is_free[i]) continue;
        bool is_random = i < data->parameters;
        size_t whole = is_random ? i : data->parameters + p->sloped[i - data->parameters];
        for (size_t k = 0; k < l; k++)
            g[at * m + k] = is_random ? linear_algebra_dot(n, p->basis + k * n, by_theta + i * n)
                                      : -p->a_sloped[(i - data->parameters) * l + k];
        for (size_t k = l; k < m; k++)
            g[at * m + k] = linear_algebra_dot(n, p->supply_basis + (k - l) * n, costs + whole * n);
        place[at++] = whole;
    }
    for (size_t i = 0; i < p->concentrated; i++) {
        for (size_t k = 0; k < m; k++)
            g[at * m + k] = -p->a[i * m + k];
        place[at++] = i < p->flat_count ? data->parameters + p->flat[i]
                                        : data->parameters + data->linear_columns + i - p->flat_count;
    }
    *ret_columns = at;
    return ERROR_NONE;
}

enum error random_coefficients_problem_guess(struct random_coefficients_problem *problem, const double *x,
    const bool *is_free, struct arena *arena, double **ret_inverse)
{
    struct random_coefficients_problem *p = problem;
    size_t m = p->moments, k = p->concentrated, size = p->searched, columns = 0, free = 0;
    double *d = arena_array(arena, double, m *(size + k)), *part = arena_array(arena, double, k *size + 1);
    double *fitted = arena_array(arena, double, m *size), *hessian = arena_array(arena, double, size *size);
    double *inverse = arena_array(arena, double, size *size), value;
    size_t *place = arena_array(arena, size_t, size + k);
    *ret_inverse = NULL;
    if (!d || !part || !fitted || !hessian || !inverse || !place) return ERROR_MEMORY;
    enum error error = random_coefficients_problem_evaluate(p, x, &value, hessian);
    if (error == ERROR_NONE) error = fill_derivative(p, x, is_free, arena, d, place, &columns);
    if (error != ERROR_NONE) return error;
    free = columns - k;
    if (free == 0) return ERROR_NONE;
    linear_algebra_solve_lower(m, p->root, free, d);
    if (k) {
        linear_algebra_cross(m, k, p->a_basis, free, d, part);
        linear_algebra_product(m, k, free, p->a_basis, part, fitted);
    }
    for (size_t i = 0; i < m * free; i++)
        d[i] = (d[i] - fitted[i]) * sqrt(2);
    linear_algebra_cross(m, free, d, free, d, hessian);
    for (size_t i = 0; i < free; i++)
        hessian[i * free + i] *= 1.0001;
    if (linear_algebra_invert(free, arena, hessian) != ERROR_NONE) return ERROR_NONE;
    for (size_t j = 0, to = 0; j < size; j++) {
        inverse[j * size + j] = is_free[j] ? 0 : 1;
        for (size_t i = 0, at = 0; is_free[j] && i < size; i++)
            if (is_free[i]) inverse[j * size + i] = hessian[to * free + at++];
        to += is_free[j];
    }
    *ret_inverse = inverse;
    return ERROR_NONE;
}

// S becomes root^-1 S root'^-1, symmetric as it is.
static void weigh_moments(const struct random_coefficients_problem *p, double *moments)
{
    size_t m = p->moments;
    for (int side = 0; side < 2; side++) {
        linear_algebra_solve_lower(m, p->root, m, moments);
        for (size_t j = 0; j < m; j++)
            for (size_t i = 0; i < j; i++) {
                double kept = moments[j * m + i];
                moments[j * m + i] = moments[i * m + j];
                moments[i * m + j] = kept;
            }
    }
}

// Leaves out parameters that have gone to where the moments no longer answer to them: a standard deviation at
// 0, where shares do not change with its sign, has a derivative of 0, and no error can be given. Such a one
// moves the weighted moments by nothing, and its derivative is a millionth of the largest.
static void leave_out(
    struct random_coefficients_problem *p, const double *x, double *g, size_t *place, size_t *columns)
{
    size_t m = p->moments, kept = 0;
    double *length = p->part, most = 0, *weighted = p->pull; // both have room for the moments
    for (int round = 0; round < 2; round++)
        for (size_t j = 0; j < *columns; j++) {
            memcpy(weighted, g + j * m, m * sizeof(double));
            linear_algebra_solve_lower(m, p->root, 1, weighted);
            *length = sqrt(linear_algebra_dot(m, weighted, weighted));
            bool is_random = place[j] < p->data->parameters;
            if (round == 0) most = fmax(most, *length);
            if (round == 0) continue;
            if (is_random && *length < 1e-6 * most && fabs(*length * x[place[j]]) < 1e-4) continue;
            memmove(g + kept * m, g + j * m, m * sizeof(double));
            place[kept++] = place[j];
        }
    *columns = kept;
}

// The covariance of what is free, `size` of them, from the derivative of the moments.
static enum error sandwich(struct random_coefficients_problem *p, size_t size, double *g,
    const struct random_coefficients_fit *fit, struct arena *arena, double *covariance)
{
    size_t m = p->moments, n = p->data->observations;
    const struct covariance_choice *errors = &p->options->errors;
    double *moments = arena_array(arena, double, m *m), *half = arena_array(arena, double, m *size);
    double *bread = arena_array(arena, double, size *size), *meat = arena_array(arena, double, size *size);
    if (!moments || !half || !bread || !meat) return ERROR_MEMORY;
    enum error error = moments_covariance(p, errors, false, fit, arena, moments);
    bool is_classical = errors->kind == COVARIANCE_CLASSICAL;
    const double *root = p->root;
    if (error == ERROR_NONE && is_classical && !p->is_weighted) { // weights that the errors' own scale needs
        error = linear_algebra_factor(m, moments);
        root = moments;
    }
    if (error != ERROR_NONE) return error;
    linear_algebra_solve_lower(m, root, size, g);
    linear_algebra_cross(m, size, g, size, g, bread);
    error = linear_algebra_invert(size, arena, bread);
    if (error == ERROR_NONE && is_classical) memcpy(covariance, bread, size * size * sizeof(double));
    if (error != ERROR_NONE || is_classical) return error;
    weigh_moments(p, moments);
    linear_algebra_product(m, m, size, moments, g, half);
    linear_algebra_cross(m, size, g, size, half, meat);
    error = covariance_sandwich(size, bread, meat, arena, covariance);
    double correction = covariance_correction(errors, n, size);
    for (size_t i = 0; i < size * size; i++)
        covariance[i] *= correction;
    return error;
}

enum error random_coefficients_problem_errors(struct random_coefficients_problem *problem, const double *x,
    const bool *is_free, struct arena *arena, struct random_coefficients_fit *fit)
{
    struct random_coefficients_problem *p = problem;
    const struct random_coefficients_data *data = p->data;
    size_t most = p->searched + p->concentrated, size = 0;
    size_t all = data->parameters + data->linear_columns; // cost coefficients have errors only
    double *g = arena_array(arena, double, p->moments *most);
    double *covariance = arena_array(arena, double, most *most);
    size_t *place = arena_array(arena, size_t, most);
    fit->covariance = arena_array(arena, double, all *all);
    if (!g || !covariance || !place || !fit->covariance) return ERROR_MEMORY;
    enum error error = fill_derivative(p, x, is_free, arena, g, place, &size);
    fit->estimated = size;
    if (error == ERROR_NONE) leave_out(p, x, g, place, &size);
    if (error == ERROR_NONE) error = sandwich(p, size, g, fit, arena, covariance);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    for (size_t j = 0; j < size; j++) {
        double error_of = sqrt(covariance[j * size + j]);
        if (place[j] < data->parameters)
            fit->parameter_error[place[j]] = error_of;
        else if (place[j] < all)
            fit->linear_error[place[j] - data->parameters] = error_of;
        else
            fit->cost_error[place[j] - all] = error_of;
        for (size_t i = 0; i < size; i++)
            if (place[i] < all && place[j] < all)
                fit->covariance[place[j] * all + place[i]] = covariance[j * size + i];
    }
    fit->moments = p->moments;
    return ERROR_NONE;
}
