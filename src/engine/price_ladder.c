// SPDX-License-Identifier: Apache-2.0
// Best rungs by ratio, by enumeration, or product by product.
#include "engine/price_ladder.h"

#include <math.h>
#include <string.h>

struct climbing {
    const struct price_ladder_data *data;
    struct demand_responses *responses;
    double *attraction; // rungs x own_count x agents: exp(utility)
    double *rest;       // agents: 1 + sum of exp(utility) of what is not of the line
    size_t *choice;     // own_count: rungs
    double *price;
};

static bool is_allowed(const struct price_ladder_data *data, size_t k, size_t rung)
{
    return data->is_allowed[k * data->rungs + rung];
}

static double profit_at(struct climbing *c, const double *price)
{
    double profit = 0;
    demand_responses_shares(c->data->market, price, c->responses);
    for (size_t k = 0; k < c->data->own_count; k++) {
        size_t j = c->data->own[k];
        profit += (price[j] - c->data->cost[j]) * c->responses->share[j];
    }
    return profit;
}

// Utilities at every rung: a product's depends on its own price only.
static void look_ahead(struct climbing *c)
{
    const struct price_ladder_data *data = c->data;
    size_t agents = data->market->agents;
    struct demand_responses *r = c->responses;
    for (size_t rung = 0; rung < data->rungs; rung++) {
        memcpy(c->price, data->start, data->market->products * sizeof(double));
        for (size_t k = 0; k < data->own_count; k++)
            c->price[data->own[k]] = data->rung[rung];
        data->market->utility(data->market->context, c->price, r->utility, r->slope);
        for (size_t i = 0; i < agents; i++) {
            c->rest[i] = 1;
            for (size_t j = 0; j < data->market->products; j++)
                c->rest[i] += exp(r->utility[j * agents + i]);
            for (size_t k = 0; k < data->own_count; k++) {
                double attraction = exp(r->utility[data->own[k] * agents + i]);
                c->attraction[(rung * data->own_count + k) * agents + i] = attraction;
                c->rest[i] -= attraction;
            }
            c->rest[i] = fmax(c->rest[i], 1);
        }
    }
}

// The best profit from one agent, by Dinkelbach; `choice` becomes its rungs.
static double best_of_agent(struct climbing *c, size_t i)
{
    const struct price_ladder_data *data = c->data;
    size_t agents = data->market->agents;
    double guess = 0;
    for (int step = 0; step < 200; step++) {
        double above = 0, below = c->rest[i];
        for (size_t k = 0; k < data->own_count; k++) {
            double best = (double)-INFINITY, cost = data->cost[data->own[k]];
            for (size_t rung = 0; rung < data->rungs; rung++) {
                double a = c->attraction[(rung * data->own_count + k) * agents + i];
                double worth = a * (data->rung[rung] - cost - guess);
                if (!is_allowed(data, k, rung) || worth <= best) continue;
                best = worth;
                c->choice[k] = rung;
            }
            double a = c->attraction[(c->choice[k] * data->own_count + k) * agents + i];
            above += a * (data->rung[c->choice[k]] - cost);
            below += a;
        }
        double next = above / below;
        if (step > 0 && !(next > guess + 1e-15 * fabs(guess))) return guess;
        guess = next;
    }
    return guess;
}

static void take_choice(struct climbing *c)
{
    for (size_t k = 0; k < c->data->own_count; k++)
        c->price[c->data->own[k]] = c->data->rung[c->choice[k]];
}

// The next combination, like a counter; false after the last.
static bool count_on(struct climbing *c)
{
    for (size_t k = 0; k < c->data->own_count; k++) {
        do
            c->choice[k]++;
        while (c->choice[k] < c->data->rungs && !is_allowed(c->data, k, c->choice[k]));
        if (c->choice[k] < c->data->rungs) return true;
        for (c->choice[k] = 0; !is_allowed(c->data, k, c->choice[k]);)
            c->choice[k]++;
    }
    return false;
}

static void begin(struct climbing *c)
{
    for (size_t k = 0; k < c->data->own_count; k++)
        for (c->choice[k] = 0; !is_allowed(c->data, k, c->choice[k]);)
            c->choice[k]++;
}

static void enumerate(struct climbing *c, struct price_ladder_fit *fit)
{
    fit->profit = (double)-INFINITY;
    begin(c);
    do {
        take_choice(c);
        double profit = profit_at(c, c->price);
        if (profit > fit->profit) {
            fit->profit = profit;
            memcpy(fit->price, c->price, c->data->market->products * sizeof(double));
        }
    } while (count_on(c));
}

// From the rungs nearest to the start, one product at a time until none gains.
static void climb(struct climbing *c, struct price_ladder_fit *fit)
{
    const struct price_ladder_data *data = c->data;
    bool is_gaining = true;
    begin(c);
    for (size_t k = 0; k < data->own_count; k++)
        for (size_t rung = 0; rung < data->rungs; rung++)
            if (is_allowed(data, k, rung) && fabs(data->rung[rung] - data->start[data->own[k]]) <
                                                 fabs(data->rung[c->choice[k]] - data->start[data->own[k]]))
                c->choice[k] = rung;
    take_choice(c);
    fit->profit = profit_at(c, c->price);
    for (int round = 0; is_gaining && round < 100; round++) {
        is_gaining = false;
        for (size_t k = 0; k < data->own_count; k++)
            for (size_t rung = 0, kept = c->choice[k]; rung < data->rungs; rung++) {
                if (!is_allowed(data, k, rung)) continue;
                c->price[data->own[k]] = data->rung[rung];
                double profit = profit_at(c, c->price);
                if (profit > fit->profit) {
                    fit->profit = profit;
                    kept = rung;
                    is_gaining = true;
                }
                c->choice[k] = kept;
                c->price[data->own[k]] = data->rung[kept];
            }
    }
    memcpy(fit->price, c->price, data->market->products * sizeof(double));
}

// How many combinations there are, or one more than may be tried; 0 where a product has no rung.
static size_t combinations(const struct price_ladder_data *data)
{
    size_t all = 1;
    for (size_t k = 0; k < data->own_count; k++) {
        size_t count = 0;
        for (size_t rung = 0; rung < data->rungs; rung++)
            count += is_allowed(data, k, rung);
        if (count == 0) return 0;
        if (all > data->combinations_at_most / count) return data->combinations_at_most + 1;
        all *= count;
    }
    return all;
}

enum error price_ladder_find(const struct price_ladder_data *data, struct arena *arena,
    struct demand_responses *responses, struct price_ladder_fit *fit)
{
    size_t agents = data->market->agents;
    struct climbing c = {.data = data, .responses = responses};
    size_t all = combinations(data);
    if (all == 0) return ERROR_INVALID;
    c.attraction = arena_array(arena, double, data->rungs * data->own_count * agents);
    c.rest = arena_array(arena, double, agents);
    c.choice = arena_array(arena, size_t, data->own_count);
    c.price = arena_array(arena, double, data->market->products);
    if (!c.attraction || !c.rest || !c.choice || !c.price) return ERROR_MEMORY;
    fit->is_exact = true;
    fit->bound = (double)NAN;
    if (!data->market->nest) {
        look_ahead(&c);
        fit->bound = 0;
        for (size_t i = 0; i < agents; i++)
            fit->bound += data->market->weight[i] * best_of_agent(&c, i);
    }
    memcpy(c.price, data->start, data->market->products * sizeof(double));
    if (agents == 1 && !data->market->nest) {
        take_choice(&c);
        fit->profit = profit_at(&c, c.price);
        memcpy(fit->price, c.price, data->market->products * sizeof(double));
    } else if (all <= data->combinations_at_most) {
        enumerate(&c, fit);
    } else {
        climb(&c, fit);
        fit->is_exact = false;
    }
    if (fit->is_exact) fit->bound = fit->profit;
    return ERROR_NONE;
}
