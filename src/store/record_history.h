// SPDX-License-Identifier: Apache-2.0
// What changed in a record, and the line of history that says so.
#ifndef TANDEM_STORE_RECORD_HISTORY_H
#define TANDEM_STORE_RECORD_HISTORY_H

#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// Marks the stored fields whose values differ; returns whether any does. `changed` has a place for each
// field.
bool record_differs(const struct record *before, const struct record *after, bool *changed);

// Writes the line: who, when, through which door, and {"field":[old,new],…} of all that differs, values as in
// the API. `before` is NULL for a creation, `after` for a deletion; a new key is a change like any other.
enum error record_history_write(struct transaction *transaction, const struct actor *actor, const char *verb,
    const struct record *before, const struct record *after, struct arena *arena) MUST_CHECK;

#endif
