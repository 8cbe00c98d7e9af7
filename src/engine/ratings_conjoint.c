// SPDX-License-Identifier: Apache-2.0
// Part-worths by least squares, importance and simulated shares.
#include "engine/ratings_conjoint.h"

#include <math.h>
#include <string.h>

#include "engine/linear_algebra.h"

// The columns of one attribute: all levels but the last (effects) or but the first (dummy).
static double coded(bool is_dummy, size_t levels, size_t level, size_t column)
{
    if (is_dummy) return level == column + 1;
    return level == levels - 1 ? -1 : level == column;
}

static enum error design_of(
    const struct ratings_data *data, bool is_dummy, struct arena *arena, size_t *ret_columns, double **ret_x)
{
    size_t columns = 1, n = data->profiles, at = 1;
    for (size_t a = 0; a < data->attributes; a++)
        columns += data->levels[a] - 1;
    double *x = arena_array(arena, double, n *columns);
    if (!x) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        x[i] = 1;
    for (size_t a = 0; a < data->attributes; a++)
        for (size_t c = 0; c + 1 < data->levels[a]; c++, at++)
            for (size_t i = 0; i < n; i++)
                x[at * n + i] = coded(is_dummy, data->levels[a], data->level[a * n + i], c);
    *ret_columns = columns;
    *ret_x = x;
    return ERROR_NONE;
}

// Coefficients as part-worths of all levels, the constant first.
static void spread_worths(
    const struct ratings_data *data, bool is_dummy, const double *coefficient, double *worth)
{
    size_t from = 1, to = 1;
    worth[0] = coefficient[0];
    for (size_t a = 0; a < data->attributes; a++) {
        size_t levels = data->levels[a];
        for (size_t l = 0; l < levels; l++, to++) {
            worth[to] = 0;
            for (size_t c = 0; c + 1 < levels; c++)
                worth[to] += coded(is_dummy, levels, l, c) * coefficient[from + c];
        }
        from += levels - 1;
    }
}

// The same for the errors, from the covariance of the coefficients.
static void spread_errors(
    const struct ratings_data *data, bool is_dummy, size_t columns, const double *covariance, double *error)
{
    size_t from = 1, to = 1;
    error[0] = sqrt(covariance[0]);
    for (size_t a = 0; a < data->attributes; a++) {
        size_t levels = data->levels[a];
        for (size_t l = 0; l < levels; l++, to++) {
            double variance = 0;
            for (size_t c = 0; c + 1 < levels; c++)
                for (size_t d = 0; d + 1 < levels; d++)
                    variance += coded(is_dummy, levels, l, c) * coded(is_dummy, levels, l, d) *
                                covariance[(from + c) * columns + from + d];
            error[to] = sqrt(variance);
        }
        from += levels - 1;
    }
}

static enum error check(const struct ratings_data *data, struct engine_refusals *refusals)
{
    size_t columns = 1;
    if (data->respondents == 0 || data->profiles == 0 || data->attributes == 0)
        return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->rating, data->profiles * data->respondents))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    for (size_t a = 0; a < data->attributes; a++) {
        if (data->levels[a] < 2) return engine_refuse(refusals, ENGINE_REFUSAL_SINGULAR);
        if (!engine_is_below(data->level + a * data->profiles, data->profiles, data->levels[a]) ||
            (data->simulated &&
                !engine_is_below(data->simulation + a * data->simulated, data->simulated, data->levels[a])))
            return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
        columns += data->levels[a] - 1;
    }
    return data->profiles < columns ? engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS)
                                    : ERROR_NONE;
}

// Every respondent by itself: one design, many sides.
static enum error fit_respondents(
    const struct ratings_data *data, bool is_dummy, struct arena *arena, struct ratings_fit *fit)
{
    size_t columns, n = data->profiles, respondents = data->respondents, k = 1 + fit->level_count;
    double *x;
    enum error error = design_of(data, is_dummy, arena, &columns, &x);
    if (error) return error;
    double *coefficient = arena_array(arena, double, columns *respondents);
    double *inverse = arena_array(arena, double, columns *columns),
           *mean = arena_array(arena, double, columns);
    fit->worth = arena_array(arena, double, k *respondents);
    fit->pooled = arena_array(arena, double, k);
    fit->error = arena_array(arena, double, k);
    if (!coefficient || !inverse || !mean || !fit->worth || !fit->pooled || !fit->error) return ERROR_MEMORY;
    error =
        linear_algebra_least_squares(n, columns, x, respondents, data->rating, arena, coefficient, inverse);
    if (error == ERROR_INVALID) return engine_refuse(&fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error) return error;
    for (size_t r = 0; r < respondents; r++) {
        spread_worths(data, is_dummy, coefficient + r * columns, fit->worth + r * k);
        for (size_t c = 0; c < columns; c++)
            mean[c] += coefficient[r * columns + c] / (double)respondents;
    }
    // All ratings in one regression: with the same profiles for all, its coefficients are the means.
    double squares = 0, total = 0, middle = 0, all = (double)(n * respondents);
    for (size_t i = 0; i < n * respondents; i++)
        middle += data->rating[i] / all;
    for (size_t i = 0; i < n * respondents; i++) {
        double fitted = 0;
        for (size_t c = 0; c < columns; c++)
            fitted += x[c * n + i % n] * mean[c];
        squares += (data->rating[i] - fitted) * (data->rating[i] - fitted);
        total += (data->rating[i] - middle) * (data->rating[i] - middle);
    }
    fit->degrees = n * respondents - columns;
    fit->r_squared = total > 0 ? 1 - squares / total : (double)NAN;
    fit->residual_error = fit->degrees ? sqrt(squares / (double)fit->degrees) : (double)NAN;
    for (size_t i = 0; i < columns * columns; i++)
        inverse[i] *= fit->residual_error * fit->residual_error / (double)respondents;
    spread_worths(data, is_dummy, mean, fit->pooled);
    spread_errors(data, is_dummy, columns, inverse, fit->error);
    return ERROR_NONE;
}

// Range of an attribute's part-worths over the sum of ranges; 0 for who rates everything alike.
static void importance_of(const struct ratings_data *data, const double *worth, double *importance)
{
    double sum = 0;
    const double *level = worth + 1;
    for (size_t a = 0; a < data->attributes; a++) {
        double low = level[0], high = level[0];
        for (size_t l = 1; l < data->levels[a]; l++) {
            low = fmin(low, level[l]);
            high = fmax(high, level[l]);
        }
        importance[a] = high - low;
        sum += importance[a];
        level += data->levels[a];
    }
    for (size_t a = 0; a < data->attributes; a++)
        importance[a] = sum > 0 ? importance[a] / sum : 0;
}

enum { RULES = 3 };

// What one respondent adds to the shares: for each rule, all profiles. False: it does not count in the rule.
static void choices_of(const double *utility, size_t count, double *const share[RULES])
{
    size_t best = 0;
    double sum = 0, exps = 0;
    for (size_t s = 0; s < count; s++) {
        if (utility[s] > utility[best]) best = s;
        sum += utility[s];
    }
    for (size_t s = 0; s < count; s++)
        exps += exp(utility[s] - utility[best]);
    for (size_t s = 0; s < count; s++) {
        share[0][s] = s == best;
        share[1][s] = sum > 0 ? utility[s] / sum : 1 / (double)count;
        share[2][s] = exp(utility[s] - utility[best]) / exps;
    }
}

// What is kept of every respondent, to be averaged over whoever is drawn: importances, then shares by rule.
struct shares {
    size_t width; // numbers of a respondent
    double *number;
    bool *is_negative;
    size_t attributes, simulated;
    bool is_leaving_out; // of logit, too
};

static enum error prepare(const struct ratings_data *data, const struct ratings_options *options,
    struct arena *arena, struct ratings_fit *fit, struct shares *shares)
{
    size_t k = 1 + fit->level_count, simulated = data->simulated;
    *shares = (struct shares){.width = data->attributes + RULES * simulated,
        .attributes = data->attributes,
        .simulated = simulated,
        .is_leaving_out = options->is_leaving_out_negative};
    shares->number = arena_array(arena, double, shares->width * data->respondents);
    shares->is_negative = arena_array(arena, bool, data->respondents);
    fit->utility = arena_array(arena, double, simulated * data->respondents + 1);
    fit->share = arena_array(arena, struct ratings_share, simulated + 1);
    fit->importance = arena_array(arena, struct ratings_number, data->attributes);
    if (!shares->number || !shares->is_negative || !fit->utility || !fit->share || !fit->importance)
        return ERROR_MEMORY;
    for (size_t r = 0; r < data->respondents; r++) {
        double *number = shares->number + r * shares->width, *utility = fit->utility + r * simulated;
        const double *worth = fit->worth + r * k;
        importance_of(data, worth, number);
        for (size_t s = 0; s < simulated; s++) {
            size_t from = 1;
            utility[s] = worth[0];
            for (size_t a = 0; a < data->attributes; from += data->levels[a++])
                utility[s] += worth[from + data->simulation[a * simulated + s]];
            shares->is_negative[r] |= utility[s] < 0;
            fit->share[s].utility += utility[s] / (double)data->respondents;
        }
        double *base = number + data->attributes;
        double *const rules[RULES] = {base, base + simulated, base + 2 * simulated};
        if (simulated) choices_of(utility, simulated, rules);
        fit->negative += shares->is_negative[r];
    }
    return ERROR_NONE;
}

// Means over those drawn.
static void average(const struct shares *shares, size_t respondents, const uint32_t *taken, double *mean)
{
    double counted = 0;
    memset(mean, 0, shares->width * sizeof(double));
    for (size_t i = 0; i < respondents; i++) {
        size_t who = taken ? taken[i] : i;
        const double *number = shares->number + who * shares->width;
        counted += !shares->is_negative[who];
        for (size_t j = 0; j < shares->width; j++) {
            size_t rule = j < shares->attributes ? 0 : (j - shares->attributes) / shares->simulated;
            bool is_out = shares->is_negative[who] && (rule == 1 || (rule == 2 && shares->is_leaving_out));
            if (!is_out) mean[j] += number[j];
        }
    }
    for (size_t j = 0; j < shares->width; j++) {
        size_t rule = j < shares->attributes ? 0 : (j - shares->attributes) / shares->simulated;
        bool is_partial = rule == 1 || (rule == 2 && shares->is_leaving_out);
        mean[j] /= is_partial ? counted : (double)respondents; // not a number when nobody is left
    }
}

static struct ratings_number *number_of(const struct shares *shares, struct ratings_fit *fit, size_t j)
{
    if (j < shares->attributes) return &fit->importance[j];
    size_t rule = (j - shares->attributes) / shares->simulated,
           s = (j - shares->attributes) % shares->simulated;
    return rule == 0 ? &fit->share[s].highest : rule == 1 ? &fit->share[s].btl : &fit->share[s].logit;
}

static enum error average_and_draw(const struct ratings_data *data, const struct shares *shares,
    const struct resample_options *resample, const struct engine_help *help, struct arena *arena,
    struct ratings_fit *fit)
{
    size_t r = resample->replications, width = shares->width;
    double *mean = arena_array(arena, double, width), *values = arena_array(arena, double, width *(r + 1));
    double *room = arena_array(arena, double, r + 1);
    uint32_t *taken = arena_array(arena, uint32_t, data->respondents);
    if (!mean || !values || !room || !taken) return ERROR_MEMORY;
    average(shares, data->respondents, NULL, mean);
    for (size_t j = 0; j < width; j++)
        number_of(shares, fit, j)->value = mean[j];
    for (size_t d = 0; d < r; d++) {
        enum error error = engine_go_on(help, d, r, (double)NAN);
        if (error) return error;
        resample_draw(resample->seed, d, data->respondents, taken);
        average(shares, data->respondents, taken, mean);
        for (size_t j = 0; j < width; j++)
            values[j * r + d] = mean[j];
    }
    for (size_t j = 0; j < width; j++)
        resample_interval(
            values + j * r, r, resample->interval_outside, room, &number_of(shares, fit, j)->interval);
    return ERROR_NONE;
}

enum error ratings_conjoint_fit(const struct ratings_data *data, const struct ratings_options *options,
    const struct engine_help *help, struct arena *arena, struct ratings_fit *ret_fit)
{
    struct shares shares;
    *ret_fit = (struct ratings_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error) return error;
    for (size_t a = 0; a < data->attributes; a++)
        ret_fit->level_count += data->levels[a];
    error = fit_respondents(data, options->is_dummy_coded, arena, ret_fit);
    if (!error) error = prepare(data, options, arena, ret_fit, &shares);
    return error ? error : average_and_draw(data, &shares, &options->resample, help, arena, ret_fit);
}
