// SPDX-License-Identifier: Apache-2.0
// Logit and nested logit on market shares, against PyBLP 1.2.0 on Nevo's public cereal data (the ratios of
// the nested logit, -67.39338888 and -72.27074638, are printed in PyBLP's documentation).
#include "cereal.h"
#include "engine/draw.h"
#include "engine/logit_demand.h"

#include <math.h>

static const struct instrumental_variables_options one_step = {
    .errors = {.kind = COVARIANCE_HC0}, .steps = 1};
static const struct instrumental_variables_options two_steps = {
    .errors = {.kind = COVARIANCE_HC0}, .steps = 2, .is_weighting_centred = true};

static void cereal_logit(void **state)
{
    struct table table;
    struct logit_demand_data data;
    struct logit_demand_fit fit;
    cereal_shares(*state, &table, &data);
    struct fixed_effects effects = {.observations = data.observations, .ways = 1};
    effects.group[0] = table_groups(&table, "product_ids", *state, &effects.groups[0]);
    data.effects = &effects;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_NONE);
    assert_near(fit.price_coefficient, -30.0977552, 5e-8);
    assert_near(fit.regression.linear.standard_error[0], 1.0186590, 5e-8);
    assert_near(fit.regression.objective, 189.9431777, 5e-8);
    assert_int_equal(logit_demand_fit(&data, &two_steps, *state, &fit), ERROR_NONE);
    assert_near(fit.price_coefficient, -30.0471029, 5e-8);
    assert_near(fit.regression.linear.standard_error[0], 1.0085887, 5e-8);
    assert_near(fit.regression.objective, 187.4555129734, 5e-9);
    assert_near(fit.mean_own_elasticity, -3.7063694, 5e-8);
    struct instrumental_variables_options unadjusted = two_steps;
    unadjusted.errors.kind = COVARIANCE_CLASSICAL;
    assert_int_equal(logit_demand_fit(&data, &unadjusted, *state, &fit), ERROR_NONE);
    assert_near(fit.regression.linear.standard_error[0], 1.0086526, 5e-8);
    assert_int_equal(fit.refusals.bits, 0);
}

static void check_nested(struct arena *arena, const char *nests, const double expected[5])
{
    struct table table;
    struct logit_demand_data data;
    struct logit_demand_fit fit;
    cereal_shares(arena, &table, &data);
    cereal_nests(arena, &table, nests, &data);
    assert_int_equal(logit_demand_fit(&data, &two_steps, arena, &fit), ERROR_NONE);
    assert_near(fit.rho, expected[0], 5e-9);
    assert_near(fit.regression.linear.standard_error[1], expected[1], 5e-9);
    assert_near(fit.price_coefficient, expected[2], 5e-8);
    assert_near(fit.regression.linear.standard_error[0], expected[3], 5e-8);
    assert_near(fit.regression.objective, expected[4], 5e-8 * expected[4]);
}

static void cereal_nested_logit(void **state)
{
    check_nested(*state, NULL, (double[]){.98258998, .01357591, -1.17332050, .39713448, 203.2710603});
    check_nested(*state, "mushy", (double[]){.89154279, .01913327, -7.83828345, .48154618, 690.2596512});
}

// Where nobody's income changes: shares answer to all prices together as the outside share does (the sum of
// s_j dln s_j over products is minus the outside's), and every elasticity agrees with a difference quotient.
static void elasticities_are_derivatives_and_add_up(void **state)
{
    (void)state;
    enum { count = 5 };
    static const uint32_t nest[count] = {0, 0, 1, 1, 1};
    const double alpha = -2, rho = 0.4, quality[count] = {1, 2, 1.5, 0.3, 2.2};
    double price[count] = {1, 1.4, 0.8, 1.1, 2}, share[count], moved[count], elasticities[count * count];
    for (int changed = -1; changed < count; changed++) {
        double nests[2] = {0}, sum = 1, *out = changed < 0 ? share : moved;
        const double step = 1e-6;
        if (changed >= 0) price[changed] *= exp(step);
        for (int j = 0; j < count; j++)
            nests[nest[j]] += exp((quality[j] + alpha * price[j]) / (1 - rho));
        for (int g = 0; g < 2; g++)
            sum += pow(nests[g], 1 - rho);
        for (int j = 0; j < count; j++)
            out[j] = exp((quality[j] + alpha * price[j]) / (1 - rho)) * pow(nests[nest[j]], -rho) / sum;
        if (changed < 0) {
            logit_demand_elasticities(count, share, price, nest, alpha, rho, elasticities);
            continue;
        }
        price[changed] /= exp(step);
        for (int j = 0; j < count; j++)
            assert_near(elasticities[changed * count + j], log(moved[j] / share[j]) / step, 1e-4);
        for (int j = 0; j < count; j++) // symmetric slopes
            assert_near(elasticities[changed * count + j] * share[j] / price[changed],
                elasticities[j * count + changed] * share[changed] / price[j], 1e-12);
    }
}

static void impossible_shares_are_refused(void **state)
{
    double share[] = {0.3, 0.7, 0.2, 0.3}, price[] = {1, 2, 1.5, 2.5};
    uint32_t market[] = {0, 0, 1, 1};
    struct logit_demand_data data = {.observations = 4,
        .markets = 2,
        .market = market,
        .share = share,
        .price = price,
        .instrument_columns = 1,
        .instrument = price};
    struct logit_demand_fit fit;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SHARES));
    share[1] = 0;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SHARES));
    share[1] = (double)NAN;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
    share[1] = 0.1;
    market[2] = 2;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    market[2] = 1;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_NONE);
    data.observations = 0;
    assert_int_equal(logit_demand_fit(&data, &one_step, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
}

// 300 markets of four products whose unseen quality raises the price: instruments find the truth.
static void simulated_shares_give_their_parameters_back(void **state)
{
    enum { markets = 300, products = 4, total = markets * products };
    static double share[total], price[total], cost[total], other[2 * total];
    static uint32_t market[total];
    struct random_stream stream;
    random_stream_init(&stream, 2024);
    for (size_t t = 0; t < markets; t++) {
        double sum = 1;
        for (size_t i = t * products; i < (t + 1) * products; i++) {
            double unseen = 0.5 * draw_normal(&stream);
            market[i] = (uint32_t)t;
            cost[i] = random_stream_real(&stream);
            other[i] = draw_normal(&stream);
            other[total + i] = 1;
            price[i] = 1 + cost[i] + 0.4 * unseen;
            sum += share[i] = exp(1 - 1.5 * price[i] + 0.8 * other[i] + unseen);
        }
        for (size_t i = t * products; i < (t + 1) * products; i++)
            share[i] /= sum;
    }
    struct logit_demand_data data = {.observations = total,
        .markets = markets,
        .market = market,
        .share = share,
        .price = price,
        .exogenous_columns = 2,
        .exogenous = other,
        .instrument_columns = 1,
        .instrument = cost};
    struct logit_demand_fit fit;
    assert_int_equal(logit_demand_fit(&data, &two_steps, *state, &fit), ERROR_NONE);
    const struct linear_fit *linear = &fit.regression.linear;
    const double truth[] = {-1.5, 0.8, 1};
    for (size_t j = 0; j < 3; j++)
        assert_near(linear->coefficient[j], truth[j], 3 * linear->standard_error[j]);
    assert_true(linear->standard_error[0] < 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(cereal_logit),
        arena_test(cereal_nested_logit),
        arena_test(elasticities_are_derivatives_and_add_up),
        arena_test(impossible_shares_are_refused),
        arena_test(simulated_shares_give_their_parameters_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
