// SPDX-License-Identifier: Apache-2.0
// The likelihood of answers to bids, its maximum, and what follows for willingness to pay.
#include "engine/bid_response.h"

#include <math.h>
#include <string.h>

#include "engine/bid_mean.h"
#include "engine/draw.h"
#include "engine/linear_algebra.h"
#include "engine/normal_draw.h"

struct likelihood {
    const struct bid_data *data;
    enum bid_distribution distribution;
    size_t covariates; // that are used, and after them gamma
    double *row[2];    // of the person at hand: the covariates and t(bid), for both bounds
};

static bool is_by_logarithm(enum bid_distribution distribution)
{
    return distribution != BID_LOGISTIC && distribution != BID_NORMAL;
}

// ln of the probability that the person lies between its bounds, and how it changes with both indices.
struct slopes {
    double log_probability, first[2], second[2]; // f(index) / P and f'(index) / P, the latter's sign turned
};

// F(a) - F(b), with what is small taken from the tail where it is exact; b may be -inf, a +inf.
static double between(enum bid_distribution distribution, double a, double b)
{
    if (b > 0 && distribution != BID_WEIBULL) // the tails are alike: 1 - F(x) = F(-x)
        return bid_share(distribution, -b) - bid_share(distribution, -a);
    return bid_share(distribution, a) - bid_share(distribution, b);
}

static bool slopes_at(enum bid_distribution distribution, double a, double b, struct slopes *slopes)
{
    double probability = between(distribution, a, b), bounds[2] = {a, b};
    if (!(probability > 1e-300)) return false;
    slopes->log_probability = log(probability);
    for (int s = 0; s < 2; s++) {
        double first = 0, second = 0;
        if (isfinite(bounds[s])) bid_density(distribution, bounds[s], &first, &second);
        slopes->first[s] = first / probability;
        slopes->second[s] = second / probability;
    }
    return true;
}

// False where the value is not finite. `gradient` and `hessian` may be NULL.
static bool evaluate(const struct likelihood *likelihood, const double *theta, double *ret_value,
    double *gradient, double *hessian)
{
    const struct bid_data *data = likelihood->data;
    size_t k = likelihood->covariates + 1, n = data->people;
    bool is_by_log = is_by_logarithm(likelihood->distribution);
    *ret_value = 0;
    if (gradient) memset(gradient, 0, k * sizeof(double));
    if (hessian) memset(hessian, 0, k * k * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        double index[2] = {(double)INFINITY, -(double)INFINITY}, weight = data->weight ? data->weight[i] : 1;
        const double bids[2] = {data->low[i], data->high[i]};
        struct slopes slopes;
        for (int s = 0; s < 2; s++) {
            double *row = likelihood->row[s];
            memset(row, 0, k * sizeof(double));
            if (isnan(bids[s])) continue;
            for (size_t j = 0; j < k - 1; j++)
                row[j] = data->covariate[j * n + i];
            row[k - 1] = is_by_log ? log(bids[s]) : bids[s];
            index[s] = linear_algebra_dot(k, row, theta);
        }
        if (weight == 0 || (isnan(bids[0]) && isnan(bids[1]))) continue;
        if (!slopes_at(likelihood->distribution, index[0], index[1], &slopes)) return false;
        *ret_value += weight * slopes.log_probability;
        if (!gradient) continue;
        for (size_t j = 0; j < k; j++) {
            const double *a = likelihood->row[0], *b = likelihood->row[1];
            double of_j = slopes.first[0] * a[j] - slopes.first[1] * b[j];
            gradient[j] += weight * of_j;
            for (size_t l = 0; l <= j; l++) {
                double of_l = slopes.first[0] * a[l] - slopes.first[1] * b[l];
                double curved = slopes.second[0] * a[j] * a[l] - slopes.second[1] * b[j] * b[l];
                hessian[l * k + j] += weight * (of_j * of_l - curved); // of minus the likelihood
                if (l != j) hessian[j * k + l] = hessian[l * k + j];
            }
        }
    }
    return isfinite(*ret_value);
}

// Newton's method from `theta`; the covariance is the inverse of the information.
static enum error climb(const struct likelihood *likelihood, const struct bid_options *options,
    struct arena *arena, double *theta, double *covariance, double *ret_value, size_t *ret_iterations)
{
    size_t k = likelihood->covariates + 1;
    double *gradient = arena_array(arena, double, k), *step = arena_array(arena, double, k);
    double *moved = arena_array(arena, double, k), value, here;
    if (!gradient || !step || !moved) return ERROR_MEMORY;
    if (!evaluate(likelihood, theta, &value, gradient, covariance)) return ERROR_INVALID;
    for (size_t iteration = 0; iteration < options->iteration_limit; iteration++) {
        memcpy(step, gradient, k * sizeof(double));
        enum error error = linear_algebra_solve_positive_definite(k, covariance, 1, arena, step);
        if (error) return error;
        double gain = linear_algebra_dot(k, gradient, step), length = 1;
        for (;;) {
            for (size_t j = 0; j < k; j++)
                moved[j] = theta[j] + length * step[j];
            if (evaluate(likelihood, moved, &here, NULL, NULL) && here >= value - 1e-12 * fabs(value)) break;
            if (length < 1e-10) return ERROR_INVALID;
            length /= 2;
        }
        memcpy(theta, moved, k * sizeof(double));
        if (!evaluate(likelihood, theta, &value, gradient, covariance)) return ERROR_INVALID;
        *ret_iterations = iteration + 1;
        // The gain is twice what the likelihood can still grow.
        if (length == 1 && gain < 1e-18 * (1 + fabs(value))) {
            *ret_value = value;
            return linear_algebra_invert(k, arena, covariance);
        }
    }
    return ERROR_INVALID;
}

// Where Newton's method begins: everybody alike, the middle of what is known of them as median.
static void start_of(const struct likelihood *likelihood, double *theta)
{
    const struct bid_data *data = likelihood->data;
    bool is_by_log = is_by_logarithm(likelihood->distribution);
    double sum = 0, squares = 0, count = 0;
    for (size_t i = 0; i < data->people; i++)
        for (int s = 0; s < 2; s++) {
            double bid = s ? data->high[i] : data->low[i];
            if (isnan(bid)) continue;
            double t = is_by_log ? log(bid) : bid;
            sum += t;
            squares += t * t;
            count++;
        }
    double middle = sum / count, spread = sqrt(fmax(squares / count - middle * middle, 1e-12));
    size_t k = likelihood->covariates;
    memset(theta, 0, (k + 1) * sizeof(double));
    theta[k] = -1 / (spread + 1e-6 * fabs(middle));
    // The constant is the last of the covariates; without one the search begins at 0.
    bool is_constant = k > 0;
    for (size_t i = 0; is_constant && i < data->people; i++)
        is_constant = data->covariate[(k - 1) * data->people + i] == 1;
    if (is_constant)
        theta[k - 1] = -theta[k] * middle;
    else
        theta[k] = 0;
}

static enum error check(
    const struct bid_data *data, enum bid_distribution distribution, struct engine_refusals *refusals)
{
    bool is_yes = false, is_no = false;
    double first = (double)NAN;
    bool is_varied = false;
    if (data->people == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->covariate, data->people * data->covariates) ||
        (data->weight && !engine_is_finite(data->weight, data->people)))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (data->people <= data->covariates + 1)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    for (size_t i = 0; i < data->people; i++)
        for (int s = 0; s < 2; s++) {
            double bid = s ? data->high[i] : data->low[i];
            if (isnan(bid)) continue;
            if (!isfinite(bid) || bid < 0 || (bid == 0 && is_by_logarithm(distribution)))
                return engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
            is_yes |= s == 0;
            is_no |= s == 1;
            if (isnan(first)) first = bid;
            is_varied |= bid != first;
        }
    if (!is_yes || !is_no) return engine_refuse(refusals, ENGINE_REFUSAL_ONE_ANSWER);
    if (!is_varied) return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_PRICE_CHANGES);
    return ERROR_NONE;
}

// x'beta at the means of the covariates.
static double index_at(const struct bid_data *data, const double *means, const double *theta)
{
    return data->covariates ? linear_algebra_dot(data->covariates, means, theta) : 0;
}

static void means_of(const struct bid_data *data, const struct bid_options *options, const double *means,
    const double *theta, double *ret_means)
{
    double index = index_at(data, means, theta), gamma = theta[data->covariates];
    for (enum bid_mean mean = 0; mean < BID_MEANS; mean++)
        ret_means[mean] = bid_response_mean(options->distribution, mean, index, gamma, data->highest_bid);
}

// Errors by the delta method: the gradient of each mean by central differences.
static enum error by_delta(const struct bid_data *data, const struct bid_options *options,
    const double *means, struct arena *arena, struct bid_fit *fit)
{
    size_t k = fit->coefficients;
    double *moved = arena_array(arena, double, k), *gradient = arena_array(arena, double, BID_MEANS *k);
    double value[2][BID_MEANS];
    if (!moved || !gradient) return ERROR_MEMORY;
    for (size_t j = 0; j < k; j++) {
        double step = 1e-4 * sqrt(fit->covariance[j * k + j]);
        for (int side = 0; side < 2; side++) {
            memcpy(moved, fit->coefficient, k * sizeof(double));
            moved[j] += side ? -step : step;
            means_of(data, options, means, moved, value[side]);
        }
        for (int m = 0; m < BID_MEANS; m++)
            gradient[(size_t)m * k + j] = (value[0][m] - value[1][m]) / (2 * step);
    }
    for (int m = 0; m < BID_MEANS; m++) {
        double variance = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                variance +=
                    gradient[(size_t)m * k + i] * fit->covariance[i * k + j] * gradient[(size_t)m * k + j];
        fit->mean_error[m] = sqrt(variance);
    }
    return ERROR_NONE;
}

// Krinsky and Robb (1986): coefficients drawn from their normal distribution.
static enum error by_draws(const struct bid_data *data, const struct bid_options *options,
    const double *means, struct arena *arena, struct bid_fit *fit)
{
    size_t k = fit->coefficients, draws = options->draws;
    double *factor = arena_array(arena, double, k *k), *theta = arena_array(arena, double, k);
    double *values = arena_array(arena, double, BID_MEANS *(draws + 1));
    double *room = arena_array(arena, double, draws + 1), value[BID_MEANS];
    if (!factor || !theta || !values || !room) return ERROR_MEMORY;
    normal_draw_factor(k, fit->covariance, factor);
    for (size_t d = 0; d < draws; d++) {
        struct random_stream stream;
        draw_stream(&stream, options->seed, d);
        normal_draw(k, fit->coefficient, factor, &stream, theta);
        means_of(data, options, means, theta, value);
        for (int m = 0; m < BID_MEANS; m++)
            values[(size_t)m * draws + d] = value[m];
    }
    for (int m = 0; m < BID_MEANS; m++)
        resample_interval(
            values + (size_t)m * draws, draws, options->interval_outside, room, &fit->mean_interval[m]);
    return ERROR_NONE;
}

// The likelihood without explanations: its constant and gamma alone.
static enum error fit_null(
    const struct bid_data *data, const struct bid_options *options, struct arena *arena, struct bid_fit *fit)
{
    double *ones = arena_array(arena, double, data->people), theta[2], covariance[4], room[2][2];
    size_t iterations = 0;
    if (!ones) return ERROR_MEMORY;
    for (size_t i = 0; i < data->people; i++)
        ones[i] = 1;
    struct bid_data alone = *data;
    alone.covariates = 1;
    alone.covariate = ones;
    const struct likelihood likelihood = {&alone, options->distribution, 1, {room[0], room[1]}};
    start_of(&likelihood, theta);
    enum error error =
        climb(&likelihood, options, arena, theta, covariance, &fit->null_log_likelihood, &iterations);
    if (error) fit->null_log_likelihood = (double)NAN;
    return error == ERROR_MEMORY ? error : ERROR_NONE;
}

enum error bid_response_fit(const struct bid_data *data, const struct bid_options *options,
    struct arena *arena, struct bid_fit *ret_fit)
{
    size_t k = data->covariates + 1;
    *ret_fit = (struct bid_fit){.coefficients = k, .null_log_likelihood = (double)NAN};
    enum error error = check(data, options->distribution, &ret_fit->refusals);
    if (error) return error;
    double *means = arena_array(arena, double, k);
    struct likelihood likelihood = {data, options->distribution, data->covariates,
        {arena_array(arena, double, k), arena_array(arena, double, k)}};
    ret_fit->coefficient = arena_array(arena, double, k);
    ret_fit->covariance = arena_array(arena, double, k *k);
    if (!means || !likelihood.row[0] || !likelihood.row[1] || !ret_fit->coefficient || !ret_fit->covariance)
        return ERROR_MEMORY;
    start_of(&likelihood, ret_fit->coefficient);
    error = climb(&likelihood, options, arena, ret_fit->coefficient, ret_fit->covariance,
        &ret_fit->log_likelihood, &ret_fit->iterations);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    if (error) return error;
    // Answers that a price parts without error: the likelihood grows to 1, and the slope without end.
    if (ret_fit->log_likelihood > -1e-6) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SEPARATION);
    double all = 0;
    for (size_t i = 0; i < data->people; i++)
        all += data->weight ? data->weight[i] : 1;
    for (size_t j = 0; j < data->covariates; j++)
        for (size_t i = 0; i < data->people; i++)
            means[j] += data->covariate[j * data->people + i] * (data->weight ? data->weight[i] : 1) / all;
    if (ret_fit->coefficient[k - 1] >= 0) (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_WRONG_SIGN);
    means_of(data, options, means, ret_fit->coefficient, ret_fit->mean);
    error = by_delta(data, options, means, arena, ret_fit);
    if (!error) error = by_draws(data, options, means, arena, ret_fit);
    return error ? error : fit_null(data, options, arena, ret_fit);
}
