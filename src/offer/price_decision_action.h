// SPDX-License-Identifier: Apache-2.0
// What is done with a decision about a price: approved, rejected, withdrawn.
#ifndef TANDEM_OFFER_PRICE_DECISION_ACTION_H
#define TANDEM_OFFER_PRICE_DECISION_ACTION_H

#include "model/resource.h"
#include "store/statement.h"

enum price_decision_action {
    PRICE_DECISION_APPROVE,
    PRICE_DECISION_REJECT,
    PRICE_DECISION_WITHDRAW,
    PRICE_DECISION_ACTION_COUNT
};

extern const struct action price_decision_actions[PRICE_DECISION_ACTION_COUNT];
extern const struct statement_list price_decision_statements;

#endif
