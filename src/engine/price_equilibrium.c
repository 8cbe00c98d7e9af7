// SPDX-License-Identifier: Apache-2.0
// The projected zeta-markup iteration.
#include "engine/price_equilibrium.h"

#include <math.h>

// After so many steps without rest, only half of each further step is taken: it ends a swing between two
// points.
static const size_t patience = 500;

// Whether the bounds leave a price no room.
static bool is_held(const struct price_equilibrium_data *data, size_t j)
{
    return data->low && data->high && data->low[j] >= data->high[j];
}

static double within(const struct price_equilibrium_data *data, size_t j, double price)
{
    if (data->high && price > data->high[j]) price = data->high[j];
    if (data->low && price < data->low[j]) price = data->low[j];
    return price;
}

// c + zeta of product j, at the responses of the prices given.
static double answer(const struct price_equilibrium_data *data, const struct demand_responses *r,
    const double *price, size_t j)
{
    double sum = -r->share[j];
    for (size_t k = 0; k < r->products; k++) // Gamma_kj: k's share by j's price
        if (data->firm[k] == data->firm[j]) sum += r->gamma[j * r->products + k] * (price[k] - data->cost[k]);
    return data->cost[j] + sum / r->lambda[j];
}

// What is left of the conditions: where a price could move, the profit that a unit of price would bring.
static double violation(
    const struct price_equilibrium_data *data, const struct demand_responses *r, const double *price)
{
    double worst = 0;
    for (size_t j = 0; j < r->products; j++) {
        if (is_held(data, j)) continue;
        if (!(r->lambda[j] < 0)) return (double)INFINITY; // demand that rises with its price has no best one
        double gain = r->lambda[j] * (price[j] - answer(data, r, price, j));
        if (data->high && price[j] >= data->high[j]) gain = fmin(gain, 0);
        if (data->low && price[j] <= data->low[j]) gain = fmax(gain, 0);
        worst = fabs(gain) <= worst ? worst : fabs(gain); // keeps NaN
    }
    return worst;
}

enum error price_equilibrium_find(const struct price_equilibrium_data *data,
    const struct price_equilibrium_options *options, struct demand_responses *r,
    struct price_equilibrium_fit *fit)
{
    size_t count = data->market->products;
    for (size_t j = 0; j < count; j++)
        fit->price[j] = within(data, j, data->start[j]);
    fit->is_converged = false;
    for (fit->iterations = 0; !fit->is_converged && fit->iterations < options->iteration_limit;
         fit->iterations++) {
        double farthest = 0, part = fit->iterations < patience ? 1 : 0.5;
        demand_responses_compute(data->market, fit->price, r);
        for (size_t j = 0; j < count; j++) // all answers to the same prices
            r->inclusive[j] =
                is_held(data, j) ? fit->price[j] : within(data, j, answer(data, r, fit->price, j));
        for (size_t j = 0; j < count; j++) {
            double step = r->inclusive[j] - fit->price[j];
            double length = fmax(fabs(step) / fmax(1, fabs(fit->price[j])), fabs(step * r->lambda[j]));
            if (!isfinite(length)) return ERROR_INVALID;
            farthest = fmax(farthest, length);
            fit->price[j] += part * step;
        }
        fit->is_converged = farthest < options->tolerance;
    }
    demand_responses_compute(data->market, fit->price, r);
    fit->worst = violation(data, r, fit->price);
    return fit->is_converged && isfinite(fit->worst) ? ERROR_NONE : ERROR_INVALID;
}
