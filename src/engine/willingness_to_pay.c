// SPDX-License-Identifier: Apache-2.0
// Ratios of coefficients, by the delta method and by simulation.
#include "engine/willingness_to_pay.h"

#include <math.h>
#include <string.h>

#include "engine/distribution.h"
#include "engine/draw.h"
#include "engine/linear_algebra.h"
#include "engine/resample.h"

static void by_delta(size_t size, const double *b, const double *covariance,
    const struct willingness_to_pay_options *options, struct willingness_to_pay *ret)
{
    size_t p = options->price;
    double reach = distribution_normal_quantile(1 - options->outside / 2);
    for (size_t k = 0; k < size; k++) {
        if (k == p) continue;
        double own = -1 / b[p], other = b[k] / (b[p] * b[p]);
        double variance = own * own * covariance[k * size + k] + 2 * own * other * covariance[p * size + k] +
                          other * other * covariance[p * size + p];
        ret[k].value = -b[k] / b[p];
        ret[k].error = sqrt(fmax(variance, 0));
        ret[k].low = ret[k].value - reach * ret[k].error;
        ret[k].high = ret[k].value + reach * ret[k].error;
    }
}

static void summarise(
    double *values, size_t count, double outside, double *room, struct willingness_to_pay *ret)
{
    struct resample_interval interval;
    double mean = 0;
    for (size_t i = 0; i < count; i++)
        mean += values[i] / (double)count;
    resample_interval(values, count, outside, room, &interval);
    ret->drawn_mean = mean;
    ret->drawn_error = interval.error;
    ret->drawn_low = interval.low;
    ret->drawn_high = interval.high;
}

enum error willingness_to_pay(size_t size, const double *coefficient, const double *covariance,
    const struct willingness_to_pay_options *options, struct arena *arena, struct engine_refusals *refusals,
    struct willingness_to_pay *ret, size_t *ret_wrong)
{
    size_t draws = options->simulations, p = options->price;
    if (!(coefficient[p] < 0)) return engine_refuse(refusals, ENGINE_REFUSAL_WRONG_SIGN);
    double *factor = arena_array(arena, double, size *size), *ratio = arena_array(arena, double, draws *size);
    double *normal = arena_array(arena, double, size), *drawn = arena_array(arena, double, size);
    double *room = arena_array(arena, double, draws);
    if (!factor || !ratio || !normal || !drawn || !room) return ERROR_MEMORY;
    memcpy(factor, covariance, size * size * sizeof(double));
    if (linear_algebra_factor(size, factor)) return engine_refuse(refusals, ENGINE_REFUSAL_SINGULAR);
    by_delta(size, coefficient, covariance, options, ret);
    *ret_wrong = 0;
    for (size_t s = 0; s < draws; s++) {
        struct random_stream stream;
        draw_stream(&stream, options->seed, s);
        for (size_t k = 0; k < size; k++)
            normal[k] = draw_normal(&stream);
        for (size_t k = 0; k < size; k++) {
            drawn[k] = coefficient[k];
            for (size_t j = 0; j <= k; j++)
                drawn[k] += factor[j * size + k] * normal[j];
        }
        for (size_t k = 0; k < size; k++)
            ratio[k * draws + s] = -drawn[k] / drawn[p];
        *ret_wrong += !(drawn[p] < 0);
    }
    for (size_t k = 0; k < size; k++)
        if (k != p) summarise(ratio + k * draws, draws, options->outside, room, &ret[k]);
    return ERROR_NONE;
}
