// SPDX-License-Identifier: Apache-2.0
// Delegations and absences: who acts for a person, over what, from one day to another.
#ifndef TANDEM_POLICY_DELEGATION_H
#define TANDEM_POLICY_DELEGATION_H

#include "model/resource.h"
#include "store/statement.h"

enum delegation_field {
    DELEGATION_PERSON,
    DELEGATION_DEPUTY,
    DELEGATION_SCOPE,
    DELEGATION_FROM_ON,
    DELEGATION_TO_ON,
    DELEGATION_REASON,
    DELEGATION_NOTE,
    DELEGATION_FIELD_COUNT
};

// As in the choice list delegation_reasons.
enum delegation_reason { DELEGATION_REASON_ABSENCE, DELEGATION_REASON_DELEGATION, DELEGATION_REASON_COUNT };

extern const struct choice_list delegation_reasons;

extern const struct resource delegation_resource;
extern const struct statement_list delegation_statements;

#endif
