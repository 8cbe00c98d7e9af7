// SPDX-License-Identifier: Apache-2.0
// Mixed logit by simulated maximum likelihood.
#include "engine/mixed_logit.h"

#include <math.h>
#include <string.h>

#include "engine/draw.h"
#include "engine/linear_algebra.h"
#include "engine/minimise.h"
#include "engine/mixed_logit_likelihood.h"
#include "engine/multinomial_logit.h"

static enum error check(const struct choice_data *data, const struct mixed_logit_options *options,
    struct engine_refusals *refusals)
{
    enum error error = choice_data_check(data, refusals);
    size_t random = 0, people = data->respondent ? data->respondents : data->tasks;
    for (size_t k = 0; !error && k < data->regressors; k++)
        random += options->kind[k] != MIXED_LOGIT_FIXED;
    if (!error && (random == 0 || random > MIXED_LOGIT_RANDOM_MAXIMUM || options->draws < 2))
        error = engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (!error && people < data->regressors + random)
        error = engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    return error ? error : covariance_check(&options->errors, people, refusals);
}

// Where a search starts: at the multinomial logit, with spreads of one utility (smaller ones end more often
// in a lower maximum). The logarithm of a coefficient of the wrong sign starts at a tenth. Further searches
// start from draws around that.
static void start_from(
    const struct mixed_logit_likelihood *likelihood, const double *fixed, size_t search, double *inside)
{
    struct random_stream stream;
    draw_stream(&stream, likelihood->options->seed, search);
    const struct mixed_logit_options *options = likelihood->options;
    for (size_t p = 0; p < likelihood->regressors; p++) {
        enum mixed_logit_kind kind = options->kind[likelihood->order[p]];
        double value = fixed[likelihood->order[p]] * likelihood->scale[p];
        if (kind == MIXED_LOGIT_LOG_NORMAL) value = log(fmax(value, 0.1));
        if (kind == MIXED_LOGIT_NEGATIVE) value = log(fmax(-value, 0.1));
        inside[p] = value;
        if (search) inside[p] += 0.5 * draw_normal(&stream);
        if (p < likelihood->random)
            inside[likelihood->regressors + p] = search ? 1.5 * draw_normal(&stream) : 1;
    }
}

static enum error fit_fixed(const struct choice_data *data, const struct engine_help *help,
    struct arena *arena, struct mixed_logit_fit *fit, const double **ret_coefficient)
{
    const struct multinomial_logit_options options = {.errors = {.kind = COVARIANCE_CLASSICAL}};
    struct multinomial_logit_fit fixed;
    enum error error = multinomial_logit_fit(data, &options, help, arena, &fixed);
    fit->refusals = fixed.refusals;
    if (error) return error;
    fit->null_log_likelihood = fixed.null_log_likelihood;
    fit->fixed_log_likelihood = fixed.log_likelihood;
    *ret_coefficient = fixed.coefficient;
    return ERROR_NONE;
}

// The sum of the scores' products, a first guess at the information (Berndt, Hall, Hall and Hausman 1974). A
// little is added to its diagonal, so that it has an inverse.
static enum error guess_inverse(
    const struct mixed_logit_likelihood *likelihood, struct arena *arena, double *inverse)
{
    size_t size = likelihood->parameters;
    linear_algebra_cross(likelihood->people, size, likelihood->score, size, likelihood->score, inverse);
    for (size_t p = 0; p < size; p++)
        inverse[p * size + p] = inverse[p * size + p] * 1.01 + 1e-3;
    return linear_algebra_invert(size, arena, inverse);
}

// The Hessian by central differences of the gradient; `score` is left at the optimum.
static enum error differentiate(
    struct mixed_logit_likelihood *likelihood, const double *inside, double *room, double *hessian)
{
    size_t size = likelihood->parameters;
    double *moved = room, *above = room + size, *below = above + size, unused;
    enum error error = ERROR_NONE;
    memcpy(moved, inside, size * sizeof(double));
    for (size_t p = 0; !error && p < size; p++) {
        double step = 1e-5 * fmax(1, fabs(inside[p]));
        moved[p] = inside[p] + step;
        error = mixed_logit_likelihood_evaluate(likelihood, moved, &unused, above);
        moved[p] = inside[p] - step;
        if (!error) error = mixed_logit_likelihood_evaluate(likelihood, moved, &unused, below);
        moved[p] = inside[p];
        for (size_t k = 0; k < size; k++)
            hessian[p * size + k] = (above[k] - below[k]) / (2 * step);
    }
    for (size_t p = 0; p < size; p++)
        for (size_t k = 0; k < p; k++)
            hessian[p * size + k] = hessian[k * size + p] =
                (hessian[p * size + k] + hessian[k * size + p]) / 2;
    return error ? error : mixed_logit_likelihood_evaluate(likelihood, inside, &unused, above);
}

// Estimates and their covariance, by regressor and in its unit.
static enum error take(struct mixed_logit_likelihood *likelihood, const double *inside, struct arena *arena,
    struct mixed_logit_fit *fit)
{
    size_t size = likelihood->parameters, *place = arena_array(arena, size_t, size);
    double *room = arena_array(arena, double, 3 * size), *hessian = arena_array(arena, double, size *size);
    double *covariance = arena_array(arena, double, size *size), *factor = arena_array(arena, double, size);
    fit->coefficient = arena_array(arena, double, 2 * size);
    fit->covariance = arena_array(arena, double, size *size);
    if (!place || !room || !hessian || !covariance || !factor || !fit->coefficient || !fit->covariance)
        return ERROR_MEMORY;
    fit->standard_error = fit->coefficient + size;
    enum error error = differentiate(likelihood, inside, room, hessian);
    if (!error) error = linear_algebra_invert(size, arena, hessian);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    if (!error)
        error = multinomial_logit_covariance(&likelihood->options->errors, likelihood->people, size,
            likelihood->score, hessian, arena, covariance);
    if (error) return error;
    mixed_logit_likelihood_outside(likelihood, inside, fit->coefficient, factor, place);
    for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < size; j++)
            fit->covariance[i * size + j] = covariance[place[i] * size + place[j]] * factor[i] * factor[j];
        fit->standard_error[i] = sqrt(fit->covariance[i * size + i]);
    }
    return ERROR_NONE;
}

// One search, from where `inside` is.
static enum error search(struct mixed_logit_likelihood *likelihood, struct arena *arena, double *inside,
    struct minimise_result *result)
{
    size_t size = likelihood->parameters;
    double *gradient = arena_array(arena, double, size), *inverse = arena_array(arena, double, size *size),
           value;
    if (!gradient || !inverse) return ERROR_MEMORY;
    enum error error = mixed_logit_likelihood_evaluate(likelihood, inside, &value, gradient);
    if (!error) error = guess_inverse(likelihood, arena, inverse);
    const struct minimise_problem problem = {size, mixed_logit_likelihood_evaluate, likelihood};
    const struct minimise_options options = {.gradient_tolerance = likelihood->options->gradient_tolerance,
        .iteration_limit = likelihood->options->iteration_limit,
        .inverse = inverse};
    return error ? error : minimise(&problem, &options, arena, inside, result);
}

// The best of the searches that settled.
static enum error search_all(struct mixed_logit_likelihood *likelihood, const double *fixed,
    struct arena *arena, struct mixed_logit_fit *fit, double *best)
{
    const struct mixed_logit_options *options = likelihood->options;
    size_t size = likelihood->parameters, searches = options->searches ? options->searches : 1;
    double *inside = arena_array(arena, double, size);
    bool is_found = false;
    if (!inside) return ERROR_MEMORY;
    for (size_t s = 0; s < searches; s++) {
        struct minimise_result result = {0};
        if (s == 0 && options->start)
            mixed_logit_likelihood_inside(likelihood, options->start, inside);
        else
            start_from(likelihood, fixed, s, inside);
        enum error error = search(likelihood, arena, inside, &result);
        if (error && error != ERROR_INVALID) return error;
        fit->iterations += result.iterations;
        fit->evaluations += result.evaluations;
        if (error || !result.is_converged) continue;
        fit->settled++;
        if (is_found && -result.value <= fit->log_likelihood) continue;
        is_found = true;
        fit->log_likelihood = -result.value;
        memcpy(best, inside, size * sizeof(double));
    }
    return is_found ? ERROR_NONE : engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
}

enum error mixed_logit_fit(const struct choice_data *data, const struct mixed_logit_options *options,
    const struct engine_help *help, struct arena *arena, struct mixed_logit_fit *ret_fit)
{
    struct mixed_logit_likelihood likelihood;
    const double *fixed;
    *ret_fit = (struct mixed_logit_fit){0};
    enum error error = check(data, options, &ret_fit->refusals);
    if (!error) error = fit_fixed(data, help, arena, ret_fit, &fixed);
    if (!error) error = mixed_logit_likelihood_prepare(data, options, help, arena, &likelihood);
    if (error) return error;
    double *best = arena_array(arena, double, likelihood.parameters);
    if (!best) return ERROR_MEMORY;
    ret_fit->means = data->regressors;
    ret_fit->spreads = likelihood.random;
    error = search_all(&likelihood, fixed, arena, ret_fit, best);
    return error ? error : take(&likelihood, best, arena, ret_fit);
}
