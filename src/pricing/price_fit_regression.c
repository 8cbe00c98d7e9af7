// SPDX-License-Identifier: Apache-2.0
// Regressions: least squares, two-stage least squares, two-step GMM, and the elasticity from sales.
#include <math.h>
#include <string.h>

#include "engine/linear_algebra.h"
#include "pricing/price_decision.h"

// The weights, which absorbing takes its means by too.
static enum error read_weights(struct price_fitting *fitting, struct price_matrix *weights)
{
    enum error error = price_fitting_matrix(fitting, &fitting->spec->weights, false, weights);
    for (size_t i = 0; !error && i < weights->rows; i++)
        if (!(weights->values[i] > 0)) {
            problem_add(fitting->problems, NULL,
                "%s, row %u (line %ld): the weight has to be above 0, not %g.", fitting->table.file,
                fitting->table.row[i], fitting->table.line[i], weights->values[i]);
            return ERROR_INVALID;
        }
    if (!error) fitting->effects.weight = weights->values;
    return error;
}

// Weighted regression is the regression of everything times the root of the weight.
static void weigh(const struct price_matrix *weights, struct price_matrix *const matrices[], size_t count)
{
    for (size_t i = 0; i < weights->rows; i++)
        for (size_t m = 0; m < count; m++)
            for (size_t j = 0; j < matrices[m]->columns; j++)
                matrices[m]->values[j * weights->rows + i] *= sqrt(weights->values[i]);
}

static void take_linear(struct price_fitting *fitting, const struct linear_fit *fit,
    const struct price_matrix *first, const struct price_matrix *second)
{
    double degrees = price_fitting_degrees(fitting, fit);
    fitting->result->r_squared = fit->r_squared;
    fitting->result->degrees = (double)fit->degrees;
    for (size_t j = 0; j < fit->coefficients; j++)
        price_fitting_estimate(fitting,
            j < first->columns ? first->names[j] : second->names[j - first->columns], fit->coefficient[j],
            fit->standard_error[j], degrees);
}

static void take_tests(struct price_fitting *fitting, const struct instrumental_variables_fit *fit,
    const struct instrument_tests *tests, const struct price_matrix *endogenous)
{
    struct price_result *result = fitting->result;
    result->objective = fit->objective;
    if (fit->over_identification_degrees) {
        result->over_identification = fit->over_identification;
        result->over_identification_p = fit->over_identification_p;
        result->over_identification_degrees = fit->over_identification_degrees;
    }
    result->first_stage = arena_array(fitting->arena, struct price_first_stage, endogenous->columns);
    for (size_t j = 0; result->first_stage && j < endogenous->columns; j++)
        result->first_stage[result->first_stages++] =
            (struct price_first_stage){endogenous->names[j], tests->first_stage_f[j]};
    result->weakest_f = tests->weakest_f;
    result->wu_hausman = tests->wu_hausman;
    result->wu_hausman_p = tests->wu_hausman_p;
}

// Names the first column that those before it say already: little of it is left when they are taken out.
static void name_dependent(
    struct price_fitting *fitting, const struct price_matrix *one, const struct price_matrix *other)
{
    size_t n = one->rows, columns = one->columns + other->columns;
    double *basis = arena_array(fitting->arena, double, n *columns);
    for (size_t j = 0; basis && j < columns; j++) {
        const struct price_matrix *of = j < one->columns ? one : other;
        size_t at = j < one->columns ? j : j - one->columns;
        double *left = basis + j * n, whole = linear_algebra_dot(n, of->values + at * n, of->values + at * n);
        memcpy(left, of->values + at * n, n * sizeof *left);
        for (size_t k = 0; k < 2 * j; k++) { // twice, as rounding asks for
            const double *before = basis + k % j * n;
            double share = linear_algebra_dot(n, before, left);
            for (size_t i = 0; i < n; i++)
                left[i] -= share * before[i];
        }
        double rest = linear_algebra_dot(n, left, left);
        if (!(rest > 1e-18 * whole)) {
            price_fitting_warn(fitting, "What the explanations before it, or the effects, say already: %.*s.",
                TEXT_PRINT(of->names[at]));
            return;
        }
        for (size_t i = 0; i < n; i++)
            left[i] /= sqrt(rest);
    }
}

enum error price_fit_regression(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_matrix y, endogenous, x, z, weights = {0};
    struct price_matrix *const all[] = {&y, &endogenous, &x, &z};
    struct engine_refusals refusals = {0};
    enum error errors[] = {price_fitting_matrix(fitting, &spec->dependent, false, &y),
        price_fitting_matrix(fitting, &spec->endogenous, false, &endogenous),
        price_fitting_matrix(fitting, &spec->regressors, spec->has_constant, &x),
        price_fitting_matrix(fitting, &spec->instruments, false, &z), price_fitting_groups(fitting)};
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) // all problems of the data were named
        if (errors[i]) return errors[i];
    enum error error = spec->weights.count ? read_weights(fitting, &weights) : ERROR_NONE;
    if (!error) error = price_fitting_allocate(fitting, endogenous.columns + x.columns);
    if (error) return error;
    for (size_t m = 0; !error && fitting->effects.ways && m < 4; m++)
        error = fixed_effects_absorb(
            &fitting->effects, all[m]->columns, all[m]->values, fitting->arena, &refusals);
    if (!error && fitting->effects.ways)
        error = fixed_effects_count(&fitting->effects, fitting->arena, &fitting->errors, &refusals);
    weigh(&weights, all, 4);
    fitting->result->absorbed = fitting->errors.absorbed;
    if (error) return price_fitting_settle(fitting, error, refusals, false);
    if (spec->method == PRICE_OLS) {
        struct linear_fit fit;
        struct least_squares_data data = {y.rows, x.columns, x.values, y.values};
        error = least_squares_fit(&data, &fitting->errors, fitting->arena, &fit);
        if (!error) take_linear(fitting, &fit, &x, &x);
        if (engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR))
            name_dependent(fitting, &x, &(struct price_matrix){0});
        return price_fitting_settle(fitting, error, fit.refusals, false);
    }
    struct instrumental_variables_fit fit;
    struct instrument_tests tests = {0};
    struct instrumental_variables_data data = {
        y.rows, endogenous.columns, x.columns, z.columns, endogenous.values, x.values, z.values, y.values};
    struct instrumental_variables_options options = {
        fitting->errors, (unsigned)spec->steps, spec->is_weighting_centred};
    error = instrumental_variables_fit(&data, &options, fitting->arena, &fit);
    refusals = fit.linear.refusals;
    if (engine_is_refused(refusals, ENGINE_REFUSAL_SINGULAR)) {
        name_dependent(fitting, &x, &z);
        name_dependent(fitting, &x, &endogenous);
    }
    if (!error) error = instrument_tests_run(&data, &fitting->errors, fitting->arena, &tests);
    refusals.bits |= tests.refusals.bits;
    if (!error) take_linear(fitting, &fit.linear, &endogenous, &x);
    if (!error) take_tests(fitting, &fit, &tests, &endogenous);
    return price_fitting_settle(fitting, error, refusals, false);
}

// Names the rows whose value has no logarithm.
static enum error check_positive(struct price_fitting *fitting, const struct price_matrix *matrix)
{
    const struct price_table *table = &fitting->table;
    size_t wrong = 0;
    for (size_t i = 0; i < matrix->rows; i++) {
        if (matrix->values[i] > 0 || ++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL,
            "%s, row %u (line %ld), column %.*s: has to be above 0, not %g; leave out returns and "
            "give-aways.",
            table->file, table->row[i], table->line[i], TEXT_PRINT(matrix->names[0]), matrix->values[i]);
    }
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

enum error price_fit_elasticity(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_result *result = fitting->result;
    struct price_matrix quantity, price, controls, z;
    struct log_log_elasticity_fit fit;
    enum error errors[] = {price_fitting_matrix(fitting, &spec->dependent, false, &quantity),
        price_fitting_matrix(fitting, &spec->price, false, &price),
        price_fitting_matrix(fitting, &spec->regressors, false, &controls),
        price_fitting_matrix(fitting, &spec->instruments, false, &z), price_fitting_groups(fitting)};
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (errors[i]) return errors[i];
    enum error positive = check_positive(fitting, &quantity);
    enum error also = check_positive(fitting, &price);
    if (positive || also) return positive ? positive : also;
    struct log_log_elasticity_data data = {quantity.rows, quantity.values, price.values, controls.columns,
        controls.values, z.columns, z.columns ? z.values : NULL,
        fitting->effects.ways ? &fitting->effects : NULL};
    struct log_log_elasticity_options options = {fitting->errors, (unsigned)spec->steps, spec->price_changes,
        1 - spec->level / 100, spec->asked_price};
    enum error error = price_fitting_allocate(fitting, controls.columns + 2);
    if (error) return error;
    error = log_log_elasticity_fit(&data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    double degrees = price_fitting_degrees(fitting, &fit.linear);
    const char *name = arena_print(fitting->arena, "log(%.*s)", TEXT_PRINT(price.names[0]));
    for (size_t j = 0; j < fit.linear.coefficients; j++)
        price_fitting_estimate(fitting,
            j == 0                  ? text_from(name ? name : "log(price)")
            : j <= controls.columns ? controls.names[j - 1]
                                    : text_from("constant"),
            fit.linear.coefficient[j], fit.linear.standard_error[j], degrees);
    result->r_squared = fit.linear.r_squared;
    result->degrees = (double)fit.linear.degrees;
    result->price_changes = fit.price_changes;
    result->lowest_price = fit.lowest_price;
    result->highest_price = fit.highest_price;
    result->elasticity =
        (struct price_spread){NULL, fit.elasticity, fit.elasticity, fit.elasticity, fit.elasticity};
    if (z.columns) {
        result->first_stage = arena_array(fitting->arena, struct price_first_stage, 1);
        if (!result->first_stage) return ERROR_MEMORY;
        result->first_stage[result->first_stages++] =
            (struct price_first_stage){result->estimate[0].name, fit.weakest_f};
        result->weakest_f = fit.weakest_f;
    }
    error = price_constant_of_history(fitting, &quantity, &price, &fit, degrees);
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
