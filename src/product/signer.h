// SPDX-License-Identifier: Apache-2.0
// Who signs, decides and answers, and on which day.
#ifndef TANDEM_PRODUCT_SIGNER_H
#define TANDEM_PRODUCT_SIGNER_H

#include "model/permission.h"
#include "model/value.h"
#include "store/store.h"

// The person for whom the actor acts, as a value for a reference; null for one that stands for no person.
// *borrowed*
struct value signer_person(const struct actor *actor);

// The day of the transaction, as a value for a date. *arena*
enum error signer_today(
    const struct transaction *transaction, struct arena *arena, struct value *ret_day) MUST_CHECK;

// Is it the program or an import that writes? What they bring back is taken as it was, whatever was decided
// since.
bool signer_is_bringing_back(const struct actor *actor);

#endif
