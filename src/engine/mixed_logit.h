// SPDX-License-Identifier: Apache-2.0
// The mixed logit model of choices: coefficients that differ between people, by simulated maximum likelihood.
//
// L_n = mean over draws r of the product over n's tasks of P(chosen | b_nr); the log-likelihood is sum w_n ln
// L_n (Train 2009, equations 6.2 and 11.3; Revelt and Train 1998, equation 3). A coefficient is fixed, normal
// (mean + spread z) or log-normal, exp(mean + spread z), perhaps with its sign turned. The gradient is exact:
// the mean of the draws' scores weighted by their likelihoods (Train 2009, 10.2.2, 11.5). Draws z are normal
// quantiles of Halton's sequence, one prime a random coefficient, in the order of the regressors: either its
// elements 1 to R for everybody, or a stretch of its own for each (Train 2009, 9.3.3); or pseudo-random.
// Covariance: the inverse of minus the Hessian, which is the gradient's central difference quotient; robust
// H^-1 S H^-1 with the scores of people.
#ifndef TANDEM_ENGINE_MIXED_LOGIT_H
#define TANDEM_ENGINE_MIXED_LOGIT_H

#include "engine/choice_data.h"

#define MIXED_LOGIT_RANDOM_MAXIMUM 40

enum mixed_logit_kind { MIXED_LOGIT_FIXED, MIXED_LOGIT_NORMAL, MIXED_LOGIT_LOG_NORMAL, MIXED_LOGIT_NEGATIVE };
enum mixed_logit_draws { MIXED_LOGIT_HALTON, MIXED_LOGIT_SHARED_HALTON, MIXED_LOGIT_PSEUDO };

struct mixed_logit_options {
    const enum mixed_logit_kind *kind; // of each regressor; at least one is not fixed
    struct covariance_choice errors;   // clusters are of respondents
    enum mixed_logit_draws sequence;
    size_t draws; // of each respondent, at least 2
    uint64_t seed;
    double gradient_tolerance; // of the log-likelihood, in regressors of root mean square 1
    size_t iteration_limit;
    const double *start; // means and spreads; NULL: from the multinomial logit
    size_t searches;     // the likelihood may have several maxima: the best of so many searches; 0 is 1
};

struct mixed_logit_fit {
    size_t means, spreads; // the parameters: a mean of each regressor, a spread of each random one
    double *coefficient, *standard_error;                             // *arena*, means + spreads
    double *covariance;                                               // *arena*
    double log_likelihood, null_log_likelihood, fixed_log_likelihood; // the last: of the multinomial logit
    size_t iterations, evaluations, settled;                          // searches that ended at a maximum
    struct engine_refusals refusals;
};

MUST_CHECK enum error mixed_logit_fit(const struct choice_data *data,
    const struct mixed_logit_options *options, const struct engine_help *help, struct arena *arena,
    struct mixed_logit_fit *ret_fit);

// Coefficients of one draw: `normal` has the standard normal of each random regressor, `coefficient` gets one
// a regressor.
void mixed_logit_draw(const struct mixed_logit_options *options, size_t regressors, const double *parameter,
    const double *normal, double *coefficient);
// The standard normals (draws x random coefficients, column after column) of one respondent.
void mixed_logit_normals(
    const struct mixed_logit_options *options, size_t random, size_t respondent, double *normal);

// As multinomial_logit_elasticities, at the parameters of a fit, averaged over the people's draws.
MUST_CHECK enum error mixed_logit_elasticities(const struct choice_data *data,
    const struct mixed_logit_options *options, const double *parameter, size_t price_regressor,
    const uint32_t *alternative, size_t count, struct arena *arena, double *elasticity);

#endif
