// SPDX-License-Identifier: Apache-2.0
// Willingness to pay: the delta method by hand, simulation against it where the ratio is nearly normal, and
// R's logitr 1.2.0 on its own data.
#include "engine/multinomial_logit.h"
#include "engine/willingness_to_pay.h"
#include "yogurt.h"

#include <math.h>

static void delta_method_by_hand(void **state)
{
    const double b[] = {-2, 3}, covariance[] = {.0004, .0001, .0001, .0009};
    struct willingness_to_pay ret[2] = {{0}};
    struct engine_refusals refusals = {0};
    const struct willingness_to_pay_options options = {
        .price = 0, .outside = .05, .simulations = 20000, .seed = 1};
    size_t wrong;
    assert_int_equal(
        willingness_to_pay(2, b, covariance, &options, *state, &refusals, ret, &wrong), ERROR_NONE);
    // g = (b_1 / b_0^2, -1 / b_0) = (3/4, 1/2): 9/16 .0004 + 2 3/8 .0001 + 1/4 .0009
    double error = sqrt(.000225 + .000075 + .000225);
    assert_near(ret[1].value, 1.5, 1e-15);
    assert_near(ret[1].error, error, 1e-15);
    assert_near(ret[1].high, 1.5 + 1.959963984540054 * error, 1e-12);
    assert_near(ret[1].drawn_mean, 1.5, 5 * error / sqrt(20000));
    assert_near(ret[1].drawn_error, error, .03 * error);
    assert_near(ret[1].drawn_low, ret[1].low, .1 * error);
    assert_int_equal(wrong, 0);
}

static void yogurt(void **state)
{
    struct choice_data data;
    struct multinomial_logit_fit fit;
    struct willingness_to_pay ret[5];
    struct engine_refusals refusals = {0};
    double *x;
    size_t wrong;
    read_yogurt(*state, &data, &x);
    const struct multinomial_logit_options classical = {.errors = {.kind = COVARIANCE_CLASSICAL}};
    const struct willingness_to_pay_options options = {
        .price = 0, .outside = .05, .simulations = 10000, .seed = 1};
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_NONE);
    assert_int_equal(
        willingness_to_pay(5, fit.coefficient, fit.covariance, &options, *state, &refusals, ret, &wrong),
        ERROR_NONE);
    static const double value[] = {0, 1.34057, -10.13573, -1.74908, 2.00383};
    static const double delta[] = {0, .35586, .57608, 0, 0}, drawn[] = {0, .35744, .58269, .18175, .14341};
    for (size_t k = 1; k < 5; k++) {
        assert_near(ret[k].value, value[k], 6e-6);
        if (delta[k] > 0) assert_near(ret[k].error, delta[k], 6e-6);
        assert_near(ret[k].drawn_error, drawn[k], .03 * drawn[k]); // another seed
        assert_true(ret[k].drawn_low < value[k] && value[k] < ret[k].drawn_high);
    }
}

static void a_price_that_pleases_is_refused(void **state)
{
    const double b[] = {.1, 3}, covariance[] = {.0004, 0, 0, .0009};
    struct willingness_to_pay ret[2];
    struct engine_refusals refusals = {0};
    const struct willingness_to_pay_options options = {
        .price = 0, .outside = .05, .simulations = 100, .seed = 1};
    size_t wrong;
    assert_int_equal(
        willingness_to_pay(2, b, covariance, &options, *state, &refusals, ret, &wrong), ERROR_INVALID);
    assert_true(engine_is_refused(refusals, ENGINE_REFUSAL_WRONG_SIGN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(delta_method_by_hand), arena_test(yogurt), arena_test(a_price_that_pleases_is_refused)};
    return cmocka_run_group_tests_name("willingness_to_pay", tests, NULL, NULL);
}
