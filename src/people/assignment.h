// SPDX-License-Identifier: Apache-2.0
// An assignment: a person holds a role over a scope, for a share of their time, from one day to another.
#ifndef TANDEM_PEOPLE_ASSIGNMENT_H
#define TANDEM_PEOPLE_ASSIGNMENT_H

#include "model/resource.h"

enum assignment_field {
    ASSIGNMENT_PERSON,
    ASSIGNMENT_ROLE,
    ASSIGNMENT_SCOPE,
    ASSIGNMENT_SHARE,
    ASSIGNMENT_FROM_ON,
    ASSIGNMENT_TO_ON,
    ASSIGNMENT_STAND_IN,
    ASSIGNMENT_FIELD_COUNT
};

extern const struct resource assignment_resource;

#endif
