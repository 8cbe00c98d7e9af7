// SPDX-License-Identifier: Apache-2.0
// Looks whether a study could run, before it does: the specification, the data sets, the columns that it
// names.
#ifndef TANDEM_LAB_STUDY_CHECK_H
#define TANDEM_LAB_STUDY_CHECK_H

#include "lab/price_study.h"

struct study_draft {
    struct text spec, data, further_data; // as the fields of a study
};

// Adds what would keep it from running to `problems`; ERROR_NONE also when there is something.
MUST_CHECK enum error study_check(struct transaction *transaction, const struct actor *actor,
    const struct study_draft *draft, struct arena *arena, struct problem_list *problems);

#endif
