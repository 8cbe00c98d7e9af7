// SPDX-License-Identifier: Apache-2.0
// The members of the shapes of price lists as files.
#include "describe/shapes_offer.h"

const struct shape_member pricing2yaml_file_members[4] = {
    {"product", SHAPE_KEY, 0, NULL, NULL},
    {"content", SHAPE_TEXT, 0, NULL, NULL},
    {"name", SHAPE_TEXT, SHAPE_OPTIONAL | SHAPE_NULLABLE, NULL, NULL},
    {"is_dry_run", SHAPE_BOOLEAN, SHAPE_OPTIONAL, NULL, NULL},
};
const struct shape_member pricing2yaml_note_members[2] = {
    {"line", SHAPE_INTEGER, 0, NULL, NULL},
    {"message", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member pricing2yaml_result_members[8] = {
    {"price_list", SHAPE_KEY, 0, NULL, NULL},
    {"is_dry_run", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"plans", SHAPE_INTEGER, 0, NULL, NULL},
    {"add_ons", SHAPE_INTEGER, 0, NULL, NULL},
    {"features", SHAPE_INTEGER, 0, NULL, NULL},
    {"values", SHAPE_INTEGER, 0, NULL, NULL},
    {"prices", SHAPE_INTEGER, 0, NULL, NULL},
    {"left_out", SHAPE_OBJECT, SHAPE_ARRAY, "Pricing2YamlNote", NULL},
};
