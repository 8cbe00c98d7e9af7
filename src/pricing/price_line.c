// SPDX-License-Identifier: Apache-2.0
// A line of products whose prices are to be decided: which are ours, within which bounds, and what is best.
#include "pricing/price_decision.h"

#include <math.h>
#include <string.h>

#include "engine/best_price.h"
#include "engine/price_ladder.h"

#define COMBINATIONS_AT_MOST ((size_t)50000) // of a ladder, to be tried one by one at the estimates
#define COMBINATIONS_OF_A_DRAW ((size_t)2000)

static bool is_named(const struct price_texts *texts, struct text name)
{
    for (size_t i = 0; i < texts->count; i++)
        if (text_equal(texts->text[i], name)) return true;
    return false;
}

// The market asked for, or the last of the file.
static enum error find_market(struct price_line *line)
{
    struct price_fitting *fitting = line->work->fitting;
    const struct price_markets *markets = line->work->demand->markets;
    const struct price_texts *asked = &fitting->spec->decide.market;
    line->market = markets->markets - 1;
    for (size_t t = 0; asked->count && t < markets->markets; t++)
        if (text_equal(markets->label[t], asked->text[0])) {
            line->market = t;
            return ERROR_NONE;
        }
    if (asked->count) {
        problem_add(fitting->problems, NULL, "decide in: %s has no market %.*s.", fitting->table.file,
            TEXT_PRINT(asked->text[0]));
        return ERROR_INVALID;
    }
    if (markets->markets > 1)
        price_fitting_warn(fitting, "Decided in market %.*s, the last one; decide in = … takes another.",
            TEXT_PRINT(markets->label[line->market]));
    return ERROR_NONE;
}

// Ours: by firm, by product, or all.
static enum error find_ours(struct price_line *line)
{
    struct price_fitting *fitting = line->work->fitting;
    const struct price_spec *spec = fitting->spec;
    const struct price_texts *products = &spec->decide.products, *firm = &spec->decide.firm;
    size_t first = line->demand->first;
    for (size_t j = 0; j < line->products; j++) {
        bool is_ours = products->count == 0 && firm->count == 0;
        if (products->count) is_ours = is_named(products, line->work->product[first + j]);
        if (firm->count) is_ours |= is_named(firm, fitting->table.cells[spec->firm][first + j]);
        line->is_own[j] = is_ours;
        line->owner[j] = is_ours ? 0 : 1 + (line->work->firm ? line->work->firm[first + j] : (uint32_t)j);
        if (is_ours) line->own[line->own_count++] = j;
    }
    for (size_t p = 0; p < products->count; p++) {
        size_t j = 0;
        while (j < line->products && !text_equal(line->work->product[first + j], products->text[p]))
            j++;
        if (j < line->products) continue;
        problem_add(fitting->problems, NULL, "our products: market %.*s has no product %.*s.",
            TEXT_PRINT(line->demand->markets->label[line->market]), TEXT_PRINT(products->text[p]));
        return ERROR_INVALID;
    }
    if (line->own_count) return ERROR_NONE;
    problem_add(fitting->problems, NULL, "our firm: market %.*s has no product of it.",
        TEXT_PRINT(line->demand->markets->label[line->market]));
    return ERROR_INVALID;
}

// The costs of the specification; else those that make the prices of today best for their owners.
static enum error find_costs(struct price_line *line)
{
    struct price_after_work *work = line->work;
    if (work->is_cost_given) {
        memcpy(line->cost, work->cost + line->demand->first, line->products * sizeof(double));
        return ERROR_NONE;
    }
    price_demand_compute(line->demand, NULL);
    enum error error = demand_responses_margins(&line->demand->responses, line->owner, line->cost);
    for (size_t j = 0; !error && j < line->products; j++)
        line->cost[j] = line->today[j] - line->cost[j];
    return error;
}

static enum error find_bounds(struct price_line *line)
{
    struct price_fitting *fitting = line->work->fitting;
    const struct price_decide *decide = &fitting->spec->decide;
    enum error error = ERROR_NONE;
    for (size_t j = 0; j < line->products; j++) {
        bool is_held = !line->is_own[j] && !line->is_rival_answering;
        line->low[j] = is_held ? line->today[j] : -HUGE_VAL;
        line->high[j] = is_held ? line->today[j] : HUGE_VAL;
        if (!line->is_own[j]) continue;
        if (decide->largest_change < HUGE_VAL) {
            line->low[j] = line->today[j] * (1 - decide->largest_change);
            line->high[j] = line->today[j] * (1 + decide->largest_change);
        }
        if (decide->margin_floor > -HUGE_VAL)
            line->low[j] = fmax(line->low[j], line->cost[j] / (1 - decide->margin_floor));
        if (line->low[j] <= line->high[j]) continue;
        problem_add(fitting->problems, NULL,
            "%.*s: a margin of %g needs a price of at least %g, but the largest change ends at %g.",
            TEXT_PRINT(line->work->product[line->demand->first + j]), decide->margin_floor, line->low[j],
            line->high[j]);
        error = ERROR_INVALID;
    }
    return error;
}

static enum error find_rungs(struct price_line *line)
{
    struct price_fitting *fitting = line->work->fitting;
    const struct price_numbers *ladder = &fitting->spec->decide.ladder;
    enum error error = ERROR_NONE;
    if (!ladder->count) return ERROR_NONE;
    line->is_allowed = arena_array(fitting->arena, bool, line->own_count * ladder->count);
    if (!line->is_allowed) return ERROR_MEMORY;
    for (size_t k = 0; k < line->own_count; k++) {
        size_t left = 0, j = line->own[k];
        for (size_t rung = 0; rung < ladder->count; rung++) {
            double price = ladder->value[rung];
            bool is_allowed = price >= line->low[j] * (1 - 1e-12) && price <= line->high[j] * (1 + 1e-12);
            line->is_allowed[k * ladder->count + rung] = is_allowed;
            left += is_allowed;
        }
        if (left) continue;
        problem_add(fitting->problems, NULL,
            "%.*s: no rung of the ladder lies between %g and %g, where margin floor and largest change leave "
            "room.",
            TEXT_PRINT(line->work->product[line->demand->first + j]), line->low[j], line->high[j]);
        error = ERROR_INVALID;
    }
    return error;
}

enum error price_line_read(struct price_after_work *work, struct price_line *ret)
{
    struct price_fitting *fitting = work->fitting;
    const struct price_decide *decide = &fitting->spec->decide;
    struct price_demand *demand = work->demand;
    *ret = (struct price_line){.work = work,
        .demand = demand,
        .is_rival_answering = decide->is_rival_answering,
        .buyers = decide->market_size};
    enum error error = find_market(ret);
    if (error) return error;
    price_demand_restore(demand);
    price_demand_enter(demand, ret->market);
    size_t count = ret->products = demand->products;
    ret->today = demand->price + demand->first;
    ret->own = arena_array(fitting->arena, size_t, count);
    ret->is_own = arena_array(fitting->arena, bool, count);
    ret->owner = arena_array(fitting->arena, uint32_t, count);
    ret->cost = arena_array(fitting->arena, double, count);
    ret->low = arena_array(fitting->arena, double, count);
    ret->high = arena_array(fitting->arena, double, count);
    if (!ret->own || !ret->is_own || !ret->owner || !ret->cost || !ret->low || !ret->high)
        return ERROR_MEMORY;
    error = find_ours(ret);
    if (!error && find_costs(ret)) {
        problem_add(fitting->problems, NULL,
            "The prices of today have no costs that would make them best; "
            "write cost = ….");
        error = ERROR_INVALID;
    }
    if (!error) error = find_bounds(ret);
    return error ? error : find_rungs(ret);
}

double price_line_profit(struct price_line *line, const double *price)
{
    double profit = 0;
    demand_responses_shares(&line->demand->at, price, &line->demand->responses);
    for (size_t k = 0; k < line->own_count; k++) {
        size_t j = line->own[k];
        profit += (price[j] - line->cost[j]) * line->demand->responses.share[j];
    }
    return profit * line->buyers;
}

// Where the iteration begins: the prices of today, or for a single product of a plain logit the answer.
static void start_from(struct price_line *line, double *start)
{
    struct price_demand *demand = line->demand;
    memcpy(start, line->today, line->products * sizeof(double));
    if (line->own_count != 1 || demand->data || demand->nest || line->is_rival_answering) return;
    size_t j = line->own[0];
    demand_responses_shares(&demand->at, start, &demand->responses);
    const struct demand_responses *r = &demand->responses;
    double alpha = -r->slope[j]; // straight where the price stands as it is; else only a start
    double others = log(1 - r->share[j]) - log(r->outside);
    double best = best_price_logit(r->utility[j] + alpha * start[j], others, alpha, line->cost[j]);
    if (isfinite(best)) start[j] = best;
}

static enum error best_on_ladder(struct price_line *line, struct price_line_answer *answer, size_t at_most)
{
    const struct price_numbers *ladder = &line->work->fitting->spec->decide.ladder;
    struct price_demand *demand = line->demand;
    struct price_ladder_data data = {.market = &demand->at,
        .cost = line->cost,
        .start = line->today,
        .own_count = line->own_count,
        .own = line->own,
        .rungs = ladder->count,
        .rung = ladder->value,
        .is_allowed = line->is_allowed,
        .combinations_at_most = at_most};
    struct price_ladder_fit fit = {.price = answer->price};
    enum error error = price_ladder_find(&data, line->work->fitting->arena, &demand->responses, &fit);
    if (error) return error;
    answer->bound = fit.bound * line->buyers;
    answer->is_exact = fit.is_exact;
    answer->profit = price_line_profit(line, answer->price);
    return ERROR_NONE;
}

enum error price_line_best(struct price_line *line, struct price_line_answer *answer)
{
    const struct price_equilibrium_options options = {1e-12, 5000};
    struct price_demand *demand = line->demand;
    if (line->is_allowed)
        return best_on_ladder(line, answer, demand->is_drawn ? COMBINATIONS_OF_A_DRAW : COMBINATIONS_AT_MOST);
    double *start = demand->row;
    start_from(line, start);
    struct price_equilibrium_data data = {&demand->at, line->cost, line->owner, line->low, line->high, start};
    struct price_equilibrium_fit fit = {.price = answer->price};
    enum error error = price_equilibrium_find(&data, &options, &demand->responses, &fit);
    if (error) return error;
    answer->profit = price_line_profit(line, answer->price);
    answer->bound = answer->profit;
    answer->is_exact = true;
    return isfinite(answer->profit) ? ERROR_NONE : ERROR_INVALID;
}

bool price_line_draw(struct price_line *line, size_t number)
{
    const struct price_spec *spec = line->work->fitting->spec;
    if (!price_demand_draw_in(line->demand, spec->seed, number, line->market)) return false;
    if (find_costs(line) != ERROR_NONE) return false;
    return true;
}

void price_line_restore(struct price_line *line)
{
    price_demand_restore(line->demand);
    price_demand_enter(line->demand, line->market);
    if (find_costs(line) != ERROR_NONE) line->cost[0] = (double)NAN; // they had a solution before
}
