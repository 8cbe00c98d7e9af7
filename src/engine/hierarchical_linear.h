// SPDX-License-Identifier: Apache-2.0
// The hierarchical linear model by Gibbs sampling: y_i = X_i b_i + e_i, e_i ~ N(0, s2_i), b_i ~ N(D'z_i, V).
//
// Rossi, Allenby and McCulloch (2005), section 3.7, with their priors: s2_i ~ nu_e ssq_i / chi2(nu_e),
// vec D | V ~ N(0, V x A^-1), V ~ IW(nu, scale). The covariates z are taken less their means, so that the row
// of the constant is the average unit. Chains are independent of each other and may run at once; every unit
// draws from a stream of its own.
#ifndef TANDEM_ENGINE_HIERARCHICAL_LINEAR_H
#define TANDEM_ENGINE_HIERARCHICAL_LINEAR_H

#include "engine/chain_record.h"

enum { HIERARCHICAL_GROUPS_LEAST = 5, HIERARCHICAL_EFFECTIVE_LEAST = 100 };

struct hierarchical_linear_data {
    size_t observations, regressors, groups, covariates;
    const double *regressor; // observations x regressors
    const double *dependent;
    const uint32_t *group;   // of an observation, below `groups`; each has at least one
    const double *covariate; // groups x covariates, without a constant; NULL when there are none
};

struct hierarchical_options {
    size_t draws, burn, thin, chains; // draws of each chain, behind those of burn; every thin-th is kept
    uint64_t seed;
    double outside;   // share of draws outside an interval
    double precision; // A = precision I
};

struct hierarchical_linear_fit {
    struct posterior_summary *mean;       // *arena*: D, (1 + covariates) x regressors; row 0 the average unit
    struct posterior_summary *covariance; // *arena*: V, regressors x regressors
    struct posterior_summary *average;    // *arena*: one a regressor: the mean of b over the groups at hand
    struct posterior_summary residual;    // the mean of s2 over groups
    struct posterior_summary *group;      // *arena*: regressors x groups
    struct chain_record record; // of the groups' draws; its parameters are D, V below the diagonal, the
                                // averages and the residual variance
    double least_effective, most_shrinkage; // over D
    struct engine_refusals refusals;
};

MUST_CHECK enum error hierarchical_linear_fit(const struct hierarchical_linear_data *data,
    const struct hierarchical_options *options, const struct engine_help *help, struct arena *arena,
    struct hierarchical_linear_fit *ret_fit);

#endif
