// SPDX-License-Identifier: Apache-2.0
// Willingness to pay from a file of bids and answers.
#include <math.h>

#include "engine/bid_response.h"
#include "pricing/price_picture.h"
#include "pricing/price_survey.h"

struct bids {
    const double *first, *second, *higher, *lower; // NULL where not asked
    double *yes, *second_yes;                      // not a number: not asked
};

// "yy", "yes-no" … : two answers in one cell. False when it is none.
static bool read_both(struct text cell, double *ret_first, double *ret_second)
{
    static const char *const firsts[] = {"n", "y"};
    char letters[3] = "";
    size_t count = 0;
    bool is_start = true;
    if (cell.length == 2) {
        letters[0] = cell.data[0];
        letters[1] = cell.data[1];
        count = 2;
    }
    for (size_t i = 0; cell.length > 2 && i < cell.length; i++) { // the first letter of each word
        char c = cell.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter && is_start && count == 2) return false;
        if (is_letter && is_start) letters[count++] = c;
        is_start = !is_letter;
    }
    if (count != 2) return false;
    int found[2] = {-1, -1};
    for (int w = 0; w < 2; w++)
        for (int a = 0; a < 2; a++)
            if (text_equal_fold((struct text){letters + w, 1}, text_from(firsts[a])) ||
                letters[w] == (a ? '1' : '0'))
                found[w] = a;
    *ret_first = found[0];
    *ret_second = found[1];
    return found[0] >= 0 && found[1] >= 0;
}

// Both answers, from two columns or from one with both.
static enum error read_answers(struct price_fitting *fitting, struct bids *bids)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    const struct price_table *table = &fitting->table;
    bool is_double = bids->second || bids->higher;
    const double *first, *second;
    size_t wrong = 0;
    bids->yes = arena_array(fitting->arena, double, table->rows);
    bids->second_yes = arena_array(fitting->arena, double, table->rows);
    if (!bids->yes || !bids->second_yes) return ERROR_MEMORY;
    bool is_in_one = is_double && survey->second_answer == PRICE_NO_COLUMN;
    if (!is_in_one) {
        enum error error = price_survey_yes_no(fitting, survey->answer, &first);
        if (!error) error = price_survey_yes_no(fitting, survey->second_answer, &second);
        for (size_t i = 0; !error && i < table->rows; i++) {
            bids->yes[i] = first[i];
            bids->second_yes[i] = second ? second[i] : (double)NAN;
        }
        return error;
    }
    for (size_t i = 0; i < table->rows; i++) {
        struct text cell = table->cells[survey->answer][i];
        if (read_both(cell, &bids->yes[i], &bids->second_yes[i])) continue;
        if (++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL,
            "%s, row %u (line %ld), column %.*s: \"%.*s\" are not two answers such as yy, yn, ny, nn (or "
            "name "
            "\"second answer = …\").",
            table->file, table->row[i], table->line[i], TEXT_PRINT(table->names->name[survey->answer]),
            text_precision(cell) < 40 ? text_precision(cell) : 40, cell.data ? cell.data : "");
    }
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

// What the answers say: pays more than low, not more than high.
static enum error bound(struct price_fitting *fitting, const struct bids *bids, struct bid_data *data)
{
    const struct price_table *table = &fitting->table;
    double *low = arena_array(fitting->arena, double, table->rows);
    double *high = arena_array(fitting->arena, double, table->rows);
    size_t wrong = 0;
    if (!low || !high) return ERROR_MEMORY;
    for (size_t i = 0; i < table->rows; i++) {
        double first = bids->first[i], second = (double)NAN;
        bool is_yes = bids->yes[i] > 0;
        low[i] = is_yes ? first : (double)NAN;
        high[i] = is_yes ? (double)NAN : first;
        data->highest_bid = fmax(data->highest_bid, first);
        if (bids->second) second = bids->second[i];
        if (bids->higher) second = is_yes ? bids->higher[i] : bids->lower[i];
        if (isnan(second) || isnan(bids->second_yes[i])) continue;
        data->highest_bid = fmax(data->highest_bid, second);
        if (bids->second_yes[i] > 0)
            low[i] = second;
        else
            high[i] = second;
        if (is_yes ? second > first : second < first) continue;
        if (++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL,
            "%s, row %u (line %ld): after %s to %g the second bid has to be %s, not %g.", table->file,
            table->row[i], table->line[i], is_yes ? "yes" : "no", first, is_yes ? "higher" : "lower", second);
    }
    data->low = low;
    data->high = high;
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static enum error read_data(
    struct price_fitting *fitting, struct bid_data *data, struct price_matrix *covariates)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_table *table = &fitting->table;
    struct bids bids = {0};
    enum error errors[] = {price_survey_numbers(fitting, table, survey->bid, PRICE_ABOVE_ZERO, &bids.first),
        price_survey_numbers(fitting, table, survey->second_bid, PRICE_ABOVE_ZERO, &bids.second),
        price_survey_numbers(fitting, table, survey->higher_bid, PRICE_ABOVE_ZERO, &bids.higher),
        price_survey_numbers(fitting, table, survey->lower_bid, PRICE_ABOVE_ZERO, &bids.lower),
        price_survey_numbers(fitting, table, survey->weight, PRICE_NOT_NEGATIVE, &data->weight)};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i]) return errors[i];
    bool is_second = bids.second || bids.higher || bids.lower;
    if (!bids.higher != !bids.lower || (bids.second && bids.higher) ||
        (!is_second && survey->second_answer != PRICE_NO_COLUMN)) {
        problem_add(fitting->problems, NULL,
            "The second bid is \"second bid = …\", or \"higher bid = …\" and \"lower bid = …\".");
        return ERROR_INVALID;
    }
    enum error error = read_answers(fitting, &bids);
    if (!error) error = bound(fitting, &bids, data);
    if (!error) error = price_fitting_matrix(fitting, &survey->covariates, true, covariates);
    if (error) return error;
    data->people = table->rows;
    data->covariates = covariates->columns;
    data->covariate = covariates->values;
    return ERROR_NONE;
}

static enum error show_means(struct price_fitting *fitting, const struct bid_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"measure", "measure", PRICE_CELL_TEXT},
        {"value", "value", PRICE_CELL_REAL}, {"se", "std. error (delta)", PRICE_CELL_REAL},
        {"low", "low (Krinsky-Robb)", PRICE_CELL_REAL}, {"high", "high", PRICE_CELL_REAL}};
    static const char *const names[BID_MEANS] = {
        "median", "mean", "mean up to the highest bid", "the same, adjusted"};
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "willingness_to_pay", "Willingness to pay", columns, 5);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (int m = 0; !error && m < BID_MEANS; m++) {
        const struct resample_interval *interval = &fit->mean_interval[m];
        const union price_cell row[] = {{.text = text_from(names[m])}, {.real = fit->mean[m]},
            {.real = fit->mean_error[m]}, {.real = interval->low}, {.real = interval->high}};
        error = price_sheet_row(sheet, row);
    }
    return error;
}

// The same model as a willingness to pay with a mean and a spread: t(WTP) = x'(beta / -gamma) + spread *
// error.
static enum error show_location(
    struct price_fitting *fitting, const struct price_matrix *covariates, const struct bid_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"name", "", PRICE_CELL_TEXT},
        {"value", "value", PRICE_CELL_REAL}, {"se", "std. error", PRICE_CELL_REAL}};
    bool is_by_log = fitting->spec->survey.distribution >= BID_LOG_LOGISTIC;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "location",
        is_by_log ? "The same in the logarithm of money: location and spread"
                  : "The same in money: location and spread",
        columns, 3);
    size_t k = fit->coefficients, last = k - 1;
    double gamma = fit->coefficient[last];
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t j = 0; !error && j < k; j++) {
        bool is_spread = j == last;
        double value = is_spread ? -1 / gamma : -fit->coefficient[j] / gamma;
        double to_gamma = -value / gamma, to_own = is_spread ? 0 : -1 / gamma;
        double variance = to_own * to_own * fit->covariance[j * k + j] +
                          2 * to_own * to_gamma * fit->covariance[j * k + last] +
                          to_gamma * to_gamma * fit->covariance[last * k + last];
        const union price_cell row[] = {{.text = is_spread ? TEXT("spread") : covariates->names[j]},
            {.real = value}, {.real = sqrt(variance)}};
        error = price_sheet_row(sheet, row);
    }
    return error;
}

// The share that pays at least a price, at the means of the covariates.
static enum error show_demand(
    struct price_fitting *fitting, const struct bid_data *data, const struct bid_fit *fit)
{
    enum { STEPS = 50 };
    static const struct price_sheet_column columns[] = {{"price", "price", PRICE_CELL_REAL},
        {"demand", "demand", PRICE_CELL_REAL}, {"revenue", "revenue", PRICE_CELL_REAL}};
    struct price_sheet *sheet = price_fitting_sheet(fitting, "demand", "Demand", columns, 3);
    double *x = arena_array(fitting->arena, double, STEPS + 1),
           *y = arena_array(fitting->arena, double, STEPS + 1);
    size_t k = data->covariates;
    double index = 0, people = 0;
    enum error error = sheet && x && y ? ERROR_NONE : ERROR_MEMORY;
    if (error) return error;
    sheet->is_hidden = true;
    for (size_t i = 0; i < data->people; i++) { // of the average person: a row may stand for several
        double weight = data->weight ? data->weight[i] : 1;
        people += weight;
        for (size_t j = 0; j < k; j++)
            index += weight * data->covariate[j * data->people + i] * fit->coefficient[j];
    }
    index /= people;
    for (size_t s = 0; !error && s <= STEPS; s++) {
        x[s] = data->highest_bid * 1.2 * (double)s / STEPS;
        y[s] = bid_response_demand(fitting->spec->survey.distribution, index, fit->coefficient[k], x[s]);
        const union price_cell row[] = {{.real = x[s]}, {.real = y[s]}, {.real = x[s] * y[s]}};
        error = price_sheet_row(sheet, row);
    }
    const struct price_curve curve = {x, y, STEPS + 1, '.', "share that pays at least the price", false};
    fitting->result->picture = price_picture_draw(&curve, 1, true, fitting->arena);
    return error;
}

static void warn(struct price_fitting *fitting, const struct bid_fit *fit)
{
    if (isinf(fit->mean[BID_MEAN]))
        price_fitting_warn(fitting,
            "The tail is so long that the mean is infinite: use the median, or a mean up to "
            "the highest bid.");
    if (fit->mean_interval[BID_MEDIAN].without)
        price_fitting_warn(fitting,
            "In %zu draws a higher bid was accepted more often; they are not in the intervals.",
            fit->mean_interval[BID_MEDIAN].without);
    if (isfinite(fit->null_log_likelihood) && fit->coefficients > 2)
        price_fitting_warn(fitting, "Log-likelihood without covariates: %.4f.", fit->null_log_likelihood);
}

enum error price_fit_bids(struct price_fitting *fitting)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_result *result = fitting->result;
    struct bid_data data = {0};
    struct price_matrix covariates;
    struct bid_fit fit;
    const struct bid_options options = {
        survey->distribution, survey->draws, fitting->spec->seed, 1 - fitting->spec->level / 100, 200};
    result->counted_as = survey->weight == PRICE_NO_COLUMN ? "respondents" : "rows";
    result->errors_by =
        arena_print(fitting->arena, "from the second derivatives; Krinsky and Robb with %zu draws, seed %zu",
            survey->draws, fitting->spec->seed);
    enum error error = read_data(fitting, &data, &covariates);
    if (!error) error = price_fitting_allocate(fitting, data.covariates + 1);
    if (error) return error;
    error = bid_response_fit(&data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    for (size_t j = 0; j < fit.coefficients; j++)
        price_fitting_estimate(fitting,
            j < covariates.columns                     ? covariates.names[j]
            : survey->distribution >= BID_LOG_LOGISTIC ? TEXT("log(bid)")
                                                       : TEXT("bid"),
            fit.coefficient[j], sqrt(fit.covariance[j * fit.coefficients + j]), 0);
    result->objective = fit.log_likelihood;
    result->iterations = result->evaluations = fit.iterations;
    warn(fitting, &fit);
    error = show_means(fitting, &fit);
    if (!error) error = show_location(fitting, &covariates, &fit);
    if (!error) error = show_demand(fitting, &data, &fit);
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
