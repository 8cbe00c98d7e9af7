// SPDX-License-Identifier: Apache-2.0
// What somebody named on a command line: a resource, a record, fields with their values.
#ifndef TANDEM_CLI_NAMED_H
#define TANDEM_CLI_NAMED_H

#include "cli/invocation.h"
#include "store/records.h"

// The resource of the name (plural, singular or prefix), or NULL after saying what was probably meant.
const struct resource *named_resource(const struct invocation *invocation, const char *name);

// Does it look like a key (PROD-12, in any case)? Then *ret_key is it in upper case. *arena*
bool named_key(const struct invocation *invocation, const char *name, struct text *ret_key);

// Reads field=value operands from `first` on into an input. Problems are said; returns the exit status.
// *arena*
int named_values(const struct invocation *invocation, const struct resource *resource, size_t first,
    struct record_input **ret_input);

// The same for the input of an action. *arena*
int named_action_values(const struct invocation *invocation, const struct action *action, size_t first,
    struct value **ret_values);

// Finds a record by its key; says what is wrong and returns the exit status. *arena*
int named_record(const struct invocation *invocation, struct transaction *transaction,
    const struct actor *actor, const char *name, struct record **ret_record);

// The longest --reason, in bytes: as much as the API takes.
#define NAMED_REASON_MAXIMUM 2000

// Who acts: the local administrator, or by --as a person, with the reason given. Says what is wrong and
// returns the exit status. *arena*
int named_actor(
    const struct invocation *invocation, struct transaction *transaction, struct actor *ret_actor);

#endif
