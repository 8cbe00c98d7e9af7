// SPDX-License-Identifier: Apache-2.0
// Market shares by logit with random coefficients, which may depend on demographics (BLP).
//
// Berry, Levinsohn and Pakes (1995), Nevo (2000), with the practice of Conlon and Gortmaker (2020, "CG20"):
// delta by SQUAREM (Varadhan and Roland 2008, scheme S3) from the logit's delta at every evaluation; linear
// coefficients concentrated out; the gradient by the implicit function theorem (Nevo 2000, appendix), by one
// adjoint solve a market; errors robust to heteroskedasticity. mu_ij = sum over parameters of value
// x2_j,column agent_i,agent_column: a column of the agents is a draw or a demographic, so sigma and pi are
// the same kind.
#ifndef TANDEM_ENGINE_RANDOM_COEFFICIENTS_H
#define TANDEM_ENGINE_RANDOM_COEFFICIENTS_H

#include "engine/fixed_effects.h"

struct random_coefficients_parameter {
    size_t column, agent_column;
    double start;
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
};

struct random_coefficients_options {
    unsigned steps;               // 1 or 2; the weights of step two are centred
    double gradient_tolerance;    // on the objective times the number of observations: 1e-5
    double contraction_tolerance; // 1e-14
    size_t iteration_limit, contraction_limit;
};

struct random_coefficients_fit {
    double *parameter, *parameter_error;          // *arena*
    double *linear, *linear_error;                // *arena*
    double *covariance;                           // *arena*: of the parameters, then the linear coefficients
    double *delta, *residual;                     // *arena*, one an observation
    double objective;                             // n g'Wg
    size_t iterations, evaluations, contractions; // contractions: evaluations of a market's shares
    bool is_converged;
    struct engine_refusals refusals;
};

MUST_CHECK enum error random_coefficients_fit(const struct random_coefficients_data *data,
    const struct random_coefficients_options *options, struct arena *arena,
    struct random_coefficients_fit *ret_fit);

#endif
