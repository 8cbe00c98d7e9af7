// SPDX-License-Identifier: Apache-2.0
// The simulated likelihood of the mixed logit, prepared once and evaluated often: see mixed_logit.h.
#ifndef TANDEM_ENGINE_MIXED_LOGIT_LIKELIHOOD_H
#define TANDEM_ENGINE_MIXED_LOGIT_LIKELIHOOD_H

#include "engine/mixed_logit.h"

struct mixed_logit_part;

struct mixed_logit_likelihood {
    const struct mixed_logit_options *options;
    const struct engine_help *help;
    size_t people, regressors, random, parameters, padded; // padded: draws
    size_t *person;                                        // people + 1 of tasks
    size_t *start;                                         // tasks + 1 of rows
    size_t *order;                                         // the regressor at each place: random ones first
    double *scale;         // of the regressor at each place: its root mean square
    double *difference;    // rows x regressors, row after row, in places and scaled
    double *weight;        // of people
    double *normal;        // people (or 1, shared) x random x padded
    double *value, *score; // of people: log-likelihood; people x parameters
    struct mixed_logit_part *part;
    size_t evaluations;
};

// Parameters here are in places (means of the random ones, means of the fixed ones, spreads) and scaled.
MUST_CHECK enum error mixed_logit_likelihood_prepare(const struct choice_data *data,
    const struct mixed_logit_options *options, const struct engine_help *help, struct arena *arena,
    struct mixed_logit_likelihood *ret_likelihood);
// Minus the log-likelihood and its gradient; for minimise.h. The context is the likelihood; `score` is
// filled.
MUST_CHECK enum error mixed_logit_likelihood_evaluate(
    void *context, const double *parameter, double *ret_value, double *gradient);
// From the parameters outside (by regressor, not scaled) to those inside, and the factor of a derivative:
// d outside / d inside.
void mixed_logit_likelihood_inside(
    const struct mixed_logit_likelihood *likelihood, const double *outside, double *inside);
void mixed_logit_likelihood_outside(const struct mixed_logit_likelihood *likelihood, const double *inside,
    double *outside, double *factor, size_t *place);

#endif
