// SPDX-License-Identifier: Apache-2.0
// Van Westendorp's price sensitivity meter from a file of answers.
#include <math.h>

#include "pricing/price_picture.h"
#include "pricing/price_survey.h"

static const double usual_calibration[] = {0.7, 0.5, 0.3, 0.1, 0};

// Answers on a scale, the best being as many as the scale has points, as probabilities.
static enum error calibrate(struct price_fitting *fitting, size_t column, const double **ret_trial)
{
    const struct price_numbers *own = &fitting->spec->survey.calibration;
    const double *scale = own->count ? own->value : usual_calibration, *answers;
    size_t points = own->count ? own->count : sizeof usual_calibration / sizeof usual_calibration[0],
           wrong = 0;
    struct price_table *table = &fitting->table;
    *ret_trial = NULL;
    enum error error = price_survey_numbers(fitting, table, column, PRICE_ANY_NUMBER, &answers);
    if (error || !answers) return error;
    double *trial = arena_array(fitting->arena, double, table->rows);
    if (!trial) return ERROR_MEMORY;
    for (size_t i = 0; i < table->rows; i++) {
        bool is_right = answers[i] >= 1 && answers[i] <= (double)points && answers[i] == floor(answers[i]);
        if (is_right) trial[i] = scale[points - (size_t)answers[i]];
        if (is_right || ++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL,
            "%s, row %u (line %ld), column %.*s: an intent is a whole number from 1 to %zu, not %g.",
            table->file, table->row[i], table->line[i], TEXT_PRINT(table->names->name[column]), points,
            answers[i]);
    }
    *ret_trial = trial;
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static enum error read_answers(struct price_fitting *fitting, struct price_sensitivity_data *data)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_table *table = &fitting->table;
    data->respondents = table->rows;
    enum error error = ERROR_NONE;
    const struct {
        size_t column;
        const double **values;
    } asked[] = {{survey->too_cheap, &data->too_cheap}, {survey->cheap, &data->cheap},
        {survey->expensive, &data->expensive}, {survey->too_expensive, &data->too_expensive},
        {survey->weight, &data->weight}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0] && error != ERROR_MEMORY; i++) {
        enum error here =
            price_survey_numbers(fitting, table, asked[i].column, PRICE_NOT_NEGATIVE, asked[i].values);
        if (here) error = here;
    }
    if (!error) error = calibrate(fitting, survey->intent_cheap, &data->trial_cheap);
    if (!error) error = calibrate(fitting, survey->intent_expensive, &data->trial_expensive);
    if (!error && !data->trial_cheap != !data->trial_expensive) {
        problem_add(fitting->problems, NULL,
            "Trial needs both answers: \"intent cheap = …\" and \"intent expensive = …\".");
        error = ERROR_INVALID;
    }
    return error;
}

static enum error show_curves(struct price_fitting *fitting, const struct price_sensitivity_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"price", "price", PRICE_CELL_REAL},
        {"too_cheap", "too cheap", PRICE_CELL_REAL}, {"cheap", "cheap", PRICE_CELL_REAL},
        {"not_cheap", "not cheap", PRICE_CELL_REAL}, {"expensive", "expensive", PRICE_CELL_REAL},
        {"not_expensive", "not expensive", PRICE_CELL_REAL},
        {"too_expensive", "too expensive", PRICE_CELL_REAL}, {"trial", "trial", PRICE_CELL_REAL},
        {"revenue", "revenue", PRICE_CELL_REAL}};
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "curves", "Curves", columns, sizeof columns / sizeof columns[0]);
    if (!sheet) return ERROR_MEMORY;
    sheet->is_hidden = true;
    enum error error = ERROR_NONE;
    for (size_t j = 0; !error && j < fit->prices; j++) {
        double at[PRICE_CURVES];
        for (int c = 0; c < PRICE_CURVES; c++)
            at[c] = fit->curve[c] ? fit->curve[c][j] : (double)NAN;
        const union price_cell row[] = {{.real = fit->price[j]}, {.real = at[PRICE_CURVE_TOO_CHEAP]},
            {.real = at[PRICE_CURVE_CHEAP]}, {.real = 1 - at[PRICE_CURVE_CHEAP]},
            {.real = at[PRICE_CURVE_EXPENSIVE]}, {.real = 1 - at[PRICE_CURVE_EXPENSIVE]},
            {.real = at[PRICE_CURVE_TOO_EXPENSIVE]}, {.real = at[PRICE_CURVE_TRIAL]},
            {.real = at[PRICE_CURVE_REVENUE]}};
        error = price_sheet_row(sheet, row);
    }
    struct price_curve curves[] = {
        {fit->price, fit->curve[PRICE_CURVE_TOO_CHEAP], fit->prices, 'o', "too cheap", false},
        {fit->price, fit->curve[PRICE_CURVE_CHEAP], fit->prices, 'c', "cheap", false},
        {fit->price, fit->curve[PRICE_CURVE_EXPENSIVE], fit->prices, 'e', "expensive", false},
        {fit->price, fit->curve[PRICE_CURVE_TOO_EXPENSIVE], fit->prices, 'x', "too expensive", false}};
    size_t first = fit->curve[PRICE_CURVE_TOO_CHEAP] ? 0 : 1;
    if (!error)
        fitting->result->picture = price_picture_draw(curves + first, 4 - first, true, fitting->arena);
    return error;
}

static enum error show_trial(struct price_fitting *fitting, const struct price_sensitivity_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"aim", "aim", PRICE_CELL_TEXT},
        {"price", "price", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"height", "height", PRICE_CELL_REAL}};
    if (!fit->curve[PRICE_CURVE_TRIAL]) return ERROR_NONE;
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "best_prices", "Best prices (Newton, Miller and Smith)", columns, 5);
    if (!sheet) return ERROR_MEMORY;
    const struct resample_interval *trial = &fit->interval[PRICE_SENSITIVITY_TRIAL],
                                   *revenue = &fit->interval[PRICE_SENSITIVITY_REVENUE];
    const union price_cell rows[2][5] = {
        {{.text = TEXT("trial")}, {.real = fit->point[PRICE_SENSITIVITY_TRIAL]}, {.real = trial->low},
            {.real = trial->high}, {.real = fit->best_trial}},
        {{.text = TEXT("revenue")}, {.real = fit->point[PRICE_SENSITIVITY_REVENUE]}, {.real = revenue->low},
            {.real = revenue->high}, {.real = fit->best_revenue}}};
    enum error error = price_sheet_row(sheet, rows[0]);
    return error ? error : price_sheet_row(sheet, rows[1]);
}

static void warn(struct price_fitting *fitting, const struct price_sensitivity_fit *fit)
{
    size_t asked = fitting->result->observations;
    bool is_kept = fitting->spec->survey.is_keeping_intransitive;
    if (fit->intransitive)
        price_fitting_warn(fitting, "%zu of %zu respondents (%.0f %%) did not name rising prices%s.",
            fit->intransitive, asked, 100 * (double)fit->intransitive / (double)asked,
            is_kept ? "; they are kept" : " and were left out");
    for (int p = 0; p < PRICE_SENSITIVITY_TRIAL; p++)
        if (fit->interval[p].without)
            price_fitting_warn(
                fitting, "In %zu bootstrap samples two curves did not meet.", fit->interval[p].without);
    if (fit->used < 100)
        price_fitting_warn(
            fitting, "%zu respondents are few: the intervals say how far that carries.", fit->used);
}

enum error price_fit_westendorp(struct price_fitting *fitting)
{
    static const char *const names[PRICE_SENSITIVITY_POINTS] = {"point of marginal cheapness (PMC)",
        "point of marginal expensiveness (PME)", "indifference price (IDP)", "optimal price (OPP)",
        "price of most trial", "price of most revenue"};
    static const int order[] = {PRICE_SENSITIVITY_LOWER, PRICE_SENSITIVITY_OPP, PRICE_SENSITIVITY_IDP,
        PRICE_SENSITIVITY_UPPER, PRICE_SENSITIVITY_TRIAL, PRICE_SENSITIVITY_REVENUE};
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_sensitivity_data data = {0};
    struct price_sensitivity_fit fit;
    struct price_sensitivity_options options = {survey->crossing, survey->is_narrower,
        survey->is_keeping_intransitive, survey->is_between_steps, survey->trial_at_too_cheap,
        survey->trial_at_too_expensive, price_survey_resample(fitting)};
    fitting->result->counted_as = "respondents";
    enum error error = read_answers(fitting, &data);
    if (!error) error = price_fitting_allocate(fitting, PRICE_SENSITIVITY_POINTS);
    if (error) return error;
    error = price_sensitivity_fit(&data, &options, fitting->help, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        bool is_trial = order[i] == PRICE_SENSITIVITY_TRIAL || order[i] == PRICE_SENSITIVITY_REVENUE;
        if (!is_trial || data.trial_cheap)
            price_survey_estimate(fitting, names[order[i]], fit.point[order[i]], &fit.interval[order[i]]);
    }
    warn(fitting, &fit);
    error = show_trial(fitting, &fit);
    if (!error) error = show_curves(fitting, &fit);
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
