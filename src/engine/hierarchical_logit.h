// SPDX-License-Identifier: Apache-2.0
// The hierarchical multinomial logit: every respondent has part-worths of their own, which come from a
// mixture of normal distributions around what is known of them.
//
// Rossi, Allenby and McCulloch (2005), sections 5.2 to 5.5: random-walk Metropolis for each respondent, whose
// steps have the covariance step^2 (H_i + S^-1)^-1, with H_i minus the Hessian of the respondent's likelihood
// where their likelihood to the power 1 - fraction times the pooled one's normal approximation to the power
// fraction is highest
// ("fractional likelihood"); Gibbs draws above (normal_mixture.h). Priors as in their R package bayesm. A
// coefficient with a sign is sign e^b, b in place of the coefficient above (Allenby, Brazell, Howell and
// Rossi 2014).
#ifndef TANDEM_ENGINE_HIERARCHICAL_LOGIT_H
#define TANDEM_ENGINE_HIERARCHICAL_LOGIT_H

#include "engine/choice_data.h"
#include "engine/hierarchical_linear.h"

struct hierarchical_logit_data {
    const struct choice_data *choices; // by respondent; without weights
    size_t covariates;
    const double *covariate; // respondents x covariates, without a constant; NULL when there are none
    const int *sign;         // of each regressor: 1, -1, or 0 for any; NULL: any
};

struct hierarchical_logit_fit {
    struct posterior_summary *mean;       // *arena*: of b over the population: (1 + covariates) x regressors
    struct posterior_summary *covariance; // *arena*: of b around it, regressors x regressors
    struct posterior_summary
        *average;                     // *arena*: of the coefficients: their mean over the respondents at hand
    struct posterior_summary *spread; // *arena*: and their deviation
    struct posterior_summary *weight; // *arena*: of the components, the largest first in each draw
    struct posterior_summary log_likelihood;
    double log_marginal;             // log marginal density by Newton and Raftery (1994): a rough one
    struct posterior_summary *group; // *arena*: regressors x respondents, the coefficients
    struct chain_record record;      // of the coefficients; its parameters are the above in their order
    double accepted;                 // share of the steps
    double least_effective, most_shrinkage; // over the population's means
    struct engine_refusals refusals;
};

MUST_CHECK enum error hierarchical_logit_fit(const struct hierarchical_logit_data *data, size_t components,
    const struct hierarchical_options *options, const struct engine_help *help, struct arena *arena,
    struct hierarchical_logit_fit *ret_fit);

#endif
