// SPDX-License-Identifier: Apache-2.0
// Shapes of the inbox, which the table of shapes refers to. Private to src/describe.
#ifndef TANDEM_DESCRIBE_SHAPES_INBOX_H
#define TANDEM_DESCRIBE_SHAPES_INBOX_H

#include "describe/shapes.h"

extern const struct shape_member inbox_item_members[11];
extern const struct shape_member inbox_members[6];

#endif
