// SPDX-License-Identifier: Apache-2.0
// Applies the steps of a scenario to a copy of an organisation. Pure: no database, no clock.
#ifndef TANDEM_STRESS_SCENARIO_APPLY_H
#define TANDEM_STRESS_SCENARIO_APPLY_H

#include "alignment/alignment.h"
#include "stress/organisation_copy.h"
#include "stress/scenario_map.h"
#include "stress/scenario_steps.h"

// What steps need besides the organisation.
struct scenario_world {
    int32_t today;                // from when on a freeze holds unless it says
    const struct map_trial *maps; // those that steps name
    size_t map_count;
    const struct alignment *alignment; // for who deputises for whom; may be NULL
};

// Applies the steps in their order. Problems name the step and the member that cannot be done (a person whom
// the organisation does not have, a unit without the line): ERROR_INVALID. *arena*
enum error scenario_apply(const struct organisation *organisation, const struct scenario_steps *steps,
    const struct scenario_world *world, struct arena *arena, struct problem_list *problems,
    const struct organisation **ret_organisation) MUST_CHECK;

#endif
