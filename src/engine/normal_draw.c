// SPDX-License-Identifier: Apache-2.0
// Normal draws with a covariance.
#include "engine/normal_draw.h"
#include "engine/draw.h"

#include <math.h>

void normal_draw_factor(size_t size, const double *covariance, double *factor)
{
    for (size_t j = 0; j < size; j++) {
        double pivot = covariance[j * size + j];
        for (size_t k = 0; k < j; k++)
            pivot -= factor[k * size + j] * factor[k * size + j];
        bool is_lost = !(pivot > 1e-13 * covariance[j * size + j]);
        for (size_t i = 0; i < size; i++) {
            double sum = covariance[j * size + i];
            for (size_t k = 0; k < j; k++)
                sum -= factor[k * size + i] * factor[k * size + j];
            factor[j * size + i] = is_lost || i < j ? 0 : sum / sqrt(pivot);
        }
    }
}

void normal_draw(
    size_t size, const double *mean, const double *factor, struct random_stream *stream, double *value)
{
    for (size_t i = 0; i < size; i++)
        value[i] = mean[i];
    for (size_t k = 0; k < size; k++) {
        double normal = draw_normal(stream);
        for (size_t i = k; i < size; i++)
            value[i] += factor[k * size + i] * normal;
    }
}
