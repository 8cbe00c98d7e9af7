// SPDX-License-Identifier: Apache-2.0
// What intervals promise: over 200 simulated data sets, no bias beyond chance, and 95 % intervals that hold
// the truth in 92 to 98 % of them.
#include "engine/distribution.h"
#include "engine/draw.h"
#include "engine/fixed_effects.h"
#include "engine/instrumental_variables.h"
#include "engine/mixed_model.h"
#include "table.h"

#include <math.h>

enum { replications = 200, stores = 50, weeks = 16, rows = stores * weeks };

struct tally {
    const char *name;
    double truth, bias, squares;
    int covered;
};

static void count(struct tally *tally, double value, double error, double degrees)
{
    double miss = value - tally->truth;
    tally->bias += miss / replications;
    tally->squares += miss * miss / replications;
    tally->covered += fabs(miss) <= distribution_t_bound(0.05, degrees) * error;
}

static void judge(const struct tally *tally)
{
    double spread = sqrt(tally->squares - tally->bias * tally->bias);
    print_message("# %s: bias %.5f of deviation %.5f, covered %.1f %%\n", tally->name, tally->bias, spread,
        100.0 * tally->covered / replications);
    assert_near(tally->bias, 0, 3 * spread / sqrt(replications));
    assert_in_range(tally->covered, replications * 92 / 100, replications * 98 / 100);
}

// Sales of 50 stores in 16 weeks. Stores differ in level; shocks of a store's weeks hang together; the price
// follows the store's level and the week's demand as asked, and a cost.
struct history {
    double y[rows], price[rows], cost[rows], constant[rows];
    uint32_t store[rows];
};

static void simulate(uint64_t seed, double of_level, double of_demand, struct history *h)
{
    struct random_stream stream;
    draw_stream(&stream, 2024, seed);
    for (size_t g = 0; g < stores; g++) {
        double level = draw_normal(&stream), shock = 0;
        for (size_t i = g * weeks; i < (g + 1) * weeks; i++) {
            double demand = draw_normal(&stream);
            shock = 0.6 * shock + 0.5 * demand;
            h->store[i] = (uint32_t)g;
            h->constant[i] = 1;
            h->cost[i] = draw_normal(&stream);
            h->price[i] = 0.5 * (h->cost[i] + draw_normal(&stream) + of_level * level + of_demand * demand);
            h->y[i] = level - 2 * h->price[i] + shock;
        }
    }
}

// Errors whose size grows with the price: robust intervals hold.
static void least_squares_intervals_hold(void **state)
{
    struct tally slope = {"least squares, HC1", -2, 0, 0, 0};
    for (uint64_t r = 0; r < replications; r++) {
        struct random_stream stream;
        struct linear_fit fit;
        double x[2 * 200], y[200];
        draw_stream(&stream, 7, r);
        arena_reset(*state);
        for (size_t i = 0; i < 200; i++) {
            x[i] = draw_normal(&stream);
            x[200 + i] = 1;
            y[i] = 3 - 2 * x[i] + (0.5 + 0.5 * fabs(x[i])) * draw_normal(&stream);
        }
        struct least_squares_data data = {200, 2, x, y};
        struct covariance_choice errors = {.kind = COVARIANCE_HC1};
        assert_int_equal(least_squares_fit(&data, &errors, *state, &fit), ERROR_NONE);
        count(&slope, fit.coefficient[0], fit.standard_error[0], (double)fit.degrees);
    }
    judge(&slope);
}

// The price follows the store's level, and shocks last: absorbing and errors by store answer both.
static void absorbed_effects_intervals_hold(void **state)
{
    static struct history h[1];
    struct tally slope = {"absorbed effects, by store", -2, 0, 0, 0};
    for (uint64_t r = 0; r < replications; r++) {
        struct linear_fit fit;
        struct engine_refusals refusals = {0};
        arena_reset(*state);
        simulate(r, 1, 0, h);
        struct fixed_effects effects = {rows, 1, {h->store}, {stores}, NULL, NULL};
        struct covariance_choice errors = {
            .kind = COVARIANCE_CLUSTER1, .cluster = h->store, .clusters = stores};
        assert_int_equal(fixed_effects_absorb(&effects, 1, h->y, *state, &refusals), ERROR_NONE);
        assert_int_equal(fixed_effects_absorb(&effects, 1, h->price, *state, &refusals), ERROR_NONE);
        assert_int_equal(fixed_effects_count(&effects, *state, &errors, &refusals), ERROR_NONE);
        struct least_squares_data data = {rows, 1, h->price, h->y};
        assert_int_equal(least_squares_fit(&data, &errors, *state, &fit), ERROR_NONE);
        count(&slope, fit.coefficient[0], fit.standard_error[0], stores - 1);
    }
    judge(&slope);
}

// The price follows demand, so that least squares is far off; the cost is the way out.
static void instruments_intervals_hold(void **state)
{
    static struct history h[1];
    struct tally slope = {"two-stage least squares, by store", -2, 0, 0, 0};
    double ordinary = 0;
    for (uint64_t r = 0; r < replications; r++) {
        struct instrumental_variables_fit fit;
        struct linear_fit least;
        arena_reset(*state);
        simulate(1000 + r, 1, 1, h);
        struct instrumental_variables_data data = {rows, 1, 1, 1, h->price, h->constant, h->cost, h->y};
        struct instrumental_variables_options options = {
            {.kind = COVARIANCE_CLUSTER1, .cluster = h->store, .clusters = stores}, 1, false};
        assert_int_equal(instrumental_variables_fit(&data, &options, *state, &fit), ERROR_NONE);
        count(&slope, fit.linear.coefficient[0], fit.linear.standard_error[0], stores - 1);
        struct least_squares_data plain = {rows, 1, h->price, h->y};
        assert_int_equal(least_squares_fit(&plain, &options.errors, *state, &least), ERROR_NONE);
        ordinary += least.coefficient[0] / replications;
    }
    assert_true(ordinary > -1.7); // there was something to correct
    judge(&slope);
}

// Elasticities that differ by store: the average's interval, and those of the stores.
static void mixed_model_intervals_hold(void **state)
{
    static const size_t slope_of[] = {0, 1};
    double x[2 * rows], y[rows];
    uint32_t group[rows];
    struct tally slope = {"mixed model, mean elasticity", -2, 0, 0, 0};
    struct tally level = {"mixed model, mean level", 1, 0, 0, 0};
    size_t covered = 0;
    double reach = distribution_normal_quantile(0.975), residual = 0, variance = 0;
    for (uint64_t r = 0; r < replications; r++) {
        struct random_stream stream;
        struct mixed_model_fit fit;
        double own[stores];
        draw_stream(&stream, 99, r);
        arena_reset(*state);
        for (size_t g = 0; g < stores; g++) {
            double effect = 1 + draw_normal(&stream);
            own[g] = -2 + 0.5 * draw_normal(&stream);
            for (size_t i = g * weeks; i < (g + 1) * weeks; i++) {
                group[i] = (uint32_t)g;
                x[i] = 0.5 * draw_normal(&stream);
                x[rows + i] = 1;
                y[i] = effect + own[g] * x[i] + 0.5 * draw_normal(&stream);
            }
        }
        struct mixed_model_data data = {rows, 2, 2, stores, x, y, slope_of, group};
        struct mixed_model_options options = {true, false, 1e-6, 500, NULL};
        assert_int_equal(mixed_model_fit(&data, &options, *state, &fit), ERROR_NONE);
        assert_int_equal(fit.refusals.bits, 0);
        count(&slope, fit.coefficient[0], fit.standard_error[0], fit.degrees[0]);
        count(&level, fit.coefficient[1], fit.standard_error[1], fit.degrees[1]);
        residual += fit.residual_variance / replications;
        variance += fit.group_covariance[0] / replications;
        for (size_t g = 0; g < stores; g++)
            covered += fabs(fit.group_coefficient[2 * g] - own[g]) <= reach * sqrt(fit.group_variance[2 * g]);
    }
    judge(&slope);
    judge(&level);
    assert_near(residual, 0.25, 0.003); // 3 standard errors
    assert_near(variance, 0.25, 0.015);
    assert_near((double)covered / (replications * stores), 0.95, 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(least_squares_intervals_hold),
        arena_test(absorbed_effects_intervals_hold), arena_test(instruments_intervals_hold),
        arena_test(mixed_model_intervals_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
