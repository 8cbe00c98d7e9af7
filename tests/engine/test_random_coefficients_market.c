// SPDX-License-Identifier: Apache-2.0
// One market of the random-coefficients logit: delta, choices and derivatives against plain arithmetic and
// difference quotients, at every width of registers that this machine has.
#include "engine/random_coefficients_market.h"
#include "table.h"

#include <math.h>

enum { most_products = 37, most_agents = 41, parameters = 4 };
static const struct random_coefficients_parameter parameter[parameters] = {{.column = 0, .agent_column = 0},
    {.column = 1, .agent_column = 1}, {.column = 1, .agent_column = 2}, {.column = 2, .agent_column = 1}};
static const double at[parameters] = {0.6, -0.8, 0.3, 1.1};

// Two markets, so that the second does not begin at the beginning.
struct made {
    struct random_coefficients_data data;
    size_t market_start[3], agent_start[3];
    double share[2 * most_products], random[3 * 2 * most_products];
    double weight[2 * most_agents], agent[3 * 2 * most_agents];
};

static void make(size_t products, size_t agents, bool has_negative, struct made *ret)
{
    struct random_stream stream;
    random_stream_init(&stream, products * 100 + agents);
    *ret = (struct made){.market_start = {0, 3, 3 + products}, .agent_start = {0, 2, 2 + agents}};
    size_t n = 3 + products, i = 2 + agents;
    for (size_t j = 0; j < n; j++)
        ret->share[j] = (0.2 + random_stream_real(&stream)) / (2.0 * (double)n);
    for (size_t j = 0; j < 3 * n; j++)
        ret->random[j] = 2 * random_stream_real(&stream) - 1;
    for (size_t a = 0; a < i; a++)
        ret->weight[a] = (0.5 + random_stream_real(&stream)) / (double)agents;
    if (has_negative) ret->weight[i - 1] *= -0.3;
    for (size_t a = 0; a < 3 * i; a++)
        ret->agent[a] = 2 * random_stream_real(&stream) - 1;
    ret->data = (struct random_coefficients_data){.observations = n,
        .markets = 2,
        .market_start = ret->market_start,
        .share = ret->share,
        .random_columns = 3,
        .random = ret->random,
        .agents = i,
        .agent_columns = 3,
        .agent_start = ret->agent_start,
        .weight = ret->weight,
        .agent = ret->agent,
        .parameters = parameters,
        .parameter = parameter};
}

// s_ij of the second market.
static double choice_of(const struct made *made, const double *delta, size_t agent, size_t product)
{
    const struct random_coefficients_data *data = &made->data;
    double sum = 1, value = 0;
    for (size_t j = 0; j < data->observations - 3; j++) {
        double mu = 0;
        for (size_t p = 0; p < parameters; p++)
            mu += at[p] * made->random[parameter[p].column * data->observations + 3 + j] *
                  made->agent[parameter[p].agent_column * data->agents + 2 + agent];
        sum += exp(delta[j] + mu);
        if (j == product) value = exp(delta[j] + mu);
    }
    return value / sum;
}

static void solve(struct random_coefficients_market *market, const double *theta, double *delta)
{
    const struct random_coefficients_data *data = market->data;
    for (size_t j = 3; j < data->observations; j++)
        delta[j - 3] = log(data->share[j] / 0.5);
    random_coefficients_market_enter(market, 1, theta);
    assert_int_equal(random_coefficients_market_invert(market, 1e-14, 3000, delta), ERROR_NONE);
}

static void check_shares(
    struct random_coefficients_market *market, const struct made *made, const double *delta)
{
    random_coefficients_market_place(market, delta);
    random_coefficients_market_choose(market);
    for (size_t j = 0; j < market->products; j++) {
        double share = 0;
        for (size_t i = 0; i < market->agents; i++) {
            double choice = choice_of(made, delta, i, j);
            assert_near(market->choice[i * market->stride + j], choice, 1e-15);
            share += made->weight[2 + i] * choice;
        }
        assert_near(share, made->share[3 + j], 1e-15);
    }
}

static void check_derivatives(struct random_coefficients_market *market, const double *delta)
{
    size_t n = market->data->observations, count = market->products;
    double theta[parameters], derivative[parameters * 2 * most_products], gradient[parameters] = {0};
    double higher[most_products], lower[most_products], along[most_products];
    for (size_t j = 0; j < count; j++)
        along[j] = cos((double)j);
    random_coefficients_market_place(market, delta);
    assert_int_equal(random_coefficients_market_derivative(market, derivative), ERROR_NONE);
    assert_int_equal(random_coefficients_market_gradient(market, along, gradient), ERROR_NONE);
    for (size_t p = 0; p < parameters; p++) {
        double sum = 0;
        memcpy(theta, at, sizeof(at));
        theta[p] = at[p] + 1e-5;
        solve(market, theta, higher);
        theta[p] = at[p] - 1e-5;
        solve(market, theta, lower);
        for (size_t j = 0; j < count; j++) {
            assert_near(derivative[p * n + 3 + j], (higher[j] - lower[j]) / 2e-5, 1e-8);
            sum += along[j] * derivative[p * n + 3 + j];
        }
        assert_near(gradient[p], sum, 1e-12);
    }
}

// Sizes below, at and above whole registers; fewer agents than products, and more; weights below zero, as
// sparse grids have them.
static void a_market_is_right_at_every_level(void **state)
{
    static const struct {
        size_t products, agents;
        bool has_negative;
    } sizes[] = {{1, 1, false}, {3, 4, false}, {8, 8, false}, {9, 40, false}, {24, 20, false}, {37, 5, false},
        {37, 5, true}, {16, 41, true}};
    for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++) {
        struct made made;
        double base[most_products];
        make(sizes[s].products, sizes[s].agents, sizes[s].has_negative, &made);
        for (enum vector_level level = VECTOR_BASELINE; level < VECTOR_LEVELS; level++) {
            struct random_coefficients_market market;
            double delta[most_products];
            assert_int_equal(random_coefficients_market_prepare(&made.data, *state, &market), ERROR_NONE);
            if (!vector_kernels_of(level, &market.kernels)) continue;
            solve(&market, at, delta);
            if (level == VECTOR_BASELINE) memcpy(base, delta, sizeof(base));
            for (size_t j = 0; j < sizes[s].products; j++)
                assert_near(delta[j], base[j], 1e-13);
            check_shares(&market, &made, delta);
            check_derivatives(&market, delta);
        }
    }
}

static void what_does_not_converge_is_said(void **state)
{
    struct made made;
    double delta[most_products] = {0}, theta[parameters] = {900, 900, 900, 900};
    struct random_coefficients_market market;
    make(9, 7, false, &made);
    assert_int_equal(random_coefficients_market_prepare(&made.data, *state, &market), ERROR_NONE);
    for (enum vector_level level = VECTOR_BASELINE; level < VECTOR_LEVELS; level++) {
        if (!vector_kernels_of(level, &market.kernels)) continue;
        random_coefficients_market_enter(&market, 1, at);
        memset(delta, 0, sizeof(delta));
        assert_int_equal(
            random_coefficients_market_invert(&market, 1e-14, 3, delta), ERROR_INVALID); // too few
        memset(delta, 0, sizeof(delta));
        delta[2] = (double)NAN;
        assert_int_equal(random_coefficients_market_invert(&market, 1e-14, 3000, delta), ERROR_INVALID);
        random_coefficients_market_enter(&market, 1, theta); // tastes beyond what a number holds
        memset(delta, 0, sizeof(delta));
        assert_int_equal(random_coefficients_market_invert(&market, 1e-14, 3000, delta), ERROR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(a_market_is_right_at_every_level),
        arena_test(what_does_not_converge_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
