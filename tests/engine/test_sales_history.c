// SPDX-License-Identifier: Apache-2.0
// Least squares, fixed effects and instruments against published and independently obtained numbers.
//
// Fulton fish: Graddy (1995), Angrist, Graddy and Imbens (2000); the IV numbers are those of the Mixtape
// course's solution. Orange juice and cheese: R 4.2.2 with plm 2.6-2 (errors "sss"), data of bayesm.
// Cigarettes: Baltagi's panel, plm.
#include "engine/draw.h"
#include "engine/fixed_effects.h"
#include "engine/instrumental_variables.h"
#include "table.h"

#include <math.h>

static double *ones(size_t count, struct arena *arena)
{
    double *column = arena_array(arena, double, count);
    assert_non_null(column);
    for (size_t i = 0; i < count; i++)
        column[i] = 1;
    return column;
}

// Columns by name side by side; a name that begins with '~' is taken as its logarithm, "1" is the constant.
static double *columns_of(
    const struct table *table, size_t count, const char *const *names, struct arena *arena)
{
    double *all = arena_array(arena, double, table->rows *count);
    assert_non_null(all);
    for (size_t j = 0; j < count; j++) {
        bool is_log = names[j][0] == '~', is_one = strcmp(names[j], "1") == 0;
        double *column = is_one ? ones(table->rows, arena) : table_numbers(table, names[j] + is_log, arena);
        for (size_t i = 0; i < table->rows; i++)
            all[j * table->rows + i] = is_log ? log(column[i]) : column[i];
    }
    return all;
}
#define columns(table, arena, ...)                                                                           \
    columns_of((table), sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),                         \
        (const char *const[]){__VA_ARGS__}, (arena))

static const struct covariance_choice classical = {.kind = COVARIANCE_CLASSICAL};
static const struct covariance_choice hc1 = {.kind = COVARIANCE_HC1};

static void fulton_least_squares(void **state)
{
    struct table fish;
    struct linear_fit fit;
    table_read("graddy_fulton_fish.csv", *state, &fish);
    double *x = columns(&fish, *state, "p", "1", "Mon", "Tue", "Wed", "Thu"),
           *q = columns(&fish, *state, "q");
    struct least_squares_data data = {fish.rows, 2, x, q};
    assert_int_equal(least_squares_fit(&data, &hc1, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], -0.5408731, 5e-8);
    assert_near(fit.standard_error[0], 0.1650473, 5e-8);
    assert_int_equal(least_squares_fit(&data, &classical, *state, &fit), ERROR_NONE);
    assert_near(fit.standard_error[0], 0.1786382, 5e-8);
    data.regressors = 6;
    assert_int_equal(least_squares_fit(&data, &hc1, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], -0.562550, 5e-7);
    assert_near(fit.standard_error[0], 0.152175, 5e-7);
}

static void fulton_two_stage(void **state)
{
    struct table fish;
    struct instrumental_variables_fit fit;
    struct instrument_tests tests;
    table_read("graddy_fulton_fish.csv", *state, &fish);
    struct instrumental_variables_data data = {.observations = fish.rows,
        .endogenous_columns = 1,
        .endogenous = columns(&fish, *state, "p"),
        .exogenous_columns = 1,
        .exogenous = columns(&fish, *state, "1", "Mon", "Tue", "Wed", "Thu", "Cold", "Rainy"),
        .instrument_columns = 1,
        .instrument = columns(&fish, *state, "Stormy"),
        .dependent = columns(&fish, *state, "q")};
    struct instrumental_variables_options options = {.errors = classical, .steps = 1};
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.linear.coefficient[0], -1.0824, 5e-5);
    assert_near(fit.linear.standard_error[0], 0.4657, 5e-5);
    options.errors = hc1;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.linear.standard_error[0], 0.4755, 5e-5);
    assert_int_equal(instrument_tests_run(&data, &classical, *state, &tests), ERROR_NONE);
    assert_near(tests.weakest_f, 20.69, 5e-3);
    data.exogenous_columns = 5;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.linear.coefficient[0], -1.119417, 5e-7);
    assert_near(fit.linear.standard_error[0], 0.443193, 5e-7);
    assert_int_equal(instrument_tests_run(&data, &classical, *state, &tests), ERROR_NONE);
    assert_near(tests.weakest_f, 21.5174, 5e-5);
    assert_near(tests.wu_hausman, 2.2731, 5e-5);
    assert_near(tests.wu_hausman_p, 0.134668, 5e-7);
    assert_int_equal(tests.refusals.bits, 0);
    data.exogenous_columns = 7;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.linear.coefficient[0], -1.222796, 5e-7);
    assert_near(fit.linear.standard_error[0], 0.5444, 5e-5);
    assert_int_equal(fit.over_identification_degrees, 0);
}

static void cheese_pooled_and_within(void **state)
{
    struct table cheese;
    struct linear_fit fit;
    struct engine_refusals refusals = {0};
    size_t retailers;
    table_read("bayesm_cheese.csv", *state, &cheese);
    uint32_t *retailer = table_groups(&cheese, "RETAILER", *state, &retailers);
    size_t n = cheese.rows;
    double *all = columns(&cheese, *state, "~VOLUME", "~PRICE", "DISP", "1");
    struct least_squares_data data = {n, 3, all + n, all};
    struct covariance_choice clustered = {COVARIANCE_CLUSTER1, retailer, retailers, 0, 0, NULL};
    assert_int_equal(least_squares_fit(&data, &classical, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], -1.257578, 5e-7);
    assert_near(fit.coefficient[1], 0.513196, 5e-7);
    assert_near(fit.standard_error[0], 0.058062, 5e-7);
    assert_int_equal(least_squares_fit(&data, &clustered, *state, &fit), ERROR_NONE);
    assert_near(fit.standard_error[0], 0.29089, 5e-6);

    struct fixed_effects effects = {n, 1, {retailer, NULL}, {retailers, 0}, NULL, NULL};
    assert_int_equal(fixed_effects_absorb(&effects, 3, all, *state, &refusals), ERROR_NONE);
    data.regressors = 2;
    struct covariance_choice within = classical;
    assert_int_equal(fixed_effects_count(&effects, *state, &within, &refusals), ERROR_NONE);
    assert_int_equal(within.absorbed, 88);
    assert_int_equal(least_squares_fit(&data, &within, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], -2.388341, 5e-7);
    assert_near(fit.coefficient[1], 0.914213, 5e-7);
    assert_near(fit.standard_error[0], 0.033178, 5e-7);
    assert_near(fit.standard_error[1], 0.030617, 5e-7);
    assert_int_equal(fixed_effects_count(&effects, *state, &clustered, &refusals), ERROR_NONE);
    assert_int_equal(clustered.absorbed_across_clusters, 0);
    assert_int_equal(least_squares_fit(&data, &clustered, *state, &fit), ERROR_NONE);
    assert_near(fit.standard_error[0], 0.12537, 5e-6);
    clustered.kind = COVARIANCE_CLUSTER0;
    assert_int_equal(least_squares_fit(&data, &clustered, *state, &fit), ERROR_NONE);
    assert_near(fit.standard_error[0], 0.12465, 5e-6);
    assert_near(fit.standard_error[1], 0.10388, 5e-6);
}

static void cigarettes_by_state_and_year(void **state)
{
    struct table cigar;
    struct linear_fit fit;
    struct engine_refusals refusals = {0};
    size_t states, years;
    table_read("plm_cigar.csv", *state, &cigar);
    size_t n = cigar.rows;
    struct fixed_effects effects = {.observations = n, .ways = 2};
    effects.group[0] = table_groups(&cigar, "state", *state, &states);
    effects.group[1] = table_groups(&cigar, "year", *state, &years);
    effects.groups[0] = states;
    effects.groups[1] = years;
    // Real prices and income: divided by the consumer price index.
    double *all = columns(&cigar, *state, "~sales", "~price", "~pimin", "~ndi", "1");
    double *index = columns(&cigar, *state, "~cpi");
    for (size_t j = 1; j < 4; j++)
        for (size_t i = 0; i < n; i++)
            all[j * n + i] -= index[i];
    struct least_squares_data data = {n, 4, all + n, all};
    assert_int_equal(least_squares_fit(&data, &classical, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], -1.051217, 5e-7);
    assert_near(fit.coefficient[1], 0.233982, 5e-7);
    assert_near(fit.coefficient[2], 0.273979, 5e-7);
    assert_int_equal(fixed_effects_absorb(&effects, 4, all, *state, &refusals), ERROR_NONE);
    data.regressors = 3;
    struct covariance_choice errors = classical;
    assert_int_equal(fixed_effects_count(&effects, *state, &errors, &refusals), ERROR_NONE);
    assert_int_equal(errors.absorbed, 46 + 30 - 1);
    assert_int_equal(least_squares_fit(&data, &errors, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[0], -1.023062, 5e-7);
    assert_near(fit.coefficient[1], -0.117249, 5e-7);
    assert_near(fit.coefficient[2], 0.520004, 5e-7);
    assert_near(fit.standard_error[0], 0.041818, 5e-7);
    struct covariance_choice clustered = {COVARIANCE_CLUSTER0, effects.group[0], states, 0, 0, NULL};
    assert_int_equal(least_squares_fit(&data, &clustered, *state, &fit), ERROR_NONE);
    assert_near(fit.standard_error[0], 0.215181, 5e-7);
}

// Eleven brands, each on all eleven prices: 242 published-digit comparisons with plm.
static void orange_juice_cross_elasticities(void **state)
{
    struct table juice, elasticities, errors;
    table_read("bayesm_orangejuice_yx.csv.gz", *state, &juice);
    table_read("ref_oj_fe_elasticity_matrix.csv", *state, &elasticities);
    table_read("ref_oj_fe_elasticity_se.csv", *state, &errors);
    size_t stores, total = juice.rows;
    uint32_t *store = table_groups(&juice, "store", *state, &stores);
    double *brand = table_numbers(&juice, "brand", *state);
    double *move = table_numbers(&juice, "logmove", *state);
    double *regressors = columns(&juice, *state, "~price1", "~price2", "~price3", "~price4", "~price5",
        "~price6", "~price7", "~price8", "~price9", "~price10", "~price11", "deal", "feat");
    for (int b = 1; b <= 11; b++) {
        size_t n = 0;
        for (size_t i = 0; i < total; i++)
            n += (int)brand[i] == b;
        double *all = arena_array(*state, double, n * 14);
        uint32_t *group = arena_array(*state, uint32_t, n);
        assert_true(all && group);
        for (size_t i = 0, row = 0; i < total; i++) {
            if ((int)brand[i] != b) continue;
            all[row] = move[i];
            for (size_t j = 0; j < 13; j++)
                all[(j + 1) * n + row] = regressors[j * total + i];
            group[row++] = store[i];
        }
        struct fixed_effects effects = {n, 1, {group, NULL}, {stores, 0}, NULL, NULL};
        struct covariance_choice choice = {COVARIANCE_CLUSTER1, group, stores, 0, 0, NULL};
        struct engine_refusals refusals = {0};
        struct linear_fit fit;
        assert_int_equal(fixed_effects_absorb(&effects, 14, all, *state, &refusals), ERROR_NONE);
        assert_int_equal(fixed_effects_count(&effects, *state, &choice, &refusals), ERROR_NONE);
        struct least_squares_data data = {n, 13, all + n, all};
        assert_int_equal(least_squares_fit(&data, &choice, *state, &fit), ERROR_NONE);
        for (size_t j = 0; j < 11; j++) {
            assert_near(
                fit.coefficient[j], table_numbers(&elasticities, elasticities.names[j], *state)[b - 1], 1e-9);
            assert_near(fit.standard_error[j], table_numbers(&errors, errors.names[j], *state)[b - 1], 1e-9);
        }
    }
}

enum { simulated = 400, simulated_groups = 20 };

struct simulation {
    double y[simulated], price[simulated], other[2 * simulated], instrument[2 * simulated];
    uint32_t store[simulated], week[simulated];
};

// Demand -2 price + 0.5 x + store + week + shock; the price rises with the shock and with two costs.
static void simulate(uint64_t seed, double cost_matters, struct simulation *s)
{
    struct random_stream stream;
    random_stream_init(&stream, seed);
    for (size_t i = 0; i < simulated; i++) {
        double shock = draw_normal(&stream);
        s->store[i] = (uint32_t)(i % simulated_groups);
        s->week[i] = (uint32_t)random_stream_below(&stream, 15);
        s->other[i] = draw_normal(&stream);
        s->other[simulated + i] = 1;
        s->instrument[i] = draw_normal(&stream);
        s->instrument[simulated + i] = draw_normal(&stream);
        s->price[i] = cost_matters * (s->instrument[i] + 0.7 * s->instrument[simulated + i]) + 0.6 * shock +
                      0.1 * s->store[i] + draw_normal(&stream);
        s->y[i] = 3 - 2 * s->price[i] + 0.5 * s->other[i] + 0.3 * s->store[i] - 0.2 * s->week[i] + shock;
    }
}

// Absorbing gives exactly the coefficients of the regression with a dummy a group.
static void absorbed_effects_equal_dummies(void **state)
{
    struct simulation s;
    simulate(11, 1, &s);
    enum { wide = 2 + simulated_groups + 15 - 1 };
    double *x = arena_array(*state, double, simulated *wide),
           *all = arena_array(*state, double, simulated * 3);
    assert_true(x && all);
    for (size_t i = 0; i < simulated; i++) {
        all[i] = s.y[i];
        x[i] = all[simulated + i] = s.price[i];
        x[simulated + i] = all[2 * simulated + i] = s.other[i];
        x[(2 + s.store[i]) * simulated + i] = 1;
        if (s.week[i] > 0) x[(2 + simulated_groups + s.week[i] - 1) * simulated + i] = 1;
    }
    struct linear_fit dummies, absorbed;
    struct engine_refusals refusals = {0};
    struct least_squares_data with_dummies = {simulated, wide, x, s.y},
                              without = {simulated, 2, all + simulated, all};
    struct fixed_effects effects = {simulated, 2, {s.store, s.week}, {simulated_groups, 15}, NULL, NULL};
    struct covariance_choice choice = hc1;
    assert_int_equal(least_squares_fit(&with_dummies, &hc1, *state, &dummies), ERROR_NONE);
    assert_int_equal(fixed_effects_absorb(&effects, 3, all, *state, &refusals), ERROR_NONE);
    assert_int_equal(fixed_effects_count(&effects, *state, &choice, &refusals), ERROR_NONE);
    assert_int_equal(least_squares_fit(&without, &choice, *state, &absorbed), ERROR_NONE);
    for (size_t j = 0; j < 2; j++) {
        assert_near(absorbed.coefficient[j], dummies.coefficient[j], 1e-11);
        assert_near(absorbed.standard_error[j], dummies.standard_error[j], 1e-11);
    }
}

static void sets_of_groups_that_hang_together_are_counted(void **state)
{
    uint32_t left[] = {0, 0, 1, 2, 2, 3}, right[] = {0, 1, 1, 2, 3, 3}, cluster[] = {0, 0, 0, 1, 1, 1};
    struct fixed_effects effects = {
        6, 2, {left, right}, {5, 4}, NULL, NULL}; // group 4 of the left has no observation
    struct covariance_choice choice = {.kind = COVARIANCE_CLUSTER1, .cluster = cluster, .clusters = 2};
    struct engine_refusals refusals = {0};
    assert_int_equal(fixed_effects_count(&effects, *state, &choice, &refusals), ERROR_NONE);
    assert_int_equal(choice.absorbed, 4 + 4 - 2);
    assert_int_equal(choice.absorbed_across_clusters, 0);
}

static struct instrumental_variables_data problem(struct simulation *s)
{
    return (struct instrumental_variables_data){simulated, 1, 2, 2, s->price, s->other, s->instrument, s->y};
}

// 200 samples: the mean estimate lies at -2, and 95 % intervals cover it in 92 to 98 % of them.
static void instruments_recover_the_truth_and_least_squares_does_not(void **state)
{
    struct simulation s;
    double sum = 0, plain = 0;
    int covered = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        simulate(seed, 1, &s);
        for (size_t i = 0; i < simulated; i++)
            s.y[i] += -0.3 * s.store[i] + 0.2 * s.week[i];
        struct instrumental_variables_data data = problem(&s);
        struct instrumental_variables_options options = {.errors = {.kind = COVARIANCE_HC0}, .steps = 2};
        struct instrumental_variables_fit fit;
        assert_int_equal(instrumental_variables_fit(&data, &options, *state, &fit), ERROR_NONE);
        sum += fit.linear.coefficient[0] / 200;
        covered += fabs(fit.linear.coefficient[0] + 2) < 1.96 * fit.linear.standard_error[0];
        data.instrument_columns = data.endogenous_columns = 0;
        data.exogenous_columns = 2;
        double both[2 * simulated];
        for (size_t i = 0; i < simulated; i++) {
            both[i] = s.price[i];
            both[simulated + i] = 1;
        }
        struct least_squares_data regression = {simulated, 2, both, s.y};
        struct linear_fit biased;
        assert_int_equal(least_squares_fit(&regression, &hc1, *state, &biased), ERROR_NONE);
        plain += biased.coefficient[0] / 200;
        arena_reset(*state);
    }
    assert_near(sum, -2, 0.01);
    assert_in_range(covered, 184, 196);
    assert_true(plain > -1.9);
}

static void exactly_identified_steps_agree_and_units_do_not_matter(void **state)
{
    struct simulation s;
    simulate(5, 1, &s);
    struct instrumental_variables_data data = problem(&s);
    struct instrumental_variables_options options = {.errors = {.kind = COVARIANCE_HC0}, .steps = 1};
    struct instrumental_variables_fit one, two;
    data.instrument_columns = 1;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &one), ERROR_NONE);
    options.steps = 2;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &two), ERROR_NONE);
    assert_near(one.linear.coefficient[0], two.linear.coefficient[0], 1e-12);
    assert_near(one.linear.standard_error[0], two.linear.standard_error[0], 1e-12);
    data.instrument_columns = 2;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &one), ERROR_NONE);
    for (size_t i = 0; i < simulated; i++) {
        s.instrument[i] *= 1e6;
        s.price[i] *= 100;
    }
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &two), ERROR_NONE);
    assert_near(two.linear.coefficient[0] * 100, one.linear.coefficient[0], 1e-10);
    assert_near(two.over_identification, one.over_identification, 1e-8);
}

static void the_order_of_rows_does_not_matter(void **state)
{
    struct simulation s, turned;
    simulate(8, 1, &s);
    for (size_t i = 0; i < simulated; i++) {
        size_t from = simulated - 1 - i;
        turned.y[i] = s.y[from];
        turned.price[i] = s.price[from];
        turned.store[i] = s.store[from];
        for (size_t j = 0; j < 2; j++) {
            turned.other[j * simulated + i] = s.other[j * simulated + from];
            turned.instrument[j * simulated + i] = s.instrument[j * simulated + from];
        }
    }
    struct instrumental_variables_data data = problem(&s), other = problem(&turned);
    struct instrumental_variables_options options = {.errors = {.kind = COVARIANCE_CLUSTER1}, .steps = 2};
    struct instrumental_variables_fit one, two;
    options.errors.clusters = simulated_groups;
    options.errors.cluster = s.store;
    assert_int_equal(instrumental_variables_fit(&data, &options, *state, &one), ERROR_NONE);
    options.errors.cluster = turned.store;
    assert_int_equal(instrumental_variables_fit(&other, &options, *state, &two), ERROR_NONE);
    for (size_t j = 0; j < 3; j++) {
        assert_near(one.linear.coefficient[j], two.linear.coefficient[j], 1e-11);
        assert_near(one.linear.standard_error[j], two.linear.standard_error[j], 1e-11);
    }
}

static void what_cannot_be_estimated_is_refused_with_its_reason(void **state)
{
    struct simulation s;
    simulate(3, 1, &s);
    struct linear_fit fit;
    struct least_squares_data data = {simulated, 2, s.other, s.y};
    data.observations = 0;
    assert_int_equal(least_squares_fit(&data, &hc1, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
    data.observations = 2;
    assert_int_equal(least_squares_fit(&data, &hc1, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS));
    data.observations = simulated;
    struct covariance_choice clustered = {COVARIANCE_CLUSTER0, s.store, 1, 0, 0, NULL};
    assert_int_equal(least_squares_fit(&data, &clustered, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_CLUSTERS));
    clustered.clusters = 5;
    assert_int_equal(least_squares_fit(&data, &clustered, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    struct instrumental_variables_data with = problem(&s);
    struct instrumental_variables_options options = {.errors = hc1, .steps = 2};
    struct instrumental_variables_fit iv;
    with.instrument_columns = 0;
    assert_int_equal(instrumental_variables_fit(&with, &options, *state, &iv), ERROR_INVALID);
    assert_true(engine_is_refused(iv.linear.refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS));
    for (size_t i = 0; i < simulated; i++)
        s.other[i] = 2;
    assert_int_equal(least_squares_fit(&data, &hc1, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    s.y[7] = (double)NAN;
    assert_int_equal(least_squares_fit(&data, &hc1, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
}

static void too_little_memory_is_an_error(void **state)
{
    (void)state;
    struct simulation s;
    simulate(3, 1, &s);
    struct instrumental_variables_data with = problem(&s);
    struct instrumental_variables_options options = {.errors = hc1, .steps = 2};
    struct instrumental_variables_fit iv;
    struct arena small;
    enum error error = ERROR_MEMORY;
    for (size_t size = 1000; error != ERROR_NONE; size *= 2) {
        arena_init(&small, size);
        error = instrumental_variables_fit(&with, &options, &small, &iv);
        assert_true(error == ERROR_NONE || error == ERROR_MEMORY);
        arena_free(&small);
    }
}

// Columns that nearly depend take the way by QR, others the quick one: both give the coefficients put in.
static void nearly_dependent_columns_are_told_apart(void **state)
{
    enum { n = 300 };
    for (double apart = 1; apart > 1e-8; apart /= 10) {
        struct random_stream stream;
        struct linear_fit fit;
        double x[3 * n], y[n];
        random_stream_init(&stream, 21);
        for (size_t i = 0; i < n; i++) {
            x[i] = 1;
            x[n + i] = draw_normal(&stream);
            x[2 * n + i] = 1e6 * (x[n + i] + apart * draw_normal(&stream));
            y[i] = 2 + 3 * x[n + i] - 4e-6 * x[2 * n + i];
        }
        struct least_squares_data data = {n, 3, x, y};
        struct covariance_choice errors = {.kind = COVARIANCE_CLASSICAL};
        assert_int_equal(least_squares_fit(&data, &errors, *state, &fit), ERROR_NONE);
        assert_near(fit.coefficient[0], 2, 1e-12);
        assert_near(fit.coefficient[1], 3, 1e-14 / apart);
        assert_near(fit.coefficient[2], -4e-6, 1e-20 / apart);
    }
}

static bool stop(void *context, size_t done, size_t all, double objective)
{
    (void)done;
    (void)all;
    (void)objective;
    *(size_t *)context += 1;
    return false;
}

// What takes long asks on the way whether to go on: rounds of effects that hang together by a thread, and
// sums over many columns.
static void long_work_can_be_stopped(void **state)
{
    enum { rows = 4000, count = 150 };
    size_t asked = 0;
    const struct engine_help help = {.context = &asked, .go_on = stop};
    struct random_stream stream;
    struct engine_refusals refusals = {0};
    struct linear_fit fit;
    uint32_t *one = arena_array(*state, uint32_t, rows), *other = arena_array(*state, uint32_t, rows);
    double *x = arena_array(*state, double, rows *count), *y = arena_array(*state, double, rows);
    draw_stream(&stream, 5, 0);
    for (size_t i = 0; i < rows; i++) {
        one[i] = (uint32_t)(i / 2);
        other[i] = (uint32_t)((i + 1) / 2);
        y[i] = draw_normal(&stream);
    }
    for (size_t i = 0; i < (size_t)rows * count; i++)
        x[i] = draw_normal(&stream);
    const struct fixed_effects effects = {rows, 2, {one, other}, {rows / 2, rows / 2 + 1}, NULL, &help};
    assert_int_equal(fixed_effects_absorb(&effects, 1, y, *state, &refusals), ERROR_CANCELLED);
    assert_int_equal(asked, 1);
    const struct least_squares_data data = {rows, count, x, y};
    const struct covariance_choice errors = {.kind = COVARIANCE_HC1, .help = &help};
    assert_int_equal(least_squares_fit(&data, &errors, *state, &fit), ERROR_CANCELLED);
    assert_int_equal(asked, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(nearly_dependent_columns_are_told_apart),

        arena_test(fulton_least_squares),
        arena_test(fulton_two_stage),
        arena_test(cheese_pooled_and_within),
        arena_test(cigarettes_by_state_and_year),
        arena_test(orange_juice_cross_elasticities),
        arena_test(absorbed_effects_equal_dummies),
        arena_test(sets_of_groups_that_hang_together_are_counted),
        arena_test(instruments_recover_the_truth_and_least_squares_does_not),
        arena_test(exactly_identified_steps_agree_and_units_do_not_matter),
        arena_test(the_order_of_rows_does_not_matter),
        arena_test(what_cannot_be_estimated_is_refused_with_its_reason),
        arena_test(too_little_memory_is_an_error),
        arena_test(long_work_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
