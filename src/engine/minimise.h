// SPDX-License-Identifier: Apache-2.0
// Minimises a smooth function whose gradient is known, in a box if there is one, by BFGS with a line search
// for the strong Wolfe conditions.
//
// Nocedal and Wright, Numerical Optimization (2006): algorithm 6.1 (BFGS), 3.5 and 3.6 (line search, by cubic
// interpolation 3.59), the first trial of a search by 3.60. The first scaling 6.20 is left out: where
// variables differ much in size it makes the inverse so small that most iterations go into mending it. In a
// box the variables that stand at a bound with the gradient pushing them out are held there, and the others
// take the quasi-Newton step of their own subspace up to the first bound (active sets: 16.4 and 18.4 there;
// Bertsekas 1982 on which may be held).
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
    double gradient_tolerance; // on the largest element of the gradient, less what a bound holds back
    size_t iteration_limit;
    const double *lower, *upper; // the box; NULL, or infinite elements: none. Equal: the variable is fixed
    const double
        *inverse; // of the Hessian, size x size and positive definite, to begin with; NULL: the identity
};

struct minimise_result {
    double value;
    double *gradient; // *arena*; not zero where a bound holds
    size_t iterations, evaluations;
    bool is_converged;
};

// `x` is where it starts (the nearest point of the box), and becomes the minimum. ERROR_INVALID only when the
// start has no value, or the box none.
MUST_CHECK enum error minimise(const struct minimise_problem *problem, const struct minimise_options *options,
    struct arena *arena, double *x, struct minimise_result *ret_result);

#endif
