// SPDX-License-Identifier: Apache-2.0
// The linear mixed model: coefficients that differ by store or segment, pooled by likelihood.
#include <math.h>

#include "engine/distribution.h"
#include "engine/mixed_model.h"
#include "pricing/price_groups.h"

static const double gradient_tolerance = 1e-6; // on the deviance; its own accuracy is about 1e-9

static const struct price_sheet_column variance_columns[] = {{"term", "", PRICE_CELL_TEXT},
    {"with", "with", PRICE_CELL_TEXT}, {"value", "(co)variance", PRICE_CELL_REAL},
    {"deviation", "deviation", PRICE_CELL_REAL}, {"correlation", "correlation", PRICE_CELL_REAL}};

static enum error show_variances(struct price_fitting *fitting, const struct price_matrix *x,
    const struct price_groups *groups, const struct mixed_model_fit *fit)
{
    size_t q = groups->slopes;
    enum error error = ERROR_NONE;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "variances",
        "How much coefficients differ by group, and observations around them", variance_columns,
        sizeof variance_columns / sizeof variance_columns[0]);
    if (!sheet) return ERROR_MEMORY;
    for (size_t c = 0; !error && c < q; c++)
        for (size_t k = 0; !error && k <= c; k++) {
            const double *d = fit->group_covariance;
            double value = d[c * q + k], scale = sqrt(d[c * q + c] * d[k * q + k]);
            if (k < c && fitting->spec->is_diagonal) continue;
            union price_cell cells[] = {{.text = x->names[groups->slope[c]]},
                {.text = k < c ? x->names[groups->slope[k]] : TEXT("")}, {.real = value},
                {.real = k < c ? (double)NAN : sqrt(value)}, {.real = k < c ? value / scale : (double)NAN}};
            error = price_sheet_row(sheet, cells);
        }
    union price_cell cells[] = {{.text = TEXT("residual")}, {.text = TEXT("")},
        {.real = fit->residual_variance}, {.real = sqrt(fit->residual_variance)}, {.real = (double)NAN}};
    return error ? error : price_sheet_row(sheet, cells);
}

static enum error show_likelihood(
    struct price_fitting *fitting, const struct mixed_model_fit *fit, const struct price_groups *groups)
{
    static const struct price_sheet_column columns[] = {
        {"name", "", PRICE_CELL_TEXT}, {"value", "value", PRICE_CELL_REAL}};
    struct price_sheet *sheet = price_fitting_sheet(fitting, "likelihood", "Likelihood", columns, 2);
    if (!sheet) return ERROR_MEMORY;
    bool is_restricted = fitting->spec->is_restricted;
    double parameters = (double)fit->parameters + (is_restricted ? 0 : (double)fitting->result->estimates);
    union price_cell rows[][2] = {
        {{.text = is_restricted ? TEXT("restricted log likelihood") : TEXT("log likelihood")},
            {.real = fit->log_likelihood}},
        {{.text = TEXT("parameters")}, {.real = parameters}},
        {{.text = TEXT("AIC")}, {.real = 2 * (parameters - fit->log_likelihood)}},
        {{.text = TEXT("groups")}, {.real = (double)groups->groups}}};
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && i < sizeof rows / sizeof rows[0]; i++)
        error = price_sheet_row(sheet, rows[i]);
    return error;
}

static enum error show_groups(struct price_fitting *fitting, const struct price_matrix *x,
    const struct price_matrix *y, const struct price_groups *groups, const struct mixed_model_fit *fit)
{
    size_t count = groups->slopes * groups->groups;
    double *error_of = arena_array(fitting->arena, double, count);
    double *low = arena_array(fitting->arena, double, count),
           *high = arena_array(fitting->arena, double, count);
    if (!error_of || !low || !high) return ERROR_MEMORY;
    double reach = distribution_normal_quantile(0.5 + fitting->spec->level / 200);
    for (size_t i = 0; i < count; i++) {
        error_of[i] = sqrt(fit->group_variance[i]);
        low[i] = fit->group_coefficient[i] - reach * error_of[i];
        high[i] = fit->group_coefficient[i] + reach * error_of[i];
    }
    struct price_groups_pooled pooled = {fit->group_coefficient, error_of, low, high};
    return price_groups_show(fitting, groups, x, y, &pooled);
}

enum error price_fit_mixed(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_result *result = fitting->result;
    struct price_matrix y, x;
    struct price_groups groups;
    struct mixed_model_fit fit;
    enum error error = price_fitting_matrix(fitting, &spec->dependent, false, &y);
    enum error of_x = price_fitting_matrix(fitting, &spec->regressors, spec->has_constant, &x);
    if (error || of_x) return error ? error : of_x;
    error = price_groups_read(fitting, &x, &groups);
    if (!error) error = price_fitting_allocate(fitting, x.columns);
    if (error) return error;
    struct mixed_model_data data = {
        x.rows, x.columns, groups.slopes, groups.groups, x.values, y.values, groups.slope, groups.group};
    struct mixed_model_options options = {
        spec->is_restricted, spec->is_diagonal, gradient_tolerance, spec->iterations, fitting->help};
    result->covariance = COVARIANCE_CLASSICAL;
    error = mixed_model_fit(&data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    for (size_t j = 0; j < x.columns; j++)
        price_fitting_estimate(
            fitting, x.names[j], fit.coefficient[j], fit.standard_error[j], fit.degrees[j]);
    result->objective = fit.log_likelihood;
    result->iterations = fit.iterations;
    result->evaluations = fit.evaluations;
    if (fit.is_singular)
        price_fitting_warn(fitting, "The groups do not differ in every direction asked for (a variance of "
                                    "about 0): leave a slope out, "
                                    "or write group covariance = diagonal.");
    error = show_likelihood(fitting, &fit, &groups);
    if (!error) error = show_variances(fitting, &x, &groups, &fit);
    if (!error) error = show_groups(fitting, &x, &y, &groups, &fit);
    return price_fitting_settle(fitting, error, fit.refusals, true);
}
