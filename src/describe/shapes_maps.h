// SPDX-License-Identifier: Apache-2.0
// The members of the shapes of responsibility maps: copies, effects, comparisons, resolutions.
#ifndef TANDEM_DESCRIBE_SHAPES_MAPS_H
#define TANDEM_DESCRIBE_SHAPES_MAPS_H

#include "describe/shapes.h"

extern const struct shape_member map_copy_request_members[3];
extern const struct shape_member map_effect_total_members[7];
extern const struct shape_member map_effect_side_members[3];
extern const struct shape_member map_effect_item_members[6];
extern const struct shape_member map_effect_members[8];
extern const struct shape_member map_comparison_entry_members[10];
extern const struct shape_member map_comparison_item_members[6];
extern const struct shape_member map_comparison_total_members[4];
extern const struct shape_member map_comparison_members[4];
extern const struct shape_member resolution_members[9];
extern const struct shape_member outcome_count_members[10];
extern const struct shape_member resolution_reply_members[3];

#endif
