// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a record about to be stored: every problem is collected, each under its field's
// name.
#ifndef TANDEM_STORE_RECORD_CHECK_H
#define TANDEM_STORE_RECORD_CHECK_H

#include "base/problem.h"
#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// Looks at the fields of `which` (all stored ones when NULL) and, when with_external, at source and
// external_id: values by field_check, references that have to lead to a record of the right kind (old keys
// are replaced by current ones), values that only one record may have, then the resource's own check and
// before_save, which run when nothing else was wrong. `stored` is NULL on creation. ERROR_INVALID;
// ERROR_CONFLICT when nothing but a value was taken already.
enum error record_check(struct transaction *transaction, const struct actor *actor, struct record *proposed,
    const struct record *stored, const bool *which, bool with_external, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

#endif
