// SPDX-License-Identifier: Apache-2.0
// Market shares by logit with random coefficients, which may depend on demographics (BLP), alone or together
// with what firms that set prices show of their costs.
//
// Berry, Levinsohn and Pakes (1995), Nevo (2000), with the practice of Conlon and Gortmaker (2020, "CG20"):
// delta by SQUAREM (Varadhan and Roland 2008, scheme S3) from the logit's delta at every evaluation; linear
// coefficients concentrated out; the gradient by the implicit function theorem (Nevo 2000, appendix), by one
// adjoint solve a market. mu_ij = sum over parameters of value x2_j,column agent_i,agent_column: a column of
// the agents is a draw or a demographic, so sigma and pi are the same kind.
//
// With a supply side (CG20, section 2.3): costs c = p - eta, eta from the first-order conditions of firms
// that set all their prices, f(c) = X3 gamma + omega, f the identity or the logarithm; the moments of both
// sides are stacked and weighted together. Where the price stands in X1, its coefficient shapes eta, so it
// belongs to the search: it is no longer concentrated out.
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_H

#include "engine/fixed_effects.h"

struct random_coefficients_parameter {
    size_t column, agent_column;
    double start;
    bool is_fixed;    // stays at its start
    double low, high; // between which it is searched, where low < high; else there are no bounds
};

struct random_coefficients_supply {
    size_t cost_columns, instrument_columns;
    const double *cost;                  // X3
    const double *instrument;            // all instruments of the supply side, columns of X3 among them
    const struct fixed_effects *effects; // absorbed from X3, these instruments and f(c); NULL when none
    const double *price;
    const uint32_t *firm;       // who sets the price: one number an observation
    const double *linear_slope; // derivative of X1 by the price of the row
    const double *random_slope; // derivative of X2 by the price of the row
    // Where the search starts for a coefficient of X1 whose slope is not zero everywhere: one a column.
    const double *linear_start;
    bool is_log;                // f is the logarithm
    double cost_low, cost_high; // costs beyond are set to these; infinite: none
};

struct random_coefficients_data {
    size_t observations, markets;
    const size_t *market_start; // markets + 1: products of a market stand together
    const double *share;
    size_t linear_columns, random_columns, instrument_columns;
    const double *linear;                // X1
    const double *random;                // X2
    const double *instrument;            // all instruments, exogenous columns of X1 among them
    const struct fixed_effects *effects; // absorbed from X1, instruments and delta; NULL when none
    size_t agents, agent_columns;
    const size_t *agent_start; // markets + 1
    const double *weight;      // of an agent; need not add up to one
    const double *agent;       // agents x agent_columns
    size_t parameters;
    const struct random_coefficients_parameter *parameter;
    const struct random_coefficients_supply *supply; // NULL: demand alone
};

// How moments are weighted and errors measured. COVARIANCE_CLASSICAL: one variance for each side and their
// covariance. Corrections for small samples multiply the covariance of the estimates, never the weights.
struct random_coefficients_options {
    unsigned steps;               // from step two on, weights come from the residuals of the step before
    double gradient_tolerance;    // on the objective times the number of observations: 1e-5
    double contraction_tolerance; // 1e-14
    size_t iteration_limit, contraction_limit;
    struct covariance_choice errors, weights;
    bool is_weighting_uncentred; // weights from moments that keep their mean
    bool is_weighted_from_start; // the first step's weights from the residuals at the starting values
    bool is_plain_search;        // the search begins from the identity, not from Gauss and Newton's Hessian
    const struct engine_help *help; // may be NULL
};

struct random_coefficients_fit {
    double *parameter, *parameter_error;          // *arena*; the error of a fixed one or one at a bound is 0
    double *linear, *linear_error;                // *arena*
    double *cost_coefficient, *cost_error;        // *arena*: of X3; NULL without a supply side
    double *covariance;                           // *arena*: of the parameters, then the linear coefficients
    double *delta, *residual;                     // *arena*, one an observation
    double *cost, *cost_residual;                 // *arena*: marginal costs and omega; NULL without supply
    double objective;                             // n g'Wg
    size_t iterations, evaluations, contractions; // contractions: evaluations of a market's shares
    size_t clipped_costs;                         // how many costs were set to a bound
    size_t parameters_at_bounds;
    size_t moments, estimated; // how many moments, and parameters estimated from them
    bool is_converged;
    struct engine_refusals refusals;
};

MUST_CHECK enum error random_coefficients_fit(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct arena *arena,
    struct random_coefficients_fit *ret_fit);

#endif
