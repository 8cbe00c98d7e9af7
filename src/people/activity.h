// SPDX-License-Identifier: Apache-2.0
// An activity: one kind of work that the responsibility map gives to a role.
#ifndef TANDEM_PEOPLE_ACTIVITY_H
#define TANDEM_PEOPLE_ACTIVITY_H

#include "model/resource.h"

enum activity_field {
    ACTIVITY_NAME,
    ACTIVITY_CODE,
    ACTIVITY_DESCRIPTION,
    ACTIVITY_POSITION,
    ACTIVITY_FIELD_COUNT
};

extern const struct resource activity_resource;

#endif
