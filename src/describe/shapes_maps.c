// SPDX-License-Identifier: Apache-2.0
// The members of the shapes of responsibility maps and of what they resolve to.
#include "describe/shapes_maps.h"

#include "people/life_cycle.h"
#include "people/map_entry.h"
#include "people/roles.h"

const struct shape_member map_copy_request_members[3] = {
    {"name", SHAPE_TEXT, SHAPE_OPTIONAL, NULL, NULL},
    {"code", SHAPE_TEXT, SHAPE_OPTIONAL, NULL, NULL},
    {"scope", SHAPE_KEY, SHAPE_OPTIONAL | SHAPE_NULLABLE, NULL, NULL},
};
const struct shape_member map_effect_total_members[7] = {
    {"changed", SHAPE_INTEGER, 0, NULL, NULL},
    {"gaps_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"gaps_gone", SHAPE_INTEGER, 0, NULL, NULL},
    {"conflicts_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"conflicts_gone", SHAPE_INTEGER, 0, NULL, NULL},
    {"duals_new", SHAPE_INTEGER, 0, NULL, NULL},
    {"duals_gone", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member map_effect_side_members[3] = {
    {"outcome", SHAPE_CHOICE, 0, NULL, &shape_outcomes},
    {"role", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &people_roles},
    {"people", SHAPE_OBJECT, SHAPE_ARRAY, "Holder", NULL},
};
const struct shape_member map_effect_item_members[6] = {
    {"product", SHAPE_KEY, 0, NULL, NULL},
    {"product_name", SHAPE_TEXT, 0, NULL, NULL},
    {"activity", SHAPE_KEY, 0, NULL, NULL},
    {"activity_name", SHAPE_TEXT, 0, NULL, NULL},
    {"before", SHAPE_OBJECT, 0, "MapEffectSide", NULL},
    {"after", SHAPE_OBJECT, 0, "MapEffectSide", NULL},
};
const struct shape_member map_effect_members[8] = {
    {"map", SHAPE_OBJECT, 0, "Named", NULL},
    {"against", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"products", SHAPE_INTEGER, 0, NULL, NULL},
    {"pairs", SHAPE_INTEGER, 0, NULL, NULL},
    {"totals", SHAPE_OBJECT, 0, "MapEffectTotals", NULL},
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "MapEffectItem", NULL},
    {"next", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
};
const struct shape_member map_comparison_entry_members[10] = {
    {"entry", SHAPE_KEY, 0, NULL, NULL},
    {"side", SHAPE_CHOICE, 0, NULL, &map_sides},
    {"accountable", SHAPE_CHOICE, 0, NULL, &people_roles},
    {"responsible", SHAPE_CHOICE, SHAPE_ARRAY, NULL, &people_roles},
    {"consulted", SHAPE_CHOICE, SHAPE_ARRAY, NULL, &people_roles},
    {"informed", SHAPE_CHOICE, SHAPE_ARRAY, NULL, &people_roles},
    {"from_stage", SHAPE_CHOICE, 0, NULL, &product_stages},
    {"to_stage", SHAPE_CHOICE, 0, NULL, &product_stages},
    {"horizons", SHAPE_CHOICE, SHAPE_ARRAY, NULL, &product_horizons},
    {"four_eyes", SHAPE_BOOLEAN, 0, NULL, NULL},
};
const struct shape_member map_comparison_item_members[6] = {
    {"activity", SHAPE_KEY, 0, NULL, NULL},
    {"code", SHAPE_TEXT, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"one", SHAPE_OBJECT, SHAPE_NULLABLE, "MapComparisonEntry", NULL},
    {"other", SHAPE_OBJECT, SHAPE_NULLABLE, "MapComparisonEntry", NULL},
    {"differs", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
};
const struct shape_member map_comparison_total_members[4] = {
    {"same", SHAPE_INTEGER, 0, NULL, NULL},
    {"different", SHAPE_INTEGER, 0, NULL, NULL},
    {"only_one", SHAPE_INTEGER, 0, NULL, NULL},
    {"only_other", SHAPE_INTEGER, 0, NULL, NULL},
};
const struct shape_member map_comparison_members[4] = {
    {"one", SHAPE_OBJECT, 0, "Named", NULL},
    {"other", SHAPE_OBJECT, 0, "Named", NULL},
    {"totals", SHAPE_OBJECT, 0, "MapComparisonTotals", NULL},
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "MapComparisonItem", NULL},
};

const struct shape_member resolution_members[9] = {
    {"product", SHAPE_KEY, 0, NULL, NULL},
    {"activity", SHAPE_KEY, 0, NULL, NULL},
    {"activity_name", SHAPE_TEXT, 0, NULL, NULL},
    {"activity_code", SHAPE_TEXT, 0, NULL, NULL},
    {"side", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &map_sides},
    {"role", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &people_roles},
    {"outcome", SHAPE_CHOICE, 0, NULL, &shape_outcomes},
    {"people", SHAPE_OBJECT, SHAPE_ARRAY, "Holder", NULL},
    {"scope", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
};

const struct shape_member outcome_count_members[10] = {
    {"activity", SHAPE_KEY, 0, NULL, NULL},
    {"activity_name", SHAPE_TEXT, 0, NULL, NULL},
    {"activity_code", SHAPE_TEXT, 0, NULL, NULL},
    {"side", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &map_sides},
    {"role", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &people_roles},
    {"one", SHAPE_INTEGER, 0, NULL, NULL},
    {"gap", SHAPE_INTEGER, 0, NULL, NULL},
    {"conflict", SHAPE_INTEGER, 0, NULL, NULL},
    {"dual", SHAPE_INTEGER, 0, NULL, NULL},
    {"rest", SHAPE_INTEGER, 0, NULL, NULL},
};

const struct shape_member resolution_reply_members[3] = {
    {"map", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"items", SHAPE_OBJECT, SHAPE_ARRAY | SHAPE_OPTIONAL, "Resolution", NULL},
    {"summary", SHAPE_OBJECT, SHAPE_ARRAY | SHAPE_OPTIONAL, "OutcomeCount", NULL},
};
