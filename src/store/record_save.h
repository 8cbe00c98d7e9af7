// SPDX-License-Identifier: Apache-2.0
// Storing a record that was put together: checked, given its key, written with its line of history.
#ifndef TANDEM_STORE_RECORD_SAVE_H
#define TANDEM_STORE_RECORD_SAVE_H

#include "base/problem.h"
#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// Takes the given fields over into `record` (a new one: stored is NULL). Problems name those that the actor
// cannot set.
enum error record_apply(const struct actor *actor, const struct record_input *input,
    const struct record *stored, struct record *record, struct problem_list *problems) MUST_CHECK;

// Stores a new record; gives it the key that is asked for, or the next. `refused`: what record_apply found;
// when it is an error, everything else that is wrong is still found, and nothing is written.
enum error record_save_new(struct transaction *transaction, const struct actor *actor, struct record *record,
    struct text key, enum error refused, struct arena *arena, struct problem_list *problems) MUST_CHECK;

// Stores what differs between `stored` and `record`. Without a difference nothing is written, unless it is an
// action: that it was done is worth a line. is_judged: changes of fields that belong to an activity are put
// to the judge first. ret_changed: was anything written?
enum error record_save(struct transaction *transaction, const struct actor *actor, const char *verb,
    bool is_action, bool is_judged, const struct record *stored, struct record *record, enum error refused,
    struct arena *arena, struct problem_list *problems, bool *ret_changed) MUST_CHECK;

#endif
