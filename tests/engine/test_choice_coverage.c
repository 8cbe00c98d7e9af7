// SPDX-License-Identifier: Apache-2.0
// Recovery over 200 simulated surveys: no bias of the multinomial and the mixed logit, and 95 % intervals
// that hold the truth in 92 to 98 % of them.
#include "engine/draw.h"
#include "engine/mixed_logit.h"
#include "engine/multinomial_logit.h"
#include "table.h"

#include <math.h>

enum {
    REPLICATIONS = 200,
    PEOPLE = 250,
    TASKS = 8,
    ROWS = 3 * PEOPLE * TASKS,
    REGRESSORS = 2,
    SIZE_MAXIMUM = 4
};

struct survey {
    double x[ROWS * REGRESSORS];
    size_t start[PEOPLE * TASKS + 1];
    uint32_t chosen[PEOPLE * TASKS], person[PEOPLE * TASKS];
    struct choice_data data;
};

// How often intervals held the truth, and how far estimates were off, of each parameter.
struct tally {
    size_t held[SIZE_MAXIMUM];
    double sum[SIZE_MAXIMUM], squares[SIZE_MAXIMUM];
};

// Three products a task, of random price and quality, or nothing. The dislike of the price is fixed; the
// taste for quality is normal with the spread given.
static void simulate(uint64_t replication, double spread, struct survey *survey)
{
    struct random_stream stream;
    draw_stream(&stream, 77, replication);
    for (size_t t = 0, n = 0; n < PEOPLE; n++) {
        double taste = .7 + spread * draw_normal(&stream);
        for (size_t last = t + TASKS; t < last; t++) {
            double best = -log(-log(random_stream_real(&stream) + 0x1p-54));
            survey->start[t] = 3 * t;
            survey->person[t] = (uint32_t)n;
            survey->chosen[t] = CHOICE_OUTSIDE;
            for (size_t i = 3 * t; i < 3 * t + 3; i++) {
                double price = survey->x[i] = 1 + 2 * random_stream_real(&stream);
                double quality = survey->x[ROWS + i] = draw_normal(&stream);
                double utility =
                    -.6 * price + taste * quality - log(-log(random_stream_real(&stream) + 0x1p-54));
                if (utility > best) survey->chosen[t] = (uint32_t)i;
                best = fmax(best, utility);
            }
        }
    }
    survey->start[PEOPLE * TASKS] = ROWS;
    survey->data = (struct choice_data){.rows = ROWS,
        .tasks = PEOPLE * TASKS,
        .regressors = REGRESSORS,
        .regressor = survey->x,
        .start = survey->start,
        .chosen = survey->chosen,
        .respondent = survey->person,
        .respondents = PEOPLE,
        .has_outside = true};
}

static void count(struct tally *tally, size_t parameter, double value, double error, double truth)
{
    tally->held[parameter] += fabs(value - truth) <= 1.959964 * error;
    tally->sum[parameter] += value - truth;
    tally->squares[parameter] += (value - truth) * (value - truth);
}

static void judge(const struct tally *tally, size_t parameters)
{
    for (size_t p = 0; p < parameters; p++) {
        double held = (double)tally->held[p] / REPLICATIONS, bias = tally->sum[p] / REPLICATIONS;
        double deviation = sqrt(tally->squares[p] / REPLICATIONS - bias * bias);
        print_message(
            "# parameter %zu: held %.3f, bias %.4f of a deviation %.4f\n", p, held, bias, deviation);
        assert_true(held >= .92 && held <= .98);
        assert_true(fabs(bias) < 4 * deviation / sqrt(REPLICATIONS));
    }
}

static void multinomial_logit_is_right_on_average(void **state)
{
    struct survey *survey = arena_object(*state, struct survey);
    struct tally tally = {0};
    const struct multinomial_logit_options options = {.errors = {.kind = COVARIANCE_CLASSICAL}};
    assert_non_null(survey);
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        struct multinomial_logit_fit fit;
        struct arena room;
        arena_init(&room, (size_t)64 << 20);
        simulate(r, 0, survey);
        assert_int_equal(multinomial_logit_fit(&survey->data, &options, NULL, &room, &fit), ERROR_NONE);
        count(&tally, 0, fit.coefficient[0], fit.standard_error[0], -.6);
        count(&tally, 1, fit.coefficient[1], fit.standard_error[1], .7);
        arena_free(&room);
    }
    judge(&tally, 2);
}

static void mixed_logit_is_right_on_average(void **state)
{
    struct survey *survey = arena_object(*state, struct survey);
    struct tally tally = {0};
    static const enum mixed_logit_kind kind[] = {MIXED_LOGIT_FIXED, MIXED_LOGIT_NORMAL};
    const struct mixed_logit_options options = {.kind = kind,
        .errors = {.kind = COVARIANCE_CLASSICAL},
        .sequence = MIXED_LOGIT_HALTON,
        .draws = 100,
        .gradient_tolerance = 1e-4,
        .iteration_limit = 200};
    assert_non_null(survey);
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        struct mixed_logit_fit fit;
        struct arena room;
        arena_init(&room, (size_t)128 << 20);
        simulate(1000 + r, 1, survey);
        assert_int_equal(mixed_logit_fit(&survey->data, &options, NULL, &room, &fit), ERROR_NONE);
        count(&tally, 0, fit.coefficient[0], fit.standard_error[0], -.6);
        count(&tally, 1, fit.coefficient[1], fit.standard_error[1], .7);
        count(&tally, 2, fabs(fit.coefficient[2]), fit.standard_error[2], 1); // its sign means nothing
        arena_free(&room);
    }
    judge(&tally, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(multinomial_logit_is_right_on_average), arena_test(mixed_logit_is_right_on_average)};
    return cmocka_run_group_tests_name("choice_coverage", tests, NULL, NULL);
}
