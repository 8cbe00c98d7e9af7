// SPDX-License-Identifier: Apache-2.0
// First-stage F and Wu-Hausman: whether instruments are strong enough, and whether they were needed.
#include "engine/distribution.h"
#include "engine/instrumental_variables.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

static const double weak_below = 10;

// b' V^-1 b for the coefficients from `first` on.
static enum error wald(const struct linear_fit *fit, size_t first, struct arena *arena, double *ret_statistic)
{
    size_t count = fit->coefficients - first;
    double *block = arena_array(arena, double, count *count), *solved = arena_array(arena, double, count);
    if (!block || !solved) return ERROR_MEMORY;
    for (size_t j = 0; j < count; j++)
        for (size_t i = 0; i < count; i++)
            block[j * count + i] = fit->covariance[(first + j) * fit->coefficients + first + i];
    memcpy(solved, fit->coefficient + first, count * sizeof(double));
    enum error error = linear_algebra_solve_positive_definite(count, block, 1, arena, solved);
    if (error == ERROR_NONE) *ret_statistic = linear_algebra_dot(count, fit->coefficient + first, solved);
    return error;
}

// Regresses each endogenous column on all instruments; leaves the residuals in `residuals`.
static enum error first_stages(const struct instrumental_variables_data *data,
    const struct covariance_choice *errors, struct arena *arena, double *residuals,
    struct instrument_tests *tests)
{
    size_t n = data->observations, own = data->exogenous_columns, excluded = data->instrument_columns;
    double *all = arena_array(arena, double, n *(own + excluded));
    if (!all) return ERROR_MEMORY;
    if (own) memcpy(all, data->exogenous, n * own * sizeof(double));
    if (excluded) memcpy(all + n * own, data->instrument, n * excluded * sizeof(double));
    tests->weakest_f = (double)INFINITY;
    for (size_t j = 0; j < data->endogenous_columns; j++) {
        struct linear_fit stage;
        double statistic = 0;
        struct least_squares_data regression = {n, own + excluded, all, data->endogenous + j * n};
        enum error error = least_squares_fit(&regression, errors, arena, &stage);
        tests->refusals.bits |= stage.refusals.bits;
        if (error == ERROR_NONE) error = wald(&stage, own, arena, &statistic);
        if (error != ERROR_NONE) return error;
        tests->first_stage_f[j] = statistic / (double)excluded;
        tests->weakest_f = fmin(tests->weakest_f, tests->first_stage_f[j]);
        memcpy(residuals + j * n, stage.residual, n * sizeof(double));
    }
    return ERROR_NONE;
}

// Adds the residuals of the first stages to the regression without instruments, and tests them together.
static enum error wu_hausman(const struct instrumental_variables_data *data,
    const struct covariance_choice *errors, struct arena *arena, const double *residuals,
    struct instrument_tests *tests)
{
    size_t n = data->observations, m = data->endogenous_columns, k = m + data->exogenous_columns;
    double *wide = arena_array(arena, double, n *(k + m));
    if (!wide) return ERROR_MEMORY;
    memcpy(wide, data->endogenous, n * m * sizeof(double));
    if (k > m) memcpy(wide + n * m, data->exogenous, n * (k - m) * sizeof(double));
    memcpy(wide + n * k, residuals, n * m * sizeof(double));
    struct linear_fit fit;
    double statistic = 0;
    struct covariance_choice classical = {.kind = COVARIANCE_CLASSICAL, .absorbed = errors->absorbed};
    struct least_squares_data regression = {n, k + m, wide, data->dependent};
    enum error error = least_squares_fit(&regression, &classical, arena, &fit);
    tests->refusals.bits |= fit.refusals.bits;
    if (error == ERROR_NONE) error = wald(&fit, k, arena, &statistic);
    if (error != ERROR_NONE) return error;
    tests->wu_hausman = statistic / (double)m;
    tests->wu_hausman_degrees[0] = m;
    tests->wu_hausman_degrees[1] = fit.degrees;
    tests->wu_hausman_p = distribution_f_above(tests->wu_hausman, (double)m, (double)fit.degrees);
    return ERROR_NONE;
}

enum error instrument_tests_run(const struct instrumental_variables_data *data,
    const struct covariance_choice *errors, struct arena *arena, struct instrument_tests *ret_tests)
{
    *ret_tests = (struct instrument_tests){0};
    size_t n = data->observations, m = data->endogenous_columns;
    if (n == 0 || m == 0) return engine_refuse(&ret_tests->refusals, ENGINE_REFUSAL_EMPTY);
    if (data->instrument_columns < m)
        return engine_refuse(&ret_tests->refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS);
    ret_tests->first_stage_f = arena_array(arena, double, m);
    double *residuals = arena_array(arena, double, n *m);
    if (!ret_tests->first_stage_f || !residuals) return ERROR_MEMORY;
    enum error error = first_stages(data, errors, arena, residuals, ret_tests);
    if (error == ERROR_NONE) error = wu_hausman(data, errors, arena, residuals, ret_tests);
    if (error == ERROR_INVALID && ret_tests->refusals.bits == 0)
        return engine_refuse(&ret_tests->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    if (ret_tests->weakest_f < weak_below)
        (void)engine_refuse(&ret_tests->refusals, ENGINE_REFUSAL_WEAK_INSTRUMENTS);
    return ERROR_NONE;
}
