// SPDX-License-Identifier: Apache-2.0
// What would happen at other prices, under demand from shares: a what-if for a whole line.
#include "pricing/price_decision.h"

#include <math.h>
#include <string.h>

enum { SHARE, QUANTITY, REVENUE, PROFIT, MEASURES };

struct simulating {
    struct price_line line;
    struct price_fitting *fitting;
    double *asked, *price;  // prices of all: asked for, and with rivals' answers
    double *before, *after; // products + 2, each with MEASURES: the last two are ours and everybody
    size_t draws, done;
    double *shares, *changes; // (products + 2) x draws: share after; change of profit
    double surplus_before, surplus_after;
};

// Prices asked for: of a term, then of single products.
static enum error read_prices(struct simulating *s)
{
    struct price_fitting *fitting = s->fitting;
    const struct price_decide *decide = &fitting->spec->decide;
    size_t first = s->line.demand->first;
    struct price_matrix given = {0};
    enum error error = decide->new_price.count
                           ? price_fitting_matrix(fitting, &decide->new_price, false, &given)
                           : ERROR_NONE;
    if (error) return error;
    for (size_t j = 0; j < s->line.products; j++)
        s->asked[j] = given.values ? given.values[first + j] : s->line.today[j];
    for (size_t i = 0; i < decide->setting_count; i++) {
        size_t j = 0;
        while (
            j < s->line.products && !text_equal(s->line.work->product[first + j], decide->setting[i].product))
            j++;
        if (j < s->line.products) {
            s->asked[j] = decide->setting[i].price;
            continue;
        }
        problem_add(fitting->problems, NULL, "price of %.*s: market %.*s has no such product.",
            TEXT_PRINT(decide->setting[i].product),
            TEXT_PRINT(s->line.demand->markets->label[s->line.market]));
        error = ERROR_INVALID;
    }
    return error;
}

// Rivals who answer set theirs anew; ours, and those asked for, stay.
static enum error answer(struct simulating *s)
{
    struct price_line *line = &s->line;
    const struct price_equilibrium_options options = {1e-12, 5000};
    memcpy(s->price, s->asked, line->products * sizeof(double));
    if (!line->is_rival_answering) return ERROR_NONE;
    for (size_t j = 0; j < line->products; j++) {
        bool is_held = line->is_own[j] || s->asked[j] != line->today[j];
        line->low[j] = is_held ? s->asked[j] : -HUGE_VAL;
        line->high[j] = is_held ? s->asked[j] : HUGE_VAL;
    }
    struct price_equilibrium_data data = {
        &line->demand->at, line->cost, line->owner, line->low, line->high, s->asked};
    struct price_equilibrium_fit fit = {.price = s->price};
    return price_equilibrium_find(&data, &options, &line->demand->responses, &fit);
}

// All measures at prices; returns the surplus.
static double measure(struct simulating *s, const double *price, double *result)
{
    struct price_line *line = &s->line;
    size_t count = line->products;
    const struct demand_responses *r = &line->demand->responses;
    demand_responses_shares(&line->demand->at, price, &line->demand->responses);
    memset(result + count * MEASURES, 0, 2 * MEASURES * sizeof(double));
    for (size_t j = 0; j < count; j++) {
        double quantity = r->share[j] * line->buyers;
        const double values[] = {
            r->share[j], quantity, quantity * price[j], quantity * (price[j] - line->cost[j])};
        memcpy(result + j * MEASURES, values, sizeof values);
        for (size_t m = 0; m < MEASURES; m++) {
            if (line->is_own[j]) result[count * MEASURES + m] += values[m];
            result[(count + 1) * MEASURES + m] += values[m];
        }
    }
    return r->surplus * line->buyers;
}

static enum error show(struct simulating *s)
{
    static const struct price_sheet_column columns[] = {{"market", "market", PRICE_CELL_TEXT},
        {"product", "product", PRICE_CELL_TEXT}, {"price", "price", PRICE_CELL_REAL},
        {"price_after", "then", PRICE_CELL_REAL}, {"share", "share", PRICE_CELL_REAL},
        {"share_after", "then", PRICE_CELL_REAL}, {"share_low", "low", PRICE_CELL_REAL},
        {"share_high", "high", PRICE_CELL_REAL}, {"quantity", "quantity", PRICE_CELL_REAL},
        {"quantity_after", "then", PRICE_CELL_REAL}, {"revenue", "revenue", PRICE_CELL_REAL},
        {"revenue_after", "then", PRICE_CELL_REAL}, {"profit", "profit", PRICE_CELL_REAL},
        {"profit_after", "then", PRICE_CELL_REAL}, {"profit_change", "change", PRICE_CELL_REAL},
        {"profit_change_low", "low", PRICE_CELL_REAL}, {"profit_change_high", "high", PRICE_CELL_REAL},
        {"probability_gain", "P(gain)", PRICE_CELL_REAL}};
    struct price_line *line = &s->line;
    size_t count = line->products;
    struct price_sheet *sheet = price_fitting_sheet(s->fitting, "simulation",
        "What would happen at the prices", columns, sizeof columns / sizeof *columns);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t j = 0; !error && j < count + 2; j++) {
        const double *before = s->before + j * MEASURES, *after = s->after + j * MEASURES;
        double *changes = s->changes + j * s->draws, none = (double)NAN;
        size_t gains = 0;
        for (size_t d = 0; d < s->done; d++)
            gains += changes[d] > 0;
        struct price_range share = price_range_of(s->fitting, s->shares + j * s->draws, s->done);
        struct price_range change = price_range_of(s->fitting, changes, s->done);
        const union price_cell cells[] = {{.text = line->demand->markets->label[line->market]},
            {.text = j < count    ? line->work->product[line->demand->first + j]
                     : j == count ? text_from("ours")
                                  : text_from("all")},
            {.real = j < count ? line->today[j] : none}, {.real = j < count ? s->price[j] : none},
            {.real = before[SHARE]}, {.real = after[SHARE]}, {.real = share.low}, {.real = share.high},
            {.real = before[QUANTITY]}, {.real = after[QUANTITY]}, {.real = before[REVENUE]},
            {.real = after[REVENUE]}, {.real = before[PROFIT]}, {.real = after[PROFIT]},
            {.real = after[PROFIT] - before[PROFIT]}, {.real = change.low}, {.real = change.high},
            {.real = s->done ? (double)gains / (double)s->done : none}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error show_surplus(struct simulating *s)
{
    static const struct price_sheet_column columns[] = {{"market", "market", PRICE_CELL_TEXT},
        {"surplus", "consumer surplus", PRICE_CELL_REAL}, {"surplus_after", "then", PRICE_CELL_REAL},
        {"surplus_change", "change", PRICE_CELL_REAL}};
    struct price_sheet *sheet =
        price_fitting_sheet(s->fitting, "simulation_surplus", "What it is to those who buy", columns, 4);
    if (!sheet) return ERROR_MEMORY;
    const union price_cell cells[] = {{.text = s->line.demand->markets->label[s->line.market]},
        {.real = s->surplus_before}, {.real = s->surplus_after},
        {.real = s->surplus_after - s->surplus_before}};
    return price_sheet_row(sheet, cells);
}

// At a draw of the parameters.
static void take_draw(struct simulating *s, size_t number, double *before, double *after)
{
    if (!price_line_draw(&s->line, number) || answer(s) != ERROR_NONE) return;
    (void)measure(s, s->line.today, before);
    (void)measure(s, s->price, after);
    for (size_t j = 0; j < s->line.products + 2; j++) {
        s->shares[j * s->draws + s->done] = after[j * MEASURES + SHARE];
        s->changes[j * s->draws + s->done] = after[j * MEASURES + PROFIT] - before[j * MEASURES + PROFIT];
    }
    s->done++;
}

static enum error allocate(struct simulating *s)
{
    struct arena *arena = s->fitting->arena;
    size_t rows = s->line.products + 2;
    s->draws = s->fitting->spec->draws;
    double **arrays[] = {&s->asked, &s->price, &s->before, &s->after, &s->shares, &s->changes};
    const size_t sizes[] = {
        rows, rows, 2 * rows * MEASURES, 2 * rows * MEASURES, rows * s->draws, rows * s->draws};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (!(*arrays[i] = arena_array(arena, double, sizes[i]))) return ERROR_MEMORY;
    return ERROR_NONE;
}

enum error price_simulate(struct price_after_work *work, struct engine_refusals *refusals)
{
    struct simulating s = {.fitting = work->fitting};
    const struct price_spec *spec = work->fitting->spec;
    enum error error = price_line_read(work, &s.line);
    if (!error) error = allocate(&s);
    if (!error) error = read_prices(&s);
    if (error) return error;
    size_t room = (s.line.products + 2) * MEASURES; // behind what is kept, for a draw
    for (size_t d = 0; !error && work->demand->estimate.covariance && d < spec->draws; d++) {
        take_draw(&s, d, s.before + room, s.after + room);
        error = engine_go_on(work->fitting->help, d + 1, spec->draws, (double)NAN);
    }
    price_line_restore(&s.line);
    if (error) return error;
    if (answer(&s) != ERROR_NONE) {
        (void)engine_refuse(refusals, ENGINE_REFUSAL_NOT_CONVERGED);
        return ERROR_NONE;
    }
    s.surplus_before = measure(&s, s.line.today, s.before);
    s.surplus_after = measure(&s, s.price, s.after);
    error = show(&s);
    return error ? error : show_surplus(&s);
}
