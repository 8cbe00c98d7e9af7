// SPDX-License-Identifier: Apache-2.0
// Costs and markups by who sets the prices, and the prices that other owners would set.
#include "pricing/price_after.h"

#include "engine/price_equilibrium.h"

#include <math.h>

// Margins of one market under owners; not numbers where there is no solution.
static void margins_under(struct price_demand *demand, const uint32_t *owner, double *margin)
{
    if (owner && demand_responses_margins(&demand->responses, owner + demand->first, margin) == ERROR_NONE)
        return;
    for (size_t j = 0; j < demand->products; j++)
        margin[j] = (double)NAN;
}

static enum error add_costs(
    struct price_after_work *work, struct price_sheet *sheet, double *margin[4], double *profit)
{
    struct price_demand *demand = work->demand;
    enum error error = ERROR_NONE;
    const uint32_t *owners[] = {work->firm, work->single, work->alone, work->merged};
    for (size_t o = 0; o < 4; o++)
        margins_under(demand, owners[o], margin[o]);
    for (size_t j = 0; !error && j < demand->products; j++) {
        size_t i = demand->first + j;
        double price = demand->price[i];
        double own = work->is_cost_given ? price - work->cost[i] : margin[0][j];
        profit[i] = own * demand->share[i];
        const union price_cell cells[] = {{.text = demand->markets->label[demand->market]},
            {.text = work->product[i]},
            {.text = work->fitting->spec->firm == PRICE_NO_COLUMN
                         ? text_from("")
                         : work->fitting->table.cells[work->fitting->spec->firm][i]},
            {.real = price}, {.real = demand->share[i]}, {.real = price - own}, {.real = own / price},
            {.real = profit[i]}, {.real = price - margin[1][j]}, {.real = margin[1][j] / price},
            {.real = price - margin[2][j]}, {.real = margin[2][j] / price}, {.real = price - margin[3][j]},
            {.real = margin[3][j] / price}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

enum error price_after_costs(struct price_after_work *work)
{
    static const struct price_sheet_column columns[] = {{"market", "market", PRICE_CELL_TEXT},
        {"product", "product", PRICE_CELL_TEXT}, {"firm", "firm", PRICE_CELL_TEXT},
        {"price", "price", PRICE_CELL_REAL}, {"share", "share", PRICE_CELL_REAL},
        {"cost", "cost", PRICE_CELL_REAL}, {"markup", "markup", PRICE_CELL_REAL},
        {"profit", "profit", PRICE_CELL_REAL}, {"cost_single", "cost single", PRICE_CELL_REAL},
        {"markup_single", "markup single", PRICE_CELL_REAL},
        {"cost_monopoly", "cost monopoly", PRICE_CELL_REAL},
        {"markup_monopoly", "markup monopoly", PRICE_CELL_REAL},
        {"cost_merged", "cost merged", PRICE_CELL_REAL}, {"markup_merged", "markup merged", PRICE_CELL_REAL}};
    struct price_fitting *fitting = work->fitting;
    struct price_demand *demand = work->demand;
    size_t n = fitting->table.rows;
    double *margin[4], *profit = arena_array(fitting->arena, double, n);
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "costs", "Marginal cost and markup (price - cost) / price", columns, 14);
    if (!profit || !sheet) return ERROR_MEMORY;
    for (size_t o = 0; o < 4; o++)
        if (!(margin[o] = arena_array(fitting->arena, double, demand->largest))) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t t = 0; !error && t < demand->markets->markets; t++) {
        price_demand_enter(demand, t);
        price_demand_compute(demand, NULL);
        error = add_costs(work, sheet, margin, profit);
    }
    if (!error && work->cost) error = price_after_summarise(work, "marginal cost", work->cost, n);
    if (!error && fitting->result->markup.value)
        error = price_after_summarise(work, "markup", fitting->result->markup.value, n);
    if (!error) error = price_after_summarise(work, "profit a potential buyer", profit, n);
    return error;
}

// Prices under one set of owners.
struct counterfactual {
    struct price_after_work *work;
    const char *name;
    const uint32_t *owner;
    struct price_sheet *rows, *markets;
    double *price, *share, *change; // of a market; of a market; of all rows
};

static enum error add_market(struct counterfactual *c, size_t iterations, double worst, bool is_found)
{
    struct price_after_work *work = c->work;
    struct price_demand *demand = work->demand;
    const struct demand_responses *r = &demand->responses;
    double mean = 0, surplus, none = (double)NAN;
    size_t count = demand->products, first = demand->first;
    enum error error = ERROR_NONE;
    for (size_t j = 0; !error && j < count; j++) {
        size_t i = first + j;
        double after = is_found ? c->price[j] : none, margin = demand->price[i] - work->cost[i];
        c->share[j] = r->share[j];
        c->change[i] = after / demand->price[i] - 1;
        mean += c->change[i] / (double)count;
        const union price_cell cells[] = {{.text = text_from(c->name)},
            {.text = demand->markets->label[demand->market]}, {.text = work->product[i]},
            {.real = work->cost[i]}, {.real = demand->price[i]}, {.real = after}, {.real = c->change[i]},
            {.real = demand->share[i]}, {.real = is_found ? r->share[j] : none},
            {.real = margin * demand->share[i]},
            {.real = is_found ? (after - work->cost[i]) * r->share[j] : none}};
        error = price_sheet_row(c->rows, cells);
    }
    double surplus_after = is_found ? r->surplus : none;
    price_demand_compute(demand, NULL);
    surplus = r->surplus;
    const union price_cell cells[] = {{.text = text_from(c->name)},
        {.text = demand->markets->label[demand->market]}, {.real = mean}, {.real = surplus},
        {.real = surplus_after}, {.real = surplus_after - surplus},
        {.real = demand_responses_concentration(count, r->share, work->firm + first)},
        {.real = is_found ? demand_responses_concentration(count, c->share, c->owner + first) : none},
        {.whole = iterations}, {.real = worst}};
    return error ? error : price_sheet_row(c->markets, cells);
}

static enum error find_prices(struct counterfactual *c)
{
    struct price_after_work *work = c->work;
    struct price_demand *demand = work->demand;
    const struct price_equilibrium_options options = {1e-12, 5000};
    size_t failed = 0;
    enum error error = ERROR_NONE;
    for (size_t t = 0; !error && t < demand->markets->markets; t++) {
        struct price_equilibrium_fit fit = {.price = c->price};
        price_demand_enter(demand, t);
        struct price_equilibrium_data data = {.market = &demand->at,
            .cost = work->cost + demand->first,
            .firm = c->owner + demand->first,
            .start = demand->price + demand->first};
        enum error found = price_equilibrium_find(&data, &options, &demand->responses, &fit);
        failed += found != ERROR_NONE;
        error = add_market(c, fit.iterations, fit.worst, found == ERROR_NONE);
    }
    if (failed)
        price_fitting_warn(work->fitting, "%s: the prices of %zu markets did not settle; they are left open.",
            c->name, failed);
    const char *name = arena_print(work->fitting->arena, "price change, %s", c->name);
    if (!name) return ERROR_MEMORY;
    return error ? error : price_after_summarise(work, name, c->change, work->fitting->table.rows);
}

enum error price_after_counterfactuals(struct price_after_work *work)
{
    static const struct price_sheet_column rows[] = {{"owners", "owners", PRICE_CELL_TEXT},
        {"market", "market", PRICE_CELL_TEXT}, {"product", "product", PRICE_CELL_TEXT},
        {"cost", "cost", PRICE_CELL_REAL}, {"price", "price", PRICE_CELL_REAL},
        {"price_after", "price after", PRICE_CELL_REAL}, {"change", "change", PRICE_CELL_REAL},
        {"share", "share", PRICE_CELL_REAL}, {"share_after", "share after", PRICE_CELL_REAL},
        {"profit", "profit", PRICE_CELL_REAL}, {"profit_after", "profit after", PRICE_CELL_REAL}};
    static const struct price_sheet_column totals[] = {{"owners", "owners", PRICE_CELL_TEXT},
        {"market", "market", PRICE_CELL_TEXT}, {"change", "mean price change", PRICE_CELL_REAL},
        {"surplus", "surplus", PRICE_CELL_REAL}, {"surplus_after", "after", PRICE_CELL_REAL},
        {"surplus_change", "change", PRICE_CELL_REAL}, {"hhi", "HHI", PRICE_CELL_REAL},
        {"hhi_after", "after", PRICE_CELL_REAL}, {"iterations", "steps", PRICE_CELL_WHOLE},
        {"worst", "violation", PRICE_CELL_REAL}};
    struct price_fitting *fitting = work->fitting;
    const struct {
        uint32_t bit;
        const char *name;
        const uint32_t *owner;
    } asked[] = {{PRICE_AFTER_SAME, "same", work->firm}, {PRICE_AFTER_MERGER, "merger", work->merged},
        {PRICE_AFTER_MONOPOLY, "monopoly", work->alone}, {PRICE_AFTER_SINGLE, "single", work->single}};
    struct counterfactual c = {.work = work};
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && work->cost && work->firm && i < sizeof asked / sizeof *asked; i++) {
        if (!(fitting->spec->after & asked[i].bit)) continue;
        if (!c.rows) {
            c.rows = price_fitting_sheet(
                fitting, "counterfactual_prices", "Prices that other owners would set", rows, 11);
            c.markets = price_fitting_sheet(
                fitting, "counterfactual_markets", "Markets under other owners", totals, 10);
            c.price = arena_array(fitting->arena, double, work->demand->largest);
            c.share = arena_array(fitting->arena, double, work->demand->largest);
            c.change = arena_array(fitting->arena, double, fitting->table.rows);
        }
        if (!c.rows || !c.markets || !c.price || !c.share || !c.change) return ERROR_MEMORY;
        c.name = asked[i].name;
        c.owner = asked[i].owner;
        error = find_prices(&c);
    }
    return error;
}
