// SPDX-License-Identifier: Apache-2.0
// Best-worst scaling from a file: counts, worth of the items, shares.
#include <math.h>

#include "pricing/price_best_worst.h"

static enum error show_items(
    struct price_fitting *fitting, const struct price_best_worst *answers, const struct best_worst_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"item", "item", PRICE_CELL_TEXT},
        {"shown", "shown", PRICE_CELL_WHOLE}, {"best", "best", PRICE_CELL_WHOLE},
        {"worst", "worst", PRICE_CELL_WHOLE}, {"best_worst", "B-W", PRICE_CELL_REAL},
        {"standard", "standard", PRICE_CELL_REAL}, {"sqrt", "sqrt(B/W)", PRICE_CELL_REAL},
        {"standard_sqrt", "of highest", PRICE_CELL_REAL}, {"mean", "mean", PRICE_CELL_REAL},
        {"deviation", "std. dev.", PRICE_CELL_REAL}};
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "counts", "Counts", columns, sizeof columns / sizeof columns[0]);
    double most = 0;
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t i = 0; i < answers->items; i++)
        most = fmax(most, sqrt((double)fit->item[i].best / (double)fit->item[i].worst));
    for (size_t i = 0; !error && i < answers->items; i++) {
        const struct best_worst_item *item = &fit->item[i];
        double scored = (double)item->best - (double)item->worst;
        double root = sqrt((double)item->best / (double)item->worst);
        const union price_cell row[] = {{.text = answers->item[i]}, {.whole = item->shown},
            {.whole = item->best}, {.whole = item->worst}, {.real = scored},
            {.real = scored / (double)item->shown}, {.real = root}, {.real = root / most},
            {.real = item->mean}, {.real = item->deviation}};
        error = price_sheet_row(sheet, row);
    }
    return error;
}

// A bar of '#' for a share.
static const char *bar(double share, double highest, struct arena *arena)
{
    static const char full[] = "########################################";
    int length = highest > 0 ? (int)lround(share / highest * 40) : 0;
    return arena_print(arena, "%.*s", length, full);
}

static enum error show_shares(
    struct price_fitting *fitting, const struct price_best_worst *answers, const struct best_worst_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"item", "item", PRICE_CELL_TEXT},
        {"share", "share", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"bar", "", PRICE_CELL_TEXT}};
    struct price_sheet *sheet = price_fitting_sheet(
        fitting, "shares", "Shares of preference", columns, sizeof columns / sizeof columns[0]);
    double highest = 0;
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t i = 0; i < answers->items; i++)
        highest = fmax(highest, fit->item[i].share);
    for (size_t i = 0; !error && i < answers->items; i++) {
        const struct best_worst_item *item = &fit->item[i];
        const char *drawn = bar(item->share, highest, fitting->arena);
        if (!drawn) return ERROR_MEMORY;
        const union price_cell row[] = {{.text = answers->item[i]}, {.real = item->share},
            {.real = item->interval.low}, {.real = item->interval.high}, {.text = text_from(drawn)}};
        error = price_sheet_row(sheet, row);
    }
    return error;
}

// Every respondent's count of each item, for segments.
static enum error show_respondents(struct price_fitting *fitting, const struct price_best_worst *answers)
{
    static const struct price_sheet_column columns[] = {{"respondent", "respondent", PRICE_CELL_WHOLE},
        {"item", "item", PRICE_CELL_TEXT}, {"best_worst", "B-W", PRICE_CELL_REAL}};
    const struct best_worst_data *data = &answers->data;
    size_t cells = data->respondents * data->items;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "respondents", "By respondent", columns, 3);
    double *score = arena_array(fitting->arena, double, cells);
    enum error error = sheet && score ? ERROR_NONE : ERROR_MEMORY;
    if (error) return error;
    sheet->is_hidden = true;
    for (size_t i = 0; i < data->answers; i++) {
        score[data->respondent[i] * data->items + data->best[i]]++;
        score[data->respondent[i] * data->items + data->worst[i]]--;
    }
    for (size_t c = 0; !error && c < cells && cells <= 100000; c++) {
        const union price_cell row[] = {
            {.whole = c / data->items + 1}, {.text = answers->item[c % data->items]}, {.real = score[c]}};
        error = price_sheet_row(sheet, row);
    }
    return error;
}

enum error price_fit_best_worst(struct price_fitting *fitting)
{
    struct price_result *result = fitting->result;
    struct price_best_worst answers;
    struct best_worst_fit fit;
    const struct best_worst_options options = {fitting->spec->survey.model, price_survey_resample(fitting)};
    result->errors_by =
        arena_print(fitting->arena, "from the second derivatives; shares: %s", result->errors_by);
    enum error error = price_best_worst_read(fitting, &answers);
    if (!error) error = price_fitting_allocate(fitting, answers.items);
    if (error) return error;
    result->observations = answers.data.answers;
    result->counted_as = "answers";
    error = best_worst_fit(&answers.data, &options, fitting->help, fitting->arena, &fit);
    bool is_counted = !error || engine_is_refused(fit.refusals, ENGINE_REFUSAL_SEPARATION);
    if (is_counted && show_items(fitting, &answers, &fit)) return ERROR_MEMORY;
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    for (size_t i = 0; i < answers.items; i++)
        if (i != answers.data.base)
            price_fitting_estimate(fitting, answers.item[i], fit.item[i].b, fit.item[i].error, 0);
    price_fitting_warn(
        fitting, "%.*s is the base: its worth is 0.", TEXT_PRINT(answers.item[answers.data.base]));
    result->objective = fit.log_likelihood;
    result->iterations = result->evaluations = fit.iterations;
    if (fit.item[0].interval.without)
        price_fitting_warn(fitting, "In %zu bootstrap samples an item was never chosen; they have no shares.",
            fit.item[0].interval.without);
    price_fitting_warn(fitting, "Log-likelihood when all items are alike: %.4f.", fit.null_log_likelihood);
    error = show_shares(fitting, &answers, &fit);
    if (!error) error = show_respondents(fitting, &answers);
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
