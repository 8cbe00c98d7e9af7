// SPDX-License-Identifier: Apache-2.0
// Conditional logit by Newton's method.
#include "engine/multinomial_logit.h"

#include <math.h>
#include <string.h>

#include "engine/linear_algebra.h"

struct newton {
    const struct choice_data *data;
    double *value;       // rows: utilities, then probabilities
    double *score;       // tasks x regressors
    double *spread;      // (rows + tasks) x regressors: sqrt(p) (x - xbar)
    double *mean;        // of the regressors in the task at hand
    double *gradient;    // regressors
    double *information; // regressors x regressors
    double *factor;      // regressors x regressors
    double *step;        // regressors
    double *trial;       // regressors
};

static double weight_of(const struct choice_data *data, size_t task)
{
    return data->weight ? data->weight[task] : 1;
}

void multinomial_logit_probabilities(const struct choice_data *data, const double *coefficient,
    double *probability, double *ret_log_likelihood)
{
    size_t n = data->rows;
    double all = 0;
    memset(probability, 0, n * sizeof(double));
    for (size_t k = 0; k < data->regressors; k++)
        for (size_t i = 0; i < n; i++)
            probability[i] += coefficient[k] * data->regressor[k * n + i];
    for (size_t t = 0; t < data->tasks; t++) {
        // Less the largest, so that no exponential overflows.
        double largest = data->has_outside ? 0 : -(double)INFINITY, sum = 0, chosen = 0;
        for (size_t i = data->start[t]; i < data->start[t + 1]; i++)
            largest = fmax(largest, probability[i]);
        if (data->chosen[t] != CHOICE_OUTSIDE) chosen = probability[data->chosen[t]];
        if (data->has_outside) sum = exp(-largest);
        for (size_t i = data->start[t]; i < data->start[t + 1]; i++)
            sum += probability[i] = exp(probability[i] - largest);
        for (size_t i = data->start[t]; i < data->start[t + 1]; i++)
            probability[i] /= sum;
        all += weight_of(data, t) * (chosen - largest - log(sum));
    }
    *ret_log_likelihood = all;
}

// Scores of the tasks, and the rows whose cross product is the information.
static void differentiate(struct newton *newton)
{
    const struct choice_data *data = newton->data;
    size_t n = data->rows, tasks = data->tasks, all = n + tasks;
    const double *p = newton->value;
    for (size_t k = 0; k < data->regressors; k++) {
        const double *x = data->regressor + k * n;
        double *spread = newton->spread + k * all, *score = newton->score + k * tasks, sum = 0;
        for (size_t t = 0; t < tasks; t++) {
            double mean = 0, inside = 0, weight = weight_of(data, t), root = sqrt(weight);
            for (size_t i = data->start[t]; i < data->start[t + 1]; i++) {
                mean += p[i] * x[i];
                inside += p[i];
            }
            for (size_t i = data->start[t]; i < data->start[t + 1]; i++)
                spread[i] = root * sqrt(p[i]) * (x[i] - mean);
            spread[n + t] = data->has_outside ? -root * sqrt(fmax(0, 1 - inside)) * mean : 0;
            double chosen = data->chosen[t] == CHOICE_OUTSIDE ? 0 : x[data->chosen[t]];
            sum += score[t] = weight * (chosen - mean);
        }
        newton->gradient[k] = sum;
    }
    linear_algebra_cross(
        all, data->regressors, newton->spread, data->regressors, newton->spread, newton->information);
}

// The largest change of a utility difference within a task, seen from the first row (or from outside).
static double largest_change(const struct choice_data *data, const double *step, double *change)
{
    size_t n = data->rows;
    double largest = 0;
    memset(change, 0, n * sizeof(double));
    for (size_t k = 0; k < data->regressors; k++)
        for (size_t i = 0; i < n; i++)
            change[i] += step[k] * data->regressor[k * n + i];
    for (size_t t = 0; t < data->tasks; t++) {
        double first = data->has_outside ? 0 : change[data->start[t]];
        for (size_t i = data->start[t]; i < data->start[t + 1]; i++)
            largest = fmax(largest, fabs(change[i] - first));
    }
    return largest;
}

// The regressor whose part of the step moves utilities most.
static size_t most_moving(const struct choice_data *data, const double *step)
{
    size_t most = 0;
    double largest = -1;
    for (size_t k = 0; k < data->regressors; k++) {
        const double *x = data->regressor + k * data->rows;
        double low = x[0], high = x[0];
        for (size_t i = 1; i < data->rows; i++) {
            low = fmin(low, x[i]);
            high = fmax(high, x[i]);
        }
        double moved = fabs(step[k]) * (high - low);
        if (moved > largest) most = k;
        largest = fmax(largest, moved);
    }
    return most;
}

static enum error allocate(struct newton *newton, const struct choice_data *data, struct arena *arena,
    struct multinomial_logit_fit *fit)
{
    size_t k = data->regressors, all = data->rows + data->tasks;
    *fit = (struct multinomial_logit_fit){.coefficients = k, .refusals = fit->refusals};
    newton->value = arena_array(arena, double, data->rows);
    newton->score = arena_array(arena, double, data->tasks *k);
    newton->spread = arena_array(arena, double, all *k);
    newton->gradient = arena_array(arena, double, 3 * k);
    newton->information = arena_array(arena, double, 2 * k * k);
    fit->coefficient = arena_array(arena, double, 2 * k);
    fit->covariance = arena_array(arena, double, k *k);
    if (!newton->value || !newton->score || !newton->spread || !newton->gradient || !newton->information ||
        !fit->coefficient || !fit->covariance)
        return ERROR_MEMORY;
    newton->factor = newton->information + k * k;
    newton->step = newton->gradient + k;
    newton->trial = newton->step + k;
    fit->standard_error = fit->coefficient + k;
    fit->probability = newton->value;
    return ERROR_NONE;
}

// The first regressor that those before it say already, within tasks and up to rounding: a pivot of about 0
// in Cholesky's factor of the correlations. `size` when there is none.
static size_t dependent_one(size_t size, const double *information, double *factor)
{
    for (size_t j = 0; j < size; j++)
        for (size_t i = j; i < size; i++)
            factor[j * size + i] =
                information[j * size + i] / sqrt(information[j * size + j] * information[i * size + i]);
    for (size_t j = 0; j < size; j++) {
        double *column = factor + j * size;
        for (size_t k = 0; k < j; k++)
            for (size_t i = j; i < size; i++)
                column[i] -= factor[k * size + i] * factor[k * size + j];
        if (!(column[j] > 1e-12)) return j;
        double root = sqrt(column[j]);
        for (size_t i = j; i < size; i++)
            column[i] /= root;
    }
    return size;
}

// Takes as much of the step as raises the likelihood. False: not even a little does, which is the optimum.
static bool advance(struct newton *newton, struct multinomial_logit_fit *fit)
{
    size_t size = fit->coefficients;
    double reached;
    for (int halvings = 0; halvings < 40; halvings++) {
        const double length = ldexp(1, -halvings);
        for (size_t k = 0; k < size; k++)
            newton->trial[k] = fit->coefficient[k] + length * newton->step[k];
        multinomial_logit_probabilities(newton->data, newton->trial, newton->value, &reached);
        fit->evaluations++;
        if (reached < fit->log_likelihood - 1e-13 * fabs(fit->log_likelihood)) continue;
        memcpy(fit->coefficient, newton->trial, size * sizeof(double));
        fit->log_likelihood = reached;
        return true;
    }
    return false;
}

static enum error climb(struct newton *newton, const struct multinomial_logit_options *options,
    const struct engine_help *help, struct arena *arena, struct multinomial_logit_fit *fit)
{
    const struct choice_data *data = newton->data;
    size_t size = fit->coefficients, limit = options->iteration_limit ? options->iteration_limit : 100;
    double *change = newton->spread; // free between two differentiations
    multinomial_logit_probabilities(data, fit->coefficient, newton->value, &fit->log_likelihood);
    fit->null_log_likelihood = fit->log_likelihood;
    for (fit->evaluations = 1;; fit->iterations++) {
        enum error error = engine_go_on(help, fit->iterations, 0, fit->log_likelihood);
        if (error) return error;
        differentiate(newton);
        memcpy(newton->step, newton->gradient, size * sizeof(double));
        error = linear_algebra_solve_positive_definite(size, newton->information, 1, arena, newton->step);
        if (fit->iterations == 0 && (error == ERROR_NONE || error == ERROR_INVALID)) {
            fit->separating = dependent_one(size, newton->information, newton->factor);
            if (fit->separating < size || error == ERROR_INVALID)
                return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
        }
        if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SEPARATION);
        if (error) return error;
        double gain = linear_algebra_dot(size, newton->gradient, newton->step);
        double moved = largest_change(data, newton->step, change);
        // Where explanations decide choices wholly, the likelihood creeps up to its bound while each step
        // still adds about one to the utilities; at a maximum the steps vanish.
        if (gain < 1e-6 && moved > 0.25) {
            fit->separating = most_moving(data, newton->step);
            return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SEPARATION);
        }
        if (moved < 1e-12 || fit->iterations == limit || !advance(newton, fit) ||
            (moved < 1e-9 && gain < 1e-13))
            break;
    }
    if (fit->iterations >= limit) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    multinomial_logit_probabilities(data, fit->coefficient, newton->value, &fit->log_likelihood);
    differentiate(newton);
    return ERROR_NONE;
}

// A correction for few observations or clusters, as is usual for maximum likelihood.
static double correction(const struct covariance_choice *errors, size_t observations)
{
    double n = (double)observations, g = (double)errors->clusters;
    if (errors->kind == COVARIANCE_HC1) return n / (n - 1);
    return errors->kind == COVARIANCE_CLUSTER1 ? g / (g - 1) : 1;
}

enum error multinomial_logit_covariance(const struct covariance_choice *errors, size_t observations,
    size_t coefficients, const double *score, const double *bread, struct arena *arena, double *covariance)
{
    size_t k = coefficients, groups = errors->cluster ? errors->clusters : observations;
    memcpy(covariance, bread, k * k * sizeof(double));
    if (errors->kind == COVARIANCE_CLASSICAL) return ERROR_NONE;
    double *sum = arena_array(arena, double, groups *k), *moments = arena_array(arena, double, k *k);
    if (!sum || !moments) return ERROR_MEMORY;
    for (size_t j = 0; j < k; j++)
        for (size_t t = 0; t < observations; t++)
            sum[j * groups + (errors->cluster ? errors->cluster[t] : t)] += score[j * observations + t];
    linear_algebra_cross(groups, k, sum, k, sum, moments);
    for (size_t i = 0; i < k * k; i++)
        moments[i] *= correction(errors, observations);
    return covariance_sandwich(k, bread, moments, arena, covariance);
}

enum error multinomial_logit_fit(const struct choice_data *data,
    const struct multinomial_logit_options *options, const struct engine_help *help, struct arena *arena,
    struct multinomial_logit_fit *ret_fit)
{
    struct newton newton = {.data = data};
    size_t k = data->regressors;
    *ret_fit = (struct multinomial_logit_fit){0};
    enum error error = choice_data_check(data, &ret_fit->refusals);
    if (!error) error = covariance_check(&options->errors, data->tasks, &ret_fit->refusals);
    if (engine_is_refused(ret_fit->refusals, ENGINE_REFUSAL_SINGULAR))
        ret_fit->separating = choice_data_unseen(data);
    if (error) return error;
    if (data->rows - (data->has_outside ? 0 : data->tasks) < k)
        return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    error = allocate(&newton, data, arena, ret_fit);
    if (!error) error = climb(&newton, options, help, arena, ret_fit);
    if (!error) error = linear_algebra_invert(k, arena, newton.information);
    if (error == ERROR_INVALID && !ret_fit->refusals.bits)
        return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (!error)
        error = multinomial_logit_covariance(
            &options->errors, data->tasks, k, newton.score, newton.information, arena, ret_fit->covariance);
    for (size_t j = 0; !error && j < k; j++)
        ret_fit->standard_error[j] = sqrt(ret_fit->covariance[j * k + j]);
    return error;
}

void multinomial_logit_elasticities(const struct choice_data *data, const double *probability,
    const double *price, double price_coefficient, const uint32_t *alternative, size_t count,
    double *elasticity)
{
    memset(elasticity, 0, count * count * sizeof(double));
    // Expected choices of each alternative: on the diagonal of a second pass they divide, so count them
    // first.
    for (size_t j = 0; j < count; j++) {
        double expected = 0;
        for (size_t t = 0; t < data->tasks; t++) {
            double weight = weight_of(data, t), own = 0, outside = 1;
            for (size_t i = data->start[t]; i < data->start[t + 1]; i++) {
                outside -= probability[i];
                if (alternative[i] == j) own += probability[i];
            }
            if (data->has_outside && j == count - 1) own = outside;
            expected += weight * own;
            for (size_t i = data->start[t]; i < data->start[t + 1]; i++) {
                double same = alternative[i] == j ? probability[i] : 0;
                elasticity[alternative[i] * count + j] +=
                    weight * price_coefficient * price[i] * (same - own * probability[i]);
            }
        }
        for (size_t k = 0; k < count; k++)
            elasticity[k * count + j] = expected > 0 ? elasticity[k * count + j] / expected : (double)NAN;
    }
}
