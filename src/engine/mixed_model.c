// SPDX-License-Identifier: Apache-2.0
// The linear mixed model by sums of products of each group.
#include "engine/mixed_model.h"
#include "engine/linear_algebra.h"
#include "engine/minimise.h"
#include "engine/mixed_model_deviance.h"

#include <math.h>
#include <string.h>

// Of the largest standard deviation by group: what is smaller does not differ.
static const double singular_below = 1e-4;

static enum error check(const struct mixed_model_data *data, struct engine_refusals *refusals)
{
    size_t n = data->observations;
    if (n == 0 || data->regressors == 0 || data->slopes == 0)
        return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->regressor, n * data->regressors) || !engine_is_finite(data->dependent, n))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (!engine_is_below(data->group, n, data->groups))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    for (size_t k = 0; k < data->slopes; k++)
        if (data->slope[k] >= data->regressors) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (data->groups < MIXED_MODEL_GROUPS_LEAST || data->groups <= data->slopes)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_GROUPS);
    if (n <= data->groups * data->slopes || n <= data->regressors)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    return ERROR_NONE;
}

static enum error allocate(struct mixed_model_sums *model, struct arena *arena)
{
    size_t p = model->p, q = model->q, each = 3 * q * q + 2 * q * p + 2 * q;
    model->group = arena_array(arena, struct mixed_model_group, model->groups);
    double *sums = arena_array(arena, double, model->groups *each);
    double *rest = arena_array(arena, double, 3 * p * p + 2 * p + 3 * q * q + q * (p + 2));
    if (!model->group || !sums || !rest) return ERROR_MEMORY;
    for (size_t g = 0; g < model->groups; g++, sums += each) {
        double *half = sums + q * q + q * p + q;
        model->group[g] = (struct mixed_model_group){sums, sums + q * q, sums + q * q + q * p, half,
            half + q * q, half + 2 * q * q, half + 2 * q * q + q * p};
    }
    model->xx = rest;
    model->cross = model->xx + p * p;
    model->inverse = model->cross + p * p;
    model->xy = model->inverse + p * p;
    model->solved = model->xy + p;
    model->axes = model->solved + p;
    model->triangle = model->axes + q * q;
    model->slopes = model->triangle + q * q;
    model->room = model->slopes + q * q;
    return ERROR_NONE;
}

// Coordinates in which the columns of Z are of length one and, unless the covariance is diagonal, at right
// angles: the price's logarithm and the constant are nearly the same direction otherwise.
static enum error turn(
    const struct mixed_model_data *data, struct mixed_model_sums *model, struct arena *arena, double **ret_z)
{
    size_t n = model->n, q = model->q;
    double *z = arena_array(arena, double, n *q);
    if (!z) return ERROR_MEMORY;
    for (size_t k = 0; k < q; k++)
        memcpy(z + k * n, data->regressor + data->slope[k] * n, n * sizeof(double));
    linear_algebra_cross(n, q, z, q, z, model->axes);
    for (size_t i = 0; i < q * q; i++) {
        bool is_off = i / q != i % q;
        model->axes[i] = is_off && model->options->is_diagonal ? 0 : model->axes[i] / (double)n;
    }
    enum error error = linear_algebra_factor(q, model->axes);
    if (error == ERROR_NONE) linear_algebra_divide_right(n, q, model->axes, z);
    *ret_z = z;
    return error;
}

// The sums; `y` is what is left of the dependent variable by least squares, so that little is lost when sums
// are subtracted from each other.
static void add_up(
    const struct mixed_model_data *data, struct mixed_model_sums *model, const double *z, const double *y)
{
    size_t n = model->n, p = model->p, q = model->q;
    const double *x = data->regressor;
    linear_algebra_cross(n, p, x, p, x, model->xx);
    linear_algebra_cross(n, p, x, 1, y, model->xy);
    model->yy = linear_algebra_dot(n, y, y);
    for (size_t i = 0; i < n; i++) {
        struct mixed_model_group *sums = &model->group[data->group[i]];
        for (size_t k = 0; k < q; k++) {
            double value = z[k * n + i];
            for (size_t l = 0; l < q; l++)
                sums->zz[l * q + k] += value * z[l * n + i];
            for (size_t j = 0; j < p; j++)
                sums->zx[j * q + k] += value * x[j * n + i];
            sums->zy[k] += value * y[i];
        }
    }
}

// right (q) = axes'^-1 right: from the coordinates used here to those of the data.
static void turn_back(const struct mixed_model_sums *model, double *right)
{
    for (size_t k = model->q; k-- > 0;) {
        for (size_t l = k + 1; l < model->q; l++)
            right[k] -= model->axes[k * model->q + l] * right[l];
        right[k] /= model->axes[k * model->q + k];
    }
}

// In coordinates of the data: root (q x q) = axes'^-1 T, so that D = s2 root root'.
static void take_variances(const struct mixed_model_sums *model, double *root, struct mixed_model_fit *fit)
{
    size_t q = model->q;
    double largest = 0, smallest = (double)INFINITY;
    memcpy(root, model->triangle, q * q * sizeof(double));
    for (size_t c = 0; c < q; c++) {
        double size = fabs(root[c * q + c]);
        largest = fmax(largest, size);
        smallest = fmin(smallest, size);
        turn_back(model, root + c * q);
    }
    fit->is_singular = smallest <= singular_below * fmax(largest, 1);
    for (size_t c = 0; c < q; c++)
        for (size_t k = 0; k < q; k++)
            for (size_t l = 0; l < q; l++)
                fit->group_covariance[c * q + k] +=
                    fit->residual_variance * root[l * q + k] * root[l * q + c];
}

// What a group's coefficients are thought to be, and the variance of b + u - (b^ + u^):
//   s2 (T M^-1 T' + F (X'V^-1X)^-1 F'), F = S - T T' Z'V^-1 X, S choosing the regressors that have slopes.
static void predict(const struct mixed_model_data *data, struct mixed_model_sums *model, const double *root,
    size_t g, double *work, struct mixed_model_fit *fit)
{
    size_t p = model->p, q = model->q;
    const struct mixed_model_group *sums = &model->group[g];
    double *turned = work, *effects = work + q * q, *line = effects + q * (p + 1); // q, q x (p + 1), p
    mixed_model_scores(model, sums, model->room);
    memset(effects, 0, q * (p + 1) * sizeof(double));
    for (size_t c = 0; c < p + 1; c++) { // root T' (Z~'V^-1 .)
        mixed_model_times_triangle(model, 1, model->room + c * q, turned);
        for (size_t l = 0; l < q; l++)
            for (size_t k = 0; k < q; k++)
                effects[c * q + k] += root[l * q + k] * turned[l];
    }
    for (size_t k = 0; k < q; k++) {
        for (size_t l = 0; l < q; l++)
            turned[l] = root[l * q + k];
        linear_algebra_solve_lower(q, sums->factor, 1, turned);
        double variance = linear_algebra_dot(q, turned, turned);
        for (size_t j = 0; j < p; j++)
            line[j] = (data->slope[k] == j) - effects[j * q + k];
        for (size_t j = 0; j < p; j++)
            for (size_t i = 0; i < p; i++)
                variance += line[j] * model->inverse[j * p + i] * line[i];
        fit->group_coefficient[g * q + k] = fit->coefficient[data->slope[k]] + effects[p * q + k];
        fit->group_variance[g * q + k] = fit->residual_variance * variance;
    }
}

static enum error take_degrees(
    const struct mixed_model_data *data, struct arena *arena, struct mixed_model_fit *fit)
{
    size_t n = data->observations, p = data->regressors;
    double *first = arena_array(arena, double, data->groups);
    bool *is_seen = arena_array(arena, bool, data->groups);
    if (!first || !is_seen) return ERROR_MEMORY;
    for (size_t j = 0; j < p; j++) {
        bool is_between = true;
        memset(is_seen, 0, data->groups * sizeof(bool));
        for (size_t i = 0; i < n && is_between; i++) {
            uint32_t g = data->group[i];
            double value = data->regressor[j * n + i];
            if (!is_seen[g]) first[g] = value;
            is_seen[g] = true;
            is_between = !(fabs(first[g] - value) > 0);
        }
        for (size_t k = 0; k < data->slopes; k++)
            is_between = is_between || data->slope[k] == j;
        fit->degrees[j] = (double)(is_between ? data->groups - 1 : n - p);
    }
    return ERROR_NONE;
}

static enum error take(const struct mixed_model_data *data, struct mixed_model_sums *model,
    const double *ordinary, struct arena *arena, struct mixed_model_fit *fit)
{
    size_t p = model->p, q = model->q;
    double *root = arena_array(arena, double, q *q);
    double *work = arena_array(arena, double, q *q + q * (p + 1) + p);
    fit->coefficient = arena_array(arena, double, p);
    fit->standard_error = arena_array(arena, double, p);
    fit->covariance = arena_array(arena, double, p *p);
    fit->degrees = arena_array(arena, double, p);
    fit->group_covariance = arena_array(arena, double, q *q);
    fit->group_coefficient = arena_array(arena, double, q * model->groups);
    fit->group_variance = arena_array(arena, double, q * model->groups);
    if (!root || !work || !fit->coefficient || !fit->standard_error || !fit->covariance || !fit->degrees ||
        !fit->group_covariance || !fit->group_coefficient || !fit->group_variance)
        return ERROR_MEMORY;
    fit->residual_variance =
        model->squares / (double)(model->options->is_restricted ? model->n - p : model->n);
    for (size_t i = 0; i < p * p; i++)
        fit->covariance[i] = fit->residual_variance * model->inverse[i];
    for (size_t j = 0; j < p; j++) {
        fit->coefficient[j] = ordinary[j] + model->solved[j];
        fit->standard_error[j] = sqrt(fit->covariance[j * p + j]);
    }
    enum error error = take_degrees(data, arena, fit);
    if (error != ERROR_NONE) return error;
    take_variances(model, root, fit);
    for (size_t g = 0; g < model->groups; g++)
        predict(data, model, root, g, work, fit);
    return ERROR_NONE;
}

// Least squares first: its coefficients, and what they leave of the dependent variable.
static enum error ordinary_fit(const struct mixed_model_data *data, const struct engine_help *help,
    struct arena *arena, double **ret_coefficient, double **ret_rest)
{
    size_t n = data->observations, p = data->regressors;
    double *coefficient = arena_array(arena, double, p), *rest = arena_array(arena, double, n);
    if (!coefficient || !rest) return ERROR_MEMORY;
    enum error error = linear_algebra_tall_least_squares(
        help, n, p, data->regressor, data->dependent, arena, coefficient, NULL);
    memcpy(rest, data->dependent, n * sizeof(double));
    for (size_t j = 0; j < p; j++)
        for (size_t i = 0; i < n; i++)
            rest[i] -= data->regressor[j * n + i] * coefficient[j];
    *ret_coefficient = coefficient;
    *ret_rest = rest;
    return error;
}

enum error mixed_model_fit(const struct mixed_model_data *data, const struct mixed_model_options *options,
    struct arena *arena, struct mixed_model_fit *ret_fit)
{
    *ret_fit = (struct mixed_model_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error != ERROR_NONE) return error;
    struct mixed_model_sums model = {.options = options,
        .n = data->observations,
        .p = data->regressors,
        .q = data->slopes,
        .groups = data->groups};
    size_t q = model.q, size = options->is_diagonal ? q : q * (q + 1) / 2, at = 0;
    double *theta = arena_array(arena, double, size), *ordinary, *rest, *z, start;
    double *gradient = arena_array(arena, double, size);
    error = allocate(&model, arena);
    if (error != ERROR_NONE || !theta || !gradient) return ERROR_MEMORY;
    error = ordinary_fit(data, options->help, arena, &ordinary, &rest);
    if (error == ERROR_NONE) error = turn(data, &model, arena, &z);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    add_up(data, &model, z, rest);
    for (size_t c = 0; c < q; c++) // as R's lme4 starts: groups differ as much as weeks do
        for (size_t k = c; k < q && (k == c || !options->is_diagonal); k++)
            theta[at++] = k == c;
    struct minimise_problem problem = {size, mixed_model_deviance, &model};
    struct minimise_options search = {
        .gradient_tolerance = options->gradient_tolerance, .iteration_limit = options->iteration_limit};
    struct minimise_result result;
    error = mixed_model_deviance(&model, theta, &start, gradient);
    if (error == ERROR_NONE) error = minimise(&problem, &search, arena, theta, &result);
    if (error == ERROR_NONE) error = mixed_model_deviance(&model, theta, &result.value, gradient);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    // Close to rounding no step helps any more; that is a minimum too when the slope is flat enough.
    double flat = 0;
    for (size_t i = 0; i < size; i++)
        flat = fmax(flat, fabs(gradient[i]));
    if (!result.is_converged && flat > 1e3 * options->gradient_tolerance)
        (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    ret_fit->deviance_at_start = start;
    ret_fit->log_likelihood = -result.value / 2;
    ret_fit->parameters = size + 1;
    ret_fit->iterations = result.iterations;
    ret_fit->evaluations = result.evaluations;
    return take(data, &model, ordinary, arena, ret_fit);
}
