// SPDX-License-Identifier: Apache-2.0
// Minimises a smooth function whose gradient is known, by BFGS with a line search for the strong Wolfe
// conditions.
//
// Nocedal and Wright, Numerical Optimization (2006): algorithm 6.1 (BFGS, with the first scaling 6.20), 3.5
// and 3.6 (line search, by cubic interpolation 3.59).
#ifndef TANDEM_ENGINE_MINIMISE_H
#define TANDEM_ENGINE_MINIMISE_H

#include "engine/engine.h"

struct minimise_problem {
    size_t size;
    // Fills value and gradient at x; ERROR_INVALID where the function has no value, which the search steps
    // back from.
    enum error (*evaluate)(void *context, const double *x, double *ret_value, double *gradient);
    void *context;
};

struct minimise_options {
    double gradient_tolerance; // on the largest element of the gradient
    size_t iteration_limit;
};

struct minimise_result {
    double value;
    double *gradient; // *arena*
    size_t iterations, evaluations;
    bool is_converged;
};

// `x` is where it starts, and becomes the minimum. ERROR_INVALID only when the start has no value.
MUST_CHECK enum error minimise(const struct minimise_problem *problem, const struct minimise_options *options,
    struct arena *arena, double *x, struct minimise_result *ret_result);

#endif
