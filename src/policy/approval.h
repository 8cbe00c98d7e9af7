// SPDX-License-Identifier: Apache-2.0
// Approvals: a proposal about a record, put to the person whom the map makes accountable for its activity.
#ifndef TANDEM_POLICY_APPROVAL_H
#define TANDEM_POLICY_APPROVAL_H

#include "model/resource.h"

enum approval_field {
    APPROVAL_RECORD,
    APPROVAL_ACTIVITY,
    APPROVAL_TITLE,
    APPROVAL_PROPOSAL,
    APPROVAL_DUE_ON,
    APPROVAL_STATUS,
    APPROVAL_ASKED_BY,
    APPROVAL_DECIDED_ON,
    APPROVAL_DECIDED_BY,
    APPROVAL_REASON,
    APPROVAL_SECONDED_BY,
    APPROVAL_SECONDED_ON,
    APPROVAL_FIELD_COUNT
};

// As in the choice list approval_statuses.
enum approval_status {
    APPROVAL_OPEN,
    APPROVAL_SECONDED,
    APPROVAL_APPROVED,
    APPROVAL_REJECTED,
    APPROVAL_WITHDRAWN,
    APPROVAL_COUNT
};

extern const struct choice_list approval_statuses;

extern const struct resource approval_resource;

#endif
