// SPDX-License-Identifier: Apache-2.0
// The elasticity from a sales history: what it gives on public data, and each of its refusals.
#include "engine/draw.h"
#include "engine/log_log_elasticity.h"
#include "table.h"

#include <math.h>

enum { weeks = 120 };

struct history {
    double quantity[weeks], price[weeks], cost[weeks];
};

static void simulate(uint64_t seed, double elasticity, double cost_matters, struct history *h)
{
    struct random_stream stream;
    random_stream_init(&stream, seed);
    for (size_t i = 0; i < weeks; i++) {
        h->cost[i] = draw_normal(&stream);
        double price = 0.2 * cost_matters * h->cost[i] + 0.15 * draw_normal(&stream);
        h->price[i] = exp(price);
        h->quantity[i] = exp(5 + elasticity * price + 0.1 * draw_normal(&stream));
    }
}

static struct log_log_elasticity_data data_of(const struct history *h)
{
    return (struct log_log_elasticity_data){
        .observations = weeks, .quantity = h->quantity, .price = h->price};
}

static const struct log_log_elasticity_options usual = {
    .errors = {.kind = COVARIANCE_HC1}, .steps = 1, .price_changes_needed = 5, .interval_outside = 0.05};

static void a_clear_history_is_not_refused(void **state)
{
    struct history h;
    struct log_log_elasticity_fit fit;
    struct log_log_elasticity_options options = usual;
    simulate(1, -2.5, 1, &h);
    struct log_log_elasticity_data data = data_of(&h);
    options.asked_price = 1.1;
    assert_int_equal(log_log_elasticity_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.refusals.bits, 0);
    assert_near(fit.elasticity, -2.5, 3 * fit.standard_error);
    assert_true(fit.interval[0] < fit.elasticity && fit.elasticity < fit.interval[1] && fit.interval[1] < -1);
    assert_int_equal(fit.price_changes, weeks - 1);
    data.instrument = h.cost;
    data.instrument_columns = 1;
    assert_int_equal(log_log_elasticity_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.refusals.bits, 0);
    assert_near(fit.elasticity, -2.5, 3 * fit.standard_error);
    assert_true(fit.weakest_f > 50);
}

// The elasticity does not depend on the currency or on the unit of quantity.
static void units_do_not_matter(void **state)
{
    struct history h;
    struct log_log_elasticity_fit one, two;
    simulate(2, -1.7, 1, &h);
    struct log_log_elasticity_data data = data_of(&h);
    assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &one), ERROR_NONE);
    for (size_t i = 0; i < weeks; i++) {
        h.price[i] *= 1e4;
        h.quantity[i] /= 12;
    }
    assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &two), ERROR_NONE);
    assert_near(two.elasticity, one.elasticity, 1e-11);
    assert_near(two.standard_error, one.standard_error, 1e-11);
}

static void expect_refusal(struct log_log_elasticity_data data, struct log_log_elasticity_options options,
    enum engine_refusal refusal, struct arena *arena)
{
    struct log_log_elasticity_fit fit;
    assert_int_equal(log_log_elasticity_fit(&data, &options, arena, &fit), ERROR_NONE);
    if (!engine_is_refused(fit.refusals, refusal)) fail_msg("not refused: %s", engine_refusal_name(refusal));
}

static void every_reason_not_to_recommend_is_named(void **state)
{
    struct history h;
    struct log_log_elasticity_options options = usual;
    simulate(3, -2, 1, &h);
    options.asked_price = 100;
    expect_refusal(data_of(&h), options, ENGINE_REFUSAL_PRICE_OUTSIDE_RANGE, *state);
    simulate(3, 1.5, 1, &h);
    expect_refusal(data_of(&h), usual, ENGINE_REFUSAL_WRONG_SIGN, *state);
    simulate(3, -1.02, 1, &h);
    expect_refusal(data_of(&h), usual, ENGINE_REFUSAL_INTERVAL_REACHES_MINUS_ONE, *state);
    for (size_t i = 0; i < weeks; i++)
        h.price[i] = i < 60 ? 2 : 3;
    expect_refusal(data_of(&h), usual, ENGINE_REFUSAL_TOO_FEW_PRICE_CHANGES, *state);
    simulate(3, -2, 0.02, &h);
    struct log_log_elasticity_data weak = data_of(&h);
    weak.instrument = h.cost;
    weak.instrument_columns = 1;
    expect_refusal(weak, usual, ENGINE_REFUSAL_WEAK_INSTRUMENTS, *state);
}

// Of 100 histories in which the cost does not move the price at all, hardly any may pass as strong.
static void weak_instruments_are_found_out(void **state)
{
    int passed = 0;
    for (uint64_t seed = 100; seed < 200; seed++) {
        struct history h;
        struct log_log_elasticity_fit fit;
        simulate(seed, -2, 0, &h);
        struct log_log_elasticity_data data = data_of(&h);
        data.instrument = h.cost;
        data.instrument_columns = 1;
        assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &fit), ERROR_NONE);
        passed += !engine_is_refused(fit.refusals, ENGINE_REFUSAL_WEAK_INSTRUMENTS);
    }
    assert_in_range(passed, 0, 2); // P(F(1, 118) > 10) = 0.002
}

static void what_cannot_be_estimated_says_why(void **state)
{
    struct history h;
    struct log_log_elasticity_fit fit;
    simulate(4, -2, 1, &h);
    struct log_log_elasticity_data data = data_of(&h);
    h.quantity[3] = 0;
    assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_POSITIVE));
    h.quantity[3] = (double)INFINITY;
    assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
    h.quantity[3] = 1;
    for (size_t i = 0; i < weeks; i++)
        h.price[i] = 9.99;
    assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_PRICE_CHANGES));
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    data.observations = 0;
    assert_int_equal(log_log_elasticity_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
}

// Cheese in 88 stores (bayesm), with the store's effect absorbed: plm gives -2.388341 (.12537 by store).
static void cheese_with_the_effect_of_the_store(void **state)
{
    struct table cheese;
    struct log_log_elasticity_fit fit;
    struct log_log_elasticity_options options = usual;
    size_t retailers;
    table_read("bayesm_cheese.csv", *state, &cheese);
    uint32_t *retailer = table_groups(&cheese, "RETAILER", *state, &retailers);
    struct fixed_effects effects = {cheese.rows, 1, {retailer, NULL}, {retailers, 0}, NULL, NULL};
    struct log_log_elasticity_data data = {.observations = cheese.rows,
        .quantity = table_numbers(&cheese, "VOLUME", *state),
        .price = table_numbers(&cheese, "PRICE", *state),
        .control_columns = 1,
        .control = table_numbers(&cheese, "DISP", *state),
        .effects = &effects};
    options.errors = (struct covariance_choice){COVARIANCE_CLUSTER1, retailer, retailers, 0, 0, NULL};
    assert_int_equal(log_log_elasticity_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.elasticity, -2.388341, 5e-7);
    assert_near(fit.standard_error, 0.12537, 5e-6);
    assert_int_equal(fit.refusals.bits, 0);
}

static void every_refusal_has_a_name_a_sentence_and_advice(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ENGINE_REFUSAL_COUNT; i++) {
        assert_true(strlen(engine_refusal_name(i)) > 0);
        assert_true(strlen(engine_refusal_sentence(i)) > 10 && strlen(engine_refusal_advice(i)) > 10);
        for (unsigned j = 0; j < i; j++)
            assert_string_not_equal(engine_refusal_name(i), engine_refusal_name(j));
    }
    assert_string_equal(engine_refusal_sentence(ENGINE_REFUSAL_COUNT), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(a_clear_history_is_not_refused),
        arena_test(units_do_not_matter),
        arena_test(every_reason_not_to_recommend_is_named),
        arena_test(weak_instruments_are_found_out),
        arena_test(what_cannot_be_estimated_says_why),
        arena_test(cheese_with_the_effect_of_the_store),
        arena_test(every_refusal_has_a_name_a_sentence_and_advice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
