// SPDX-License-Identifier: Apache-2.0
// The hierarchical logit of choices: part-worths of every respondent.
#include <math.h>

#include "engine/hierarchical_logit.h"
#include "pricing/price_choices.h"
#include "pricing/price_groups.h"
#include "pricing/price_posterior.h"

static const double prior_precision = 0.01; // of the upper level, as bayesm's default

// Sets the sign of the regressors that the terms name.
static enum error set_signs(struct price_fitting *fitting, const struct price_terms *terms, const char *key,
    const struct price_matrix *regressors, int sign, int *signs)
{
    struct price_matrix named;
    enum error error = price_fitting_matrix(fitting, terms, false, &named);
    for (size_t i = 0; !error && i < named.columns; i++) {
        size_t j = 0;
        while (j < regressors->columns && !text_equal(regressors->names[j], named.names[i]))
            j++;
        if (j < regressors->columns && !signs[j]) {
            signs[j] = sign;
            continue;
        }
        problem_add(fitting->problems, NULL, "%s: %.*s %s.", key, TEXT_PRINT(named.names[i]),
            j < regressors->columns ? "has a sign already" : "is not among the regressors");
        error = ERROR_INVALID;
    }
    return error;
}

// A coefficient with a sign is drawn as the logarithm of its size.
static struct text drawn_name(struct price_fitting *fitting, struct text name, int sign)
{
    const char *text =
        sign ? arena_print(fitting->arena, "log(%s%.*s)", sign < 0 ? "-" : "", TEXT_PRINT(name)) : NULL;
    return text ? text_from(text) : name;
}

static enum error show_posterior(struct price_fitting *fitting, const struct price_choices *choices,
    const struct price_matrix *covariates, const int *signs, struct text *names,
    const struct hierarchical_logit_fit *fit)
{
    size_t p = choices->regressors.columns, k = 1 + covariates->columns;
    struct price_sheet *sheet = price_posterior_sheet(fitting);
    enum error error = sheet ? price_fitting_allocate(fitting, k * p) : ERROR_MEMORY;
    for (size_t j = 0; j < p; j++)
        names[j] = drawn_name(fitting, choices->regressors.names[j], signs[j]);
    for (size_t j = 0; !error && j < p; j++)
        error = price_posterior_row(
            sheet, "mean of these respondents", choices->regressors.names[j], &fit->average[j]);
    for (size_t j = 0; !error && j < p; j++)
        error = price_posterior_row(
            sheet, "deviation over these respondents", choices->regressors.names[j], &fit->spread[j]);
    for (size_t row = 0; !error && row < k; row++)
        for (size_t j = 0; !error && j < p; j++) {
            struct text name = price_posterior_name(fitting, names[j], covariates, row);
            price_posterior_estimate(fitting, name, &fit->mean[j * k + row]);
            error = price_posterior_row(sheet, "population mean", name, &fit->mean[j * k + row]);
        }
    for (size_t c = 0; !error && fitting->spec->components > 1 && c < fitting->spec->components; c++)
        error = price_posterior_row(sheet, "share of component",
            text_from(c == 0   ? "largest"
                      : c == 1 ? "second"
                               : "further"),
            &fit->weight[c]);
    return error ? error
                 : price_posterior_row(sheet, "log likelihood", TEXT("all choices"), &fit->log_likelihood);
}

// A row a respondent, a column a term; where there are too many terms, a row each.
static enum error show_part_worths(struct price_fitting *fitting, const struct price_choices *choices,
    const struct hierarchical_logit_fit *fit)
{
    static const struct price_sheet_column long_columns[] = {{"respondent", "respondent", PRICE_CELL_TEXT},
        {"term", "term", PRICE_CELL_TEXT}, {"value", "mean", PRICE_CELL_REAL},
        {"se", "deviation", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}};
    size_t p = choices->regressors.columns, n = choices->data.respondents;
    struct price_sheet *each = price_fitting_sheet(fitting, "groups", "Each respondent's part-worths",
        long_columns, sizeof long_columns / sizeof long_columns[0]);
    enum error error = each ? ERROR_NONE : ERROR_MEMORY;
    if (!error) each->is_hidden = true;
    for (size_t i = 0; !error && i < n; i++)
        for (size_t k = 0; !error && k < p; k++) {
            const struct posterior_summary *summary = &fit->group[i * p + k];
            union price_cell cells[] = {{.text = choices->respondent_label[i]},
                {.text = choices->regressors.names[k]}, {.real = summary->mean}, {.real = summary->deviation},
                {.real = summary->low}, {.real = summary->high}};
            error = price_sheet_row(each, cells);
        }
    if (error || p >= PRICE_SHEET_COLUMNS_MAXIMUM) return error;
    struct price_sheet_column *columns = arena_array(fitting->arena, struct price_sheet_column, p + 1);
    union price_cell *cells = arena_array(fitting->arena, union price_cell, p + 1);
    if (!columns || !cells) return ERROR_MEMORY;
    columns[0] = long_columns[0];
    for (size_t k = 0; k < p; k++) {
        const char *name = text_copy(choices->regressors.names[k], fitting->arena);
        if (!name) return ERROR_MEMORY;
        columns[k + 1] = (struct price_sheet_column){name, name, PRICE_CELL_REAL};
    }
    struct price_sheet *wide =
        price_fitting_sheet(fitting, "part_worths", "Part-worths (posterior means)", columns, p + 1);
    if (!wide) return ERROR_MEMORY;
    wide->is_hidden = true;
    for (size_t i = 0; !error && i < n; i++) {
        cells[0].text = choices->respondent_label[i];
        for (size_t k = 0; k < p; k++)
            cells[k + 1].real = fit->group[i * p + k].mean;
        error = price_sheet_row(wide, cells);
    }
    return error;
}

enum error price_fit_hierarchical_logit(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    struct price_choices choices;
    struct price_matrix covariates;
    struct hierarchical_logit_fit fit;
    enum error error = price_choices_read(fitting, &choices);
    if (error) return error;
    size_t p = choices.regressors.columns;
    int *signs = arena_array(fitting->arena, int, p);
    struct text *names = arena_array(fitting->arena, struct text, p);
    if (!signs || !names) return ERROR_MEMORY;
    error = set_signs(fitting, &spec->positive, "positive", &choices.regressors, 1, signs);
    if (!error) error = set_signs(fitting, &spec->negative, "negative", &choices.regressors, -1, signs);
    if (!error)
        error =
            price_groups_covariates(fitting, choices.respondent_label, choices.data.respondents, &covariates);
    if (error) return error;
    struct hierarchical_logit_data data = {&choices.data, covariates.columns, covariates.values,
        spec->positive.count + spec->negative.count ? signs : NULL};
    struct hierarchical_options options = {spec->draws, spec->burn, spec->thin, spec->chains, spec->seed,
        1 - spec->level / 100, prior_precision};
    error = hierarchical_logit_fit(&data, spec->components, &options, fitting->help, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    fitting->result->objective = fit.log_marginal;
    error = show_posterior(fitting, &choices, &covariates, signs, names, &fit);
    if (!error) error = price_posterior_variances(fitting, p, names, fit.covariance);
    if (!error) error = show_part_worths(fitting, &choices, &fit);
    price_posterior_note(fitting);
    price_fitting_warn(
        fitting, "%.0f %% of the steps were taken; about 20 to 50 %% is good.", 100 * fit.accepted);
    return price_fitting_settle(fitting, error, fit.refusals, true);
}
