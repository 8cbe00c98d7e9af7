// SPDX-License-Identifier: Apache-2.0
// Conditional logit: closed forms, R's logitr 1.2.0 on its own data, refusals, and recovery from simulated
// choices.
#include "engine/draw.h"
#include "engine/multinomial_logit.h"
#include "yogurt.h"

#include <math.h>

static const struct multinomial_logit_options classical = {.errors = {.kind = COVARIANCE_CLASSICAL}};

// Of n who were offered one product and nothing else, m bought: b = ln(m / (n - m)), variance n / (m (n -
// m)).
static void one_product_has_a_closed_form(void **state)
{
    enum { n = 40, m = 28 };
    double ones[n];
    size_t start[n + 1];
    uint32_t chosen[n];
    for (size_t t = 0; t < n; t++) {
        ones[t] = 1;
        start[t] = t;
        chosen[t] = t < m ? (uint32_t)t : CHOICE_OUTSIDE;
    }
    start[n] = n;
    struct choice_data data = {.rows = n,
        .tasks = n,
        .regressors = 1,
        .regressor = ones,
        .start = start,
        .chosen = chosen,
        .has_outside = true};
    struct multinomial_logit_fit fit;
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], log(28.0 / 12), 1e-12);
    assert_near(fit.standard_error[0], sqrt(40.0 / (28 * 12)), 1e-12);
    assert_near(fit.log_likelihood, 28 * log(0.7) + 12 * log(0.3), 1e-12);
    assert_near(fit.null_log_likelihood, -40 * log(2), 1e-12);
    const struct multinomial_logit_options robust = {.errors = {.kind = COVARIANCE_HC0}};
    assert_int_equal(multinomial_logit_fit(&data, &robust, NULL, *state, &fit), ERROR_NONE);
    assert_near(fit.standard_error[0], sqrt(40.0 / (28 * 12)), 1e-12); // the model holds exactly
}

// logitr 1.2.0 prints these; its optimiser stops within 4e-9 of them.
static void yogurt(void **state)
{
    struct choice_data data;
    struct multinomial_logit_fit fit;
    double *price;
    read_yogurt(*state, &data, &price);
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_NONE);
    static const double expected[] = {-.366584, .491433, -3.715600, -.641184, .734571};
    static const double errors[] = {.024366, .120063, .145419, .054498, .080644};
    for (size_t k = 0; k < 5; k++) {
        assert_near(fit.coefficient[k], expected[k], 6e-7);
        assert_near(fit.standard_error[k], errors[k], 6e-7);
    }
    assert_near(fit.log_likelihood, -2656.8879, 5e-5);
    assert_near(fit.null_log_likelihood, -2412 * log(4), 1e-9);
    assert_int_equal(fit.refusals.bits, 0);
}

// Elasticities of expected shares against difference quotients, and their adding-up: sum_j S_j e_kj = 0.
static void elasticities_are_derivatives(void **state)
{
    struct choice_data data;
    struct multinomial_logit_fit fit;
    double *price, elasticity[16], share[4] = {0}, moved[4], unused;
    read_yogurt(*state, &data, &price);
    uint32_t *alternative = arena_array(*state, uint32_t, data.rows);
    assert_non_null(alternative);
    for (size_t i = 0; i < data.rows; i++)
        alternative[i] = i % 4;
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_NONE);
    multinomial_logit_elasticities(
        &data, fit.probability, price, fit.coefficient[0], alternative, 4, elasticity);
    for (size_t i = 0; i < data.rows; i++)
        share[i % 4] += fit.probability[i];
    double *again = arena_array(*state, double, data.rows);
    for (size_t k = 0; k < 4; k++) {
        double sum = 0;
        for (size_t i = k; i < data.rows; i += 4)
            price[i] *= 1 + 1e-6;
        multinomial_logit_probabilities(&data, fit.coefficient, again, &unused);
        for (size_t i = k; i < data.rows; i += 4)
            price[i] /= 1 + 1e-6;
        memset(moved, 0, sizeof moved);
        for (size_t i = 0; i < data.rows; i++)
            moved[i % 4] += again[i];
        for (size_t j = 0; j < 4; j++) {
            assert_near(elasticity[k * 4 + j], (moved[j] / share[j] - 1) / 1e-6, 2e-5);
            sum += share[j] * elasticity[k * 4 + j];
        }
        assert_near(sum, 0, 1e-9);
    }
}

// Ten tasks of two rows; the dearer is never taken.
static void small(double x[20], size_t start[11], uint32_t chosen[10], struct choice_data *data)
{
    for (size_t t = 0; t < 10; t++) {
        x[2 * t] = 1 + (double)(t % 3);
        x[2 * t + 1] = 2 + (double)(t % 3) + (double)(t % 2);
        chosen[t] = (uint32_t)(2 * t);
        start[t] = 2 * t;
    }
    start[10] = 20;
    *data = (struct choice_data){
        .rows = 20, .tasks = 10, .regressors = 1, .regressor = x, .start = start, .chosen = chosen};
}

static void what_has_no_answer_is_refused(void **state)
{
    double x[40];
    size_t start[11];
    uint32_t chosen[10];
    struct choice_data data;
    struct multinomial_logit_fit fit;
    small(x, start, chosen, &data);
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SEPARATION));
    chosen[3] = 7; // one choice against the price: an answer
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_NONE);
    memcpy(x + 20, x, 20 * sizeof(double)); // the same column twice
    data.regressors = 2;
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    for (size_t i = 0; i < 20; i++)
        x[20 + i] = (double)(i / 2); // the same for both rows of a task
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    assert_int_equal(fit.separating, 1);
    for (size_t i = 0; i < 20; i++)
        x[20 + i] =
            x[i] * 0.1 + (double)(i / 2) / 3; // the first column again, but for what is the same in a task
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    assert_int_equal(fit.separating, 1);
    data.regressors = 1;
    chosen[0] = 5;
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    chosen[0] = 0;
    x[3] = (double)NAN;
    assert_int_equal(multinomial_logit_fit(&data, &classical, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(one_product_has_a_closed_form), arena_test(yogurt),
        arena_test(elasticities_are_derivatives), arena_test(what_has_no_answer_is_refused)};
    return cmocka_run_group_tests_name("multinomial_logit", tests, NULL, NULL);
}
