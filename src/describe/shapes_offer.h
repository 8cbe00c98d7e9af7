// SPDX-License-Identifier: Apache-2.0
// Shapes of price lists as files, which the table of shapes refers to. Private to src/describe.
#ifndef TANDEM_DESCRIBE_SHAPES_OFFER_H
#define TANDEM_DESCRIBE_SHAPES_OFFER_H

#include "describe/shapes.h"

extern const struct shape_member pricing2yaml_file_members[4];
extern const struct shape_member pricing2yaml_note_members[2];
extern const struct shape_member pricing2yaml_result_members[8];

#endif
