// SPDX-License-Identifier: Apache-2.0
// Shapes of the session, which the table of shapes refers to. Private to src/describe.
#ifndef TANDEM_DESCRIBE_SHAPES_SESSION_H
#define TANDEM_DESCRIBE_SHAPES_SESSION_H

#include "describe/shapes.h"

extern const struct shape_member session_user_members[5];
extern const struct shape_member session_workspace_members[1];
extern const struct shape_member sign_in_refusal_members[2];
extern const struct shape_member single_sign_on_members[3];
extern const struct shape_member session_members[4];

#endif
