// SPDX-License-Identifier: Apache-2.0
// The profiled deviance of a linear mixed model and its gradient, from sums of products of each group.
//
// mixed_model.h says the formulas and their sources.
#ifndef TANDEM_ENGINE_MIXED_MODEL_DEVIANCE_H
#define TANDEM_ENGINE_MIXED_MODEL_DEVIANCE_H

#include "engine/mixed_model.h"

// Sums of a group, in coordinates in which Z'Z / n is one; and what an evaluation leaves there.
struct mixed_model_group {
    double *zz, *zx, *zy; // q x q, q x p, q
    double *factor;       // q x q: Cholesky's of T'Z'ZT + I
    double *half_z;       // q x q: factor^-1 T'Z'Z
    double *half_x;       // q x p: factor^-1 T'Z'X
    double *half_y;       // q
};

struct mixed_model_sums {
    const struct mixed_model_options *options;
    size_t n, p, q, groups;
    struct mixed_model_group *group;
    double *axes;    // q x q lower: Z = Z~ axes'
    double *xx, *xy; // p x p, p
    double yy;
    double *triangle;                 // q x q: T
    double *cross, *solved, *inverse; // p x p factor; p; p x p
    double squares;                   // r2
    double *slopes;                   // q x q: of the deviance by V
    double *room;                     // q x (p + 2)
};

// -2 log likelihood at `theta`, the elements of T column after column, and its gradient; leaves the factors
// of each group, b (less that of least squares) and r2 in place. ERROR_INVALID where it has no value.
MUST_CHECK enum error mixed_model_deviance(
    void *context, const double *theta, double *ret_value, double *gradient);
// result (q x columns) = T' b.
void mixed_model_times_triangle(
    const struct mixed_model_sums *model, size_t columns, const double *b, double *result);
// room = Z'V^-1 X (q x p) and, behind it, Z'V^-1 (y - X b) (q) of a group.
void mixed_model_scores(
    const struct mixed_model_sums *model, const struct mixed_model_group *sums, double *room);

#endif
