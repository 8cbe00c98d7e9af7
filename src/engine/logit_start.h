// SPDX-License-Identifier: Apache-2.0
// Where the sampling of a hierarchical logit begins: for each respondent the maximum of their likelihood,
// tempered by that of all (Rossi, Allenby and McCulloch 2005, equation 5.2.7), and its curvature.
#ifndef TANDEM_ENGINE_LOGIT_START_H
#define TANDEM_ENGINE_LOGIT_START_H

#include "engine/engine.h"
#include "engine/logit_respondents.h"

// Fills start and curvature; `first` has the first task of each respondent.
MUST_CHECK enum error logit_start_find(struct logit_respondents *respondents, const size_t *first,
    const double *pooled, const struct engine_help *help, struct arena *arena);

#endif
