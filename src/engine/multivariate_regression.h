// SPDX-License-Identifier: Apache-2.0
// Draws from the posterior of a regression with several dependent variables, Y = X B + E, rows of E ~ N(0,
// S): the upper level of hierarchical models.
//
// Conjugate prior: vec B | S ~ N(vec B0, S x A^-1), S ~ IW(degrees, scale). The draw is that of Rossi,
// Allenby and McCulloch (2005), section 2.8.5, with a Wishart by Bartlett's decomposition (Odell and Feiveson
// 1966).
#ifndef TANDEM_ENGINE_MULTIVARIATE_REGRESSION_H
#define TANDEM_ENGINE_MULTIVARIATE_REGRESSION_H

#include "engine/draw_normals.h"
#include "engine/engine.h"

struct multivariate_prior {
    const double *mean;      // columns x sides: B0
    const double *precision; // columns x columns: A
    double degrees;          // of the inverse Wishart
    const double *scale;     // sides x sides
};

struct multivariate_draw {
    double *coefficient;    // columns x sides: B
    double *covariance;     // sides x sides: S
    double *precision;      // sides x sides: S^-1
    double log_determinant; // of S^-1
};

struct multivariate_room; // places to work in, of one chain

MUST_CHECK struct multivariate_room *multivariate_room_new(size_t columns, size_t sides, struct arena *arena);
MUST_CHECK enum error multivariate_draw_allocate(
    size_t columns, size_t sides, struct arena *arena, struct multivariate_draw *ret_draw);

// What the data say, as sums: x'x, x'y, y'y.
struct multivariate_sums {
    double rows;
    const double *xx, *xy, *yy; // columns x columns, columns x sides, sides x sides
};

// ERROR_INVALID when something is not positive definite.
MUST_CHECK enum error multivariate_regression_draw(size_t columns, size_t sides,
    const struct multivariate_sums *sums, const struct multivariate_prior *prior,
    const struct draw_layers *layers, struct random_stream *stream, struct multivariate_room *room,
    struct multivariate_draw *draw);

#endif
