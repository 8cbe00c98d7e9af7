// SPDX-License-Identifier: Apache-2.0
// May a person do this to that record? Asked without doing it, and explained line by line.
#ifndef TANDEM_POLICY_MAY_H
#define TANDEM_POLICY_MAY_H

#include "format/json_writer.h"
#include "policy/policy.h"

// *arena*
struct policy_may {
    struct policy_case found;
    struct policy_decision decision;
    struct text person, person_name;
    const char *act;     // as it was asked for
    bool is_unregulated; // an action or a field that belongs to no activity: the map has nothing to say
    struct policy_lines lines;
};

// `act` is an activity (key or code), an action of the record, or one of its fields. Problems name person,
// action or record: ERROR_NOT_FOUND.
enum error policy_may_find(struct transaction *transaction, struct text person, struct text act,
    struct text record, struct arena *arena, struct problem_list *problems,
    struct policy_may *ret_may) MUST_CHECK;

// Writes {"person", "action", "record", "activity", "map", "mode", "role", "verdict", "accountable", …,
// "lines"}.
void policy_may_print(const struct policy_may *may, struct json_writer *writer);

#endif
