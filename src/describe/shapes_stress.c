// SPDX-License-Identifier: Apache-2.0
// The members of the shapes of stress tests.
#include "describe/shapes_stress.h"

#include "people/life_cycle.h"
#include "people/roles.h"

const struct shape_member stress_request_members[3] = {
    {"scenario", SHAPE_KEY, SHAPE_OPTIONAL, NULL, NULL},
    {"steps", SHAPE_ANY, SHAPE_ARRAY | SHAPE_OPTIONAL, NULL, NULL},
    {"day", SHAPE_DATE, SHAPE_OPTIONAL, NULL, NULL},
};
const struct shape_member stress_step_members[2] = {
    {"do", SHAPE_TEXT, 0, NULL, NULL},
    {"words", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member stress_state_members[9] = {
    {"one", SHAPE_INTEGER, 0, NULL, NULL},
    {"gap", SHAPE_INTEGER, 0, NULL, NULL},
    {"conflict", SHAPE_INTEGER, 0, NULL, NULL},
    {"dual", SHAPE_INTEGER, 0, NULL, NULL},
    {"rest", SHAPE_INTEGER, 0, NULL, NULL},
    {"errors", SHAPE_INTEGER, 0, NULL, NULL},
    {"warnings", SHAPE_INTEGER, 0, NULL, NULL},
    {"infos", SHAPE_INTEGER, 0, NULL, NULL},
    {"products", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member stress_total_members[8] = {
    {"gaps_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"conflicts_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"duals_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"handed_over", SHAPE_INTEGER, 0, NULL, NULL},
    {"relieved", SHAPE_INTEGER, 0, NULL, NULL},
    {"findings_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"gates_unsigned", SHAPE_INTEGER, 0, NULL, NULL},
    {"hand_offs_stuck", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member stress_outcome_members[3] = {
    {"outcome", SHAPE_CHOICE, 0, NULL, &shape_outcomes},
    {"role", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &people_roles},
    {"people", SHAPE_OBJECT, SHAPE_ARRAY, "Holder", NULL},
};
const struct shape_member stress_item_members[7] = {
    {"product", SHAPE_KEY, 0, NULL, NULL},
    {"product_name", SHAPE_TEXT, 0, NULL, NULL},
    {"activity", SHAPE_KEY, 0, NULL, NULL},
    {"activity_name", SHAPE_TEXT, 0, NULL, NULL},
    {"change", SHAPE_CHOICE, 0, NULL, &shape_stress_changes},
    {"before", SHAPE_OBJECT, 0, "StressOutcome", NULL},
    {"after", SHAPE_OBJECT, 0, "StressOutcome", NULL},
};
const struct shape_member stress_rule_members[5] = {
    {"rule", SHAPE_TEXT, 0, NULL, NULL},
    {"before", SHAPE_INTEGER, 0, NULL, NULL},
    {"after", SHAPE_INTEGER, 0, NULL, NULL},
    {"appeared", SHAPE_INTEGER, 0, NULL, NULL},
    {"gone", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member stress_finding_members[7] = {
    {"rule", SHAPE_TEXT, 0, NULL, NULL},
    {"severity", SHAPE_CHOICE, 0, NULL, &shape_severities},
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"title", SHAPE_TEXT, 0, NULL, NULL},
    {"accountable", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"message", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member stress_span_members[4] = {
    {"person", SHAPE_OBJECT, 0, "Named", NULL},
    {"role", SHAPE_CHOICE, 0, NULL, &people_roles},
    {"before", SHAPE_INTEGER, 0, NULL, NULL},
    {"after", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member stress_gate_members[5] = {
    {"gate", SHAPE_KEY, 0, NULL, NULL},
    {"stage", SHAPE_CHOICE, 0, NULL, &product_stages},
    {"criterion", SHAPE_OBJECT, 0, "Named", NULL},
    {"product", SHAPE_OBJECT, 0, "Named", NULL},
    {"activity", SHAPE_OBJECT, 0, "Named", NULL},
};
const struct shape_member stress_hand_off_members[4] = {
    {"hand_off", SHAPE_OBJECT, 0, "Named", NULL},
    {"product", SHAPE_OBJECT, 0, "Named", NULL},
    {"to_role", SHAPE_CHOICE, 0, NULL, &people_roles},
    {"to_person", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
};
const struct shape_member stress_report_members[15] = {
    {"scenario", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"steps", SHAPE_OBJECT, SHAPE_ARRAY, "StressStep", NULL},
    {"same_map", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"breaks", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"before", SHAPE_OBJECT, 0, "StressState", NULL},
    {"after", SHAPE_OBJECT, 0, "StressState", NULL},
    {"totals", SHAPE_OBJECT, 0, "StressTotals", NULL},
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "StressItem", NULL},
    {"left_out", SHAPE_INTEGER, 0, NULL, NULL},
    {"rules", SHAPE_OBJECT, SHAPE_ARRAY, "StressRule", NULL},
    {"findings", SHAPE_OBJECT, SHAPE_ARRAY, "StressFinding", NULL},
    {"spans", SHAPE_OBJECT, SHAPE_ARRAY, "StressSpan", NULL},
    {"gates", SHAPE_OBJECT, SHAPE_ARRAY, "StressGate", NULL},
    {"hand_offs", SHAPE_OBJECT, SHAPE_ARRAY, "StressHandOff", NULL},
};
const struct shape_member stress_comparison_request_members[2] = {
    {"scenarios", SHAPE_KEY, SHAPE_ARRAY, NULL, NULL},
    {"day", SHAPE_DATE, SHAPE_OPTIONAL, NULL, NULL},
};
const struct shape_member stress_comparison_item_members[8] = {
    {"scenario", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"same_map", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"breaks", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"before", SHAPE_OBJECT, 0, "StressState", NULL},
    {"after", SHAPE_OBJECT, 0, "StressState", NULL},
    {"totals", SHAPE_OBJECT, 0, "StressTotals", NULL},
    {"widest_span", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member stress_comparison_members[1] = {
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "StressComparisonItem", NULL}};
const struct shape_member single_point_members[14] = {
    {"person", SHAPE_OBJECT, 0, "Named", NULL},
    {"score", SHAPE_INTEGER, 0, NULL, NULL},
    {"gaps", SHAPE_INTEGER, 0, NULL, NULL},
    {"gaps_current", SHAPE_INTEGER, 0, NULL, NULL},
    {"gaps_next", SHAPE_INTEGER, 0, NULL, NULL},
    {"gaps_future", SHAPE_INTEGER, 0, NULL, NULL},
    {"conflicts", SHAPE_INTEGER, 0, NULL, NULL},
    {"duals", SHAPE_INTEGER, 0, NULL, NULL},
    {"taken_over", SHAPE_INTEGER, 0, NULL, NULL},
    {"products", SHAPE_INTEGER, 0, NULL, NULL},
    {"gap_products", SHAPE_INTEGER, 0, NULL, NULL},
    {"roles", SHAPE_CHOICE, SHAPE_ARRAY, NULL, &people_roles},
    {"worst", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"why", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member single_point_list_members[2] = {
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "SinglePoint", NULL},
    {"people", SHAPE_INTEGER, 0, NULL, NULL},
};
