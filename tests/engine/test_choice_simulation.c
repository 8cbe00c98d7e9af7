// SPDX-License-Identifier: Apache-2.0
// Choice simulators on part-worths of bayesm's camera conjoint: shares of the three rules, elasticities and
// the best price, computed by other means; and what must hold for any part-worths.
#include "engine/choice_simulation.h"
#include "engine/draw.h"
#include "table.h"

#include <math.h>
#include <string.h>

enum { ATTRIBUTES = 10, PRODUCTS = 4, PRICE = 9 };

static const char *const names[ATTRIBUTES] = {
    "canon", "sony", "nikon", "panasonic", "pixels", "zoom", "video", "swivel", "wifi", "price"};
// Canon {pixels, zoom, video; 1.79}, Sony {pixels, zoom; 1.79}, Nikon {pixels, video; 1.79}, Panasonic
// {zoom; 1.29}
static const double attribute[ATTRIBUTES * PRODUCTS] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1,
    1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1.79, 1.79, 1.79, 1.29};

static void read_camera(struct arena *arena, struct choice_simulation_data *ret, double **ret_share)
{
    struct table table;
    table_read("ref_camera_hb_partworths.csv", arena, &table);
    double *part_worth = arena_array(arena, double, table.rows *ATTRIBUTES);
    *ret_share = arena_array(arena, double, table.rows *(PRODUCTS + 1));
    assert_true(part_worth && *ret_share);
    for (size_t k = 0; k < ATTRIBUTES; k++)
        memcpy(
            part_worth + k * table.rows, table_numbers(&table, names[k], arena), table.rows * sizeof(double));
    *ret =
        (struct choice_simulation_data){PRODUCTS, ATTRIBUTES, table.rows, attribute, part_worth, NULL, true};
}

static void check(
    const struct choice_simulation_data *data, const double *share, const double *expected, double tolerance)
{
    double mean[PRODUCTS + 1], sum = 0;
    choice_simulation_mean(data, share, NULL, mean);
    for (size_t j = 0; j <= PRODUCTS; j++) {
        assert_near(mean[j], expected[j], tolerance);
        sum += mean[j];
    }
    assert_near(sum, 1, 1e-12);
}

static void camera_shares(void **state)
{
    struct choice_simulation_data data;
    double *share;
    read_camera(*state, &data, &share);
    choice_simulation_first_choice(&data, share);
    check(&data, share, (const double[]){.36747, .03313, .07229, .13253, .39458}, 6e-6);
    choice_simulation_preference(&data, share);
    check(&data, share, (const double[]){.31611, .08545, .09255, .12194, .38395}, 6e-6);
    struct choice_simulation_errors errors = {0, 1, 4000, 1};
    assert_int_equal(choice_simulation_randomized(&data, &errors, NULL, *state, share), ERROR_NONE);
    check(&data, share, (const double[]){.31611, .08545, .09255, .12194, .38395},
        1e-3);                                                   // it is share of preference
    errors = (struct choice_simulation_errors){.5, .5, 4000, 1}; // variance .25
    assert_int_equal(choice_simulation_randomized(&data, &errors, NULL, *state, share), ERROR_NONE);
    check(&data, share, (const double[]){.3371, .0636, .0834, .1204, .3954}, 1.5e-3);
}

static void camera_prices(void **state)
{
    struct choice_simulation_data data;
    struct choice_simulation_best best;
    double *share, elasticity[PRODUCTS * (PRODUCTS + 1)];
    read_camera(*state, &data, &share);
    choice_simulation_preference(&data, share);
    choice_simulation_elasticities(&data, share, PRICE, NULL, elasticity);
    static const double expected[] = {-1.9040857, 1.45943, 1.22207, 1.21289, .56305};
    for (size_t j = 0; j <= PRODUCTS; j++)
        assert_near(elasticity[j], expected[j], j ? 6e-6 : 6e-8);
    double *room = arena_array(*state, double, 2 * data.respondents);
    choice_simulation_best_price(&data, 0, PRICE, .85, .5, 4, NULL, room, &best);
    assert_near(best.price, 1.790110951, 6e-9); // found by a search that stops there
    assert_near(best.profit, .2971420668, 6e-11);
    assert_near(best.share, .3160712749, 6e-9);
    assert_false(best.is_at_edge);
    choice_simulation_best_price(&data, 0, PRICE, .85, .9, 1.2, NULL, room, &best);
    assert_true(best.is_at_edge && fabs(best.price - 1.2) < 1e-6);
}

// One respondent, one product, nothing else but the outside option: p = c + (1 + W(exp(a - alpha c - 1))) /
// alpha.
static void monopoly_has_a_closed_form(void **state)
{
    (void)state;
    const double x[] = {1, 2}, worth[] = {5, -1};
    double room[2];
    const struct choice_simulation_data data = {1, 2, 1, x, worth, NULL, true};
    struct choice_simulation_best best;
    choice_simulation_best_price(&data, 0, 1, 1, 1, 12, NULL, room, &best);
    assert_near(best.price, 4.207940031569, 1e-12);
    assert_near(best.share, .688273474517, 1e-12);
    assert_near(best.profit, 2.207940031569, 1e-12);
}

// Equals share; the same with everything twice; weights are people.
static void what_must_hold(void **state)
{
    (void)state;
    const double x[] = {1, 1, 0}, worth[] = {2, -1, .5}, weight[] = {2, 1, 0};
    double share[12], mean[4];
    const struct choice_simulation_data data = {3, 1, 3, x, worth, weight, true};
    choice_simulation_first_choice(&data, share);
    choice_simulation_mean(&data, share, weight, mean);
    // The first takes one of the two good ones; the second neither: the third product, or nothing.
    assert_near(mean[0], 1.0 / 3, 1e-15);
    assert_near(mean[1], 1.0 / 3, 1e-15);
    assert_near(mean[2], 1.0 / 6, 1e-15);
    assert_near(mean[3], 1.0 / 6, 1e-15);
    choice_simulation_preference(&data, share);
    assert_near(share[0], exp(2) / (2 * exp(2) + 2), 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(camera_shares), arena_test(camera_prices),
        arena_test(monopoly_has_a_closed_form), arena_test(what_must_hold)};
    return cmocka_run_group_tests_name("choice_simulation", tests, NULL, NULL);
}
