// SPDX-License-Identifier: Apache-2.0
// Who signs and decides at a gate: the person behind an account, and whether the map gives them the activity.
#ifndef TANDEM_PRODUCT_SIGNER_H
#define TANDEM_PRODUCT_SIGNER_H

#include "base/problem.h"
#include "model/permission.h"
#include "model/value.h"
#include "store/store.h"

// The person for whom the actor acts, as a value for a reference; null for one that stands for no person.
// *arena*
enum error signer_person(struct transaction *transaction, const struct actor *actor, struct arena *arena,
    struct value *ret_person) MUST_CHECK;

// May the actor do `act` to the record, which belongs to the activity (its code or key)? By the policy.
enum error signer_guard(struct transaction *transaction, const struct actor *actor, struct text record,
    const char *activity, const char *act, struct arena *arena, struct problem_list *problems) MUST_CHECK;

// The day of the transaction, as a value for a date. *arena*
enum error signer_today(
    const struct transaction *transaction, struct arena *arena, struct value *ret_day) MUST_CHECK;

// Is it the program or an import that writes? What they bring back is taken as it was, whatever was decided
// since.
bool signer_is_bringing_back(const struct actor *actor);

#endif
