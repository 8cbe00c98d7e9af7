// SPDX-License-Identifier: Apache-2.0
// Writes that belong to an activity, put to the judge that the registry names (struct registry.judge).
#ifndef TANDEM_STORE_RECORD_JUDGE_H
#define TANDEM_STORE_RECORD_JUDGE_H

#include "base/problem.h"
#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// Asks once for each activity among the fields that change. `changed` is by the resource's fields. All
// activities are asked about, so that the problems name everybody concerned; the error is the first.
enum error record_judge_changes(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, const bool *changed, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

// Asks about an action, unless it belongs to no activity or sees to that itself.
enum error record_judge_action(struct transaction *transaction, const struct actor *actor,
    const struct action *action, const struct record *stored, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

#endif
