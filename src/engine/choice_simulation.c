// SPDX-License-Identifier: Apache-2.0
// Choice simulators.
#include "engine/choice_simulation.h"

#include <math.h>
#include <string.h>

#include "engine/draw.h"

enum { PARTS = 16, STEPS = 400 };

size_t choice_simulation_shares(const struct choice_simulation_data *data)
{
    return data->products + (data->has_outside ? 1 : 0);
}

static double utility_of(const struct choice_simulation_data *data, size_t respondent, size_t product)
{
    double utility = 0;
    for (size_t k = 0; k < data->attributes; k++)
        utility += data->part_worth[k * data->respondents + respondent] *
                   data->attribute[k * data->products + product];
    return utility;
}

void choice_simulation_first_choice(const struct choice_simulation_data *data, double *share)
{
    size_t n = data->respondents, shares = choice_simulation_shares(data);
    for (size_t i = 0; i < n; i++) {
        double best = data->has_outside ? 0 : -(double)INFINITY, equals = 0;
        for (size_t j = 0; j < data->products; j++)
            best = fmax(best, share[j * n + i] = utility_of(data, i, j));
        if (data->has_outside) share[data->products * n + i] = 0;
        for (size_t j = 0; j < shares; j++)
            equals += share[j * n + i] >= best;
        for (size_t j = 0; j < shares; j++)
            share[j * n + i] = share[j * n + i] >= best ? 1 / equals : 0;
    }
}

void choice_simulation_preference(const struct choice_simulation_data *data, double *share)
{
    size_t n = data->respondents, shares = choice_simulation_shares(data);
    for (size_t i = 0; i < n; i++) {
        double best = data->has_outside ? 0 : -(double)INFINITY, sum = 0;
        for (size_t j = 0; j < data->products; j++)
            best = fmax(best, share[j * n + i] = utility_of(data, i, j));
        if (data->has_outside) share[data->products * n + i] = 0;
        for (size_t j = 0; j < shares; j++)
            sum += share[j * n + i] = exp(share[j * n + i] - best);
        for (size_t j = 0; j < shares; j++)
            share[j * n + i] /= sum;
    }
}

struct randomizing {
    const struct choice_simulation_data *data;
    const struct choice_simulation_errors *errors;
    double *share, *utility, *error; // utility and error: room of each part
};

static double gumbel(struct random_stream *stream)
{
    return -log(-log(random_stream_real(stream) + 0x1p-54));
}

static void randomize_part(void *work, size_t number)
{
    const struct randomizing *randomizing = work;
    const struct choice_simulation_data *data = randomizing->data;
    const struct choice_simulation_errors *errors = randomizing->errors;
    size_t n = data->respondents, products = data->products, shares = choice_simulation_shares(data);
    double *utility = randomizing->utility + number * products,
           *error = randomizing->error + number * data->attributes;
    for (size_t i = number; i < n; i += PARTS) {
        struct random_stream stream;
        draw_stream(&stream, errors->seed, i);
        for (size_t j = 0; j < shares; j++)
            randomizing->share[j * n + i] = 0;
        for (size_t j = 0; j < products; j++)
            utility[j] = utility_of(data, i, j);
        for (size_t d = 0; d < errors->draws; d++) {
            size_t taken = products;
            double best = data->has_outside ? errors->product * gumbel(&stream) : -(double)INFINITY;
            for (size_t k = 0; errors->attribute > 0 && k < data->attributes; k++)
                error[k] = errors->attribute * draw_normal(&stream);
            for (size_t j = 0; j < products; j++) {
                double value = utility[j] + errors->product * gumbel(&stream);
                for (size_t k = 0; errors->attribute > 0 && k < data->attributes; k++)
                    value += error[k] * data->attribute[k * products + j];
                if (value > best) taken = j;
                best = fmax(best, value);
            }
            randomizing->share[taken * n + i] += 1 / (double)errors->draws;
        }
    }
}

enum error choice_simulation_randomized(const struct choice_simulation_data *data,
    const struct choice_simulation_errors *errors, const struct engine_help *help, struct arena *arena,
    double *share)
{
    struct randomizing randomizing = {data, errors, share, arena_array(arena, double, PARTS * data->products),
        arena_array(arena, double, PARTS * data->attributes)};
    if (!randomizing.utility || !randomizing.error) return ERROR_MEMORY;
    engine_share(help, PARTS, randomize_part, &randomizing);
    return ERROR_NONE;
}

void choice_simulation_mean(
    const struct choice_simulation_data *data, const double *share, const double *weight, double *mean)
{
    size_t n = data->respondents;
    double people = 0;
    for (size_t i = 0; i < n; i++)
        people += weight ? weight[i] : 1;
    for (size_t j = 0; j < choice_simulation_shares(data); j++) {
        mean[j] = 0;
        for (size_t i = 0; i < n; i++)
            mean[j] += (weight ? weight[i] : 1) * share[j * n + i];
        mean[j] /= people;
    }
}

void choice_simulation_elasticities(const struct choice_simulation_data *data, const double *share,
    size_t price, const double *weight, double *elasticity)
{
    size_t n = data->respondents, shares = choice_simulation_shares(data);
    const double *b = data->part_worth + price * n, *p = data->attribute + price * data->products;
    for (size_t k = 0; k < data->products; k++)
        for (size_t j = 0; j < shares; j++) {
            double all = 0, response = 0;
            for (size_t i = 0; i < n; i++) {
                double w = weight ? weight[i] : 1, own = share[j * n + i];
                all += w * own;
                response += w * b[i] * own * ((j == k ? 1 : 0) - share[k * n + i]);
            }
            elasticity[k * shares + j] = response * p[k] / all;
        }
}

struct pricing {
    size_t respondents;
    // Utility without the price, less the others' best; of the price; sum of the others' exp, relative to the
    // best.
    const double *base, *slope, *others, *weight;
    double people, cost;
};

static double share_at(const struct pricing *pricing, double price)
{
    double sum = 0;
    for (size_t i = 0; i < pricing->respondents; i++) {
        double odds = exp(fmin(pricing->base[i] + pricing->slope[i] * price, 700));
        sum += (pricing->weight ? pricing->weight[i] : 1) * (odds / (odds + pricing->others[i]));
    }
    return sum / pricing->people;
}

static double profit_at(const struct pricing *pricing, double price)
{
    return (price - pricing->cost) * share_at(pricing, price);
}

// d profit / d price = S + (price - cost) dS/dprice.
static double slope_at(const struct pricing *pricing, double price)
{
    double slope = 0;
    for (size_t i = 0; i < pricing->respondents; i++) {
        double odds = exp(fmin(pricing->base[i] + pricing->slope[i] * price, 700));
        double share = odds / (odds + pricing->others[i]);
        slope += (pricing->weight ? pricing->weight[i] : 1) * share *
                 (1 + (price - pricing->cost) * pricing->slope[i] * (1 - share));
    }
    return slope;
}

// Where the profit stops rising between two prices, by bisection.
static double narrow(const struct pricing *pricing, double low, double high)
{
    if (slope_at(pricing, low) <= 0) return low;
    if (slope_at(pricing, high) >= 0) return high;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (slope_at(pricing, middle) > 0)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

void choice_simulation_best_price(const struct choice_simulation_data *data, size_t product, size_t price,
    double cost, double lowest, double highest, const double *weight, double *room,
    struct choice_simulation_best *ret)
{
    size_t n = data->respondents;
    double *base = room, *others = room + n;
    const double *slope = data->part_worth + price * n;
    struct pricing pricing = {n, base, slope, others, weight, 0, cost};
    for (size_t i = 0; i < n; i++) {
        double largest = data->has_outside ? 0 : -(double)INFINITY;
        base[i] = utility_of(data, i, product) - slope[i] * data->attribute[price * data->products + product];
        for (size_t j = 0; j < data->products; j++)
            if (j != product) largest = fmax(largest, utility_of(data, i, j));
        if (isinf(largest)) largest = 0; // nothing else to choose
        others[i] = data->has_outside ? exp(-largest) : 0;
        for (size_t j = 0; j < data->products; j++)
            if (j != product) others[i] += exp(utility_of(data, i, j) - largest);
        base[i] -= largest;
        pricing.people += weight ? weight[i] : 1;
    }
    size_t best = 0, steps = highest > lowest ? STEPS : 0; // one price is only looked at
    double most = -(double)INFINITY, step = (highest - lowest) / STEPS;
    for (size_t s = 0; s <= steps; s++) {
        double profit = profit_at(&pricing, lowest + step * (double)s);
        if (profit > most) best = s;
        most = fmax(most, profit);
    }
    ret->is_at_edge = best == 0 || best == steps;
    ret->price = narrow(&pricing, lowest + step * (double)(best ? best - 1 : 0),
        lowest + step * (double)(best < steps ? best + 1 : steps));
    ret->share = share_at(&pricing, ret->price);
    ret->profit = (ret->price - cost) * ret->share;
}
