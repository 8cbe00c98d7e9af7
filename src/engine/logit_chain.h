// SPDX-License-Identifier: Apache-2.0
// One Markov chain of a hierarchical logit.
#ifndef TANDEM_ENGINE_LOGIT_CHAIN_H
#define TANDEM_ENGINE_LOGIT_CHAIN_H

#include "engine/logit_respondents.h"
#include "engine/normal_mixture.h"

struct logit_chain {
    const struct logit_respondents *respondents;
    const struct normal_mixture_model *model;
    double step;
    struct random_stream upper, *unit; // unit: of each place
    struct normal_mixture mixture;
    lanes *b;       // regressors x batches
    lanes *natural; // the same with their signs
    lanes *value;   // batches: log likelihoods
    lanes *work;    // of one batch
    double *normal;
    size_t accepted; // steps, so far
};

// Every respondent has a stream of their own, whatever place they have.
MUST_CHECK enum error logit_chain_start(
    struct logit_chain *chain, uint64_t seed, size_t number, struct arena *arena);
// One sweep: the upper level, then every respondent. ERROR_INVALID when a covariance is no longer positive
// definite.
MUST_CHECK enum error logit_chain_sweep(struct logit_chain *chain);
// The log likelihood of all.
double logit_chain_likelihood(const struct logit_chain *chain);

#endif
