// SPDX-License-Identifier: Apache-2.0
// The hierarchical linear model: coefficients that differ by group and follow its covariates, by Gibbs
// sampling.
#include <math.h>

#include "engine/hierarchical_linear.h"
#include "pricing/price_groups.h"
#include "pricing/price_posterior.h"

static const double prior_precision = 0.01; // of the upper level, as bayesm's default

// All coefficients differ by group.
static enum error read(struct price_fitting *fitting, struct price_matrix *y, struct price_matrix *x,
    struct price_groups *groups, struct price_matrix *covariates)
{
    const struct price_spec *spec = fitting->spec;
    enum error errors[] = {price_fitting_matrix(fitting, &spec->dependent, false, y),
        price_fitting_matrix(fitting, &spec->regressors, spec->has_constant, x),
        price_table_groups(
            &fitting->table, spec->group, fitting->arena, &groups->group, &groups->groups, &groups->label)};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i]) return errors[i];
    groups->slopes = x->columns;
    groups->slope = arena_array(fitting->arena, size_t, x->columns);
    if (!groups->slope) return ERROR_MEMORY;
    for (size_t j = 0; j < x->columns; j++)
        groups->slope[j] = j;
    return price_groups_covariates(fitting, groups->label, groups->groups, covariates);
}

static enum error show_posterior(struct price_fitting *fitting, const struct price_matrix *x,
    const struct price_matrix *covariates, const struct hierarchical_linear_fit *fit)
{
    size_t k = 1 + covariates->columns;
    struct price_sheet *sheet = price_posterior_sheet(fitting);
    enum error error = sheet ? price_fitting_allocate(fitting, k * x->columns) : ERROR_MEMORY;
    for (size_t j = 0; !error && j < x->columns; j++)
        error = price_posterior_row(sheet, "mean of these groups", x->names[j], &fit->average[j]);
    for (size_t row = 0; !error && row < k; row++)
        for (size_t j = 0; !error && j < x->columns; j++) {
            const struct posterior_summary *summary = &fit->mean[j * k + row];
            struct text name = price_posterior_name(fitting, x->names[j], covariates, row);
            price_posterior_estimate(fitting, name, summary);
            error = price_posterior_row(sheet, "average group", name, summary);
        }
    return error ? error
                 : price_posterior_row(
                       sheet, "residual variance", TEXT("mean of these groups"), &fit->residual);
}

static enum error show_groups(struct price_fitting *fitting, const struct price_matrix *x,
    const struct price_matrix *y, const struct price_groups *groups,
    const struct hierarchical_linear_fit *fit)
{
    size_t count = groups->slopes * groups->groups;
    double *all = arena_array(fitting->arena, double, 4 * count);
    if (!all) return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        all[i] = fit->group[i].mean;
        all[count + i] = fit->group[i].deviation;
        all[2 * count + i] = fit->group[i].low;
        all[3 * count + i] = fit->group[i].high;
    }
    struct price_groups_pooled pooled = {all, all + count, all + 2 * count, all + 3 * count};
    return price_groups_show(fitting, groups, x, y, &pooled);
}

enum error price_fit_hierarchical_linear(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_matrix y, x, covariates;
    struct price_groups groups = {0};
    struct hierarchical_linear_fit fit;
    enum error error = read(fitting, &y, &x, &groups, &covariates);
    if (error) return error;
    struct hierarchical_linear_data data = {x.rows, x.columns, groups.groups, covariates.columns, x.values,
        y.values, groups.group, covariates.values};
    struct hierarchical_options options = {spec->draws, spec->burn, spec->thin, spec->chains, spec->seed,
        1 - spec->level / 100, prior_precision};
    error = hierarchical_linear_fit(&data, &options, fitting->help, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    error = show_posterior(fitting, &x, &covariates, &fit);
    if (!error) error = price_posterior_variances(fitting, x.columns, x.names, fit.covariance);
    if (!error) error = show_groups(fitting, &x, &y, &groups, &fit);
    price_posterior_note(fitting);
    return price_fitting_settle(fitting, error, fit.refusals, true);
}
