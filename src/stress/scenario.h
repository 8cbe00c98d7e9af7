// SPDX-License-Identifier: Apache-2.0
// Scenarios of the stress test: steps that are applied to a copy of the organisation.
#ifndef TANDEM_STRESS_SCENARIO_H
#define TANDEM_STRESS_SCENARIO_H

#include "model/resource.h"

enum scenario_field {
    SCENARIO_NAME,
    SCENARIO_DESCRIPTION,
    SCENARIO_DAY_ON,
    SCENARIO_STEPS,
    SCENARIO_FIELD_COUNT
};

extern const struct resource scenario_resource;

#endif
