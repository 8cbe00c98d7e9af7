// SPDX-License-Identifier: Apache-2.0
// Hand-offs: what is handed over, from which role to which, until when, and what became of it.
#ifndef TANDEM_ALIGNMENT_HAND_OFF_H
#define TANDEM_ALIGNMENT_HAND_OFF_H

#include "model/resource.h"

enum hand_off_field {
    HAND_OFF_RECORD,
    HAND_OFF_KIND,
    HAND_OFF_TITLE,
    HAND_OFF_CONTENT,
    HAND_OFF_FROM_ROLE,
    HAND_OFF_TO_ROLE,
    HAND_OFF_FROM_PERSON,
    HAND_OFF_TO_PERSON,
    HAND_OFF_DUE_ON,
    HAND_OFF_STATUS,
    HAND_OFF_OFFERED_ON,
    HAND_OFF_ANSWERED_ON,
    HAND_OFF_ANSWERED_BY,
    HAND_OFF_REASON,
    HAND_OFF_RETURNS,
    HAND_OFF_HELD_BY,
    HAND_OFF_SINCE,
    HAND_OFF_FIELD_COUNT
};

// As in the choice list hand_off_kinds.
enum hand_off_kind {
    HAND_OFF_KIND_CAPABILITY_BRIEF,
    HAND_OFF_KIND_MARKET_INSIGHT,
    HAND_OFF_KIND_OTHER,
    HAND_OFF_KIND_COUNT
};
// As in the choice list hand_off_statuses.
enum hand_off_status {
    HAND_OFF_STATUS_DRAFT,
    HAND_OFF_STATUS_OFFERED,
    HAND_OFF_STATUS_ACCEPTED,
    HAND_OFF_STATUS_RETURNED,
    HAND_OFF_STATUS_WITHDRAWN,
    HAND_OFF_STATUS_COUNT
};

extern const struct choice_list hand_off_kinds;
extern const struct choice_list hand_off_statuses;

extern const struct resource hand_off_resource;

// May its checklist and content still change? Not what is offered or accepted: the other side looks at it, or
// has relied on it.
bool hand_off_is_editable(const struct record *hand_off);

#endif
