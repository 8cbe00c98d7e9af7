// SPDX-License-Identifier: Apache-2.0
// Criteria of gates: each tied to an activity and so to its signer, green only with evidence.
#ifndef TANDEM_PRODUCT_GATE_CRITERION_H
#define TANDEM_PRODUCT_GATE_CRITERION_H

#include "model/resource.h"

enum gate_criterion_field {
    GATE_CRITERION_GATE,
    GATE_CRITERION_NAME,
    GATE_CRITERION_ACTIVITY,
    GATE_CRITERION_POSITION,
    GATE_CRITERION_STATUS,
    GATE_CRITERION_EVIDENCE,
    GATE_CRITERION_NOTE,
    GATE_CRITERION_SIGNED_BY,
    GATE_CRITERION_SIGNED_ON,
    GATE_CRITERION_FIELD_COUNT
};

// As in the choice list criterion_statuses.
enum criterion_status { CRITERION_OPEN, CRITERION_GREEN, CRITERION_RED, CRITERION_COUNT };

enum gate_criterion_action { CRITERION_SIGN, CRITERION_REFUSE, CRITERION_REOPEN, CRITERION_ACTION_COUNT };

extern const struct choice_list criterion_statuses;

extern const struct resource gate_criterion_resource;

#endif
