// SPDX-License-Identifier: Apache-2.0
// Conjoint analysis of ratings: exact part-worths, both codings, rules of choice, refusals.
#include "engine/draw.h"
#include "engine/ratings_conjoint.h"
#include "table.h"

#include <math.h>

enum { profiles = 6, people = 3 };
// All combinations of an attribute of three levels and one of two.
static const uint32_t levels[2] = {3, 2};
static const uint32_t level[2 * profiles] = {0, 0, 1, 1, 2, 2, 0, 1, 0, 1, 0, 1};
static const uint32_t simulation[2 * 2] = {0, 2, 0, 1}; // first and first; third and second
static const double worth[people][6] = {{5, 1, 0, -1, 2, -2}, {4, -1, .5, .5, .5, -.5}, {6, 0, 0, 0, 1, -1}};

static void rate(double *rating)
{
    for (size_t r = 0; r < people; r++)
        for (size_t p = 0; p < profiles; p++)
            rating[r * profiles + p] =
                worth[r][0] + worth[r][1 + level[p]] + worth[r][4 + level[profiles + p]];
}

static struct ratings_data data_of(const double *rating)
{
    return (struct ratings_data){profiles, 2, people, levels, level, rating, 2, simulation};
}

static void ratings_without_error_give_their_worths(void **state)
{
    double rating[profiles * people];
    rate(rating);
    struct ratings_data data = data_of(rating);
    struct ratings_options options = {.resample = {100, 1, 0.05}};
    struct ratings_fit fit, dummy;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    for (size_t r = 0; r < people; r++)
        for (size_t k = 0; k < 6; k++)
            assert_near(fit.worth[r * 6 + k], worth[r][k], 1e-12);
    for (size_t k = 0; k < 6; k++)
        assert_near(fit.pooled[k], (worth[0][k] + worth[1][k] + worth[2][k]) / 3, 1e-12);
    // Ranges 2 and 4, 1.5 and 1, 0 and 2.
    assert_near(fit.importance[0].value, (2 / 6. + 1.5 / 2.5 + 0) / 3, 1e-12);
    assert_near(fit.importance[1].value, (4 / 6. + 1 / 2.5 + 1) / 3, 1e-12);
    // Utilities 8 and 2, 3.5 and 4, 7 and 5.
    assert_near(fit.share[0].utility, 18.5 / 3, 1e-12);
    assert_near(fit.share[0].highest.value, 2 / 3., 1e-12);
    assert_near(fit.share[0].btl.value, (8 / 10. + 3.5 / 7.5 + 7 / 12.) / 3, 1e-12);
    assert_near(
        fit.share[0].logit.value, (1 / (1 + exp(-6)) + 1 / (1 + exp(.5)) + 1 / (1 + exp(-2))) / 3, 1e-12);
    assert_near(fit.share[0].logit.value + fit.share[1].logit.value, 1, 1e-12);
    options.is_dummy_coded = true;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &dummy), ERROR_NONE);
    assert_near(dummy.pooled[1], 0, 0);
    assert_near(dummy.pooled[3], fit.pooled[3] - fit.pooled[1], 1e-12);
    assert_near(dummy.share[0].btl.value, fit.share[0].btl.value, 1e-12);
    assert_near(dummy.importance[0].value, fit.importance[0].value, 1e-12);
}

static void negative_utilities_are_counted(void **state)
{
    double rating[profiles * people];
    rate(rating);
    for (size_t p = 0; p < profiles; p++)
        rating[p] -= 4; // utilities 4 and -2
    struct ratings_data data = data_of(rating);
    struct ratings_options options = {.is_leaving_out_negative = true};
    struct ratings_fit fit;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.negative, 1);
    assert_near(fit.share[0].btl.value, (3.5 / 7.5 + 7 / 12.) / 2, 1e-12);
    assert_near(fit.share[0].logit.value, (1 / (1 + exp(.5)) + 1 / (1 + exp(-2))) / 2, 1e-12);
    assert_near(fit.share[0].highest.value, 2 / 3., 1e-12);
    options.is_leaving_out_negative = false;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    assert_near(
        fit.share[0].logit.value, (1 / (1 + exp(-6)) + 1 / (1 + exp(.5)) + 1 / (1 + exp(-2))) / 3, 1e-12);
    assert_true(isnan(fit.share[0].logit.interval.low));
}

// 95 % intervals of a pooled part-worth hold the true one in 92 to 98 of 100 surveys.
static void intervals_hold_the_truth(void **state)
{
    enum { surveys = 200, many = 40 };
    static double rating[profiles * many];
    size_t held = 0;
    for (uint64_t s = 0; s < surveys; s++) {
        struct random_stream stream;
        struct ratings_fit fit;
        const struct ratings_options options = {0};
        draw_stream(&stream, 23, s);
        for (size_t i = 0; i < profiles * many; i++)
            rating[i] = 5 + worth[1][1 + level[i % profiles]] + draw_normal(&stream);
        struct ratings_data data = {profiles, 2, many, levels, level, rating, 0, NULL};
        assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
        held += fabs(fit.pooled[1] - worth[1][1]) < 1.97 * fit.error[1];
        assert_int_equal(fit.degrees, profiles * many - 4);
    }
    assert_in_range(held, 184, 197);
}

static void refusals(void **state)
{
    static const uint32_t same[2 * profiles] = {0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 1, 1};
    double rating[profiles * people];
    struct ratings_options options = {0};
    struct ratings_fit fit;
    rate(rating);
    struct ratings_data data = data_of(rating);
    data.level = same; // the second attribute follows from the first
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
    data = data_of(rating);
    data.profiles = 3;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    data = data_of(rating);
    data.respondents = 0;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
    data = data_of(rating);
    rating[4] = (double)NAN;
    assert_int_equal(ratings_conjoint_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(ratings_without_error_give_their_worths),
        arena_test(negative_utilities_are_counted), arena_test(intervals_hold_the_truth),
        arena_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
