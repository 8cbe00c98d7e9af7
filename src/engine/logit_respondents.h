// SPDX-License-Identifier: Apache-2.0
// Choices arranged for sampling: eight respondents side by side, and where and how far their first steps go.
//
// Of a task only differences to what was chosen matter: log P = -log(1 + sum exp((x_j - x_chosen)'b)).
#ifndef TANDEM_ENGINE_LOGIT_RESPONDENTS_H
#define TANDEM_ENGINE_LOGIT_RESPONDENTS_H

#include "engine/choice_data.h"
#include "engine/lanes.h"

struct logit_respondents {
    const struct choice_data *choices;
    const int *sign; // of each regressor; NULL: any
    size_t regressors, units, batches;
    uint32_t *respondent; // of a place; those with as many tasks stand together
    lanes *present;       // batches: 1 where there is a respondent
    size_t *task;         // batches + 1: the first task of each batch
    size_t *row;          // tasks + 1: its first row
    lanes *difference;    // rows x regressors
    uint32_t *gap;        // of a row: 0, or 1 + where in `absent` it says which lanes have no such row
    lanes *absent;        // 0, or far below every utility
    lanes *curvature;     // batches x regressors x regressors, lower triangles: H
    lanes *start;         // regressors x batches: where the chains begin
};

// `pooled` are coefficients of all respondents together, where the search for each begins.
MUST_CHECK enum error logit_respondents_prepare(const struct choice_data *choices, const int *sign,
    const double *pooled, const struct engine_help *help, struct arena *arena, struct logit_respondents *ret);

// The coefficients of eight respondents, with their signs. May be the same places.
void logit_respondents_natural(const struct logit_respondents *respondents, const lanes *b, lanes *natural);
// Their log likelihoods at natural coefficients (one place each, regressors long).
void logit_respondents_likelihood(
    const struct logit_respondents *respondents, size_t batch, const lanes *natural, lanes *ret_value);

#endif
