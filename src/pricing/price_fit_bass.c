// SPDX-License-Identifier: Apache-2.0
// The diffusion of a new product from its sales by period.
#include <math.h>

#include "pricing/price_picture.h"
#include "pricing/price_survey.h"

// Periods in the order of the file; a column that numbers them has to rise by one step.
static enum error check_periods(struct price_fitting *fitting)
{
    struct price_table *table = &fitting->table;
    size_t column = fitting->spec->survey.period;
    const double *period;
    enum error error = price_survey_numbers(fitting, table, column, PRICE_ANY_NUMBER, &period);
    if (error || !period || table->rows < 3) return error;
    double step = period[1] - period[0];
    for (size_t i = 1; i < table->rows; i++) {
        if (step > 0 && fabs(period[i] - period[i - 1] - step) <= 1e-6 * step) continue;
        problem_add(fitting->problems, NULL,
            "%s, row %u (line %ld), column %.*s: periods have to rise by the same step; %g comes after %g.%s",
            table->file, table->row[i], table->line[i], TEXT_PRINT(table->names->name[column]), period[i],
            period[i - 1],
            period[i] > period[i - 1] ? "" : " Are there several series? Choose one: only COLUMN = NAME.");
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

static const char *period_name(const struct price_fitting *fitting, size_t number)
{
    size_t column = fitting->spec->survey.period, rows = fitting->table.rows;
    const double *period = column == PRICE_NO_COLUMN ? NULL : fitting->table.numbers[column];
    if (!period || rows < 2) return arena_print(fitting->arena, "%zu", number);
    return arena_print(fitting->arena, "%g", period[0] + (double)(number - 1) * (period[1] - period[0]));
}

static enum error show_series(
    struct price_fitting *fitting, const struct bass_data *data, const struct bass_fit *fit, double reach)
{
    static const struct price_sheet_column columns[] = {{"period", "period", PRICE_CELL_TEXT},
        {"sales", "sales", PRICE_CELL_REAL}, {"value", "fitted, forecast", PRICE_CELL_REAL},
        {"se", "std. error", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"total", "bought so far", PRICE_CELL_REAL}};
    struct price_sheet *sheet = price_fitting_sheet(
        fitting, "forecast", "Sales and forecast", columns, sizeof columns / sizeof columns[0]);
    size_t all = data->periods + fitting->spec->survey.horizon;
    double total = data->bought_before, nothing = (double)NAN;
    double *x = arena_array(fitting->arena, double, all), *y = arena_array(fitting->arena, double, all);
    if (!sheet || !x || !y) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t t = 0; !error && t < all; t++) {
        bool is_past = t < data->periods;
        const char *name = period_name(fitting, t + 1);
        const struct bass_value ahead =
            is_past ? (struct bass_value){fit->fitted[t], nothing} : fit->forecast[t - data->periods];
        if (!name) return ERROR_MEMORY;
        total += is_past ? data->sales[t] : ahead.value;
        x[t] = (double)t + 1;
        y[t] = ahead.value;
        const union price_cell row[] = {{.text = text_from(name)},
            {.real = is_past ? data->sales[t] : nothing}, {.real = ahead.value}, {.real = ahead.error},
            {.real = is_past ? nothing : fmax(0, ahead.value - reach * ahead.error)},
            {.real = ahead.value + reach * ahead.error}, {.real = total}};
        error = price_sheet_row(sheet, row);
    }
    struct price_curve curves[] = {{x, y, all, '.', "model, by number of period", false},
        {x, data->sales, data->periods, '*', "sales", true}};
    fitting->result->picture = price_picture_draw(curves, 2, false, fitting->arena);
    return error;
}

// The three ways side by side: how far they agree says how far they can be trusted.
static enum error show_ways(struct price_fitting *fitting, const struct bass_data *data)
{
    static const struct price_sheet_column columns[] = {{"fit", "fit", PRICE_CELL_TEXT},
        {"m", "m", PRICE_CELL_REAL}, {"p", "p", PRICE_CELL_REAL}, {"q", "q", PRICE_CELL_REAL},
        {"peak_time", "peak time", PRICE_CELL_REAL}, {"peak_sales", "peak sales", PRICE_CELL_REAL},
        {"residual_error", "residual error", PRICE_CELL_REAL}};
    static const struct {
        const char *name;
        enum bass_method method;
    } ways[] = {{"nls", BASS_NLS}, {"density", BASS_DENSITY}, {"ols", BASS_OLS}};
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "ways", "By each way", columns, sizeof columns / sizeof columns[0]);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t w = 0; !error && w < 3; w++) {
        const struct bass_options options = {ways[w].method, 0};
        struct bass_fit fit;
        error = bass_fit(data, &options, fitting->arena, &fit);
        bool is_known = error == ERROR_NONE;
        if (error == ERROR_INVALID) error = ERROR_NONE;
        double nothing = (double)NAN;
        const union price_cell row[] = {{.text = text_from(ways[w].name)},
            {.real = is_known ? fit.parameter[BASS_M] : nothing},
            {.real = is_known ? fit.parameter[BASS_P] : nothing},
            {.real = is_known ? fit.parameter[BASS_Q] : nothing},
            {.real = is_known ? fit.peak_time.value : nothing},
            {.real = is_known ? fit.peak_sales.value : nothing},
            {.real = is_known ? sqrt(fit.sum_of_squares / (double)fit.degrees) : nothing}};
        if (!error) error = price_sheet_row(sheet, row);
    }
    return error;
}

static void take_estimates(struct price_fitting *fitting, const struct bass_fit *fit)
{
    static const char *const names[] = {"m, all who will buy", "p, innovation", "q, imitation"};
    double degrees = (double)fit->degrees;
    for (int k = 0; k < BASS_PARAMETERS; k++)
        price_fitting_estimate(fitting, text_from(names[k]), fit->parameter[k],
            sqrt(fit->covariance[k * BASS_PARAMETERS + k]), degrees);
    price_survey_estimate_by_t(
        fitting, TEXT("peak time (periods)"), fit->peak_time.value, fit->peak_time.error, degrees);
    price_survey_estimate_by_t(
        fitting, TEXT("peak sales"), fit->peak_sales.value, fit->peak_sales.error, degrees);
    fitting->result->r_squared = fit->r_squared;
    fitting->result->objective = fit->sum_of_squares;
    fitting->result->degrees = degrees;
    fitting->result->iterations = fit->iterations;
    fitting->result->evaluations = fit->iterations;
}

enum error price_fit_bass(struct price_fitting *fitting)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_result *result = fitting->result;
    struct bass_data data = {.periods = fitting->table.rows, .bought_before = survey->bought_before};
    const struct bass_options options = {survey->fit, survey->horizon};
    struct bass_fit fit;
    result->counted_as = "periods";
    result->dependent = fitting->table.names->name[survey->sales];
    result->errors_by = survey->fit == BASS_OLS
                            ? "least squares on what was bought before, and the delta method"
                            : "nonlinear least squares, and the delta method";
    enum error error =
        price_survey_numbers(fitting, &fitting->table, survey->sales, PRICE_NOT_NEGATIVE, &data.sales);
    if (!error) error = check_periods(fitting);
    if (!error) error = price_fitting_allocate(fitting, BASS_PARAMETERS + 2);
    if (error) return error;
    error = bass_fit(&data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    take_estimates(fitting, &fit);
    if (fit.is_before_peak)
        price_fitting_warn(fitting, "The series ends before its peak: m and the peak are guessed from afar, "
                                    "and their intervals are too narrow.");
    if (fit.peak_time.value < 0)
        price_fitting_warn(
            fitting, "Imitation is weaker than innovation: sales only fall, there is no peak.");
    error = show_ways(fitting, &data);
    if (!error) error = show_series(fitting, &data, &fit, price_survey_reach(fitting, (double)fit.degrees));
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
