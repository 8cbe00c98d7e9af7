// SPDX-License-Identifier: Apache-2.0
// Members of the shapes about what the responsibility map decides.
#include "describe/shapes_policy.h"

#include "people/roles.h"
#include "policy/policy.h"

const struct shape_member may_delegation_members[4] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"person", SHAPE_KEY, 0, NULL, NULL},
    {"deputy", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"to_on", SHAPE_DATE, 0, NULL, NULL},
};

const struct shape_member may_members[15] = {
    {"person", SHAPE_OBJECT, 0, "Named", NULL},
    {"action", SHAPE_TEXT, 0, NULL, NULL},
    {"record", SHAPE_KEY, 0, NULL, NULL},
    {"verdict", SHAPE_CHOICE, 0, NULL, &policy_verdicts},
    {"activity", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"map", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"mode", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &map_modes},
    {"role", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &people_roles},
    {"four_eyes", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"accountable", SHAPE_OBJECT, SHAPE_ARRAY, "Named", NULL},
    {"delegations", SHAPE_OBJECT, SHAPE_ARRAY, "MayDelegation", NULL},
    {"responsible", SHAPE_OBJECT, SHAPE_ARRAY, "Named", NULL},
    {"consulted", SHAPE_OBJECT, SHAPE_ARRAY, "Named", NULL},
    {"informed", SHAPE_OBJECT, SHAPE_ARRAY, "Named", NULL},
    {"lines", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
};
