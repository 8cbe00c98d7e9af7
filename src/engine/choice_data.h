// SPDX-License-Identifier: Apache-2.0
// Choices among alternatives: what all models of single choices are fitted to.
#ifndef TANDEM_ENGINE_CHOICE_DATA_H
#define TANDEM_ENGINE_CHOICE_DATA_H

#include "engine/covariance.h"

#define CHOICE_OUTSIDE UINT32_MAX

struct choice_data {
    size_t rows; // one an alternative of a task; rows of a task stand together
    size_t tasks, regressors;
    const double *regressor;    // rows x regressors
    const size_t *start;        // tasks + 1: the first row of each task; no task is empty
    const uint32_t *chosen;     // of a task: the row, or CHOICE_OUTSIDE
    const double *weight;       // of a task, above 0; NULL: 1
    const uint32_t *respondent; // of a task, below `respondents`, never falling; NULL: each task stands alone
    size_t respondents;
    bool has_outside; // besides its rows a task has an alternative of utility 0
};

// The first regressor that is the same for all that a task offers, in every task, such as the income of who
// chooses: choices say nothing of it. What is outside counts with 0. `regressors` when there is none.
size_t choice_data_unseen(const struct choice_data *data);
// Whether the data can be fitted: sizes, finite values, chosen rows inside their tasks, nothing unseen
// (SINGULAR).
MUST_CHECK enum error choice_data_check(const struct choice_data *data, struct engine_refusals *refusals);

#endif
