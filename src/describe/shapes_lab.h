// SPDX-License-Identifier: Apache-2.0
// Shapes of the pricing lab, which the table of shapes refers to. Private to src/describe.
#ifndef TANDEM_DESCRIBE_SHAPES_LAB_H
#define TANDEM_DESCRIBE_SHAPES_LAB_H

#include "describe/shapes.h"

extern const struct shape_member price_data_file_members[4];
extern const struct shape_member price_data_content_members[2];
extern const struct shape_member price_data_odd_members[2];
extern const struct shape_member price_data_column_members[8];
extern const struct shape_member price_data_preview_members[4];
extern const struct shape_member price_study_draft_members[3];
extern const struct shape_member price_study_problem_members[3];
extern const struct shape_member price_study_problems_members[1];
extern const struct shape_member price_estimate_members[7];
extern const struct shape_member price_refusal_members[3];
extern const struct shape_member price_result_members[10];
extern const struct shape_member price_study_progress_members[7];

#endif
