// SPDX-License-Identifier: Apache-2.0
// Consultations: who is asked before a decision, until when, and what they answered.
#ifndef TANDEM_POLICY_CONSULTATION_H
#define TANDEM_POLICY_CONSULTATION_H

#include "model/resource.h"

enum consultation_field {
    CONSULTATION_RECORD,
    CONSULTATION_ACTIVITY,
    CONSULTATION_PERSON,
    CONSULTATION_QUESTION,
    CONSULTATION_DUE_ON,
    CONSULTATION_STATUS,
    CONSULTATION_ANSWER,
    CONSULTATION_ANSWERED_ON,
    CONSULTATION_ANSWERED_BY,
    CONSULTATION_ASKED_BY,
    CONSULTATION_FIELD_COUNT
};

// As in the choice list consultation_statuses.
enum consultation_status {
    CONSULTATION_OPEN,
    CONSULTATION_AGREED,
    CONSULTATION_OBJECTED,
    CONSULTATION_WITHDRAWN,
    CONSULTATION_COUNT
};

extern const struct choice_list consultation_statuses;

extern const struct resource consultation_resource;

#endif
