// SPDX-License-Identifier: Apache-2.0
// The best prices of a line under demand from shares: at the estimates, and how they spread over draws of the
// parameters.
#include "pricing/price_decision.h"

#include <math.h>
#include <string.h>

#define CURVES_MAXIMUM 12 // products with a profit curve of their own

struct optimizing {
    struct price_line line;
    struct price_fitting *fitting;
    struct price_line_answer best;
    double *shares, *elasticity;                  // of all products, at the best prices; own, today
    double today;                                 // profit
    size_t draws, done, tried;                    // tried: draws that gave shares
    double *prices;                               // products x draws: best at each
    double *best_profits, *today_profits, *gains; // draws: at the prices recommended; today; their difference
    struct price_line_answer trial;
    // Curves: own products x points x draws.
    size_t curves;
    double *curve_price, *quantities, *profits;
};

static enum error allocate(struct optimizing *o)
{
    struct arena *arena = o->fitting->arena;
    size_t count = o->line.products, own = o->line.own_count;
    o->draws = o->fitting->spec->draws;
    o->curves = own <= CURVES_MAXIMUM ? own : 0;
    size_t points = o->curves * PRICE_CURVE_POINTS;
    double **arrays[] = {&o->best.price, &o->trial.price, &o->shares, &o->elasticity, &o->curve_price,
        &o->prices, &o->best_profits, &o->today_profits, &o->gains, &o->quantities, &o->profits};
    const size_t sizes[] = {count, count, count, count, points, count * o->draws, o->draws, o->draws,
        o->draws, points * (o->draws + 1), points * (o->draws + 1)};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (!(*arrays[i] = arena_array(arena, double, sizes[i] + 1))) return ERROR_MEMORY;
    return ERROR_NONE;
}

// The prices of a product's curve: from its cost, or half of the price of today, to well beyond the best; the
// price of today and the best are among them.
static void set_curves(struct optimizing *o)
{
    for (size_t k = 0; k < o->curves; k++) {
        size_t j = o->line.own[k];
        double today = o->line.today[j], best = isnan(o->best.price[j]) ? today : o->best.price[j];
        double low = fmin(today, best) * 0.5, high = fmax(today, best) * 1.5;
        double *price = o->curve_price + k * PRICE_CURVE_POINTS;
        for (size_t p = 0; p < PRICE_CURVE_POINTS - 2; p++)
            price[p] = low + (high - low) * (double)p / (PRICE_CURVE_POINTS - 3);
        price[PRICE_CURVE_POINTS - 2] = today;
        price[PRICE_CURVE_POINTS - 1] = best;
        price_after_sort(price, PRICE_CURVE_POINTS);
    }
}

// Quantity of a product and profit of the line at each price of the curve, the others at `base`.
static void follow_curves(struct optimizing *o, const double *base, size_t draw)
{
    memcpy(o->trial.price, base, o->line.products * sizeof(double));
    for (size_t k = 0; k < o->curves; k++) {
        size_t j = o->line.own[k];
        for (size_t p = 0; p < PRICE_CURVE_POINTS; p++) {
            size_t at = (k * PRICE_CURVE_POINTS + p) * (o->draws + 1) + draw;
            o->trial.price[j] = o->curve_price[k * PRICE_CURVE_POINTS + p];
            o->profits[at] = price_line_profit(&o->line, o->trial.price);
            o->quantities[at] = o->line.demand->responses.share[j] * o->line.buyers;
        }
        o->trial.price[j] = base[j];
    }
}

static void take_draw(struct optimizing *o, size_t number)
{
    o->tried++;
    if (!price_line_draw(&o->line, number)) return;
    double today = price_line_profit(&o->line, o->line.today);
    double recommended = price_line_profit(&o->line, o->best.price);
    if (price_line_best(&o->line, &o->trial) != ERROR_NONE) return;
    for (size_t j = 0; j < o->line.products; j++)
        o->prices[j * o->draws + o->done] = o->trial.price[j];
    o->today_profits[o->done] = today;
    o->best_profits[o->done] = recommended;
    o->gains[o->done] = recommended - today;
    follow_curves(o, o->best.price, o->done);
    o->done++;
}

static enum error show_prices(struct optimizing *o)
{
    static const struct price_sheet_column columns[] = {{"market", "market", PRICE_CELL_TEXT},
        {"product", "product", PRICE_CELL_TEXT}, {"whose", "", PRICE_CELL_TEXT},
        {"cost", "cost", PRICE_CELL_REAL}, {"price_today", "today", PRICE_CELL_REAL},
        {"price", "best price", PRICE_CELL_REAL}, {"median", "median", PRICE_CELL_REAL},
        {"low", "low", PRICE_CELL_REAL}, {"high", "high", PRICE_CELL_REAL},
        {"probability_above", "P(above today)", PRICE_CELL_REAL},
        {"probability_below", "P(below)", PRICE_CELL_REAL}, {"share_today", "share today", PRICE_CELL_REAL},
        {"share", "share", PRICE_CELL_REAL}, {"elasticity_today", "elasticity today", PRICE_CELL_REAL},
        {"held_by", "held by", PRICE_CELL_TEXT}};
    struct price_sheet *sheet = price_fitting_sheet(o->fitting, "best_prices",
        "Best prices, and how they spread over likely parameters", columns, sizeof columns / sizeof *columns);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t j = 0; !error && j < o->line.products; j++) {
        size_t above = 0, below = 0, first = o->line.demand->first;
        double today = o->line.today[j], best = o->best.price[j], *draws = o->prices + j * o->draws;
        if (!o->line.is_own[j] && !o->line.is_rival_answering) continue;
        for (size_t d = 0; d < o->done; d++) {
            above += draws[d] > today * (1 + 1e-9);
            below += draws[d] < today * (1 - 1e-9);
        }
        struct price_range range = price_range_of(o->fitting, draws, o->done);
        if (o->line.own_count == 1 && o->line.is_own[j]) {
            o->fitting->result->recommended = best;
            o->fitting->result->recommended_low = range.low;
            o->fitting->result->recommended_high = range.high;
        }
        bool is_low = !o->line.is_allowed && best <= o->line.low[j];
        bool is_high = !o->line.is_allowed && best >= o->line.high[j];
        const union price_cell cells[] = {{.text = o->line.demand->markets->label[o->line.market]},
            {.text = o->line.work->product[first + j]},
            {.text = text_from(o->line.is_own[j] ? "ours" : "rival")}, {.real = o->line.cost[j]},
            {.real = today}, {.real = best}, {.real = range.median}, {.real = range.low},
            {.real = range.high}, {.real = o->done ? (double)above / (double)o->done : (double)NAN},
            {.real = o->done ? (double)below / (double)o->done : (double)NAN},
            {.real = o->line.demand->share[first + j]}, {.real = o->shares[j]}, {.real = o->elasticity[j]},
            {.text = text_from(is_low    ? "lowest price allowed"
                               : is_high ? "highest price allowed"
                                         : "")}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error show_profits(struct optimizing *o)
{
    static const struct price_sheet_column columns[] = {{"name", "", PRICE_CELL_TEXT},
        {"value", "at the estimates", PRICE_CELL_REAL}, {"mean", "mean", PRICE_CELL_REAL},
        {"median", "median", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"probability_above_zero", "P(above 0)", PRICE_CELL_REAL},
        {"bound", "no more than", PRICE_CELL_REAL}, {"proof", "", PRICE_CELL_TEXT}};
    const struct {
        const char *name;
        double value, *draws;
    } rows[] = {{"profit today", o->today, o->today_profits},
        {"profit at the best prices", o->best.profit, o->best_profits},
        {"gain", o->best.profit - o->today, o->gains}};
    struct price_sheet *sheet = price_fitting_sheet(
        o->fitting, "best_profit", "Profit of our products", columns, sizeof columns / sizeof *columns);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t i = 0; !error && i < 3; i++) {
        double mean = 0;
        size_t above = 0;
        for (size_t d = 0; d < o->done; d++) {
            mean += rows[i].draws[d] / (double)o->done;
            above += rows[i].draws[d] > 0;
        }
        struct price_range range = price_range_of(o->fitting, rows[i].draws, o->done);
        bool is_best = i == 1;
        const union price_cell cells[] = {{.text = text_from(rows[i].name)}, {.real = rows[i].value},
            {.real = o->done ? mean : (double)NAN}, {.real = range.median}, {.real = range.low},
            {.real = range.high}, {.real = o->done ? (double)above / (double)o->done : (double)NAN},
            {.real = is_best ? o->best.bound : (double)NAN},
            {.text = text_from(!is_best               ? ""
                               : !o->line.is_allowed  ? "first-order conditions"
                               : o->best.is_exact     ? "exact on the ladder"
                               : isnan(o->best.bound) ? "the gap is not known"
                                                      : "within the gap to the bound")}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error show_curves(struct optimizing *o, bool is_refused)
{
    if (!o->curves) return ERROR_NONE;
    struct price_sheet *sheet = price_curve_sheet(o->fitting);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    if (sheet) sheet->is_hidden = true;
    for (size_t k = 0; k < o->curves; k++)
        for (size_t p = 0; !error && p < PRICE_CURVE_POINTS; p++) {
            size_t j = o->line.own[k], at = k * PRICE_CURVE_POINTS + p;
            double price = o->curve_price[at];
            bool is_today = price == o->line.today[j], is_best = !is_refused && price == o->best.price[j];
            struct price_curve_point point = {.product = o->line.work->product[o->line.demand->first + j],
                .mark = is_best    ? "best"
                        : is_today ? "today"
                                   : "",
                .price = price,
                .quantity = o->quantities[at * (o->draws + 1) + o->draws],
                .profit = o->profits[at * (o->draws + 1) + o->draws],
                .quantities = o->quantities + at * (o->draws + 1),
                .profits = o->profits + at * (o->draws + 1),
                .draws = o->done};
            error = price_curve_row(o->fitting, sheet, &point);
        }
    return error;
}

// The answer at the estimates. False: no prices are best.
static bool find_best(struct optimizing *o)
{
    struct price_line *line = &o->line;
    const struct demand_responses *r = &line->demand->responses;
    price_demand_compute(line->demand, NULL);
    for (size_t j = 0; j < line->products; j++)
        o->elasticity[j] = (r->lambda[j] - r->gamma[j * line->products + j]) * line->today[j] / r->share[j];
    o->today = price_line_profit(line, line->today);
    if (price_line_best(line, &o->best) != ERROR_NONE) return false;
    memcpy(o->shares, r->share, line->products * sizeof(double));
    return true;
}

enum error price_optimize(struct price_after_work *work, struct engine_refusals *refusals)
{
    struct optimizing o = {.fitting = work->fitting};
    const struct price_spec *spec = work->fitting->spec;
    enum error error = price_line_read(work, &o.line);
    if (!error) error = allocate(&o);
    if (error) return error;
    if (!work->is_cost_given)
        price_fitting_warn(work->fitting,
            "No cost is given, so costs are those that make the prices of today "
            "best: without cost = …, the best price is that of today.");
    if (o.line.is_rival_answering)
        price_fitting_warn(work->fitting,
            "Rivals answer with new prices of their own, so profit may end below "
            "that of today, when they had not.");
    bool is_found = find_best(&o);
    if (!is_found) {
        (void)engine_refuse(refusals, ENGINE_REFUSAL_INTERVAL_REACHES_MINUS_ONE);
        memcpy(o.best.price, o.line.today, o.line.products * sizeof(double));
    }
    set_curves(&o);
    for (size_t d = 0; !error && work->demand->estimate.covariance && d < spec->draws; d++) {
        take_draw(&o, d);
        error = engine_go_on(work->fitting->help, d + 1, spec->draws, (double)NAN);
    }
    price_line_restore(&o.line);
    follow_curves(&o, o.best.price, o.draws);
    // Where too many likely parameters have no best price, there is none to recommend.
    if ((double)(o.tried - o.done) > (1 - spec->level / 100) / 2 * (double)o.tried)
        (void)engine_refuse(refusals, ENGINE_REFUSAL_INTERVAL_REACHES_MINUS_ONE);
    else if (o.done < o.tried)
        price_fitting_warn(work->fitting, "%zu of %zu draws of the parameters have no best price.",
            o.tried - o.done, o.tried);
    bool is_refused = refusals->bits != 0;
    if (!error && !is_refused) error = show_prices(&o);
    if (!error && !is_refused) error = show_profits(&o);
    return error ? error : show_curves(&o, is_refused);
}
