// SPDX-License-Identifier: Apache-2.0
// All resources of the program, found by name, key prefix or position; and the check that they make sense
// together.
#ifndef TANDEM_MODEL_REGISTRY_H
#define TANDEM_MODEL_REGISTRY_H

#include "base/text.h"
#include "model/resource.h"

// An array of pointers to constant tables, in an order in which references point backwards, ended by count.
struct registry {
    const struct resource *const *resources;
    size_t count;
    // Asked before a write that belongs to an activity (struct field.activity, struct action.activity): is it
    // the actor's to do? An error refuses it. See policy_guard. NULL: nobody is asked.
    enum error (*judge)(struct transaction *transaction, const struct actor *actor, struct text record,
        const char *activity, const char *act, struct arena *arena, struct problem_list *problems);
};

// By plural name ("products"), singular table name ("product"); NULL when there is none.
const struct resource *registry_find(const struct registry *registry, struct text name);

// By an input that may be the plural name, the singular one or the prefix, in any case: for people at a
// prompt.
const struct resource *registry_guess(const struct registry *registry, struct text name);

// Is the registry sound? Unique names and prefixes, no SQL keyword, targets exist and are declared earlier
// (or are the resource itself), choices not empty, help present and ended by a period, every role mentioned
// in permissions or deliberately empty, sorts and titles within range. Writes one line a fault; returns
// whether there was none.
bool registry_check(const struct registry *registry, struct buffer *faults);

#endif
