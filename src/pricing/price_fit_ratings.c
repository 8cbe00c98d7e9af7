// SPDX-License-Identifier: Apache-2.0
// Conjoint analysis of ratings from files: profiles, ratings, names of levels, profiles to simulate.
#include <math.h>

#include "pricing/price_ratings.h"

static enum error show_worths(
    struct price_fitting *fitting, const struct price_ratings *ratings, const struct ratings_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"attribute", "attribute", PRICE_CELL_TEXT},
        {"level", "level", PRICE_CELL_TEXT}, {"value", "part-worth", PRICE_CELL_REAL},
        {"se", "std. error", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}};
    struct price_sheet *sheet = price_fitting_sheet(fitting, "part_worths",
        "Part-worths of all levels, pooled", columns, sizeof columns / sizeof columns[0]);
    double reach = price_survey_reach(fitting, (double)fit->degrees);
    size_t at = 1;
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t a = 0; a < ratings->data.attributes; a++)
        for (size_t l = 0; !error && l < ratings->data.levels[a]; l++, at++) {
            double value = fit->pooled[at], off = reach * fit->error[at];
            const union price_cell row[] = {{.text = ratings->attribute[a]}, {.text = ratings->level[at - 1]},
                {.real = value}, {.real = fit->error[at]}, {.real = value - off}, {.real = value + off}};
            error = price_sheet_row(sheet, row);
        }
    return error;
}

static enum error show_importance(
    struct price_fitting *fitting, const struct price_ratings *ratings, const struct ratings_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"attribute", "attribute", PRICE_CELL_TEXT},
        {"importance", "percent", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"bar", "", PRICE_CELL_TEXT}};
    static const char full[] = "########################################";
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "importance", "Importance, mean over respondents", columns, 5);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t a = 0; !error && a < ratings->data.attributes; a++) {
        const struct ratings_number *number = &fit->importance[a];
        const char *bar = arena_print(fitting->arena, "%.*s", (int)lround(40 * number->value), full);
        if (!bar) return ERROR_MEMORY;
        const union price_cell row[] = {{.text = ratings->attribute[a]}, {.real = 100 * number->value},
            {.real = 100 * number->interval.low}, {.real = 100 * number->interval.high},
            {.text = text_from(bar)}};
        error = price_sheet_row(sheet, row);
    }
    return error;
}

static enum error show_simulation(
    struct price_fitting *fitting, const struct price_ratings *ratings, const struct ratings_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"profile", "profile", PRICE_CELL_TEXT},
        {"utility", "utility", PRICE_CELL_REAL}, {"maximum", "max. utility %", PRICE_CELL_REAL},
        {"maximum_low", "low", PRICE_CELL_REAL}, {"maximum_high", "high", PRICE_CELL_REAL},
        {"btl", "BTL %", PRICE_CELL_REAL}, {"btl_low", "low", PRICE_CELL_REAL},
        {"btl_high", "high", PRICE_CELL_REAL}, {"logit", "logit %", PRICE_CELL_REAL},
        {"logit_low", "low", PRICE_CELL_REAL}, {"logit_high", "high", PRICE_CELL_REAL}};
    if (!ratings->data.simulated) return ERROR_NONE;
    struct price_sheet *sheet = price_fitting_sheet(
        fitting, "shares", "Simulated shares", columns, sizeof columns / sizeof columns[0]);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t s = 0; !error && s < ratings->data.simulated; s++) {
        const struct ratings_share *share = &fit->share[s];
        const struct ratings_number *number[] = {&share->highest, &share->btl, &share->logit};
        union price_cell row[11] = {{.text = ratings->simulated[s]}, {.real = share->utility}};
        for (size_t rule = 0; rule < 3; rule++) {
            row[2 + 3 * rule].real = 100 * number[rule]->value;
            row[3 + 3 * rule].real = 100 * number[rule]->interval.low;
            row[4 + 3 * rule].real = 100 * number[rule]->interval.high;
        }
        error = price_sheet_row(sheet, row);
    }
    return error;
}

// Every respondent's part-worths: what line-up and segments are made of.
static enum error show_respondents(
    struct price_fitting *fitting, const struct price_ratings *ratings, const struct ratings_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"respondent", "respondent", PRICE_CELL_WHOLE},
        {"attribute", "attribute", PRICE_CELL_TEXT}, {"level", "level", PRICE_CELL_TEXT},
        {"value", "part-worth", PRICE_CELL_REAL}};
    size_t k = 1 + fit->level_count;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "respondents", "By respondent", columns, 4);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    if (sheet) sheet->is_hidden = true;
    for (size_t r = 0; r < ratings->data.respondents && r * k <= 200000; r++) {
        size_t at = 1;
        const union price_cell constant[] = {
            {.whole = r + 1}, {.text = TEXT("constant")}, {.text = TEXT("")}, {.real = fit->worth[r * k]}};
        if (!error) error = price_sheet_row(sheet, constant);
        for (size_t a = 0; a < ratings->data.attributes; a++)
            for (size_t l = 0; !error && l < ratings->data.levels[a]; l++, at++) {
                const union price_cell row[] = {{.whole = r + 1}, {.text = ratings->attribute[a]},
                    {.text = ratings->level[at - 1]}, {.real = fit->worth[r * k + at]}};
                error = price_sheet_row(sheet, row);
            }
    }
    return error;
}

// The coefficients as the regression has them: the level that the others are measured against is not among
// them.
static enum error take_estimates(
    struct price_fitting *fitting, const struct price_ratings *ratings, const struct ratings_fit *fit)
{
    bool is_dummy = fitting->spec->survey.is_dummy_coded;
    double degrees = (double)fit->degrees;
    size_t at = 1;
    price_fitting_estimate(fitting, TEXT("constant"), fit->pooled[0], fit->error[0], degrees);
    for (size_t a = 0; a < ratings->data.attributes; a++)
        for (size_t l = 0; l < ratings->data.levels[a]; l++, at++) {
            if (l == (is_dummy ? 0 : ratings->data.levels[a] - 1)) continue;
            const char *name = arena_print(fitting->arena, "%.*s=%.*s", TEXT_PRINT(ratings->attribute[a]),
                TEXT_PRINT(ratings->level[at - 1]));
            if (!name) return ERROR_MEMORY;
            price_fitting_estimate(fitting, text_from(name), fit->pooled[at], fit->error[at], degrees);
        }
    return ERROR_NONE;
}

enum error price_fit_ratings(struct price_fitting *fitting)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_result *result = fitting->result;
    struct price_ratings ratings;
    struct ratings_fit fit;
    const struct ratings_options options = {
        survey->is_dummy_coded, survey->is_leaving_out_negative, price_survey_resample(fitting)};
    result->errors_by =
        arena_print(fitting->arena, "least squares, pooled; importance and shares: %s", result->errors_by);
    enum error error = price_ratings_read(fitting, &ratings);
    if (error) return error;
    result->observations = ratings.data.respondents;
    result->counted_as = "respondents";
    error = ratings_conjoint_fit(&ratings.data, &options, fitting->help, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    error = price_fitting_allocate(fitting, 1 + fit.level_count);
    if (!error) error = take_estimates(fitting, &ratings, &fit);
    result->r_squared = fit.r_squared;
    result->degrees = (double)fit.degrees;
    if (ratings.data.simulated && fit.negative)
        price_fitting_warn(fitting,
            "%zu respondents have a negative utility among the profiles simulated; they do not count in "
            "BTL%s.",
            fit.negative, survey->is_leaving_out_negative ? " and logit (negative = keep: in BTL only)" : "");
    if (!error) error = show_worths(fitting, &ratings, &fit);
    if (!error) error = show_importance(fitting, &ratings, &fit);
    if (!error) error = show_simulation(fitting, &ratings, &fit);
    if (!error) error = show_respondents(fitting, &ratings, &fit);
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
