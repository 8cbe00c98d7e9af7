// SPDX-License-Identifier: Apache-2.0
// Gabor and Granger's accepted prices from a file: one highest price a respondent, a row an answer, or
// shares.
#include <math.h>
#include <string.h>

#include "engine/price_acceptance.h"
#include "pricing/price_picture.h"
#include "pricing/price_survey.h"

#define PRICES_MAXIMUM 1000 // that were asked

struct answers {
    struct price_fitting *fitting;
    double *price; // each that was asked, rising
    size_t prices;
    size_t inconsistent; // respondents
};

// The prices of a column, each once.
static enum error find_prices(struct answers *answers, const double *column)
{
    size_t rows = answers->fitting->table.rows;
    struct arena *arena = answers->fitting->arena;
    double *sorted = arena_array(arena, double, rows), *room = arena_array(arena, double, rows);
    if (!sorted || !room) return ERROR_MEMORY;
    memcpy(sorted, column, rows * sizeof(double));
    resample_sort(sorted, rows, room);
    for (size_t i = 0; i < rows; i++)
        if (sorted[i] > 0 && (i == 0 || sorted[i] != sorted[i - 1])) sorted[answers->prices++] = sorted[i];
    answers->price = sorted;
    if (answers->prices <= PRICES_MAXIMUM) return ERROR_NONE;
    problem_add(answers->fitting->problems, NULL,
        "%s has %zu different prices; at most %d can be laid side by side. Round them.",
        answers->fitting->table.file, answers->prices, PRICES_MAXIMUM);
    return ERROR_INVALID;
}

static size_t place_of(const struct answers *answers, double price)
{
    size_t low = 0, high = answers->prices;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (answers->price[middle] <= price)
            low = middle + 1;
        else
            high = middle;
    }
    return low; // how many are not above it
}

// One row a respondent: the highest price that it accepts; 0 or nothing below the lowest.
static enum error from_highest(
    struct answers *answers, const double *highest, struct price_acceptance_data *data)
{
    enum error error = find_prices(answers, highest);
    size_t rows = answers->fitting->table.rows;
    uint32_t *accepted = arena_array(answers->fitting->arena, uint32_t, rows);
    if (!error && !accepted) error = ERROR_MEMORY;
    for (size_t i = 0; !error && i < rows; i++)
        accepted[i] = (uint32_t)place_of(answers, highest[i]);
    data->accepted = accepted;
    data->respondents = rows;
    return error;
}

// Who said what to which price. Twice the same price is a mistake of the file.
static enum error lay_out(struct answers *answers, const double *price, const double *yes,
    const uint32_t *respondent, size_t respondents, signed char *said)
{
    const struct price_table *table = &answers->fitting->table;
    size_t wrong = 0;
    memset(said, -1, respondents * answers->prices);
    for (size_t i = 0; i < table->rows; i++) {
        signed char *cell = &said[respondent[i] * answers->prices + place_of(answers, price[i]) - 1];
        if (*cell >= 0 && ++wrong <= PRICE_TABLE_PROBLEMS_MAXIMUM)
            problem_add(answers->fitting->problems, NULL,
                "%s, row %u (line %ld): this respondent has answered the price %g before.", table->file,
                table->row[i], table->line[i], price[i]);
        *cell = (signed char)yes[i];
    }
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

// How many prices one respondent accepts, from the lowest on; whether a yes stands above a no.
static size_t accepted_of(
    const signed char *said, size_t prices, enum price_inconsistent how, bool *ret_wrong)
{
    size_t highest = 0, first_no = prices;
    for (size_t k = 0; k < prices; k++) {
        if (said[k] == 1) highest = k + 1;
        if (said[k] == 0 && first_no == prices) first_no = k;
    }
    *ret_wrong = highest > first_no;
    return *ret_wrong && how == PRICE_INCONSISTENT_FIRST ? first_no : highest;
}

static enum error from_answers(struct answers *answers, const double *price, const double *yes,
    const double *weight, struct price_acceptance_data *data)
{
    struct price_fitting *fitting = answers->fitting;
    enum price_inconsistent how = fitting->spec->survey.inconsistent;
    uint32_t *respondent;
    size_t respondents;
    enum error error = find_prices(answers, price);
    if (!error) error = price_survey_respondents(fitting, &respondent, &respondents);
    if (error) return error;
    signed char *said = arena_array(fitting->arena, signed char, respondents * answers->prices);
    uint32_t *accepted = arena_array(fitting->arena, uint32_t, respondents);
    double *weights = arena_array(fitting->arena, double, respondents);
    if (!said || !accepted || !weights) return ERROR_MEMORY;
    error = lay_out(answers, price, yes, respondent, respondents, said);
    if (error) return error;
    for (size_t i = 0; weight && i < fitting->table.rows; i++)
        weights[respondent[i]] = weight[i];
    for (size_t r = 0; r < respondents; r++) {
        bool is_wrong;
        size_t count = accepted_of(said + r * answers->prices, answers->prices, how, &is_wrong);
        answers->inconsistent += is_wrong;
        if (is_wrong && how == PRICE_INCONSISTENT_LEAVE_OUT) continue;
        weights[data->respondents] = weights[r];
        accepted[data->respondents++] = (uint32_t)count;
    }
    data->accepted = accepted;
    data->weight = weight ? weights : NULL;
    return ERROR_NONE;
}

// Each row an answer of somebody else: the share of yes at each price.
static enum error from_strangers(
    struct answers *answers, const double *price, const double *yes, struct price_acceptance_data *data)
{
    struct arena *arena = answers->fitting->arena;
    enum error error = find_prices(answers, price);
    double *share = arena_array(arena, double, answers->prices + 1);
    double *asked = arena_array(arena, double, answers->prices + 1);
    if (!share || !asked) return ERROR_MEMORY;
    for (size_t i = 0; !error && i < answers->fitting->table.rows; i++) {
        size_t k = place_of(answers, price[i]) - 1;
        share[k] += yes[i];
        asked[k]++;
    }
    for (size_t k = 0; k < answers->prices; k++)
        share[k] /= asked[k];
    data->share = share;
    data->asked = asked;
    return error;
}

// A row a price, with the share that accepts it.
static enum error from_shares(struct answers *answers, const double *price, const double *shares,
    const double *asked, struct price_acceptance_data *data)
{
    struct price_fitting *fitting = answers->fitting;
    struct price_table *table = &fitting->table;
    enum error error = find_prices(answers, price);
    double *share = arena_array(fitting->arena, double, answers->prices + 1);
    double *number = arena_array(fitting->arena, double, answers->prices + 1);
    if (!error && (!share || !number)) error = ERROR_MEMORY;
    bool *is_there = arena_array(fitting->arena, bool, answers->prices + 1);
    if (!error && !is_there) error = ERROR_MEMORY;
    for (size_t i = 0; !error && i < table->rows; i++) {
        size_t k = place_of(answers, price[i]) - 1;
        const char *wrong = is_there[k]     ? "this price stands here a second time"
                            : shares[i] > 1 ? "a share is between 0 and 1, such as 0.61"
                                            : NULL;
        if (wrong) {
            problem_add(fitting->problems, NULL, "%s, row %u (line %ld): %s.", table->file, table->row[i],
                table->line[i], wrong);
            error = ERROR_INVALID;
        }
        is_there[k] = true;
        share[k] = shares[i];
        if (asked) number[k] = asked[i];
    }
    data->share = share;
    data->asked = asked ? number : NULL;
    return error;
}

static enum error read_answers(struct answers *answers, struct price_acceptance_data *data)
{
    struct price_fitting *fitting = answers->fitting;
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_table *table = &fitting->table;
    const double *highest, *price, *share, *asked, *yes, *weight;
    enum error errors[] = {
        price_survey_numbers(fitting, table, survey->highest, PRICE_NOT_NEGATIVE, &highest),
        price_survey_numbers(fitting, table, survey->price, PRICE_ABOVE_ZERO, &price),
        price_survey_numbers(fitting, table, survey->share, PRICE_NOT_NEGATIVE, &share),
        price_survey_numbers(fitting, table, survey->asked, PRICE_ABOVE_ZERO, &asked),
        price_survey_numbers(fitting, table, survey->weight, PRICE_NOT_NEGATIVE, &weight),
        price_survey_yes_no(fitting, survey->answer, &yes)};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i]) return errors[i];
    data->weight = weight;
    if (highest && !price && !share && !yes) return from_highest(answers, highest, data);
    if (!highest && price && share && !yes) return from_shares(answers, price, share, asked, data);
    if (!highest && price && !share && yes)
        return survey->respondent == PRICE_NO_COLUMN ? from_strangers(answers, price, yes, data)
                                                     : from_answers(answers, price, yes, weight, data);
    problem_add(fitting->problems, NULL,
        "Say what the rows are: \"highest price = …\" of each respondent; or \"price = …\" and \"answer = "
        "…\" "
        "(with \"respondent = …\" when somebody answers several); or \"price = …\" and \"share = …\".");
    return ERROR_INVALID;
}

static enum error show_demand(struct price_fitting *fitting, const struct price_acceptance_data *data,
    const struct price_acceptance_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"price", "price", PRICE_CELL_REAL},
        {"demand", "demand", PRICE_CELL_REAL}, {"demand_low", "low", PRICE_CELL_REAL},
        {"demand_high", "high", PRICE_CELL_REAL}, {"revenue", "revenue", PRICE_CELL_REAL},
        {"revenue_low", "low", PRICE_CELL_REAL}, {"revenue_high", "high", PRICE_CELL_REAL},
        {"profit", "profit", PRICE_CELL_REAL}, {"elasticity", "elasticity to next", PRICE_CELL_REAL},
        {"best_share", "best in draws", PRICE_CELL_REAL}};
    struct price_sheet *sheet = price_fitting_sheet(fitting, "demand", "Demand and revenue, per person asked",
        columns, sizeof columns / sizeof columns[0]);
    double *demand = arena_array(fitting->arena, double, data->prices);
    double *revenue = arena_array(fitting->arena, double, data->prices), most = 0;
    if (!sheet || !demand || !revenue) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t k = 0; !error && k < data->prices; k++) {
        const struct price_acceptance_point *point = &fit->point[k];
        const struct resample_interval *sure = &point->demand_interval;
        const union price_cell row[] = {{.real = data->price[k]}, {.real = point->demand},
            {.real = sure->low}, {.real = sure->high}, {.real = point->revenue},
            {.real = point->revenue_interval.low}, {.real = point->revenue_interval.high},
            {.real = point->profit}, {.real = point->elasticity},
            {.real = isnan(sure->low) ? (double)NAN : point->best_share}};
        error = price_sheet_row(sheet, row);
        demand[k] = point->demand;
        revenue[k] = point->revenue;
        most = fmax(most, point->revenue);
    }
    for (size_t k = 0; k < data->prices && most > 0; k++)
        revenue[k] /= most;
    const struct price_curve curves[] = {{data->price, demand, data->prices, 'd', "demand", false},
        {data->price, revenue, data->prices, 'r', "revenue, highest = 100 %", false}};
    fitting->result->picture = price_picture_draw(curves, 2, true, fitting->arena);
    return error;
}

static void take_estimates(struct price_fitting *fitting, const struct price_acceptance_data *data,
    const struct price_acceptance_fit *fit)
{
    const struct price_acceptance_point *best = &fit->point[fit->best_revenue];
    price_survey_estimate(
        fitting, "price of most revenue", data->price[fit->best_revenue], &fit->revenue_price);
    price_survey_estimate(fitting, "revenue at it", best->revenue, &best->revenue_interval);
    price_survey_estimate(fitting, "demand at it", best->demand, &best->demand_interval);
    if (!isnan(data->cost))
        price_survey_estimate(
            fitting, "price of most profit", data->price[fit->best_profit], &fit->profit_price);
}

static void warn(struct price_fitting *fitting, const struct answers *answers,
    const struct price_acceptance_data *data, const struct price_acceptance_fit *fit)
{
    static const char *const done[] = {
        "the highest counts", "what stands above the first no does not count", "they were left out"};
    if (answers->inconsistent)
        price_fitting_warn(fitting, "%zu respondents accept a higher price than one they refuse; %s.",
            answers->inconsistent, done[fitting->spec->survey.inconsistent]);
    if (data->share && !data->asked)
        price_fitting_warn(fitting, "Without the number of people asked (asked = …) there are no intervals.");
    if (fit->is_rising)
        price_fitting_warn(
            fitting, "More people accept a higher price than a lower one somewhere: too few were asked.");
    if (fit->is_at_end)
        price_fitting_warn(fitting, "The best price is the %s that was asked; a better one may lie beyond.",
            fit->best_revenue == 0 ? "lowest" : "highest");
}

enum error price_fit_gabor(struct price_fitting *fitting)
{
    struct answers answers = {.fitting = fitting};
    struct price_acceptance_data data = {.cost = fitting->spec->survey.cost};
    struct price_acceptance_fit fit;
    const struct resample_options options = price_survey_resample(fitting);
    enum error error = read_answers(&answers, &data);
    if (!error) error = price_fitting_allocate(fitting, 4);
    if (error) return error;
    data.prices = answers.prices;
    data.price = answers.price;
    fitting->result->counted_as = data.share ? "rows" : "respondents";
    if (!data.share) fitting->result->observations = data.respondents;
    if (data.share && !data.asked)
        fitting->result->errors_by = "none (the number of people asked is not known)";
    error = price_acceptance_fit(&data, &options, fitting->help, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    take_estimates(fitting, &data, &fit);
    warn(fitting, &answers, &data, &fit);
    error = show_demand(fitting, &data, &fit);
    return error ? error : price_fitting_settle(fitting, error, fit.refusals, true);
}
