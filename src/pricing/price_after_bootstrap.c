// SPDX-License-Identifier: Apache-2.0
// Parametric bootstrap: parameters are drawn from the normal distribution of their estimates, and
// elasticities, costs and surplus worked out again at each draw (as PyBLP does; Conlon and Gortmaker 2020,
// section 3.8).
#include "pricing/price_after.h"

#include <math.h>

enum { OWN, CATEGORY, COST, MARKUP, SURPLUS, QUANTITIES };

static const char *const quantity_names[QUANTITIES] = {
    "own elasticity", "elasticity of the category", "cost", "markup", "surplus"};

#define PRODUCT_DRAWS_MAXIMUM ((size_t)20000000) // beyond it, no intervals for each product

struct bootstrap {
    struct price_after_work *work;
    size_t draws, done, markets;
    double *of_market[QUANTITIES]; // market after market, each with all draws; the last is of all markets
    double *of_product;            // row after row; NULL where there are too many
    double *estimate;              // QUANTITIES x (markets + 1): at the estimates
    double *own_estimate;          // of a row
    double *margin, *row;
};

// The quantities of the market at hand, at the parameters at hand.
static void measure(struct bootstrap *b, double *values, double *own)
{
    struct price_demand *demand = b->work->demand;
    const struct demand_responses *r = &demand->responses;
    const double *price = demand->price + demand->first;
    size_t count = demand->products;
    double bought = 0;
    for (size_t q = 0; q < QUANTITIES; q++)
        values[q] = 0;
    price_demand_compute(demand, NULL);
    values[SURPLUS] = r->surplus;
    bool is_solved = b->work->firm && demand_responses_margins(&demand->responses,
                                          b->work->firm + demand->first, b->margin) == ERROR_NONE;
    for (size_t j = 0; j < count; j++) {
        double margin = is_solved ? b->margin[j] : (double)NAN;
        own[j] = (r->lambda[j] - r->gamma[j * count + j]) * price[j] / r->share[j];
        values[OWN] += own[j] / (double)count;
        values[COST] += (price[j] - margin) / (double)count;
        values[MARKUP] += margin / price[j] / (double)count;
        bought += r->share[j];
    }
    values[CATEGORY] = (double)NAN;
    if (!(b->work->fitting->spec->after & PRICE_AFTER_AGGREGATE)) return;
    values[CATEGORY] = demand_responses_aggregate(&demand->at, price,
                           b->work->fitting->spec->aggregate_factor, &demand->responses, b->row) /
                       bought;
}

static void take_draw(struct bootstrap *b)
{
    struct price_demand *demand = b->work->demand;
    double values[QUANTITIES], total[QUANTITIES] = {0};
    size_t n = demand->fitting->table.rows;
    for (size_t t = 0; t < b->markets; t++) {
        price_demand_enter(demand, t);
        measure(b, values, b->own_estimate + n);
        for (size_t q = 0; q < QUANTITIES; q++) {
            // Means are over products, but surplus and category are a market's.
            double part =
                q == SURPLUS || q == CATEGORY ? 1 / (double)b->markets : (double)demand->products / (double)n;
            b->of_market[q][t * b->draws + b->done] = values[q];
            total[q] += values[q] * part;
        }
        for (size_t j = 0; b->of_product && j < demand->products; j++)
            b->of_product[(demand->first + j) * b->draws + b->done] = b->own_estimate[n + j];
    }
    for (size_t q = 0; q < QUANTITIES; q++)
        b->of_market[q][b->markets * b->draws + b->done] = total[q];
    b->done++;
}

// The same at the estimates: a draw that is not one.
static void take_estimates(struct bootstrap *b)
{
    struct price_demand *demand = b->work->demand;
    size_t n = demand->fitting->table.rows;
    price_demand_restore(demand);
    b->done = 0;
    take_draw(b);
    for (size_t q = 0; q < QUANTITIES; q++)
        for (size_t t = 0; t <= b->markets; t++)
            b->estimate[q * (b->markets + 1) + t] = b->of_market[q][t * b->draws];
    for (size_t t = 0; t < b->markets; t++) {
        double values[QUANTITIES];
        price_demand_enter(demand, t);
        measure(b, values, b->own_estimate + n);
        for (size_t j = 0; j < demand->products; j++)
            b->own_estimate[demand->first + j] = b->own_estimate[n + j];
    }
    b->done = 0;
}

static enum error show_quantities(struct bootstrap *b)
{
    static const struct price_sheet_column columns[] = {{"market", "market", PRICE_CELL_TEXT},
        {"name", "", PRICE_CELL_TEXT}, {"value", "estimate", PRICE_CELL_REAL},
        {"median", "median", PRICE_CELL_REAL}, {"se", "std. dev.", PRICE_CELL_REAL},
        {"low", "low", PRICE_CELL_REAL}, {"high", "high", PRICE_CELL_REAL}};
    struct price_fitting *fitting = b->work->fitting;
    struct price_sheet *sheet = price_fitting_sheet(
        fitting, "bootstrap", "How sure: draws of the parameters (means over products)", columns, 7);
    double outside = (1 - fitting->spec->level / 100) / 2;
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t t = b->markets + 1; !error && t-- > 0;) // all markets first
        for (size_t q = 0; !error && q < QUANTITIES; q++) {
            size_t market = t == b->markets ? t : b->markets - 1 - t;
            double *draws = b->of_market[q] + market * b->draws, mean = 0, squares = 0;
            double value = b->estimate[q * (b->markets + 1) + market];
            if (isnan(value)) continue;
            for (size_t d = 0; d < b->done; d++)
                mean += draws[d] / (double)b->done;
            for (size_t d = 0; d < b->done; d++)
                squares += (draws[d] - mean) * (draws[d] - mean);
            price_after_sort(draws, b->done);
            const union price_cell cells[] = {
                {.text = market == b->markets ? text_from("all") : b->work->demand->markets->label[market]},
                {.text = text_from(quantity_names[q])}, {.real = value},
                {.real = price_after_quantile(draws, b->done, 0.5)},
                {.real = sqrt(squares / (double)(b->done - 1))},
                {.real = price_after_quantile(draws, b->done, outside)},
                {.real = price_after_quantile(draws, b->done, 1 - outside)}};
            error = price_sheet_row(sheet, cells);
        }
    return error;
}

static enum error show_products(struct bootstrap *b)
{
    static const struct price_sheet_column columns[] = {{"market", "market", PRICE_CELL_TEXT},
        {"product", "product", PRICE_CELL_TEXT}, {"value", "own elasticity", PRICE_CELL_REAL},
        {"low", "low", PRICE_CELL_REAL}, {"high", "high", PRICE_CELL_REAL}};
    struct price_fitting *fitting = b->work->fitting;
    if (!b->of_product) return ERROR_NONE;
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "bootstrap_products", "Own elasticities", columns, 5);
    double outside = (1 - fitting->spec->level / 100) / 2;
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    if (sheet) sheet->is_hidden = true;
    for (size_t i = 0; !error && i < fitting->table.rows; i++) {
        double *draws = b->of_product + i * b->draws;
        price_after_sort(draws, b->done);
        const union price_cell cells[] = {{.text = fitting->result->row_market[i]},
            {.text = b->work->product[i]}, {.real = b->own_estimate[i]},
            {.real = price_after_quantile(draws, b->done, outside)},
            {.real = price_after_quantile(draws, b->done, 1 - outside)}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error allocate(struct bootstrap *b)
{
    struct price_fitting *fitting = b->work->fitting;
    size_t n = fitting->table.rows, largest = b->work->demand->largest;
    bool is_there = true;
    for (size_t q = 0; q < QUANTITIES; q++)
        is_there &=
            (b->of_market[q] = arena_array(fitting->arena, double, (b->markets + 1) * b->draws)) != NULL;
    b->estimate = arena_array(fitting->arena, double, QUANTITIES *(b->markets + 1));
    b->own_estimate = arena_array(fitting->arena, double, n + largest);
    b->margin = arena_array(fitting->arena, double, largest);
    b->row = arena_array(fitting->arena, double, largest);
    if (n * b->draws <= PRODUCT_DRAWS_MAXIMUM) {
        b->of_product = arena_array(fitting->arena, double, n * b->draws);
        is_there &= b->of_product != NULL;
    }
    return is_there && b->estimate && b->own_estimate && b->margin && b->row ? ERROR_NONE : ERROR_MEMORY;
}

enum error price_after_bootstrap(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    const struct price_spec *spec = fitting->spec;
    struct bootstrap b = {.work = work, .draws = spec->draws, .markets = work->demand->markets->markets};
    enum error error = allocate(&b);
    if (error) return error;
    if (!work->demand->estimate.covariance) {
        price_fitting_warn(fitting, "The covariance of the estimates is not known, so nothing was drawn.");
        return ERROR_NONE;
    }
    take_estimates(&b);
    for (size_t d = 0; !error && d < spec->draws; d++) {
        if (price_demand_draw(work->demand, spec->seed, d, !spec->is_bootstrap_predicted)) take_draw(&b);
        error = engine_go_on(fitting->help, d + 1, spec->draws, (double)NAN);
    }
    price_demand_restore(work->demand);
    if (error) return error;
    if (b.done < spec->draws)
        price_fitting_warn(fitting, "%zu of %zu draws of the parameters give no shares; they were left out.",
            spec->draws - b.done, spec->draws);
    if (b.done < 2) return ERROR_NONE;
    error = show_quantities(&b);
    return error ? error : show_products(&b);
}
