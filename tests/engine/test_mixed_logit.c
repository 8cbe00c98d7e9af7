// SPDX-License-Identifier: Apache-2.0
// Mixed logit: against R's logitr 1.2.0 on its own data, the gradient against difference quotients,
// independence of the work's order, refusals, and recovery from simulated choices.
#include "engine/draw.h"
#include "engine/mixed_logit_likelihood.h"
#include "yogurt.h"

#include <math.h>
#include <string.h>

static const enum mixed_logit_kind yogurt_kind[] = {
    MIXED_LOGIT_FIXED, MIXED_LOGIT_NORMAL, MIXED_LOGIT_NORMAL, MIXED_LOGIT_NORMAL, MIXED_LOGIT_NORMAL};
static const struct mixed_logit_options yogurt_options = {.kind = yogurt_kind,
    .errors = {.kind = COVARIANCE_CLASSICAL},
    .sequence = MIXED_LOGIT_SHARED_HALTON,
    .draws = 500,
    .gradient_tolerance = 1e-5,
    .iteration_limit = 500};

// logitr at 500 Halton draws ends at -1246.3917, in a lower maximum: the likelihood has several. Its draws
// are those of other primes, so digits beyond the first four are not to be expected.
static void yogurt(void **state)
{
    struct choice_data data;
    struct mixed_logit_fit fit;
    double *x;
    read_yogurt(*state, &data, &x);
    assert_int_equal(mixed_logit_fit(&data, &yogurt_options, NULL, *state, &fit), ERROR_NONE);
    assert_true(fit.log_likelihood > -1246.3917 && fit.log_likelihood < -1240);
    assert_near(fit.fixed_log_likelihood, -2656.8879, 5e-5);
    assert_near(fit.coefficient[0], -.44, .03);
    assert_true(fit.means == 5 && fit.spreads == 4 && fit.refusals.bits == 0);
}

// Parts in the reverse order, as threads might do them.
static void backwards(void *context, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    (void)context;
    while (parts-- > 0)
        part(work, parts);
}

static void gradient_is_exact_and_order_does_not_matter(void **state)
{
    struct choice_data data;
    struct mixed_logit_likelihood likelihood, other;
    double *x, value, above, below, gradient[9], unused[9];
    static const enum mixed_logit_kind kind[] = {MIXED_LOGIT_NEGATIVE, MIXED_LOGIT_LOG_NORMAL,
        MIXED_LOGIT_NORMAL, MIXED_LOGIT_FIXED, MIXED_LOGIT_NORMAL};
    struct mixed_logit_options options = yogurt_options;
    const struct engine_help help = {.share = backwards};
    double at[] = {-.2, -1.1, -.5, .4, -.1, .6, .9, 1.2, .7};
    read_yogurt(*state, &data, &x);
    options.kind = kind;
    options.draws = 40;
    options.sequence = MIXED_LOGIT_HALTON;
    assert_int_equal(mixed_logit_likelihood_prepare(&data, &options, NULL, *state, &likelihood), ERROR_NONE);
    assert_int_equal(mixed_logit_likelihood_evaluate(&likelihood, at, &value, gradient), ERROR_NONE);
    for (size_t p = 0; p < 9; p++) {
        double was = at[p], step = 1e-5;
        at[p] = was + step;
        assert_int_equal(mixed_logit_likelihood_evaluate(&likelihood, at, &above, unused), ERROR_NONE);
        at[p] = was - step;
        assert_int_equal(mixed_logit_likelihood_evaluate(&likelihood, at, &below, unused), ERROR_NONE);
        at[p] = was;
        assert_near(gradient[p], (above - below) / (2 * step), 1e-4 * (1 + fabs(gradient[p])));
    }
    assert_int_equal(mixed_logit_likelihood_prepare(&data, &options, &help, *state, &other), ERROR_NONE);
    assert_int_equal(mixed_logit_likelihood_evaluate(&other, at, &above, unused), ERROR_NONE);
    assert_true(above == value && memcmp(gradient, unused, sizeof gradient) == 0);
}

// One respondent, one task of two, one normal coefficient: the mean of logistic(d (m + s z)) over the draws.
static void likelihood_is_the_mean_over_draws(void **state)
{
    double x[] = {1, 3}, at[] = {.3, .8}, value, gradient[2], expected = 0;
    size_t start[] = {0, 2};
    uint32_t chosen[] = {1};
    enum { draws = 21 };
    const struct choice_data data = {
        .rows = 2, .tasks = 1, .regressors = 1, .regressor = x, .start = start, .chosen = chosen};
    static const enum mixed_logit_kind kind[] = {MIXED_LOGIT_NORMAL};
    const struct mixed_logit_options options = {.kind = kind, .draws = draws, .sequence = MIXED_LOGIT_HALTON};
    struct mixed_logit_likelihood likelihood;
    double normal[draws], scale = sqrt(5); // of the regressor: the root mean square of 1 and 3
    assert_int_equal(mixed_logit_likelihood_prepare(&data, &options, NULL, *state, &likelihood), ERROR_NONE);
    assert_int_equal(mixed_logit_likelihood_evaluate(&likelihood, at, &value, gradient), ERROR_NONE);
    mixed_logit_normals(&options, 1, 0, normal);
    for (size_t r = 0; r < draws; r++)
        expected += 1 / (1 + exp(-2 / scale * (at[0] + at[1] * normal[r]))) / draws;
    assert_near(value, -log(expected), 1e-14);
}

// Choices of people whose taste is normal, and whose dislike of the price is log-normal.
static void simulate(uint64_t seed, size_t people, size_t tasks, double *x, size_t *start, uint32_t *chosen,
    uint32_t *person, struct choice_data *ret)
{
    struct random_stream stream;
    size_t rows = people * tasks * 3;
    draw_stream(&stream, seed, 0);
    for (size_t n = 0; n < people; n++) {
        double price = -exp(-.2 + .5 * draw_normal(&stream)), taste = .6 + draw_normal(&stream);
        for (size_t t = n * tasks; t < (n + 1) * tasks; t++) {
            double best = -(double)INFINITY;
            start[t] = 3 * t;
            person[t] = (uint32_t)n;
            for (size_t i = 3 * t; i < 3 * t + 3; i++) {
                x[i] = 1 + 2 * random_stream_real(&stream);
                x[rows + i] = draw_normal(&stream);
                double utility =
                    price * x[i] + taste * x[rows + i] - log(-log(random_stream_real(&stream) + 0x1p-54));
                if (utility > best) chosen[t] = (uint32_t)i;
                best = fmax(best, utility);
            }
        }
    }
    start[people * tasks] = rows;
    *ret = (struct choice_data){.rows = rows,
        .tasks = people * tasks,
        .regressors = 2,
        .regressor = x,
        .start = start,
        .chosen = chosen,
        .respondent = person,
        .respondents = people};
}

static void simulated_tastes_are_found(void **state)
{
    enum { people = 300, tasks = 10 };
    double *x = arena_array(*state, double, people *tasks * 6);
    size_t *start = arena_array(*state, size_t, people * tasks + 1);
    uint32_t *chosen = arena_array(*state, uint32_t, people * tasks),
             *person = arena_array(*state, uint32_t, people * tasks);
    static const enum mixed_logit_kind kind[] = {MIXED_LOGIT_NEGATIVE, MIXED_LOGIT_NORMAL};
    static const double truth[] = {-.2, .6, .5, 1};
    struct mixed_logit_options options = yogurt_options;
    struct choice_data data;
    struct mixed_logit_fit fit;
    assert_true(x && start && chosen && person);
    simulate(5, people, tasks, x, start, chosen, person, &data);
    options.kind = kind;
    options.draws = 200;
    options.sequence = MIXED_LOGIT_HALTON;
    options.errors.kind = COVARIANCE_HC0;
    assert_int_equal(mixed_logit_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
    for (size_t p = 0; p < 4; p++) {
        double sign = p > 1 && fit.coefficient[p] < 0 ? -1 : 1; // a spread's sign means nothing
        assert_true(fabs(sign * fit.coefficient[p] - truth[p]) < 3.5 * fit.standard_error[p]);
        assert_true(fit.standard_error[p] > .01 && fit.standard_error[p] < .2);
    }
    assert_true(fit.log_likelihood > fit.fixed_log_likelihood + 50);
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    double x[] = {1, 3}, more[] = {1, 2};
    size_t start[] = {0, 2};
    uint32_t chosen[] = {1};
    struct choice_data data = {
        .rows = 2, .tasks = 1, .regressors = 1, .regressor = x, .start = start, .chosen = chosen};
    static const enum mixed_logit_kind kind[] = {MIXED_LOGIT_NORMAL}, fixed[] = {MIXED_LOGIT_FIXED};
    struct mixed_logit_options options = yogurt_options;
    struct mixed_logit_fit fit;
    options.kind = kind;
    assert_int_equal(mixed_logit_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS));
    options.kind = fixed;
    assert_int_equal(mixed_logit_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    data.regressor = more;
    options.draws = 1;
    options.kind = kind;
    assert_int_equal(mixed_logit_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(yogurt),
        arena_test(gradient_is_exact_and_order_does_not_matter),
        arena_test(likelihood_is_the_mean_over_draws), arena_test(simulated_tastes_are_found),
        arena_test(what_cannot_be_fitted_is_refused)};
    return cmocka_run_group_tests_name("mixed_logit", tests, NULL, NULL);
}
