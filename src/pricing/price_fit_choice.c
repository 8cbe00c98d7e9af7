// SPDX-License-Identifier: Apache-2.0
// Multinomial logit of choices: estimates, elasticities.
#include <math.h>

#include "engine/multinomial_logit.h"
#include "pricing/price_choices.h"

// The name of what separates is worth more than that something does.
static void name_separating(struct price_fitting *fitting, const struct price_choices *choices,
    const struct multinomial_logit_fit *fit)
{
    if (engine_is_refused(fit->refusals, ENGINE_REFUSAL_SEPARATION))
        price_fitting_warn(fitting, "What decides the choices wholly: %.*s.",
            TEXT_PRINT(choices->regressors.names[fit->separating]));
}

static enum error show_elasticities(struct price_fitting *fitting, const struct price_choices *choices,
    size_t count, const double *elasticity)
{
    struct price_sheet_column *columns = arena_array(fitting->arena, struct price_sheet_column, count + 1);
    union price_cell *cells = arena_array(fitting->arena, union price_cell, count + 1);
    if (!columns || !cells) return ERROR_MEMORY;
    columns[0] = (struct price_sheet_column){"price_of", "price of", PRICE_CELL_TEXT};
    for (size_t j = 0; j < count; j++) {
        const char *name =
            j < choices->alternatives ? text_copy(choices->label[j], fitting->arena) : "outside";
        columns[j + 1] = (struct price_sheet_column){name, name, PRICE_CELL_REAL};
        if (!name) return ERROR_MEMORY;
    }
    struct price_sheet *sheet = price_fitting_sheet(fitting, "elasticity_matrix",
        "Elasticities of the expected shares (columns) to each price (rows)", columns, count + 1);
    if (!sheet) return ERROR_MEMORY;
    for (size_t k = 0; k < choices->alternatives; k++) {
        cells[0].text = choices->label[k];
        for (size_t j = 0; j < count; j++)
            cells[j + 1].real = elasticity[k * count + j];
        enum error error = price_sheet_row(sheet, cells);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error add_elasticities(struct price_fitting *fitting, const struct price_choices *choices,
    const struct multinomial_logit_fit *fit)
{
    size_t count = choices->alternatives + (choices->data.has_outside ? 1 : 0);
    if (!choices->has_price || !choices->alternative || count >= PRICE_SHEET_COLUMNS_MAXIMUM)
        return ERROR_NONE;
    if (!price_markets_is_plain(fitting)) return ERROR_NONE;
    double *elasticity = arena_array(fitting->arena, double, count *count);
    if (!elasticity) return ERROR_MEMORY;
    multinomial_logit_elasticities(&choices->data, fit->probability, choices->regressors.values,
        fit->coefficient[0], choices->alternative, count, elasticity);
    return show_elasticities(fitting, choices, count, elasticity);
}

enum error price_fit_multinomial(struct price_fitting *fitting)
{
    struct price_result *result = fitting->result;
    struct price_choices choices;
    struct multinomial_logit_fit fit;
    enum error error = price_choices_read(fitting, &choices);
    if (!error) error = price_fitting_allocate(fitting, choices.regressors.columns);
    if (error) return error;
    const struct multinomial_logit_options options = {.errors = fitting->errors};
    error = multinomial_logit_fit(&choices.data, &options, fitting->help, fitting->arena, &fit);
    result->iterations = fit.iterations;
    result->evaluations = fit.evaluations;
    if (error == ERROR_INVALID) name_separating(fitting, &choices, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, false);
    for (size_t j = 0; j < fit.coefficients; j++)
        price_fitting_estimate(
            fitting, choices.regressors.names[j], fit.coefficient[j], fit.standard_error[j], 0);
    result->objective = fit.log_likelihood;
    if (choices.has_price && fit.coefficient[0] >= 0)
        (void)engine_refuse(&fit.refusals, ENGINE_REFUSAL_WRONG_SIGN);
    error = add_elasticities(fitting, &choices, &fit);
    return price_fitting_settle(fitting, error, fit.refusals, false);
}
