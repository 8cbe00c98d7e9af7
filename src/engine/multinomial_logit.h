// SPDX-License-Identifier: Apache-2.0
// The conditional (multinomial) logit model of choices, by maximum likelihood.
//
// P(j) = exp(x_j'b) / sum_k exp(x_k'b) (McFadden 1974, equations 12 and 17; Train, Discrete Choice Methods
// with Simulation, 2009, equation 3.6). Newton's method with the exact gradient sum (y - p) x and Hessian
// -sum p (x - xbar)(x - xbar)' (Train 3.7), halving a step that does not help; the likelihood is concave.
// Covariance: the inverse of minus the Hessian; robust or by cluster H^-1 S H^-1 with S the sum of the
// scores' products over tasks or clusters (White 1982; Liang and Zeger 1986); HC1 times n / (n - 1) and
// CLUSTER1 times G / (G - 1), as is usual for maximum likelihood.
#ifndef TANDEM_ENGINE_MULTINOMIAL_LOGIT_H
#define TANDEM_ENGINE_MULTINOMIAL_LOGIT_H

#include "engine/choice_data.h"

struct multinomial_logit_options {
    struct covariance_choice errors; // clusters are of tasks
    size_t iteration_limit;          // 0: 100
};

struct multinomial_logit_fit {
    size_t coefficients;
    double *coefficient, *standard_error;       // *arena*, one a regressor
    double *covariance;                         // *arena*, coefficients x coefficients
    double *probability;                        // *arena*, of each row at the estimates
    double log_likelihood, null_log_likelihood; // null: all coefficients 0
    size_t iterations, evaluations;
    size_t separating; // with SEPARATION: the regressor that grows without end; with SINGULAR: that says
                       // nothing new
    struct engine_refusals refusals;
};

MUST_CHECK enum error multinomial_logit_fit(const struct choice_data *data,
    const struct multinomial_logit_options *options, const struct engine_help *help, struct arena *arena,
    struct multinomial_logit_fit *ret_fit);

// Probabilities of the rows at the coefficients given, and the (weighted) log-likelihood.
void multinomial_logit_probabilities(const struct choice_data *data, const double *coefficient,
    double *probability, double *ret_log_likelihood);

// covariance = bread S bread, or the bread itself for COVARIANCE_CLASSICAL. `score` has a row of coefficients
// for each of the observations (column after column), which the clusters of `errors` number.
MUST_CHECK enum error multinomial_logit_covariance(const struct covariance_choice *errors,
    size_t observations, size_t coefficients, const double *score, const double *bread, struct arena *arena,
    double *covariance);

// The responses of the average choice to prices: elasticity[k * count + j] is that of alternative j's
// expected share to the price of alternative k, where each task's probabilities are added up over all tasks:
// sum_t dP_tj/dp_tk p_tk / sum_t P_tj (Train 2009, equations 3.10 to 3.12, aggregated by probability).
// `alternative` numbers the rows, below `count`; elasticities of the outside option stand in column
// `count` - 1 when the data have one (no row has that number then).
void multinomial_logit_elasticities(const struct choice_data *data, const double *probability,
    const double *price, double price_coefficient, const uint32_t *alternative, size_t count,
    double *elasticity);

#endif
