// SPDX-License-Identifier: Apache-2.0
// Gates: planned and actual dates, the decision to go, hold or stop, who made it, why and under which
// conditions.
#ifndef TANDEM_PRODUCT_GATE_H
#define TANDEM_PRODUCT_GATE_H

#include "model/resource.h"
#include "store/statement.h"

enum gate_field {
    GATE_PRODUCT,
    GATE_STAGE,
    GATE_PLANNED_ON,
    GATE_FIRST_PLANNED_ON,
    GATE_STATUS,
    GATE_DECIDED_ON,
    GATE_DECIDED_BY,
    GATE_REASON,
    GATE_CONDITIONS,
    GATE_SLIP_DAYS,
    GATE_FIELD_COUNT
};

// As in the choice list gate_statuses.
enum gate_status {
    GATE_STATUS_OPEN,
    GATE_STATUS_PASSED,
    GATE_STATUS_HELD,
    GATE_STATUS_STOPPED,
    GATE_STATUS_SKIPPED,
    GATE_STATUS_COUNT
};

extern const struct choice_list gate_statuses;

extern const struct resource gate_resource;
extern const struct statement_list gate_statements;

// May its criteria still be signed, and its date moved? While it is open or held.
bool gate_is_undecided(const struct record *gate);

#endif
