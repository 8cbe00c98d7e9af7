// SPDX-License-Identifier: Apache-2.0
// The linear mixed model with one grouping: y = X b + Z_g u_g + e, u_g ~ N(0, D), e ~ N(0, s2), by restricted
// or full maximum likelihood.
//
// D = s2 T T' with T lower triangular (or diagonal). The deviance, profiled over b and s2, is that of Bates,
// Maechler, Bolker and Walker (2015), equations 34 and 41, from sums of products by group alone, so that an
// evaluation does not depend on the number of observations. Its gradient follows from V = I + Z T T' Z':
//   d log|V| = tr V^-1 dV, d r2 = -e'V^-1 dV V^-1 e, d log|X'V^-1X| = -tr (X'V^-1X)^-1 X'V^-1 dV V^-1 X
// (Harville 1977, section 4). Effects of groups are predicted as in Henderson (1975); their intervals contain
// the uncertainty of b, not that of D.
#ifndef TANDEM_ENGINE_MIXED_MODEL_H
#define TANDEM_ENGINE_MIXED_MODEL_H

#include "engine/engine.h"

// With fewer groups their variance says next to nothing.
enum { MIXED_MODEL_GROUPS_LEAST = 5 };

struct mixed_model_data {
    size_t observations, regressors, slopes, groups;
    const double *regressor; // observations x regressors; a constant is a column like any other
    const double *dependent;
    const size_t *slope;   // which regressors have a coefficient that differs by group
    const uint32_t *group; // of an observation, below `groups`; each has at least one
};

struct mixed_model_options {
    bool is_restricted; // REML; otherwise full maximum likelihood
    bool is_diagonal;   // the coefficients that differ by group are not correlated
    double gradient_tolerance;
    size_t iteration_limit;
    const struct engine_help *help; // asked at each evaluation; may be NULL
};

struct mixed_model_fit {
    double *coefficient, *standard_error; // *arena*, one a regressor
    double *covariance;                   // *arena*, regressors x regressors
    // *arena*: for Student's t, groups - 1 where the coefficient differs by group or the regressor only
    // between groups, observations - regressors elsewhere (Pinheiro and Bates 2000, section 2.4.2).
    double *degrees;
    double residual_variance;
    double *group_covariance;                   // *arena*, slopes x slopes: D
    double *group_coefficient, *group_variance; // *arena*, slopes x groups: b + u_g, and of its error
    double log_likelihood;                      // restricted, when it is
    double deviance_at_start;
    size_t parameters; // of the covariances, with the residual variance
    size_t iterations, evaluations;
    bool is_singular; // a combination of the coefficients does not differ by group at all
    struct engine_refusals refusals;
};

MUST_CHECK enum error mixed_model_fit(const struct mixed_model_data *data,
    const struct mixed_model_options *options, struct arena *arena, struct mixed_model_fit *ret_fit);

#endif
