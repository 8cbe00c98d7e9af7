// SPDX-License-Identifier: Apache-2.0
// Accepted prices: a worked example, people and shares, profit, intervals, refusals.
#include "engine/draw.h"
#include "engine/price_acceptance.h"
#include "table.h"

#include <math.h>

enum { steps = 6 };
static const double prices[steps] = {5, 6, 7, 8, 9, 10};
static const double shares[steps] = {.82, .74, .61, .44, .29, .17};
static const struct resample_options usual = {500, 1, 0.05};

// Demand, revenue and elasticities worked by hand.
static void a_worked_example(void **state)
{
    static const double revenue[steps] = {4.10, 4.44, 4.27, 3.52, 2.61, 1.70};
    static const double elasticity[steps - 1] = {-.564, -1.252, -2.429, -3.493, -4.957};
    struct price_acceptance_data data = {
        .prices = steps, .price = prices, .share = shares, .cost = (double)NAN};
    struct price_acceptance_fit fit;
    assert_int_equal(price_acceptance_fit(&data, &usual, NULL, *state, &fit), ERROR_NONE);
    for (size_t k = 0; k < steps; k++)
        assert_near(fit.point[k].revenue, revenue[k], 1e-12);
    for (size_t k = 0; k + 1 < steps; k++)
        assert_near(fit.point[k].elasticity, elasticity[k], 5e-4);
    assert_int_equal(fit.best_revenue, 1);
    assert_true(isnan(fit.revenue_price.low) && isnan(fit.point[steps - 1].elasticity));
    assert_false(fit.is_rising || fit.is_at_end);
    data.cost = 4; // (p - 4) D: .82 1.48 1.83 1.76 …
    assert_int_equal(price_acceptance_fit(&data, &usual, NULL, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.best_profit, 2);
    assert_near(fit.point[2].profit, 1.83, 1e-12);
}

// A hundred people with the same shares give the same curve, with intervals.
static void people_and_shares_agree(void **state)
{
    uint32_t accepted[100];
    double asked[steps];
    for (size_t i = 0; i < 100; i++) {
        accepted[i] = 0;
        for (size_t k = 0; k < steps; k++)
            accepted[i] += (double)i < 100 * shares[k] - 0.5;
    }
    struct price_acceptance_data people = {
        .prices = steps, .price = prices, .respondents = 100, .accepted = accepted, .cost = (double)NAN};
    struct price_acceptance_fit one, other;
    assert_int_equal(price_acceptance_fit(&people, &usual, NULL, *state, &one), ERROR_NONE);
    for (size_t k = 0; k < steps; k++) {
        asked[k] = 100;
        assert_near(one.point[k].demand, shares[k], 1e-12);
        // By the binomial distribution the error is sqrt(D (1 - D) / n).
        assert_near(one.point[k].demand_interval.error, sqrt(shares[k] * (1 - shares[k]) / 100), 0.005);
    }
    assert_true(one.revenue_price.low >= 5 && one.revenue_price.high <= 8);
    struct price_acceptance_data counted = {
        .prices = steps, .price = prices, .share = shares, .asked = asked, .cost = (double)NAN};
    assert_int_equal(price_acceptance_fit(&counted, &usual, NULL, *state, &other), ERROR_NONE);
    for (size_t k = 0; k < steps; k++)
        assert_near(other.point[k].demand_interval.error, one.point[k].demand_interval.error, 0.006);
}

static void refusals(void **state)
{
    static const double rising[steps] = {.5, .5, .5, .5, .5, .5};
    static const double beyond[steps] = {1.2, .5, .5, .5, .5, .5};
    struct price_acceptance_data data = {
        .prices = steps, .price = prices, .share = rising, .cost = (double)NAN};
    struct price_acceptance_fit fit;
    assert_int_equal(price_acceptance_fit(&data, &usual, NULL, *state, &fit), ERROR_NONE);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_ONE_ANSWER));
    data.share = beyond;
    assert_int_equal(price_acceptance_fit(&data, &usual, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    data.share = shares;
    data.prices = 1;
    assert_int_equal(price_acceptance_fit(&data, &usual, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_PRICE_CHANGES));
    data.prices = 0;
    assert_int_equal(price_acceptance_fit(&data, &usual, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
}

// 95 % intervals of demand hold the truth in 92 to 98 of 100 surveys.
static void intervals_hold_the_truth(void **state)
{
    enum { surveys = 200, size = 300 };
    const struct resample_options options = {300, 1, 0.05};
    uint32_t accepted[size];
    size_t held = 0;
    for (uint64_t survey = 0; survey < surveys; survey++) {
        struct random_stream stream;
        struct price_acceptance_fit fit;
        draw_stream(&stream, 11, survey);
        for (size_t i = 0; i < size; i++) {
            double wants = random_stream_real(&stream);
            accepted[i] = 0;
            for (size_t k = 0; k < steps; k++)
                accepted[i] += wants < shares[k];
        }
        struct price_acceptance_data data = {
            .prices = steps, .price = prices, .respondents = size, .accepted = accepted, .cost = (double)NAN};
        assert_int_equal(price_acceptance_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
        const struct resample_interval *interval = &fit.point[3].demand_interval;
        held += interval->low <= shares[3] && shares[3] <= interval->high;
    }
    assert_in_range(held, 184, 197);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(a_worked_example), arena_test(people_and_shares_agree),
        arena_test(refusals), arena_test(intervals_hold_the_truth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
