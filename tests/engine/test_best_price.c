// SPDX-License-Identifier: Apache-2.0
// Best prices of one product in closed form, and of a line on a ladder against trying everything.
#include "table.h"

#include <math.h>

#include "engine/best_price.h"
#include "engine/price_ladder.h"

static void test_closed_forms(void **state)
{
    (void)state;
    assert_near(best_price_lerner(-2, 1), 2, 0);
    assert_near(best_price_lerner(-2.5, 10), 16.666666666666668, 1e-14);
    assert_true(isnan(best_price_lerner(-1, 10)) && isnan(best_price_lerner(-0.4, 10)));
    double price = best_price_logit(5, 0, 1, 1);
    assert_near(price, 4.207940031569, 5e-13);
    double share = exp(5 - price) / (1 + exp(5 - price));
    assert_near(share, 0.688273474517, 5e-13);
    assert_near((price - 1) * share, 2.207940031569, 5e-13);
    assert_near(-price * (1 - share), -1.311726525, 5e-10);
    assert_true(isnan(best_price_logit(5, 0, 0, 1)) && isnan(best_price_logit(5, 0, -1, 1)));
    // W(1) is the omega constant; W(e) = 1; far out w + ln w = x.
    assert_near(best_price_lambert(0), 0.5671432904097838, 1e-16);
    assert_near(best_price_lambert(1), 1, 1e-15);
    for (double x = -600; x < 1e6; x = x < 0 ? x + 37.5 : 2 * x + 1) {
        double w = best_price_lambert(x);
        assert_near(w + log(w), x, 1e-13 * fmax(1, fabs(x)));
    }
}

enum { PRODUCTS = 5, RUNGS = 6 };

struct tastes {
    size_t agents;
    double quality[PRODUCTS], alpha[4], weight[4];
};

static void utility(void *context, const double *price, double *result, double *slope)
{
    const struct tastes *tastes = context;
    for (size_t j = 0; j < PRODUCTS; j++)
        for (size_t i = 0; i < tastes->agents; i++) {
            result[j * tastes->agents + i] = tastes->quality[j] - tastes->alpha[i] * price[j];
            slope[j * tastes->agents + i] = -tastes->alpha[i];
        }
}

static double try_all(const struct price_ladder_data *data, struct demand_responses *r, double *best)
{
    double price[PRODUCTS], most = (double)-INFINITY;
    for (size_t j = 0; j < PRODUCTS; j++)
        price[j] = data->start[j];
    for (size_t a = 0; a < RUNGS; a++)
        for (size_t b = 0; b < RUNGS; b++)
            for (size_t c = 0; c < RUNGS; c++) {
                const size_t rung[] = {a, b, c};
                double profit = 0;
                bool is_allowed = true;
                for (size_t k = 0; k < 3; k++) {
                    is_allowed &= data->is_allowed[k * RUNGS + rung[k]];
                    price[data->own[k]] = data->rung[rung[k]];
                }
                demand_responses_shares(data->market, price, r);
                for (size_t k = 0; k < 3; k++)
                    profit += (price[data->own[k]] - data->cost[data->own[k]]) * r->share[data->own[k]];
                if (!is_allowed || profit <= most) continue;
                most = profit;
                for (size_t j = 0; j < PRODUCTS; j++)
                    best[j] = price[j];
            }
    return most;
}

// Random instances: by ratio, by enumeration and by climbing, with and without nests.
static void test_ladder_against_everything(void **state)
{
    static const double rung[] = {0.99, 1.49, 1.99, 2.49, 2.99, 3.49};
    static const size_t own[] = {0, 2, 3};
    static const uint32_t nest[] = {1, 1, 2, 2, 1};
    struct random_stream stream;
    random_stream_init(&stream, 11);
    for (int instance = 0; instance < 60; instance++) {
        struct tastes tastes = {.agents = instance % 3 ? 4 : 1};
        double cost[PRODUCTS], start[PRODUCTS], price[PRODUCTS], best[PRODUCTS], rest = 1;
        bool is_allowed[3 * RUNGS];
        for (size_t j = 0; j < PRODUCTS; j++) {
            tastes.quality[j] = 4 * random_stream_real(&stream);
            cost[j] = 1.5 * random_stream_real(&stream);
            start[j] = 1 + random_stream_real(&stream);
        }
        for (size_t i = 0; i < tastes.agents; i++) {
            tastes.alpha[i] = 0.4 + 2 * random_stream_real(&stream);
            tastes.weight[i] = i + 1 < tastes.agents ? 0.3 * random_stream_real(&stream) : rest;
            rest -= tastes.weight[i];
        }
        for (size_t k = 0; k < 3 * RUNGS; k++)
            is_allowed[k] = k % RUNGS == 2 || random_stream_real(&stream) < 0.8;
        struct demand_market market = {.products = PRODUCTS,
            .agents = tastes.agents,
            .weight = tastes.weight,
            .utility = utility,
            .context = &tastes};
        if (instance % 4 == 3) market.nest = nest, market.rho = 0.5;
        struct price_ladder_data data = {&market, cost, start, 3, own, RUNGS, rung, is_allowed, 1000};
        struct price_ladder_fit fit = {.price = price};
        struct demand_responses r;
        assert_int_equal(demand_responses_prepare(PRODUCTS, 4, *state, &r), ERROR_NONE);
        double most = try_all(&data, &r, best);
        assert_int_equal(price_ladder_find(&data, *state, &r, &fit), ERROR_NONE);
        assert_true(fit.is_exact);
        assert_near(fit.profit, most, 1e-12);
        for (size_t j = 0; j < PRODUCTS; j++)
            assert_true(price[j] == best[j]);
        data.combinations_at_most = 10;
        assert_int_equal(price_ladder_find(&data, *state, &r, &fit), ERROR_NONE);
        assert_true(fit.profit <= most + 1e-12 && fit.profit > 0.9 * most);
        if (!market.nest) assert_true(fit.bound >= most - 1e-12);
    }
}

// A product that no rung is allowed for has no price.
static void test_no_rung(void **state)
{
    static const double rung[] = {1, 2};
    static const size_t own[] = {0, 1};
    const bool is_allowed[] = {true, true, false, false};
    struct tastes tastes = {.agents = 1, .alpha = {1}, .weight = {1}};
    struct demand_market market = {PRODUCTS, 1, tastes.weight, utility, &tastes, NULL, 0};
    const double cost[PRODUCTS] = {0}, start[PRODUCTS] = {1, 1, 1, 1, 1};
    struct price_ladder_data data = {&market, cost, start, 2, own, 2, rung, is_allowed, 1000};
    double price[PRODUCTS];
    struct price_ladder_fit fit = {.price = price};
    struct demand_responses r;
    assert_int_equal(demand_responses_prepare(PRODUCTS, 1, *state, &r), ERROR_NONE);
    assert_int_equal(price_ladder_find(&data, *state, &r, &fit), ERROR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(test_closed_forms), arena_test(test_ladder_against_everything), arena_test(test_no_rung)};
    return cmocka_run_group_tests_name("best_price", tests, NULL, NULL);
}
