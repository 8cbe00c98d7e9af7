// SPDX-License-Identifier: Apache-2.0
// Overrides: what was done outside one's role, why, and whether the accountable person has seen it. Written
// by the policy alone.
#ifndef TANDEM_POLICY_OVERRIDE_H
#define TANDEM_POLICY_OVERRIDE_H

#include "model/resource.h"

enum override_field {
    OVERRIDE_RECORD,
    OVERRIDE_ACTIVITY,
    OVERRIDE_ACT,
    OVERRIDE_PERSON,
    OVERRIDE_ACCOUNTABLE,
    OVERRIDE_REASON,
    OVERRIDE_ACTED_ON,
    OVERRIDE_ACKNOWLEDGED_ON,
    OVERRIDE_ACKNOWLEDGED_BY,
    OVERRIDE_FIELD_COUNT
};

extern const struct resource override_resource;

#endif
