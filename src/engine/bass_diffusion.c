// SPDX-License-Identifier: Apache-2.0
// The model of Bass by regression on what was bought before, and by nonlinear least squares.
#include "engine/bass_diffusion.h"

#include <math.h>
#include <string.h>

#include "engine/linear_algebra.h"

enum { K = BASS_PARAMETERS, PERIODS_NEEDED = 5, STEP_LIMIT = 500 };

double bass_share(double p, double q, double time)
{
    if (time <= 0) return 0;
    double decay = exp(-(p + q) * time);
    return -expm1(-(p + q) * time) / (1 + q / p * decay);
}

double bass_density(double p, double q, double time)
{
    if (time < 0) return 0;
    double decay = exp(-(p + q) * time), below = 1 + q / p * decay;
    return (p + q) * (p + q) / p * decay / (below * below);
}

double bass_peak_time(double p, double q)
{
    return log(q / p) / (p + q);
}

double bass_peak_sales(double m, double p, double q)
{
    return m * (p + q) * (p + q) / (4 * q);
}

// What a buyer in a million adds to the sales of period t (from 1).
static double curve(enum bass_method method, double p, double q, double t)
{
    return method == BASS_DENSITY ? bass_density(p, q, t) : bass_share(p, q, t) - bass_share(p, q, t - 1);
}

static double sales_at(enum bass_method method, const double *parameter, double t)
{
    return parameter[BASS_M] * curve(method, parameter[BASS_P], parameter[BASS_Q], t);
}

typedef double bass_function(enum bass_method method, const double *parameter, double t);

// By central differences, in steps relative to the parameter: good to about ten digits.
static void gradient_of(
    bass_function *function, enum bass_method method, const double *parameter, double t, double *gradient)
{
    for (int k = 0; k < K; k++) {
        double moved[K], step = 1e-5 * parameter[k], value[4];
        memcpy(moved, parameter, sizeof moved);
        for (int i = 0; i < 4; i++) {
            static const double multiple[] = {1, -1, 2, -2};
            moved[k] = parameter[k] + multiple[i] * step;
            value[i] = function(method, moved, t);
        }
        gradient[k] = (8 * (value[0] - value[1]) - (value[2] - value[3])) / (12 * step);
    }
}

static double variance_of(const double *covariance, const double *gradient)
{
    double variance = 0;
    for (int i = 0; i < K; i++)
        for (int j = 0; j < K; j++)
            variance += gradient[i] * covariance[i * K + j] * gradient[j];
    return variance;
}

static double peak_time_at(enum bass_method method, const double *parameter, double t)
{
    (void)method;
    (void)t;
    return bass_peak_time(parameter[BASS_P], parameter[BASS_Q]);
}

static double peak_sales_at(enum bass_method method, const double *parameter, double t)
{
    (void)method;
    (void)t;
    return bass_peak_sales(parameter[BASS_M], parameter[BASS_P], parameter[BASS_Q]);
}

static double squares(const struct bass_data *data, enum bass_method method, const double *parameter)
{
    double sum = 0;
    for (size_t t = 0; t < data->periods; t++) {
        double off = data->sales[t] - sales_at(method, parameter, (double)t + 1);
        sum += off * off;
    }
    return sum;
}

static enum error check(const struct bass_data *data, struct engine_refusals *refusals)
{
    double sum = 0;
    if (data->periods == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->sales, data->periods))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (data->periods < PERIODS_NEEDED) return engine_refuse(refusals, ENGINE_REFUSAL_SERIES_TOO_SHORT);
    for (size_t t = 0; t < data->periods; t++) {
        if (data->sales[t] < 0) return engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
        sum += data->sales[t];
    }
    return sum > 0 ? ERROR_NONE : engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
}

// Bass's regression. The errors of p, q and m follow from those of a, b and c.
static enum error regress(const struct bass_data *data, struct arena *arena, struct bass_fit *fit)
{
    size_t n = data->periods;
    double *x = arena_array(arena, double, 3 * n), inverse[9], b[3], bought = data->bought_before, sum = 0;
    if (!x) return ERROR_MEMORY;
    for (size_t t = 0; t < n; t++) {
        x[t] = 1;
        x[n + t] = bought;
        x[2 * n + t] = bought * bought;
        bought += data->sales[t];
    }
    enum error error = linear_algebra_least_squares(n, 3, x, 1, data->sales, arena, b, inverse);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error) return error;
    memcpy(fit->regression, b, sizeof b);
    double root = b[1] * b[1] - 4 * b[0] * b[2];
    if (!(b[2] < 0) || !(b[0] > 0) || !(root > 0))
        return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NO_SATURATION);
    for (size_t t = 0; t < n; t++) {
        fit->fitted[t] = b[0] + b[1] * x[n + t] + b[2] * x[2 * n + t];
        sum += (data->sales[t] - fit->fitted[t]) * (data->sales[t] - fit->fitted[t]);
    }
    double m = (-b[1] - sqrt(root)) / (2 * b[2]), turn = 2 * b[2] * m + b[1], jacobian[9];
    double of_m[3] = {-1 / turn, -m / turn, -m * m / turn}; // from c m^2 + b m + a = 0
    for (int k = 0; k < 3; k++) {
        jacobian[BASS_M * 3 + k] = of_m[k];
        jacobian[BASS_P * 3 + k] = (k == 0 ? 1 / m : 0) - b[0] / (m * m) * of_m[k];
        jacobian[BASS_Q * 3 + k] = -b[2] * of_m[k] - (k == 2 ? m : 0);
    }
    fit->parameter[BASS_M] = m;
    fit->parameter[BASS_P] = b[0] / m;
    fit->parameter[BASS_Q] = -m * b[2];
    fit->sum_of_squares = sum;
    for (int i = 0; i < K; i++)
        for (int j = 0; j < K; j++) {
            double value = 0;
            for (int k = 0; k < 3; k++)
                for (int l = 0; l < 3; l++)
                    value += jacobian[i * 3 + k] * inverse[k * 3 + l] * jacobian[j * 3 + l];
            fit->covariance[i * K + j] = value * sum / (double)(n - K);
        }
    return fit->parameter[BASS_Q] > 0 ? ERROR_NONE
                                      : engine_refuse(&fit->refusals, ENGINE_REFUSAL_NO_SATURATION);
}

// Where the search begins: the best of a net of p and q, each with the m that suits it best.
static void start_of(const struct bass_data *data, enum bass_method method, double *parameter)
{
    static const double ps[] = {1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.02, 0.04, 0.1, 0.3};
    static const double qs[] = {0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2};
    double least = (double)INFINITY;
    for (size_t i = 0; i < sizeof ps / sizeof ps[0]; i++)
        for (size_t j = 0; j < sizeof qs / sizeof qs[0]; j++) {
            double up = 0, down = 0;
            for (size_t t = 0; t < data->periods; t++) {
                double f = curve(method, ps[i], qs[j], (double)t + 1);
                up += f * data->sales[t];
                down += f * f;
            }
            double trial[K] = {[BASS_M] = up / down, [BASS_P] = ps[i], [BASS_Q] = qs[j]};
            double sum = squares(data, method, trial);
            if (!(sum < least) || !(trial[BASS_M] > 0)) continue;
            least = sum;
            memcpy(parameter, trial, sizeof trial);
        }
}

// J'J and J'e of the logarithms of the parameters, which stay above 0 so.
static void normal_equations(const struct bass_data *data, enum bass_method method, const double *parameter,
    double *cross, double *right)
{
    memset(cross, 0, K * K * sizeof(double));
    memset(right, 0, K * sizeof(double));
    for (size_t t = 0; t < data->periods; t++) {
        double gradient[K], off = data->sales[t] - sales_at(method, parameter, (double)t + 1);
        gradient_of(sales_at, method, parameter, (double)t + 1, gradient);
        for (int i = 0; i < K; i++)
            gradient[i] *= parameter[i];
        for (int i = 0; i < K; i++) {
            right[i] += gradient[i] * off;
            for (int j = 0; j < K; j++)
                cross[i * K + j] += gradient[i] * gradient[j];
        }
    }
}

// Levenberg (1944) and Marquardt (1963), in the logarithms of the parameters, which stay above 0 so.
static enum error search(
    const struct bass_data *data, enum bass_method method, struct arena *arena, struct bass_fit *fit)
{
    double *parameter = fit->parameter, damping = 1e-3, cross[K * K], right[K];
    start_of(data, method, parameter);
    double sum = squares(data, method, parameter);
    bool is_done = false;
    for (; fit->iterations < STEP_LIMIT && !is_done; fit->iterations++) {
        normal_equations(data, method, parameter, cross, right);
        bool is_better = false;
        while (!is_better && damping < 1e12) {
            double damped[K * K], step[K], moved[K], largest = 0;
            memcpy(damped, cross, sizeof damped);
            memcpy(step, right, sizeof step);
            for (int i = 0; i < K; i++)
                damped[i * K + i] *= 1 + damping;
            enum error error = linear_algebra_solve_positive_definite(K, damped, 1, arena, step);
            if (error == ERROR_MEMORY) return error;
            for (int i = 0; i < K; i++) {
                moved[i] = parameter[i] * exp(fmax(fmin(step[i], 2), -2));
                largest = fmax(largest, fabs(step[i]));
            }
            double here = error ? (double)INFINITY : squares(data, method, moved);
            is_better = here <= sum;
            if (is_better) {
                is_done = largest < 1e-9 || (largest < 1e-6 && here == sum);
                memcpy(parameter, moved, sizeof moved);
                sum = here;
                damping /= 10;
            } else {
                // As good as rounding lets it be.
                if (largest < 1e-7) is_better = is_done = true;
                damping = fmax(damping * 10, 1e-9);
            }
        }
        if (!is_better) break;
    }
    fit->sum_of_squares = sum;
    if (!is_done) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return ERROR_NONE;
}

// Errors of nonlinear least squares: (J'J)^-1 s^2.
static enum error settle_search(
    const struct bass_data *data, enum bass_method method, struct arena *arena, struct bass_fit *fit)
{
    double cross[K * K], right[K], bought = data->bought_before;
    for (size_t t = 0; t < data->periods; t++)
        bought += data->sales[t];
    // Sales that only grow say nothing of how many will ever buy: m runs away from what was bought.
    if (fit->parameter[BASS_M] > 100 * bought || fit->parameter[BASS_Q] < 1e-6)
        return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NO_SATURATION);
    normal_equations(data, method, fit->parameter, cross, right);
    enum error error = linear_algebra_invert(K, arena, cross);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_NO_SATURATION);
    for (int i = 0; !error && i < K; i++)
        for (int j = 0; j < K; j++)
            fit->covariance[i * K + j] = cross[i * K + j] * fit->parameter[i] * fit->parameter[j] *
                                         fit->sum_of_squares / (double)fit->degrees;
    for (size_t t = 0; t < data->periods; t++)
        fit->fitted[t] = sales_at(method, fit->parameter, (double)t + 1);
    return error;
}

static enum error look_ahead(const struct bass_data *data, const struct bass_options *options,
    struct arena *arena, struct bass_fit *fit)
{
    // What Bass's regression found is looked ahead with by the curve of whole periods.
    enum bass_method method = options->method == BASS_DENSITY ? BASS_DENSITY : BASS_NLS;
    double gradient[K], variance = fit->sum_of_squares / (double)fit->degrees, mean = 0, total = 0;
    gradient_of(peak_time_at, method, fit->parameter, 0, gradient);
    fit->peak_time.value = peak_time_at(method, fit->parameter, 0);
    fit->peak_time.error = sqrt(variance_of(fit->covariance, gradient));
    gradient_of(peak_sales_at, method, fit->parameter, 0, gradient);
    fit->peak_sales.value = peak_sales_at(method, fit->parameter, 0);
    fit->peak_sales.error = sqrt(variance_of(fit->covariance, gradient));
    fit->is_before_peak = fit->peak_time.value > (double)data->periods;
    for (size_t t = 0; t < data->periods; t++)
        mean += data->sales[t] / (double)data->periods;
    for (size_t t = 0; t < data->periods; t++)
        total += (data->sales[t] - mean) * (data->sales[t] - mean);
    fit->r_squared = total > 0 ? 1 - fit->sum_of_squares / total : (double)NAN;
    fit->forecast = arena_array(arena, struct bass_value, options->horizon + 1);
    if (!fit->forecast) return ERROR_MEMORY;
    for (size_t h = 0; h < options->horizon; h++) {
        double t = (double)(data->periods + h) + 1;
        gradient_of(sales_at, method, fit->parameter, t, gradient);
        fit->forecast[h].value = sales_at(method, fit->parameter, t);
        fit->forecast[h].error = sqrt(variance_of(fit->covariance, gradient) + variance);
    }
    return ERROR_NONE;
}

enum error bass_fit(const struct bass_data *data, const struct bass_options *options, struct arena *arena,
    struct bass_fit *ret_fit)
{
    *ret_fit = (struct bass_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error) return error;
    ret_fit->degrees = data->periods - K;
    ret_fit->fitted = arena_array(arena, double, data->periods);
    if (!ret_fit->fitted) return ERROR_MEMORY;
    if (options->method == BASS_OLS) {
        error = regress(data, arena, ret_fit);
    } else {
        error = search(data, options->method, arena, ret_fit);
        if (!error) error = settle_search(data, options->method, arena, ret_fit);
    }
    return error ? error : look_ahead(data, options, arena, ret_fit);
}
