// SPDX-License-Identifier: Apache-2.0
// The hierarchical linear model: bayesm on public data, recovery, the same draws however chains are shared
// out, refusals.
#include "engine/draw.h"
#include "engine/hierarchical_linear.h"
#include "table.h"

#include <math.h>

// bayesm 3.1-5, rhierLinearModel, the example of its manual (seed 66, 20,000 draws, 2,000 left out). Its
// Monte Carlo error is about .0008 on an elasticity, this one's .0006.
static void cheese_is_that_of_bayesm(void **state)
{
    struct table table;
    table_read("bayesm_cheese.csv", *state, &table);
    const double *volume = table_numbers(&table, "VOLUME", *state),
                 *price = table_numbers(&table, "PRICE", *state);
    const double *display = table_numbers(&table, "DISP", *state);
    size_t n = table.rows, groups;
    const uint32_t *group = table_groups(&table, "RETAILER", *state, &groups);
    double *x = arena_array(*state, double, 3 * n), *y = arena_array(*state, double, n);
    assert_true(x && y);
    for (size_t i = 0; i < n; i++) {
        y[i] = log(volume[i]);
        x[i] = 1;
        x[n + i] = display[i];
        x[2 * n + i] = log(price[i]);
    }
    struct hierarchical_linear_data data = {n, 3, groups, 0, x, y, group, NULL};
    struct hierarchical_options options = {10000, 1000, 1, 2, 66, 0.05, 0.01};
    struct hierarchical_linear_fit fit;
    assert_int_equal(hierarchical_linear_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.refusals.bits, 0);
    assert_near(fit.mean[0].mean, 10.2890, 0.008);
    assert_near(fit.mean[0].deviation, 0.1295, 0.004);
    assert_near(fit.mean[1].mean, 0.99236, 0.006);
    assert_near(fit.mean[1].deviation, 0.1001, 0.003);
    assert_near(fit.mean[2].mean, -2.14441, 0.006);
    assert_near(fit.mean[2].deviation, 0.10153, 0.003);
    assert_true(fit.least_effective > 4000 && fit.most_shrinkage < 1.01);
}

enum { groups = 60, each = 12, rows = groups * each };

struct panel {
    double x[2 * rows], y[rows], z[groups], slope[groups];
    uint32_t group[rows];
};

// The slope of a group is -2 + 0.5 z + N(0, 0.3^2).
static void simulate(uint64_t seed, struct panel *panel)
{
    struct random_stream stream;
    random_stream_init(&stream, seed);
    for (size_t g = 0; g < groups; g++) {
        double level = 1 + draw_normal(&stream);
        panel->z[g] = draw_normal(&stream);
        panel->slope[g] = -2 + 0.5 * panel->z[g] + 0.3 * draw_normal(&stream);
        for (size_t i = g * each; i < (g + 1) * each; i++) {
            panel->group[i] = (uint32_t)g;
            panel->x[i] = 1;
            panel->x[rows + i] = draw_normal(&stream);
            panel->y[i] = level + panel->slope[g] * panel->x[rows + i] + 0.5 * draw_normal(&stream);
        }
    }
}

static struct hierarchical_linear_data data_of(const struct panel *panel)
{
    return (struct hierarchical_linear_data){rows, 2, groups, 1, panel->x, panel->y, panel->group, panel->z};
}

static const struct hierarchical_options quick = {2000, 500, 1, 2, 1, 0.05, 0.01};

static void what_was_put_in_comes_out(void **state)
{
    struct panel panel;
    struct hierarchical_linear_fit fit;
    simulate(4, &panel);
    struct hierarchical_linear_data data = data_of(&panel);
    assert_int_equal(hierarchical_linear_fit(&data, &quick, NULL, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.refusals.bits, 0);
    double centre = 0; // covariates are taken less their means
    for (size_t g = 0; g < groups; g++)
        centre += panel.z[g] / groups;
    assert_near(fit.mean[2].mean, -2 + 0.5 * centre, 4 * fit.mean[2].deviation);
    assert_near(fit.mean[3].mean, 0.5, 4 * fit.mean[3].deviation);
    size_t covered = 0;
    for (size_t g = 0; g < groups; g++) {
        struct posterior_summary *slope = &fit.group[g * 2 + 1];
        covered += slope->low < panel.slope[g] && panel.slope[g] < slope->high;
    }
    assert_in_range(covered, 52, 60);
}

// Chains in the opposite order, as another number of threads might run them.
static void backwards(void *context, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    (void)context;
    while (parts-- > 0)
        part(work, parts);
}

static bool stop(void *context, size_t done, size_t all, double objective)
{
    (void)objective;
    *(size_t *)context += 1;
    return done * 2 < all;
}

static void draws_do_not_depend_on_how_they_are_shared_out(void **state)
{
    struct panel panel;
    struct hierarchical_linear_fit one, other;
    struct engine_help help = {.share = backwards};
    simulate(4, &panel);
    struct hierarchical_linear_data data = data_of(&panel);
    assert_int_equal(hierarchical_linear_fit(&data, &quick, NULL, *state, &one), ERROR_NONE);
    assert_int_equal(hierarchical_linear_fit(&data, &quick, &help, *state, &other), ERROR_NONE);
    for (size_t i = 0; i < one.record.parameters * 2 * 2000; i++)
        assert_true(!(fabs(one.record.draw[i] - other.record.draw[i]) > 0));
    size_t asked = 0;
    help = (struct engine_help){.context = &asked, .go_on = stop};
    assert_int_equal(hierarchical_linear_fit(&data, &quick, &help, *state, &other), ERROR_CANCELLED);
    assert_in_range(asked, 2, 12);
}

static void what_cannot_be_estimated_says_why(void **state)
{
    struct panel panel;
    struct hierarchical_linear_fit fit;
    simulate(2, &panel);
    struct hierarchical_linear_data data = data_of(&panel);
    struct hierarchical_options short_chain = {60, 0, 1, 2, 1, 0.05, 0.01};
    assert_int_equal(hierarchical_linear_fit(&data, &short_chain, NULL, *state, &fit), ERROR_NONE);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_DRAWS));
    data.observations = 4 * each;
    data.groups = 4;
    assert_int_equal(hierarchical_linear_fit(&data, &quick, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_GROUPS));
    data = data_of(&panel);
    for (size_t i = 0; i < rows; i++)
        panel.x[rows + i] = 3;
    assert_int_equal(hierarchical_linear_fit(&data, &quick, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    panel.z[5] = (double)NAN;
    assert_int_equal(hierarchical_linear_fit(&data, &quick, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(cheese_is_that_of_bayesm),
        arena_test(what_was_put_in_comes_out), arena_test(draws_do_not_depend_on_how_they_are_shared_out),
        arena_test(what_cannot_be_estimated_says_why)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
