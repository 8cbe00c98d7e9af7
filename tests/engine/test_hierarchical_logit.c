// SPDX-License-Identifier: Apache-2.0
// The hierarchical logit: likelihoods against plain arithmetic, recovery, signs, covariates, segments, the
// same draws however chains are shared out, refusals.
#include "engine/draw.h"
#include "engine/hierarchical_logit.h"
#include "engine/logit_respondents.h"
#include "table.h"

#include <math.h>

enum { people = 60, most_tasks = 14, most_rows = people * most_tasks * 4, columns = 3 };

struct survey {
    double x[most_rows * columns], part_worth[people][columns], covariate[people];
    size_t start[people * most_tasks + 1], tasks;
    uint32_t chosen[people * most_tasks], respondent[people * most_tasks];
    struct choice_data data;
};

// Two features and a price; tasks of two to four alternatives, with or without an outside option.
static void simulate(uint64_t seed, bool has_outside, double segment, struct survey *s)
{
    struct random_stream stream;
    random_stream_init(&stream, seed);
    size_t rows = 0;
    s->tasks = 0;
    for (size_t i = 0; i < people; i++) {
        double *b = s->part_worth[i];
        s->covariate[i] = draw_normal(&stream);
        b[0] = 1 + 0.8 * s->covariate[i] + 0.5 * draw_normal(&stream);
        b[1] = (i % 2 ? segment : -segment) + 0.3 * draw_normal(&stream);
        b[2] = -exp(0.4 + 0.3 * draw_normal(&stream));
        for (size_t t = 0; t < 8 + i % 7; t++, s->tasks++) {
            size_t count = 2 + random_stream_below(&stream, 3), best = CHOICE_OUTSIDE;
            double highest = has_outside ? -log(-log(random_stream_real(&stream) + 1e-300)) : -1e300;
            s->start[s->tasks] = rows;
            s->respondent[s->tasks] = (uint32_t)i;
            for (size_t j = 0; j < count; j++, rows++) {
                double u = -log(-log(random_stream_real(&stream) + 1e-300));
                for (size_t k = 0; k < columns; k++) {
                    double value = draw_normal(&stream);
                    s->x[k * most_rows + rows] = value;
                    u += value * b[k];
                }
                if (u > highest) {
                    highest = u;
                    best = rows;
                }
            }
            s->chosen[s->tasks] = (uint32_t)best;
        }
    }
    s->start[s->tasks] = rows;
    for (size_t k = 1; k < columns; k++) // without gaps between the columns
        memmove(s->x + k * rows, s->x + k * most_rows, rows * sizeof(double));
    s->data = (struct choice_data){.rows = rows,
        .tasks = s->tasks,
        .regressors = columns,
        .regressor = s->x,
        .start = s->start,
        .chosen = s->chosen,
        .respondent = s->respondent,
        .respondents = people,
        .has_outside = has_outside};
}

static double plain_likelihood(const struct survey *s, size_t person, const double *b)
{
    double value = 0;
    for (size_t t = 0; t < s->tasks; t++) {
        if (s->respondent[t] != person) continue;
        double most = s->data.has_outside ? 0 : -1e300, of_chosen = 0, sum = 0, u[4];
        for (size_t row = s->start[t]; row < s->start[t + 1]; row++) {
            u[row - s->start[t]] = 0;
            for (size_t k = 0; k < columns; k++)
                u[row - s->start[t]] += s->x[k * s->data.rows + row] * b[k];
            most = fmax(most, u[row - s->start[t]]);
            if (row == s->chosen[t]) of_chosen = u[row - s->start[t]];
        }
        for (size_t row = s->start[t]; row < s->start[t + 1]; row++)
            sum += exp(u[row - s->start[t]] - most);
        if (s->data.has_outside) sum += exp(-most);
        value += of_chosen - most - log(sum);
    }
    return value;
}

// Also far out, where the quick way is not taken.
static void likelihoods_are_those_of_plain_arithmetic(void **state)
{
    struct survey *s = arena_object(*state, struct survey);
    static const double zero[columns] = {0};
    assert_non_null(s);
    for (int has_outside = 0; has_outside < 2; has_outside++) {
        struct logit_respondents r;
        simulate(1, has_outside, 0, s);
        assert_int_equal(logit_respondents_prepare(&s->data, NULL, zero, NULL, *state, &r), ERROR_NONE);
        assert_int_equal(r.batches, (people + LANES - 1) / LANES);
        for (double scale = 0.1; scale < 1000; scale *= 3)
            for (size_t batch = 0; batch < r.batches; batch++) {
                lanes b[columns], value;
                for (size_t l = 0; l < LANES; l++)
                    for (size_t k = 0; k < columns; k++)
                        b[k][l] = scale * (double)((l * 7 + k * 3) % 5) - 2 * scale;
                logit_respondents_likelihood(&r, batch, b, &value);
                for (size_t l = 0; l < LANES && batch * LANES + l < people; l++) {
                    double one[columns] = {b[0][l], b[1][l], b[2][l]};
                    double expected = plain_likelihood(s, r.respondent[batch * LANES + l], one);
                    assert_near(value[l], expected, 1e-12 * fabs(expected) + 1e-12);
                }
            }
    }
}

static const struct hierarchical_options usual = {4000, 1000, 1, 2, 1, 0.05, 0.01};

static void what_was_put_in_comes_out(void **state)
{
    struct survey *s = arena_object(*state, struct survey);
    struct hierarchical_logit_fit fit;
    assert_non_null(s);
    simulate(3, true, 0.5, s);
    struct hierarchical_logit_data data = {&s->data, 1, s->covariate, NULL};
    assert_int_equal(hierarchical_logit_fit(&data, 1, &usual, NULL, *state, &fit), ERROR_NONE);
    assert_int_equal(fit.refusals.bits, 0);
    assert_true(fit.accepted > 0.15 && fit.accepted < 0.6);
    assert_near(fit.mean[1].mean, 0.8, 3.5 * fit.mean[1].deviation);
    assert_near(fit.mean[3].mean, 0, 3.5 * fit.mean[3].deviation);
    double average[columns] = {0};
    size_t covered = 0;
    for (size_t i = 0; i < people; i++)
        for (size_t k = 0; k < columns; k++) {
            const struct posterior_summary *one = &fit.group[i * columns + k];
            average[k] += s->part_worth[i][k] / people;
            covered += one->low < s->part_worth[i][k] && s->part_worth[i][k] < one->high;
        }
    for (size_t k = 0; k < columns; k++)
        assert_near(fit.average[k].mean, average[k], 3.5 * fit.average[k].deviation);
    assert_in_range(covered, 160, 180); // of 180 intervals of 95 %
    assert_true(fit.log_marginal < fit.log_likelihood.mean);
}

static void signs_are_kept(void **state)
{
    static const int sign[] = {1, 0, -1};
    struct survey *s = arena_object(*state, struct survey);
    struct hierarchical_logit_fit fit;
    assert_non_null(s);
    simulate(5, false, 0.5, s);
    struct hierarchical_logit_data data = {&s->data, 0, NULL, sign};
    assert_int_equal(hierarchical_logit_fit(&data, 1, &usual, NULL, *state, &fit), ERROR_NONE);
    for (size_t i = 0; i < people; i++) {
        assert_true(fit.group[i * columns].low > 0);
        assert_true(fit.group[i * columns + 2].high < 0);
    }
    assert_near(fit.mean[2].mean, 0.4, 4 * fit.mean[2].deviation); // the logarithm of minus the price's
}

// Two segments that want opposite things: a mixture tells them apart.
static void segments_are_found(void **state)
{
    struct survey *s = arena_object(*state, struct survey);
    struct hierarchical_logit_fit fit;
    assert_non_null(s);
    simulate(7, false, 3, s);
    struct hierarchical_logit_data data = {&s->data, 0, NULL, NULL};
    assert_int_equal(hierarchical_logit_fit(&data, 2, &usual, NULL, *state, &fit), ERROR_NONE);
    assert_near(fit.weight[0].mean + fit.weight[1].mean, 1, 1e-9);
    assert_true(fit.weight[1].mean > 0.3);
    for (size_t i = 0; i < people; i++)
        assert_true((fit.group[i * columns + 1].mean > 0) == (i % 2 == 1));
}

static void backwards(void *context, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    (void)context;
    while (parts-- > 0)
        part(work, parts);
}

static bool stop(void *context, size_t done, size_t all, double objective)
{
    (void)context;
    assert_true(objective < 0);
    return done * 2 < all;
}

static void draws_do_not_depend_on_how_they_are_shared_out(void **state)
{
    struct survey *s = arena_object(*state, struct survey);
    struct hierarchical_logit_fit one, other;
    struct engine_help help = {.share = backwards};
    struct hierarchical_options short_chains = {400, 100, 2, 3, 9, 0.05, 0.01};
    assert_non_null(s);
    simulate(9, true, 0.5, s);
    struct hierarchical_logit_data data = {&s->data, 1, s->covariate, NULL};
    assert_int_equal(hierarchical_logit_fit(&data, 2, &short_chains, NULL, *state, &one), ERROR_NONE);
    assert_int_equal(hierarchical_logit_fit(&data, 2, &short_chains, &help, *state, &other), ERROR_NONE);
    for (size_t i = 0; i < one.record.parameters * 3 * 200; i++)
        assert_true(!(fabs(one.record.draw[i] - other.record.draw[i]) > 0));
    help = (struct engine_help){.go_on = stop};
    assert_int_equal(hierarchical_logit_fit(&data, 1, &short_chains, &help, *state, &other), ERROR_CANCELLED);
}

static void what_cannot_be_estimated_says_why(void **state)
{
    struct survey *s = arena_object(*state, struct survey);
    struct hierarchical_logit_fit fit;
    struct hierarchical_options few = {60, 0, 1, 2, 1, 0.05, 0.01};
    assert_non_null(s);
    simulate(2, false, 0.5, s);
    struct hierarchical_logit_data data = {&s->data, 0, NULL, NULL};
    assert_int_equal(hierarchical_logit_fit(&data, 1, &few, NULL, *state, &fit), ERROR_NONE);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_DRAWS));
    struct choice_data fewer = s->data;
    data.choices = &fewer;
    fewer.respondents = 4;
    for (fewer.tasks = 0; s->respondent[fewer.tasks] < 4; fewer.tasks++)
        ;
    fewer.rows = s->start[fewer.tasks];
    assert_int_equal(hierarchical_logit_fit(&data, 1, &few, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_GROUPS));
    fewer = s->data;
    fewer.respondents = people + 1;
    assert_int_equal(hierarchical_logit_fit(&data, 1, &few, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    fewer = s->data;
    memcpy(s->x + s->data.rows, s->x, s->data.rows * sizeof(double));
    assert_int_equal(hierarchical_logit_fit(&data, 1, &few, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SINGULAR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(likelihoods_are_those_of_plain_arithmetic),
        arena_test(what_was_put_in_comes_out), arena_test(signs_are_kept), arena_test(segments_are_found),
        arena_test(draws_do_not_depend_on_how_they_are_shared_out),
        arena_test(what_cannot_be_estimated_says_why)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
