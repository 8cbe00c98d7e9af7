// SPDX-License-Identifier: Apache-2.0
// Utilities of one market at any prices and parameters.
#include "pricing/price_demand.h"
#include "engine/draw.h"

#include <math.h>
#include <string.h>

static const double one_agent = 1;

static void note_sizes(struct price_demand *demand)
{
    const struct price_markets *markets = demand->markets;
    demand->largest = 0;
    demand->most_agents = 1;
    for (size_t t = 0; t < markets->markets; t++) {
        size_t count = markets->start[t + 1] - markets->start[t];
        if (count > demand->largest) demand->largest = count;
        if (!demand->data) continue;
        size_t agents = demand->data->agent_start[t + 1] - demand->data->agent_start[t];
        if (agents > demand->most_agents) demand->most_agents = agents;
    }
}

// The columns of the terms in which the price stands.
static enum error find_slots(
    struct price_demand *demand, const struct price_terms *terms, size_t first, struct price_slots *slots)
{
    struct arena *arena = demand->fitting->arena;
    size_t column = first, room = slots->count;
    for (size_t i = 0; i < terms->count; i++) {
        bool is_one = price_term_has_column(terms->term[i], demand->slopes.price);
        enum error error = price_term_slopes_add(&demand->slopes, terms->term[i], arena);
        if (error == ERROR_MEMORY || (error && is_one)) return error;
        size_t count = error ? 1 : price_term_columns(&demand->slopes, terms->term[i]);
        room += is_one ? count : 0;
    }
    struct price_slot *slot = arena_array(arena, struct price_slot, room);
    if (!slot) return ERROR_MEMORY;
    if (slots->count) memcpy(slot, slots->slot, slots->count * sizeof *slot);
    slots->slot = slot;
    for (size_t i = 0; i < terms->count; i++) {
        size_t count = price_term_columns(&demand->slopes, terms->term[i]);
        bool is_one = price_term_has_column(terms->term[i], demand->slopes.price);
        for (size_t j = 0; is_one && j < count; j++)
            slots->slot[slots->count++] = (struct price_slot){terms->term[i], j, column + j};
        column += count;
    }
    return ERROR_NONE;
}

enum error price_demand_prepare(
    struct price_demand *demand, const struct price_terms *const linear[], size_t lists)
{
    struct price_fitting *fitting = demand->fitting;
    const struct price_spec *spec = fitting->spec;
    size_t price = price_term_first_column(spec->price.term[0]), column = 0;
    if (price >= PRICE_NAMES_MAXIMUM) {
        price_fitting_warn(fitting, "The price is no column, so there are no elasticities.");
        return ERROR_INVALID;
    }
    enum error error = price_term_slopes_prepare(&fitting->table, price, fitting->arena, &demand->slopes);
    if (!error)
        error =
            price_table_numbers(&fitting->table, price, fitting->arena, fitting->problems, &demand->price);
    for (size_t i = 0; !error && i < lists; i++) {
        error = find_slots(demand, linear[i], column, &demand->linear);
        for (size_t j = 0; !error && j < linear[i]->count; j++)
            column += price_term_columns(&demand->slopes, linear[i]->term[j]);
    }
    if (!error && demand->data) error = find_slots(demand, &spec->random.terms, 0, &demand->random);
    if (error == ERROR_INVALID)
        price_fitting_warn(fitting, "The price stands beside a count of rows, so there are no elasticities.");
    if (error) return error;
    note_sizes(demand);
    demand->now.size = demand->estimate.size;
    demand->now.value = arena_array(fitting->arena, double, demand->estimate.size);
    demand->delta = arena_array(fitting->arena, double, fitting->table.rows);
    demand->row = arena_array(fitting->arena, double, demand->largest);
    if (!demand->now.value || !demand->delta || !demand->row) return ERROR_MEMORY;
    price_demand_restore(demand);
    size_t columns = demand->data ? demand->data->random_columns : 0;
    demand->taste = arena_array(fitting->arena, double, columns * demand->most_agents);
    if (!demand->taste) return ERROR_MEMORY;
    if (demand->data)
        error = random_coefficients_market_prepare(demand->data, fitting->arena, &demand->inverting);
    if (error) return error;
    return demand_responses_prepare(demand->largest, demand->most_agents, fitting->arena, &demand->responses);
}

void price_demand_restore(struct price_demand *demand)
{
    memcpy(demand->now.value, demand->estimate.value, demand->estimate.size * sizeof(double));
    memcpy(demand->delta, demand->seen_delta, demand->fitting->table.rows * sizeof(double));
    demand->is_drawn = false;
}

// What all agents have in common: delta, which moves with the terms of X1 in which the price stands.
static void common_utility(
    struct price_demand *demand, size_t j, double price, double *ret_utility, double *ret_slope)
{
    size_t row = demand->first + j;
    double utility = demand->delta[row], slope = 0, seen = demand->price[row];
    for (size_t s = 0; s < demand->linear.count; s++) {
        const struct price_slot *slot = &demand->linear.slot[s];
        double coefficient = demand->now.value[slot->column];
        struct price_slope here = price_term_at(&demand->slopes, slot->term, slot->index, row, price);
        slope += coefficient * here.slope;
        if (price != seen) // the difference, so that prices seen give back delta to the last digit
            utility +=
                coefficient *
                (here.value - price_term_at(&demand->slopes, slot->term, slot->index, row, seen).value);
    }
    *ret_utility = utility;
    *ret_slope = slope;
}

// Each agent's coefficient of each random column: the sum of what the parameters say.
static void find_tastes(struct price_demand *demand)
{
    const struct random_coefficients_data *data = demand->data;
    size_t agents = demand->at.agents;
    memset(demand->taste, 0, data->random_columns * agents * sizeof(double));
    for (size_t p = 0; p < demand->parameters; p++) {
        double theta = demand->now.value[demand->linear_columns + p];
        const double *agent =
            data->agent + data->parameter[p].agent_column * data->agents + data->agent_start[demand->market];
        double *restrict taste = demand->taste + data->parameter[p].column * agents;
        for (size_t i = 0; i < agents; i++)
            taste[i] += theta * agent[i];
    }
}

// Adds what one random column is to all agents.
static void add_random(struct price_demand *demand, size_t j, size_t column, double price,
    double *restrict utility, double *restrict slope)
{
    const struct random_coefficients_data *data = demand->data;
    size_t row = demand->first + j, agents = demand->at.agents;
    struct price_slope x = {data->random[column * data->observations + row], 0};
    for (size_t s = 0; s < demand->random.count; s++)
        if (demand->random.slot[s].column == column)
            x = price_term_at(
                &demand->slopes, demand->random.slot[s].term, demand->random.slot[s].index, row, price);
    const double *restrict taste = demand->taste + column * agents;
    for (size_t i = 0; i < agents; i++)
        utility[i] += taste[i] * x.value;
    for (size_t i = 0; x.slope != 0 && i < agents; i++)
        slope[i] += taste[i] * x.slope;
}

static void utility_of(void *context, const double *price, double *utility, double *slope)
{
    struct price_demand *demand = context;
    size_t agents = demand->at.agents;
    for (size_t j = 0; j < demand->products; j++) {
        double common, steep, *own = utility + j * agents, *own_slope = slope + j * agents;
        common_utility(demand, j, price[j], &common, &steep);
        for (size_t i = 0; i < agents; i++) {
            own[i] = common;
            own_slope[i] = steep;
        }
        for (size_t c = 0; demand->data && c < demand->data->random_columns; c++)
            add_random(demand, j, c, price[j], own, own_slope);
    }
}

void price_demand_enter(struct price_demand *demand, size_t market)
{
    const struct price_markets *markets = demand->markets;
    const struct random_coefficients_data *data = demand->data;
    demand->market = market;
    demand->first = markets->start[market];
    demand->products = markets->start[market + 1] - demand->first;
    demand->at = (struct demand_market){.products = demand->products,
        .agents = data ? data->agent_start[market + 1] - data->agent_start[market] : 1,
        .weight = data ? data->weight + data->agent_start[market] : &one_agent,
        .utility = utility_of,
        .context = demand,
        .nest = demand->nest ? demand->nest + demand->first : NULL,
        .rho = demand->nest ? demand->now.value[demand->now.size - 1] : 0};
    if (data) find_tastes(demand);
}

void price_demand_compute(struct price_demand *demand, const double *price)
{
    demand_responses_compute(&demand->at, price ? price : demand->price + demand->first, &demand->responses);
}

// ln s_j - ln s_0 - rho ln(s_j / s_nest).
static void invert_closed(struct price_demand *demand)
{
    double outside = 1, rho = demand->at.rho;
    const double *share = demand->share + demand->first;
    for (size_t j = 0; j < demand->products; j++)
        outside -= share[j];
    for (size_t j = 0; j < demand->products; j++) {
        double of_nest = 0;
        for (size_t k = 0; demand->nest && k < demand->products; k++)
            if (demand->at.nest[k] == demand->at.nest[j]) of_nest += share[k];
        demand->delta[demand->first + j] =
            log(share[j]) - log(outside) - (demand->nest ? rho * log(share[j] / of_nest) : 0);
    }
}

// X1 (beta - estimate).
static void move_delta(struct price_demand *demand)
{
    size_t rows = demand->fitting->table.rows;
    for (size_t k = 0; k < demand->linear_columns; k++) {
        double change = demand->now.value[k] - demand->estimate.value[k];
        for (size_t i = 0; i < rows; i++)
            demand->delta[i] += change * demand->x1[k * rows + i];
    }
}

// False where the parameters at hand give no delta.
static bool invert_market(struct price_demand *demand, size_t market)
{
    const struct price_spec *spec = demand->fitting->spec;
    if (demand->nest && !(demand->now.value[demand->now.size - 1] < 1)) return false;
    price_demand_enter(demand, market);
    if (!demand->data) {
        invert_closed(demand);
        return true;
    }
    random_coefficients_market_enter(&demand->inverting, market, demand->now.value + demand->linear_columns);
    return random_coefficients_market_invert(&demand->inverting, spec->contraction_tolerance,
               spec->contractions, demand->delta + demand->first) == ERROR_NONE;
}

bool price_demand_invert(struct price_demand *demand)
{
    for (size_t t = 0; t < demand->markets->markets; t++)
        if (!invert_market(demand, t)) return false;
    return true;
}

static bool draw(struct price_demand *demand, uint64_t seed, uint64_t number)
{
    struct random_stream stream;
    size_t size = demand->estimate.size;
    if (!demand->estimate.covariance) return false;
    if (!demand->factor) {
        demand->factor = arena_array(demand->fitting->arena, double, size *size);
        if (!demand->factor) return false;
        normal_draw_factor(size, demand->estimate.covariance, demand->factor);
    }
    price_demand_restore(demand);
    draw_stream(&stream, seed, number);
    normal_draw(size, demand->estimate.value, demand->factor, &stream, demand->now.value);
    demand->is_drawn = true;
    return true;
}

bool price_demand_draw(struct price_demand *demand, uint64_t seed, uint64_t number, bool is_inverted)
{
    if (!draw(demand, seed, number)) return false;
    if (is_inverted) return price_demand_invert(demand);
    move_delta(demand);
    return true;
}

bool price_demand_draw_in(struct price_demand *demand, uint64_t seed, uint64_t number, size_t market)
{
    return draw(demand, seed, number) && invert_market(demand, market);
}
