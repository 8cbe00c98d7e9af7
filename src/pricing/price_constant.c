// SPDX-License-Identifier: Apache-2.0
// The best price, and what other prices would do, where demand has one elasticity: from a sales history, or
// given.
//
// Demand is quantity (price / pivot)^elasticity: for a sales history the pivot is the mean (of logarithms) of
// what was seen, so that the elasticity is least doubtful in its effect there.
#include "pricing/price_decision.h"

#include <math.h>

#include "engine/best_price.h"
#include "engine/distribution.h"
#include "engine/draw.h"

struct deciding {
    struct price_fitting *fitting;
    const struct price_constant *product;
    double low, high; // bounds of the price
    size_t draws;
    double *elasticity, *price, *quantities, *profits, *today, *best, *gain; // draws
    bool is_alone;                                                           // the only product
    double bound;                                                            // of the elasticity's interval
};

static double quantity_at(const struct price_constant *product, double elasticity, double price)
{
    return product->quantity * pow(price / product->price, elasticity);
}

static double profit_at(const struct price_constant *product, double elasticity, double price)
{
    return (price - product->cost) * quantity_at(product, elasticity, price);
}

// Profit rises up to Lerner's price and falls after it, so the nearest price within bounds is best; on a
// ladder every rung is tried.
static double best_at(const struct deciding *d, double elasticity)
{
    const struct price_numbers *ladder = &d->fitting->spec->decide.ladder;
    double best = best_price_lerner(elasticity, d->product->cost);
    if (isnan(best)) best = HUGE_VAL;
    if (!ladder->count) return fmin(fmax(best, d->low), d->high);
    double most = -HUGE_VAL, found = (double)NAN;
    for (size_t i = 0; i < ladder->count; i++) {
        double price = ladder->value[i], profit = profit_at(d->product, elasticity, price);
        if (price < d->low || price > d->high || profit <= most) continue;
        most = profit;
        found = price;
    }
    return found;
}

static void draw(struct deciding *d, size_t number)
{
    const struct price_constant *product = d->product;
    for (size_t i = 0; i < d->draws; i++) {
        struct random_stream stream;
        draw_stream(&stream, d->fitting->spec->seed + number, i);
        double normal = draw_normal(&stream);
        if (product->degrees > 0)
            normal /= sqrt(draw_chi_squared(&stream, product->degrees) / product->degrees);
        d->elasticity[i] = product->elasticity + product->error * normal;
        d->price[i] = best_at(d, d->elasticity[i]);
    }
}

static enum error find_bounds(struct deciding *d)
{
    struct price_fitting *fitting = d->fitting;
    const struct price_decide *decide = &fitting->spec->decide;
    const struct price_constant *product = d->product;
    size_t left = 0;
    d->low = 0;
    d->high = HUGE_VAL;
    if (decide->largest_change < HUGE_VAL) {
        d->low = product->today * (1 - decide->largest_change);
        d->high = product->today * (1 + decide->largest_change);
    }
    if (decide->margin_floor > -HUGE_VAL) d->low = fmax(d->low, product->cost / (1 - decide->margin_floor));
    for (size_t i = 0; i < decide->ladder.count; i++)
        left += decide->ladder.value[i] >= d->low && decide->ladder.value[i] <= d->high;
    if (d->low <= d->high && (left || !decide->ladder.count)) return ERROR_NONE;
    problem_add(fitting->problems, NULL,
        "%.*s: margin floor, largest change and ladder leave no price: it would have to be at least %g and "
        "at "
        "most %g.",
        TEXT_PRINT(product->name), d->low, d->high);
    return ERROR_INVALID;
}

// Whether a price was never seen, and that matters.
static bool is_outside(const struct deciding *d, double price)
{
    const struct price_constant *product = d->product;
    if (d->fitting->spec->decide.is_range_open || !(product->lowest < product->highest)) return false;
    return price < product->lowest * (1 - 1e-9) || price > product->highest * (1 + 1e-9);
}

// The best of what was found, or why there is none.
static void judge(struct deciding *d, double best, struct engine_refusals *refusals)
{
    const struct price_constant *product = d->product;
    if (product->elasticity >= 0) (void)engine_refuse(refusals, ENGINE_REFUSAL_WRONG_SIGN);
    if (!(product->elasticity < -1) || !(d->bound < -1))
        (void)engine_refuse(refusals, ENGINE_REFUSAL_INTERVAL_REACHES_MINUS_ONE);
    if (is_outside(d, best)) (void)engine_refuse(refusals, ENGINE_REFUSAL_PRICE_OUTSIDE_RANGE);
}

static struct price_sheet *sheet_of(struct price_fitting *fitting, const char *name)
{
    for (size_t i = 0; i < fitting->result->sheets; i++)
        if (text_is(text_from(name), fitting->result->sheet[i]->name)) return fitting->result->sheet[i];
    return NULL;
}

static enum error show_best(struct deciding *d, double best)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"elasticity", "elasticity", PRICE_CELL_REAL}, {"cost", "cost", PRICE_CELL_REAL},
        {"price_today", "today", PRICE_CELL_REAL}, {"price", "best price", PRICE_CELL_REAL},
        {"median", "median", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"probability_above", "P(above today)", PRICE_CELL_REAL},
        {"probability_below", "P(below)", PRICE_CELL_REAL}, {"held_by", "held by", PRICE_CELL_TEXT}};
    const struct price_constant *product = d->product;
    struct price_sheet *sheet = sheet_of(d->fitting, "best_prices");
    if (!sheet)
        sheet = price_fitting_sheet(d->fitting, "best_prices",
            "Best prices, and how they spread over likely parameters", columns,
            sizeof columns / sizeof *columns);
    if (!sheet) return ERROR_MEMORY;
    size_t above = 0, below = 0;
    for (size_t i = 0; i < d->draws; i++) {
        above += d->price[i] > product->today * (1 + 1e-9);
        below += d->price[i] < product->today * (1 - 1e-9);
    }
    struct price_range range = price_range_of(d->fitting, d->price, d->draws);
    if (d->is_alone) {
        d->fitting->result->recommended = best;
        d->fitting->result->recommended_low = range.low;
        d->fitting->result->recommended_high = range.high;
    }
    bool is_free = d->fitting->spec->decide.ladder.count == 0;
    const union price_cell cells[] = {{.text = product->name}, {.real = product->elasticity},
        {.real = product->cost}, {.real = product->today}, {.real = best}, {.real = range.median},
        {.real = range.low}, {.real = range.high}, {.real = (double)above / (double)d->draws},
        {.real = (double)below / (double)d->draws},
        {.text = text_from(is_free && best <= d->low    ? "lowest price allowed"
                           : is_free && best >= d->high ? "highest price allowed"
                                                        : "")}};
    return price_sheet_row(sheet, cells);
}

static enum error show_profit(struct deciding *d, double best)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"name", "", PRICE_CELL_TEXT}, {"value", "at the estimates", PRICE_CELL_REAL},
        {"mean", "mean", PRICE_CELL_REAL}, {"median", "median", PRICE_CELL_REAL},
        {"low", "low", PRICE_CELL_REAL}, {"high", "high", PRICE_CELL_REAL},
        {"probability_above_zero", "P(above 0)", PRICE_CELL_REAL}};
    const struct price_constant *product = d->product;
    struct price_sheet *sheet = sheet_of(d->fitting, "best_profit");
    if (!sheet)
        sheet = price_fitting_sheet(
            d->fitting, "best_profit", "Profit", columns, sizeof columns / sizeof *columns);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    double today = profit_at(product, product->elasticity, product->today);
    double then = profit_at(product, product->elasticity, best);
    const struct {
        const char *name;
        double value, *draws;
    } rows[] = {{"profit today", today, d->today}, {"profit at the best price", then, d->best},
        {"gain", then - today, d->gain}};
    for (size_t r = 0; !error && r < 3; r++) {
        double mean = 0;
        size_t above = 0;
        for (size_t i = 0; i < d->draws; i++) {
            mean += rows[r].draws[i] / (double)d->draws;
            above += rows[r].draws[i] > 0;
        }
        struct price_range range = price_range_of(d->fitting, rows[r].draws, d->draws);
        const union price_cell cells[] = {{.text = product->name}, {.text = text_from(rows[r].name)},
            {.real = rows[r].value}, {.real = mean}, {.real = range.median}, {.real = range.low},
            {.real = range.high}, {.real = (double)above / (double)d->draws}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

// One point, at all draws.
static enum error show_point(struct deciding *d, struct price_sheet *sheet, double price, const char *mark)
{
    const struct price_constant *product = d->product;
    for (size_t i = 0; i < d->draws; i++) {
        d->quantities[i] = quantity_at(product, d->elasticity[i], price);
        d->profits[i] = profit_at(product, d->elasticity[i], price);
    }
    struct price_curve_point point = {.product = product->name,
        .mark = mark,
        .price = price,
        .quantity = quantity_at(product, product->elasticity, price),
        .profit = profit_at(product, product->elasticity, price),
        .quantities = d->quantities,
        .profits = d->profits,
        .draws = d->draws};
    return price_curve_row(d->fitting, sheet, &point);
}

static enum error show_curve(struct deciding *d, double best)
{
    struct price_sheet *sheet = sheet_of(d->fitting, "profit_curve");
    if (!sheet) sheet = price_curve_sheet(d->fitting);
    if (!sheet) return ERROR_MEMORY;
    sheet->is_hidden = true;
    double today = d->product->today, prices[PRICE_CURVE_POINTS];
    double other = isfinite(best) ? best : today;
    double low = fmin(today, other) * 0.5, high = fmax(today, other) * 1.5;
    enum error error = ERROR_NONE;
    for (size_t p = 0; p < PRICE_CURVE_POINTS - 2; p++)
        prices[p] = low + (high - low) * (double)p / (PRICE_CURVE_POINTS - 3);
    prices[PRICE_CURVE_POINTS - 2] = today;
    prices[PRICE_CURVE_POINTS - 1] = other;
    price_after_sort(prices, PRICE_CURVE_POINTS);
    for (size_t p = 0; !error && p < PRICE_CURVE_POINTS; p++)
        error = show_point(d, sheet, prices[p],
            prices[p] == best    ? "best"
            : prices[p] == today ? "today"
                                 : "");
    return error;
}

static enum error find_best(struct deciding *d, struct engine_refusals *refusals)
{
    const struct price_constant *product = d->product;
    struct engine_refusals before = *refusals;
    enum error error;
    double best = product->elasticity < -1 ? best_at(d, product->elasticity) : HUGE_VAL;
    judge(d, best, refusals);
    bool is_refused = refusals->bits != 0 || before.bits != 0;
    for (size_t i = 0; i < d->draws; i++) {
        d->today[i] = profit_at(product, d->elasticity[i], product->today);
        d->best[i] = profit_at(product, d->elasticity[i], best);
        d->gain[i] = d->best[i] - d->today[i];
    }
    error = show_curve(d, is_refused ? (double)NAN : best);
    if (!error && !is_refused) error = show_best(d, best);
    return error || is_refused ? error : show_profit(d, best);
}

// The prices asked about, beside that of today.
static enum error try_prices(struct deciding *d, struct engine_refusals *refusals)
{
    const struct price_decide *decide = &d->fitting->spec->decide;
    struct price_sheet *sheet = sheet_of(d->fitting, "simulation");
    if (!sheet) {
        sheet = price_curve_sheet(d->fitting);
        if (sheet) sheet->name = "simulation";
    }
    enum error error = sheet ? show_point(d, sheet, d->product->today, "today") : ERROR_MEMORY;
    for (size_t i = 0; !error && i < decide->setting_count; i++) {
        bool is_it = text_equal(decide->setting[i].product, d->product->name) ||
                     text_is(decide->setting[i].product, "all");
        if (!is_it) continue;
        if (is_outside(d, decide->setting[i].price))
            (void)engine_refuse(refusals, ENGINE_REFUSAL_PRICE_OUTSIDE_RANGE);
        error = show_point(d, sheet, decide->setting[i].price, "then");
    }
    for (size_t i = 0; !error && i < decide->ladder.count; i++)
        error = show_point(d, sheet, decide->ladder.value[i], "then");
    return error;
}

// The point that demand goes through: the mean of logarithms, or what is sold at the price of today.
static enum error look_at_history(struct price_fitting *fitting, const struct price_matrix *quantity,
    const struct price_matrix *price, struct price_constant *product)
{
    const struct price_decide *decide = &fitting->spec->decide;
    struct price_matrix cost = {0};
    size_t n = price->rows;
    double quantities = 0, prices = 0;
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < n; i++) {
        quantities += log(quantity->values[i]) / (double)n;
        prices += log(price->values[i]) / (double)n;
    }
    if (fitting->spec->cost.count) error = price_fitting_matrix(fitting, &fitting->spec->cost, false, &cost);
    if (error) return error;
    product->today = decide->today_price > 0 ? decide->today_price : price->values[n - 1];
    product->cost = cost.values ? cost.values[n - 1] : 0;
    product->price = decide->today_quantity > 0 ? product->today : exp(prices);
    product->quantity = decide->today_quantity > 0 ? decide->today_quantity : exp(quantities);
    if (decide->today_price > 0) return ERROR_NONE;
    price_fitting_warn(fitting,
        "The price of today is taken to be %g, that of the last row; today price = … "
        "says another.",
        product->today);
    return ERROR_NONE;
}

enum error price_constant_of_history(struct price_fitting *fitting, const struct price_matrix *quantity,
    const struct price_matrix *price, const struct log_log_elasticity_fit *fit, double degrees)
{
    struct price_constant product = {.name = text_from("all"),
        .elasticity = fit->elasticity,
        .error = fit->standard_error,
        .degrees = degrees,
        .lowest = fit->lowest_price,
        .highest = fit->highest_price};
    if (fitting->spec->decide.question == PRICE_ASK_FIT) return ERROR_NONE;
    enum error error = look_at_history(fitting, quantity, price, &product);
    fitting->further = fit->refusals;
    return error ? error : price_constant_decide(fitting, &product, 1, &fitting->further);
}

enum error price_constant_decide(struct price_fitting *fitting, const struct price_constant *products,
    size_t count, struct engine_refusals *refusals)
{
    const struct price_spec *spec = fitting->spec;
    struct deciding d = {.fitting = fitting, .draws = spec->draws, .is_alone = count == 1};
    double **arrays[] = {&d.elasticity, &d.price, &d.quantities, &d.profits, &d.today, &d.best, &d.gain};
    double quantile = (1 - (1 - spec->level / 100) / 2);
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (!(*arrays[i] = arena_array(fitting->arena, double, d.draws))) return ERROR_MEMORY;
    for (size_t k = 0; !error && k < count; k++) {
        const struct price_constant *product = d.product = &products[k];
        double reach =
            distribution_t_bound(2 * (1 - quantile), product->degrees > 0 ? product->degrees : 1e9);
        d.bound = product->elasticity + reach * product->error;
        error = find_bounds(&d);
        if (error) return error;
        draw(&d, k);
        error = spec->decide.question == PRICE_ASK_BEST ? find_best(&d, refusals) : try_prices(&d, refusals);
        if (!error) error = engine_go_on(fitting->help, k + 1, count, (double)NAN);
    }
    return error;
}
