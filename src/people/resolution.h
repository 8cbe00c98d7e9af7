// SPDX-License-Identifier: Apache-2.0
// Accountability resolved: (product, activity) → person, through the map in force and the assignments of a day.
//
// The organisation is read once into plain arrays (five statements, whatever its size); resolving is then arithmetic
// on them: 2,000 products × 60 activities take milliseconds. Operating model, sections 2 and 3.
#ifndef TANDEM_PEOPLE_RESOLUTION_H
#define TANDEM_PEOPLE_RESOLUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/store.h"

// People's roles, in the order of the choice list people_roles.
enum people_role {
    ROLE_GENERAL_MANAGER,
    ROLE_HEAD_OF_PRODUCT_MANAGEMENT,
    ROLE_HEAD_OF_PRODUCT_MARKETING,
    ROLE_HEAD_OF_ENGINEERING,
    ROLE_PRODUCT_MANAGER,
    ROLE_PRODUCT_MARKETING_MANAGER,
    ROLE_ENGINEERING,
    ROLE_DESIGN,
    ROLE_USER_RESEARCH,
    ROLE_SALES,
    ROLE_SUPPORT,
    ROLE_MARKETING_COMMUNICATIONS,
    ROLE_CONTRIBUTOR,
    ROLE_COUNT
};

enum resolution_outcome { RESOLUTION_ONE, RESOLUTION_GAP, RESOLUTION_CONFLICT, RESOLUTION_DUAL };

#endif
