// SPDX-License-Identifier: Apache-2.0
// What all models of choices give beside their estimates: how good the fit is, what people would pay, and how
// choices answer to prices.
#include <math.h>

#include "engine/willingness_to_pay.h"
#include "pricing/price_choices.h"

enum error price_choices_show_fit(
    struct price_fitting *fitting, double reached, double null, size_t parameters)
{
    static const struct price_sheet_column columns[] = {{"log_likelihood", "log-likelihood", PRICE_CELL_REAL},
        {"null_log_likelihood", "by chance", PRICE_CELL_REAL},
        {"rho_squared", "McFadden's rho2", PRICE_CELL_REAL}, {"aic", "AIC", PRICE_CELL_REAL},
        {"bic", "BIC", PRICE_CELL_REAL}};
    struct price_sheet *sheet = price_fitting_sheet(fitting, "fit", "Fit", columns, 5);
    double k = (double)parameters;
    const union price_cell cells[] = {{.real = reached}, {.real = null}, {.real = 1 - reached / null},
        {.real = 2 * k - 2 * reached},
        {.real = log((double)fitting->result->observations) * k - 2 * reached}};
    return sheet ? price_sheet_row(sheet, cells) : ERROR_MEMORY;
}

enum error price_choices_show_willingness(struct price_fitting *fitting, const struct price_choices *choices,
    const double *coefficient, const double *covariance)
{
    static const struct price_sheet_column columns[] = {{"name", "", PRICE_CELL_TEXT},
        {"value", "worth", PRICE_CELL_REAL}, {"se", "std. error", PRICE_CELL_REAL},
        {"low", "from", PRICE_CELL_REAL}, {"high", "to", PRICE_CELL_REAL},
        {"simulated_mean", "drawn mean", PRICE_CELL_REAL}, {"simulated_se", "drawn error", PRICE_CELL_REAL},
        {"simulated_low", "drawn from", PRICE_CELL_REAL}, {"simulated_high", "drawn to", PRICE_CELL_REAL}};
    const struct price_spec *spec = fitting->spec;
    size_t count = choices->regressors.columns, wrong = 0;
    const struct willingness_to_pay_options options = {
        .price = 0, .outside = 1 - spec->level / 100, .simulations = spec->simulations, .seed = spec->seed};
    struct engine_refusals refusals = {0};
    if (count < 2) return ERROR_NONE;
    struct willingness_to_pay *worth = arena_array(fitting->arena, struct willingness_to_pay, count);
    if (!worth) return ERROR_MEMORY;
    enum error error = willingness_to_pay(
        count, coefficient, covariance, &options, fitting->arena, &refusals, worth, &wrong);
    if (error) return error == ERROR_INVALID ? ERROR_NONE : error; // the sign has been told of
    struct price_sheet *sheet = price_fitting_sheet(fitting, "willingness_to_pay",
        "Willingness to pay, in units of the price (delta method; then drawn, Krinsky and Robb)", columns, 9);
    if (!sheet) return ERROR_MEMORY;
    for (size_t k = 1; k < count; k++) {
        const union price_cell cells[] = {{.text = choices->regressors.names[k]}, {.real = worth[k].value},
            {.real = worth[k].error}, {.real = worth[k].low}, {.real = worth[k].high},
            {.real = worth[k].drawn_mean}, {.real = worth[k].drawn_error}, {.real = worth[k].drawn_low},
            {.real = worth[k].drawn_high}};
        error = price_sheet_row(sheet, cells);
        if (error) return error;
    }
    if (wrong)
        price_fitting_warn(fitting,
            "In %zu of %zu draws the price's coefficient is not below 0: what people would pay is not "
            "bounded by "
            "these data.",
            wrong, spec->simulations);
    return ERROR_NONE;
}

enum error price_choices_show_elasticities(struct price_fitting *fitting, const struct price_choices *choices,
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

// Whether the column stands anywhere in the term.
static bool has_column(const struct price_term *term, size_t column)
{
    if (!term) return false;
    if (term->kind == PRICE_TERM_COLUMN && term->column == column) return true;
    return has_column(term->first, column) || has_column(term->second, column);
}

// The column of a term that is a column, perhaps times or divided by numbers: its elasticity is the column's.
static size_t proportional_to(const struct price_term *term)
{
    for (; term->kind == PRICE_TERM_MULTIPLY || term->kind == PRICE_TERM_DIVIDE;) {
        bool is_first = term->first->kind == PRICE_TERM_NUMBER,
             is_second = term->second->kind == PRICE_TERM_NUMBER;
        if (!is_second && (!is_first || term->kind == PRICE_TERM_DIVIDE)) return PRICE_NO_COLUMN;
        term = is_second ? term->first : term->second;
    }
    return term->kind == PRICE_TERM_COLUMN ? term->column : PRICE_NO_COLUMN;
}

size_t price_choices_elastic(struct price_fitting *fitting, const struct price_choices *choices)
{
    const struct price_spec *spec = fitting->spec;
    size_t count = choices->alternatives + (choices->data.has_outside ? 1 : 0);
    if (!choices->has_price || !choices->alternative || count >= PRICE_SHEET_COLUMNS_MAXIMUM) return 0;
    size_t column = proportional_to(spec->price.term[0]);
    bool is_alone = column != PRICE_NO_COLUMN;
    for (size_t i = 0; is_alone && i < spec->regressors.count; i++)
        is_alone = text_equal(spec->regressors.term[i]->source, spec->price.term[0]->source) ||
                   !has_column(spec->regressors.term[i], column);
    if (is_alone) return count;
    price_fitting_warn(
        fitting, "Elasticities are given where the price is a plain column that stands in no other term.");
    return 0;
}
