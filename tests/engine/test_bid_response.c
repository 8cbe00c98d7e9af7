// SPDX-License-Identifier: Apache-2.0
// Willingness to pay from bids: closed forms, references, recovery, refusals.
#include "engine/bid_mean.h"
#include "engine/bid_response.h"
#include "engine/draw.h"
#include "table.h"

#include <math.h>

static const struct bid_options usual = {BID_LOGISTIC, 500, 1, 0.05, 200};

// With two bids and a constant, the model has a number for each share: it meets both exactly.
static void two_bids_are_met_exactly(void **state)
{
    enum { people = 200 };
    double low[people], high[people], ones[people];
    for (size_t i = 0; i < people; i++) {
        double bid = i < 100 ? 10 : 20;
        bool is_yes = i < 100 ? i < 70 : i < 130; // 70 % at 10, 30 % at 20
        low[i] = is_yes ? bid : (double)NAN;
        high[i] = is_yes ? (double)NAN : bid;
        ones[i] = 1;
    }
    struct bid_data data = {people, 1, low, high, ones, NULL, 20};
    struct bid_fit fit;
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_NONE);
    double gamma = (log(.3 / .7) - log(.7 / .3)) / 10;
    assert_near(fit.coefficient[1], gamma, 1e-10);
    assert_near(fit.coefficient[0], log(.7 / .3) - 10 * gamma, 1e-9);
    assert_near(fit.mean[BID_MEDIAN], 15, 1e-9);
    assert_near(fit.log_likelihood, 200 * (.7 * log(.7) + .3 * log(.3)), 1e-9);
    // The inverse information: n F (1 - F) at both bids.
    double v = 1 / (100 * .21);
    assert_near(fit.covariance[3], 2 * v / 100, 1e-10);
    assert_near(fit.mean_error[BID_MEDIAN], sqrt(v / 2) / -gamma, 1e-6);
    assert_near(fit.mean_interval[BID_MEDIAN].error, fit.mean_error[BID_MEDIAN], 0.15);
    // Numbers of people as weights are the same.
    double few_low[4] = {10, (double)NAN, 20, (double)NAN}, few_high[4] = {(double)NAN, 10, (double)NAN, 20};
    double weight[4] = {70, 30, 30, 70}, again = fit.coefficient[1];
    data = (struct bid_data){4, 1, few_low, few_high, ones, weight, 20};
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_NONE);
    assert_near(fit.coefficient[1], again, 1e-10);
}

// Kristroem's forest survey is not ours; its shape is simulated here, and the means are held against
// integrals.
static void means_are_areas(void **state)
{
    static const enum bid_distribution all[] = {
        BID_LOGISTIC, BID_NORMAL, BID_LOG_LOGISTIC, BID_LOG_NORMAL, BID_WEIBULL};
    (void)state;
    for (size_t d = 0; d < 5; d++) {
        bool is_by_log = all[d] >= BID_LOG_LOGISTIC;
        double index = is_by_log ? 6 : 2, gamma = is_by_log ? -2 : -0.3, top = 30, area = 0, tail = 0;
        enum { STEPS = 200000 };
        for (int s = 0; s < STEPS; s++) // midpoints up to the top
            area += bid_response_demand(all[d], index, gamma, top * (s + 0.5) / STEPS) * top / STEPS;
        assert_near(bid_response_mean(all[d], BID_MEAN_TRUNCATED, index, gamma, top), area, 1e-7);
        for (int s = 0; s < STEPS; s++) { // and beyond, in 1 / price
            double u = (s + 0.5) / STEPS / top;
            tail += bid_response_demand(all[d], index, gamma, 1 / u) / (u * u) / top / STEPS;
        }
        assert_near(
            bid_response_mean(all[d], BID_MEAN, index, gamma, top), area + tail, 1e-5 * (area + tail));
        assert_near(bid_response_demand(
                        all[d], index, gamma, bid_response_mean(all[d], BID_MEDIAN, index, gamma, top)),
            0.5, 1e-12);
        double below = 1 - bid_response_demand(all[d], index, gamma, top);
        assert_near(bid_response_mean(all[d], BID_MEAN_ADJUSTED, index, gamma, top) * below,
            bid_response_mean(all[d], BID_MEAN_TRUNCATED, index, gamma, top), 1e-10);
    }
    assert_true(isinf(bid_response_mean(BID_LOG_LOGISTIC, BID_MEAN, 1, -0.9, 30)));
    // Weibull's mean is exp(x'b / -c) Gamma(1 + 1 / -c), finite whatever the slope: exp(1.25) Gamma(2.25)
    assert_near(bid_response_mean(BID_WEIBULL, BID_MEAN, 1, -0.8, 30), 3.9545693780206905, 1e-12);
    assert_true(isnan(bid_response_mean(BID_NORMAL, BID_MEDIAN, 1, 0.1, 30)));
}

enum { size = 400 };

struct survey {
    double low[size], high[size], covariate[2 * size];
};

// Two bids from a design of four; the second is double or half the first.
static void ask(uint64_t number, bool is_double, struct survey *survey)
{
    static const double bids[] = {10, 20, 30, 40};
    struct random_stream stream;
    draw_stream(&stream, 5, number);
    for (size_t i = 0; i < size; i++) {
        double age = draw_normal(&stream), worth = 25 + 3 * age + 8 * draw_normal(&stream);
        double bid = bids[random_stream_below(&stream, 4)];
        bool is_yes = worth > bid;
        survey->low[i] = is_yes ? bid : (double)NAN;
        survey->high[i] = is_yes ? (double)NAN : bid;
        survey->covariate[i] = age;
        survey->covariate[size + i] = 1;
        double second = is_yes ? 2 * bid : bid / 2;
        if (is_double && worth > second) survey->low[i] = second;
        if (is_double && !(worth > second)) survey->high[i] = second;
    }
}

// The estimates come back, intervals hold them as often as they say, and a second question sharpens them.
static void recovery(void **state)
{
    enum { surveys = 200 };
    struct bid_options options = usual;
    static struct survey survey;
    size_t held[2] = {0};
    double error[2] = {0};
    options.distribution = BID_NORMAL;
    options.draws = 200;
    for (int is_double = 0; is_double < 2; is_double++)
        for (uint64_t s = 0; s < surveys; s++) {
            struct bid_fit fit;
            ask(s, is_double != 0, &survey);
            struct bid_data data = {size, 2, survey.low, survey.high, survey.covariate, NULL, 80};
            assert_int_equal(bid_response_fit(&data, &options, *state, &fit), ERROR_NONE);
            double off = -fit.coefficient[0] / fit.coefficient[2] - 3, mean = 25;
            for (size_t i = 0; i < size; i++)
                mean += 3 * survey.covariate[i] / size; // of the people who were asked
            const struct resample_interval *interval = &fit.mean_interval[BID_MEDIAN];
            held[is_double] += interval->low <= mean && mean <= interval->high;
            error[is_double] += fit.mean_error[BID_MEDIAN] / surveys;
            assert_true(fabs(off) < 6 && fit.null_log_likelihood < fit.log_likelihood);
        }
    assert_in_range(held[0], 184, 197);
    assert_in_range(held[1], 184, 197);
    assert_true(error[1] < 0.8 * error[0]);
}

static void refusals(void **state)
{
    double low[6] = {10, 10, 20, 20, 30, 30}, high[6], ones[6] = {1, 1, 1, 1, 1, 1};
    struct bid_fit fit;
    for (size_t i = 0; i < 6; i++)
        high[i] = (double)NAN;
    struct bid_data data = {6, 1, low, high, ones, NULL, 30};
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_ONE_ANSWER));
    // More say yes to the higher bid.
    double rising_low[6] = {(double)NAN, (double)NAN, 10, 20, 20, (double)NAN};
    double rising_high[6] = {10, 10, (double)NAN, (double)NAN, (double)NAN, 20};
    data.low = rising_low;
    data.high = rising_high;
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_NONE);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_WRONG_SIGN));
    // Yes below, no above, without exception: no finite slope.
    double parted_low[6] = {10, 10, 10, (double)NAN, (double)NAN, (double)NAN};
    double parted_high[6] = {(double)NAN, (double)NAN, (double)NAN, 20, 20, 20};
    data.low = parted_low;
    data.high = parted_high;
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_SEPARATION) ||
                engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_CONVERGED));
    data.people = 1;
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS));
    data.people = 0;
    assert_int_equal(bid_response_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(two_bids_are_met_exactly), arena_test(means_are_areas),
        arena_test(recovery), arena_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
