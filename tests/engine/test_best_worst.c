// SPDX-License-Identifier: Apache-2.0
// Best-worst scaling: closed forms, all three models recovered, refusals.
#include "engine/best_worst.h"
#include "engine/draw.h"
#include "table.h"

#include <math.h>

enum { items = 5, people = 150, questions = 5, set = 3, answers = people * questions };

struct survey {
    uint32_t respondent[answers], start[answers + 1], shown[answers * set], best[answers], worst[answers];
};

static const double truth[items] = {1.2, .6, .1, -.7, 0};

static struct best_worst_data data_of(const struct survey *survey)
{
    return (struct best_worst_data){items, people, answers, survey->respondent, survey->start, survey->shown,
        survey->best, survey->worst, items - 1};
}

// One of the alternatives by their weights.
static size_t choose(struct random_stream *stream, const double *weight, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weight[i];
    double at = random_stream_real(stream) * sum;
    size_t chosen = 0;
    while (chosen + 1 < count && (at -= weight[chosen]) >= 0)
        chosen++;
    return chosen;
}

static void answer(struct random_stream *stream, enum best_worst_model model, const uint32_t *shown,
    uint32_t *best, uint32_t *worst)
{
    double weight[set * set];
    if (model == BEST_WORST_PAIRS) {
        for (size_t i = 0; i < set * set; i++)
            weight[i] = i / set == i % set ? 0 : exp(truth[shown[i / set]] - truth[shown[i % set]]);
        size_t pair = choose(stream, weight, set * set);
        *best = shown[pair / set];
        *worst = shown[pair % set];
        return;
    }
    for (size_t i = 0; i < set; i++)
        weight[i] = exp(truth[shown[i]]);
    *best = shown[choose(stream, weight, set)];
    for (size_t i = 0; i < set; i++)
        weight[i] = shown[i] == *best ? 0 : exp(-truth[shown[i]]);
    *worst = shown[choose(stream, weight, set)];
}

static void simulate(uint64_t number, enum best_worst_model model, struct survey *survey)
{
    struct random_stream stream;
    draw_stream(&stream, 17, number);
    survey->start[0] = 0;
    for (size_t a = 0; a < answers; a++) {
        uint32_t *shown = survey->shown + a * set;
        for (uint32_t i = 0; i < set; i++)
            shown[i] = (uint32_t)((a + (size_t)i * (1 + a % 2)) % items);
        survey->respondent[a] = (uint32_t)(a / questions);
        survey->start[a + 1] = (uint32_t)((a + 1) * set);
        answer(&stream, model, shown, &survey->best[a], &survey->worst[a]);
    }
}

// Two items shown together: the worth is the logarithm of the odds, in pairs and in sequence alike.
static void two_items(void **state)
{
    enum { asked = 40 };
    uint32_t respondent[asked], start[asked + 1], shown[2 * asked], best[asked], worst[asked];
    start[0] = 0;
    for (uint32_t i = 0; i < asked; i++) {
        respondent[i] = i;
        start[i + 1] = 2 * (i + 1);
        shown[2 * i] = 0;
        shown[2 * i + 1] = 1;
        best[i] = i < 30 ? 0 : 1; // 30 to 10
        worst[i] = 1 - best[i];
    }
    struct best_worst_data data = {2, asked, asked, respondent, start, shown, best, worst, 1};
    struct best_worst_options options = {BEST_WORST_PAIRS, {0, 1, 0.05}};
    struct best_worst_fit fit;
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    assert_near(fit.item[0].b, log(3) / 2, 1e-10); // exp(2 b) = 3
    assert_near(fit.item[0].error, sqrt(1 / 30. + 1 / 10.) / 2, 1e-10);
    assert_near(fit.log_likelihood, 30 * log(.75) + 10 * log(.25), 1e-10);
    assert_near(fit.null_log_likelihood, 40 * log(.5), 1e-10);
    options.model = BEST_WORST_SEQUENTIAL; // what is left after the best is certain
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    assert_near(fit.item[0].b, log(3), 1e-10);
    assert_near(fit.item[0].share, .75, 1e-10);
    assert_int_equal(fit.item[0].best, 30);
    assert_int_equal(fit.item[1].worst, 30);
    assert_int_equal(fit.item[0].shown, 40);
    assert_near(fit.item[0].mean, .5, 1e-12);
}

static void recovery(void **state)
{
    enum { surveys = 60 };
    static const enum best_worst_model models[] = {BEST_WORST_PAIRS, BEST_WORST_SEQUENTIAL};
    static struct survey survey;
    for (size_t m = 0; m < 2; m++) {
        size_t held = 0;
        for (uint64_t s = 0; s < surveys; s++) {
            const struct best_worst_options options = {models[m], {0, 1, 0.05}};
            struct best_worst_fit fit;
            simulate(s, models[m], &survey);
            struct best_worst_data data = data_of(&survey);
            assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
            for (size_t i = 0; i + 1 < items; i++)
                held += fabs(fit.item[i].b - truth[i]) < 1.96 * fit.item[i].error;
        }
        assert_in_range(held, 221, 236); // of 240: 92 to 98 in a hundred
    }
}

static void the_base_only_shifts(void **state)
{
    static struct survey survey;
    const struct best_worst_options options = {BEST_WORST_MARGINAL, {50, 1, 0.05}};
    struct best_worst_fit one, other;
    simulate(3, BEST_WORST_SEQUENTIAL, &survey);
    struct best_worst_data data = data_of(&survey);
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &one), ERROR_NONE);
    data.base = 1;
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &other), ERROR_NONE);
    assert_near(one.log_likelihood, other.log_likelihood, 1e-8);
    for (size_t i = 0; i < items; i++) {
        assert_near(one.item[i].b - one.item[1].b, other.item[i].b, 1e-8);
        assert_near(one.item[i].share, other.item[i].share, 1e-9);
        assert_near(one.item[i].interval.low, other.item[i].interval.low, 1e-7);
        assert_true(
            one.item[i].interval.low < one.item[i].share && one.item[i].share < one.item[i].interval.high);
    }
}

static void refusals(void **state)
{
    static struct survey survey;
    const struct best_worst_options options = {BEST_WORST_PAIRS, {0, 1, 0.05}};
    struct best_worst_fit fit;
    simulate(4, BEST_WORST_PAIRS, &survey);
    struct best_worst_data data = data_of(&survey);
    for (size_t a = 0; a < answers; a++) { // item 0 is always best where it is shown
        const uint32_t *shown = survey.shown + a * set;
        for (size_t i = 0; i < set; i++)
            if (shown[i] == 0) {
                survey.best[a] = 0;
                survey.worst[a] = shown[(i + 1) % set];
            }
    }
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SEPARATION));
    assert_int_equal(fit.item[0].best, fit.item[0].shown);
    survey.worst[7] = survey.best[7];
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    data.answers = 0;
    assert_int_equal(best_worst_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(two_items), arena_test(recovery), arena_test(the_base_only_shifts), arena_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
