// SPDX-License-Identifier: Apache-2.0
// Sheets of responses: elasticities and diversion of every pair, surplus, concentration, and the answer of
// all that is bought to all prices.
#include "pricing/price_after.h"

#include <math.h>

// Rooms for one market, and what is kept of all.
struct responding {
    struct price_after_work *work;
    struct price_sheet *elasticities, *diversion, *markets;
    double *matrix, *row;                                      // of a market
    double *outside, *surplus, *hhi, *merged, *change, *whole; // of all
};

static enum error open_sheets(struct responding *r)
{
    static const struct price_sheet_column pairs[] = {{"market", "market", PRICE_CELL_TEXT},
        {"product", "share of", PRICE_CELL_TEXT}, {"price_of", "price of", PRICE_CELL_TEXT},
        {"value", "elasticity", PRICE_CELL_REAL}};
    static const struct price_sheet_column ways[] = {{"market", "market", PRICE_CELL_TEXT},
        {"from", "from", PRICE_CELL_TEXT}, {"to", "to", PRICE_CELL_TEXT},
        {"value", "part that goes there", PRICE_CELL_REAL}};
    static const struct price_sheet_column totals[] = {{"market", "market", PRICE_CELL_TEXT},
        {"surplus", "consumer surplus", PRICE_CELL_REAL}, {"hhi", "HHI", PRICE_CELL_REAL},
        {"hhi_merged", "HHI merged", PRICE_CELL_REAL}, {"aggregate_elasticity", "aggregate", PRICE_CELL_REAL},
        {"category_elasticity", "of the category", PRICE_CELL_REAL}};
    struct price_fitting *fitting = r->work->fitting;
    uint32_t asked = fitting->spec->after;
    bool is_there = true;
    if (asked & PRICE_AFTER_ELASTICITIES)
        is_there &= (r->elasticities = price_fitting_sheet(fitting, "elasticity_matrix",
                         "Elasticity of a product's share by a product's price", pairs, 4)) != NULL;
    if (asked & PRICE_AFTER_DIVERSION)
        is_there &= (r->diversion = price_fitting_sheet(fitting, "diversion",
                         "Where those go who leave a product whose price rises", ways, 4)) != NULL;
    if (asked & (PRICE_AFTER_SURPLUS | PRICE_AFTER_HHI | PRICE_AFTER_AGGREGATE))
        is_there &=
            (r->markets = price_fitting_sheet(fitting, "market_summary", "Each market", totals, 6)) != NULL;
    return is_there ? ERROR_NONE : ERROR_MEMORY;
}

static enum error add_elasticities(struct responding *r)
{
    struct price_demand *demand = r->work->demand;
    size_t count = demand->products, first = demand->first;
    enum error error = ERROR_NONE;
    demand_responses_elasticities(&demand->responses, demand->price + first, r->matrix);
    for (size_t j = 0; j < count; j++)
        for (size_t k = 0; !error && k < count; k++) {
            const union price_cell cells[] = {{.text = demand->markets->label[demand->market]},
                {.text = r->work->product[first + j]}, {.text = r->work->product[first + k]},
                {.real = r->matrix[k * count + j]}};
            error = price_sheet_row(r->elasticities, cells);
        }
    return error;
}

static enum error add_diversion(struct responding *r)
{
    struct price_demand *demand = r->work->demand;
    size_t count = demand->products, first = demand->first;
    enum error error = ERROR_NONE;
    demand_responses_diversion(&demand->responses, r->matrix);
    for (size_t j = 0; j < count; j++) {
        r->outside[first + j] = r->matrix[j * count + j];
        for (size_t k = 0; r->diversion && !error && k < count; k++) {
            const union price_cell cells[] = {{.text = demand->markets->label[demand->market]},
                {.text = r->work->product[first + j]},
                {.text = k == j ? text_from("outside") : r->work->product[first + k]},
                {.real = r->matrix[k * count + j]}};
            error = price_sheet_row(r->diversion, cells);
        }
    }
    return error;
}

static enum error add_market(struct responding *r, size_t t)
{
    struct price_after_work *work = r->work;
    struct price_demand *demand = work->demand;
    const double *price = demand->price + demand->first, *share = demand->responses.share;
    double bought = 0;
    for (size_t j = 0; j < demand->products; j++)
        bought += share[j];
    r->surplus[t] = demand->responses.surplus;
    r->hhi[t] = work->firm
                    ? demand_responses_concentration(demand->products, share, work->firm + demand->first)
                    : (double)NAN;
    r->merged[t] = work->merged
                       ? demand_responses_concentration(demand->products, share, work->merged + demand->first)
                       : (double)NAN;
    r->change[t] = demand_responses_aggregate(
        &demand->at, price, work->fitting->spec->aggregate_factor, &demand->responses, r->row);
    r->whole[t] = r->change[t] / bought;
    if (!r->markets) return ERROR_NONE;
    const union price_cell cells[] = {{.text = demand->markets->label[t]}, {.real = r->surplus[t]},
        {.real = r->hhi[t]}, {.real = r->merged[t]}, {.real = r->change[t]}, {.real = r->whole[t]}};
    return price_sheet_row(r->markets, cells);
}

static enum error summarise(struct responding *r)
{
    struct price_after_work *work = r->work;
    size_t n = work->fitting->table.rows, markets = work->demand->markets->markets;
    uint32_t asked = work->fitting->spec->after;
    enum error error =
        price_after_summarise(work, "own elasticity", work->fitting->result->elasticity.value, n);
    if (!error && asked & PRICE_AFTER_DIVERSION)
        error = price_after_summarise(work, "diversion to the outside", r->outside, n);
    if (!error && asked & PRICE_AFTER_SURPLUS)
        error = price_after_summarise(work, "consumer surplus", r->surplus, markets);
    if (!error && asked & PRICE_AFTER_HHI && work->firm)
        error = price_after_summarise(work, "HHI", r->hhi, markets);
    if (!error && asked & PRICE_AFTER_HHI && work->merged)
        error = price_after_summarise(work, "HHI merged", r->merged, markets);
    if (!error && asked & PRICE_AFTER_AGGREGATE)
        error = price_after_summarise(work, "aggregate elasticity", r->change, markets);
    if (!error && asked & PRICE_AFTER_AGGREGATE)
        error = price_after_summarise(work, "elasticity of the category", r->whole, markets);
    return error;
}

enum error price_after_responses(struct price_after_work *work)
{
    struct responding r = {.work = work};
    struct price_demand *demand = work->demand;
    struct arena *arena = work->fitting->arena;
    size_t n = work->fitting->table.rows, markets = demand->markets->markets;
    double **of_markets[] = {&r.surplus, &r.hhi, &r.merged, &r.change, &r.whole};
    bool is_there = true;
    for (size_t i = 0; i < sizeof of_markets / sizeof *of_markets; i++)
        is_there &= (*of_markets[i] = arena_array(arena, double, markets)) != NULL;
    r.matrix = arena_array(arena, double, demand->largest * demand->largest);
    r.row = arena_array(arena, double, demand->largest);
    r.outside = arena_array(arena, double, n);
    if (!is_there || !r.matrix || !r.row || !r.outside) return ERROR_MEMORY;
    enum error error = open_sheets(&r);
    for (size_t t = 0; !error && t < markets; t++) {
        price_demand_enter(demand, t);
        price_demand_compute(demand, NULL);
        if (r.elasticities) error = add_elasticities(&r);
        if (!error) error = add_diversion(&r);
        if (!error) error = add_market(&r, t);
    }
    return error ? error : summarise(&r);
}
