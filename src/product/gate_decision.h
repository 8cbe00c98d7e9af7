// SPDX-License-Identifier: Apache-2.0
// What is decided at a gate: go, hold, stop, skip, and to take a decision back. Go and skip move the product
// on.
#ifndef TANDEM_PRODUCT_GATE_DECISION_H
#define TANDEM_PRODUCT_GATE_DECISION_H

#include "model/resource.h"
#include "store/statement.h"

enum gate_action { GATE_GO, GATE_HOLD, GATE_STOP, GATE_SKIP, GATE_REOPEN, GATE_ACTION_COUNT };

extern const struct action gate_actions[GATE_ACTION_COUNT];
extern const struct statement_list gate_decision_statements;

// The code of the activity that a decision about this gate belongs to: to take a product out of the market is
// the end-of-life decision, everything else is life-cycle management. `stage`: of enum product_stage.
const char *gate_decision_activity(int stage);

#endif
