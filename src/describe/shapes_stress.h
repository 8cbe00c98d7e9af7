// SPDX-License-Identifier: Apache-2.0
// Shapes of stress tests, which the table of shapes refers to. Private to src/describe.
#ifndef TANDEM_DESCRIBE_SHAPES_STRESS_H
#define TANDEM_DESCRIBE_SHAPES_STRESS_H

#include "describe/shapes.h"

extern const struct shape_member stress_request_members[3];
extern const struct shape_member stress_step_members[2];
extern const struct shape_member stress_state_members[9];
extern const struct shape_member stress_total_members[8];
extern const struct shape_member stress_outcome_members[3];
extern const struct shape_member stress_item_members[7];
extern const struct shape_member stress_rule_members[5];
extern const struct shape_member stress_finding_members[7];
extern const struct shape_member stress_span_members[4];
extern const struct shape_member stress_gate_members[5];
extern const struct shape_member stress_hand_off_members[4];
extern const struct shape_member stress_report_members[15];
extern const struct shape_member stress_comparison_request_members[2];
extern const struct shape_member stress_comparison_item_members[8];
extern const struct shape_member stress_comparison_members[1];
extern const struct shape_member single_point_members[14];
extern const struct shape_member single_point_list_members[2];

#endif
