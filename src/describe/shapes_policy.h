// SPDX-License-Identifier: Apache-2.0
// Members of the shapes about what the responsibility map decides; listed in shapes.c.
#ifndef TANDEM_DESCRIBE_SHAPES_POLICY_H
#define TANDEM_DESCRIBE_SHAPES_POLICY_H

#include "describe/shapes.h"

extern const struct shape_member may_delegation_members[4];
extern const struct shape_member may_members[15];

#endif
