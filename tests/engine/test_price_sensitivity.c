// SPDX-License-Identifier: Apache-2.0
// Van Westendorp's meter: a small example, all ways to cross, trial and revenue, resampling, refusals.
//
// Expected numbers: R package pricesensitivitymeter (source 8188de1, run under R 4.2.2) on the same answers.
#include "engine/draw.h"
#include "engine/price_sensitivity.h"
#include "table.h"

#include <math.h>

enum { people = 10 };
static const double too_cheap[people] = {5, 6, 4, 7, 5, 6, 3, 5, 6, 4};
static const double cheap[people] = {8, 9, 7, 10, 8, 9, 6, 8, 9, 7};
static const double expensive[people] = {12, 14, 11, 15, 12, 13, 10, 12, 14, 11};
static const double too_expensive[people] = {16, 18, 15, 20, 16, 17, 13, 15, 19, 14};
// Answers 5 4 4 5 3 4 5 4 4 5 and 2 3 1 2 1 2 3 3 1 2, calibrated.
static const double trial_cheap[people] = {.7, .5, .5, .7, .3, .5, .7, .5, .5, .7};
static const double trial_expensive[people] = {.1, .3, 0, .1, 0, .1, .3, .3, 0, .1};

static const struct price_sensitivity_data answers = {
    people, too_cheap, cheap, expensive, too_expensive, trial_cheap, trial_expensive, NULL};

static void fit(const struct price_sensitivity_data *data, struct price_sensitivity_options options,
    struct arena *arena, struct price_sensitivity_fit *ret_fit)
{
    assert_int_equal(price_sensitivity_fit(data, &options, NULL, arena, ret_fit), ERROR_NONE);
}

static void assert_points(
    const struct price_sensitivity_fit *fitted, double lower, double upper, double idp, double opp)
{
    assert_near(fitted->point[PRICE_SENSITIVITY_LOWER], lower, 1e-12);
    assert_near(fitted->point[PRICE_SENSITIVITY_UPPER], upper, 1e-12);
    assert_near(fitted->point[PRICE_SENSITIVITY_IDP], idp, 1e-12);
    assert_near(fitted->point[PRICE_SENSITIVITY_OPP], opp, 1e-12);
}

static void ten_people(void **state)
{
    struct price_sensitivity_fit fitted;
    fit(&answers, (struct price_sensitivity_options){0}, *state, &fitted);
    assert_points(&fitted, 7, 14, 10, 7);
    assert_int_equal(fitted.used, people);
    assert_int_equal(fitted.intransitive, 0);
    assert_int_equal(fitted.prices, 18);
    assert_near(fitted.curve[PRICE_CURVE_TOO_CHEAP][0], 1, 0); // at the lowest answer nobody is lost yet
    fit(&answers, (struct price_sensitivity_options){.is_narrower = true}, *state, &fitted);
    assert_points(&fitted, 7, 10, 10, 7);
    fit(&answers, (struct price_sensitivity_options){.crossing = PRICE_SENSITIVITY_MAX, .is_narrower = true},
        *state, &fitted);
    assert_points(&fitted, 10, 13, 10, 13);
    fit(&answers, (struct price_sensitivity_options){.crossing = PRICE_SENSITIVITY_MEAN, .is_narrower = true},
        *state, &fitted);
    assert_points(&fitted, 8.5, 11.5, 10, 10);
    fit(&answers,
        (struct price_sensitivity_options){.crossing = PRICE_SENSITIVITY_MEDIAN, .is_narrower = true}, *state,
        &fitted);
    assert_points(&fitted, 8.5, 11.5, 10, 10);
    // At 6 not cheap is 0 and too cheap 0.1, at 7 they are 0.3 and 0: straight lines meet a quarter on.
    fit(&answers, (struct price_sensitivity_options){.crossing = PRICE_SENSITIVITY_LINEAR}, *state, &fitted);
    assert_near(fitted.point[PRICE_SENSITIVITY_LOWER], 6.25, 1e-12);
}

static void trial_and_revenue(void **state)
{
    static const double trial[18] = {0, .02333333, .08666667, .2, .33, .41583333, .42416667, .3585, .2575,
        .18066667, .11883333, .0745, .04, .0255, .0135, .004, .002, 0};
    struct price_sensitivity_fit fitted;
    fit(&answers, (struct price_sensitivity_options){0}, *state, &fitted);
    for (size_t j = 0; j < 18; j++) {
        assert_near(fitted.curve[PRICE_CURVE_TRIAL][j], trial[j], 5e-9);
        assert_near(fitted.curve[PRICE_CURVE_REVENUE][j],
            fitted.price[j] * fitted.curve[PRICE_CURVE_TRIAL][j], 1e-12);
    }
    assert_near(fitted.point[PRICE_SENSITIVITY_TRIAL], 9, 0);
    assert_near(fitted.point[PRICE_SENSITIVITY_REVENUE], 9, 0);
    assert_near(fitted.best_revenue, 3.8175, 1e-10);
    // With a price that nobody named between two, steps and prices differ.
    double wide[people];
    for (size_t i = 0; i < people; i++)
        wide[i] = too_expensive[i] * 10;
    struct price_sensitivity_data data = answers;
    struct price_sensitivity_fit steps;
    data.too_expensive = wide;
    fit(&data, (struct price_sensitivity_options){0}, *state, &fitted);
    fit(&data, (struct price_sensitivity_options){.is_between_steps = true}, *state, &steps);
    assert_true(fabs(fitted.best_revenue - steps.best_revenue) > 0.01);
}

// The price points do not depend on the order of people, and double with the prices.
static void order_and_currency_do_not_matter(void **state)
{
    double turned[4][people];
    const double *const columns[4] = {too_cheap, cheap, expensive, too_expensive};
    for (int q = 0; q < 4; q++)
        for (size_t i = 0; i < people; i++)
            turned[q][i] = 2 * columns[q][people - 1 - i];
    struct price_sensitivity_data data = {
        people, turned[0], turned[1], turned[2], turned[3], NULL, NULL, NULL};
    struct price_sensitivity_fit fitted;
    fit(&data, (struct price_sensitivity_options){0}, *state, &fitted);
    assert_points(&fitted, 14, 28, 20, 14);
    assert_true(isnan(fitted.point[PRICE_SENSITIVITY_TRIAL]));
}

static void answers_out_of_order_are_left_out(void **state)
{
    double mixed[people];
    for (size_t i = 0; i < people; i++)
        mixed[i] = i < 3 ? 20 : cheap[i];
    struct price_sensitivity_data data = answers;
    struct price_sensitivity_fit fitted;
    struct price_sensitivity_options options = {0};
    data.cheap = mixed;
    fit(&data, options, *state, &fitted);
    assert_int_equal(fitted.used, 7);
    assert_int_equal(fitted.intransitive, 3);
    options.is_keeping_intransitive = true;
    fit(&data, options, *state, &fitted);
    assert_int_equal(fitted.used, people);
    data.cheap = too_expensive;
    options.is_keeping_intransitive = false;
    assert_int_equal(price_sensitivity_fit(&data, &options, NULL, *state, &fitted), ERROR_INVALID);
    assert_true(engine_is_refused(fitted.refusals, ENGINE_REFUSAL_ALL_INTRANSITIVE));
    data.respondents = 0;
    assert_int_equal(price_sensitivity_fit(&data, &options, NULL, *state, &fitted), ERROR_INVALID);
    assert_true(engine_is_refused(fitted.refusals, ENGINE_REFUSAL_EMPTY));
}

// Doubling a person is the same as giving it twice the weight.
static void weights_are_people(void **state)
{
    double doubled[4][people + 1], weight[people];
    const double *const columns[4] = {too_cheap, cheap, expensive, too_expensive};
    for (int q = 0; q < 4; q++)
        for (size_t i = 0; i <= people; i++)
            doubled[q][i] = columns[q][i < people ? i : 3];
    for (size_t i = 0; i < people; i++)
        weight[i] = i == 3 ? 2 : 1;
    struct price_sensitivity_data twice = {
        people + 1, doubled[0], doubled[1], doubled[2], doubled[3], NULL, NULL, NULL};
    struct price_sensitivity_data weighted = {
        people, too_cheap, cheap, expensive, too_expensive, NULL, NULL, weight};
    struct price_sensitivity_fit one, other;
    fit(&twice, (struct price_sensitivity_options){.crossing = PRICE_SENSITIVITY_LINEAR}, *state, &one);
    fit(&weighted, (struct price_sensitivity_options){.crossing = PRICE_SENSITIVITY_LINEAR}, *state, &other);
    for (int p = 0; p < PRICE_SENSITIVITY_TRIAL; p++)
        assert_near(one.point[p], other.point[p], 1e-12);
}

// 95 % intervals of the indifference price hold the true one in 92 to 98 of 100 surveys.
static void intervals_hold_the_truth(void **state)
{
    enum { surveys = 200, size = 150 };
    const struct price_sensitivity_options options = {
        .crossing = PRICE_SENSITIVITY_LINEAR, .resample = {200, 1, 0.05}};
    double answer[4][size];
    size_t held = 0;
    for (uint64_t survey = 0; survey < surveys; survey++) {
        struct random_stream stream;
        struct price_sensitivity_fit fitted;
        draw_stream(&stream, 7, survey);
        for (size_t i = 0; i < size; i++) {
            // Cheap and expensive are 10 -+ 2 on the whole, so that their curves meet at 10.
            double middle = 10 + 2 * draw_normal(&stream);
            answer[0][i] = middle + 10 - 4;
            answer[1][i] = middle + 10 - 1.5;
            answer[2][i] = middle + 10 + 1.5;
            answer[3][i] = middle + 10 + 4;
        }
        struct price_sensitivity_data data = {
            size, answer[0], answer[1], answer[2], answer[3], NULL, NULL, NULL};
        fit(&data, options, *state, &fitted);
        const struct resample_interval *interval = &fitted.interval[PRICE_SENSITIVITY_IDP];
        held += interval->low <= 20 && 20 <= interval->high;
    }
    assert_in_range(held, 184, 197);
}

static void the_seed_decides(void **state)
{
    struct price_sensitivity_fit one, other;
    struct price_sensitivity_options options = {.resample = {100, 5, 0.1}};
    fit(&answers, options, *state, &one);
    fit(&answers, options, *state, &other);
    for (int p = 0; p < PRICE_SENSITIVITY_POINTS; p++)
        assert_memory_equal(&one.interval[p], &other.interval[p], sizeof one.interval[p]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(ten_people), arena_test(trial_and_revenue),
        arena_test(order_and_currency_do_not_matter), arena_test(answers_out_of_order_are_left_out),
        arena_test(weights_are_people), arena_test(intervals_hold_the_truth), arena_test(the_seed_decides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
