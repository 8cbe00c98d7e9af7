// SPDX-License-Identifier: Apache-2.0
// Responses of demand against differences and closed forms; equilibrium prices against closed forms, with and
// without bounds.
//
// The duopoly's numbers solve alpha (p - c) (1 - s) = 1 and its merged counterpart, worked out with
// SciPy 1.10.
#include "table.h"

#include <math.h>

#include "engine/demand_responses.h"
#include "engine/normal_draw.h"
#include "engine/price_equilibrium.h"

enum { PRODUCTS_MAXIMUM = 6, AGENTS_MAXIMUM = 7 };

// Utility of agent i: quality - alpha_i price, or - alpha_i ln(price).
struct tastes {
    size_t products, agents;
    double quality[PRODUCTS_MAXIMUM], alpha[AGENTS_MAXIMUM], weight[AGENTS_MAXIMUM];
    bool is_log;
};

static void utility(void *context, const double *price, double *result, double *slope)
{
    const struct tastes *tastes = context;
    for (size_t j = 0; j < tastes->products; j++)
        for (size_t i = 0; i < tastes->agents; i++) {
            double x = tastes->is_log ? log(price[j]) : price[j];
            result[j * tastes->agents + i] = tastes->quality[j] - tastes->alpha[i] * x;
            slope[j * tastes->agents + i] = -tastes->alpha[i] * (tastes->is_log ? 1 / price[j] : 1);
        }
}

static struct demand_market market_of(struct tastes *tastes)
{
    return (struct demand_market){.products = tastes->products,
        .agents = tastes->agents,
        .weight = tastes->weight,
        .utility = utility,
        .context = tastes};
}

static struct tastes some_tastes(bool is_log)
{
    return (struct tastes){.products = 5,
        .agents = 3,
        .quality = {1, 2, 0.5, 1.5, 3},
        .alpha = {0.8, 1.3, 2.1},
        .weight = {0.5, 0.3, 0.2},
        .is_log = is_log};
}

static struct tastes duopoly(void)
{
    return (struct tastes){.products = 2, .agents = 1, .quality = {5, 5}, .alpha = {1}, .weight = {1}};
}

// Every derivative against a central difference, with tastes that differ, nests, and the price inside a
// logarithm.
static void test_derivatives(void **state)
{
    static const uint32_t nest[] = {4, 9, 4, 9, 9};
    const double price[] = {1, 1.5, 0.7, 1.1, 2};
    for (int variant = 0; variant < 4; variant++) {
        struct tastes tastes = some_tastes(variant & 1);
        struct demand_market market = market_of(&tastes);
        struct demand_responses at, up, down;
        if (variant & 2) market.nest = nest, market.rho = 0.6;
        assert_int_equal(demand_responses_prepare(5, 3, *state, &at), ERROR_NONE);
        assert_int_equal(demand_responses_prepare(5, 3, *state, &up), ERROR_NONE);
        assert_int_equal(demand_responses_prepare(5, 3, *state, &down), ERROR_NONE);
        demand_responses_compute(&market, price, &at);
        double all = at.outside, step = 1e-6;
        for (size_t k = 0; k < 5; k++) {
            double moved[5];
            for (size_t j = 0; j < 5; j++)
                moved[j] = price[j];
            moved[k] += step;
            demand_responses_shares(&market, moved, &up);
            moved[k] -= 2 * step;
            demand_responses_shares(&market, moved, &down);
            all += at.share[k];
            for (size_t j = 0; j < 5; j++)
                assert_near((j == k ? at.lambda[k] : 0) - at.gamma[k * 5 + j],
                    (up.share[j] - down.share[j]) / (2 * step), 1e-9);
        }
        assert_near(all, 1, 1e-14);
    }
}

// Logit without differences in taste: elasticities, diversion, surplus and concentration by hand.
static void test_logit_by_hand(void **state)
{
    struct tastes tastes = duopoly();
    struct demand_market market = market_of(&tastes);
    struct demand_responses r;
    const double price[] = {2, 3};
    const uint32_t firm[] = {7, 8};
    double matrix[4], margin[2], work[2];
    assert_int_equal(demand_responses_prepare(2, 1, *state, &r), ERROR_NONE);
    demand_responses_compute(&market, price, &r);
    double s = exp(3) / (1 + exp(3) + exp(2)), t = exp(2) / (1 + exp(3) + exp(2));
    assert_near(r.share[0], s, 1e-15);
    assert_near(r.surplus, log(1 + exp(3) + exp(2)), 1e-14);
    demand_responses_elasticities(&r, price, matrix);
    assert_near(matrix[0], -2 * (1 - s), 1e-14);
    assert_near(matrix[2], 3 * t, 1e-14);
    demand_responses_diversion(&r, matrix);
    assert_near(matrix[2], t / (1 - s), 1e-14); // from the first to the second
    assert_near(matrix[0], (1 - s - t) / (1 - s), 1e-14);
    assert_near(demand_responses_concentration(2, r.share, firm),
        10000 * (s * s + t * t) / ((s + t) * (s + t)), 1e-9);
    assert_int_equal(demand_responses_margins(&r, firm, margin), ERROR_NONE);
    assert_near(margin[0], 1 / (1 - s), 1e-14);
    assert_near(margin[1], 1 / (1 - t), 1e-13);
    const uint32_t one_firm[] = {7, 7};
    assert_int_equal(demand_responses_margins(&r, one_firm, margin), ERROR_NONE);
    assert_near(margin[0], 1 / (1 - s - t), 1e-12); // of all products alike
    assert_near(margin[1], 1 / (1 - s - t), 1e-12);
    double by_factor = demand_responses_aggregate(&market, price, 1e-7, &r, work);
    assert_near(by_factor, -(s * (2 - 2 * s - 3 * t) + t * (3 - 2 * s - 3 * t)), 1e-6);
}

// One nest for all with rho equals a logit of the nest: Berry (1994), equation 28.
static void test_nest_by_hand(void **state)
{
    struct tastes tastes = duopoly();
    struct demand_market market = market_of(&tastes);
    struct demand_responses r;
    const uint32_t nest[] = {3, 3};
    const double price[] = {2, 3};
    market.nest = nest;
    market.rho = 0.5;
    assert_int_equal(demand_responses_prepare(2, 1, *state, &r), ERROR_NONE);
    demand_responses_compute(&market, price, &r);
    double within = exp(6) / (exp(6) + exp(4)), inclusive = 0.5 * log(exp(6) + exp(4));
    assert_near(r.share[0], within * exp(inclusive) / (1 + exp(inclusive)), 1e-15);
    assert_near(r.surplus, log(1 + exp(inclusive)), 1e-14);
    double own = -2 / 0.5 * (1 - 0.5 * within - 0.5 * r.share[0]), matrix[4];
    demand_responses_elasticities(&r, price, matrix);
    assert_near(matrix[0], own, 1e-13);
}

static enum error solve(struct arena *arena, struct tastes *tastes, struct price_equilibrium_data *data,
    double *price, struct demand_responses *r, struct price_equilibrium_fit *fit)
{
    struct demand_market market = market_of(tastes);
    const struct price_equilibrium_options options = {1e-12, 5000};
    data->market = &market;
    *fit = (struct price_equilibrium_fit){.price = price};
    assert_int_equal(demand_responses_prepare(tastes->products, tastes->agents, arena, r), ERROR_NONE);
    return price_equilibrium_find(data, &options, r, fit);
}

static void test_duopoly(void **state)
{
    static const uint32_t two[] = {0, 1}, one[] = {0, 0};
    const double cost[] = {1, 1}, start[] = {1.5, 9};
    struct price_equilibrium_data data = {.cost = cost, .firm = two, .start = start};
    struct tastes tastes = duopoly();
    struct demand_responses r;
    struct price_equilibrium_fit fit;
    double price[2];
    assert_int_equal(solve(*state, &tastes, &data, price, &r, &fit), ERROR_NONE);
    assert_near(price[0], 2.8917066401, 5e-11);
    assert_near(price[1], price[0], 1e-11);
    assert_near(r.share[0], 0.4713768093, 5e-11);
    data.firm = one;
    assert_int_equal(solve(*state, &tastes, &data, price, &r, &fit), ERROR_NONE);
    assert_near(price[0], 4.6999236761, 5e-11);
    assert_near(r.share[0], 0.3648620772, 5e-11);
    assert_true(fit.worst < 1e-11);
    // Lambert's W: the rival's price so high that nobody buys from it.
    const double far[] = {1.5, 800}, stays[] = {1, 800}, most[] = {1000, 800};
    data =
        (struct price_equilibrium_data){.cost = cost, .firm = two, .start = far, .low = stays, .high = most};
    assert_int_equal(solve(*state, &tastes, &data, price, &r, &fit), ERROR_NONE);
    assert_near(price[0], 4.207940031569, 5e-12);
    assert_near(r.share[0], 0.688273474517, 5e-12);
}

static double profit_at(struct tastes *tastes, const double *price, const double *cost, const uint32_t *firm,
    uint32_t whose, struct demand_responses *r)
{
    struct demand_market market = market_of(tastes);
    double sum = 0;
    demand_responses_shares(&market, price, r);
    for (size_t j = 0; j < tastes->products; j++)
        if (firm[j] == whose) sum += (price[j] - cost[j]) * r->share[j];
    return sum;
}

// With differing tastes no price found pays to change, one at a time, up or down, except against a bound.
static void test_bounds_hold_and_nothing_else_pays(void **state)
{
    static const uint32_t firm[] = {1, 1, 2, 2, 1};
    const double cost[] = {0.5, 0.8, 0.3, 0.6, 1}, start[] = {1, 1, 1, 1, 2};
    const double low[] = {0, 0, 1.4, 0, 0}, high[] = {9, 1.2, 9, 9, 9};
    struct price_equilibrium_data data = {
        .cost = cost, .firm = firm, .start = start, .low = low, .high = high};
    struct tastes tastes = some_tastes(false);
    struct demand_responses r;
    struct price_equilibrium_fit fit;
    double price[5], wide[5];
    assert_int_equal(solve(*state, &tastes, &data, price, &r, &fit), ERROR_NONE);
    assert_true(fit.worst < 1e-11);
    assert_true(price[1] == 1.2); // the bound binds: without it, the price is higher
    for (size_t j = 0; j < 5; j++) {
        double best = profit_at(&tastes, price, cost, firm, firm[j], &r), kept = price[j];
        for (int step = -1; step <= 1; step += 2) {
            price[j] = kept + 1e-3 * step;
            if (price[j] >= low[j] && price[j] <= high[j])
                assert_true(profit_at(&tastes, price, cost, firm, firm[j], &r) < best);
        }
        price[j] = kept;
    }
    data.low = data.high = NULL;
    assert_int_equal(solve(*state, &tastes, &data, wide, &r, &fit), ERROR_NONE);
    assert_true(wide[1] > 1.2);
    // A box that holds the best prices returns them unchanged.
    const double loose_low[] = {0, 0, 0, 0, 0}, loose_high[] = {50, 50, 50, 50, 50};
    data.low = loose_low;
    data.high = loose_high;
    assert_int_equal(solve(*state, &tastes, &data, price, &r, &fit), ERROR_NONE);
    for (size_t j = 0; j < 5; j++)
        assert_true(price[j] == wide[j]);
    // The costs that follow from the prices are the costs.
    double margin[5];
    assert_int_equal(demand_responses_margins(&r, firm, margin), ERROR_NONE);
    for (size_t j = 0; j < 5; j++)
        assert_near(wide[j] - margin[j], cost[j], 1e-11);
}

static void test_no_best_price(void **state)
{
    static const uint32_t firm[] = {0, 1};
    const double cost[] = {1, 1}, start[] = {2, 2};
    struct tastes tastes = duopoly();
    struct price_equilibrium_data data = {.cost = cost, .firm = firm, .start = start};
    struct demand_responses r;
    struct price_equilibrium_fit fit;
    double price[2];
    tastes.alpha[0] = -1; // demand rises with the price
    assert_int_equal(solve(*state, &tastes, &data, price, &r, &fit), ERROR_INVALID);
}

// Draws have the mean and covariance asked for, and a parameter without variance stays.
static void test_normal_draws(void **state)
{
    const double covariance[] = {4, 1, 0, 1, 1, 0, 0, 0, 0}, mean[] = {1, -2, 7};
    double factor[9], value[3], sum[2] = {0}, squares[3] = {0};
    struct random_stream stream;
    const int draws = 40000;
    (void)state;
    normal_draw_factor(3, covariance, factor);
    random_stream_init(&stream, 5);
    for (int d = 0; d < draws; d++) {
        normal_draw(3, mean, factor, &stream, value);
        double a = value[0] - 1, b = value[1] + 2;
        assert_true(value[2] == 7);
        sum[0] += a / draws;
        sum[1] += b / draws;
        squares[0] += a * a / draws;
        squares[1] += a * b / draws;
        squares[2] += b * b / draws;
    }
    assert_near(sum[0], 0, 0.04);
    assert_near(sum[1], 0, 0.02);
    assert_near(squares[0], 4, 0.12);
    assert_near(squares[1], 1, 0.05);
    assert_near(squares[2], 1, 0.03);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(test_derivatives), arena_test(test_logit_by_hand),
        arena_test(test_nest_by_hand), arena_test(test_duopoly),
        arena_test(test_bounds_hold_and_nothing_else_pays), arena_test(test_no_best_price),
        arena_test(test_normal_draws)};
    return cmocka_run_group_tests_name("price_equilibrium", tests, NULL, NULL);
}
