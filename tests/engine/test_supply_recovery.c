// SPDX-License-Identifier: Apache-2.0
// Demand and costs estimated together from simulated markets: firms with several products set prices against
// each other at known parameters. Over 200 replications the estimates' mean is the truth, and 95 % intervals
// hold it as often as they say.
#include "engine/draw.h"
#include "engine/price_equilibrium.h"
#include "engine/quadrature.h"
#include "engine/random_coefficients.h"
#include "table.h"

#include <math.h>

enum { markets = 60, most = 10, agents = 7, rows_most = markets * most, instruments = 9, replications = 200 };
static const double constant = 1, alpha = -2, taste_x = 2, sigma = 1, cost_constant = 0.2, cost_x = 0.3,
                    cost_w = 0.5;
enum { PRICE, X, SIGMA, COST_X, COST_W, ESTIMATES };
static const double truth[ESTIMATES] = {-2, 2, 1, 0.3, 0.5};

struct world {
    size_t rows, market_start[markets + 1], agent_start[markets + 1];
    double x[rows_most], w[rows_most], xi[rows_most], cost[rows_most], price[rows_most], share[rows_most];
    uint32_t firm[rows_most];
    double node[agents], weight[agents], all_nodes[markets * agents], all_weights[markets * agents];
    size_t first; // of the market at hand
    size_t products;
};

static void utility(void *context, const double *price, double *value, double *slope)
{
    const struct world *world = context;
    for (size_t j = 0; j < world->products; j++)
        for (size_t i = 0; i < agents; i++) {
            double x = world->x[world->first + j];
            value[j * agents + i] = constant + alpha * price[j] + taste_x * x + sigma * world->node[i] * x +
                                    world->xi[world->first + j];
            slope[j * agents + i] = alpha;
        }
}

static void simulate(struct world *world, uint64_t number, struct demand_responses *responses)
{
    struct random_stream stream;
    const struct price_equilibrium_options options = {1e-12, 5000};
    draw_stream(&stream, 20, number);
    quadrature_hermite(agents, world->node, world->weight);
    world->rows = 0;
    for (size_t t = 0; t < markets; t++) {
        world->first = world->market_start[t] = world->rows;
        world->products = 5 + (size_t)random_stream_below(&stream, most - 4);
        for (size_t j = world->rows; j < world->rows + world->products; j++) {
            double shock = draw_normal(&stream);
            world->x[j] = 2 * random_stream_real(&stream);
            world->w[j] = 2 * random_stream_real(&stream);
            world->xi[j] = 0.3 * shock;
            world->firm[j] = (uint32_t)random_stream_below(&stream, 3);
            world->cost[j] = exp(cost_constant + cost_x * world->x[j] + cost_w * world->w[j] +
                                 0.1 * (0.5 * shock + draw_normal(&stream)));
        }
        for (size_t i = 0; i < agents; i++) {
            world->all_nodes[t * agents + i] = world->node[i];
            world->all_weights[t * agents + i] = world->weight[i];
        }
        struct demand_market market = {.products = world->products,
            .agents = agents,
            .weight = world->weight,
            .utility = utility,
            .context = world};
        struct price_equilibrium_data data = {.market = &market,
            .cost = world->cost + world->first,
            .firm = world->firm + world->first,
            .start = world->cost + world->first};
        struct price_equilibrium_fit fit = {.price = world->price + world->first};
        assert_int_equal(price_equilibrium_find(&data, &options, responses, &fit), ERROR_NONE);
        memcpy(world->share + world->first, responses->share, world->products * sizeof(double));
        world->rows += world->products;
        world->agent_start[t + 1] = (t + 1) * agents;
    }
    world->market_start[markets] = world->rows;
}

// The constant, x, w; of own and rival products the sums of x and w; the closeness in x and in w to others
// (differentiation instruments, Gandhi and Houde 2019).
static void fill_instruments(const struct world *world, double *z)
{
    size_t n = world->rows;
    for (size_t t = 0; t < markets; t++)
        for (size_t j = world->market_start[t]; j < world->market_start[t + 1]; j++) {
            double sum[6] = {0};
            for (size_t k = world->market_start[t]; k < world->market_start[t + 1]; k++) {
                size_t at = world->firm[k] == world->firm[j] ? 0 : 2;
                if (k == j) continue;
                sum[at] += world->x[k];
                sum[at + 1] += world->w[k];
                sum[4] += pow(world->x[k] - world->x[j], 2);
                sum[5] += pow(world->w[k] - world->w[j], 2);
            }
            z[j] = 1;
            z[n + j] = world->x[j];
            z[2 * n + j] = world->w[j];
            for (size_t k = 0; k < 6; k++)
                z[(k + 3) * n + j] = sum[k];
        }
}

static void estimate(const struct world *world, struct arena *arena, double *value, double *error)
{
    size_t n = world->rows;
    double *z = arena_array(arena, double, n *instruments), *x1 = arena_array(arena, double, 3 * n);
    double *slope = arena_array(arena, double, 3 * n), *x3 = arena_array(arena, double, 3 * n);
    double *none = arena_array(arena, double, n);
    static const struct random_coefficients_parameter parameter = {.start = 0.5, .low = 0, .high = 100};
    static const double start[] = {0, -1.5, 0};
    assert_true(z && x1 && slope && x3 && none);
    fill_instruments(world, z);
    for (size_t i = 0; i < n; i++) {
        x1[i] = x3[i] = slope[n + i] = 1;
        x1[n + i] = world->price[i];
        x1[2 * n + i] = x3[n + i] = world->x[i];
        x3[2 * n + i] = world->w[i];
    }
    const struct random_coefficients_supply supply = {.cost_columns = 3,
        .instrument_columns = instruments,
        .cost = x3,
        .instrument = z,
        .price = world->price,
        .firm = world->firm,
        .linear_slope = slope,
        .random_slope = none,
        .linear_start = start,
        .is_log = true,
        .cost_low = 1e-3,
        .cost_high = (double)INFINITY};
    const struct random_coefficients_data data = {.observations = n,
        .markets = markets,
        .market_start = world->market_start,
        .share = world->share,
        .linear_columns = 3,
        .random_columns = 1,
        .instrument_columns = instruments,
        .linear = x1,
        .random = world->x,
        .instrument = z,
        .agents = markets * agents,
        .agent_columns = 1,
        .agent_start = world->agent_start,
        .weight = world->all_weights,
        .agent = world->all_nodes,
        .parameters = 1,
        .parameter = &parameter,
        .supply = &supply};
    const struct random_coefficients_options options = {.steps = 2,
        .errors = {.kind = COVARIANCE_HC0},
        .weights = {.kind = COVARIANCE_HC0},
        .gradient_tolerance = 1e-5,
        .contraction_tolerance = 1e-13,
        .iteration_limit = 200,
        .contraction_limit = 3000};
    struct random_coefficients_fit fit;
    assert_int_equal(random_coefficients_fit(&data, &options, arena, &fit), ERROR_NONE);
    assert_true(fit.is_converged);
    const double found[] = {
        fit.linear[1], fit.linear[2], fit.parameter[0], fit.cost_coefficient[1], fit.cost_coefficient[2]};
    const double errors[] = {fit.linear_error[1], fit.linear_error[2], fit.parameter_error[0],
        fit.cost_error[1], fit.cost_error[2]};
    memcpy(value, found, sizeof found);
    memcpy(error, errors, sizeof errors);
}

static void estimates_are_the_truth_and_intervals_hold_it(void **state)
{
    static const char *const names[] = {"price", "x", "sd of x", "cost: x", "cost: w"};
    struct arena *arena = *state, work;
    struct demand_responses responses;
    arena_init(&work, (size_t)64 << 20);
    double mean[ESTIMATES] = {0}, square[ESTIMATES] = {0};
    size_t held[ESTIMATES] = {0};
    struct world *world = arena_object(arena, struct world);
    assert_non_null(world);
    assert_int_equal(demand_responses_prepare(most, agents, arena, &responses), ERROR_NONE);
    for (uint64_t r = 0; r < replications; r++) {
        double value[ESTIMATES], error[ESTIMATES];
        simulate(world, r, &responses);
        estimate(world, &work, value, error);
        arena_reset(&work);
        for (size_t e = 0; e < ESTIMATES; e++) {
            mean[e] += value[e] / replications;
            square[e] += value[e] * value[e] / replications;
            held[e] += fabs(value[e] - truth[e]) < 1.959964 * error[e];
        }
    }
    arena_free(&work);
    for (size_t e = 0; e < ESTIMATES; e++) {
        double spread = sqrt(square[e] - mean[e] * mean[e]), cover = (double)held[e] / replications;
        print_message("# %-8s true %g, mean %.4f, deviation %.4f, intervals hold it in %.1f %%\n", names[e],
            truth[e], mean[e], spread, 100 * cover);
        assert_near(mean[e], truth[e], 0.25 * spread); // the mean's own error is 0.07 of it
        assert_true(cover >= 0.92 && cover <= 0.98);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(estimates_are_the_truth_and_intervals_hold_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
