// SPDX-License-Identifier: Apache-2.0
// Demand from the prices that people accept.
#include "engine/price_acceptance.h"

#include <math.h>
#include <string.h>

#include "engine/draw.h"

// The demand curve of those drawn.
static void demand_of(const struct price_acceptance_data *data, const uint32_t *taken, double *demand)
{
    double all = 0, above = 0;
    memset(demand, 0, (data->prices + 1) * sizeof(double));
    for (size_t i = 0; i < data->respondents; i++) {
        size_t who = taken ? taken[i] : i;
        double weight = data->weight ? data->weight[who] : 1;
        demand[data->accepted[who]] += weight;
        all += weight;
    }
    // demand[k]: accept the k-th price (from 1) and none above; from the top down they add up.
    for (size_t k = data->prices; k > 0; k--) {
        above += demand[k];
        demand[k] = all > 0 ? above / all : 0;
    }
    memmove(demand, demand + 1, data->prices * sizeof(double));
}

// Yes drawn again among those asked: one by one below a thousand, else by the normal distribution.
static double draw_share(struct random_stream *stream, double share, double asked)
{
    if (asked > 1000) {
        double drawn = share + sqrt(share * (1 - share) / asked) * draw_normal(stream);
        return fmin(fmax(drawn, 0), 1);
    }
    double yes = 0;
    for (int i = 0; i < asked; i++)
        yes += random_stream_real(stream) < share;
    return yes / asked;
}

// The first of the highest; what differs by rounding only is the same.
static size_t best_of(const struct price_acceptance_data *data, const double *demand, double cost)
{
    size_t best = 0;
    for (size_t k = 1; k < data->prices; k++) {
        double most = (data->price[best] - cost) * demand[best];
        if ((data->price[k] - cost) * demand[k] > most + 1e-12 * fabs(most)) best = k;
    }
    return best;
}

static enum error check(const struct price_acceptance_data *data, struct engine_refusals *refusals)
{
    if (data->prices == 0 || (!data->share && data->respondents == 0))
        return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->price, data->prices) ||
        (data->share && !engine_is_finite(data->share, data->prices)) ||
        (data->asked && !engine_is_finite(data->asked, data->prices)) ||
        (data->weight && !engine_is_finite(data->weight, data->respondents)))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (data->prices < 2) return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_PRICE_CHANGES);
    for (size_t k = 0; k < data->prices; k++) {
        if (!(data->price[k] > 0) || (k && data->price[k] <= data->price[k - 1]))
            return engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
        if (data->share && (data->share[k] < 0 || data->share[k] > 1))
            return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    }
    return ERROR_NONE;
}

static enum error settle_points(const struct price_acceptance_data *data, const double *demand,
    struct arena *arena, struct price_acceptance_fit *fit)
{
    bool is_same = true;
    fit->point = arena_array(arena, struct price_acceptance_point, data->prices);
    if (!fit->point) return ERROR_MEMORY;
    for (size_t k = 0; k < data->prices; k++) {
        struct price_acceptance_point *point = &fit->point[k];
        double price = data->price[k], here = demand[k];
        *point = (struct price_acceptance_point){
            here, price * here, (price - data->cost) * here, .elasticity = (double)NAN};
        if (k + 1 == data->prices) continue;
        double next = demand[k + 1], higher = data->price[k + 1];
        if (here + next > 0)
            point->elasticity = (next - here) / (next + here) * (higher + price) / (higher - price);
        fit->is_rising |= next > here;
        is_same &= next == here;
    }
    fit->best_revenue = best_of(data, demand, 0);
    fit->best_profit = isnan(data->cost) ? fit->best_revenue : best_of(data, demand, data->cost);
    fit->is_at_end = fit->best_revenue == 0 || fit->best_revenue + 1 == data->prices;
    if (is_same) (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_ONE_ANSWER);
    return ERROR_NONE;
}

// All replications: demand at every price, and the best prices.
static enum error draw(const struct price_acceptance_data *data, const struct resample_options *options,
    const struct engine_help *help, struct arena *arena, struct price_acceptance_fit *fit)
{
    size_t replications = data->share && !data->asked ? 0 : options->replications, prices = data->prices;
    double *demand = arena_array(arena, double, prices + 1),
           *room = arena_array(arena, double, replications + 1);
    double *all = arena_array(arena, double, (prices + 2) * (replications + 1));
    uint32_t *taken = arena_array(arena, uint32_t, data->respondents + 1);
    struct random_stream stream;
    if (!demand || !room || !all || !taken) return ERROR_MEMORY;
    for (size_t r = 0; r < replications; r++) {
        enum error error = engine_go_on(help, r, replications, (double)NAN);
        if (error) return error;
        if (data->share) {
            draw_stream(&stream, options->seed, r);
            for (size_t k = 0; k < prices; k++)
                demand[k] = draw_share(&stream, data->share[k], data->asked[k]);
        } else {
            resample_draw(options->seed, r, data->respondents, taken);
            demand_of(data, taken, demand);
        }
        for (size_t k = 0; k < prices; k++)
            all[k * replications + r] = demand[k];
        size_t best = best_of(data, demand, 0);
        fit->point[best].best_share += 1 / (double)replications;
        all[prices * replications + r] = data->price[best];
        all[(prices + 1) * replications + r] =
            data->price[isnan(data->cost) ? best : best_of(data, demand, data->cost)];
    }
    for (size_t k = 0; k < prices; k++) {
        struct resample_interval *interval = &fit->point[k].demand_interval;
        double price = data->price[k];
        resample_interval(all + k * replications, replications, options->interval_outside, room, interval);
        fit->point[k].revenue_interval = (struct resample_interval){
            price * interval->error, price * interval->low, price * interval->high, interval->without};
    }
    resample_interval(
        all + prices * replications, replications, options->interval_outside, room, &fit->revenue_price);
    resample_interval(
        all + (prices + 1) * replications, replications, options->interval_outside, room, &fit->profit_price);
    return ERROR_NONE;
}

enum error price_acceptance_fit(const struct price_acceptance_data *data,
    const struct resample_options *options, const struct engine_help *help, struct arena *arena,
    struct price_acceptance_fit *ret_fit)
{
    *ret_fit = (struct price_acceptance_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error) return error;
    double *demand = arena_array(arena, double, data->prices + 1);
    if (!demand) return ERROR_MEMORY;
    if (data->share)
        memcpy(demand, data->share, data->prices * sizeof(double));
    else
        demand_of(data, NULL, demand);
    error = settle_points(data, demand, arena, ret_fit);
    return error ? error : draw(data, options, help, arena, ret_fit);
}
