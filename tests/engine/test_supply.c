// SPDX-License-Identifier: Apache-2.0
// Random coefficients with a supply side: the gradient against difference quotients, costs against prices
// that firms were made to set, and estimates against the parameters that simulated data came from.
#include "engine/draw.h"
#include "engine/pivoted_solve.h"
#include "engine/random_coefficients_gmm.h"
#include "table.h"

#include <math.h>

static void small_systems_are_solved(void **state)
{
    (void)state;
    enum { size = 5 };
    struct random_stream stream;
    double matrix[size * size], factors[size * size], x[size], right[size], across[size];
    size_t pivot[size];
    draw_stream(&stream, 3, 0);
    for (size_t i = 0; i < size * size; i++)
        matrix[i] = factors[i] = i % (size + 1) == 0 ? 0 : draw_normal(&stream); // zeros need pivots
    for (size_t i = 0; i < size; i++)
        x[i] = (double)i - 1.5;
    for (size_t i = 0; i < size; i++) {
        right[i] = across[i] = 0;
        for (size_t j = 0; j < size; j++) {
            right[i] += matrix[j * size + i] * x[j];
            across[i] += matrix[i * size + j] * x[j];
        }
    }
    assert_int_equal(pivoted_factor(size, factors, pivot), ERROR_NONE);
    pivoted_solve(size, factors, pivot, right);
    pivoted_solve_transposed(size, factors, pivot, across);
    for (size_t i = 0; i < size; i++) {
        assert_near(right[i], x[i], 1e-12);
        assert_near(across[i], x[i], 1e-12);
    }
    double singular[] = {1, 2, 2, 4};
    assert_int_equal(pivoted_factor(2, singular, pivot), ERROR_INVALID);
}

// Markets of six products and three firms, whose prices and shares are of no model at all.
enum { markets = 5, products = 6, agents_a_market = 7, rows = markets * products };
static const struct random_coefficients_parameter parameters[] = {
    {.column = 0, .agent_column = 0, .start = 0.4}, {.column = 1, .agent_column = 1, .start = -0.6},
    {.column = 1, .agent_column = 0, .start = 0.2}, {.column = 2, .agent_column = 2, .start = 0.3}};

struct made {
    struct random_coefficients_data data;
    struct random_coefficients_supply supply;
    size_t market_start[markets + 1], agent_start[markets + 1];
    double share[rows], price[rows], linear[3 * rows], random[3 * rows], instrument[8 * rows];
    double linear_slope[3 * rows], random_slope[3 * rows], cost[2 * rows], cost_instrument[6 * rows];
    double weight[markets * agents_a_market], agent[3 * markets * agents_a_market];
    uint32_t firm[rows];
};

static void make(struct made *made)
{
    struct random_stream stream;
    draw_stream(&stream, 11, 0);
    for (size_t t = 0; t <= markets; t++) {
        made->market_start[t] = t * products;
        made->agent_start[t] = t * agents_a_market;
    }
    for (size_t i = 0; i < rows; i++) {
        double x = draw_normal(&stream);
        double p = made->price[i] = 4 + random_stream_real(&stream);
        made->share[i] = 0.02 + 0.1 * random_stream_real(&stream);
        made->firm[i] = (uint32_t)(7 + i * 5 % 3);
        made->linear[i] = made->cost[i] = made->random[i] = made->instrument[i] = made->cost_instrument[i] =
            1;
        made->linear[rows + i] = made->random[rows + i] = p;
        made->linear[2 * rows + i] = made->cost[rows + i] = made->instrument[rows + i] = x;
        made->cost_instrument[rows + i] = x;
        made->random[2 * rows + i] = x * log(p); // a price whose slope differs by product
        made->linear_slope[rows + i] = made->random_slope[rows + i] = 1;
        made->random_slope[2 * rows + i] = x / p;
        for (size_t k = 2; k < 8; k++)
            made->instrument[k * rows + i] = draw_normal(&stream);
        for (size_t k = 2; k < 6; k++)
            made->cost_instrument[k * rows + i] = draw_normal(&stream);
    }
    for (size_t i = 0; i < markets * agents_a_market; i++) {
        made->weight[i] = 0.05 + 0.1 * random_stream_real(&stream); // do not add up to one
        made->agent[i] = draw_normal(&stream);
        made->agent[markets * agents_a_market + i] = 1 + random_stream_real(&stream);
        made->agent[2 * markets * agents_a_market + i] = draw_normal(&stream);
    }
    static const double start[] = {0, -1.3, 0};
    made->supply = (struct random_coefficients_supply){.cost_columns = 2,
        .instrument_columns = 6,
        .cost = made->cost,
        .instrument = made->cost_instrument,
        .price = made->price,
        .firm = made->firm,
        .linear_slope = made->linear_slope,
        .random_slope = made->random_slope,
        .linear_start = start,
        .is_log = true,
        .cost_low = 1e-3,
        .cost_high = (double)INFINITY};
    made->data = (struct random_coefficients_data){.observations = rows,
        .markets = markets,
        .market_start = made->market_start,
        .share = made->share,
        .linear_columns = 3,
        .random_columns = 3,
        .instrument_columns = 8,
        .linear = made->linear,
        .random = made->random,
        .instrument = made->instrument,
        .agents = markets * agents_a_market,
        .agent_columns = 3,
        .agent_start = made->agent_start,
        .weight = made->weight,
        .agent = made->agent,
        .parameters = 4,
        .parameter = parameters,
        .supply = &made->supply};
}

static const struct random_coefficients_options usual = {.steps = 1,
    .errors = {.kind = COVARIANCE_HC0},
    .weights = {.kind = COVARIANCE_HC0},
    .gradient_tolerance = 1e-5,
    .contraction_tolerance = 1e-14,
    .iteration_limit = 1000,
    .contraction_limit = 3000};

static double value_at(struct random_coefficients_problem *problem, const double *x)
{
    double value, gradient[5];
    assert_int_equal(random_coefficients_problem_evaluate(problem, x, &value, gradient), ERROR_NONE);
    return value;
}

// The gradient of the stacked moments, and the derivatives of delta and of log costs, are difference
// quotients: at the first weights and at others that join the two sides, with no cost at its bound and some.
static void derivatives_are_difference_quotients(void **state)
{
    static struct made made;
    make(&made);
    for (int round = 0; round < 3; round++) {
        struct random_coefficients_problem problem;
        struct random_coefficients_fit fit = {0};
        struct engine_refusals refusals = {0};
        double x[] = {0.4, -0.6, 0.2, 0.3, -1.3}, gradient[5], value, cells[5][rows];
        double *rooms[] = {cells[0], cells[1], cells[2], cells[3], cells[4]};
        made.supply.cost_low = round == 2 ? 3.9 : 1e-3;
        assert_int_equal(
            random_coefficients_problem_prepare(&made.data, &usual, *state, &problem, &refusals), ERROR_NONE);
        assert_int_equal(problem.searched, 5);
        (void)value_at(&problem, x);
        double linear[3], cost_coefficient[2];
        fit.linear = linear;
        fit.cost_coefficient = cost_coefficient;
        fit.delta = rooms[0];
        fit.residual = rooms[1];
        fit.cost = rooms[2];
        fit.cost_residual = rooms[3];
        assert_int_equal(random_coefficients_problem_residuals(&problem, *state, &fit), ERROR_NONE);
        assert_true(round == 2 ? fit.clipped_costs > 0 && fit.clipped_costs < rows : fit.clipped_costs == 0);
        if (round) assert_int_equal(random_coefficients_problem_reweight(&problem, *state, &fit), ERROR_NONE);
        static double by_theta[4 * rows], costs[7 * rows], up[rows], down[rows];
        memset(costs, 0, sizeof costs);
        assert_int_equal(random_coefficients_problem_evaluate(&problem, x, &value, gradient), ERROR_NONE);
        assert_int_equal(random_coefficients_problem_derivative(&problem, x, by_theta, costs), ERROR_NONE);
        for (size_t p = 0; p < 5; p++) {
            double kept = x[p], step = 1e-5;
            x[p] = kept + step;
            double above = value_at(&problem, x);
            memcpy(up, problem.transformed, sizeof up);
            x[p] = kept - step;
            double below = value_at(&problem, x);
            memcpy(down, problem.transformed, sizeof down);
            x[p] = kept;
            assert_near(gradient[p], (above - below) / (2 * step), 1e-6 * (1 + fabs(gradient[p])));
            size_t column = p < 4 ? p : 5; // the price is the second of X1
            for (size_t i = 0; i < rows; i++)
                assert_near(costs[column * rows + i], (up[i] - down[i]) / (2 * step), 1e-7);
        }
    }
}

// Workers in another order than their numbers.
static void share_backwards(void *context, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    ++*(size_t *)context;
    for (size_t i = parts; i-- > 0;)
        part(work, i);
}

static bool go_on(void *context, size_t done, size_t all, double objective)
{
    (void)done;
    (void)all;
    (void)objective;
    return *(size_t *)context < 6;
}

// Markets shared out give the same bits, and a search that is not wanted any more ends.
static void results_do_not_depend_on_workers(void **state)
{
    static struct made made;
    struct random_coefficients_fit alone, shared;
    struct random_coefficients_options options = usual;
    size_t calls = 0;
    const struct engine_help help = {.context = &calls, .share = share_backwards};
    make(&made);
    options.iteration_limit = 5;
    assert_int_equal(random_coefficients_fit(&made.data, &options, *state, &alone), ERROR_NONE);
    options.help = &help;
    assert_int_equal(random_coefficients_fit(&made.data, &options, *state, &shared), ERROR_NONE);
    assert_true(calls > 5);
    assert_memory_equal(alone.parameter, shared.parameter, 4 * sizeof(double));
    assert_memory_equal(alone.linear, shared.linear, 3 * sizeof(double));
    assert_memory_equal(alone.covariance, shared.covariance, 49 * sizeof(double));
    assert_memory_equal(&alone.objective, &shared.objective, sizeof(double));
    const struct engine_help stopping = {.context = &calls, .share = share_backwards, .go_on = go_on};
    options.help = &stopping;
    calls = 0;
    assert_int_equal(random_coefficients_fit(&made.data, &options, *state, &shared), ERROR_CANCELLED);
}

static void what_costs_cannot_be_is_refused(void **state)
{
    static struct made made;
    struct random_coefficients_fit fit;
    make(&made);
    made.supply.instrument_columns = 1;
    assert_int_equal(random_coefficients_fit(&made.data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS));
    make(&made);
    made.supply.cost_high = 0;
    assert_int_equal(random_coefficients_fit(&made.data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    make(&made);
    made.price[3] = (double)NAN;
    assert_int_equal(random_coefficients_fit(&made.data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
    make(&made);
    made.price[3] = 0.1; // less than the markup: no logarithm of the cost
    made.supply.cost_low = -(double)INFINITY;
    assert_int_equal(random_coefficients_fit(&made.data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_COSTS_NOT_POSITIVE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(small_systems_are_solved),
        arena_test(derivatives_are_difference_quotients),
        arena_test(results_do_not_depend_on_workers),
        arena_test(what_costs_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
