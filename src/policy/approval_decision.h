// SPDX-License-Identifier: Apache-2.0
// What can be done to an approval: consult, approve, reject, withdraw.
#ifndef TANDEM_POLICY_APPROVAL_DECISION_H
#define TANDEM_POLICY_APPROVAL_DECISION_H

#include "model/resource.h"
#include "store/statement.h"

enum approval_action {
    APPROVAL_APPROVE,
    APPROVAL_REJECT,
    APPROVAL_WITHDRAW,
    APPROVAL_CONSULT,
    APPROVAL_ACTION_COUNT
};

extern const struct action approval_actions[APPROVAL_ACTION_COUNT];
extern const struct statement_list approval_statements;

#endif
