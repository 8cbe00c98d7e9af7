// SPDX-License-Identifier: Apache-2.0
// The price elasticity from a sales history, with its refusals.
#include "engine/log_log_elasticity.h"
#include "engine/distribution.h"

#include <math.h>
#include <string.h>

static enum error check(const struct log_log_elasticity_data *data,
    const struct log_log_elasticity_options *options, struct engine_refusals *refusals)
{
    size_t n = data->observations;
    if (n == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->quantity, n) || !engine_is_finite(data->price, n))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    for (size_t i = 0; i < n; i++)
        if (!(data->quantity[i] > 0) || !(data->price[i] > 0))
            return engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
    if (data->effects && data->effects->observations != n)
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (!(options->interval_outside > 0 && options->interval_outside < 1))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    return ERROR_NONE;
}

// The range of prices, and how often the price differs from the one before it in the same group.
static enum error look_at_prices(
    const struct log_log_elasticity_data *data, struct arena *arena, struct log_log_elasticity_fit *fit)
{
    size_t groups = data->effects ? data->effects->groups[0] : 1;
    double *last = arena_array(arena, double, groups);
    if (!last) return ERROR_MEMORY;
    fit->lowest_price = (double)INFINITY;
    for (size_t i = 0; i < data->observations; i++) {
        double price = data->price[i], *before = &last[data->effects ? data->effects->group[0][i] : 0];
        if (*before > 0 && fabs(price - *before) > price * 1e-9) fit->price_changes++;
        *before = price;
        fit->lowest_price = fmin(fit->lowest_price, price);
        fit->highest_price = fmax(fit->highest_price, price);
    }
    return ERROR_NONE;
}

// The columns of the regression: ln quantity, ln price, instruments, controls, constant; without the effects,
// if any.
static enum error arrange(const struct log_log_elasticity_data *data, struct arena *arena,
    struct log_log_elasticity_fit *fit, struct instrumental_variables_data *ret)
{
    size_t n = data->observations, has_constant = data->effects ? 0 : 1;
    size_t columns = 2 + data->instrument_columns + data->control_columns;
    double *all = arena_array(arena, double, n *(columns + has_constant));
    if (!all) return ERROR_MEMORY;
    double *instrument = all + 2 * n, *exogenous = instrument + n * data->instrument_columns;
    for (size_t i = 0; i < n; i++) {
        all[i] = log(data->quantity[i]);
        all[n + i] = log(data->price[i]);
        if (has_constant) all[columns * n + i] = 1;
    }
    if (data->instrument_columns)
        memcpy(instrument, data->instrument, n * data->instrument_columns * sizeof(double));
    if (data->control_columns) memcpy(exogenous, data->control, n * data->control_columns * sizeof(double));
    *ret = (struct instrumental_variables_data){.observations = n,
        .endogenous_columns = 1,
        .endogenous = all + n,
        .exogenous_columns = data->control_columns + has_constant,
        .exogenous = exogenous,
        .instrument_columns = data->instrument_columns,
        .instrument = instrument,
        .dependent = all};
    return data->effects ? fixed_effects_absorb(data->effects, columns, all, arena, &fit->refusals)
                         : ERROR_NONE;
}

static enum error estimate(const struct instrumental_variables_data *columns,
    struct covariance_choice *errors, unsigned steps, struct arena *arena, struct log_log_elasticity_fit *fit)
{
    enum error error;
    if (columns->instrument_columns == 0) {
        // Price, controls and constant stand side by side.
        struct least_squares_data regression = {
            columns->observations, 1 + columns->exogenous_columns, columns->endogenous, columns->dependent};
        error = least_squares_fit(&regression, errors, arena, &fit->linear);
        fit->refusals.bits |= fit->linear.refusals.bits;
        return error;
    }
    struct instrumental_variables_fit with_instruments;
    struct instrumental_variables_options options = {.errors = *errors, .steps = steps};
    struct instrument_tests tests = {0};
    error = instrumental_variables_fit(columns, &options, arena, &with_instruments);
    fit->refusals.bits |= with_instruments.linear.refusals.bits;
    if (error == ERROR_NONE) error = instrument_tests_run(columns, errors, arena, &tests);
    fit->refusals.bits |= tests.refusals.bits;
    fit->linear = with_instruments.linear;
    fit->weakest_f = tests.weakest_f;
    fit->wu_hausman_p = tests.wu_hausman_p;
    fit->over_identification_p = with_instruments.over_identification_p;
    return error;
}

static void judge(const struct log_log_elasticity_options *options, struct log_log_elasticity_fit *fit)
{
    double asked = options->asked_price;
    if (fit->elasticity >= 0) (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_WRONG_SIGN);
    if (fit->interval[1] >= -1)
        (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_INTERVAL_REACHES_MINUS_ONE);
    if (asked != 0 && !(asked >= fit->lowest_price && asked <= fit->highest_price))
        (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_PRICE_OUTSIDE_RANGE);
}

enum error log_log_elasticity_fit(const struct log_log_elasticity_data *data,
    const struct log_log_elasticity_options *options, struct arena *arena,
    struct log_log_elasticity_fit *ret_fit)
{
    *ret_fit = (struct log_log_elasticity_fit){0};
    struct covariance_choice errors = options->errors;
    struct instrumental_variables_data columns;
    enum error error = check(data, options, &ret_fit->refusals);
    if (error == ERROR_NONE && data->effects)
        error = fixed_effects_count(data->effects, arena, &errors, &ret_fit->refusals);
    if (error == ERROR_NONE) error = look_at_prices(data, arena, ret_fit);
    if (error != ERROR_NONE) return error;
    if (ret_fit->price_changes < options->price_changes_needed)
        (void)engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_TOO_FEW_PRICE_CHANGES);
    error = arrange(data, arena, ret_fit, &columns);
    if (error == ERROR_NONE) error = estimate(&columns, &errors, options->steps, arena, ret_fit);
    if (error != ERROR_NONE) return error;
    ret_fit->elasticity = ret_fit->linear.coefficient[0];
    ret_fit->standard_error = ret_fit->linear.standard_error[0];
    bool is_clustered = errors.kind == COVARIANCE_CLUSTER0 || errors.kind == COVARIANCE_CLUSTER1;
    double degrees = (double)(is_clustered ? errors.clusters - 1 : ret_fit->linear.degrees);
    double reach = distribution_t_bound(options->interval_outside, degrees) * ret_fit->standard_error;
    ret_fit->interval[0] = ret_fit->elasticity - reach;
    ret_fit->interval[1] = ret_fit->elasticity + reach;
    judge(options, ret_fit);
    return ERROR_NONE;
}
