// SPDX-License-Identifier: Apache-2.0
// The GMM estimate of the random-coefficients logit.
#include "engine/random_coefficients.h"
#include "engine/linear_algebra.h"
#include "engine/minimise.h"
#include "engine/random_coefficients_market.h"

#include <math.h>
#include <string.h>

struct problem {
    const struct random_coefficients_data *data;
    const struct random_coefficients_options *options;
    struct random_coefficients_market market;
    double *start;       // delta of the logit
    double *delta;       // at the last evaluation
    double *linear;      // X1 without effects
    double *basis;       // of the instruments; carries the weights
    double *a, *a_basis; // basis'X1, and an orthonormal basis of it
    double *q, *g, *part, *weights;
    double *last, *last_gradient; // where the last evaluation was, and what it gave: the search asks twice
    double last_value;
    bool has_last;
};

static enum error check_ranges(const struct random_coefficients_data *data, struct engine_refusals *refusals)
{
    bool is_good = data->market_start[0] == 0 && data->market_start[data->markets] == data->observations &&
                   data->agent_start[0] == 0 && data->agent_start[data->markets] == data->agents &&
                   (!data->effects || data->effects->observations == data->observations);
    for (size_t t = 0; t < data->markets; t++)
        is_good &= data->market_start[t] < data->market_start[t + 1] &&
                   data->agent_start[t] < data->agent_start[t + 1];
    for (size_t p = 0; p < data->parameters; p++)
        is_good &= data->parameter[p].column < data->random_columns &&
                   data->parameter[p].agent_column < data->agent_columns &&
                   isfinite(data->parameter[p].start);
    return is_good ? ERROR_NONE : engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
}

static enum error check(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct engine_refusals *refusals)
{
    size_t n = data->observations;
    if (n == 0 || data->markets == 0 || data->parameters == 0 || data->linear_columns == 0)
        return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (options->steps < 1 || options->steps > 2) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (check_ranges(data, refusals) != ERROR_NONE) return ERROR_INVALID;
    if (!engine_is_finite(data->share, n) || !engine_is_finite(data->linear, n * data->linear_columns) ||
        !engine_is_finite(data->random, n * data->random_columns) ||
        !engine_is_finite(data->instrument, n * data->instrument_columns) ||
        !engine_is_finite(data->weight, data->agents) ||
        !engine_is_finite(data->agent, data->agents * data->agent_columns))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (data->instrument_columns < data->linear_columns + data->parameters)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS);
    return n > data->instrument_columns ? ERROR_NONE
                                        : engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
}

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

static enum error prepare(struct problem *p, struct arena *arena, struct engine_refusals *refusals)
{
    const struct random_coefficients_data *data = p->data;
    size_t n = data->observations, k = data->linear_columns, l = data->instrument_columns;
    p->start = arena_array(arena, double, n);
    p->delta = arena_array(arena, double, n);
    p->weights = arena_array(arena, double, n);
    p->linear = arena_array(arena, double, n *k);
    p->basis = arena_array(arena, double, n *l);
    p->a = arena_array(arena, double, l *k);
    p->a_basis = arena_array(arena, double, l *k);
    p->q = arena_array(arena, double, l);
    p->g = arena_array(arena, double, l);
    p->part = arena_array(arena, double, l);
    p->last = arena_array(arena, double, data->parameters);
    p->last_gradient = arena_array(arena, double, data->parameters);
    if (!p->last || !p->last_gradient || !p->start || !p->delta || !p->weights || !p->linear || !p->basis ||
        !p->a || !p->a_basis || !p->q || !p->g || !p->part)
        return ERROR_MEMORY;
    memcpy(p->linear, data->linear, n * k * sizeof(double));
    memcpy(p->basis, data->instrument, n * l * sizeof(double));
    enum error error = start_delta(data, p->start, refusals);
    if (error == ERROR_NONE && data->effects)
        error = fixed_effects_absorb(data->effects, k, p->linear, arena, refusals);
    if (error == ERROR_NONE && data->effects)
        error = fixed_effects_absorb(data->effects, l, p->basis, arena, refusals);
    if (error == ERROR_NONE) error = random_coefficients_market_prepare(data, arena, &p->market);
    if (error != ERROR_NONE) return error;
    error = linear_algebra_basis(n, l, p->basis, arena, p->basis);
    return error == ERROR_INVALID ? engine_refuse(refusals, ENGINE_REFUSAL_SINGULAR) : error;
}

// The objective |g|^2, g = basis'(delta - X b) with the best b, and its gradient 2 (basis g)' d delta / d
// theta.
static enum error evaluate(void *context, const double *theta, double *ret_value, double *gradient)
{
    struct problem *p = context;
    const struct random_coefficients_data *data = p->data;
    size_t n = data->observations, k = data->linear_columns, l = data->instrument_columns;
    if (p->has_last && memcmp(p->last, theta, data->parameters * sizeof(double)) == 0) {
        *ret_value = p->last_value;
        memcpy(gradient, p->last_gradient, data->parameters * sizeof(double));
        return ERROR_NONE;
    }
    p->has_last = false;
    memcpy(p->delta, p->start, n * sizeof(double));
    memset(gradient, 0, data->parameters * sizeof(double));
    enum error error = ERROR_NONE;
    for (size_t t = 0; error == ERROR_NONE && t < data->markets; t++) {
        random_coefficients_market_enter(&p->market, t, theta);
        error = random_coefficients_market_invert(&p->market, p->options->contraction_tolerance,
            p->options->contraction_limit, p->delta + p->market.first);
    }
    if (error != ERROR_NONE) return error;
    linear_algebra_cross(n, l, p->basis, 1, p->delta, p->q);
    linear_algebra_cross(l, k, p->a_basis, 1, p->q, p->part);
    linear_algebra_product(l, k, 1, p->a_basis, p->part, p->g);
    for (size_t i = 0; i < l; i++)
        p->g[i] = p->q[i] - p->g[i];
    *ret_value = linear_algebra_dot(l, p->g, p->g);
    linear_algebra_product(n, l, 1, p->basis, p->g, p->weights);
    for (size_t t = 0; error == ERROR_NONE && t < data->markets; t++) {
        random_coefficients_market_enter(&p->market, t, theta);
        for (size_t j = 0; j < p->market.products; j++)
            p->market.attraction[j] = exp(p->delta[p->market.first + j]);
        error = random_coefficients_market_gradient(&p->market, p->weights + p->market.first, gradient);
    }
    for (size_t i = 0; i < data->parameters; i++)
        gradient[i] *= 2;
    p->has_last = error == ERROR_NONE;
    p->last_value = *ret_value;
    memcpy(p->last, theta, data->parameters * sizeof(double));
    memcpy(p->last_gradient, gradient, data->parameters * sizeof(double));
    return error;
}

// The linear coefficients and residuals at the delta of the last evaluation.
static enum error finish_linear(struct problem *p, struct arena *arena, struct random_coefficients_fit *fit)
{
    size_t n = p->data->observations, k = p->data->linear_columns, l = p->data->instrument_columns;
    memcpy(fit->delta, p->delta, n * sizeof(double));
    memcpy(fit->residual, p->delta, n * sizeof(double));
    enum error error = linear_algebra_least_squares(l, k, p->a, 1, p->q, arena, fit->linear, NULL);
    if (error == ERROR_NONE && p->data->effects)
        error = fixed_effects_absorb(p->data->effects, 1, fit->residual, arena, &fit->refusals);
    for (size_t j = 0; error == ERROR_NONE && j < k; j++)
        for (size_t i = 0; i < n; i++)
            fit->residual[i] -= p->linear[j * n + i] * fit->linear[j];
    return error;
}

// Rows of `all` (observations x parameters): the derivative of delta by the parameters where delta was found.
static enum error derivative_of_delta(
    struct problem *p, const double *theta, const double *delta, double *all)
{
    for (size_t t = 0; t < p->data->markets; t++) {
        random_coefficients_market_enter(&p->market, t, theta);
        for (size_t j = 0; j < p->market.products; j++)
            p->market.attraction[j] = exp(delta[p->market.first + j]);
        enum error error = random_coefficients_market_derivative(&p->market, all);
        if (error != ERROR_NONE) return error;
    }
    return ERROR_NONE;
}

// The inverse of the Hessian by Gauss and Newton, 2 D'D with D the derivative of g by the parameters. The
// residuals being small it is near the Hessian, and spares the search most of what it would have to learn:
// parameters differ in size by a factor of ten thousand. A ten-thousandth is added to the diagonal (Marquardt
// 1963), which keeps the first step short where the data hardly tell a parameter. NULL when it is singular.
static enum error guess_inverse(
    struct problem *p, const double *theta, struct arena *arena, double **ret_inverse)
{
    const struct random_coefficients_data *data = p->data;
    size_t n = data->observations, k = data->linear_columns, l = data->instrument_columns;
    size_t m = data->parameters;
    double *all = arena_array(arena, double, n *m), *d = arena_array(arena, double, l *m);
    double *part = arena_array(arena, double, k *m), *fitted = arena_array(arena, double, l *m);
    double *inverse = arena_array(arena, double, m *m), *gradient = arena_array(arena, double, m), value;
    *ret_inverse = NULL;
    if (!all || !d || !part || !fitted || !inverse || !gradient) return ERROR_MEMORY;
    enum error error = evaluate(p, theta, &value, gradient);
    if (error == ERROR_NONE) error = derivative_of_delta(p, theta, p->delta, all);
    if (error != ERROR_NONE) return error;
    linear_algebra_cross(n, l, p->basis, m, all, d);
    linear_algebra_cross(l, k, p->a_basis, m, d, part);
    linear_algebra_product(l, k, m, p->a_basis, part, fitted);
    for (size_t i = 0; i < l * m; i++)
        d[i] = (d[i] - fitted[i]) * sqrt(2);
    linear_algebra_cross(l, m, d, m, d, inverse);
    for (size_t i = 0; i < m; i++)
        inverse[i * m + i] *= 1.0001;
    if (linear_algebra_invert(m, arena, inverse) == ERROR_NONE) *ret_inverse = inverse;
    return ERROR_NONE;
}

static enum error search(struct problem *p, struct arena *arena, struct random_coefficients_fit *fit)
{
    size_t n = p->data->observations, k = p->data->linear_columns, l = p->data->instrument_columns;
    struct minimise_problem problem = {p->data->parameters, evaluate, p};
    struct minimise_options options = {
        .gradient_tolerance = p->options->gradient_tolerance, .iteration_limit = p->options->iteration_limit};
    struct minimise_result result;
    double *inverse = NULL;
    p->has_last = false; // the weights are others
    linear_algebra_cross(n, l, p->basis, k, p->linear, p->a);
    enum error error = linear_algebra_basis(l, k, p->a, arena, p->a_basis);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error == ERROR_NONE) error = guess_inverse(p, fit->parameter, arena, &inverse);
    options.inverse = inverse;
    if (error == ERROR_NONE) error = minimise(&problem, &options, arena, fit->parameter, &result);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    if (error != ERROR_NONE) return error;
    fit->iterations += result.iterations;
    fit->evaluations += result.evaluations + 1;
    fit->is_converged = result.is_converged;
    // The search may have ended with a trial elsewhere: delta has to be that of the minimum.
    error = evaluate(p, fit->parameter, &fit->objective, result.gradient);
    return error == ERROR_NONE ? finish_linear(p, arena, fit) : error;
}

// bread G'SG bread with G = basis'[d delta / d theta, -X], S by observation.
static enum error errors_of(struct problem *p, struct arena *arena, struct random_coefficients_fit *fit)
{
    const struct random_coefficients_data *data = p->data;
    size_t n = data->observations, l = data->instrument_columns, m = data->parameters;
    size_t size = m + data->linear_columns;
    double *all = arena_array(arena, double, n *size), *g = arena_array(arena, double, l *size);
    double *bread = arena_array(arena, double, size *size), *moments = arena_array(arena, double, l *l);
    double *half = arena_array(arena, double, l *size), *meat = arena_array(arena, double, size *size);
    double *covariance = arena_array(arena, double, size *size);
    if (!all || !g || !bread || !moments || !half || !meat || !covariance) return ERROR_MEMORY;
    enum error error = derivative_of_delta(p, fit->parameter, fit->delta, all);
    for (size_t i = 0; i < n * data->linear_columns; i++)
        all[n * m + i] = -p->linear[i];
    linear_algebra_cross(n, l, p->basis, size, all, g);
    linear_algebra_cross(l, size, g, size, g, bread);
    struct covariance_choice robust = {.kind = COVARIANCE_HC0};
    if (error == ERROR_NONE)
        error = covariance_moments(&robust, n, l, p->basis, fit->residual, n, arena, moments);
    if (error == ERROR_NONE) error = linear_algebra_invert(size, arena, bread);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    linear_algebra_product(l, l, size, moments, g, half);
    linear_algebra_cross(l, size, g, size, half, meat);
    error = covariance_sandwich(size, bread, meat, arena, covariance);
    fit->covariance = covariance;
    for (size_t i = 0; i < size; i++)
        *(i < m ? &fit->parameter_error[i] : &fit->linear_error[i - m]) = sqrt(covariance[i * size + i]);
    return error;
}

static enum error reweight(struct problem *p, struct arena *arena, struct random_coefficients_fit *fit)
{
    size_t n = p->data->observations, l = p->data->instrument_columns;
    struct covariance_choice robust = {.kind = COVARIANCE_HC0};
    double *moments = arena_array(arena, double, l *l);
    if (!moments) return ERROR_MEMORY;
    enum error error = covariance_moments(&robust, n, l, p->basis, fit->residual, n, arena, moments);
    if (error != ERROR_NONE) return error;
    for (size_t j = 0; j < l; j++)
        for (size_t i = 0; i < l; i++)
            moments[j * l + i] -= p->g[i] * p->g[j] / (double)n;
    error = linear_algebra_factor(l, moments);
    if (error == ERROR_NONE) linear_algebra_divide_right(n, l, moments, p->basis);
    return error == ERROR_INVALID ? engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR) : error;
}

enum error random_coefficients_fit(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct arena *arena,
    struct random_coefficients_fit *ret_fit)
{
    *ret_fit = (struct random_coefficients_fit){0};
    enum error error = check(data, options, &ret_fit->refusals);
    if (error != ERROR_NONE) return error;
    struct problem p = {.data = data, .options = options};
    ret_fit->parameter = arena_array(arena, double, data->parameters);
    ret_fit->parameter_error = arena_array(arena, double, data->parameters);
    ret_fit->linear = arena_array(arena, double, data->linear_columns);
    ret_fit->linear_error = arena_array(arena, double, data->linear_columns);
    ret_fit->delta = arena_array(arena, double, data->observations);
    ret_fit->residual = arena_array(arena, double, data->observations);
    if (!ret_fit->parameter || !ret_fit->parameter_error || !ret_fit->linear || !ret_fit->linear_error ||
        !ret_fit->delta || !ret_fit->residual)
        return ERROR_MEMORY;
    for (size_t i = 0; i < data->parameters; i++)
        ret_fit->parameter[i] = data->parameter[i].start;
    error = prepare(&p, arena, &ret_fit->refusals);
    if (error == ERROR_NONE) error = search(&p, arena, ret_fit);
    if (error == ERROR_NONE && options->steps == 2) {
        error = reweight(&p, arena, ret_fit);
        if (error == ERROR_NONE) error = search(&p, arena, ret_fit);
    }
    if (error == ERROR_NONE) error = errors_of(&p, arena, ret_fit);
    ret_fit->contractions = p.market.contractions;
    if (error == ERROR_NONE && !ret_fit->is_converged)
        (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return error;
}
