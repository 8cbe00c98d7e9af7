// SPDX-License-Identifier: Apache-2.0
// The moments of the random-coefficients logit, of demand alone or of both sides: their objective with its
// gradient, the linear coefficients concentrated out of them, their weights, and the covariance of what is
// estimated.
//
// Moments are taken in orthonormal bases B of the instruments, so g = B'(residuals) and the first weights,
// (Z'Z)^-1, are the identity; later weights are the inverse of the moments' covariance S = root root'. The
// objective is |root^-1 g|^2 with the best linear coefficients (Nevo 2000, appendix; CG20, section 2.4).
// What is searched for: the random coefficients' parameters, then the coefficients of X1 whose column the
// price moves, when there is a supply side.
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_GMM_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_GMM_H

#include "engine/random_coefficients.h"
#include "engine/random_coefficients_market.h"
#include "engine/random_coefficients_supply.h"

enum { RANDOM_COEFFICIENTS_WORKERS = 8 };

// What one worker has for itself. Results of markets go to places of their own, so the number of workers
// does not show in any result.
struct random_coefficients_worker {
    struct random_coefficients_market market;
    struct random_coefficients_pricing pricing;
    double *weights;  // a product each, of the largest market
    double *gradient; // by the parameters and the coefficients of X1
    enum error error;
    bool is_stopped_by_costs; // at the last evaluation
};

struct random_coefficients_problem {
    const struct random_coefficients_data *data;
    const struct random_coefficients_options *options;
    size_t searched;              // parameters and sloped columns of X1
    size_t *sloped, sloped_count; // columns of X1 that are searched for
    size_t *flat, flat_count;     // those concentrated out
    size_t concentrated;          // flat_count and columns of X3
    size_t moments, demand_moments;
    double *start;                                   // delta of the logit
    double *delta, *cost, *transformed, *cost_slope; // at the last evaluation
    double *linear, *cost_columns;                   // X1 and X3 without effects
    double *basis, *supply_basis;
    double *a, *a_weighted, *a_basis; // (basis'X) of what is concentrated: as it is, weighted, orthonormal
    double *a_sloped;                 // basis'X1 of what is searched for
    bool is_weighted;                 // by more than (Z'Z)^-1
    double *root;                     // Cholesky factor of the moments' covariance
    double *q, *g, *part, *pull;      // moments before and after the linear coefficients; S^-1 of the rest
    double *weights, *supply_weights; // of an observation in the gradient
    double *coefficients;             // of X1, as the search has them (0: concentrated)
    double *market_gradient;          // markets x searched
    double *last, *last_gradient; // where the last evaluation was, and what it gave: the search asks twice
    double last_value;
    bool has_last;
    struct random_coefficients_worker worker[RANDOM_COEFFICIENTS_WORKERS];
    size_t workers;
};

MUST_CHECK enum error random_coefficients_problem_prepare(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct arena *arena,
    struct random_coefficients_problem *ret_problem, struct engine_refusals *refusals);
// The objective and its gradient at `x` (searched), as `minimise` asks; `context` is the problem.
MUST_CHECK enum error random_coefficients_problem_evaluate(
    void *context, const double *x, double *ret_value, double *gradient);
// The derivatives of delta by the parameters (observations x parameters) and, with a supply side, of f(cost)
// by the parameters and the coefficients of X1, at x, where the last evaluation was.
MUST_CHECK enum error random_coefficients_problem_derivative(
    struct random_coefficients_problem *problem, const double *x, double *by_theta, double *costs);
// The inverse of the Hessian by Gauss and Newton (searched x searched), 2 D'D with D the derivative of g:
// near the Hessian, as the residuals are small, it spares the search most of what it would have to learn:
// parameters differ in size by a factor of ten thousand. A ten-thousandth is added to the diagonal (Marquardt
// 1963), which keeps the first step short where the data hardly tell a parameter. What is not free stands by
// itself. NULL when it is singular.
MUST_CHECK enum error random_coefficients_problem_guess(struct random_coefficients_problem *problem,
    const double *x, const bool *is_free, struct arena *arena, double **ret_inverse);
// What follows from new weights.
MUST_CHECK enum error random_coefficients_problem_weigh(
    struct random_coefficients_problem *problem, struct arena *arena, struct engine_refusals *refusals);
// Fills the fit's linear coefficients, residuals, delta and costs as of the last evaluation.
MUST_CHECK enum error random_coefficients_problem_residuals(
    struct random_coefficients_problem *problem, struct arena *arena, struct random_coefficients_fit *fit);
// The weights that follow from the fit's residuals, for the evaluations to come.
MUST_CHECK enum error random_coefficients_problem_reweight(
    struct random_coefficients_problem *problem, struct arena *arena, struct random_coefficients_fit *fit);
// The covariance of all that is estimated, and its square roots; `is_free` (searched): what is neither fixed
// nor at a bound. `x`: where the last evaluation was.
MUST_CHECK enum error random_coefficients_problem_errors(struct random_coefficients_problem *problem,
    const double *x, const bool *is_free, struct arena *arena, struct random_coefficients_fit *fit);

#endif
