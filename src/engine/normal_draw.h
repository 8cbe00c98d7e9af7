// SPDX-License-Identifier: Apache-2.0
// Draws of estimated parameters: normal, with the covariance of the estimate.
#ifndef TANDEM_ENGINE_NORMAL_DRAW_H
#define TANDEM_ENGINE_NORMAL_DRAW_H

#include "base/random.h"

#include <stdbool.h>
#include <stddef.h>

// factor (size x size) becomes L of L L' = covariance, which may be singular: a parameter that was held fixed
// has variance 0 and is never moved (Cholesky; a pivot lost to rounding counts as 0).
void normal_draw_factor(size_t size, const double *covariance, double *factor);
// value = mean + L z, z standard normal.
void normal_draw(
    size_t size, const double *mean, const double *factor, struct random_stream *stream, double *value);

#endif
