// SPDX-License-Identifier: Apache-2.0
// The linear mixed model: closed forms, R's lme4 on public data, recovery, refusals.
#include "engine/draw.h"
#include "engine/mixed_model.h"
#include "table.h"

#include <math.h>

static const struct mixed_model_options restricted = {true, false, 1e-7, 500, NULL};

struct cheese {
    size_t rows, groups;
    double *x, *y; // price, display, constant
    uint32_t *group;
};

static void read_cheese(struct arena *arena, struct cheese *ret)
{
    struct table table;
    table_read("bayesm_cheese.csv", arena, &table);
    const double *volume = table_numbers(&table, "VOLUME", arena);
    const double *price = table_numbers(&table, "PRICE", arena);
    const double *display = table_numbers(&table, "DISP", arena);
    *ret = (struct cheese){.rows = table.rows,
        .x = arena_array(arena, double, 3 * table.rows),
        .y = arena_array(arena, double, table.rows)};
    assert_true(ret->x && ret->y);
    ret->group = table_groups(&table, "RETAILER", arena, &ret->groups);
    for (size_t i = 0; i < table.rows; i++) {
        ret->y[i] = log(volume[i]);
        ret->x[i] = log(price[i]);
        ret->x[table.rows + i] = display[i];
        ret->x[2 * table.rows + i] = 1;
    }
}

static struct mixed_model_data cheese_data(const struct cheese *cheese, size_t slopes, const size_t *slope)
{
    return (struct mixed_model_data){
        cheese->rows, 3, slopes, cheese->groups, cheese->x, cheese->y, slope, cheese->group};
}

// R 4.2.2, lme4: lmer(log(VOLUME) ~ DISP + log(PRICE) + (1 + DISP + log(PRICE) | RETAILER)).
static void cheese_by_retailer(void **state)
{
    static const size_t slope[] = {2, 1, 0};
    struct cheese cheese;
    struct mixed_model_fit fit;
    struct mixed_model_options options = restricted;
    read_cheese(*state, &cheese);
    struct mixed_model_data data = cheese_data(&cheese, 3, slope);
    assert_int_equal(mixed_model_fit(&data, &options, *state, &fit), ERROR_NONE);
    print_message("# %zu iterations, %zu evaluations\n", fit.iterations, fit.evaluations);
    assert_int_equal(fit.refusals.bits, 0);
    assert_near(fit.log_likelihood, -546.1754, 5e-5);
    assert_near(fit.coefficient[0], -2.1947, 5e-5);
    assert_near(fit.standard_error[0], 0.1008, 5e-5);
    assert_near(fit.coefficient[1], 1.1721, 5e-5);
    assert_near(fit.standard_error[1], 0.1438, 5e-5);
    assert_near(fit.group_covariance[2 * 3 + 2], 0.699, 5e-4);
    assert_near(fit.residual_variance, 0.0601, 5e-5);
    options.is_restricted = false;
    assert_int_equal(mixed_model_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.log_likelihood, -542.1389, 5e-5);
    assert_near(fit.coefficient[0], -2.194728, 5e-7);
}

// lme4 1.1-31 with its optimiser's tolerances at 1e-12 (its usual ones leave the fourth digit open).
static void cheese_without_correlation(void **state)
{
    static const size_t slope[] = {2, 1, 0};
    static const double variance[] = {0.9639565972, 1.4403212738, 0.5304085410};
    struct cheese cheese;
    struct mixed_model_fit fit;
    struct mixed_model_options options = {false, true, 1e-7, 500, NULL};
    read_cheese(*state, &cheese);
    struct mixed_model_data data = cheese_data(&cheese, 3, slope);
    assert_int_equal(mixed_model_fit(&data, &options, *state, &fit), ERROR_NONE);
    assert_near(fit.log_likelihood, -574.4333181, 1e-7);
    assert_near(fit.coefficient[0], -2.225569219, 2e-7);
    assert_near(fit.residual_variance, 0.0603036515, 2e-8);
    for (size_t k = 0; k < 3; k++) {
        assert_near(fit.group_covariance[k * 3 + k], variance[k], 3e-6);
        for (size_t l = 0; l < k; l++)
            assert_near(fit.group_covariance[k * 3 + l], 0, 0);
    }
}

// lme4 and this engine choose the same coefficients of each retailer: ref_cheese_elasticities.csv.
static void retailers_are_those_of_lme4(void **state)
{
    static const size_t slope[] = {0, 1, 2};
    struct cheese cheese;
    struct table table;
    struct mixed_model_fit fit;
    read_cheese(*state, &cheese);
    table_read("ref_cheese_elasticities.csv", *state, &table);
    const double *expected = table_numbers(&table, "blup_elasticity", *state);
    struct mixed_model_data data = cheese_data(&cheese, 3, slope);
    assert_int_equal(mixed_model_fit(&data, &restricted, *state, &fit), ERROR_NONE);
    size_t found = 0;
    for (size_t i = 0; i < table.rows;
         i++) { // the names are written differently: the nearest value has to be there
        double nearest = (double)INFINITY;
        for (size_t g = 0; g < cheese.groups; g++)
            nearest = fmin(nearest, fabs(fit.group_coefficient[g * 3] - expected[i]));
        found += nearest < 1e-5;
    }
    assert_int_equal(found, 88);
}

enum { groups = 12, each = 5, rows = groups * each };

struct balanced {
    double x[2 * rows], y[rows];
    uint32_t group[rows];
};

static struct mixed_model_data balanced_data(const struct balanced *b, size_t regressors)
{
    static const size_t slope[] = {0, 1};
    return (struct mixed_model_data){rows, regressors, regressors, groups, b->x, b->y, slope, b->group};
}

static void simulate(uint64_t seed, double deviation, struct balanced *b)
{
    struct random_stream stream;
    random_stream_init(&stream, seed);
    for (size_t g = 0; g < groups; g++) {
        double effect = deviation * draw_normal(&stream), slope = deviation * draw_normal(&stream);
        for (size_t i = g * each; i < (g + 1) * each; i++) {
            b->group[i] = (uint32_t)g;
            b->x[i] = 1;
            b->x[rows + i] = draw_normal(&stream);
            b->y[i] = 3 + effect + (slope - 2) * b->x[rows + i] + draw_normal(&stream);
        }
    }
}

// One-way layout with equal groups: REML is the analysis of variance (Searle, Casella and McCulloch
// 1992, 3.8), and the effects are the means shrunk by the intraclass correlation.
static void a_balanced_layout_is_the_analysis_of_variance(void **state)
{
    struct balanced b;
    struct mixed_model_fit fit;
    simulate(7, 1.5, &b);
    struct mixed_model_data data = balanced_data(&b, 1);
    double mean[groups] = {0}, all = 0, between = 0, within = 0;
    for (size_t i = 0; i < rows; i++) {
        mean[b.group[i]] += b.y[i] / each;
        all += b.y[i] / rows;
    }
    for (size_t i = 0; i < rows; i++)
        within += (b.y[i] - mean[b.group[i]]) * (b.y[i] - mean[b.group[i]]) / (rows - groups);
    for (size_t g = 0; g < groups; g++)
        between += each * (mean[g] - all) * (mean[g] - all) / (groups - 1);
    assert_int_equal(mixed_model_fit(&data, &restricted, *state, &fit), ERROR_NONE);
    assert_near(fit.residual_variance, within, 1e-7 * within);
    assert_near(fit.group_covariance[0], (between - within) / each, 1e-7 * between);
    assert_near(fit.coefficient[0], all, 1e-10);
    assert_near(fit.standard_error[0], sqrt(between / rows), 1e-7);
    for (size_t g = 0; g < groups; g++) {
        double kept = 1 - within / between;
        assert_near(fit.group_coefficient[g], all + kept * (mean[g] - all), 1e-6);
        // Henderson (1975): s2u (1 - kept) + (1 - kept)^2 var(b)
        double variance = (between - within) / each * (1 - kept) + (1 - kept) * (1 - kept) * between / rows;
        assert_near(fit.group_variance[g], variance, 1e-6);
    }
    assert_near(fit.degrees[0], groups - 1, 0);
}

// Without differences between groups there is least squares.
static void groups_that_do_not_differ_are_singular(void **state)
{
    struct balanced b;
    struct mixed_model_fit fit;
    simulate(3, 0, &b);
    for (size_t g = 0; g < groups; g++) { // every group has the same mean
        double mean = 0;
        for (size_t i = g * each; i < (g + 1) * each; i++)
            mean += b.y[i] / each;
        for (size_t i = g * each; i < (g + 1) * each; i++)
            b.y[i] -= mean;
    }
    struct mixed_model_data data = balanced_data(&b, 1);
    assert_int_equal(mixed_model_fit(&data, &restricted, *state, &fit), ERROR_NONE);
    assert_true(fit.is_singular);
    assert_near(fit.group_covariance[0], 0, 1e-6);
    assert_near(fit.coefficient[0], 0, 1e-10);
}

// The unit of a regressor changes its coefficients, and nothing else.
static void units_do_not_matter(void **state)
{
    struct balanced b;
    struct mixed_model_fit one, two;
    simulate(11, 1, &b);
    struct mixed_model_data data = balanced_data(&b, 2);
    assert_int_equal(mixed_model_fit(&data, &restricted, *state, &one), ERROR_NONE);
    assert_int_equal(one.refusals.bits, 0);
    for (size_t i = 0; i < rows; i++)
        b.x[rows + i] *= 1e4;
    assert_int_equal(mixed_model_fit(&data, &restricted, *state, &two), ERROR_NONE);
    assert_near(two.log_likelihood, one.log_likelihood + log(1e4) * -1, 1e-6);
    assert_near(two.coefficient[1] * 1e4, one.coefficient[1], 1e-6);
    assert_near(two.group_variance[3] * 1e8, one.group_variance[3], 1e-5);
}

static void expect(struct mixed_model_data data, enum engine_refusal refusal, struct arena *arena)
{
    struct mixed_model_fit fit;
    assert_int_equal(mixed_model_fit(&data, &restricted, arena, &fit), ERROR_INVALID);
    if (!engine_is_refused(fit.refusals, refusal)) fail_msg("not refused: %s", engine_refusal_name(refusal));
}

static void what_cannot_be_estimated_says_why(void **state)
{
    struct balanced b;
    simulate(5, 1, &b);
    struct mixed_model_data data = balanced_data(&b, 2);
    data.observations = 4 * each;
    data.groups = 4;
    expect(data, ENGINE_REFUSAL_TOO_FEW_GROUPS, *state);
    data = balanced_data(&b, 2);
    data.groups = 11;
    expect(data, ENGINE_REFUSAL_OUT_OF_RANGE, *state);
    data = balanced_data(&b, 2);
    data.observations = 2 * groups; // two rows a group at most
    expect(data, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS, *state);
    for (size_t i = 0; i < rows; i++)
        b.x[rows + i] = 2;
    expect(balanced_data(&b, 2), ENGINE_REFUSAL_SINGULAR, *state);
    b.y[3] = (double)NAN;
    expect(balanced_data(&b, 1), ENGINE_REFUSAL_NOT_FINITE, *state);
    simulate(5, 1, &b);
    struct mixed_model_options hasty = {true, false, 1e-14, 1, NULL};
    struct mixed_model_fit fit;
    data = balanced_data(&b, 2);
    assert_int_equal(mixed_model_fit(&data, &hasty, *state, &fit), ERROR_NONE);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_CONVERGED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(cheese_by_retailer), arena_test(cheese_without_correlation),
        arena_test(retailers_are_those_of_lme4), arena_test(a_balanced_layout_is_the_analysis_of_variance),
        arena_test(groups_that_do_not_differ_are_singular), arena_test(units_do_not_matter),
        arena_test(what_cannot_be_estimated_says_why)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
